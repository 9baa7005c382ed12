"""What readers see, over a small library that was imported as any other."""

import re

import pytest
from msgspec.structs import replace

from lantai.apps.discovery import params, queries
from lantai.catalog import index
from lantai.catalog.models import Moved, SourceRecord, Work
from lantai.catalog.tests.conftest import lines, record
from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    Identifier,
    Imprint,
    Kind,
    Link,
    Note,
    NoteKind,
    Relation,
    Scheme,
    Text,
    Title,
    TitleForm,
)
from lantai.core.formats.protocol import Profile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    """Import three works in three scripts, one of them in two editions."""
    take(
        [
            record("1", "红楼梦", by="曹雪芹", lang="zh", year="1982", isbn="9787020002207"),
            record("2", "Don Quijote", by="Cervantes", lang="es", year="1998"),
            record("3", "مقدمة ابن خلدون", by="ابن خلدون", lang="ar", year="2004"),
            record("4", "The silk roads", by="Frankopan", lang="en", year="2015"),
        ]
    )


def page(client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response
    return response.text


def test_the_first_page_shows_what_there_is(client, shelf):
    shown = page(client, "/")
    assert '<bdi dir="ltr" class="num">4</bdi> works' in shown
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in shown


def test_a_library_without_an_index_says_so_and_stands(client, library):
    assert "cannot be searched at the moment" in page(client, "/")
    assert client.get("/search/?q=x").status_code == 503


@pytest.mark.parametrize(
    ("words", "lang"), [("红楼梦", "zh"), ("紅樓夢", "zh"), ("ابن خلدون", "ar"), ("quijote", "es"), ("silk roads", "en")]
)
def test_words_are_found_and_marked_in_every_script(client, shelf, words, lang):
    shown = page(client, f"/search/?q={words}")
    assert f'<mark lang="{lang}' in shown
    assert "1</bdi> work<" in shown


def test_the_number_of_one_work_leads_straight_to_it(client, shelf):
    response = client.get("/search/?q=7-02-000220-X")
    assert response.status_code == 302
    assert response["Location"] == f"/works/{Work.objects.get(title='红楼梦').pk}/?q=7-02-000220-X"


@pytest.mark.parametrize(
    "typed",
    [
        "10.5555/journal.silk.17",
        "https://doi.org/10.5555/journal.silk.17",
        "10.5555/JOURNAL.silk.17.",
        "doi: 10.5555/journal.silk.17",
        "DOI 10.5555/journal.silk.17",
    ],
)
def test_a_doi_alone_leads_straight_to_its_work_though_others_have_words_of_it(client, take, typed):
    paper = replace(
        record("1", "Terns", lang="en"), identifiers=(Identifier(scheme=Scheme.DOI, value="10.5555/journal.silk.17"),)
    )
    take([paper, record("2", "A journal of silk", lang="en"), record("3", "Journal 17, https and doi", lang="en")])
    index.rebuild()
    work = Work.objects.get(title="Terns").pk
    assert client.get("/search/", {"q": typed})["Location"].startswith(f"/works/{work}/?q=")
    more = client.get("/search/", {"q": f"{typed} journal of silk"})
    assert (more.status_code, "A journal of silk" in re.sub("<[^>]+>", "", more.content.decode())) == (200, True)


def test_a_filter_narrows_and_stays_with_new_words(client, shelf):
    shown = page(client, "/search/?q=&language=zh&language=ar&sort=title")
    assert "2</bdi> works" in shown
    assert shown.count('<input type="hidden" name="language"') == 6  # with new words, another order, and for why
    assert 'content="noindex"' in shown


def test_counts_of_a_facet_are_those_after_the_others_alone(client, shelf):
    results = queries.search(params.SearchParams(filters={"language": ("zh",)}))
    assert {v.value for f in results.facets if f.name == "language" for v in f.shown} == {"zh", "ar", "es", "en"}


def test_nothing_found_says_what_was_searched_and_offers_what_finds_something(client, shelf):
    shown = page(client, "/search/?q=silk&in=title&kind=book&from=2999")
    assert "Nothing was found for" in shown
    assert "Without any filter" in shown
    assert "Without any filter" not in page(client, "/search/?q=nonsense&kind=book&from=2999")  # that would find nothing either


def test_where_no_work_has_both_of_two_words_those_with_one_are_shown_and_it_is_said(client, shelf):
    shown = page(client, "/search/?q=silk+nonsense")
    assert "No work has all your words; these have some of them." in shown
    assert "<article" in shown


def test_nothing_asked_is_not_everything(client, shelf):
    shown = page(client, "/search/?q=")
    assert "There was nothing to look for" in shown
    assert "<article" not in shown


@pytest.mark.parametrize("words", ["丝绸之路的历史与文化", "история шёлкового пути "])
def test_the_longest_question_gives_a_page_no_heavier_than_another_may_be(client, take, words):
    take([record(str(n), f"{words} {n}", by=f"Someone {n}", year=str(1900 + n)) for n in range(60)])
    shown = page(client, f"/search/?q={(words * 60)[:500]}")
    assert shown.count("<article") == 20
    assert len(shown.encode()) <= 110_000


BAD = [
    "q=a&page=-1", "q=a&page=10**9", "q=the&page=1000000000", "color=red", "q=x&from=abc–", "q=x&from=1999&to=1950", "q=" + "長" * 10_000, "q=😀",
    "q=%00", "q=%E2%80%AEabc", "q=%22unbalanced", "q=title:", "q=AND+OR+NOT", "q=((((", "q=&&&***", "q=" + "a+" * 600, "in=nowhere&q=x",
    "kind=nonsense", "q=%ED%A0%80", "language=" + "x" * 5_000, "sort=%00", "from=-99999999999999999999", "q=*", "q=-", "lang=xx&q=a",
]  # fmt: skip


@pytest.mark.parametrize("address", BAD)
def test_no_address_is_an_error(client, shelf, address):
    assert client.get(f"/search/?{address}").status_code in (200, 302)


def test_a_page_too_far_gives_the_last_one_and_says_so(client, shelf):
    shown = page(client, "/search/?q=quijote&page=7")
    assert "There is no such page" in shown
    assert "Quijote" in shown


def test_a_work_shows_its_title_in_its_language_and_what_else_is_known(client, shelf):
    shown = page(client, f"/works/{Work.objects.get(title='红楼梦').pk}/")
    assert '<h1><bdi lang="zh" dir="ltr">红楼梦</bdi></h1>' in shown
    assert "9787020002207" in shown
    assert "曹雪芹" in shown


def test_a_doi_leads_to_what_it_names(client, take):
    doi = Identifier(scheme=Scheme.DOI, value="10.1002/(sici)1<5::aid>3.0")
    take([BibRecord(control="1", titles=(Title(forms=(TitleForm("Relativity", "en"),)),), identifiers=(doi,))])
    shown = page(client, f"/works/{Work.objects.get().pk}/")
    assert '<a href="https://doi.org/10.1002/%28sici%291%3C5%3A%3Aaid%3E3.0">' in shown


def test_the_item_number_stands_after_the_class_on_a_page_from_right_to_left(client, take):
    number = Classification(scheme="lcc", value="BF1078", item="F72")
    take([BibRecord(control="1", titles=(Title(forms=(TitleForm("Dreams", "en"),)),), classifications=(number,))])
    shown = re.sub(r"</?a\b[^>]*>", "", page(client, f"/works/{Work.objects.get().pk}/?lang=ar"))
    assert '<bdi dir="ltr"><bdi dir="ltr" class="num">BF1078</bdi> <bdi dir="ltr" class="num">F72</bdi></bdi>' in shown


def test_all_languages_of_a_search_are_counted_and_the_most_frequent_offered(client, take):
    tags = ["ar", "cs", "da", "de", "en", "es", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "la", "nl", "pl", "ru", "zh"]
    take([record(tag, f"Dream {tag}", lang=tag) for tag in tags])
    results = queries.search(params.SearchParams(text="dream"))
    (offered,) = (facet for facet in results.facets if facet.name == "language")
    assert (results.languages, len(offered.shown) + len(offered.more)) == (len(tags), queries.MOST_VALUES)


def test_every_value_names_the_file_and_the_place_it_came_from(client, shelf):
    work = Work.objects.get(title="红楼梦").pk
    shown = page(client, f"/works/{work}/sources/")
    assert "file.jsonl" in shown
    assert f"/works/{work}/records/" in shown


def test_a_received_record_is_shown_and_sent_byte_for_byte(client, take):
    file = lines([record("1", "红楼梦")])
    take(file)
    received = SourceRecord.objects.get()
    address = f"/works/{received.instance.work_id}/records/{received.pk}/"
    assert "红楼梦" in page(client, address)
    assert client.get(f"{address}bytes").content == file.strip()


def test_a_record_of_another_work_is_not_shown_here(client, shelf):
    one, other = SourceRecord.objects.select_related("instance")[:2]
    assert client.get(f"/works/{one.instance.work_id}/records/{other.pk}/").status_code == 404


def test_a_withdrawn_work_leaves_a_tombstone(client, shelf, take):
    work = Work.objects.get(title="Don Quijote").pk
    take([record("2", "Don Quijote")], name="gone.jsonl", profile=Profile(deletions=True))
    response = client.get(f"/works/{work}/")
    assert response.status_code == 410
    assert "Don Quijote" in response.text


def test_a_merged_work_leads_to_the_one_it_is_now_part_of(client, shelf):
    first, second = Work.objects.order_by("pk")[:2]
    Work.objects.filter(pk=first.pk).update(state=Work.State.MOVED)
    Moved.objects.create(work=first, to=second)
    response = client.get(f"/works/{first.pk}/sources/")
    assert (response.status_code, response["Location"]) == (301, f"/works/{second.pk}/")


def test_a_work_that_fell_apart_leads_to_a_choice(client, shelf):
    first, *parts = Work.objects.order_by("pk")[:3]
    Work.objects.filter(pk=first.pk).update(state=Work.State.MOVED)
    Moved.objects.bulk_create(Moved(work=first, to=part) for part in parts)
    response = client.get(f"/works/{first.pk}/")
    assert response.status_code == 300
    assert all(f"/works/{part.pk}/" in response.text for part in parts)


@pytest.mark.parametrize("number", ["999999", str(2**63), "0"])
def test_a_number_that_never_was_is_not_found(client, shelf, number):
    response = client.get(f"/works/{number}/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.text


def test_a_page_speaks_the_language_of_its_address(client, shelf):
    arabic = page(client, "/search/?q=quijote&lang=ar")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "عمل واحد" in arabic
    assert '<html lang="zh-Hans" dir="ltr">' in page(client, "/?lang=zh-hans")


def test_a_search_asks_the_database_six_times_and_the_foot_of_the_page_twice(client, shelf, django_assert_num_queries):
    page(client, "/search/?q=quijote")
    with django_assert_num_queries(8):  # works, records, which have titles in packages or files, copies, translations decided
        page(client, "/search/?q=quijote")


def test_a_page_of_results_is_small(client, take):
    take(
        [
            record(str(n), f"A history of something rather long, number {n}", by="An author", lang="en", year="1999")
            for n in range(60)
        ]
    )
    assert len(client.get("/search/?q=history").content) < 90_000


def test_a_record_in_gbk_is_shown_in_its_characters(client, take):
    title = "1 \x1fa红楼梦\x1ff曹雪芹著\x1e".encode("gb18030")
    directory = f"001000200000200{len(title):04}00002".encode() + b"\x1e"
    base = 24 + len(directory)
    body = b"%05dnam0 22%05d   450 " % (base + 2 + len(title) + 1, base) + directory + b"1\x1e" + title + b"\x1d"
    take(body, name="gbk.iso", profile=Profile(format="iso2709", dialect="cnmarc", encoding="gb18030"))
    received = SourceRecord.objects.get()
    shown = page(client, f"/works/{received.instance.work_id}/records/{received.pk}/")
    assert "红楼梦␟f曹雪芹著" in shown
    assert "gb18030" in shown


LONG = BibRecord(
    control="long",
    titles=(Title(forms=(TitleForm("Of </script><b>everything</b> \u202eand more " * 80, "en"),)),),
    contributions=tuple(Contribution(forms=(Text(f"Author {n}", "en"),), roles=("aut",)) for n in range(5_000)),
    notes=(Note(forms=(Text("A chapter. " * 4_000, "en"),), kind=NoteKind.CONTENTS),),
)


@pytest.fixture
def long(take) -> int:
    take([LONG])
    return Work.objects.get().pk


def test_a_title_of_three_thousand_characters_and_five_thousand_authors_make_a_readable_page(client, long):
    shown = page(client, f"/works/{long}/")
    assert len(shown.encode()) < 90_000  # with the styles, 120,000
    assert "4,970</bdi> more" in shown
    assert "</script><b>" not in shown
    assert f"/works/{long}/all/people/" in shown
    assert f"/works/{long}/all/titles/" in shown


def test_what_is_cut_stands_whole_on_pages_of_its_own(client, long):
    assert "Author 4999" in page(client, f"/works/{long}/all/people/?page=25")
    assert "Author 4999" in page(client, f"/works/{long}/all/people/?page=9999")
    assert page(client, f"/works/{long}/all/titles/").count("everything") >= 80
    assert page(client, f"/works/{long}/all/notes/?page=-1&edition=nonsense").count("A chapter.") >= 4_000
    assert client.get(f"/works/{long}/all/nonsense/").status_code == 404


def test_two_thousand_editions_are_shown_fifty_at_a_time(client, take):
    take([record(str(n), "Faust", by="Goethe", lang="de" if n % 3 else "en", year=str(n)) for n in range(2_000)])
    (work,) = Work.objects.all()
    shown = page(client, f"/works/{work.pk}/")
    assert len(shown.encode()) < 90_000
    assert shown.count('<tr id="edition-') == 50
    assert "2,000</bdi> editions" in shown
    assert "2</bdi> languages" in shown
    last = page(client, f"/works/{work.pk}/?editions=9999")
    assert '<b aria-current="page"><bdi dir="ltr" class="num">40</bdi></b>' in last


def test_the_permanent_address_is_said_whatever_is_asked_of_the_page(client, shelf):
    work = Work.objects.get(title="Don Quijote").pk
    shown = page(client, f"/works/{work}/?q=quijote&edition=5")
    assert f'<link rel="canonical" href="http://testserver/works/{work}/">' in shown


@pytest.mark.parametrize(
    "address", ["?edition=abc", "?edition=99999999999999999999", "?editions=-3", "?editions=x&page=y&color=red", "?q="]
)
def test_a_work_is_shown_whatever_else_stands_in_its_address(client, shelf, address):
    assert page(client, f"/works/{Work.objects.get(title='Don Quijote').pk}/{address}")


MARKUP = "<i>Alice</i> </script><script>alert(1)</script> \u202eدنيا\u202c {{ 7 }} {% now %} &amp;"


@pytest.mark.parametrize(
    "address", ["/search/?q=alice", "/works/{}/", "/works/{}/all/titles/", "/works/{}/sources/", "/works/{}/report/", "/"]
)
def test_markup_and_overrides_in_a_title_are_shown_as_characters_and_stay_inside_it(client, take, address):
    take([record("1", MARKUP, lang="en")])
    shown = re.sub("</?mark[^>]*>", "", client.get(address.format(Work.objects.get().pk)).text)
    assert "&lt;i&gt;" in shown
    assert "<script>alert" not in shown
    assert "<i>Alice" not in shown
    opened = "".join(piece for piece in re.findall(r"<bdi[^>]*>[^<]*\u202e[^<]*</bdi>", shown))
    assert opened.count("\u202e") == shown.partition("<main")[2].count("\u202e")  # each inside an element that isolates it


def test_a_doi_that_no_work_has_is_said_and_leads_to_its_publisher(client, shelf):
    shown = page(client, "/search/?q=doi:+10.9999/not-here")
    assert ("No work here has the DOI" in shown, 'href="https://doi.org/10.9999/not-here"' in shown) == (True, True)
    assert "No work here has the DOI" not in page(client, "/search/?q=silk")


def paper(*, roles: tuple[str, ...] = ("aut",)) -> BibRecord:
    host = Link(relation=Relation.HOST, titles=(TitleForm("Silk Letters", "en"),), volume="3")
    people = tuple(Contribution(forms=(Text(name),), roles=roles) for name in ("Odd, Ann", "Even, Bo"))
    imprint = Imprint(publishers=((Text("Harbour Press"),),), date="2020")
    return BibRecord(
        control="1", kind=Kind.ARTICLE, titles=(Title(forms=(TitleForm("Silk worms", "en"),)),), contributions=people, links=(host,), imprints=(imprint,)
    )  # fmt: skip


def test_a_paper_says_what_it_stands_in_on_its_line_and_first_of_its_facts(client, take):
    take([paper()])
    line = page(client, "/search/?q=worms")
    assert ("Silk Letters" in line, "Harbour Press" in line) == (True, False)
    shown = page(client, f"/works/{Work.objects.get().pk}/")
    assert shown.count("Part of") == 1
    assert shown.index("Part of") < shown.index("Published")


@pytest.mark.parametrize(("roles", "said"), [(("aut",), False), (("edt",), True)])
def test_the_people_of_a_paper_are_its_authors_without_saying_so(client, take, roles, said):
    take([paper(roles=roles)])
    shown = page(client, f"/works/{Work.objects.get().pk}/")
    assert ('<span class="sub">editor</span>' in shown or '<span class="sub">author</span>' in shown) is said
