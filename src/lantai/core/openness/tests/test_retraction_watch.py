"""Retraction Watch's list: what its rows say, and which cannot be used."""

import csv
import io
from datetime import date

import pytest

from lantai.core.bib.notices import Nature
from lantai.core.formats.errors import UnknownFormat
from lantai.core.openness.retraction_watch import DescribedNotice
from lantai.core.openness.retraction_watch import read as read_list

ROW = {
    "Record ID": "42", "Title": "Terns", "Subject": "(BLS) Zoology;", "Institution": "", "Journal": "Tern Letters", "Publisher": "Terns", "Country": "",
    "Author": "A. Tern", "URLS": "", "ArticleType": "Research Article;", "RetractionDate": "3/28/2024 0:00", "RetractionDOI": "10.5555/N",
    "RetractionPubMedID": "0", "OriginalPaperDate": "1/2/2020 0:00", "OriginalPaperDOI": "10.5555/X", "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction", "Reason": "+Concerns/Issues About Data;+Duplication of Image;", "Paywalled": "No", "Notes": "",
}  # fmt: skip
"""The columns of Crossref's copy; the words are ours."""


def listed(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(ROW))
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str]) -> list[object]:
    return list(read_list(io.BytesIO(listed(*rows))))


def test_a_row_is_a_notice():
    assert read({}) == [DescribedNotice(
        key="42", about="10.5555/x", nature=Nature.RETRACTION, day=date(2024, 3, 28), doi="10.5555/n",
        reasons=("Concerns/Issues About Data", "Duplication of Image"), title="Terns",
    )]  # fmt: skip


def test_one_paper_has_several_notices_of_every_nature():
    natures = ("Expression of concern", "Correction", "Retraction", "Reinstatement")
    found = read(*({"Record ID": str(n), "RetractionNature": nature} for n, nature in enumerate(natures)))
    assert [one.nature for one in found] == [Nature.CONCERN, Nature.CORRECTION, Nature.RETRACTION, Nature.REINSTATEMENT]
    assert {one.about for one in found} == {"10.5555/x"}


def test_what_the_list_does_not_know_is_left_open():
    (found,) = read({"RetractionDate": "", "RetractionDOI": "unavailable", "Reason": ""})
    assert (found.day, found.doi, found.reasons) == (None, "", ())


@pytest.mark.parametrize("row, column, why", [
    ({"OriginalPaperDOI": "unavailable"}, 15, "there is no DOI of the paper"),
    ({"OriginalPaperDOI": "terns"}, 15, "'terns' is no DOI"),
    ({"RetractionDate": "28/3/2024"}, 11, "is no day"),
    ({"RetractionDate": "soon"}, 11, "is no day"),
    ({"RetractionNature": "Praise"}, 17, "neither retraction"),
    ({"Record ID": ""}, 1, "there is no number"),
])  # fmt: skip
def test_a_row_that_cannot_be_used_is_refused_with_line_and_column(row, column, why):
    good, refused = read({}, {"Record ID": "43"} | row)
    assert (good.key, refused.line, refused.column) == ("42", 3, column)
    assert why in refused.why


def test_a_number_that_stands_twice_is_refused_the_second_time():
    _good, refused = read({}, {})
    assert (refused.line, refused.column, refused.why) == (3, 1, "line 2 has this number too")


def test_another_table_is_refused():
    with pytest.raises(UnknownFormat, match="Record ID"):
        list(read_list(io.BytesIO(b"a,b\r\n1,2\r\n")))
