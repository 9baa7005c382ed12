"""The readers' list of journals: one row a title, letters of every script, found as the catalog finds, right on every day."""

from datetime import date, timedelta

import pytest

from lantai.apps.holdings.actions import activate, follow, keep_years, list_package, list_titles, make_package, make_platform
from lantai.apps.holdings.az import continuing, journals, searching
from lantai.apps.holdings.az.journals import Asked
from lantai.apps.holdings.az.lines import Lines
from lantai.apps.holdings.models import Activation, Basis, Journal, JournalTitle, PackageTitle
from lantai.catalog.models import Instance, Work
from lantai.core.bib.record import BibRecord, Classification, Identifier, Kind, Scheme, Title, TitleForm, TitleKind
from lantai.infra import panels
from lantai.infra.models import Job

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()


def serial(control: str, title: str, lang: str, *, former: str = "", issn: str = "", clc: str = "") -> BibRecord:
    titles = [Title(forms=(TitleForm(title, lang),))]
    titles += [Title(forms=(TitleForm(former, lang),), kind=TitleKind.FORMER)] if former else []
    return BibRecord(
        control=control, kind=Kind.JOURNAL, titles=tuple(titles), languages=(lang,),
        identifiers=(Identifier(scheme=Scheme.ISSN, value=issn),) if issn else (),
        classifications=(Classification(scheme="clc", value=clc),) if clc else (),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def fresh():
    """Count anew for each test: another test's list may have had the same number."""
    for kept in (journals._letters, journals._searched, journals._subjects, journals._publishers):
        kept.cache_clear()
    searching._kept.clear()


@pytest.fixture
def given(package):
    """Let readers have the package from ever on, and list it."""
    activate(by=None, target=package, basis=Basis.AGREEMENT, key="entitlement:1", now=NOW)
    return lambda: list_package(package=package.pk, now=NOW)


def titles(*, on: date = TODAY, **wanted) -> list[str]:
    return [row.title for row in journals.journals(Asked(**wanted), on=on).rows]


def test_each_title_stands_under_the_letter_of_its_script(listed, given):
    for title in ("文学评论", "Ångström Letters", "مجلة الأدب", "Вопросы философии", "9 Lives Review", "The Analyst"):
        listed(title)
    given()
    letters = {(one.script, one.letter) for one in journals.journals(Asked(), on=TODAY).letters}
    assert {("Hani", "W"), ("Latn", "A"), ("Arab", "م"), ("Cyrl", "В"), ("#", "#")} <= letters
    assert titles(script="Hani", letter="W") == ["文学评论"]


@pytest.mark.parametrize(
    ("lang", "first"), [("ar", "مجلة الأدب"), ("en", "The Analyst"), ("pt-br", "The Analyst"), ("zh-hans", "文学评论")]
)
def test_a_reader_sees_titles_of_their_own_script_first(listed, given, lang, first):
    made = ["文学评论", "مجلة الأدب", "Вопросы философии", "The Analyst"]
    for title in made:
        listed(title, publisher="One Press")
    given()
    assert [row.title for row in journals.journals(Asked(), on=TODAY, lang=lang).rows] == [first]
    narrowed = journals.journals(Asked(publisher=Journal.objects.values_list("publisher_key", flat=True)[0]), on=TODAY, lang=lang)
    assert narrowed.rows[0].title == first
    assert sorted(row.title for row in narrowed.rows) == sorted(made)


def test_a_page_may_end_one_script_and_begin_the_others(listed, given, monkeypatch):
    for title in ("文学评论", "史学月刊", "The Analyst", "Nature", "Вопросы философии"):
        listed(title, publisher="One Press")
    given()
    monkeypatch.setattr(journals, "PAGE", 2)
    publisher = Journal.objects.values_list("publisher_key", flat=True)[0]
    pages = [journals.journals(Asked(publisher=publisher, page=n), on=TODAY, lang="zh-hans").rows for n in (1, 2, 3)]
    assert [[row.title for row in rows] for rows in pages] == [
        ["史学月刊", "文学评论"],
        ["Вопросы философии", "Nature"],
        ["The Analyst"],
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wenxue", "文学评论"), ("wen xue ping lun", "文学评论"), ("wxpl", "文学评论"), ("文學", "文学评论"), ("评论", "文学评论"),
        ("angstrom let", "Ångström Letters"), ("lettres", ""), ("0028-0836", "Nature"), ("00280836", "Nature"), ("الادب", "مجلة الأدب"),
        ("voprosy", "Вопросы философии"),
    ],
)  # fmt: skip
def test_a_title_is_found_as_the_catalog_finds(listed, given, words, found):
    for title in ("文学评论", "Ångström Letters", "مجلة الأدب"):
        listed(title)
    listed("Вопросы философии")
    listed("Nature", print_identifier="0028-0836")
    given()
    assert titles(words=words) == [found] * bool(found)


def test_a_work_is_one_row_however_many_packages_and_found_by_its_former_titles(take, listed, package, given):
    take([serial("1", "Journal of Silk", "en", former="Silk Road Notes", issn="1234-5679", clc="TS14")])
    instance = Instance.objects.get()
    listed("Journal of Silk", instance, coverage=[{"first": "1997", "last": "2004"}], url="https://a.example/silk")
    other = make_package(by=None, values={"name": "Second", "reference": "second"}, now=NOW)
    PackageTitle.objects.create(
        package=other, instance=instance, title="J. of Silk", key="x", sort_title="j", state="matched", added_at=NOW, changed_at=NOW,
        last_seen_at=NOW, coverage=[{"first": "2008"}], embargo="P1Y",
    )  # fmt: skip
    activate(by=None, target=other, basis=Basis.FREE, now=NOW)
    given()
    list_package(package=other.pk, now=NOW)
    row = Journal.objects.get()
    assert len(row.offers) == 2
    assert titles(words="silk road notes") == titles(subject="d:08") == titles(subject="clc:TS") == ["Journal of Silk"]


def test_what_begins_and_ends_by_its_date_is_right_without_anything_written(listed, package):
    listed("Air")
    activate(
        by=None, target=package, basis=Basis.TRIAL, key="trial:1", from_date=TODAY, until_date=TODAY + timedelta(30), now=NOW
    )
    list_package(package=package.pk, now=NOW)
    days = (TODAY - timedelta(1), TODAY, TODAY + timedelta(29), TODAY + timedelta(30))
    assert [titles(on=day) for day in days] == [[], ["Air"], ["Air"], []]


def test_what_a_package_no_longer_has_leaves_the_list(listed, given):
    row = listed("Air")
    given()
    PackageTitle.objects.filter(pk=row.pk).update(removed_at=NOW)
    list_titles(titles=[row.pk], now=NOW)
    assert not Journal.objects.exists()


def test_listing_again_what_has_not_changed_writes_nothing(listed, given):
    listed("Air"), listed("文学评论")
    given()
    before = journals.revision()
    assert given() == 2
    assert journals.revision() == before
    assert JournalTitle.objects.count() == 2


def test_an_activation_asks_for_the_list_to_be_made_anew(listed, package):
    activate(by=None, target=package, basis=Basis.MANUAL, now=NOW)
    assert Job.objects.filter(name="holdings.list_package", payload={"package": package.pk}).exists()


def test_the_list_follows_what_changes_in_the_catalog(take, listed, given):
    take([serial("1", "Old Name", "en", issn="1234-5679")])
    listed("Old Name", Instance.objects.get())
    given()
    take([serial("1", "New Name", "en", issn="1234-5679")])
    assert follow(now=NOW) >= Work.objects.filter(state="live").count()
    assert titles(words="new name") == ["New Name"]
    assert follow(now=NOW) == 0


def test_books_are_not_listed_and_titles_with_one_issn_are_one(listed, given):
    listed("Book", kind="monograph")
    listed("Water", print_identifier="1234-5679"), listed("Water (online)", online_identifier="12345679")
    given()
    assert [row.title in ("Water", "Water (online)") for row in Journal.objects.all()] == [True]


@pytest.fixture
def page(listed, given, client):
    listed(
        "文学评论",
        publisher="文学出版社",
        coverage=[{"first": "1997", "last": "2004"}, {"first": "2008"}],
        embargo="P12M",
        url="https://r.example/wx",
    )
    listed("Open Notes", access="F", more={"Peer-reviewed": "yes"})
    given()
    return client


def test_the_page_shows_years_gaps_conditions_and_marks(page):
    shown = page.get("/journals/?letter=W&script=Hani").text
    assert "1997–2004" in shown
    assert "2008–" in shown
    assert "without the last 12 months" in shown
    assert 'href="https://r.example/wx"' in shown
    marked = page.get("/journals/?open=1").text
    assert "Open Notes" in marked
    assert "Peer-reviewed" in marked.partition('class="journals"')[2]


def test_others_say_what_they_know_on_each_row(page, monkeypatch):
    monkeypatch.setattr(
        panels, "_row_panels", {"journal.row": [lambda request, rows: {row.pk: "<b>down since noon</b>" for row in rows}]}
    )
    assert "<b>down since noon</b>" in page.get("/journals/?q=wenxue").text


@pytest.mark.parametrize(
    "query",
    [
        "?page=99999",
        "?letter=%00&script=xxxxxx",
        "?subject='; drop&publisher=%FF",
        "?q=%00",
        "?q=%25_",
        "?page=-1&open=2",
        "?q=" + "x" * 500,
    ],
)
def test_an_address_that_makes_no_sense_still_gives_a_page(page, query):
    assert page.get(f"/journals/{query}").status_code == 200


def test_the_list_is_had_as_data_and_as_a_feed_and_suggests(page):
    row = page.get("/api/v1/journals?q=wxpl").json()["journals"][0]
    assert (row["title"], row["offers"][0]["coverage"][1]["first"]) == ("文学评论", "2008")
    assert page.get("/api/v1/journals?page=first").status_code == 400
    feed = page.get("/journals/new.atom")
    assert "文学评论" in feed.text
    assert feed["ETag"]
    assert 'role="option"' in page.get("/journals/suggest/?q=wen&box=jq").text
    assert page.get("/journals/suggest/?q=").text.strip() == ""
    assert page.get(f"/journals/{row['id']}/").status_code == 200
    assert page.get("/journals/999999/").status_code == 404


def test_subjects_and_publishers_lead_into_the_list(page):
    assert "文学出版社" in page.get("/journals/publishers/").text
    assert page.get("/journals/subjects/").status_code == 200
    assert titles(publisher=journals.publisher_key("文学出版社")) == ["文学评论"]


def test_an_unchanged_page_is_not_sent_twice(page):
    first = page.get("/journals/")
    assert page.get("/journals/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_years_kept_after_an_agreement_are_listed_from_its_end_on(listed, given, package):
    title = listed("The Analyst", coverage=[{"first": "1990"}], url="https://reader.example/analyst")
    given()
    Activation.objects.update(until_date=TODAY)
    keep_years(
        by=None, basis=Basis.AGREEMENT, key="rights:1", kept={(title.pk, None): [{"first": "1998", "last": "2012-12"}]}, from_date=TODAY, now=NOW
    )  # fmt: skip
    list_titles(titles=[title.pk], now=NOW)
    (row,) = journals.journals(Asked(), on=TODAY).rows
    (offer,) = journals.offers_on(row, TODAY)
    assert (offer["coverage"], offer["kept"], offer["url"]) == ([{"first": "1998", "last": "2012-12"}], True, title.url)
    (before,) = journals.offers_on(row, TODAY - timedelta(days=1))
    assert (before["coverage"], before.get("kept")) == ([{"first": "1990"}], None)
    assert not PackageTitle.objects.available(TODAY).exists()


def test_years_kept_elsewhere_lead_there_and_those_no_longer_kept_are_not_listed(listed, package):
    title = listed("The Analyst", url="https://reader.example/analyst", removed_at=NOW)
    archive = make_platform(by=None, values={"name": "Archive", "address": "https://archive.example/"}, now=NOW)
    told = {"by": None, "basis": Basis.AGREEMENT, "key": "rights:1", "from_date": TODAY, "now": NOW}
    assert keep_years(kept={(title.pk, archive.pk): [{"last": "2012"}]}, **told) == 1
    list_titles(titles=[title.pk], now=NOW)
    (offer,) = Journal.objects.get().offers
    assert (offer["platform"], offer["url"], offer["coverage"]) == ("Archive", "https://archive.example/", [{"last": "2012"}])
    assert keep_years(kept={}, **told) == 0
    list_titles(titles=[title.pk], now=NOW)
    assert not Journal.objects.exists()


def test_texts_are_found_in_their_own_line_alone():
    lines = Lines([" annals of wood", " wood\nand stone", "", " a wooden table"])
    assert (lines.having("wood"), lines.having("wood an"), lines.having("d  w"), lines.having("")) == (
        {0, 1, 3},
        {1},
        set(),
        set(),
    )
    assert (lines.beginning(" wood"), lines.beginning(""), lines.beginning(" ann")) == ({1}, {0, 1, 2, 3}, {0})


def test_a_journal_names_the_titles_it_continues_and_those_that_continue_it(client, listed, given):
    years = [{"first": "1961", "last": "1998"}]
    listed("Air News", title_id="a", online_identifier="0378-5955", coverage=years)
    listed("Air Quarterly", title_id="b", preceding_title_id="a", online_identifier="1365-201X")
    listed("Air and Water", title_id="c", preceding_title_id="b", online_identifier="1234-5679")
    listed("A ring", title_id="d", preceding_title_id="d", online_identifier="2049-3630")
    given()
    found = {row.title: row for row in Journal.objects.all()}
    steps = continuing.history(found["Air Quarterly"])
    assert [(step.title, step.is_later, step.journal) for step in steps] == [
        ("Air News", False, found["Air News"].pk),
        ("Air and Water", True, found["Air and Water"].pk),
    ]
    assert [step.title for step in continuing.history(found["Air and Water"])] == ["Air News", "Air Quarterly"]
    assert continuing.history(found["A ring"]) == []
    shown = client.get(f"/journals/{found['Air Quarterly'].pk}/?lang=en").content.decode()
    assert "Earlier and later titles" in shown
    assert "1961–1998" in shown
