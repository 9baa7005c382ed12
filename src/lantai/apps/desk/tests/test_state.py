"""The page that says how the library is as a machine."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lantai.catalog import index
from lantai.infra import jobs, worker
from lantai.infra.models import AuditEntry, Job, JobState
from lantai.people.roles import Role
from lantai.people.tests.signing import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    account = account_of(Role.ADMINISTRATOR)
    client.force_login(account)
    return client


@pytest.fixture
def failed():
    now = timezone.now()
    return Job.objects.create(
        name="catalog.import", payload={}, state=JobState.FAILED, attempts=5, due_at=now, made_at=now, finished_at=now,
        error="Traceback\nOSError: the file is gone",
    )  # fmt: skip


def test_a_library_in_order_says_so(admin, library):
    index.refresh()
    worker.seen("here:1:1", now=timezone.now())
    page = admin.get(reverse("desk:state")).text
    assert "Up to date" in page
    assert "At work" in page
    assert "Never made" in page


def test_without_an_index_or_a_worker_it_says_what_readers_see(admin, library):
    page = admin.get(reverse("desk:state")).text
    assert "Does not answer" in page
    assert "Not running" in page


def test_a_failed_job_shows_why_and_can_be_tried_again(admin, library, failed):
    assert "OSError: the file is gone" in admin.get(reverse("desk:state")).text
    admin.post(reverse("desk:job_again", args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (JobState.WAITING, 0)
    assert AuditEntry.objects.filter(action="desk.retry_job").exists()


def test_a_job_that_has_not_failed_is_left_as_it_is(admin, library):
    job = jobs.enqueue("catalog.import", harvest=1)
    admin.post(reverse("desk:job_again", args=[job.pk]))
    job.refresh_from_db()
    assert job.attempts == 0
    assert not AuditEntry.objects.filter(action="desk.retry_job").exists()
