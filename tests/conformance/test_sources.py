"""What every outside source must do, run against all that are registered: pages of our own making from a server that is played, in full, cut short,
slow, broken, and begun again in the middle."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lantai.core.bib.selection import Selection
from lantai.core.formats import read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.sources.protocols.polite import Later, Polite, SourceError
from lantai.sources.protocols.source import Wanted
from lantai.sources.registry import SOURCES

NAMES = list(SOURCES)
NOW = datetime(2026, 11, 29, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "src/lantai/core/formats/tests/samples"


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """Plays answers in order. ``asked``: the addresses; ``slept``: the waits."""

    answers: list
    asked: list = field(default_factory=list)
    slept: list = field(default_factory=list)

    def fetch(self, url):
        self.asked.append(url)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Answer) else Answer(200, answer)

    def polite(self, **more):
        return Polite(self.fetch, self.slept.append, lambda: NOW, pause_s=0, **more)


def oai(*records, token=""):
    end = f"<resumptionToken completeListSize='4'>{token}</resumptionToken>"
    return f"<OAI-PMH><responseDate>2026-11-28T01:00:00Z</responseDate><ListRecords>{''.join(records)}{end}</ListRecords></OAI-PMH>".encode()


IDENTIFY = (
    b"<OAI-PMH><Identify><repositoryName>R</repositoryName><deletedRecord>persistent</deletedRecord>"
    b"<granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"
)


def dc(n, title="", status=""):
    head = f"<header{status}><identifier>oai:x:{n}</identifier><datestamp>2026-01-0{n}</datestamp></header>"
    return f"<record>{head}<metadata><dc><title>{title or f'Paper {n}'}</title></dc></metadata></record>"


def arxiv(n, title="", status=""):
    head = f"<header{status}><identifier>oai:arXiv.org:2601.0000{n}</identifier><datestamp>2026-01-0{n}</datestamp></header>"
    said = f"<id>2601.0000{n}</id><created>2026-01-01</created><title>{title or f'Paper {n}'}</title>"
    return f"<record>{head}<metadata><arXiv>{said}</arXiv></metadata></record>"


def openalex(*works, following=None):
    return json.dumps({"meta": {"count": 4, "next_cursor": following}, "results": list(works)}).encode()


def openalex_work(n, **more):
    return {"id": f"https://openalex.org/W{n}00", "title": f"Paper {n}", "publication_year": 2024, "authorships": [], **more}


def crossref(*works, following=None):
    message = {"total-results": 4, "next-cursor": following, "items": list(works)}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": message}).encode()


def crossref_work(n, **more):
    return {
        "DOI": f"10.5555/{n}",
        "title": [f"Paper {n}"],
        "type": "journal-article",
        "indexed": {"date-time": f"2026-01-0{n}T00:00:00Z"},
        **more,
    }


def feed(*days):
    return json.dumps(
        {"list": [{"date": day, "url": f"https://u.example/{day}.jsonl.gz", "filetype": "jsonl"} for day in days]}
    ).encode()


def unpaywall(*numbers):
    rows = [{"doi": f"10.5555/{n}", "title": f"Paper {n}", "oa_locations": [], "is_oa": False} for n in numbers]
    return gzip.compress("\n".join(map(json.dumps, rows)).encode())


PAGES = {
    "oaipmh": [IDENTIFY, oai(dc(1), dc(2), token="t1"), oai(dc(3), dc(4, status=" status='deleted'"))],
    "doaj": [IDENTIFY, oai(dc(1), dc(2), token="t1"), oai(dc(3), dc(4, status=" status='deleted'"))],
    "arxiv": [IDENTIFY, oai(arxiv(1), arxiv(2), token="t1"), oai(arxiv(3), arxiv(4, status=" status='deleted'"))],
    "openalex": [
        openalex(openalex_work(1), openalex_work(2), following="c1"),
        openalex(openalex_work(3), openalex_work(4), following="c2"),
        openalex(),
    ],
    "crossref": [
        crossref(crossref_work(1), crossref_work(2), following="c1"),
        crossref(crossref_work(3), crossref_work(4), following="c2"),
        crossref(),
    ],
    "unpaywall": [feed("2026-11-25", "2026-11-26"), unpaywall(1, 2), unpaywall(3, 4)],
}
"""Four records on two pages, as each source gives them."""

BAD = {
    "oaipmh": oai(dc(1), "<record><header><identifier>oai:x:2</identifier></header><metadata><dc/></metadata></record>"),
    "doaj": oai(dc(1), "<record><header><identifier>oai:x:2</identifier></header><metadata><dc/></metadata></record>"),
    "arxiv": oai(arxiv(1), "<record><header><identifier>oai:x:2</identifier></header><metadata><arXiv/></metadata></record>"),
    "openalex": openalex(openalex_work(1), {"authorships": 7}),
    "crossref": crossref(crossref_work(1), {"type": "journal-article"}),
    "unpaywall": gzip.compress(b'{"doi": "10.5555/1", "oa_locations": []}\n{"doi": \n'),
}
"""A page with a sound record and one that cannot be read."""


def wanted(name, **more):
    about = SOURCES[name].ABOUT
    return Wanted(about.address or "https://r.example/oai", about.prefix, contact="library@example.edu", **more)


def walk(name, server, place=None, **more):
    return list(SOURCES[name].pages(server.polite(), wanted(name, **more), place or {}))


def rows(name, pages):
    return [chunk for page in pages for raw in (page.raw, *page.beside) for chunk in SOURCES[name].rows(raw)]


def titles(name, chunks):
    profile = SOURCES[name].reading(wanted(name))
    records = [read_chunk(chunk.raw, profile) for chunk in chunks if not chunk.deleted]
    return [record.title.forms[0].value for record in records]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_walked_through_to_its_end(name):
    pages = walk(name, Server(list(PAGES[name])))
    found = rows(name, pages)
    deleted = [chunk for chunk in found if chunk.deleted]
    assert titles(name, found) == [f"Paper {n}" for n in range(1, 5 - len(deleted))]
    assert ([page.over for page in pages][-1], any(page.over for page in pages[:-1])) == (True, False)
    assert all(chunk.key for chunk in deleted)


@pytest.mark.parametrize("name", NAMES)
def test_it_goes_on_after_any_page(name):
    whole = walk(name, Server(list(PAGES[name])))
    for n, page in enumerate(whole[:-1], start=1):
        answers = list(PAGES[name])
        again = [PAGES[name][0], *answers[n + 1 :]] if name == "unpaywall" else answers[n + (answers[0] == IDENTIFY) :]
        kept = json.loads(json.dumps(page.place))
        rest = walk(name, Server(again), kept)
        assert [one.raw for one in rest] == [one.raw for one in whole[n:]]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_give_the_same_rows_numbered_from_one(name):
    for page in walk(name, Server(list(PAGES[name]))):
        first, second = list(SOURCES[name].rows(page.raw)), list(SOURCES[name].rows(page.raw))
        assert first == second
        assert [chunk.number for chunk in first] == list(range(1, len(first) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_record_costs_only_itself(name):
    profile = SOURCES[name].reading(wanted(name))
    good, bad = 0, 0
    for chunk in SOURCES[name].rows(BAD[name]):
        try:
            assert not chunk.refused
            read_chunk(chunk.raw, profile)
            good += 1
        except (AssertionError, Unreadable):
            bad += 1
    assert (good, bad) == (1, 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_for_people_is_asked_for_again_and_then_told(name):
    server = Server([b"<html>We are moving house</html>"] * 6)
    with pytest.raises(SourceError) as told:
        walk(name, server)
    assert "We are moving house" in str(told.value) or "no answer" in str(told.value)
    assert len(server.asked) == 6


@pytest.mark.parametrize("name", NAMES)
def test_it_waits_as_long_as_it_is_asked_to_or_gives_the_wait_back(name):
    busy = Answer(429, b"", {"retry-after": "30"})
    server = Server([busy, *PAGES[name]])
    assert walk(name, server)
    assert server.slept[0] == 30
    with pytest.raises(Later) as later:
        list(SOURCES[name].pages(Server([Answer(503, b"", {"retry-after": "900"})]).polite(patience_s=60), wanted(name), {}))
    assert later.value.seconds == 900


@pytest.mark.parametrize("name", NAMES)
def test_what_it_cannot_reach_is_said_with_the_address_and_without_a_key(name):
    at = f"{wanted(name).address}{'&' if '?' in wanted(name).address else '?'}api_key=secret"
    server = Server([OSError("connection refused")] * 6)
    with pytest.raises(SourceError) as told:
        list(SOURCES[name].pages(server.polite(), Wanted(at, wanted(name).prefix), {}))
    assert "connection refused" in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("name", NAMES)
def test_what_changed_since_a_day_is_asked_for(name):
    server = Server(list(PAGES[name]))
    pages = walk(name, server, since=datetime(2026, 11, 26, tzinfo=UTC))
    if name == "unpaywall":
        assert server.asked[1:] == ["https://u.example/2026-11-26.jsonl.gz"]
    else:
        assert any("2026-11-26" in url for url in server.asked)
    assert pages[0].place["began"]


@pytest.mark.parametrize("name", NAMES)
def test_it_says_who_makes_it_and_how_its_records_are_read(name):
    about, profile = SOURCES[name].ABOUT, SOURCES[name].reading(wanted(name))
    assert about.title
    assert profile.format
    assert about.pause_s > 0


def test_openalex_is_asked_only_for_what_is_wanted():
    chosen = Selection(("05gq02987", "03cve4549"), 2019, 2024, ("en", "zh"), ("08",), ("article",))
    server = Server([openalex()])
    walk("openalex", server, selection=chosen, filters="is_oa:true")
    asked = server.asked[0]
    assert "is_oa:true,institutions.ror:https://ror.org/05gq02987|https://ror.org/03cve4549,publication_year:2019-2024" in asked
    assert "language:en|zh,type:article" in asked


def test_a_cursor_that_crossref_forgot_begins_again_at_the_last_day():
    place = {"cursor": "c9", "at": NOW.isoformat(), "indexed": "2026-01-02"}
    server = Server([Answer(404, b""), crossref(crossref_work(3), following="c1"), crossref()])
    pages = walk("crossref", server, place)
    assert "from-index-date:2026-01-02" in server.asked[1]
    assert "began again" in pages[0].notes[0]
    old = place | {"at": "2026-11-28T00:00:00+00:00"}
    server = Server([crossref()])
    walk("crossref", server, old)
    assert "cursor=*" in server.asked[0]


def test_a_cut_off_file_of_unpaywall_is_fetched_again():
    whole = unpaywall(1)
    pages = walk("unpaywall", Server([feed("2026-11-25"), whole[:-9], whole]))
    assert [page.raw for page in pages] == [whole]


@pytest.mark.parametrize("prefix", ["lom", "oai_qdc"])
def test_a_format_that_nobody_reads_is_said_before_anything_is_asked(prefix):
    with pytest.raises(SourceError, match="does not read the metadata format"):
        SOURCES["oaipmh"].reading(Wanted("https://r.example/oai", prefix))
