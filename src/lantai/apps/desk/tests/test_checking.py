"""Rounds of checks: what is new, what is solved, what stays aside, and going on after an interruption."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantai.apps.desk import actions, checking, queries, tasks
from lantai.apps.desk.models import Check, CheckState, Finding, FindingState, Tally
from lantai.apps.desk.queries import checks
from lantai.catalog.models import Instance
from lantai.catalog.rules import looking
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.formats.protocol import Profile
from lantai.infra import jobs, rules
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account

pytestmark = pytest.mark.django_db
CODE = "catalog.creator_missing"


def checked(*, whole: bool = False, **options: object) -> Check:
    check = actions.begin_check(by=None, whole=whole, now=NOW)
    checking.run(check, now=lambda: NOW, **options)
    return check


def standing(code: str = CODE) -> list[str]:
    return list(Finding.objects.filter(rule=code, state=FindingState.STANDING).order_by("pk").values_list("subject", flat=True))


def tally(check: Check, code: str = CODE) -> tuple[int, int, int, int]:
    return Tally.objects.filter(rule=code, check_round=check).values_list("standing", "aside", "new", "solved").get()


def test_a_round_keeps_what_each_rule_finds_and_sums_it_up(take):
    take([record("1", "Emma"), record("2", "Persuasion", by="Austen, Jane")])
    check = checked()
    assert standing() == [f"instance:{Instance.objects.order_by('pk').first().pk}"]
    assert tally(check) == (1, 0, 1, 0)
    assert (check.state, check.seen, check.whole) == (CheckState.FINISHED, 2, True)


def test_the_next_round_looks_only_at_what_has_changed_and_sees_it_solved(take):
    take([record("1", "Emma"), record("2", "Persuasion")])
    checked()
    take([record("1", "Emma", by="Austen, Jane")], name="mended.jsonl")
    check = checked()
    assert (check.whole, check.seen) == (False, 1)
    assert len(standing()) == 1
    assert tally(check) == (1, 0, 0, 1)


def test_what_did_not_change_is_the_same_finding_as_before(take):
    take([record("1", "Emma")])
    checked()
    before = Finding.objects.get(rule=CODE)
    assert tally(checked(whole=True)) == (1, 0, 0, 0)
    after = Finding.objects.get(rule=CODE)
    assert (after.pk, after.found_in_id) == (before.pk, before.found_in_id)


def test_what_is_set_aside_stays_aside_even_when_it_is_found_again(take, librarian):
    take([record("1", "Emma")])
    checked()
    pk = Finding.objects.get(rule=CODE).pk
    assert actions.set_aside(by=librarian, findings=[pk], reason="anonymous work", now=NOW) == 1
    assert tally(checked(whole=True)) == (0, 1, 0, 0)
    take([record("1")], name="gone.jsonl", profile=Profile(deletions=True))
    assert tally(checked()) == (0, 0, 0, 1)
    take([record("1", "Emma")], name="back.jsonl")
    assert tally(checked()) == (0, 1, 0, 0)
    assert Finding.objects.get(pk=pk).aside_reason == "anonymous work"
    assert actions.take_up(by=librarian, findings=[pk], now=NOW) == 1
    assert len(standing()) == 1
    assert set(AuditEntry.objects.filter(actor_id=librarian.pk).values_list("action", flat=True)) == {
        "desk.set_aside",
        "desk.take_up",
    }


def test_setting_aside_needs_a_reason_and_a_permission(take, librarian):
    take([record("1", "Emma")])
    checked()
    pk = Finding.objects.get(rule=CODE).pk
    with pytest.raises(ValidationError):
        actions.set_aside(by=librarian, findings=[pk], reason="  ", now=NOW)
    with pytest.raises(PermissionDenied):
        actions.set_aside(by=Account.objects.create_user("reader"), findings=[pk], reason="because", now=NOW)
    assert len(standing()) == 1


def test_a_round_that_is_stopped_goes_on_where_it_was(take, monkeypatch):
    monkeypatch.setattr(looking, "PIECE", 2)
    take([record(str(n), f"Title {n}") for n in range(5)])
    stop = Event()
    stop.set()
    check = actions.begin_check(by=None, whole=True, now=NOW)
    with pytest.raises(checking.Stopped):
        checking.run(check, now=lambda: NOW, stop=stop)
    again = Check.objects.get(pk=check.pk)
    assert (again.state, again.seen) == (CheckState.RUNNING, 2)
    checking.run(again, now=lambda: NOW)
    assert (again.seen, len(standing())) == (5, 5)


def test_a_worker_that_dies_in_a_step_leaves_the_step_whole_or_undone(take, monkeypatch):
    monkeypatch.setattr(looking, "PIECE", 2)
    take([record(str(n), f"Title {n}") for n in range(4)])
    check, add = actions.begin_check(by=None, whole=True, now=NOW), checking._add

    def dies(check, new, *, now):
        if Finding.objects.filter(rule=CODE).count() == 2:
            raise KeyboardInterrupt
        add(check, new, now=now)

    monkeypatch.setattr(checking, "_add", dies)
    with pytest.raises(KeyboardInterrupt):
        checking.run(check, now=lambda: NOW)
    monkeypatch.setattr(checking, "_add", add)
    again = Check.objects.get(pk=check.pk)
    assert again.seen == len(standing()) == 2
    checking.run(again, now=lambda: NOW)
    assert len(standing()) == 4


def test_new_rules_are_asked_of_everything(take, monkeypatch):
    take([record("1", "Emma")])
    checked()
    monkeypatch.setitem(rules.rules, "test.new", rules.Rule("test.new", "record", rules.Severity.NOTE, "l", "w", "r", "p"))
    assert checked().whole


def test_findings_of_a_rule_that_is_no_more_are_forgotten(take):
    take([record("1", "Emma")])
    Finding.objects.create(rule="gone.rule", subject="x", found_at=NOW)
    checked()
    assert not Finding.objects.filter(rule="gone.rule").exists()


def test_what_was_solved_long_ago_is_forgotten(take):
    take([record("1", "Emma")])
    old = NOW - timedelta(days=100)
    Finding.objects.create(rule=CODE, subject="x", found_at=old, solved_at=old, state=FindingState.SOLVED)
    checked()
    assert not Finding.objects.filter(subject="x").exists()


def test_one_round_at_a_time(db, librarian):
    first = actions.begin_check(by=librarian, whole=True, now=NOW)
    assert actions.begin_check(by=librarian, whole=False, now=NOW) == first
    assert Job.objects.filter(name="desk.check").count() == 1


def test_the_job_goes_on_when_it_was_stopped(take, monkeypatch):
    take([record("1", "Emma")])
    check, stop = actions.begin_check(by=None, whole=True, now=NOW), Event()
    stop.set()
    monkeypatch.setattr(jobs, "stop", stop)
    with pytest.raises(jobs.Interrupted):
        tasks.check(check=check.pk)
    stop.clear()
    tasks.check(check=check.pk)
    tasks.check(check=check.pk)  # run twice, as a job may be
    assert Check.objects.get().state == CheckState.FINISHED


def test_rounds_begin_by_themselves_the_whole_once_a_week(db, monkeypatch):
    monkeypatch.setattr(tasks, "NIGHT", range(24))
    tasks.nightly()
    assert Check.objects.get().whole
    Check.objects.update(state=CheckState.FINISHED)
    tasks.nightly()
    assert Check.objects.count() == 1
    Check.objects.update(made_at=timezone.now() - timedelta(hours=21))
    tasks.nightly()
    assert [check.whole for check in Check.objects.order_by("pk")] == [True, False]


def test_a_worker_that_has_shown_no_page_begins_rounds_too(db, monkeypatch):
    monkeypatch.delattr(queries, "checks")  # nobody has imported it there: it is no attribute of its package yet
    tasks.nightly()
    assert Check.objects.get().whole


def test_the_overview_begins_with_what_presses_most(take):
    take([record("1", ""), record("2", "Persuasion")])
    checked()
    rows = checks.overview(allowed=lambda permission: True)
    assert rows[0].rule.code == "catalog.title_missing"
    assert [row.standing > 0 for row in rows] == sorted((row.standing > 0 for row in rows), reverse=True)
    assert checks.overview(allowed=lambda permission: False) == []
