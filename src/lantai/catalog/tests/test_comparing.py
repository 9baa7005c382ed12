"""Servers that do not tell deletions: their lists are compared, what is gone is withdrawn and can come back, and a list cut short takes nothing."""

from datetime import timedelta

import pytest
from benchmarks.harvest_server import Repository, serving

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


def test_what_another_harvest_or_another_list_brought_is_left_alone(plan, repository):
    run(plan)
    repository.dropped = set(range(40, 50))
    plan.sets = "some"
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=LATER)
    plan.refresh_from_db()
    done = run(plan, LATER)
    assert (done.compared, live()) == ({}, 50)
    assert SourceRecord.objects.filter(withdrawn__isnull=False).count() == 0


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
