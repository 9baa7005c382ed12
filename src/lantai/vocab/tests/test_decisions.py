"""Readers suggest, staff decide; what is decided holds at once and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.core.query.expansion import Span
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account
from lantai.vocab import actions, queries
from lantai.vocab.models import Decision, Suggestion, SuggestionState, Training, TrainingState, Verdict

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, tzinfo=UTC)
BOOK = {"source": "zh", "word": "书", "target": "en", "text": "book"}


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Forget what was decided in other tests: their revisions have the same numbers."""
    queries.of_revision.cache_clear()


@pytest.fixture
def librarian() -> Account:
    return Account.objects.create_superuser("librarian")


@pytest.fixture
def reader() -> Account:
    return Account.objects.create_user("reader")


def suggested(**more: str) -> Suggestion:
    return actions.suggest(**(BOOK | {"now": NOW} | more))


def test_a_decision_holds_at_once_under_a_new_revision(librarian):
    before = queries.rulings().revision
    decision = actions.decide(by=librarian, verdict=Verdict.BLOCKED, now=NOW, **BOOK)
    rulings = queries.rulings()
    assert rulings.revision > before
    assert rulings.is_blocked(Span("zh", "书"), "en", "Book")
    actions.undo(by=librarian, decision=decision, now=NOW)
    assert queries.rulings().revision > rulings.revision
    assert not queries.rulings().is_blocked(Span("zh", "书"), "en", "book")


def test_the_last_decision_about_a_translation_stands(librarian):
    actions.decide(by=librarian, verdict=Verdict.BLOCKED, now=NOW, **BOOK)
    actions.decide(by=librarian, verdict=Verdict.ACCEPTED, now=NOW, **(BOOK | {"text": "Book"}))
    assert [(d.text, d.verdict) for d in queries.decisions()] == [("Book", Verdict.ACCEPTED)]
    assert [found.text for found in queries.rulings().accepted(Span("zh", "书"))] == ["Book"]
    assert Decision.objects.count() == 2


def test_a_decision_is_known_by_the_key_that_tables_have(librarian):
    decision = actions.decide(by=librarian, source="en", word="Books", target="zh", text="书", verdict=Verdict.ACCEPTED, now=NOW)
    assert decision.key == "book"
    assert queries.last_of(librarian.pk) == decision


def test_taking_back_twice_is_said(librarian):
    decision = actions.decide(by=librarian, verdict=Verdict.BLOCKED, now=NOW, **BOOK)
    actions.undo(by=librarian, decision=decision, now=NOW)
    with pytest.raises(actions.NotPossible):
        actions.undo(by=librarian, decision=decision, now=NOW)


def test_every_decision_is_noted_with_who_made_it(librarian):
    decision = actions.decide(by=librarian, verdict=Verdict.ACCEPTED, now=NOW, **BOOK)
    actions.undo(by=librarian, decision=decision, now=NOW)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["vocab.accept", "vocab.undo"]


def test_readers_decide_nothing(reader, librarian):
    decision = actions.decide(by=librarian, verdict=Verdict.BLOCKED, now=NOW, **BOOK)
    for act in (
        lambda: actions.decide(by=reader, verdict=Verdict.BLOCKED, now=NOW, **BOOK),
        lambda: actions.undo(by=reader, decision=decision, now=NOW),
        lambda: actions.close_suggestion(by=reader, suggestion=suggested(), text="", now=NOW),
        lambda: actions.begin_training(by=reader, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("wrong", [{"text": " … "}, {"word": "!"}, {"source": ""}, {"target": "nonsense language"}])
def test_words_without_letters_and_languages_that_are_none_are_refused(librarian, wrong):
    with pytest.raises(ValidationError):
        actions.decide(by=librarian, verdict=Verdict.ACCEPTED, now=NOW, **(BOOK | wrong))


def test_a_suggestion_is_kept_once_without_anybodys_name():
    one = suggested(address="192.0.2.1", note="everywhere else")
    assert suggested(address="192.0.2.9").pk == one.pk
    assert (one.mail, one.state) == ("", SuggestionState.OPEN)
    assert "192" not in one.sender
    actions.forget_senders(now=NOW + timedelta(hours=2))
    assert Suggestion.objects.get().sender == ""


def test_floods_of_suggestions_are_refused():
    for n in range(actions.FROM_ONE):
        suggested(text=f"word {n}", address="192.0.2.1")
    with pytest.raises(actions.TooMany):
        suggested(text="one more", address="192.0.2.1")
    suggested(text="from elsewhere", address="192.0.2.2")


@pytest.mark.parametrize(
    ("text", "state", "accepted"),
    [
        ("book", SuggestionState.ACCEPTED, ["book"]),
        ("tome", SuggestionState.CHANGED, ["tome"]),
        ("", SuggestionState.REFUSED, []),
    ],
)
def test_staff_accept_change_or_refuse_a_suggestion(librarian, text, state, accepted):
    suggestion = suggested(mail="reader@example.edu")
    actions.close_suggestion(by=librarian, suggestion=suggestion, text=text, now=NOW)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.mail) == (state, "")
    assert [found.text for found in queries.rulings().accepted(Span("zh", "书"))] == accepted
    with pytest.raises(actions.NotPossible):
        actions.close_suggestion(by=librarian, suggestion=suggestion, text=text, now=NOW)
    actions.reopen_suggestion(by=librarian, suggestion=suggestion, now=NOW)
    assert list(queries.open_suggestions()) == [suggestion]


def test_one_training_is_asked_for_at_a_time(librarian):
    one = actions.begin_training(by=librarian, now=NOW)
    assert actions.begin_training(by=None, now=NOW) == one
    assert Job.objects.filter(name="catalog.train").count() == 1
    Training.objects.update(state=TrainingState.FINISHED, finished_at=NOW)
    assert actions.begin_training(by=None, now=NOW) != one
    assert queries.last_training() == one
