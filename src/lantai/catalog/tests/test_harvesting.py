"""Harvests: set up, run by the worker in turns, resumed after the last page that was kept, incremental, polite, and their sums agree."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from benchmarks.harvest_server import Repository, serving

from lantai.catalog import actions, fetching, harvest_actions, import_actions, importing, tasks
from lantai.catalog.models import (
    Harvest,
    HarvestPage,
    HarvestPlan,
    HarvestState,
    Refusal,
    Schedule,
    SelectionProfile,
    SourceRecord,
    Work,
)
from lantai.core.bib.selection import Selection
from lantai.infra.models import Job, JobState

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
OUTCOMES = ("new", "changed", "same", "deleted", "refused", "skipped")


@pytest.fixture
def repository():
    return Repository(records=50, page_size=20)


@pytest.fixture
def plan(library, settings, repository):
    settings.SERVICE_HOSTS, settings.HARVEST_PAUSE = {"127.0.0.1"}, 0
    with serving(repository) as address:
        yield set_up(address)


def set_up(address, **more):
    plan = HarvestPlan(name="Observatory", kind="oaipmh", address=address, prefix="oai_dc", **more)
    return harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)


def run(plan, **how):
    found = harvest_actions.begin(by=None, plan=plan, now=NOW, queued=False)
    after = importing.run(found, now=lambda: NOW, processes=0, **how)
    plan.refresh_from_db()
    return after


def counts(harvest):
    return {name: n for name in OUTCOMES if (n := getattr(harvest, name))}


def test_it_keeps_every_page_and_takes_every_record_in(plan):
    done = run(plan)
    assert (done.state, counts(done)) == (HarvestState.FINISHED, {"new": 45, "deleted": 5})
    assert [page.rows for page in HarvestPage.objects.order_by("number")] == [20, 20, 10]
    assert b"<ListRecords>" in fetching.unpack(HarvestPage.objects.first().raw)
    assert (Work.objects.filter(state="live").count(), plan.reached) == (45, "2026-11-28T01:00:00Z")


def test_the_next_run_asks_for_what_changed_since_a_day_before_the_last_one(plan, repository):
    run(plan)
    repository.changed[7], repository.gone = "Report of the observatory, mended", {3}
    repository.asked.clear()
    done = run(plan)
    assert next(q["from"] for q in repository.asked if q["verb"] == "ListRecords") == "2026-11-27"
    assert counts(done) == {"changed": 1, "deleted": 1}
    assert not Work.objects.filter(state="live", title__contains="number 3 ").exists()


def test_a_deletion_at_the_source_can_be_taken_back(plan, repository, librarian):
    run(plan)
    repository.gone = {3}
    done = run(plan)
    assert actions.restore(by=librarian, harvest=done, now=NOW) == 1
    assert Work.objects.filter(state="live", title__contains="number 3 ").count() == 1


def test_the_same_again_changes_nothing(plan):
    run(plan)
    HarvestPlan.objects.update(reached="")
    assert counts(run(plan)) == {"same": 50}


def test_whatever_stops_it_between_pages_it_goes_on_after_the_last_one(plan, repository):
    repository.answers = [
        (200, {}, repository.answer({"verb": "Identify"})),
        (200, {}, repository.answer({"verb": "ListRecords"})),
        (404, {}, b""),
    ]
    with pytest.raises(importing.ImportFailed, match="status 404"):
        run(plan)
    stopped = Harvest.objects.get()
    assert (stopped.state, stopped.rows_done, HarvestPage.objects.count()) == (HarvestState.STOPPED, 20, 1)
    repository.asked.clear()
    done = run(plan)
    assert (done.pk, counts(done)) == (stopped.pk, {"new": 45, "deleted": 5})
    assert [q.get("resumptionToken") for q in repository.asked] == ["from 20", "from 40"]


def test_pages_that_were_kept_but_not_read_are_not_fetched_again(plan, repository, monkeypatch):
    def dies(*given, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_store", dies)
        with pytest.raises(KeyboardInterrupt):
            run(plan)
    assert (HarvestPage.objects.count(), Harvest.objects.get().rows_done) == (3, 0)
    repository.asked.clear()
    assert counts(run(plan)) == {"new": 45, "deleted": 5}
    assert repository.asked == []


def test_a_token_that_the_server_forgot_begins_again_a_day_before_the_last_record(plan, repository):
    repository.answers = [
        (200, {}, repository.answer({"verb": "Identify"})),
        (200, {}, repository.answer({"verb": "ListRecords"})),
    ]
    repository.answers.append((200, {}, b"<OAI-PMH><error code='badResumptionToken'/></OAI-PMH>"))
    done = run(plan)
    assert done.state == HarvestState.FINISHED
    assert SourceRecord.objects.filter(current=True, withdrawn=None).count() == 45
    assert (sum(counts(done).values()), "no longer knows its token" in done.notes[0]) == (done.rows_in, True)


def test_it_says_who_asks_and_waits_as_long_as_it_is_asked_to(plan, repository):
    repository.answers = [(503, {"Retry-After": "1"}, b"")]
    begun = time.monotonic()
    done = run(plan)
    assert (done.state, time.monotonic() - begun >= 1) == (HarvestState.FINISHED, True)
    assert repository.agents[0].startswith("Lantai/")
    assert "mailto:" in repository.agents[0]


def test_a_long_wait_is_given_back_to_the_queue(plan, repository, librarian):
    repository.answers = [(503, {"Retry-After": "900"}, b"")]
    found = harvest_actions.begin(by=librarian, plan=plan, now=NOW)
    before = datetime.now(UTC)
    Job.objects.update(state=JobState.DONE)
    tasks.run_harvest(harvest=found.pk)
    found.refresh_from_db()
    waiting = Job.objects.get(state=JobState.WAITING)
    assert (found.state, waiting.payload) == (HarvestState.WAITING, {"harvest": found.pk})
    assert waiting.due_at - before >= timedelta(seconds=899)


def test_the_worker_gives_way_after_some_seconds_and_goes_on(plan, librarian, monkeypatch):
    monkeypatch.setattr(tasks, "HARVEST_S", 0.0)
    found = harvest_actions.begin(by=librarian, plan=plan, now=NOW)
    turns = 0
    while (job := Job.objects.filter(state=JobState.WAITING).first()) is not None:
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
        tasks.run_harvest(**job.payload)
        turns += 1
    found.refresh_from_db()
    assert (found.state, turns, counts(found)) == (HarvestState.FINISHED, 3, {"new": 45, "deleted": 5})


def test_staff_pause_it_and_let_it_go_on(plan, librarian, monkeypatch):
    monkeypatch.setattr(tasks, "HARVEST_S", 0.0)
    found = harvest_actions.begin(by=librarian, plan=plan, now=NOW)
    tasks.run_harvest(harvest=found.pk)
    import_actions.pause(by=librarian, harvest=found, now=NOW)
    tasks.run_harvest(harvest=found.pk)
    found.refresh_from_db()
    assert (found.state, found.rows_done) == (HarvestState.PAUSED, 20)
    actions.resume(by=librarian, harvest=found, now=NOW)
    assert Job.objects.latest("pk").name == "catalog.harvest"
    assert counts(run(plan)) == {"new": 45, "deleted": 5}


def test_a_run_that_nobody_runs_is_taken_up_again_and_stops_where_it_comes_no_further(plan, librarian):
    found = harvest_actions.begin(by=librarian, plan=plan, now=NOW)
    Job.objects.update(state=JobState.FAILED)
    assert harvest_actions.mind(now=NOW) == 1
    Job.objects.update(state=JobState.FAILED)
    assert harvest_actions.mind(now=NOW) == 0
    found.refresh_from_db()
    assert (found.state, "without coming further" in found.error) == (HarvestState.STOPPED, True)


@pytest.mark.parametrize("schedule, days", [("daily", 1), ("weekly", 7), ("monthly", 30)])
def test_what_is_due_is_begun_and_due_again(plan, schedule, days):
    plan.schedule = schedule
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)
    assert harvest_actions.begin_due(now=NOW) == 0
    later = NOW + timedelta(days=days)
    assert harvest_actions.begin_due(now=later) == 1
    assert harvest_actions.begin_due(now=later) == 0
    plan.refresh_from_db()
    assert plan.next_at == harvest_actions.following(Schedule(schedule), later)


def test_each_set_is_walked_through_in_turn(plan, repository):
    plan.sets = "physics\nhistory"
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)
    done = run(plan)
    assert counts(done) == {"new": 45, "same": 50, "deleted": 5}
    assert [q["set"] for q in repository.asked if "set" in q] == ["physics", "history"]


def test_a_profile_leaves_out_what_is_not_wanted_and_the_sums_agree(plan):
    profile = SelectionProfile(name="Recent Chinese")
    harvest_actions.save_profile(by=None, profile=profile, wanted=Selection(since=2010, languages=("zh",)), now=NOW)
    plan.selection = profile
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)
    done = run(plan)
    assert (sum(counts(done).values()), sum(done.skips.values())) == (50, done.skipped)
    assert set(done.skips) == {"year", "language"}
    assert done.deleted == 5  # what the source withdraws is never passed over
    assert 0 < done.new < 20
    assert Work.objects.filter(state="live").exclude(language="zh").count() == 0


def test_a_profile_that_changes_has_all_looked_at_again(plan):
    profile = SelectionProfile(name="Chinese")
    harvest_actions.save_profile(by=None, profile=profile, wanted=Selection(languages=("zh",)), now=NOW)
    plan.selection = profile
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)
    run(plan)
    harvest_actions.save_profile(by=None, profile=profile, wanted=Selection(languages=("zh", "ar")), now=NOW)
    plan.refresh_from_db()
    assert plan.reached == ""
    assert run(plan).new > 0


def test_a_profile_that_changes_ends_the_run_that_passed_over_by_the_old_one(plan, repository):
    profile = SelectionProfile(name="Chinese")
    harvest_actions.save_profile(by=None, profile=profile, wanted=Selection(languages=("zh",)), now=NOW)
    plan.selection = profile
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)
    repository.answers = [(404, {}, b"")]
    with pytest.raises(importing.ImportFailed):
        run(plan)
    harvest_actions.save_profile(by=None, profile=profile, wanted=Selection(languages=("zh", "ar")), now=NOW)
    assert Harvest.objects.get().state == HarvestState.ENDED


def test_a_bad_record_is_refused_alone_and_can_be_tried_again_under_its_name(plan, repository, librarian):
    broken = re.sub("<dc:(title|identifier)>.*?</dc:(title|identifier)>", "", repository.record(1))
    page = repository.answer({"verb": "ListRecords"}).decode().replace(repository.record(1), broken)
    repository.answers = [(200, {}, repository.answer({"verb": "Identify"})), (200, {}, page.encode())]
    done = run(plan)
    assert counts(done) == {"new": 44, "deleted": 5, "refused": 1}
    row = Refusal.objects.get()
    assert (row.number, "no title and no identifier" in row.reason) == (2, True)


def test_an_address_inside_the_house_is_refused_in_plain_words(plan, settings):
    settings.SERVICE_HOSTS = set()
    with pytest.raises(importing.ImportFailed, match="LANTAI_SERVICE_HOSTS"):
        run(plan)
    assert "inside the house" in Harvest.objects.get().error


def test_another_list_ends_the_run_of_the_one_before(plan, repository):
    repository.answers = [(404, {}, b"")]
    with pytest.raises(importing.ImportFailed):
        run(plan)
    plan.sets = "physics"
    harvest_actions.save_plan(by=None, plan=plan, source="observatory", now=NOW)
    assert Harvest.objects.get().state == HarvestState.ENDED


def test_pages_are_forgotten_a_month_after_their_run(plan):
    run(plan)
    assert harvest_actions.sweep(now=NOW + timedelta(days=29)) == 0
    assert harvest_actions.sweep(now=NOW + timedelta(days=31)) == 3


def test_a_harvest_can_be_taken_back_as_every_import(plan, librarian):
    done = run(plan)
    undo = import_actions.undo(by=librarian, harvest=done, now=NOW)
    tasks.run_undo(harvest=undo.pk)
    assert not Work.objects.filter(state="live").exists()
