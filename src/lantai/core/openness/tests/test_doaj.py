"""DOAJ's list of journals: what a row says, and which rows cannot be used, with line and column."""

import csv
import gzip
import io
from datetime import date

import pytest

from lantai.core.formats.errors import UnknownFormat
from lantai.core.openness import doaj
from lantai.core.openness.journals import Charge, DescribedJournal, RefusedRow

ON = date(2026, 11, 1)
GULL = {
    "Journal title": "Gull Letters",
    "Journal ISSN (print version)": "1234-5679",
    "Journal EISSN (online version)": "2049-3630",
    "When did the journal start to publish all content using an open license?": "2014",
    "APC": "Yes",
    "APC amount": "8000 PLN; 2400.50 EUR; 300 JPY",
    "Journal waiver policy (for developing country authors etc)": "Yes",
    "Has other fees": "No",
    "Journal license": "CC BY, CC BY-NC",
    "Review process": "Double anonymous peer review",
    "DOAJ Seal": "",
    "Publisher": "Harbour, Press",
    "Country of publisher": "Iran, Islamic Republic of",
    "Languages in which the journal accepts manuscripts": "English, Chinese, Birdsong",
    "LCC Codes": "QL671-699|Q",
    "Preservation Services": "CLOCKSS, PMC",
    "Preservation Service: national library": "National Library, Warsaw",
    "URL in DOAJ": "https://doaj.org/toc/9f2c",
}
COLUMN = {name: number for number, name in enumerate(GULL, start=1)}
OTHER = {"Journal ISSN (print version)": "2167-8359", "Journal EISSN (online version)": "", "URL in DOAJ": ""}


def listed(*rows: dict[str, str]) -> bytes:
    """Return a list of journals; each row is the gull's with what is said otherwise."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys([*GULL, *(name for row in rows for name in row)])))
    writer.writeheader()
    writer.writerows(GULL | row for row in rows)
    return text.getvalue().encode()


def read(data: bytes) -> list[DescribedJournal | RefusedRow]:
    return list(doaj.read(io.BytesIO(data), on=ON))


def test_a_row_says_everything_of_its_journal():
    (found,) = read(listed({}))
    assert found == DescribedJournal(
        title="Gull Letters",
        issns=("1234-5679", "2049-3630"),
        open_since=2014,
        charge=Charge.YES,
        amounts=((800000, "PLN"), (240050, "EUR"), (300, "JPY")),
        waiver=True,
        other_fees=False,
        licenses=("CC BY", "CC BY-NC"),
        review=("Double anonymous peer review",),
        publisher="Harbour, Press",
        country="ir",
        languages=("en", "zh", "Birdsong"),
        classes=("QL671-699", "Q"),
        preservation=("CLOCKSS", "PMC", "National Library, Warsaw"),
        page="https://doaj.org/toc/9f2c",
        row={name: cell for name, cell in GULL.items() if cell},
    )


@pytest.mark.parametrize("column, cell, why", [
    ("Journal title", "", "there is no title"),
    ("Journal ISSN (print version)", "1234-5678", "'1234-5678' is no ISSN"),
    ("Journal EISSN (online version)", "soon", "'soon' is no ISSN"),
    ("When did the journal start to publish all content using an open license?", "2031", "'2031' is no year"),
    ("When did the journal start to publish all content using an open license?", "1st", "'1st' is no year"),
    ("APC", "Perhaps", "'Perhaps' is neither yes nor no"),
    ("DOAJ Seal", "?", "'?' is neither yes nor no"),
    ("APC amount", "2,400 EUR", "'2,400 EUR' is no amount with its currency"),
    ("APC amount", "2400 QQQ", "'2400 QQQ' is no amount with its currency"),
    ("APC amount", "1.5 JPY", "'1.5 JPY' is no amount with its currency"),
])  # fmt: skip
def test_a_cell_that_cannot_be_used_is_named_by_line_and_column(column, cell, why):
    refused, good = read(listed({column: cell}, OTHER))
    assert (refused.line, refused.column, refused.why) == (2, COLUMN[column], why)
    assert (refused.page, refused.is_cut, good.title) == ("https://doaj.org/toc/9f2c", True, "Gull Letters")


def test_a_row_without_any_issn_is_refused():
    (refused,) = read(listed({name: "" for name in GULL if "ISSN" in name}))
    assert (refused.line, refused.column, refused.why) == (2, 2, "there is no ISSN")


def test_of_two_rows_with_one_issn_the_second_is_refused():
    _good, refused = read(listed({}, OTHER | {"Journal EISSN (online version)": "2049-3630"}))
    assert (refused.line, refused.column, refused.why) == (3, 3, "line 2 has this ISSN too")


def test_a_row_that_cannot_be_cut_is_refused_and_the_others_are_read():
    data = listed({}) + b"too, many, cells" + b",x" * len(GULL) + b"\r\n"
    refused, good = read(data)
    assert (refused.line, refused.column, refused.is_cut, good.title) == (3, len(GULL) + 1, False, "Gull Letters")


def test_a_packed_list_of_the_older_layout_is_read():
    head = "Title,ISSN,EISSN,Publisher,Language,Start.Year,Country,Publication.fee,CC.License\r\n"
    (found,) = read(gzip.compress(f"{head}Tern,1234-5679,,Nest,English,2001,Turkey,CON,by-nc\r\n".encode()))
    assert (found.charge, found.licenses, found.country, found.open_since) == (Charge.SOMETIMES, ("CC BY-NC",), "tr", 2001)


@pytest.mark.parametrize("data", [b"", b"Title,ISSN\r\nTern,1234-5679\r\n", b"\x00\x01\x02"])
def test_what_is_no_list_of_doaj_is_refused_whole(data):
    with pytest.raises(UnknownFormat, match="no list of journals of DOAJ"):
        read(data)
