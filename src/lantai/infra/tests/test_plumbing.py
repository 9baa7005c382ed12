"""Events, audit, panels, rules and moves."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model

from lantai.infra import audit, events, panels, rules, workflow
from lantai.infra.models import AuditEntry

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happened:
    number: int


@pytest.mark.django_db
def test_listeners_hear_only_after_commit(django_capture_on_commit_callbacks):
    heard = []
    with events.listening(Happened, heard.append), django_capture_on_commit_callbacks(execute=True):
        events.tell(Happened(1))
        assert heard == []
    assert heard == [Happened(1)]


@pytest.mark.django_db(transaction=True)
def test_a_failing_listener_harms_no_other():
    heard = []

    def broken(event: Happened) -> None:
        raise ValueError(event)

    with events.listening(Happened, broken), events.listening(Happened, heard.append):
        events.tell(Happened(1))
    assert heard == [Happened(1)]


@pytest.mark.django_db
def test_the_audit_log_names_actor_action_and_row():
    account = get_user_model().objects.create_user("librarian")
    audit.record(by=account, action="people.greet", subject=account, now=NOW)
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.action, entry.subject) == (account.pk, "people.greet", f"people.account:{account.pk}")


@pytest.mark.django_db
def test_the_audit_log_has_nobody_as_actor_of_a_job():
    audit.record(by=None, action="people.tidy", subject=get_user_model().objects.create_user("a"), now=NOW)
    assert AuditEntry.objects.get().actor_id == audit.NOBODY


def test_panels_with_nothing_to_show_are_left_out(rf):
    panels.panel("test.place")(lambda request, subject: f"<p>{subject}</p>")
    panels.panel("test.place")(lambda request, subject: None)
    assert panels.drawn("test.place", rf.get("/"), 3) == ["<p>3</p>"]


def test_row_panels_are_asked_once_for_all_rows(rf):
    asked = []

    @panels.row_panel("test.rows")
    def draw(request, subjects):
        asked.append(subjects)
        return {subjects[0]: "first"}

    assert panels.drawn_on_rows("test.rows", rf.get("/"), [5, 6]) == {5: ["first"]}
    assert asked == [[5, 6]]


WORDS = {"label": "l", "why": "w", "remedy": "r"}


def test_rules_are_listed_most_pressing_first_to_those_allowed(monkeypatch):
    monkeypatch.setattr(rules, "rules", {})
    for code, severity in (("a", 1), ("b", 3), ("secret", 3)):
        rules.declare(code, level="record", severity=rules.Severity(severity), permission=code, **WORDS)
    assert [rule.code for rule in rules.known(allowed=lambda permission: permission != "secret")] == ["b", "a"]


def test_a_sweep_that_answers_an_unknown_rule_is_refused(monkeypatch):
    monkeypatch.setattr(rules, "rules", {})
    way = rules.Sweep(name="s", codes=("nobody.knows",), look=lambda *_: iter(()), total=lambda since: 0, mark=lambda: 0)
    with pytest.raises(LookupError, match=r"nobody\.knows"):
        rules.sweep(way)


MOVES = {"asked": frozenset({"ordered", "refused"}), "ordered": frozenset({"delivered"})}


def test_an_allowed_move_passes():
    workflow.check_move(MOVES, "asked", "refused")


@pytest.mark.parametrize(
    ("current", "wanted", "possible"), [("asked", "delivered", "ordered, refused"), ("delivered", "asked", "none")]
)
def test_a_move_not_allowed_names_those_that_are(current, wanted, possible):
    with pytest.raises(workflow.MoveNotAllowed, match=f"possible: {possible}"):
        workflow.check_move(MOVES, current, wanted)
