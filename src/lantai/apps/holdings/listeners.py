"""What holdings does when a package has changed: its journals are put in their places."""

from lantai.infra import jobs
from lantai.infra.events import listen

from .events import PackageChanged


@listen(PackageChanged)
def list_anew(event: PackageChanged) -> None:
    """Have the readers' list of journals show what the package holds now."""
    jobs.enqueue("holdings.list_package", package=event.package)
