"""OpenURLs as sources really send them: what is cited is read, and nothing ever fails."""

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.core.bib.record import BibRecord, Contribution, Date, Identifier, Kind, Scheme, Text, Title, TitleForm
from lantai.core.bib.wanted import Wanted
from lantai.core.formats.openurl import context_object
from lantai.core.formats.openurl_read import wanted

WORKS = "https://library.example.org/works/"


def of(query: str) -> Wanted:
    return wanted(parse_qs(query), works=WORKS)


def test_an_article_in_version_1():
    found = of(
        "url_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:journal&rft.genre=article&rft.atitle=On+bees&rft.jtitle=Nature&rft.aulast=Smith"
        "&rft.aufirst=Ann&rft.au=Smith,+Ann&rft.au=Lee,+Bo&rft.date=1999-05-01&rft.volume=12&rft.issue=3&rft.spage=10&rft.epage=20"
        "&rft.issn=0028-0836&rft_id=info:doi/10.1038/abc&rft_id=info:pmid/123&rfr_id=info:sid/example.com:db"
    )
    assert found == Wanted(
        kind=Kind.ARTICLE, title="On bees", host="Nature", authors=("Smith, Ann", "Lee, Bo"), year=1999, volume="12", issue="3", pages="10-20",
        identifiers=("doi:10.1038/abc", "pmid:123"), host_identifiers=("issn:0028-0836",), source="example.com:db",
    )  # fmt: skip


@pytest.mark.parametrize(
    "query, kind, title, host",
    [
        ("genre=article&atitle=On+bees&title=Nature&issn=0028-0836", Kind.ARTICLE, "On bees", "Nature"),
        ("title=Emma&isbn=9780140434781&aulast=Austen", Kind.BOOK, "Emma", ""),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.btitle=Emma", Kind.BOOK, "Emma", ""),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.atitle=One&rft.btitle=Many", Kind.CHAPTER, "One", "Many"),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:dissertation&rft.title=On+snails", Kind.THESIS, "On snails", ""),
        ("issn=0028-0836&title=Nature", Kind.JOURNAL, "Nature", ""),
        ("rft.genre=unknown&rft.title=X", Kind.OTHER, "X", ""),
        ("sid=x:y&id=doi:10.1/abc", Kind.OTHER, "", ""),
        ("rft.title=红楼梦&rft.au=曹雪芹", Kind.OTHER, "红楼梦", ""),
    ],
)
def test_titles_stand_where_they_are_meant(query, kind, title, host):
    found = of(query)
    assert (found.kind, found.title, found.host) == (kind, title, host)


@pytest.mark.parametrize(
    "query, identifiers, hosts",
    [
        ("rft.isbn=0-14-043478-X", ("isbn:9780140434781",), ()),
        ("rft_id=urn:ISBN:9780140434781", ("isbn:9780140434781",), ()),
        ("rft.genre=bookitem&rft.isbn=9780140434781", (), ("isbn:9780140434781",)),
        ("rft_id=https://doi.org/10.1038%2Fabc", ("doi:10.1038/abc",), ()),
        ("id=pmid:99", ("pmid:99",), ()),
        ("rft_id=info:oclcnum/42", ("oclc:42",), ()),
        ("rft.isbn=wrong&rft.issn=0000&rft_id=info:doi/nothing", (), ()),
        ("issn=0028-0836", ("issn:0028-0836",), ()),
    ],
)
def test_numbers_are_of_the_thing_or_of_what_it_is_in(query, identifiers, hosts):
    found = of(query)
    assert (found.identifiers, found.host_identifiers) == (identifiers, hosts)


def test_our_own_addresses_are_known_and_others_are_not():
    assert of(urlencode({"rft_id": f"{WORKS}12/?edition=5"})).works == (12,)
    assert of(urlencode({"rft_id": "https://elsewhere.example.org/works/12/"})).works == ()


def test_what_we_send_we_understand():
    record = BibRecord(
        kind=Kind.BOOK, titles=(Title(forms=(TitleForm("Emma"),)),), dates=(Date(text="1815", start=1815, end=1815),),
        contributions=(Contribution(forms=(Text("Austen, Jane"),), roles=("aut",)),), identifiers=(Identifier(scheme=Scheme.ISBN, value="9780140434781"),),
    )  # fmt: skip
    found = of(context_object(record, address=f"{WORKS}7/"))
    assert (found.title, found.authors, found.year, found.works) == ("Emma", ("Austen, Jane",), 1815, (7,))
    assert found.identifiers == ("isbn:9780140434781",)


def test_nothing_says_nothing():
    assert not of("url_ver=Z39.88-2004&rft_val_fmt=x").says_something


KEYS = st.sampled_from(
    ["rft.title", "title", "rft_id", "id", "date", "rft.au", "aulast", "isbn", "issn", "genre", "rft_val_fmt", "pages", "\x00"]
)


@given(st.dictionaries(KEYS, st.lists(st.text(max_size=20), max_size=2), max_size=4))
def test_nothing_that_is_sent_fails(pairs):
    wanted(pairs, works=WORKS)
    wanted(pairs)
