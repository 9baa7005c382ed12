"""The pages for readers in their languages, panels on others' pages, policies and who is told of them."""

from datetime import date

import pytest

from lantai.apps.holdings.models import Journal
from lantai.apps.publishing import actions
from lantai.apps.publishing.models import Policy, PolicyVersion
from lantai.infra.panels import drawn
from lantai.people.models import Notice

from .conftest import GULLS, NOW, TERNS, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(db) -> Policy:
    said = {"name": "Policy of Heron University", "body": "Heron University", "kind": "university", "applies_here": True}
    made = actions.keep_policy(by=None, row=Policy(), said=said, now=NOW)
    first = {"from_date": date(2019, 1, 1), "text": "Deposit it. Within a year.", "embargo_months": 12, "version": "accepted"}
    actions.keep_version(by=None, row=PolicyVersion(policy=made), said=first, now=NOW)
    return made


@pytest.mark.parametrize("language, words", [
    ("en", ("Yes, without a charge.", "3 articles of 10 left", "According to the library’s own contract.")),
    ("zh-hans", ("可以，不收费。", "剩余3篇，共10篇", "据本馆自己的合同。")),
    ("ar", ("نعم، دون رسوم.", "بقيت 3 مقالات من 10", "وفقًا لعقد المكتبة نفسها.")),
])  # fmt: skip
def test_an_author_is_answered_in_their_language(agreement, client, language, words):
    page = client.get(f"/publish/?q={GULLS}&type=research&corresponding=yes&day=2026-11-29&lang={language}").content.decode()
    assert [said for said in words if said not in page.replace('<bdi dir="ltr" class="num">', "").replace("</bdi>", "")] == []


def test_the_page_asks_which_journal_and_which_institution_and_refuses_no_day(agreement, client):
    from lantai.apps.openaccess.tests.test_journals import TERN
    from lantai.apps.openaccess.tests.test_journals import take as take_doaj
    from lantai.apps.publishing.models import Institution

    take_doaj({}, TERN)
    page = client.get("/publish/?q=letters").content.decode()
    assert ("Which journal?" in page, "Gull Letters" in page, "Tern Letters" in page) == (True, True, True)
    actions.keep(by=None, row=Institution(), said={"name": "Heron College"}, now=NOW)
    page = client.get(f"/publish/?q={GULLS}&at=Heron").content.decode()
    assert ("Which institution?" in page, "Heron College" in page) == (True, True)
    assert client.get("/publish/?q=x&day=2026-13-01").status_code == 400
    assert "does not mean no" in client.get("/publish/?q=unheard+of").content.decode()


def test_an_ended_agreement_stands_out(agreement, client):
    actions.keep(by=None, row=agreement, said={"until_date": date(2026, 1, 1)}, now=NOW)
    for address in (f"/publish/?q={GULLS}&day=2026-11-29", f"/publish/agreements/{agreement.pk}/"):
        page = client.get(address).content.decode()
        assert "This agreement ended on" in page
        assert "Dec. 31, 2025" in page


def test_a_page_is_drawn_with_as_many_questions_however_many_policies_there_are(
    agreement, client, policy, django_assert_max_num_queries
):
    address = f"/publish/?q={GULLS}&day=2026-11-29"
    client.get(address)
    with django_assert_max_num_queries(36):
        client.get(address)


def test_a_journals_page_says_whether_one_can_publish_there(agreement, rf):
    (shown,) = [html for html in drawn("journal.body", rf.get("/"), Journal(issns=[TERNS, ""])) if "publish" in html]
    assert ("Heron University" in shown, f"?issn={TERNS}" in shown) == (True, True)
    assert not any('id="publish"' in html for html in drawn("journal.body", rf.get("/"), Journal(issns=["0000-0000"])))


def test_a_new_version_ends_the_one_before_it_shows_what_changed_and_is_told_to_who_watches(policy, client, author, librarian):
    client.force_login(author)
    client.post(f"/publish/policies/{policy.pk}/watch/", {"wanted": "1"})
    client.force_login(librarian)
    sent = {"from_date": "2026-01-01", "text": "Deposit it. Within six months.", "lang": "en", "is_open": "on", "embargo_months": "6",
            "version": "accepted", "licenses": "CC BY"}  # fmt: skip
    assert client.post(f"/desk/publishing/policies/{policy.pk}/versions/new/", sent).status_code == 302
    assert list(policy.versions.values_list("from_date", "until_date")) == [
        (date(2026, 1, 1), None),
        (date(2019, 1, 1), date(2026, 1, 1)),
    ]
    page = client.get(f"/publish/policies/{policy.pk}/").content.decode()
    assert ("Within a year.</del>" in page, "Within six months.</ins>" in page, "Changed with this version" in page) == (
        True,
    ) * 3
    assert Notice.objects.get().account == author
    again = client.post(f"/desk/publishing/policies/{policy.pk}/versions/new/", sent)
    assert (again.status_code, "from this day on already" in again.content.decode()) == (400, True)


def test_a_version_between_two_others_ends_where_the_next_begins(policy):
    later = {"from_date": date(2025, 1, 1), "text": "Now."}
    between = {"from_date": date(2022, 1, 1), "text": "In between."}
    for said in (later, between):
        actions.keep_version(by=None, row=PolicyVersion(policy=policy), said=said, now=NOW)
    assert list(policy.versions.order_by("from_date").values_list("until_date", flat=True)) == [
        date(2022, 1, 1),
        date(2025, 1, 1),
        None,
    ]


def test_the_version_before_follows_when_a_version_is_mended_or_taken_out(policy, client, librarian):
    new = actions.keep_version(
        by=None, row=PolicyVersion(policy=policy), said={"from_date": date(2024, 1, 1), "text": "Now."}, now=NOW
    )
    untils = policy.versions.order_by("from_date").values_list("until_date", flat=True)
    for day in (date(2025, 7, 1), date(2023, 1, 1)):
        actions.keep_version(by=None, row=new, said={"from_date": day}, now=NOW)
        assert list(untils.all()) == [day, None]
    actions.keep_version(by=None, row=new, said={"from_date": date(2018, 1, 1)}, now=NOW)
    assert list(untils.all()) == [date(2019, 1, 1), None]
    actions.keep_version(by=None, row=new, said={"from_date": date(2024, 1, 1)}, now=NOW)

    client.force_login(librarian)
    assert f"/desk/publishing/versions/{new.pk}/drop/" in client.get(f"/desk/publishing/versions/{new.pk}/").content.decode()
    assert client.post(f"/desk/publishing/versions/{new.pk}/drop/").status_code == 302
    assert list(untils.all()) == [None]
    assert client.post(f"/desk/publishing/policies/{policy.pk}/drop/").status_code == 302
    assert not Policy.objects.exists()


def test_readers_take_no_policy_out(policy, client, author):
    client.force_login(author)
    assert client.post(f"/desk/publishing/policies/{policy.pk}/drop/").status_code == 403
    assert client.post(f"/desk/publishing/versions/{policy.versions.get().pk}/drop/").status_code == 403


def test_an_answer_names_the_version_that_holds_on_the_day(policy, agreement, client):
    later = {"from_date": date(2027, 1, 1), "text": "Later.", "embargo_months": 1}
    actions.keep_version(by=None, row=PolicyVersion(policy=policy), said=later, now=NOW)
    for day, months in (("2026-11-29", 12), ("2027-01-01", 1)):
        page = (
            client.get(f"/publish/?q={GULLS}&day={day}")
            .content.decode()
            .replace('<bdi dir="ltr" class="num">', "")
            .replace("</bdi>", "")
        )
        assert f"within {months} month" in page


def test_an_institution_that_nobody_knows_is_said_to_be_unknown(agreement, client):
    page = client.get(f"/publish/?q={GULLS}&at=University+of+Nowhere&day=2026-11-29").content.decode()
    assert "is known here. Try its name in another language" in page
    assert "Say where you work" not in page


def test_staff_see_whether_a_work_does_what_is_asked_and_readers_do_not(policy, take, client, librarian):
    from lantai.apps.openaccess.tests.test_pages import PLACE, work
    from lantai.catalog.models import Work

    take(work(1, "Open", locations=[PLACE], publication_year=2020), name="works.jsonl")
    address = f"/works/{Work.objects.get().pk}/"
    assert "What policies ask" not in client.get(address).content.decode()
    client.force_login(librarian)
    page = client.get(address).content.decode()
    assert ("What policies ask" in page, "A copy can be read by anybody" in page, policy.name in page) == (True, True, True)


def test_staff_keep_rows_by_hand_and_what_requests_name_stays(client, keeper, here, agreement, author):
    client.force_login(keeper)
    sent = {
        "reference": "new2026",
        "publisher": "Reed Press",
        "from_date": "2026-01-01",
        "until_date": "2025-01-01",
        "covers": "full",
    }
    assert client.post("/desk/publishing/add/agreement/", sent).status_code == 400
    page = client.post(
        "/desk/publishing/add/agreement/",
        sent | {"until_date": "2027-01-01", "types": ["review"], "licenses": "cc-by", "identify_ar": "بالبريد"},
    )
    assert page.status_code == 302
    shown = client.get(page["Location"]).content.decode()
    assert ("Review article" in shown, "CC BY" in shown, "بالبريد" in shown) == (True, True, True)
    said = {"title": "x", "journal": "y", "agreement": agreement}
    actions.make_request(by=author, said=said, now=NOW)
    client.post(f"/desk/publishing/drop/agreement/{agreement.pk}/")
    agreement.refresh_from_db()
    cap = agreement.caps.get()
    assert client.post(f"/desk/publishing/drop/cap/{cap.pk}/").status_code == 302
    assert not agreement.caps.exists()


def test_lists_are_changed_and_made_by_files(client, keeper, here, agreement):
    from lantai.infra.lists import called

    caps = called("publishing.caps")
    caps.change(by=keeper, row=agreement.caps.get(), values={"articles": 20, "amount": "300.50", "currency": "EUR"}, now=NOW)
    cap = agreement.caps.get()
    assert (cap.articles, cap.minor) == (20, 30050)
    members = called("publishing.memberships")
    line = {"institution": "Heron University", "agreement": "tern2025", "from_date": TODAY, "until_date": None}
    assert members.create(by=keeper, values=line, now=NOW).agreement == agreement
    deals = called("publishing.agreements")
    deals.change(by=keeper, row=agreement, values={"types": ("review",), "licenses": ("CC BY",), "steps_en": "Do this"}, now=NOW)
    agreement.refresh_from_db()
    assert (agreement.types, agreement.licenses, agreement.steps) == (["review"], ["CC BY"], {"en": "Do this"})
    funds = called("publishing.funds")
    made = {
        "code": "OA",
        "name": "Open",
        "amount": "12.30",
        "currency": "EUR",
        "from_date": date(2026, 1, 1),
        "until_date": date(2027, 1, 1),
    }
    assert funds.create(by=keeper, values=made, now=NOW).minor == 1230
    for name in ("agreements", "caps", "memberships", "institutions", "funds", "charges", "requests", "policies"):
        client.force_login(keeper)
        assert client.get(f"/desk/lists/publishing.{name}/").status_code == 200
