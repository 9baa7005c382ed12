"""Servers that do not tell deletions: their lists are compared, what is gone is withdrawn and can come back, and a list cut short takes nothing."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from benchmarks.harvest_server import Repository, serving
from django.apps import apps
from django.db import connection

from lantai.catalog import actions, comparing, fetching, harvest_actions, importing
from lantai.catalog.models import Harvest, HarvestListed, HarvestPlan, HarvestState, SourceRecord, Work
from lantai.infra.models import Job

from .test_harvesting import NOW, counts, set_up

LATER = NOW + timedelta(days=30)


@pytest.fixture
def repository():
    return Repository(records=50, page_size=20, deleted_every=0, deletions="no")


@pytest.fixture
def plan(library, settings, repository):
    settings.SERVICE_HOSTS, settings.HARVEST_PAUSE = {"127.0.0.1"}, 0
    with serving(repository) as address:
        yield set_up(address)


def run(plan, now=NOW, **how):
    found = harvest_actions.begin(by=None, plan=plan, now=now, queued=False)
    after = importing.run(found, now=lambda: now, processes=0, **how)
    plan.refresh_from_db()
    return after


def live():
    return Work.objects.filter(state="live").count()


def test_what_the_server_no_longer_has_is_withdrawn_and_can_be_brought_back(plan, repository, librarian):
    first = run(plan)
    assert (first.compared, "ListIdentifiers" in [q["verb"] for q in repository.asked], live()) == ({}, False, 50)
    repository.dropped = {3, 17}
    assert run(plan).compared == {}  # it is not four weeks later
    second = run(plan, LATER)
    assert (second.state, counts(second)) == (HarvestState.FINISHED, {"deleted": 2})
    assert {name: second.compared[name] for name in ("state", "listed", "known", "missing")} == {
        "state": comparing.GONE, "listed": 48, "known": 50, "missing": 2,
    }  # fmt: skip
    assert live() == 48
    assert actions.restore(by=librarian, harvest=second, now=LATER) == 2
    assert live() == 50


def test_what_the_server_has_again_comes_back(plan, repository):
    run(plan)
    repository.dropped = {3}
    run(plan, LATER)
    repository.dropped, repository.changed = set(), {3: "Report that came back"}
    HarvestPlan.objects.update(reached="")  # the played server's clock stands still
    plan.refresh_from_db()
    done = run(plan, LATER)
    assert (live(), done.compared, counts(done)) == (50, {}, {"changed": 1, "same": 49})


def test_a_list_that_is_much_shorter_takes_nothing_before_staff_say_so(plan, repository, librarian):
    run(plan)
    repository.dropped = set(range(20, 50))
    held = run(plan, LATER)
    assert (held.compared["state"], held.compared["missing"], counts(held).get("deleted", 0), live()) == (
        comparing.HELD,
        30,
        0,
        50,
    )
    again = harvest_actions.withdraw_missing(by=librarian, held=held, now=LATER)
    assert Job.objects.filter(name=harvest_actions.JOB, payload__harvest=again.pk).exists()
    done = importing.run(again, now=lambda: LATER, processes=0)
    assert (counts(done), live(), held.compared["state"]) == ({"deleted": 30}, 20, comparing.AGREED)
    with pytest.raises(actions.NotPossible):
        harvest_actions.keep_missing(by=librarian, held=held, now=LATER)
    assert actions.restore(by=librarian, harvest=done, now=LATER) == 30


def test_an_empty_list_and_one_that_broke_off_take_nothing(plan, repository, librarian):
    run(plan)
    repository.dropped = set(range(50))
    held = run(plan, LATER)
    assert (held.compared["state"], held.compared["listed"], live()) == (comparing.HELD, 0, 50)
    harvest_actions.keep_missing(by=librarian, held=held, now=LATER)
    assert Harvest.objects.get(pk=held.pk).compared["state"] == comparing.KEPT
    repository.dropped, repository.said_size = {3}, 60
    assert run(plan, LATER + comparing.EVERY).compared["state"] == comparing.HELD


def test_a_comparison_goes_on_after_the_page_that_was_kept_last(plan, repository, monkeypatch):
    run(plan)
    repository.dropped = {3}
    repository.asked.clear()
    monkeypatch.setattr(fetching.Fetched, "_is_time", lambda self: bool(self.harvest.compared))
    halves = run(plan, LATER, until=0.0)
    assert (halves.state, halves.compared["state"], HarvestListed.objects.filter(harvest=halves).count()) == (
        HarvestState.RUNNING, comparing.WALKING, 1,
    )  # fmt: skip
    monkeypatch.undo()
    done = importing.run(halves, now=lambda: LATER, processes=0)
    assert (done.state, done.compared["state"], done.deleted, live()) == (HarvestState.FINISHED, comparing.GONE, 1, 49)
    assert [q.get("resumptionToken", "") for q in repository.asked if q["verb"] == "ListIdentifiers"] == [
        "",
        "from 20",
        "from 40",
    ]


def change_sets(plan, sets, now=LATER):
    plan.sets = sets
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=now)
    plan.refresh_from_db()


def test_what_another_list_brought_is_compared_once_the_list_of_now_has_had_it(plan, repository):
    run(plan)
    repository.sets = {"some": set(range(45)), "other": set(range(45, 50))}
    change_sets(plan, "some")
    first = run(plan, LATER)
    assert (first.compared["state"], first.compared["known"], live()) == (comparing.SAME, 0, 50)
    repository.dropped = {3, 47}
    second = run(plan, LATER + comparing.EVERY)
    assert {name: second.compared[name] for name in ("state", "known", "missing")} == {
        "state": comparing.GONE, "known": 45, "missing": 1,
    }  # fmt: skip
    assert set(SourceRecord.objects.filter(withdrawn__isnull=False).values_list("key", flat=True)) == {"oai:r.example:3"}


def test_a_record_that_pages_passed_over_stays_because_the_server_says_so(plan, repository):
    run(plan)
    repository.dropped, repository.unlisted = {3}, {20}
    for turn in range(2):
        done = run(plan, LATER + turn * comparing.EVERY)
        assert (done.compared["state"], done.compared["waiting"], live()) == (comparing.GONE, 1, 49)
    assert set(SourceRecord.objects.filter(withdrawn__isnull=False).values_list("key", flat=True)) == {"oai:r.example:3"}


def test_what_cannot_be_asked_has_to_be_missed_twice(plan, repository, monkeypatch):
    monkeypatch.setattr(comparing, "MOST_ASKED", 0)
    run(plan)
    repository.dropped = {3}
    assert (run(plan, LATER).compared["waiting"], live()) == (1, 50)
    assert harvest_actions.sweep(now=LATER + timedelta(days=31))
    assert HarvestListed.objects.filter(number=comparing.WAITING).exists()
    assert (run(plan, LATER + comparing.EVERY).compared["gone"], live()) == (1, 49)


def test_what_was_withdrawn_by_comparison_comes_back_when_it_is_listed_again(plan, repository):
    run(plan)
    repository.dropped = {3, 17}
    run(plan, LATER)
    HarvestPlan.objects.update(reached="2026-11-27T00:00:00Z")  # nothing has changed since
    plan.refresh_from_db()
    repository.dropped = {17}
    done = run(plan, LATER + comparing.EVERY)
    assert (done.compared["back"], done.compared["state"], live()) == (1, comparing.SAME, 49)


def test_a_set_that_became_empty_is_held(plan, repository):
    repository.sets = {"most": set(range(47)), "few": {47, 48, 49}}
    change_sets(plan, "most few", NOW)
    run(plan)
    repository.dropped = {1}
    assert run(plan, LATER).compared["counts"] == {"most": 46, "few": 3}
    repository.sets = {"most": set(range(47)), "renamed": {47, 48, 49}}
    held = run(plan, LATER + comparing.EVERY)
    assert (held.compared["state"], held.compared["missing"], live()) == (comparing.HELD, 3, 49)


def test_what_another_harvest_of_the_source_lists_is_left_alone(plan, repository):
    repository.sets = {"a": set(range(40)), "b": set(range(30, 50))}
    change_sets(plan, "a", NOW)
    run(plan)
    other = HarvestPlan(name="The other", kind="oaipmh", address=plan.address, prefix="oai_dc", sets="b")
    other = harvest_actions.save_plan(by=None, plan=other, source="observatory", now=NOW)
    run(other)
    repository.sets["a"] -= {35, 36}
    repository.dropped = {5}
    for turn in range(2):
        run(plan, LATER + turn * comparing.EVERY)
        assert (live(), SourceRecord.objects.filter(withdrawn__isnull=False).count()) == (49, 1)
    other.address = "http://127.0.0.1:9/elsewhere"
    harvest_actions.save_plan(by=None, plan=other, source=plan.source.name, now=LATER)
    held = run(plan, LATER + 2 * comparing.EVERY)
    assert (held.compared["state"], live()) == (comparing.HELD, 49)


def test_harvests_of_before_count_as_set_up_at_the_upgrade(plan):
    move = import_module("lantai.catalog.migrations.0013_lists_since_now").since_now
    move(apps, SimpleNamespace(connection=connection))
    plan.refresh_from_db()
    assert plan.list_changed_at is not None


def test_staff_see_the_comparison_and_decide(plan, repository, librarian, client):
    run(plan)
    repository.dropped = set(range(20, 50))
    held = run(plan, LATER)
    client.force_login(librarian)
    page = client.get(f"/desk/harvests/{plan.pk}/").content.decode()
    assert ("Compared with the server’s list" in page, "Withdraw them" in page) == (True, True)
    shown = client.post(f"/desk/harvests/missing/{held.pk}/", {"do": "keep"}, follow=True).content.decode()
    assert ("They stay." in shown, "Withdraw them" in shown) == (True, False)
    client.logout()
    assert client.post(f"/desk/harvests/missing/{held.pk}/", {"do": "withdraw"}).status_code == 401
    assert live() == 50
