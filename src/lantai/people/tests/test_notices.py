"""A person is told a thing once: on their page, by mail in their language, and never after they have left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from lantai.infra import jobs
from lantai.people import actions, queries
from lantai.people.models import Account, Notice

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SAID = {"name": "Heron Complete", "vendor": "Heron", "deadline": "2026-12-31", "days": "33"}


@pytest.fixture
def account() -> Account:
    return Account.objects.create_user("lin", email="lin@example.org", language="zh-hans")


def tell(account: Account, key: str = "deadline:1", now: datetime = NOW) -> bool:
    return actions.notify(to=account, key=key, template="agreements/mail/deadline.txt", said=SAID, path="/desk/", now=now)


def test_the_same_thing_is_told_once(account):
    assert [tell(account), tell(account), tell(account, "deadline:2")] == [True, False, True]


def test_it_is_mailed_in_the_persons_language_and_once(account, settings):
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example", "https://library.example"
    tell(account)
    held = jobs.take("test", now=datetime.now(UTC) + timedelta(seconds=1))
    for _ in range(2):
        jobs.run_once(held)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["lin@example.org"], "Heron Complete：最后取消日 2026-12-31")
    assert "https://library.example/desk/" in sent.body
    assert Notice.objects.get().sent_at


def test_without_a_mail_server_it_stands_on_ones_own_page(account, client):
    tell(account)
    client.force_login(account)
    assert "Heron Complete：最后取消日" in client.get("/accounts/?lang=zh-hans", follow=True).text
    (told,) = queries.notices(account, language="en")
    assert (told.subject, told.path) == ("Heron Complete: last day to cancel 2026-12-31", "/desk/")


def test_whoever_left_is_told_nothing_and_forgotten(account):
    tell(account)
    actions.erase(account=account, now=NOW)
    assert not Notice.objects.exists()
    gone = Account.objects.create_user("gone", is_active=False)
    assert not tell(gone)


def test_it_is_forgotten_after_more_than_a_year(account):
    tell(account)
    assert actions.forget_notices(now=NOW + timedelta(days=399)) == 0
    assert actions.forget_notices(now=NOW + timedelta(days=401)) == 1
