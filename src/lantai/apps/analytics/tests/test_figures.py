"""Figures: what is counted, of how many, and that every number leads to as many papers."""

import csv
import io
import re
from xml.dom.minidom import parseString

import duckdb
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.analytics import actions
from lantai.apps.analytics.choosing import Choice
from lantai.apps.analytics.queries import choices, figures, listed, networks
from lantai.apps.analytics.queries.figures import dashboard
from lantai.catalog.papers import building, facts
from lantai.catalog.tests.conftest import NOW

from .conftest import by

pytestmark = pytest.mark.django_db
HERE = "0exampl11"


def choice(key=HERE, **more):
    found = choices.choice_of(key, **({"first": None, "last": None} | more))
    assert found
    return found


def test_an_institution_has_its_papers_and_the_share_that_is_open(counted):
    found = dashboard(choice())

    assert (found.papers, found.open, found.known, found.share) == (3, 2, 3, 2 / 3)
    assert [(year.year, year.papers, year.open) for year in found.drawn] == [(2020, 1, 1), (2021, 0, 0), (2022, 2, 1)]
    assert [(row.value, row.papers) for row in found.figures["publisher"].rows] == [("Example Press", 2), ("Closed Press", 1)]
    assert [(row.value, row.papers) for row in found.figures["license"].rows] == [("CC-BY", 2)]
    assert [(row.name, row.papers) for row in found.figures["partner"].rows] == [("Sample Institute", 2)]
    assert [(cost.kind, cost.currency, cost.papers, cost.minor, cost.said_by) for cost in found.costs] == [
        ("estimate", "EUR", 2, 240_000, "OpenAlex"),
        ("list", "EUR", 2, 240_000, "OpenAlex"),
    ]
    assert found.lead == (3, 3)


def test_years_narrow_what_is_counted(counted):
    assert dashboard(choice(first=2021)).papers == 2
    assert dashboard(choice(first=2021, last=2021)).papers == 0


def test_a_year_in_the_far_future_leaves_the_others_in_the_drawing_and_old_ones_in_the_table(client, take, described, counted):
    from lantai.catalog.papers import building

    take(described({"number": 7, "publication_year": 2098}, {"number": 8, "publication_year": 1850}), name="more.jsonl")
    building.follow(now=NOW)

    found = dashboard(Choice(key="all", name=""))
    assert (found.drawn[0].year, found.drawn[-1].year, found.elsewhere) == (1962, 2022, 2)
    assert sum(year.papers for year in found.years) + found.undated == found.papers
    table = b"".join(client.get("/analytics/all/figures/years.csv").streaming_content).decode("utf-8-sig")
    assert [row[:2] for row in csv.reader(io.StringIO(table))][1:] == [["1850", "1"], ["2020", "1"], ["2022", "3"], ["2098", "1"]]
    page = client.get("/analytics/all/").content.decode()
    assert "year=1850" in page
    assert "of other years are not drawn" in page


def test_the_map_shows_every_country_and_calls_those_without_papers_by_name(client, take, described, counted):
    from lantai.catalog.papers import building

    codes = [
        "AR",
        "AU",
        "BE",
        "BG",
        "BR",
        "CA",
        "CH",
        "CL",
        "CO",
        "CZ",
        "DE",
        "DK",
        "EE",
        "EG",
        "ES",
        "FI",
        "GB",
        "GR",
        "HR",
        "HU",
        "ID",
        "IE",
        "IL",
        "IN",
    ]
    places = [
        {"id": f"https://openalex.org/I9{n}", "display_name": f"Place {code}", "country_code": code}
        for n, code in enumerate(codes)
    ]
    take(described(*({"number": 20 + n, "authorships": by(place)} for n, place in enumerate(places))), name="more.jsonl")
    building.follow(now=NOW)

    drawing = client.get("/analytics/all/figures/country.svg").content.decode()
    assert [code for code in codes if f'">{code}</text>' not in drawing] == []
    assert drawing.count('class="c1"') == len(
        {*codes, "FR"} | {row.value.upper() for row in dashboard(Choice(key="all", name="")).figures["country"].rows}
    )
    assert "Kenya: 0" in drawing


def test_what_a_number_was_followed_from_is_called_by_name(client, counted):
    sample = choices.found("sample institute")[0].key
    page = client.get(f"/analytics/{HERE}/papers/?partner={sample}").content.decode()
    assert '<bdi dir="auto">Sample Institute</bdi> · ' in page


def test_years_the_wrong_way_round_are_meant_the_right_way(client, counted):
    page = client.get(f"/analytics/{HERE}/?from=2022&to=2021").content.decode()
    assert "2</bdi> papers." in page
    assert 'value="2021"' in page.partition('name="to"')[0]


def test_a_peer_can_be_taken_out_again_and_is_not_offered_twice(client, counted):
    sample = choices.found("sample institute")[0].key
    alone, beside = (client.get(f"/analytics/{HERE}/?from=2020{more}").content.decode() for more in ("", f"&peer={sample}"))
    assert f'<option value="{sample}">' in alone
    assert f'<option value="{sample}">' not in beside
    assert f'href="/analytics/{HERE}/?from=2020">Take out' in beside


def test_own_sums_are_shown_where_no_year_that_is_meant_has_few_papers():
    columns = "figure, value, currency, said_by, said_date, year, papers, known, minor"
    rows = [("library", 2020, 6), ("library", 2021, 1), ("OpenAPC", 2021, 1)]
    said = ", ".join(f"('cost', 'paid', 'EUR', '{by}', NULL::DATE, {year}, {n}, {n}, {n}00)" for by, year, n in rows)
    hidden = {}
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE every AS SELECT * FROM (VALUES {said}) AS t({columns})")
        for last in (2020, 2021):
            con.execute(f"CREATE OR REPLACE VIEW counted AS SELECT * FROM every WHERE year <= {last}")
            hidden[last] = {cost.said_by: cost.is_hidden for cost in figures._costs(con)}
    assert hidden == {2020: {"library": False}, 2021: {"library": True, "OpenAPC": False}}


def test_peers_stand_beside_an_institution_at_most_five_and_never_itself(counted):
    sample = choices.found("sample institute")[0].key

    found = dashboard(choice(peers=[sample, HERE, "nobody"]))

    assert [(peer.name, peer.papers, peer.open) for peer in found.peers] == [
        ("Example University", 3, 2),
        ("Sample Institute", 2, 1),
    ]


def test_every_number_leads_to_as_many_papers(client, counted):
    page = client.get(f"/analytics/{HERE}/").content.decode()

    links = re.findall(r'<a rel="nofollow" href="([^"]+/papers/[^"]*)"><bdi[^>]*>([\d,]+)</bdi></a>', page)
    assert len(links) > 15
    for address, count in links:
        shown = client.get(address.replace("&amp;", "&")).content.decode()
        assert re.search(rf"<h1><bdi[^>]*>{count}</bdi> papers?</h1>", shown), address


def test_all_papers_have_figures_too(client, counted):
    page = client.get("/analytics/all/")

    assert page.status_code == 200
    assert "4</bdi> papers." in page.content.decode()


def test_what_records_say_is_escaped_in_pages_and_drawings(client, counted):
    third = choices.found("third")[0].key
    page = client.get(f"/analytics/{third}/").content.decode()
    drawing = client.get("/analytics/all/figures/partner.svg").content.decode()

    assert "Third < Fourth" not in page
    assert "Third &lt; Fourth" in page
    assert "Third &lt; Fourth" in drawing
    parseString(drawing)


@pytest.mark.parametrize("name", ["years", "color", "discipline", "country", "partner", "journal"])
def test_a_figure_can_be_taken_as_table_drawing_and_picture(client, counted, name):
    table = client.get(f"/analytics/{HERE}/figures/{name}.csv")
    rows = list(csv.reader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    drawing = client.get(f"/analytics/{HERE}/figures/{name}.svg")
    picture = client.get(f"/analytics/{HERE}/figures/{name}.png")

    assert len(rows) > 1
    assert all(len(row) == len(rows[0]) for row in rows)
    parseString(drawing.content)
    assert "3 papers, openness known of 3" in drawing.content.decode()
    assert picture.content.startswith(b"\x89PNG")


def test_a_formula_in_a_title_is_words_in_the_table(client, take, described, counted):
    from lantai.catalog.papers import building

    take(described({"number": 9, "title": "=HYPERLINK(1)"}), name="more.jsonl")
    building.follow(now=NOW)

    told = b"".join(client.get("/analytics/all/papers.csv").streaming_content).decode()
    assert ",'=HYPERLINK(1)," in told


@pytest.mark.parametrize(
    "address", ["/analytics/nobody/", "/analytics/list-1/", f"/analytics/{HERE}/figures/no.svg", f"/analytics/{HERE}/network/no/"]
)
def test_what_nobody_is_is_not_found(client, counted, address):
    assert client.get(address).status_code == 404


def test_a_table_of_papers_says_where_it_has_not_all(client, counted, monkeypatch):
    assert "the newest" not in client.get("/analytics/all/papers/").content.decode()
    monkeypatch.setattr(listed, "MOST_EXPORTED", 3)
    assert "(the newest <bdi" in client.get("/analytics/all/papers/?year=").content.decode()
    assert len(b"".join(client.get("/analytics/all/papers.csv").streaming_content).splitlines()) == 4


def test_strange_questions_are_answered_with_no_paper(client, counted):
    for query in ("?year=x", "?year=99999999999999", "?color=%00", "?page=99999", "?funder=';drop", "?from=abc"):
        assert client.get(f"/analytics/{HERE}/papers/{query}").status_code == 200, query


def test_without_a_store_pages_say_so(client, library):
    assert client.get("/analytics/").status_code == 404
    assert "There is nothing to count yet" in client.get("/analytics/all/").content.decode()


def test_a_pair_of_authors_gets_a_fraction_of_each_paper(counted):
    found = networks.network(choice(), networks.AUTHORS)

    assert [node.name for node in found.nodes] == ["Ana Sample", "Bo Demo"]
    assert found.links == [(0, 1, 2.0, 2)]
    assert networks.kept_at(choice(), networks.AUTHORS).is_file()


@pytest.mark.parametrize("kind", ["authors", "institutions"])
def test_a_network_can_be_had_to_move_about_in_and_stands_on_the_page_without_that(client, counted, kind):
    told = client.get(f"/analytics/{HERE}/network/{kind}.json").json()
    page = client.get(f"/analytics/{HERE}/network/{kind}/").content.decode()

    names = [node[0] for node in told["nodes"]]
    assert set(names) == ({"Ana Sample", "Bo Demo"} if kind == "authors" else {"Example University", "Sample Institute"})
    assert told["links"] == [0, 1, 2]
    assert {node[6] for node in told["nodes"]} == ({""} if kind == "authors" else {node[6] for node in told["nodes"]} - {""})
    assert f'data-network="/analytics/{HERE}/network/{kind}.json"' in page
    assert re.search(r'<td class="num"><bdi[^>]*>2</bdi></td><td class="num"><bdi[^>]*>2.0</bdi></td>', page)
    assert "<svg" in page.partition("<template>")[0]
    assert client.get(f"/analytics/{HERE}/network/nobody.json").status_code == 404


def test_papers_of_more_than_fifty_say_nothing_of_who_works_with_whom(take, described, counted):
    from lantai.catalog.papers import building

    many = [{"raw_author_name": f"Person {chr(97 + n // 26)}{chr(97 + n % 26)} Demo", "institutions": []} for n in range(60)]
    take(described({"number": 8, "authorships": many}), name="crowd.jsonl")
    building.follow(now=NOW)

    found = networks.network(Choice(key="all", name=""), networks.AUTHORS)
    assert found.crowded == 1
    assert len(found.nodes) == 2


def test_a_large_network_is_made_by_the_worker(counted, monkeypatch, client):
    monkeypatch.setattr(networks, "AT_ONCE", 1)
    page = client.get(f"/analytics/{HERE}/network/institutions/")
    assert "The network is being made" in page.content.decode()
    assert client.get(f"/analytics/{HERE}/network/institutions.svg").status_code == 404

    assert networks.make_wanted() == 1

    assert "Sample Institute" in client.get(f"/analytics/{HERE}/network/institutions/").content.decode()


def test_staff_make_lists_that_are_counted_as_one(client, counted, librarian):
    client.force_login(librarian)
    given = {
        "name": "Both",
        "note": "",
        "members": f"https://ror.org/{HERE}\nsample institute",
        "peers": "Third < Fourth College",
    }

    assert client.post("/desk/analytics/add/", given).status_code == 302

    kept = choices.lists()[0]
    found = dashboard(choice(f"list-{kept.pk}"))
    assert (found.papers, [peer.name for peer in found.peers]) == (3, ["Both", "Third < Fourth College"])
    assert client.post(f"/desk/analytics/{kept.pk}/remove/").status_code == 302
    assert choices.lists() == []


@pytest.mark.parametrize("is_kept", [True, False])
def test_who_is_taken_out_of_a_list_counts_no_more_and_the_page_says_whose_numbers_they_are(
    client, counted, librarian, monkeypatch, is_kept
):
    def shown() -> tuple[int, list[tuple[int, int, int]], list[str]]:
        page = client.get(f"/analytics/list-{kept.pk}/")
        found = page.context["found"]
        whose = [
            name
            for name in ("Example University", "Sample Institute", "Third &lt; Fourth College")
            if name in _members(page.text)
        ]
        return found.papers, [(year.year, year.papers, year.open) for year in found.years if year.papers], whose

    client.force_login(librarian)
    named = choices.meant([HERE, "sample institute", "third < fourth college"])
    everybody = [named[line] for line in (HERE, "sample institute", "third < fourth college")]
    kept = actions.make_list(by=librarian, name="All three", note="", members=everybody, peers=[], now=NOW)
    if is_kept:  # counted ahead, as institutions and lists of very many papers are
        monkeypatch.setattr(facts, "MANY", 1)
        building.build(now=NOW)
    assert shown() == (
        4,
        [(2020, 1, 1), (2022, 3, 2)],
        ["Example University", "Sample Institute", "Third &lt; Fourth College"],
    )

    for members, numbers in (
        (everybody[1:], (3, [(2020, 1, 1), (2022, 2, 1)], ["Sample Institute", "Third &lt; Fourth College"])),
        (everybody[2:], (1, [(2022, 1, 1)], ["Third &lt; Fourth College"])),
        (everybody[:2], (3, [(2020, 1, 1), (2022, 2, 1)], ["Example University", "Sample Institute"])),
    ):
        actions.change_list(by=librarian, found=kept, name="All three", note="", members=members, peers=[], now=NOW)
        assert shown() == numbers
        if is_kept:
            building.build(now=NOW)
            assert shown() == numbers


def _members(page: str) -> str:
    return "".join(re.findall(r'<ul class="counts wide">(.*?)</ul>', page, re.DOTALL))


def test_lines_that_mean_no_institution_are_named(client, counted, librarian):
    client.force_login(librarian)

    page = client.post("/desk/analytics/add/", {"name": "One", "members": f"{HERE}\nNobody at all", "peers": ""})

    assert page.status_code == 400
    assert "Line 2: no paper here names" in page.content.decode()


def test_a_list_has_members_and_at_most_five_peers(counted, librarian):
    with pytest.raises(ValidationError):
        actions.make_list(by=librarian, name="none", note="", members=[], peers=[], now=NOW)
    with pytest.raises(ValidationError):
        actions.make_list(
            by=librarian, name="six", note="", members=[("a", "A")], peers=[(str(n), "B") for n in range(6)], now=NOW
        )


def test_readers_make_no_lists(counted):
    from lantai.people import actions as people
    from lantai.people.roles import Role

    reader = people.add_account(username="du", password="Ein langes Wort 9", role=Role.READER, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.make_list(by=reader, name="x", note="", members=[("a", "A")], peers=[], now=NOW)


def test_networks_that_are_kept_and_wanted_are_bounded_whatever_years_are_asked_for(counted, monkeypatch):
    monkeypatch.setattr(networks, "MOST_KEPT", 2)
    monkeypatch.setattr(networks, "MOST_WANTED", 2)
    folder = networks.kept_at(choice(), networks.AUTHORS).parent
    for year in range(2000, 2005):
        networks.network(choice(first=year), networks.AUTHORS)
    assert len(list(folder.iterdir())) == 2
    monkeypatch.setattr(networks, "AT_ONCE", 0)
    for year in range(1990, 1995):
        networks.network(choice(first=year), networks.AUTHORS)
    assert networks.make_wanted() == 2
