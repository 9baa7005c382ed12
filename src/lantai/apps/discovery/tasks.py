"""Jobs of discovery: the lists of titles follow the works, a piece at a time, and wait while a file is imported."""

from lantai.infra.jobs import every


@every(3)
def follow_titles() -> None:
    """Put some of the works that changed into their places in the lists of titles."""
    from lantai.catalog import listing

    from . import actions

    if not listing.is_importing():
        actions.follow_titles()
