"""What administrators see and do, and what even they cannot."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from lantai.infra.models import AuditEntry
from lantai.people import actions, auditing
from lantai.people.errors import NotPossible
from lantai.people.models import Account, Session
from lantai.people.roles import Role

from .signing import account_of, show_factor

pytestmark = pytest.mark.django_db


def post(client: Client, account: Account, what: str, **form: str):
    return client.post(f"/desk/accounts/{account.pk}/{what}/", form, follow=True)


def role_of(account: Account) -> Role:
    return Account.objects.get(pk=account.pk).role


def test_accounts_are_found_by_word_role_and_state(admin, reader, librarian):
    names = {"q=read": "reader", "role=librarian": "librarian", "role=reader": "reader", "q=LIBRARIAN%40example": "librarian"}
    for query, name in names.items():
        page = admin.get(f"/desk/accounts/?{query}").text
        assert ">1 account<" in page, query
        assert f">{name}</bdi>" in page
    actions.close(account=reader, now=timezone.now())
    assert ">1 account<" in admin.get("/desk/accounts/?state=closed").text
    assert ">3 accounts<" in admin.get("/desk/accounts/?state=nonsense&role=emperor&page=-7").text


def test_the_list_shows_who_of_the_staff_lacks_a_second_factor(admin, librarian):
    page = admin.get("/desk/accounts/?role=librarian").text
    assert "Missing" in page


def test_a_role_is_given_and_the_person_signs_in_anew(admin, reader):
    other = Client()
    other.force_login(reader)
    assert "The role is changed" in post(admin, reader, "role", role="cataloger").text
    assert role_of(reader) == Role.CATALOGER
    assert not Session.objects.filter(account=reader).exists()


@pytest.mark.parametrize("role", ["emperor", "", "administrator' or 1=1"])
def test_a_role_that_is_not_is_refused(admin, reader, role):
    assert "There is no such role" in post(admin, reader, "role", role=role).text
    assert role_of(reader) == Role.READER


def test_nobody_changes_what_they_themselves_may_do(admin, administrator):
    account_of(Role.ADMINISTRATOR, "second")
    for what, form in (("role", {"role": "reader"}), ("close", {}), ("password-link", {})):
        assert "cannot be done to one’s own account" in post(admin, administrator, what, **form).text
    assert role_of(administrator) == Role.ADMINISTRATOR


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.CATALOGER])
def test_staff_cannot_raise_themselves_or_others(client, reader, role):
    account = account_of(role)
    client.force_login(account)
    show_factor(client, account)
    for target in (account, reader):
        assert client.post(f"/desk/accounts/{target.pk}/role/", {"role": "administrator"}).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.give_role(account=target, role=Role.ADMINISTRATOR, now=timezone.now(), by=account)
        assert role_of(target) != Role.ADMINISTRATOR


def test_an_administrator_whose_session_lacks_its_second_factor_can_do_nothing(client, administrator, reader):
    client.force_login(administrator)
    client.post(f"/desk/accounts/{reader.pk}/role/", {"role": "administrator"})
    assert role_of(reader) == Role.READER


def test_the_last_administrator_cannot_be_removed_even_on_the_server(administrator):
    for remove in (
        lambda: actions.give_role(account=administrator, role=Role.READER, now=timezone.now()),
        lambda: actions.close(account=administrator, now=timezone.now()),
        lambda: actions.erase(account=administrator, now=timezone.now()),
    ):
        with pytest.raises(NotPossible, match="last administrator"):
            remove()


def test_a_closed_administrator_does_not_count_as_one_that_remains(administrator):
    second = account_of(Role.ADMINISTRATOR, "second")
    actions.close(account=second, now=timezone.now())
    with pytest.raises(NotPossible):
        actions.close(account=administrator, now=timezone.now())


def test_a_closed_account_is_signed_out_and_can_be_opened_again(admin, reader):
    other = Client()
    other.force_login(reader)
    post(admin, reader, "close")
    assert other.get("/accounts/").status_code == 302
    post(admin, reader, "reopen")
    assert Account.objects.get(pk=reader.pk).is_active


def test_a_superuser_who_is_given_a_role_is_no_superuser_any_more(administrator):
    root = Account.objects.create_superuser("root")
    actions.give_role(account=root, role=Role.READER, now=timezone.now(), by=administrator)
    root = Account.objects.get(pk=root.pk)
    assert (root.is_superuser, root.role) == (False, Role.READER)


def test_the_log_says_who_did_what_to_whom(admin, administrator, reader):
    post(admin, reader, "role", role="librarian")
    page = admin.get("/desk/audit/").text
    assert "Gave the role of a librarian" in page
    assert f"people.account:{reader.pk}" in page
    assert ">administrator</bdi>" in page


def test_the_log_is_found_by_person_kind_object_and_period(admin, administrator, reader, librarian):
    actions.give_role(account=reader, role=Role.LIBRARIAN, now=timezone.now(), by=administrator)
    actions.describe(account=librarian, name="Li", language="", now=timezone.now())
    today = timezone.localdate().isoformat()
    finds = {
        "": 2,
        "who=administrator": 1,
        f"who={librarian.pk}": 1,
        "kind=people.role": 1,
        f"subject=people.account:{reader.pk}": 1,
        f"since={today}&until={today}": 2,
        "until=2020-01-01": 0,
        "since=yesterday": 2,
        "who=nobody": 0,
        "who=99999999999999999999": 0,
    }
    for query, count in finds.items():
        assert admin.get(f"/desk/audit/?{query}").context["page"].paginator.count == count, query


def test_a_period_that_ends_before_it_begins_is_told(admin):
    assert "ends before it begins" in admin.get("/desk/audit/?since=2026-02-01&until=2026-01-01").text


def test_the_log_comes_as_a_table_that_no_spreadsheet_runs(admin, reader):
    actions.describe(account=reader, name="=HYPERLINK(1)", language="", now=timezone.now())
    answer = admin.get("/desk/audit.csv?kind=people.describe")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "When (UTC),Person,Number,Action,Object"
    assert lines[1].split(",")[1:] == ["'=HYPERLINK(1)", str(reader.pk), "people.describe", f"people.account:{reader.pk}"]


def test_a_person_who_is_gone_is_a_number_in_the_log(admin, reader):
    number = reader.pk
    actions.erase(account=reader, now=timezone.now())
    assert "Account no longer there" in admin.get("/desk/audit/").text
    assert [row.who for row in auditing.rows(list(AuditEntry.objects.filter(actor_id=number)))] == [""]


def test_a_page_of_the_log_asks_for_all_names_at_once(admin, reader, django_assert_num_queries):
    for n in range(5):
        actions.describe(account=reader, name=f"name {n}", language="", now=timezone.now())
    lines = list(auditing.entries())
    with django_assert_num_queries(1):
        auditing.rows(lines)
