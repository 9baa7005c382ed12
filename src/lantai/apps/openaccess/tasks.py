"""What open access does from time to time."""

from datetime import UTC

from django.utils import timezone

from lantai.infra.jobs import every


@every(3600)
def end_embargoes() -> None:
    """Have the index look again at works of which an embargo has ended; days are those by which documents are made."""
    from . import embargoes

    embargoes.end_embargoes(on=timezone.now().astimezone(UTC).date())
