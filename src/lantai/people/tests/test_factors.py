"""The second factor: what staff can do without it (nothing), how it is set up, shown, lost and found."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from lantai.infra.models import AuditEntry
from lantai.people import actions
from lantai.people.errors import NotPossible, Wait, WrongCode
from lantai.people.models import Account, Session
from lantai.people.roles import Permission, Role
from lantai.people.views.signing import HALF_WAY

from .signing import PASSWORD, code_of, show_factor

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef0123456789abcdef01234567"
ASK, SET_UP = "/accounts/second-factor/", "/accounts/second-factor/set-up/"


def password_given(client: Client, name: str = "librarian") -> str:
    """Give a password; return where that leads."""
    return client.post("/accounts/login/", {"username": name, "password": PASSWORD, "next": "/desk/"}).url


def with_factor(account: Account) -> list[str]:
    """Set a second factor up; return its recovery codes. The code it took is used up."""
    return actions.confirm_factor(account=account, key=KEY, code=code_of(KEY, step=-1), now=timezone.now())[1]


def test_staff_are_led_to_set_it_up_and_see_recovery_codes_once(client, librarian):
    assert password_given(client) == ASK
    page = client.get(ASK)
    assert "<svg" in page.text
    key = client.session["factor_key"]
    assert re.sub(r"\s", "", _letters(page.text)).isalnum()
    done = client.post(SET_UP, {"code": code_of(key)})
    codes = re.findall(r"<bdi dir=\"ltr\">(\w{5}-\w{5})</bdi>", done.text)
    assert len(set(codes)) == 10
    assert 'href="/desk/"' in done.text
    assert "no-store" in done["Cache-Control"]
    assert client.get("/desk/").status_code == 200
    assert codes[0] not in client.get("/accounts/").text


def _letters(page: str) -> str:
    return re.search(r'class="key-letters">([^<]+)<', page)[1]


def test_until_it_is_shown_nobody_is_signed_in(client, librarian):
    with_factor(librarian)
    password_given(client)
    assert "_auth_user_id" not in client.session
    assert client.get("/desk/").url.startswith("/accounts/login/")
    assert client.get("/accounts/").url.startswith("/accounts/login/")
    assert client.get("/accounts/export.json").url.startswith("/accounts/login/")


def test_the_code_lets_in_where_one_wanted_to_go(client, librarian):
    with_factor(librarian)
    password_given(client)
    assert client.post(ASK, {"code": code_of(KEY)}).url == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("shape", ["{0}{1}", "{0} {1}", " {0}-{1} "])
def test_a_code_may_be_pasted_as_apps_show_it(client, librarian, shape):
    with_factor(librarian)
    password_given(client)
    code = code_of(KEY)
    assert client.post(ASK, {"code": shape.format(code[:3], code[3:])}).status_code == 302


def test_a_code_in_arabic_digits_is_the_same_code(client, librarian):
    with_factor(librarian)
    password_given(client)
    code = code_of(KEY).translate({ord(str(n)): "٠١٢٣٤٥٦٧٨٩"[n] for n in range(10)})
    assert client.post(ASK, {"code": code}).status_code == 302


def test_a_code_that_was_seen_over_a_shoulder_is_good_for_nobody_else(librarian):
    with_factor(librarian)
    code = code_of(KEY)
    first, second = Client(), Client()
    password_given(first)
    assert first.post(ASK, {"code": code}).status_code == 302
    password_given(second)
    assert second.post(ASK, {"code": code}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_codes_cannot_be_tried_one_after_the_other(client, librarian):
    with_factor(librarian)
    password_given(client)
    client.post(ASK, {"code": "000000"})
    told = [client.post(ASK, {"code": code_of(KEY)}).text for _ in range(2)]
    assert all("Too many attempts" in page for page in told)


def test_who_has_only_the_password_cannot_set_up_another_in_its_place(client, librarian):
    with_factor(librarian)
    password_given(client)
    assert client.get(SET_UP).url == ASK
    session = client.session
    session["factor_key"] = "ff" * 20
    session.save()
    assert client.post(SET_UP, {"code": code_of("ff" * 20)}).url == ASK
    assert TOTPDevice.objects.get(user=librarian).key == KEY


def test_the_key_cannot_be_given_by_a_form(client, librarian):
    password_given(client)
    client.get(SET_UP)
    client.post(SET_UP, {"code": code_of("ff" * 20), "key": "ff" * 20, "factor_key": "ff" * 20})
    assert not TOTPDevice.objects.exists()


def test_half_way_lasts_ten_minutes(client, librarian):
    with_factor(librarian)
    password_given(client)
    session = client.session
    session[HALF_WAY] = [*session[HALF_WAY][:2], session[HALF_WAY][2] - 601, ""]
    session.save()
    assert client.post(ASK, {"code": code_of(KEY)}).url == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_half_way_ends_when_the_password_is_changed(client, librarian):
    with_factor(librarian)
    password_given(client)
    actions.set_password(account=librarian, password="another pass phrase", now=timezone.now())
    assert client.post(ASK, {"code": code_of(KEY)}).url == "/accounts/login/"


def test_half_way_into_one_account_is_not_half_way_into_another(client, librarian, administrator):
    with_factor(administrator)
    password_given(client, "librarian")
    assert client.post(ASK, {"code": code_of(KEY)}).status_code == 200  # the page that sets one up, for the librarian
    assert "_auth_user_id" not in client.session


def test_every_right_sleeps_in_a_session_without_it(rf, librarian):
    librarian.otp_device = None
    assert not any(librarian.has_perm(permission) for permission in Permission)
    assert not librarian.has_module_perms("catalog")
    assert not librarian.has_perms(["catalog.view_harvest"])
    assert not librarian.is_librarian


def test_superusers_are_no_exception(client, db):
    client.force_login(Account.objects.create_superuser("root"))
    assert client.get("/desk/").url == f"{ASK}?next=%2Fdesk%2F"
    assert client.get("/desk/tables/").url.startswith(ASK)


def test_a_session_from_before_it_was_asked_for_goes_on_after_it_is_set_up(client, librarian):
    client.force_login(librarian)
    asked = client.get("/desk/pairs/", follow=True)
    assert "<svg" in asked.text
    before = client.session.session_key
    done = client.post(SET_UP, {"code": code_of(client.session["factor_key"]), "next": "/desk/pairs/"})
    assert 'href="/desk/pairs/"' in done.text
    assert client.session.session_key != before
    assert client.get("/desk/pairs/").status_code == 200


def test_a_second_factor_that_is_reset_meanwhile_opens_nothing_any_more(client, librarian):
    client.force_login(librarian)
    device = show_factor(client, librarian)
    assert client.get("/desk/").status_code == 200
    device.delete()
    assert client.get("/desk/").url.startswith(ASK)


def test_a_form_sent_without_it_does_nothing(client, librarian):
    client.force_login(librarian)
    assert client.post("/desk/imports/1/resume/").url.startswith(ASK)


def test_who_becomes_staff_while_signed_in_signs_in_anew(client, reader, administrator):
    client.force_login(reader)
    actions.give_role(account=reader, role=Role.CATALOGER, now=timezone.now(), by=administrator)
    assert client.get("/accounts/").url.startswith("/accounts/login/")


def test_where_a_library_does_without_it_a_password_is_enough(client, librarian, settings):
    settings.SECOND_FACTOR = False
    assert password_given(client) == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_who_has_set_one_up_is_asked_even_there(client, reader, settings):
    settings.SECOND_FACTOR = False
    with_factor(reader)
    assert password_given(client, "reader") == ASK


def test_readers_may_have_one_and_do_without_it_again(client, reader):
    password_given(client, "reader")
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": code_of(client.session["factor_key"])}).status_code == 200
    assert TOTPDevice.objects.filter(user=reader).exists()
    client.post("/accounts/second-factor/remove/")
    assert not TOTPDevice.objects.filter(user=reader).exists()


def test_staff_may_not_do_without_it(client, librarian):
    client.force_login(librarian)
    show_factor(client, librarian)
    assert "Staff need a second factor" in client.post("/accounts/second-factor/remove/", follow=True).text
    with pytest.raises(NotPossible):
        actions.remove_factor(account=librarian, now=timezone.now())


def test_a_recovery_code_is_good_once(client, librarian):
    code = with_factor(librarian)[0]
    password_given(client)
    assert client.post(f"{ASK}?recovery=1", {"code": code.upper().replace("-", " ")}).url == "/desk/"
    assert AuditEntry.objects.filter(action="people.factor.recovery_code").count() == 1
    with pytest.raises(WrongCode):
        actions.prove(account=librarian, code=code, now=timezone.now())


def test_recovery_codes_are_kept_as_digests(librarian):
    codes = with_factor(librarian)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & {code.replace("-", "") for code in codes}
    with pytest.raises(WrongCode):
        actions.prove(account=librarian, code=next(iter(kept)), now=timezone.now())


def test_recovery_codes_cannot_be_tried_one_after_the_other(librarian):
    with_factor(librarian)
    with pytest.raises(WrongCode):
        actions.prove(account=librarian, code="aaaaa-aaaaa", now=timezone.now())
    with pytest.raises(Wait):
        actions.prove(account=librarian, code="bbbbb-bbbbb", now=timezone.now())


def test_new_recovery_codes_make_the_old_ones_void(client, librarian):
    old = with_factor(librarian)
    new = actions.make_recovery_codes(account=librarian, now=timezone.now())
    with pytest.raises(WrongCode):
        actions.prove(account=librarian, code=old[0], now=timezone.now())
    StaticToken.objects.first().device.throttle_reset()
    assert not set(old) & set(new)


def test_an_administrator_resets_what_was_lost_and_sessions_end(admin, administrator, librarian):
    with_factor(librarian)
    other = Client()
    other.force_login(librarian)
    admin.post(f"/desk/accounts/{librarian.pk}/reset-factor/")
    assert not TOTPDevice.objects.filter(user=librarian).exists()
    assert not Session.objects.filter(account=librarian).exists()
    entry = AuditEntry.objects.get(action="people.factor.reset")
    assert (entry.actor_id, entry.subject) == (administrator.pk, f"people.account:{librarian.pk}")


def test_nobody_resets_their_own(admin, administrator):
    told = admin.post(f"/desk/accounts/{administrator.pk}/reset-factor/", follow=True).text
    assert "cannot be done to one’s own account" in told
    assert TOTPDevice.objects.filter(user=administrator).exists()


def test_the_picture_holds_the_key_and_no_style_or_script(client, librarian):
    password_given(client)
    page = client.get(SET_UP).text
    drawn = page[page.index("<svg", page.index('class="qr-frame"')) :]
    assert "style=" not in drawn[: drawn.index("</svg>")]
    assert "otpauth://totp/Lantai%3Alibrarian" in page
