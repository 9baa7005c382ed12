"""Requests from the draft to the payment: who may, what each step needs, who is told, who sees it."""

import csv
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.publishing import actions, demo
from lantai.apps.publishing.models import ChargeFund, ChargeRequest, Institution, Membership, RequestChange
from lantai.apps.publishing.queries import asking
from lantai.apps.publishing.queries import requests as queries
from lantai.apps.publishing.rules import agreement_ends, cap_nearly_used, request_waits
from lantai.infra.workflow import MoveNotAllowed
from lantai.people.models import Notice

from .conftest import GULLS, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(db) -> ChargeFund:
    said = {
        "code": "OA",
        "name": "Open access",
        "currency": "EUR",
        "minor": 500_000,
        "from_date": date(2026, 1, 1),
        "until_date": date(2027, 1, 1),
    }
    return actions.keep(by=None, row=ChargeFund(), said=said, now=NOW)


@pytest.fixture
def request_(author, here) -> ChargeRequest:
    said = {"title": "On gulls", "journal": "Gull Letters", "issn": GULLS, "publisher": "Tern Press", "institution": here, "type": "research",
            "minor": 450_000, "currency": "EUR", "doi": "10.1000/gulls"}  # fmt: skip
    return actions.make_request(by=author, said=said, now=NOW)


def hand_in(row: ChargeRequest, now=NOW) -> ChargeRequest:
    return actions.move_own(by=row.author, request=row, to="submitted", now=now)


def test_from_the_draft_to_the_end(request_, author, keeper, fund):
    row = hand_in(request_)
    row = actions.decide(by=keeper, request=row, to="more_info", note="Which license?", now=NOW)
    actions.change_request(by=author, request=row, said={"license": "CC BY"}, now=NOW)
    row = hand_in(row)
    row = actions.decide(by=keeper, request=row, to="approved", said={"fund": fund}, now=NOW)
    row = actions.decide(by=keeper, request=row, to="invoiced", said={"invoice": "17"}, now=NOW)
    row = actions.decide(by=keeper, request=row, to="paid", said={"paid_date": TODAY}, now=NOW)
    row = actions.decide(by=keeper, request=row, to="closed", now=NOW)
    states = list(RequestChange.objects.values_list("after", flat=True))
    assert states == ["draft", "submitted", "more_info", "submitted", "approved", "invoiced", "paid", "closed"]
    assert Notice.objects.filter(account=author).count() == 5
    assert [(state.spent, round(state.share, 2)) for state in queries.funds(TODAY)] == [(450_000, 0.9)]


@pytest.mark.parametrize("to, said, field", [
    ("approved", {}, "fund"),
    ("refused", {}, "note"),
    ("more_info", {}, "note"),
])  # fmt: skip
def test_each_step_says_what_it_needs(request_, keeper, to, said, field):
    with pytest.raises(ValidationError) as problem:
        actions.decide(by=keeper, request=hand_in(request_), to=to, said=said, now=NOW)
    assert field in problem.value.message_dict


def test_money_of_another_currency_than_the_funds_is_refused(request_, keeper, fund):
    with pytest.raises(ValidationError, match="EUR"):
        actions.decide(by=keeper, request=hand_in(request_), to="approved", said={"fund": fund, "currency": "USD"}, now=NOW)
    assert ChargeRequest.objects.get().fund is None


def test_moves_that_the_table_does_not_have_are_refused(request_, author, keeper, agreement):
    with pytest.raises(MoveNotAllowed):
        actions.decide(by=keeper, request=request_, to="approved", said={"agreement": agreement}, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.move_own(by=author, request=request_, to="approved", now=NOW)
    with pytest.raises(ValidationError, match="no longer be changed"):
        actions.change_request(by=author, request=hand_in(request_), said={"title": "x"}, now=NOW)


def test_only_its_author_and_who_decides_may(request_, other, librarian, keeper):
    for act in (actions.change_request, actions.move_own):
        more = {"said": {}} if act is actions.change_request else {"to": "submitted"}
        with pytest.raises(PermissionDenied):
            act(by=other, request=request_, now=NOW, **more)
    with pytest.raises(PermissionDenied):
        actions.decide(by=librarian, request=hand_in(request_), to="refused", note="no", now=NOW)


def test_nobody_else_sees_it(request_, client, author, other, librarian, keeper):
    hand_in(request_)
    address, desk = f"/publish/requests/{request_.pk}/", f"/desk/publishing/requests/{request_.pk}/"
    for who, own, staff in ((author, 200, 403), (other, 404, 403), (librarian, 404, 403), (keeper, 404, 200)):
        client.force_login(who)
        assert (client.get(address).status_code, client.get(desk).status_code) == (own, staff), who
    client.force_login(keeper)
    assert "On gulls" in client.get("/desk/lists/publishing.requests/").content.decode()
    client.force_login(librarian)
    assert client.get("/desk/lists/publishing.requests/").status_code == 403


def test_a_draft_is_not_in_the_staffs_list(request_, client, keeper):
    client.force_login(keeper)
    assert "On gulls" not in client.get("/desk/lists/publishing.requests/").content.decode()
    address = f"/desk/publishing/requests/{request_.pk}/"
    assert client.get(address).status_code == 404
    hand_in(request_)
    assert client.get(address).status_code == 200


def test_an_author_asks_by_the_pages(client, author, here, agreement):
    client.force_login(author)
    sent = {"title": "On terns", "journal": "Tern Letters", "issn": "2434-561x", "type": "research", "at": "Heron University", "corresponding": "on",
            "amount": "1,5", "currency": "EUR", "agreement": agreement.pk}  # fmt: skip
    assert client.post("/publish/requests/new/", sent).status_code == 400
    page = client.post("/publish/requests/new/", sent | {"amount": "1500.50"})
    row = ChargeRequest.objects.get()
    assert (page.status_code, row.minor, row.institution, row.agreement, row.issn) == (302, 150050, here, agreement, "2434-561X")
    client.post(f"/publish/requests/{row.pk}/move/", {"to": "submitted", "note": "Soon, please"})
    row.refresh_from_db()
    assert (row.state, row.changes.last().note) == ("submitted", "Soon, please")


def test_staff_decide_by_the_page_with_what_the_rule_says(client, keeper, request_, agreement):
    hand_in(request_)
    client.force_login(keeper)
    address = f"/desk/publishing/requests/{request_.pk}/"
    assert "The journal is in the agreement’s list." in client.get(address).content.decode()
    said = {"amount": "4500.00", "currency": "EUR"}
    assert client.post(address, said | {"to": "refused"}).status_code == 400
    assert client.post(address, said | {"to": "approved", "agreement": agreement.pk}).status_code == 302
    assert client.post(address, said | {"to": "submitted"}).status_code == 403
    request_.refresh_from_db()
    assert request_.state == "approved"
    assert asking.caps_on([agreement.pk], TODAY)[agreement.pk].used == 8


def test_what_was_paid_goes_out_in_openapcs_form(request_, keeper, fund, agreement, client):
    row = actions.decide(by=keeper, request=hand_in(request_), to="approved", said={"fund": fund}, now=NOW)
    row = actions.decide(by=keeper, request=row, to="invoiced", said={"invoice": "17", "is_hybrid": True}, now=NOW)
    actions.decide(by=keeper, request=row, to="paid", said={"paid_date": date(2026, 3, 1)}, now=NOW)
    client.force_login(keeper)
    lines = client.get("/desk/publishing/openapc.csv").getvalue().decode().splitlines()
    (found,) = csv.DictReader(lines)
    assert (found["institution"], found["period"], found["euro"], found["is_hybrid"]) == (
        "Heron University",
        "2026",
        "4500.00",
        "TRUE",
    )
    assert len(client.get("/desk/publishing/openapc.csv?year=2025").getvalue().decode().splitlines()) == 1


def test_staff_see_that_there_is_another_request_for_the_article(request_, client, keeper, other, here):
    hand_in(request_)
    twice = {"title": "On Gulls.", "journal": "Gull Letters", "doi": "10.1000/gulls"}
    second = hand_in(actions.make_request(by=other, said=twice, now=NOW))
    client.force_login(keeper)
    words, address = "There is another request for this article", f"/desk/publishing/requests/{second.pk}/"
    assert words in client.get(address).content.decode()
    actions.move_own(by=request_.author, request=request_, to="withdrawn", now=NOW)
    assert words not in client.get(address).content.decode()


def test_staff_are_told_that_more_was_promised_than_there_is(client, author, keeper, agreement, fund):
    client.force_login(keeper)
    said = []
    for n in range(4):
        row = actions.make_request(
            by=author, said={"title": f"On {n}", "journal": "Gull Letters", "minor": 200_000, "currency": "EUR"}, now=NOW
        )
        sent = {"to": "approved", "agreement": agreement.pk, "fund": fund.pk, "amount": "2000.00", "currency": "EUR"}
        page = client.post(f"/desk/publishing/requests/{hand_in(row).pk}/", sent, follow=True).content.decode()
        said.append(("more than the agreement covers" in page, "more than is left of the fund" in page))
    assert said == [(False, False), (False, False), (False, True), (True, True)]


def test_agreements_of_the_institution_above_ours_end_and_can_be_chosen(request_, keeper, client, here, agreement):
    above = actions.keep(by=None, row=Institution(), said={"name": "Union of Herons"}, now=NOW)
    actions.keep(by=None, row=here, said={"parent": above}, now=NOW)
    Membership.objects.update(institution=above)
    actions.keep(by=None, row=agreement, said={"until_date": TODAY + timedelta(days=30)}, now=NOW)
    hand_in(request_)
    client.force_login(keeper)
    assert [one.detail for one in agreement_ends(NOW)] == ["Tern Press: 2026-12-28"]
    assert f'<option value="{agreement.pk}"' in client.get(f"/desk/publishing/requests/{request_.pk}/").content.decode()


def test_the_papers_of_the_doi_before_and_the_doi_now_are_looked_at_again(request_, keeper, agreement, monkeypatch):
    from lantai.apps.publishing.actions import requesting

    row, told = hand_in(request_), []
    monkeypatch.setattr(requesting, "paid_otherwise", told.append)
    actions.decide(by=keeper, request=row, to="approved", said={"agreement": agreement, "doi": "10.1000/terns"}, now=NOW)
    assert told == [{"10.1000/gulls", "10.1000/terns"}]


def test_people_are_reminded_once_after_five_days(request_, keeper, author):
    hand_in(request_, NOW)
    assert actions.remind(now=NOW + timedelta(days=4)) == 0
    assert actions.remind(now=NOW + timedelta(days=6)) == 1
    assert actions.remind(now=NOW + timedelta(days=7)) == 0
    assert "On gulls" in Notice.objects.get(account=keeper).said["title"]
    actions.decide(by=keeper, request=request_, to="more_info", note="Which?", now=NOW)
    assert actions.remind(now=NOW + timedelta(days=6)) == 1


def test_the_work_list_finds_what_ends_what_is_used_up_and_who_waits(request_, agreement, keeper):
    assert [list(rule(NOW)) for rule in (agreement_ends, cap_nearly_used, request_waits)] == [[], [], []]
    actions.keep(by=None, row=agreement, said={"until_date": TODAY + timedelta(days=90)}, now=NOW)
    actions.keep(by=None, row=agreement.caps.get(), said={"used_before": 8}, now=NOW)
    hand_in(request_, NOW - timedelta(days=5))
    found = [[one.detail for one in rule(NOW)] for rule in (agreement_ends, cap_nearly_used, request_waits)]
    assert found == [["Tern Press: 2027-02-26"], ["Tern Press: 80%"], ["2026-11-24"]]


def test_the_demo_fills_every_page_once(keeper, client, library):
    assert demo.furnish(by=keeper, now=NOW)
    assert not demo.furnish(by=keeper, now=NOW)
    client.force_login(keeper)
    shown = client.get("/desk/publishing/").content.decode()
    for words in ("Heron Press (example)", "ended on", "ends on", "OA-EXAMPLE", "has waited for more than five days"):
        assert words in shown
