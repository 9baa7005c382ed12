"""Jobs, from asking to done: in the caller's transaction, at least once, and again when a worker died."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lantai.infra import jobs, worker
from lantai.infra.models import Job, JobState, Turn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ran(monkeypatch):
    """What the job "test.note" has been run with."""
    seen: list[int] = []
    monkeypatch.setattr(jobs, "kinds", {})
    jobs.job("test.note", attempts=2)(lambda number: seen.append(number))
    return seen


def test_a_job_is_run_with_its_payload(ran):
    jobs.enqueue("test.note", number=7)
    assert worker.run_next_job("w") == 1
    assert ran == [7]
    assert Job.objects.get().state == JobState.DONE


def test_a_job_left_to_others_is_passed_over(ran):
    jobs.job("test.long")(lambda: ran.append(0))
    jobs.enqueue("test.long")
    jobs.enqueue("test.note", number=7)
    assert worker.run_next_job("w", without=("test.long",)) == 1
    assert worker.run_next_job("w", without=("test.long",)) == 0
    assert ran == [7]


def test_a_job_of_a_rolled_back_transaction_was_never_asked_for(ran):
    with transaction.atomic():
        jobs.enqueue("test.note", number=7)
        transaction.set_rollback(True)
    assert worker.run_next_job("w") == 0


def test_a_job_held_by_a_living_worker_is_not_taken(ran):
    jobs.enqueue("test.note", number=7)
    now = timezone.now()
    assert jobs.take("one", now=now)
    assert jobs.take("two", now=now + jobs.LEASE / 2) is None


def test_a_job_whose_lease_ended_is_taken_by_another(ran):
    jobs.enqueue("test.note", number=7)
    now = timezone.now()
    jobs.take("one", now=now)
    assert jobs.take("two", now=now + jobs.LEASE * 2).worker == "two"


def test_a_late_worker_cannot_touch_a_job_that_was_taken_from_it(ran):
    jobs.enqueue("test.note", number=7)
    now = timezone.now()
    late = jobs.take("one", now=now)
    jobs.take("two", now=now + jobs.LEASE * 2)
    jobs.finish(late, now=now)
    assert jobs.renew(late, now=now) is False
    assert Job.objects.get().state == JobState.RUNNING


def test_a_failing_job_is_tried_again_later_and_keeps_its_error(ran):
    jobs.enqueue("test.note", wrong=7)
    worker.run_next_job("w")
    failed = Job.objects.get()
    assert failed.state == JobState.WAITING
    assert failed.due_at > timezone.now() + timedelta(seconds=5)
    assert "TypeError" in failed.error


def test_a_job_that_fails_at_its_last_attempt_is_given_up_until_a_person_retries_it(ran):
    jobs.enqueue("test.note", wrong=7)
    for _ in range(2):
        worker.run_next_job("w")
        Job.objects.filter(state=JobState.WAITING).update(due_at=timezone.now())
    assert Job.objects.get().state == JobState.FAILED
    jobs.retry(Job.objects.get(), now=timezone.now())
    assert Job.objects.get().state == JobState.WAITING


def test_a_job_that_kills_its_workers_is_given_up(ran):
    jobs.enqueue("test.note", number=7)
    now = timezone.now()
    for attempt in range(2):
        jobs.take("w", now=now + attempt * 2 * jobs.LEASE)
    assert jobs.take("w", now=now + 10 * jobs.LEASE) is None
    assert jobs.DIED in Job.objects.get().error


def test_an_unknown_job_says_which_there_are(ran):
    jobs.enqueue("test.unheard")
    worker.run_next_job("w")
    assert "there are: test.note" in Job.objects.get().error


def test_an_interrupted_job_goes_on_and_the_attempt_does_not_count(ran, monkeypatch):
    def stop() -> None:
        raise jobs.Interrupted

    jobs.job("test.long")(stop)
    jobs.enqueue("test.long")
    worker.run_next_job("w")
    assert (Job.objects.get().state, Job.objects.get().attempts) == (JobState.WAITING, 0)


def test_a_periodic_task_runs_once_a_period_whoever_asks(monkeypatch):
    monkeypatch.setattr(jobs, "periodics", {})
    ticks = []
    jobs.every(60)(lambda: ticks.append(1))
    now = timezone.now() + timedelta(seconds=1)
    assert worker.run_due_turns(now=now) == 1
    assert worker.run_due_turns(now=now + timedelta(seconds=30)) == 0
    assert worker.run_due_turns(now=now + timedelta(seconds=61)) == 1
    assert len(ticks) == 2


def test_a_failing_periodic_task_keeps_its_error_until_it_goes_well(monkeypatch):
    monkeypatch.setattr(jobs, "periodics", {})
    answers = iter([ValueError("no disk"), None])

    def sometimes() -> None:
        if problem := next(answers):
            raise problem

    jobs.every(60)(sometimes)
    now = timezone.now() + timedelta(seconds=1)
    worker.run_due_turns(now=now)
    assert Turn.objects.get().error == "ValueError: no disk"
    worker.run_due_turns(now=now + timedelta(seconds=61))
    assert Turn.objects.get().error == ""


def test_jobs_done_long_ago_are_forgotten_and_failed_ones_are_not(ran):
    jobs.enqueue("test.note", number=1)
    worker.run_next_job("w")
    jobs.enqueue("test.note", number=2)
    Job.objects.filter(state=JobState.WAITING).update(state=JobState.FAILED, finished_at=timezone.now())
    jobs.sweep(now=timezone.now() + timedelta(days=15))
    assert [job.payload for job in Job.objects.all()] == [{"number": 2}]


def test_what_a_dead_worker_of_this_machine_held_is_taken_up_at_once(ran):
    jobs.enqueue("test.note", number=1)
    now = timezone.now()
    gone = worker.own_name().replace(f":{os.getpid()}:", ":999999999:")
    jobs.take(gone, now=now)
    assert jobs.take("w", now=now) is None
    assert jobs.take_over(worker.is_dead, now=now) == 1
    assert jobs.take("w", now=now).attempts == 2


@pytest.mark.parametrize(
    "name", [lambda: "elsewhere:999999999:1", lambda: "w", worker.own_name], ids=["elsewhere", "unknown", "itself"]
)
def test_nobody_is_taken_for_dead_who_may_live(name):
    assert not worker.is_dead(name())
