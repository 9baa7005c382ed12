"""One's own account: what is seen, changed, ended, taken away and erased."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lantai.infra import audit
from lantai.people import actions, queries
from lantai.people.errors import NotPossible
from lantai.people.models import Account, Session
from lantai.people.roles import Role
from lantai.people.sessions import coarse

from .signing import PASSWORD, account_of, show_factor

pytestmark = pytest.mark.django_db
OWN = "/accounts/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(account: Account, browser: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": browser})
    client.post("/accounts/login/", {"username": account.username, "password": PASSWORD})
    return client


def test_a_name_and_a_language_are_changed_and_nothing_else_that_is_sent(reader):
    client = signed_in(reader)
    more = {"is_superuser": "on", "groups": "1", "role": "administrator", "email": "admin@example.org", "username": "root"}
    client.post(OWN, {"name": "Ибн Сина", "language": "ar"} | more)
    reader = Account.objects.get(pk=reader.pk)
    assert (str(reader), reader.language, reader.role) == ("Ибн Сина", "ar", Role.READER)
    assert (reader.username, reader.email, reader.is_superuser) == ("reader", "reader@example.org", False)


def test_the_page_speaks_the_language_of_the_account_after_signing_in(reader):
    actions.describe(account=reader, name="", language="ar", now=timezone.now())
    client = signed_in(reader)
    assert '<html lang="ar"' in client.get("/").text
    client.post(OWN, {"name": "", "language": "zh-hans"})
    client.post(OWN, {"name": "Li", "language": "zh-hans"})
    assert '<html lang="zh-Hans"' in client.get("/").text


def test_a_password_is_changed_by_who_knows_the_old_one(reader):
    here, elsewhere = signed_in(reader), signed_in(reader)
    wrong = here.post(f"{OWN}password/", {"current": "wrong", "password": "a new pass phrase"})
    assert "This is not your password" in wrong.text
    assert here.post(f"{OWN}password/", {"current": PASSWORD, "password": "a new pass phrase"}).url == OWN
    assert here.get(OWN).status_code == 200
    assert elsewhere.get(OWN).status_code == 302


def test_the_old_password_cannot_be_guessed_in_a_session_left_open(reader):
    client = signed_in(reader)
    told = [client.post(f"{OWN}password/", {"current": "wrong", "password": "a new pass phrase"}).text for _ in range(6)]
    assert "Too many attempts" in told[-1]


@pytest.mark.parametrize("password", ["short", "1234567890", "reader@example", "password123"])
def test_an_easy_password_is_refused(reader, password):
    told = signed_in(reader).post(f"{OWN}password/", {"current": PASSWORD, "password": password})
    assert told.status_code == 200
    assert "aria-invalid" in told.text


def test_a_password_keeps_its_spaces_and_may_be_in_any_script(reader):
    phrase = " 兰台 الحبر على الورق "
    signed_in(reader).post(f"{OWN}password/", {"current": PASSWORD, "password": phrase})
    assert Client().login(username="reader", password=phrase)


def test_one_sees_where_one_is_signed_in_and_ends_it_there(reader):
    here, elsewhere = signed_in(reader), signed_in(reader, "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36")
    page = here.get(OWN).text
    assert "Firefox · Linux" in page
    assert "Chrome · Windows" in page
    assert not [key for key in Session.objects.values_list("pk", flat=True) if key in page]
    other = next(row for row in queries.sessions(reader, this=here.session.session_key, now=timezone.now()) if not row.is_this)
    here.post(f"{OWN}sessions/end/", {"session": other.sign})
    assert elsewhere.get(OWN).status_code == 302
    assert here.get(OWN).status_code == 200


def test_nobody_ends_the_session_of_another(reader):
    theirs, other = signed_in(reader), signed_in(account_of(Role.READER, "other"))
    sign = queries.sessions(reader, this=None, now=timezone.now())[0].sign
    for named in (sign, theirs.session.session_key):
        other.post(f"{OWN}sessions/end/", {"session": named})
    assert theirs.get(OWN).status_code == 200


def test_signing_out_everywhere_else_leaves_this_browser(reader):
    here, elsewhere = signed_in(reader), signed_in(reader)
    assert "Signed out in 1 other browser" in here.post(f"{OWN}sessions/end-others/", follow=True).text
    assert elsewhere.get(OWN).status_code == 302


def test_the_session_of_staff_ends_when_it_rests_and_that_of_readers_does_not(reader, librarian, settings):
    settings.SECOND_FACTOR = False
    ends = {name: _ends_in(signed_in(account)) for name, account in (("staff", librarian), ("reader", reader))}
    assert ends["staff"] <= timedelta(minutes=60) < timedelta(days=13) < ends["reader"]


def test_the_session_of_staff_goes_on_while_it_is_used(librarian, settings):
    settings.SECOND_FACTOR = False
    client = signed_in(librarian)
    session = client.session
    session["seen"] -= 120
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    client.get("/desk/")
    assert _ends_in(client) > timedelta(minutes=59)


def test_pages_in_quick_succession_write_nothing(librarian, settings, django_assert_max_num_queries):
    settings.SECOND_FACTOR = False
    client = signed_in(librarian)
    client.get("/")
    with django_assert_max_num_queries(20) as asked:
        client.get(OWN)
    assert not [query for query in asked.captured_queries if query["sql"].startswith(("UPDATE", "INSERT"))]


def _ends_in(client: Client) -> timedelta:
    return Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()


def test_a_browser_is_named_no_finer_than_its_owner_needs():
    assert coarse(FIREFOX) == "Firefox · Linux"
    assert coarse("curl/8.5") == ""


def test_everything_kept_can_be_taken_away_and_holds_no_secret(reader):
    client = signed_in(reader)
    answer = client.get(f"{OWN}export.json")
    found = json.loads(answer.text)
    assert found["account"]["email"] == "reader@example.org"
    assert len(found["sessions"]) == 1
    assert reader.password not in answer.text
    assert client.session.session_key not in answer.text


def test_an_account_that_did_nothing_is_erased_whole(reader):
    client = signed_in(reader)
    assert client.post(f"{OWN}erase/", {"password": "wrong"}).status_code == 200
    assert client.post(f"{OWN}erase/", {"password": PASSWORD}).url == "/"
    assert not Account.objects.filter(pk=reader.pk).exists()
    assert client.get(OWN).status_code == 302


def test_of_staff_a_number_stays_that_names_nobody(librarian, administrator):
    audit.record(by=librarian, action="catalog.correct", subject=administrator, now=timezone.now())
    actions.erase(account=librarian, now=timezone.now())
    left = Account.objects.get(pk=librarian.pk)
    assert (left.username, left.email, str(left)) == (f"erased-{left.pk}", "", f"erased-{left.pk}")
    assert not left.is_active
    assert not left.groups.exists()
    with pytest.raises(NotPossible):
        actions.reopen(account=left, now=timezone.now(), by=administrator)


def test_the_last_administrator_cannot_erase_themselves(client, administrator):
    client.force_login(administrator)
    show_factor(client, administrator)
    told = client.post(f"{OWN}erase/", {"password": PASSWORD})
    assert "last administrator" in told.text
    assert Account.objects.filter(pk=administrator.pk, is_active=True).exists()


def test_what_is_over_is_forgotten(reader):
    client = signed_in(reader)
    actions.sweep(now=datetime(2100, 1, 1, tzinfo=UTC))
    assert not Session.objects.exists()
    assert client.get(OWN).status_code == 302
