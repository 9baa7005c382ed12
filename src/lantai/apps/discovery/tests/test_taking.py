"""What readers take away, and what tools read from the pages as Zotero's published translators do."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote, unquote

import pytest
from lxml import etree, html

from lantai.apps.discovery.models import Export
from lantai.apps.discovery.taking import actions
from lantai.catalog.models import Moved, Work
from lantai.catalog.tests.conftest import record
from lantai.core.formats.open import open_file, read_chunk
from lantai.core.formats.protocol import Profile
from lantai.infra.jobs import Interrupted, run_once
from lantai.infra.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    """Import four works in three scripts, one of them hostile."""
    take(
        [
            record("1", "红楼梦", by="曹雪芹", lang="zh", year="1982", isbn="9787020002207"),
            record("2", "Don Quijote", by="Cervantes, Miguel de", lang="es", year="1998"),
            record("3", "مقدمة ابن خلدون", by="ابن خلدون", lang="ar", year="2004"),
            record("4", "</script><b>=HYPERLINK(1)", by="=cmd()", lang="en", year="2015"),
        ]
    )


def number_of(title: str) -> int:
    return Work.objects.get(title__startswith=title).pk


def seen(client, address: str, **more: str) -> html.HtmlElement:
    response = client.get(address, more)
    assert response.status_code == 200, response
    return html.fromstring(response.text)


def references(page: html.HtmlElement) -> list[str]:
    return [element.text_content().strip() for element in page.find_class("reference")]


# ---------------------------------------------------------------- citing


def test_a_work_is_cited_in_every_style(client, shelf):
    lines = references(seen(client, f"/works/{number_of('红楼梦')}/cite/"))
    assert lines[0].startswith("曹雪芹. (1982). 红楼梦")
    assert any(line.startswith("曹雪芹. 红楼梦[M]. [出版地不详]: [出版者不详], 1982") for line in lines)
    assert len(lines) == 8  # seven styles and the permanent address


def test_readers_of_chinese_see_their_standard_first(client, shelf):
    page = seen(client, f"/works/{number_of('Don')}/cite/", lang="zh-hans")
    assert references(page)[0] == "CERVANTES M de. Don Quijote[M]. [S.l.]: [s.n.], 1998."
    assert page.find_class("reference")[0].find("bdi").get("lang") == "es"


def test_the_page_of_a_work_leads_to_its_references_and_its_files(client, shelf):
    work = number_of("Don")
    page = seen(client, f"/works/{work}/")
    assert f"/works/{work}/cite/#apa" in page.xpath("//a/@href")
    assert seen(client, f"/works/{work}/cite/").get_element_by_id("apa").find_class("reference")
    assert f"/works/{work}/export/ris" in page.xpath("//a/@href")


def test_chosen_works_become_a_bibliography_sorted_by_author(client, shelf):
    numbers = [number_of("红楼梦"), number_of("Don")]
    page = seen(client, "/selected/?" + "&".join(f"work={n}" for n in numbers))
    assert [line[:9] for line in references(page)] == ["Cervantes", "曹雪芹. (198"]


def test_a_numbered_style_keeps_the_order_in_which_works_were_chosen(client, shelf):
    address = f"/selected/?work={number_of('红楼梦')}&work={number_of('Don')}&style=gbt7714&as=text"
    response = client.get(address)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert [line[:6] for line in response.text.splitlines()] == ["[1] 曹雪", "[2] CE"]


def test_a_merged_work_is_cited_under_its_new_number_and_a_lost_one_is_said(client, shelf):
    old, new = number_of("Don"), number_of("红楼梦")
    Work.objects.filter(pk=old).update(state=Work.State.MOVED)
    Moved.objects.create(work_id=old, to_id=new)
    page = seen(client, f"/selected/?work={old}&work=999999&work={new}")
    assert len(references(page)) == 1
    assert "1 work that was asked for is no longer in the catalog" in page.text_content()


BAD = [
    "",
    "work=",
    "work=abc",
    "work=-1",
    "work=" + "9" * 30,
    "work=1&style=%00",
    "work=1&as=nonsense",
    "style=../../etc",
    "work=%F0%9F%98%80",
    "print=1",
]


@pytest.mark.parametrize("query", BAD)
def test_no_choice_is_an_error(client, shelf, query):
    assert client.get(f"/selected/?{query}").status_code == 200
    assert client.get(f"/selected/?{query}&as=text").status_code == 200


def test_a_bibliography_has_room_for_200_works_and_says_what_it_leaves_out(client, shelf):
    page = seen(client, "/selected/?" + "&".join(f"work={n}" for n in [number_of("Don"), *range(10_000, 10_250)]))
    assert "51 more works are left out" in page.text_content()


# ---------------------------------------------------------------- files


def read_back(content: bytes, name: str) -> list[str]:
    """Return the titles in a file, read as any other that a library imports."""
    profile, chunks = open_file(io.BytesIO(content), name, Profile())
    return [record.title.forms[0].value for chunk in chunks if (record := read_chunk(chunk.raw, profile)).title]


@pytest.mark.parametrize(
    ("form", "suffix"), [("ris", "ris"), ("bibtex", "bib"), ("csl", "json"), ("marcxml", "xml"), ("csv", "csv")]
)
def test_every_file_is_read_back(client, shelf, form, suffix):
    work = number_of("红楼梦")
    response = client.get(f"/works/{work}/export/{form}")
    assert f'filename="work-{work}.{suffix}"' in response["Content-Disposition"]
    assert read_back(b"".join(response.streaming_content), f"x.{suffix}") == ["红楼梦"]


def test_what_a_search_finds_is_taken_in_its_order(client, shelf):
    response = client.get("/search/export/ris?sort=title")
    assert len(read_back(b"".join(response.streaming_content), "x.ris")) == 4


def test_a_formula_in_a_title_is_no_formula_in_a_spreadsheet(client, shelf):
    content = b"".join(client.get(f"/works/{number_of('</script>')}/export/csv").streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_chosen_works_are_taken_as_the_form_says(client, shelf):
    response = client.get("/selected/export/", {"work": [number_of("Don"), number_of("红楼梦")], "form": "csl"})
    titles = [item["title"] for item in json.loads(b"".join(response.streaming_content))]
    assert titles == ["Don Quijote", "红楼梦"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/works/{n}/export/docx", 404), ("/selected/export/?work={n}&form=docx", 404), ("/selected/export/?form=ris", 302), ("/works/999999/export/ris", 404),
     ("/search/export/docx?q=x", 404), ("/search/export/", 200), ("/search/export/?q=nonsense", 200), ("/works/999999/cite/", 404)],
)  # fmt: skip
def test_what_cannot_be_taken_is_answered(client, shelf, address, status):
    assert client.get(address.format(n=number_of("Don"))).status_code == status


def test_a_library_without_an_index_leads_back_to_the_search(client, library):
    assert client.get("/search/export/ris?q=x").status_code == 302
    assert client.get("/search/export/?q=x")["Location"] == "/search/?q=x"


def test_a_withdrawn_work_leads_to_what_became_of_it(client, shelf, take):
    work = number_of("Don")
    take([record("2", "Don Quijote")], name="gone.jsonl", profile=Profile(deletions=True))
    assert client.get(f"/works/{work}/cite/")["Location"] == f"/works/{work}/"


# ---------------------------------------------------------------- tools


def test_unapi_is_found_asked_and_read_as_zotero_does(client, shelf):
    page = seen(client, f"/works/{number_of('红楼梦')}/")
    server = page.xpath('//link[@rel="unapi-server"]/@href')[0]
    identifier = page.xpath('//abbr[contains(@class, "unapi-id")]/@title')[0]
    answer = client.get(f"{server}?id={quote(identifier)}")
    assert answer.status_code == 300
    names = etree.fromstring(answer.content).xpath("//format/@name")
    assert names == ["rdf_bibliontology", "mods", "marcxml", "ris", "bibtex", "oai_dc"]
    for name in names:
        given = client.get(f"{server}?id={quote(identifier)}&format={name}")
        assert (given.status_code, "红楼梦" in given.text) == (200, True)


def test_zotero_finds_a_format_that_it_reads_before_all_others(client, shelf):
    """As its translator chooses: by name, MODS also by its documentation; it asks with the identifier as it stands, not escaped."""
    page = seen(client, f"/works/{number_of('红楼梦')}/?edition=x")
    server = page.xpath('//link[@rel="unapi-server"]/@href')[0]
    preferred = ["rdf_zotero", "rdf_bibliontology", "mods", "marc", "unimarc", "ris", "refer", "bibtex", "rdf_dc"]
    offered = {f.get("name").lower() for f in etree.fromstring(client.get(server).content).iter("format")}
    assert next(name for name in preferred if name in offered) == "rdf_bibliontology"
    for identifier in page.xpath('//abbr[contains(@class, "unapi-id")]/@title'):
        given = etree.fromstring(client.get(f"{server}?id={identifier}&format=rdf_bibliontology").content)
        assert given.xpath("//*[local-name()='Book']/*[local-name()='title']/text()") == ["红楼梦"]


def test_unapi_gives_records_without_the_list_around_them(client, shelf):
    identifier = quote(f"works/{number_of('Don')}")
    roots = {
        name: etree.fromstring(client.get(f"/unapi?id={identifier}&format={name}").content).tag
        for name in ("rdf_bibliontology", "mods", "marcxml", "oai_dc")
    }
    assert roots == {
        "rdf_bibliontology": "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF",
        "mods": "{http://www.loc.gov/mods/v3}mods",
        "marcxml": "{http://www.loc.gov/MARC21/slim}record",
        "oai_dc": "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc",
    }


def test_unapi_lists_its_formats_and_refuses_as_its_specification_says(client, shelf):
    assert len(etree.fromstring(client.get("/unapi").content).findall("format")) == 6
    work = f"works/{number_of('Don')}"
    assert [
        client.get("/unapi", {"id": i, "format": f}).status_code
        for i, f in [("nonsense", ""), ("works/99999999", "mods"), (work, "docx")]
    ] == [
        404,
        404,
        406,
    ]


def test_coins_on_a_page_say_which_record_it_is(client, shelf):
    page = seen(client, f"/works/{number_of('红楼梦')}/")
    said = parse_qs(page.find_class("Z3988")[0].get("title"))
    assert (said["rft.btitle"], said["rft.isbn"]) == (["红楼梦"], ["9787020002207"])
    assert unquote(said["rft_id"][-1]).endswith(f"/works/{number_of('红楼梦')}/")


def test_meta_tags_say_which_record_it_is(client, shelf):
    page = seen(client, f"/works/{number_of('Don')}/")
    tags = {tag.get("name"): tag.get("content") for tag in page.xpath('//meta[starts-with(@name, "citation_")]')}
    assert {k: tags[k] for k in ("citation_title", "citation_author", "citation_publication_date", "citation_language")} == {
        "citation_title": "Don Quijote", "citation_author": "Cervantes, Miguel de", "citation_publication_date": "1998", "citation_language": "es",
    }  # fmt: skip


def test_json_ld_is_whole_whatever_a_title_holds(client, shelf):
    shown = client.get(f"/works/{number_of('</script>')}/").text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.S)
    assert json.loads(data[1])["name"] == "</script><b>=HYPERLINK(1)"
    assert "<b>=HYPERLINK" not in shown


def test_results_offer_each_work_to_be_chosen_cited_and_read_by_tools(client, shelf):
    page = seen(client, "/search/?sort=title")
    work = number_of("Don")
    assert str(work) in page.xpath('//input[@name="work"][@form="picked"]/@value')
    assert f"works/{work}" in page.xpath('//abbr[contains(@class, "unapi-id")]/@title')
    assert f"/works/{work}/cite/" in page.xpath("//a/@href")


def test_a_full_page_of_results_keeps_within_its_budget(client, take):
    take(
        [
            record(str(n), f"A history of something rather long, number {n}", by="An author", lang="en", year="1999")
            for n in range(60)
        ]
    )
    assert len(client.get("/search/?q=history").content) < 75_000


# ---------------------------------------------------------------- large files

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def order(client, query: str = "sort=title", form: str = "ris") -> str:
    response = client.post("/search/export/order/", dict(p.split("=") for p in query.split("&")) | {"form": form})
    assert response.status_code == 302, response
    return response["Location"]


def test_a_large_file_is_written_by_a_worker_and_fetched(client, shelf):
    address = order(client)
    assert "0" in seen(client, address).find(".//h1").text_content()
    (waiting,) = Job.objects.filter(name="discovery.export")
    run_once(waiting)
    page = seen(client, address)
    assert "ready" in page.find(".//h1").text_content()
    content = b"".join(client.get(f"{address}file").streaming_content)
    assert len(read_back(content, "x.ris")) == 4


def test_the_same_file_asked_for_twice_is_one(client, shelf):
    assert order(client) == order(client)
    assert order(client, form="bibtex") != order(client)


def test_a_file_is_written_anew_after_an_interruption(client, shelf, monkeypatch):
    address = order(client)
    monkeypatch.setattr(actions, "STEP", 2)
    (wished,) = Export.objects.all()

    def ends() -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        actions.write_export(export=wished.pk, interrupted=ends)
    assert client.get(f"{address}file").status_code == 302
    assert "2" in seen(client, address).find(".//h1").text_content()
    actions.write_export(export=wished.pk)
    wished.refresh_from_db()
    assert (wished.state, wished.done) == ("done", 4)


def test_what_cannot_be_written_is_said(client, shelf, monkeypatch):
    address = order(client)
    monkeypatch.setattr(actions, "write_export", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_once(Job.objects.get(name="discovery.export"))
    assert "could not be written" in seen(client, address).find(".//h1").text_content()


def test_more_wishes_than_there_is_room_for_wait(client, shelf):
    Export.objects.bulk_create(Export(form="ris", query=f"q={n}", asked_at=NOW) for n in range(actions.MOST_WAITING))
    response = client.post("/search/export/order/", {"sort": "title", "form": "ris"})
    assert (response.status_code, response["Retry-After"]) == (429, "300")


def test_files_of_yesterday_are_taken_away(client, shelf):
    address = order(client)
    run_once(Job.objects.get(name="discovery.export"))
    (wished,) = Export.objects.all()
    assert actions.sweep(now=wished.asked_at + actions.KEPT * 2) == 1
    assert not actions.path_of(wished).exists()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"), [({"form": "docx", "q": "x"}, 404), ({"form": "ris"}, 302), ({"form": "ris", "q": "nonsense"}, 302)]
)
def test_a_wish_for_nothing_is_answered(client, shelf, given, status):
    assert client.post("/search/export/order/", given).status_code == status
    assert not Export.objects.exists()


def test_a_wish_is_not_made_by_a_link(client, shelf):
    assert client.get("/search/export/order/?form=ris&q=x").status_code == 405


def test_a_page_says_in_which_other_forms_its_work_comes(client, shelf):
    work = number_of("Don")
    links = seen(client, f"/works/{work}/").xpath('//link[@rel="alternate"]')
    assert ("application/marcxml+xml", f"/works/{work}.marcxml") in [(link.get("type"), link.get("href")) for link in links]
    assert all(client.get(link.get("href")).status_code == 200 for link in links)
