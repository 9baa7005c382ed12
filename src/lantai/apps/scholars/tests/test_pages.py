"""What readers, scholars and staff see: names found in any script, parts kept back, corrections, files to take away."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from lantai.apps.scholars import actions
from lantai.apps.scholars.models import Claim, MissingWork, Scholar, WorkDecision
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.orcid.reading import read
from lantai.people.models import Account

from .conftest import ANA, OTHER, WANG, paper


def page(client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


@pytest.fixture
def wang(papers) -> Scholar:
    return Scholar.objects.get(orcid=WANG)


@pytest.mark.parametrize("asked", ["王小明", "Wang Xiaoming", "Xiaoming Wang", "Ван Сяомин", "xiaoming", WANG])
def test_a_scholar_is_found_in_every_script_and_by_orcid(client, wang, asked):
    assert f"/scholars/{wang.pk}/" in page(client, "/scholars/", name=asked)


@pytest.mark.parametrize("asked", ["Tolstoy", "李白", "0000-0002-9079-593X", "'; --", "x" * 500, "·"])
def test_nobody_is_found_for_other_names(client, wang, asked):
    assert f"/scholars/{wang.pk}/" not in page(client, "/scholars/", name=asked)


def test_scholars_are_listed_by_institution_and_discipline(client, ana):
    start = page(client, "/scholars/")
    assert "Lakeside University" in start
    assert f"/scholars/{ana.pk}/" in page(client, "/scholars/", institution="Lakeside University")
    assert f"/scholars/{ana.pk}/" in page(client, "/scholars/", discipline="0812")


def test_lists_of_scholars_come_in_pages_and_ask_the_same_whatever_their_number(
    client, ana, monkeypatch, django_assert_num_queries
):
    from lantai.apps.scholars import queries
    from lantai.apps.scholars.models import ScholarListed, ScholarWork
    from lantai.apps.scholars.views import readers

    monkeypatch.setattr(readers, "LISTED_A_PAGE", 2)
    lakeside = "Lakeside University"
    before = [one.pk for one in queries.at_institution(lakeside)]
    others = Scholar.objects.bulk_create(Scholar(name=f"Zz {n}", made_at=NOW) for n in range(4))
    ScholarWork.objects.bulk_create(ScholarWork(scholar=one, work=ana.works.first().work) for one in others)
    ScholarListed.objects.bulk_create(ScholarListed(scholar=one, kind="institutions", value=lakeside) for one in others)
    Scholar.objects.filter(pk=others[0].pk).update(visibility={"institutions": "campus"})
    Scholar.objects.filter(pk=others[1].pk).update(visibility={"institutions": "public", "names": "private"})
    Scholar.objects.filter(pk=others[2].pk).update(hidden_at=NOW)

    with django_assert_num_queries(2):
        places, _disciplines = queries.ways_in()

    assert {one.pk for one in queries.at_institution(lakeside)} == {*before, others[1].pk, others[3].pk}
    assert (lakeside, len(before) + 2) in places
    assert "Zz 3" not in page(client, "/scholars/", institution=lakeside)
    assert "Zz 3" in page(client, "/scholars/", institution=lakeside, page="99")


def test_a_profile_shows_works_collaborators_institutions_and_no_score(client, ana, wang):
    shown = page(client, f"/scholars/{ana.pk}/")
    for words in (
        "Lakes in summer",
        "Lakes in spring",
        "Lakeside University",
        f'/scholars/{wang.pk}/"',
        "王小明",
        ANA,
        "works.csl",
    ):
        assert words in shown, words
    assert shown.index("Lakes in summer") < shown.index("Lakes in spring")
    assert not any(word in shown.lower() for word in ("h-index", "rank ", "score", "citations"))


def test_a_work_leads_to_the_profiles_of_who_wrote_it_with_one_question(client, papers, ana, wang, django_assert_max_num_queries):
    from lantai.apps.scholars import queries

    with django_assert_max_num_queries(1):
        found = queries.profiles_at(papers["Lakes in summer"].pk)
    assert {one.pk for one, _ in found} == {ana.pk, wang.pk}
    assert f"/scholars/{ana.pk}/" in page(client, f"/works/{papers['Lakes in summer'].pk}/")


def test_the_questions_of_a_profile_do_not_grow_with_its_works(client, take, ana, django_assert_max_num_queries):
    from .conftest import paper

    take(
        b"\n".join(paper(n, f"More {n}", ("Ana Ruiz", ANA, ""), (f"Person {chr(n)}oe", "", "")) for n in range(100, 125)),
        name="more.jsonl",
    )
    actions.rebuild(now=NOW)
    with django_assert_max_num_queries(14):
        client.get(f"/scholars/{ana.pk}/")


@pytest.mark.parametrize(
    ("seen", "anybody", "signed_in"), [("public", True, True), ("campus", False, True), ("private", False, False)]
)
def test_a_part_is_seen_by_whom_its_scholar_chose(client, keeper, ana, seen, anybody, signed_in, db):
    actions.describe(
        by=keeper,
        scholar=ana,
        name="Ana Ruiz",
        own_names=["Zulema Ortega"],
        about="",
        visibility={"names": seen, "works": seen},
        now=NOW,
    )
    for reader, expected in ((None, anybody), (Account.objects.create_user("other"), signed_in), (keeper, True)):
        client.logout()
        if reader:
            client.force_login(reader)
        shown = page(client, f"/scholars/{ana.pk}/")
        assert ("Zulema Ortega" in shown, "Lakes in summer" in shown) == (expected, expected)
        assert (client.get(f"/scholars/{ana.pk}/works.csl").status_code == 200) is expected
        assert (f"/scholars/{ana.pk}/" in page(client, "/scholars/", name="Zulema Ortega")) is expected
    client.logout()
    assert ('content="noindex"' in page(client, f"/scholars/{ana.pk}/")) is (seen != "public")


def test_a_work_whose_scholar_keeps_works_back_does_not_lead_there(client, keeper, ana, papers):
    actions.describe(by=keeper, scholar=ana, name="Ana Ruiz", own_names=[], about="", visibility={"works": "private"}, now=NOW)
    assert f"/scholars/{ana.pk}/" not in page(client, f"/works/{papers['Lakes in spring'].pk}/")


def test_a_hidden_profile_is_there_for_its_scholar_and_staff_alone(client, keeper, ana, papers, librarian):
    client.force_login(keeper)
    client.post(f"/scholars/{ana.pk}/hide/", {"hidden": "1"})
    assert client.get(f"/scholars/{ana.pk}/").status_code == 200
    client.logout()
    assert client.get(f"/scholars/{ana.pk}/").status_code == 404
    assert client.get(f"/scholars/{ana.pk}/works.csl").status_code == 404
    assert f"/scholars/{ana.pk}/" not in page(client, "/scholars/", name="Ana Ruiz")
    assert f"/scholars/{ana.pk}/" not in page(client, f"/works/{papers['Lakes in spring'].pk}/")
    client.force_login(librarian)
    assert client.get(f"/scholars/{ana.pk}/").status_code == 200


def test_a_claim_goes_from_the_profile_to_staff_and_back(client, ana, reader, librarian):
    client.force_login(reader)
    assert (
        "The library will look"
        in client.post(f"/scholars/{ana.pk}/claim/", {"words": "Lakes dept."}, follow=True).content.decode()
    )
    client.force_login(librarian)
    assert "Lakes dept." in page(client, "/desk/scholars/")
    client.post(f"/desk/scholars/claims/{Claim.objects.get().pk}/", {"do": "grant", "answer": "Welcome"})
    client.force_login(reader)
    own = page(client, "/scholars/own/")
    assert ("Are these yours?" in own, "A. Ruiz" in own, "Welcome" in own) == (True, True, True)


def test_a_scholar_says_that_a_work_is_not_theirs_and_takes_it_back(client, keeper, ana, papers):
    client.force_login(keeper)
    work = papers["Lakes in spring"].pk
    client.post(f"/scholars/{ana.pk}/works/{work}/not/", {"why": "Another Ana"})
    assert "Lakes in spring" not in page(client, f"/scholars/{ana.pk}/")
    assert "Another Ana" in page(client, "/scholars/own/")
    client.post(f"/scholars/decisions/{WorkDecision.objects.get().pk}/undo/")
    assert "Lakes in spring" in page(client, f"/scholars/{ana.pk}/")


def test_a_missing_work_that_the_library_has_is_added_and_of_another_it_is_told(client, keeper, ana):
    client.force_login(keeper)
    client.post(f"/scholars/{ana.pk}/missing/", {"doi": "https://doi.org/10.5555/3"})
    assert "Lakes in autumn" in page(client, f"/scholars/{ana.pk}/")
    client.post(f"/scholars/{ana.pk}/missing/", {"doi": "10.5555/none", "words": "A lost paper"})
    assert MissingWork.objects.get().words == "A lost paper"
    assert "Give a DOI" in client.post(f"/scholars/{ana.pk}/missing/", {}, follow=True).content.decode()
    wrong = client.post(f"/scholars/{ana.pk}/missing/", {"doi": "my paper of 2020"}, follow=True)
    assert ("This is no DOI." in wrong.content.decode(), ana.missing.count()) == (True, 1)


def test_nobody_changes_a_profile_that_is_not_theirs(client, keeper, ana, papers):
    client.force_login(Account.objects.create_user("other"))
    work = papers["Lakes in spring"].pk
    for address in (f"works/{work}/not/", "change/", "hide/", "give-back/", "record/", "missing/", "fetch/"):
        assert client.post(f"/scholars/{ana.pk}/{address}").status_code == 403, address
    assert client.post(f"/scholars/{ana.pk + 999}/hide/").status_code == 403
    assert not WorkDecision.objects.exists()


@pytest.mark.parametrize("form", ["csl", "ris", "bibtex", "orcid-json", "orcid-xml", "docx"])
def test_works_are_taken_away_in_every_form(client, ana, form):
    sent = client.get(f"/scholars/{ana.pk}/works.{form}")
    assert (sent.status_code, sent.headers["Content-Disposition"].startswith("attachment")) == (200, True)
    if form.startswith("orcid"):
        found = read(sent.content)
        assert [work.title for work in found.works] == ["Lakes in summer", "Lakes in spring"]
        assert found.works[0].url.startswith("http://testserver/works/")
    elif form == "csl":
        assert len(json.loads(sent.content)) == 2
    else:
        assert len(sent.content) > 100
    assert client.get(f"/scholars/{ana.pk}/works.exe").status_code == 404


def test_the_list_of_publications_prints_references_by_year(client, ana):
    shown = page(client, f"/scholars/{ana.pk}/publications/")
    assert shown.index("summer") < shown.index("spring")
    assert "Ruiz" in shown


def test_a_retracted_work_is_marked_wherever_a_profile_shows_or_gives_it(client, take, ana):
    retracted = paper(9, "Lakes that never were", ("Ana Ruiz", ANA, ""), year=2024, is_retracted=True)
    take(retracted, name="retracted.jsonl")
    actions.rebuild(now=NOW)
    for address in (f"/scholars/{ana.pk}/", f"/scholars/{ana.pk}/publications/"):
        assert page(client, address).count("<span>Retracted</span>") == 1, address
    assert client.get(f"/scholars/{ana.pk}/works.ris").content.decode().count("Retracted.") == 1
    told = zipfile.ZipFile(io.BytesIO(client.get(f"/scholars/{ana.pk}/works.docx").content)).read("word/document.xml").decode()
    assert told.count("[Retracted]") == 1


def test_the_account_page_leads_to_the_own_profile(client, keeper, ana):
    client.force_login(keeper)
    shown = page(client, reverse("people:own"))
    assert (f"/scholars/{ana.pk}/" in shown, "work may be yours" in shown) == (True, True)


def test_staff_join_part_hide_and_note(client, ana, papers, db):
    staff = Account.objects.create_user("staff")
    staff.groups.add(Group.objects.get(name="librarian"))
    client.force_login(staff)
    other = Scholar.objects.get(orcid=OTHER)
    client.post(f"/desk/scholars/{ana.pk}/pair/", {"other": other.pk, "why": "one", "do": "join"})
    assert client.get(f"/scholars/{max(ana.pk, other.pk)}/").status_code == 302
    assert "is one person with" in page(client, f"/desk/scholars/{ana.pk}/")
    client.post(f"/desk/scholars/{ana.pk}/death/", {"died": "1"})
    assert Scholar.objects.get(pk=ana.pk).has_died
    assert client.post("/desk/scholars/homes/", {"names": "Lakeside University"}).status_code == 302
    assert client.post("/desk/scholars/make/", {"name": "Somebody"}).status_code == 302
    assert client.get("/desk/scholars/decisions/").status_code == 200


def test_a_scholar_who_finds_a_work_in_the_catalog_adds_it_there(client, keeper, ana, papers):
    address = f"/scholars/{ana.pk}/works/{papers['Rivers'].pk}/mine/"
    assert address not in page(client, f"/works/{papers['Rivers'].pk}/")
    client.force_login(keeper)
    assert address in page(client, f"/works/{papers['Rivers'].pk}/")
    client.post(address)
    assert address not in page(client, f"/works/{papers['Rivers'].pk}/")
    assert "Rivers" in page(client, f"/scholars/{ana.pk}/")


def test_a_scholar_is_given_all_that_is_kept_of_the_profile(client, keeper, ana, papers):
    client.force_login(keeper)
    client.post(f"/scholars/{ana.pk}/works/{papers['Lakes in spring'].pk}/not/", {"why": "no"})
    kept = client.get(f"/scholars/{ana.pk}/data.json").json()
    assert (kept["profile"]["orcid"], kept["works"], kept["said_about_works"][0]["why"]) == (
        ANA,
        [papers["Lakes in summer"].pk],
        "no",
    )
    client.force_login(Account.objects.create_user("other"))
    assert client.get(f"/scholars/{ana.pk}/data.json").status_code == 403
