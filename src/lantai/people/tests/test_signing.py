"""Signing in with a password, as its owner does and as others try."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, check_password
from django.test import Client

from lantai.people import actions, throttle
from lantai.people.errors import Wait
from lantai.people.models import Attempts, Session
from lantai.people.roles import Role

from .signing import PASSWORD, account_of

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def sign_in(client, name="reader", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password} | more)


def test_a_reader_signs_in_with_name_or_mail_address(reader):
    for name in ("reader", "reader@example.org", "Reader@Example.org"):
        client = Client()
        assert sign_in(client, name).url == "/"
        assert client.get("/accounts/").status_code == 200


def test_a_mail_address_that_two_have_signs_nobody_in(client, reader):
    account_of(Role.READER, "other")
    type(reader).objects.update(email="both@example.org")
    assert "do not belong together" in sign_in(client, "both@example.org").text


def test_the_name_of_another_goes_before_a_mail_address(client, reader):
    owner = account_of(Role.READER, "reader@example.org")
    sign_in(client, "reader@example.org")
    assert client.session["_auth_user_id"] == str(owner.pk)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https:evil.example",
        "\thttps://evil.example",
        "https://testserver@evil.example/",
    ],
)
def test_nobody_is_led_elsewhere(client, reader, elsewhere):
    assert elsewhere.strip() not in client.get(LOGIN, {"next": elsewhere}).text
    assert sign_in(client, next=elsewhere).url == "/"


def test_one_is_led_where_one_wanted_to_go(client, reader):
    assert sign_in(client, next="/accounts/?lang=ar").url == "/accounts/?lang=ar"


def test_a_session_that_somebody_planted_does_not_become_a_signed_in_one(client, reader):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_the_half_way_session_of_staff_is_a_new_one_too(client, librarian):
    session = client.session
    session["planted"] = True
    session.save()
    sign_in(client, "librarian")
    assert client.session.session_key != session.session_key
    assert "_auth_user_id" not in client.session


def test_wrong_name_wrong_password_and_closed_account_are_told_the_same(reader):
    closed = account_of(Role.READER, "closed")
    closed.is_active = False
    closed.save()
    tries = [("nobody", PASSWORD), ("reader", "not the password"), ("closed", PASSWORD)]
    told = {_without_what_was_typed(sign_in(Client(), name, password).text) for name, password in tries}
    assert len(told) == 1


def _without_what_was_typed(page: str) -> str:
    lines = [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and 'name="username"' not in line]
    return "\n".join(lines)


class Counting(MD5PasswordHasher):
    """Counts how often a password is digested, which is what takes time."""

    count = 0

    def encode(self, *given):
        Counting.count += 1
        return super().encode(*given)


def test_a_name_that_nobody_has_takes_as_much_work_as_one_that_somebody_has(reader, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    closed, unset = account_of(Role.READER, "closed"), account_of(Role.READER, "unset")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    unset.set_unusable_password()
    unset.save()
    names = ("reader", "closed", "unset", "nobody", "nobody@example.org", "reader@example.org")
    assert {name: _digests(name) for name in names} == dict.fromkeys(names, 1)


def _digests(name: str) -> int:
    before = Counting.count
    sign_in(Client(), name, "not the password")
    return Counting.count - before


def test_after_five_wrong_passwords_even_the_right_one_waits(client, reader):
    for _ in range(5):
        sign_in(client, password="wrong")
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "Wait 30 seconds" in refused.text or "Wait 29 seconds" in refused.text
    assert "_auth_user_id" not in client.session


def test_a_name_that_nobody_has_is_made_to_wait_as_well(client, db):
    assert [sign_in(client, "nobody").status_code for _ in range(6)] == [200] * 5 + [429]


def test_capital_letters_and_spaces_do_not_begin_a_new_count(client, reader):
    for name in ("reader", "READER", " reader", "Reader ", "reader"):
        sign_in(client, name, "wrong")
    assert sign_in(client, "reader").status_code == 429


def test_names_are_tried_from_one_address_so_often_and_no_more(client, db, settings):
    codes = [sign_in(client, f"name-{n}", "Summer2026!").status_code for n in range(31)]
    assert codes == [200] * 30 + [429]


def test_an_address_written_by_whoever_asks_is_not_believed(client, db, settings):
    settings.PROXIES = 1
    forged = [{"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.9"} for n in range(31)]
    codes = [client.post(LOGIN, {"username": f"n{n}", "password": "x"}, headers=h).status_code for n, h in enumerate(forged)]
    assert codes[-1] == 429


def test_behind_a_server_that_tells_no_address_readers_do_not_lock_one_another_out(client, reader, settings):
    settings.PROXIES = 1
    for n in range(40):
        sign_in(client, f"name-{n}", "wrong")
    assert sign_in(client).url == "/"


def test_signing_in_to_ones_own_account_does_not_clear_the_count_of_an_address(client, reader):
    for n in range(29):
        sign_in(client, f"name-{n}", "wrong")
    sign_in(client)
    client.logout()
    assert [sign_in(client, name, "wrong").status_code for name in ("x", "y")] == [200, 429]


def test_waits_double_up_to_a_quarter_of_an_hour():
    waits = [throttle.wait_after(count, free=5).total_seconds() for count in (4, 5, 6, 7, 30, 10_000)]
    assert waits == [0, 30, 60, 120, 900, 900]


def test_no_address_and_no_name_is_kept_and_nothing_for_long(db):
    counted = throttle.counters(name="zhang", address="203.0.113.9")
    throttle.begin(counted, now=NOW)
    assert {len(row.key) for row in Attempts.objects.all()} == {64}
    actions.sweep(now=NOW + timedelta(hours=1))
    assert not Attempts.objects.exists()


def test_a_household_of_ipv6_counts_as_one(db):
    one, other = (throttle.counters(name="a", address=f"2001:db8:1:2::{n}")[1] for n in (1, 9))
    elsewhere = throttle.counters(name="a", address="2001:db8:1:3::1")[1]
    assert one == other != elsewhere


def test_a_wait_ends(db):
    counted = throttle.counters(name="zhang", address="")
    for _ in range(5):
        throttle.begin(counted, now=NOW)
    with pytest.raises(Wait) as due:
        throttle.begin(counted, now=NOW + timedelta(seconds=10))
    assert due.value.seconds == 21
    throttle.begin(counted, now=NOW + timedelta(seconds=31))


def test_signing_out_is_a_form_not_a_link(client, reader):
    client.force_login(reader)
    assert client.get("/accounts/logout/").status_code == 405
    client.post("/accounts/logout/")
    assert not Session.objects.filter(account=reader).exists()


def test_forms_of_others_are_refused(reader):
    refused = sign_in(Client(enforce_csrf_checks=True))
    assert refused.status_code == 403
    assert "This form is no longer good" in refused.text


def test_passwords_are_kept_as_digests(reader):
    assert PASSWORD not in reader.password
    assert check_password(PASSWORD, reader.password)


def test_the_page_can_be_pasted_into_and_says_what_belongs_where(client, db):
    page = client.get(LOGIN).text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
