"""What people do about translations: readers suggest, staff accept and block, and have the tables trained.

What is decided holds at once: it is laid over the tables by its revision (``queries.rulings``).
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lantai.core.bilingual.words import key as key_of
from lantai.core.text.fold import key as folded
from lantai.core.text.fold import words
from lantai.infra import audit, jobs
from lantai.people.models import Account

from .models import Decision, Suggestion, SuggestionState, Training, TrainingState, Verdict

FROM_ONE, FROM_ALL = 10, 300
"""Suggestions kept in an hour from one address (a reading room may share it), and from all. Chosen, not measured."""

PERIOD = timedelta(hours=1)
LONGEST = 200
_TAG = 12


class TooMany(Exception):
    """More suggestions came in an hour than anybody could read; this one was not kept, and its sender must be told so."""


class NotPossible(Exception):
    """The action does not fit the state of things; the message says why."""


def suggest(
    *, source: str, word: str, target: str, text: str, shown: str = "", note: str = "", mail: str = "", language: str = "",
    address: str = "", now: datetime,
) -> Suggestion:  # fmt: skip
    """Keep a reader's better translation; the same one is kept once while it is open. Raise TooMany, or ValidationError for empty words.

    ``address``: from where it came, "" where that is not known; kept as a digest, for an hour.
    """
    source, target, word, text = _tag(source), _tag(target), _line(word), _line(text)
    if not words(text):
        raise ValidationError(_("Write the word that you would use."))
    sender = salted_hmac("lantai.vocab", address, algorithm="sha256").hexdigest() if address else ""
    with transaction.atomic():
        forget_senders(now=now)
        recent = Suggestion.objects.filter(made_at__gt=now - PERIOD)
        if recent.count() >= FROM_ALL or (sender and recent.filter(sender=sender).count() >= FROM_ONE):
            raise TooMany
        same = {"source": source, "word": word, "target": target, "text": text, "state": SuggestionState.OPEN}
        again = Suggestion.objects.filter(**same).first()
        said = {"shown": _line(shown), "note": note.strip()[:500], "mail": mail, "language": language[:20], "sender": sender}
        return again or Suggestion.objects.create(**same, **said, made_at=now)


def forget_senders(*, now: datetime) -> int:
    """Forget from where suggestions came that are older than an hour."""
    return Suggestion.objects.filter(made_at__lte=now - PERIOD).exclude(sender="").update(sender="")


@transaction.atomic
def decide(
    *, by: Account, source: str, word: str, target: str, text: str, verdict: Verdict, now: datetime, key: str = ""
) -> Decision:
    """Accept or block a translation, in place of what was decided about it before. ``key``: of the word, where the tables said it."""
    _allow(by)
    return _decide(by, _tag(source), _line(word), _tag(target), _line(text), verdict, now=now, key=key)


@transaction.atomic
def undo(*, by: Account, decision: Decision, now: datetime) -> None:
    """Take a decision back: the tables alone count again."""
    _allow(by)
    if not Decision.objects.standing().filter(pk=decision.pk).update(undone_at=now, undone_by=by, changed=_next_change()):
        raise NotPossible(_("It had been taken back already."))
    audit.record(by=by, action="vocab.undo", subject=decision, now=now)


@transaction.atomic
def close_suggestion(*, by: Account, suggestion: Suggestion, text: str, now: datetime) -> Decision | None:
    """Accept a reader's translation, with ``text`` in its place if it is another, or refuse it ("")."""
    _allow(by)
    found = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if not found.is_open:
        raise NotPossible(_("Somebody has dealt with it meanwhile."))
    text = _line(text)
    state = SuggestionState.REFUSED if not text else SuggestionState.ACCEPTED if text == found.text else SuggestionState.CHANGED
    decision = _decide(by, found.source, found.word, found.target, text, Verdict.ACCEPTED, now=now) if text else None
    Suggestion.objects.filter(pk=found.pk).update(state=state, closed_at=now, closed_by=by, mail="")
    audit.record(by=by, action="vocab.accept_suggestion" if text else "vocab.refuse_suggestion", subject=found, now=now)
    return decision


@transaction.atomic
def reopen_suggestion(*, by: Account, suggestion: Suggestion, now: datetime) -> None:
    """Take back that a suggestion was dealt with; what was decided by it stands until that is taken back."""
    _allow(by)
    Suggestion.objects.filter(pk=suggestion.pk).update(state=SuggestionState.OPEN, closed_at=None, closed_by=None)
    audit.record(by=by, action="vocab.reopen_suggestion", subject=suggestion, now=now)


def begin_training(*, by: Account | None, full: bool = False, now: datetime) -> Training:
    """Have the worker train the tables; while a training waits or runs it is that one. ``full``: forget what was read of works before."""
    if by is not None and not by.has_perm("vocab.add_training"):
        raise PermissionDenied("vocab.add_training")
    with transaction.atomic():
        training, is_new = _training(by=by, full=full, now=now)
        if is_new:
            audit.record(by=by, action="vocab.train", subject=training, now=now)
            jobs.enqueue("catalog.train", training=training.pk)
    return training


def note_training(*, full: bool, now: datetime) -> Training:
    """Return the training that a command runs itself: the one that waits, else a new one."""
    return _training(by=None, full=full, now=now)[0]


def give_up(training: Training, *, error: str, now: datetime) -> None:
    """Note that a training ended without a word, unless it has said itself what became of it."""
    going = Training.objects.filter(pk=training.pk, state__in=(TrainingState.WAITING, TrainingState.RUNNING))
    going.update(state=TrainingState.FAILED, finished_at=now, error=error[-2_000:])


def _training(*, by: Account | None, full: bool, now: datetime) -> tuple[Training, bool]:
    going = Training.objects.filter(state__in=(TrainingState.WAITING, TrainingState.RUNNING))
    if found := going.first():
        return found, False
    try:
        with transaction.atomic():
            return Training.objects.create(by=by, full=full, made_at=now), True
    except IntegrityError:
        return going.get(), False


def _decide(
    by: Account, source: str, word: str, target: str, text: str, verdict: Verdict, *, now: datetime, key: str = ""
) -> Decision:
    key = key or key_of(word, source)
    if not (source and target and key and words(text)):
        raise ValidationError(_("A translation needs a word and its language on both sides."))
    change = _next_change()
    same = {"source": source, "key": key[:LONGEST], "target": target, "folded": folded(text)[:LONGEST]}
    Decision.objects.standing().filter(**same).update(undone_at=now, undone_by=by, changed=change)
    decision = Decision.objects.create(**same, word=word, text=text, verdict=verdict, by=by, at=now, changed=change)
    audit.record(by=by, action="vocab.accept" if verdict == Verdict.ACCEPTED else "vocab.block", subject=decision, now=now)
    return decision


def _next_change() -> int:
    return (Decision.objects.aggregate(last=Max("changed"))["last"] or 0) + 1


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _tag(lang: str) -> str:
    """Return the primary tag; raise ValidationError for what is none."""
    primary = lang.strip().partition("-")[0].lower()
    if not (primary.isascii() and primary.isalpha() and len(primary) <= _TAG):
        raise ValidationError(_("Say which language it is."))
    return primary


def _allow(by: Account) -> None:
    if not by.has_perm("vocab.change_decision"):
        raise PermissionDenied("vocab.change_decision")
