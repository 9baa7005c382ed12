"""Invitations and links for new passwords: good once, for whom they are meant, and for nothing else."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from lantai.infra import jobs
from lantai.infra.models import AuditEntry, Job
from lantai.people import actions
from lantai.people.errors import LinkGone, NotPossible
from lantai.people.models import Account, Link, Session
from lantai.people.roles import Role

from .signing import PASSWORD, account_of, code_of

pytestmark = pytest.mark.django_db
NEW = {"name": "张三", "password": "a new pass phrase"}


@pytest.fixture
def with_mail(settings):
    """A library that sends mail."""
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example.org", "https://library.example.org"


def invited(role: Role = Role.CATALOGER, email: str = "zhang@example.org") -> str:
    """Invite somebody; return the address of the link."""
    token = actions.invite(email=email, role=role, language="zh-hans", now=timezone.now())[1]
    return f"/accounts/invitation/{token}/"


def work_off() -> None:
    """Do what the worker does."""
    while held := jobs.take("test", now=timezone.now()):
        jobs.run_once(held)
        jobs.finish(held, now=timezone.now())


def later(**time: int) -> None:
    """Let time go by for every link."""
    for link in Link.objects.all():
        Link.objects.filter(pk=link.pk).update(expires_at=link.expires_at - timedelta(**time))


def test_an_invited_person_makes_their_account_and_staff_their_second_factor(client):
    address = invited()
    assert "zhang@example.org" in client.get(address).text
    assert client.post(address, NEW).url == "/accounts/second-factor/"
    client.get("/accounts/second-factor/")
    client.post("/accounts/second-factor/set-up/", {"code": code_of(client.session["factor_key"])})
    account = Account.objects.get(username="zhang@example.org")
    assert (str(account), account.role, account.language) == ("张三", Role.CATALOGER, "zh-hans")
    assert client.get("/desk/").status_code == 200


def test_an_invited_reader_is_in_at_once(client):
    assert client.post(invited(Role.READER), NEW).url == "/"
    assert client.get("/accounts/").status_code == 200


def test_opening_it_uses_nothing_up_for_mail_programs_look_first(client):
    address = invited()
    assert [client.get(address).status_code for _ in range(3)] == [200] * 3
    assert client.head(address).status_code == 200


def test_it_is_good_once(client):
    address = invited(Role.READER)
    client.post(address, NEW)
    again = Client().post(address, NEW | {"name": "somebody else"})
    assert again.status_code == 410
    assert "no longer good" in again.text
    assert Account.objects.count() == 1


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_nobody_raises_themselves_by_what_they_send(client, role):
    more = {"role": role, "is_superuser": "on", "is_staff": "on", "groups": "4", "email": "x@example.org", "username": "root"}
    client.post(invited(Role.READER), NEW | more)
    account = Account.objects.get()
    assert (account.role, account.is_superuser, account.is_staff) == (Role.READER, False, False)
    assert (account.username, account.email) == ("zhang@example.org", "zhang@example.org")


def test_it_runs_out_after_seven_days(client):
    address = invited()
    later(days=7)
    assert client.get(address).status_code == 410
    assert client.post(address, NEW).status_code == 410
    assert not Account.objects.exists()


def test_one_that_was_taken_back_is_good_for_nothing(admin):
    address = invited()
    admin.post(f"/desk/invitations/{Link.objects.get().pk}/revoke/")
    assert Client().post(address, NEW).status_code == 410


def test_a_renewed_one_makes_the_old_link_void(admin):
    old = invited(Role.READER)
    page = admin.post(f"/desk/invitations/{Link.objects.get().pk}/renew/").text
    new = re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", page)[1]
    assert Client().get(old).status_code == 410
    assert Client().post(new, NEW).url == "/"


def test_a_second_invitation_takes_the_place_of_the_first(client):
    first, second = invited(Role.ADMINISTRATOR), invited(Role.READER, "Zhang@example.org")
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_link_for_one_thing_opens_no_other(client, reader):
    token = actions.give_password_link(account=reader, now=timezone.now())
    assert client.get(f"/accounts/invitation/{token}/").status_code == 410
    invitation = invited().split("/")[-2]
    assert client.post(f"/accounts/new-password/{invitation}/", NEW).status_code == 410


@pytest.mark.parametrize("token", ["x", "%00", "a" * 5_000, "' or 1=1 --"])
def test_a_link_that_never_was_says_so(client, token):
    assert client.get(f"/accounts/invitation/{token}/").status_code == 410


def test_only_digests_are_kept_and_no_job_holds_a_link(with_mail, administrator):
    link, token = actions.invite(email="a@example.org", role=Role.READER, language="en", now=timezone.now())
    actions.send_invitation(link=link, now=timezone.now(), by=administrator)
    assert token not in str(Link.objects.values_list()[0])
    assert Job.objects.get().payload == {"link": link.pk}


def test_its_page_tells_its_address_to_nobody(client):
    answer = client.get(invited())
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]


def test_an_easy_password_is_refused_and_the_link_stays_good(client):
    address = invited(Role.READER)
    assert "too common" in client.post(address, NEW | {"password": "password123"}).text
    assert client.post(address, NEW).url == "/"


def test_who_has_an_account_is_not_invited(reader):
    for email in ("reader@example.org", "READER@EXAMPLE.ORG"):
        with pytest.raises(NotPossible):
            actions.invite(email=email, role=Role.ADMINISTRATOR, language="en", now=timezone.now())


@pytest.mark.parametrize("role", [Role.READER, Role.LIBRARIAN, Role.CATALOGER])
def test_only_administrators_invite(role):
    with pytest.raises(PermissionDenied):
        actions.invite(email="a@example.org", role=Role.READER, language="en", now=timezone.now(), by=account_of(role))


def test_mail_leads_to_the_librarys_own_address_whatever_host_was_asked_for(with_mail, admin, settings):
    settings.ALLOWED_HOSTS = ["*"]
    form = {"email": "li@example.org", "role": "librarian", "language": "ar", "send": "on"}
    admin.post("/desk/invitations/", form, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    work_off()
    sent = outbox.outbox[0]
    assert sent.to == ["li@example.org"]
    assert re.search(r"https://library\.example\.org/accounts/invitation/[\w-]{43}/", sent.body)
    assert "evil" not in sent.body
    assert "المكتبة" in sent.subject


def test_a_name_in_a_mail_address_cannot_write_headers(admin):
    form = {"email": "a@example.org\nBcc: all@example.org", "role": "reader", "language": "en"}
    admin.post("/desk/invitations/", form)
    assert not Link.objects.exists()


def test_without_mail_the_link_is_shown_once_to_be_handed_over(admin):
    page = admin.post("/desk/invitations/", {"email": "li@example.org", "role": "librarian", "language": "en"})
    assert re.search(r"http://testserver/accounts/invitation/[\w-]{43}/", page.text)
    assert "no-store" in page["Cache-Control"]
    assert "/accounts/invitation/" not in admin.get("/desk/invitations/").text


def test_a_forgotten_password_is_mailed_to_who_has_an_account_and_all_are_told_the_same(with_mail, reader):
    told = {name: Client().post("/accounts/forgotten/", {"username": name}).text for name in ("reader", "nobody")}
    assert told["reader"].replace("reader", "") == told["nobody"].replace("nobody", "")
    assert Job.objects.count() == 2  # the same work is done for a name that nobody has
    work_off()
    assert [sent.to for sent in outbox.outbox] == [["reader@example.org"]]


def test_nobody_can_have_somebody_mailed_to_again_and_again(with_mail, reader):
    for _ in range(5):
        Client().post("/accounts/forgotten/", {"username": "reader"})
    assert "Too many attempts" in Client().post("/accounts/forgotten/", {"username": "reader"}).text


def test_a_mailed_link_sets_a_password_and_ends_every_session(with_mail, reader):
    old = Client()
    old.force_login(reader)
    actions.forgotten(words="reader@example.org")
    work_off()
    address = re.search(r"https://library\.example\.org(\S+)", outbox.outbox[0].body)[1]
    assert Client().post(address, {"password": "a new pass phrase"}).url == "/accounts/login/"
    assert not Session.objects.filter(account=reader).exists()
    assert Client().login(username="reader", password="a new pass phrase")
    assert Client().post(address, {"password": "yet another phrase"}).status_code == 410


def test_a_mailed_link_lasts_an_hour(with_mail, reader):
    actions.send_password_links(accounts=[reader.pk], now=timezone.now() - timedelta(minutes=61))
    address = re.search(r"https://library\.example\.org(\S+)", outbox.outbox[0].body)[1]
    assert Client().get(address).status_code == 410


def test_a_new_password_does_not_get_around_the_second_factor(librarian):
    actions.confirm_factor(account=librarian, key="ab" * 20, code=code_of("ab" * 20), now=timezone.now())
    token = actions.give_password_link(account=librarian, now=timezone.now())
    client = Client()
    client.post(f"/accounts/new-password/{token}/", {"password": "a new pass phrase"})
    assert "_auth_user_id" not in client.session
    form = {"username": "librarian", "password": "a new pass phrase"}
    assert client.post("/accounts/login/", form).url == "/accounts/second-factor/"


def test_a_closed_account_gets_no_link_and_its_links_are_void(with_mail, reader, administrator):
    token = actions.give_password_link(account=reader, now=timezone.now())
    actions.close(account=reader, now=timezone.now(), by=administrator)
    with pytest.raises(LinkGone):
        actions.reset_password(token=token, password="a new pass phrase", now=timezone.now())
    with pytest.raises(NotPossible):
        actions.give_password_link(account=reader, now=timezone.now())
    actions.forgotten(words="reader")
    work_off()
    assert not outbox.outbox


def test_changing_the_password_makes_links_of_before_void(reader):
    token = actions.give_password_link(account=reader, now=timezone.now())
    actions.change_password(account=reader, password="a new pass phrase", session=None, now=timezone.now())
    with pytest.raises(LinkGone):
        actions.reset_password(token=token, password=PASSWORD, now=timezone.now())


def test_an_easy_password_is_refused_by_the_link_too(reader):
    token = actions.give_password_link(account=reader, now=timezone.now())
    with pytest.raises(ValidationError):
        actions.reset_password(token=token, password="reader", now=timezone.now())
    assert actions.reset_password(token=token, password="a new pass phrase", now=timezone.now()) == reader


def test_all_of_it_stands_in_the_audit_log_without_a_word_about_anybody(admin, administrator):
    admin.post("/desk/invitations/", {"email": "li@example.org", "role": "librarian", "language": "en"})
    link = Link.objects.get()
    admin.post(f"/desk/invitations/{link.pk}/revoke/")
    logged = list(AuditEntry.objects.order_by("pk").values_list("actor_id", "action", "subject"))
    subject = f"people.link:{link.pk}"
    assert logged == [
        (administrator.pk, "people.invite.librarian", subject),
        (administrator.pk, "people.invite.revoke", subject),
    ]
