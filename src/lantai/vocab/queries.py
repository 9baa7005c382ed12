"""What others read of decisions, suggestions and trainings."""

from functools import lru_cache

from django.db.models import Max, QuerySet

from lantai.search.translations.rulings import Ruling, Rulings

from .models import Decision, Suggestion, SuggestionState, Training, TrainingState, Verdict


def rulings() -> Rulings:
    """Return all decisions that stand, to be laid over the tables; read anew when a decision was made or undone since."""
    return of_revision(Decision.objects.aggregate(last=Max("changed"))["last"] or 0)


@lru_cache(maxsize=1)
def of_revision(revision: int) -> Rulings:
    """Return the decisions that stand at this revision, the newest."""
    rows = Decision.objects.standing().order_by("-at", "-pk").values_list("source", "key", "target", "text", "verdict")
    return Rulings([Ruling(*words, accepted=verdict == Verdict.ACCEPTED) for *words, verdict in rows], revision=revision)


def decisions(*, verdict: str = "") -> QuerySet[Decision]:
    """Return the decisions that stand, the newest first; only accepted or blocked ones if asked."""
    rows = Decision.objects.standing().select_related("by").order_by("-at", "-pk")
    return rows.filter(verdict=verdict) if verdict in Verdict.values else rows


def last_of(person: int) -> Decision | None:
    """Return what a person decided last, if it still stands."""
    return decisions().filter(by=person).first()


def open_suggestions() -> QuerySet[Suggestion]:
    """Return the suggestions that wait for staff, the oldest first."""
    return Suggestion.objects.filter(state=SuggestionState.OPEN).order_by("made_at", "pk")


def closed_suggestions() -> QuerySet[Suggestion]:
    """Return the suggestions that staff dealt with, the newest first."""
    return Suggestion.objects.exclude(state=SuggestionState.OPEN).select_related("closed_by").order_by("-closed_at", "-pk")


def under_way() -> Training | None:
    """Return the training that waits or runs."""
    return Training.objects.filter(state__in=(TrainingState.WAITING, TrainingState.RUNNING)).first()


def last_training() -> Training | None:
    """Return the last training that came to a good end."""
    return Training.objects.filter(state__in=(TrainingState.FINISHED, TrainingState.SAME)).order_by("-finished_at", "-pk").first()


def last_failure() -> Training | None:
    """Return the last training if it failed."""
    last = Training.objects.exclude(finished_at=None).order_by("-finished_at", "-pk").first()
    return last if last and last.state == TrainingState.FAILED else None
