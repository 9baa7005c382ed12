"""Who looks after an agreement is told of its days: the review that begins, the last day to cancel coming near, the end. Each once."""

from datetime import datetime

from lantai.apps.agreements import queries
from lantai.people.actions import notify


def remind(*, now: datetime) -> int:
    """Tell everybody what comes near, each thing once; return how many were told. A job's work: twice does no more than once."""
    told = 0
    for due in queries.reminders(today=now.date()):
        for account in queries.keepers(due.agreement):
            told += notify(
                to=account, key=due.key, template="agreements/mail/deadline.txt", said=due.said, path=due.path, now=now
            )
    return told
