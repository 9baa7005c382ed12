"""Jobs of the desk: the rules asked on demand and every night; changes of many rows."""

from datetime import timedelta

from django.utils import timezone

from lantai.infra import jobs
from lantai.infra.jobs import every, job

NIGHT = range(1, 6)
"""Hours of the library's clock in which the rules are asked by themselves."""

OFTEN, WHOLE = timedelta(hours=20), timedelta(days=6, hours=20)
"""After how long what has changed is looked at again, and everything."""


@job("desk.check")
def check(check: int) -> None:
    """Run a round of checks; one that was stopped half-way goes on."""
    from . import actions
    from .models import Check, CheckState

    found = Check.objects.filter(pk=check).exclude(state=CheckState.FINISHED).first()
    if found is not None and not actions.run_check(check=found, now=timezone.now, stop=jobs.stop):
        raise jobs.Interrupted


@job("desk.rows")
def rows(run: int) -> None:
    """Do a change of many rows, or take one back; one that was stopped half-way goes on."""
    from . import changing
    from .models import RowsRun

    found = RowsRun.objects.filter(pk=run).first()
    if found is not None and not changing.work(run=found, now=timezone.now, stop=jobs.stop):
        raise jobs.Interrupted


@every(86_400)
def forget_proposals() -> None:
    """Throw away the proposals that nobody started."""
    from . import changing

    changing.forget_proposals(now=timezone.now())


@every(900)
def nightly() -> None:
    """Begin a round at night, where none was made lately: of what has changed, once a week of everything."""
    from . import actions
    from .queries import checks

    now = timezone.now()
    last, last_whole = checks.last_begun()
    due = last is None or now - last > OFTEN
    if due and (timezone.localtime(now).hour in NIGHT or last is None):
        actions.begin_check(by=None, whole=last_whole is None or now - last_whole > WHOLE, now=now)
