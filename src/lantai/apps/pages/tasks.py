"""What happens at its hour."""

from django.utils import timezone

from lantai.infra.jobs import every


@every(60)
def publish_due() -> None:
    """Publish pages whose time has come, and take down those whose time is over."""
    from . import actions

    actions.publish_due(now=timezone.now())
