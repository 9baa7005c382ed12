"""Title lists: every column read, every known damage mended and said, or refused by row, column, value and rule; nothing lost."""

import io
from collections import Counter
from datetime import date

import openpyxl
import pytest

from lantai.core.formats.kbart import PACKAGE, Listed, Listing, marked, read, write
from lantai.core.formats.kbart.columns import COLUMNS, column_of
from lantai.core.formats.kbart.listing import stored
from lantai.core.formats.kbart.sheet import NotAList

TODAY = date(2026, 11, 28)
JOURNAL = {
    "publication_title": "Air Quarterly", "print_identifier": "0378-5955", "online_identifier": "1365-201X", "date_first_issue_online": "1990-01",
    "num_first_vol_online": "1", "num_first_issue_online": "1", "title_url": "https://reader.example/air", "title_id": "air",
    "coverage_depth": "fulltext", "publisher_name": "Example Press", "publication_type": "serial", "access_type": "P",
}  # fmt: skip
BOOK = {
    "publication_title": "Water", "print_identifier": "9781447121664", "online_identifier": "9781447121671", "title_id": "water", "first_author": "Shui",
    "title_url": "https://reader.example/water", "publication_type": "monograph", "date_monograph_published_print": "2011", "access_type": "P",
}  # fmt: skip


def text(*rows: dict[str, str], headings: tuple[str, ...] = COLUMNS, delimiter: str = "\t") -> str:
    lines = [delimiter.join(headings), *(delimiter.join(row.get(column, "") for column in headings) for row in rows)]
    return "\n".join(lines) + "\n"


def listing(*rows: dict[str, str], **more) -> Listing:
    return taken(text(*rows).encode(), **more)


def taken(data: bytes, **more) -> Listing:
    found = read(io.BytesIO(data), today=TODAY, **more)
    assert sum(each.rows for each in found.titles.values()) + len(found.refused) == found.rows
    return found


def one(row: dict[str, str], **changed: str) -> tuple[Listed, set[tuple[str, str]]]:
    found = listing(row | changed)
    assert not found.refused, found.refused
    (title,) = found.titles.values()
    return title, {(m.note.column, m.note.rule) for m in found.mended}


def refusal(row: dict[str, str], **changed: str) -> tuple[int, str, str, str]:
    (refused,) = listing(row | changed).refused
    return refused.number, refused.column, refused.value, refused.rule


def test_every_column_comes_out_as_it_went_in():
    row = dict(zip(COLUMNS, (f"text {n}" for n in range(25)), strict=True)) | {
        "print_identifier": "0378-5955", "online_identifier": "1365-201X", "date_first_issue_online": "1990-01-02",
        "date_last_issue_online": "2001-12", "title_url": "https://reader.example/a?b=c&d=e", "embargo_info": "R10Y;P30D",
        "coverage_depth": "selected articles", "publication_type": "serial", "date_monograph_published_print": "1999",
        "date_monograph_published_online": "2000-02-03", "access_type": "F",
    }  # fmt: skip
    found = listing(row)
    assert (found.mended, found.refused) == ([], [])
    assert "".join(write(found.titles.values())) == text(row)


def test_rows_of_one_title_are_statements_and_a_second_reading_finds_the_same():
    rows = [JOURNAL | {"date_last_issue_online": "1994"}, JOURNAL | {"date_first_issue_online": "2000", "embargo_info": "P1Y"}]
    found = listing(*rows)
    (title,) = found.titles.values()
    assert [(s.first, s.last, s.embargo) for s in title.statements] == [("1990-01", "1994", ""), ("2000", "", "P1Y")]
    assert [each.get("embargo") for each in stored(title)] == [None, "P1Y"]
    again = taken("".join(write(found.titles.values())).encode())
    assert again.titles.keys() == found.titles.keys()
    assert [stored(t) for t in again.titles.values()] == [stored(title)]


@pytest.mark.parametrize(
    ("column", "given", "attribute", "meant", "rule"),
    [
        ("publication_title", "Air &amp; <i>Water</i>", "title", "Air & Water", "markup"),
        ("print_identifier", "03785955", "print_identifier", "0378-5955", "identifier_shape"),
        ("print_identifier", "3785955", "print_identifier", "0378-5955", "zeros_lost"),
        ("print_identifier", "0378-5955; 1365-201X", "print_identifier", "0378-5955", "several_identifiers"),
        ("print_identifier", "1365-201X", "print_identifier", "", "same_identifier_twice"),
        ("print_identifier", "0378-5956", "print_identifier", "", "check_digit"),
        ("print_identifier", "9.78145E+12", "print_identifier", "", "digits_lost"),
        ("coverage_depth", "Full text", "depth", "fulltext", "depth_words"),
        ("publication_type", "Journal", "kind", "serial", "type_words"),
        ("access_type", "free", "access", "F", "access_words"),
        ("access_type", "M", "access", "M", "access_words_unknown"),
        ("embargo_info", "p12m", "embargo", "P12M", "embargo_shape"),
        ("notes", "See <a href='x'>here</a>", "note", "See here", "markup"),
        ("title_url", "reader.example/air", "url", "https://reader.example/air", "address_shape"),
        ("title_url", "see the desk", "url", "", "not_an_address"),
    ],
)
def test_a_cell_is_mended_and_it_is_said(column, given, attribute, meant, rule):
    title, notes = one(JOURNAL, **{column: given})
    assert getattr(title, attribute) == meant
    assert (column, rule) in notes


@pytest.mark.parametrize(
    ("given", "meant", "rule"),
    [
        ("2008-05-19 00:00:00", "2008-05-19", "date_with_time"), ("19/05/2008", "2008-05-19", "date_shape"), ("05/19/2008", "2008-05-19", "date_shape"),
        ("05/06/2008", "2008", "date_shape"), ("20080519", "2008-05-19", "date_shape"), ("39587", "2008-05-19", "date_of_spreadsheet"),
        ("May 2008", "2008-05", "date_in_words"), ("2008年5月", "2008-05", "date_shape"), ("0000", "", "date_zero"), ("0000-00-00", "", "date_zero"),
        ("2008-00", "2008", "date_zero"), ("Vol. 24, no. 1 (2008)", "2008", "year_among_words"), ("2031", "2031", "date_in_future"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_was_meant(given, meant, rule):
    title, notes = one(JOURNAL, date_first_issue_online=given)
    assert (title.statements[0].first if title.statements else "") == meant
    assert rule in {each for _, each in notes}


def test_words_for_today_end_nothing():
    title, notes = one(JOURNAL, date_last_issue_online="present")
    assert title.statements[0].last == ""
    assert ("date_last_issue_online", "date_open") in notes


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("publication_title", "", "no_title"), ("publication_title", "???", "no_title"), ("date_first_issue_online", "98", "two_digit_year"),
        ("date_first_issue_online", "01/02/98", "two_digit_year"), ("date_first_issue_online", "2008-13", "impossible_date"),
        ("date_first_issue_online", "2008-02-30", "impossible_date"), ("date_first_issue_online", "yes", "not_a_date"),
        ("date_last_issue_online", "1980", "first_after_last"), ("embargo_info", "P1", "not_an_embargo"), ("embargo_info", "PXY", "not_an_embargo"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_refused_by_name(column, value, rule):
    assert refusal(JOURNAL, **{column: value}) == (2, column, value, rule)


def test_good_rows_go_in_beside_refused_ones_and_the_row_is_kept_as_received():
    found = listing(JOURNAL, BOOK | {"publication_title": ""}, BOOK)
    assert [t.title for t in found.titles.values()] == ["Air Quarterly", "Water"]
    assert found.refused[0].raw == text(BOOK | {"publication_title": ""}).splitlines()[1]


def test_a_row_said_twice_is_refused_and_names_the_first():
    (refused,) = listing(JOURNAL, BOOK, JOURNAL).refused
    assert (refused.number, refused.value, refused.rule) == (4, "2", "duplicate_row")


def test_a_title_said_twice_otherwise_is_refused():
    (refused,) = listing(JOURNAL, JOURNAL | {"notes": "again"}).refused
    assert (refused.column, refused.rule) == ("date_first_issue_online", "duplicate_key")


def test_another_journal_under_the_same_number_is_a_title_of_its_own():
    found = listing(
        JOURNAL, JOURNAL | {"publication_title": "Air Letters", "print_identifier": "0890-0604", "online_identifier": "1469-1760"}
    )
    assert [t.title for t in found.titles.values()] == ["Air Quarterly", "Air Letters"]


def test_a_books_number_that_lost_its_zero_is_mended():
    title, notes = one(BOOK, print_identifier="198526636", online_identifier="9781447121671.0")
    assert (title.print_identifier, title.online_identifier) == ("9780198526636", "9781447121671")
    assert ("print_identifier", "zeros_lost") in notes


def test_the_issn_of_a_books_series_stands_beside():
    title, notes = one(BOOK, print_identifier="0378-5955", online_identifier="")
    assert (title.print_identifier, title.issns, title.more["identifiers"]) == ("", (), "0378-5955")
    assert ("print_identifier", "issn_of_a_book") in notes


def test_a_serial_called_a_book_is_a_serial():
    title, notes = one(JOURNAL, publication_type="Monograph")
    assert title.kind == "serial"
    assert ("publication_type", "type_against_numbers") in notes


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp1252"])
def test_a_list_is_read_in_its_encoding(codec):
    titles = ["Études céleste", "Revue française"] if codec == "cp1252" else ["中国图书馆学报的研究", "Air"]
    data = text(*(JOURNAL | {"publication_title": t, "title_id": t} for t in titles)).encode(codec)
    found = taken(data)
    assert [t.title for t in found.titles.values()] == titles
    assert found.faults


def test_line_ends_lines_above_few_columns_more_columns_and_other_names_are_taken():
    headings = ("Journal Title", "ISSN", "E-ISSN", "Coverage Start", "URL", "Price")
    rows = ["Provider,Example", "", ",".join(headings), "Air,03785955,1365-201X,1990,https://reader.example/air,12"]
    found = taken("\r\r\n".join(rows).encode())
    (title,) = found.titles.values()
    assert (title.title, title.print_identifier, title.statements[0].first, title.more) == (
        "Air",
        "0378-5955",
        "1990",
        {"Price": "12"},
    )
    assert {"lines_above", "other_headings", "columns_missing", "more_columns"} <= set(found.faults)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("publicaton_title", "publication_title"),
        ("Publication-Title", "publication_title"),
        ("coverage_notes", "notes"),
        ("parent_publication_id", "parent_publication_title_id"),
        ("Price", ""),
    ],
)
def test_a_misspelt_heading_is_known(heading, column):
    assert column_of(heading) == column


def test_staff_say_which_heading_is_which():
    data = b"What\tWhen\tNumber\nAir\t1990\t0378-5955\n"
    found = taken(data, mapping={"publication_title": "What", "date_first_issue_online": "When", "print_identifier": "Number"})
    (title,) = found.titles.values()
    assert (title.title, title.print_identifier, title.statements[0].first) == ("Air", "0378-5955", "1990")


def test_a_quotation_mark_left_open_costs_nothing_but_itself():
    rows = text(JOURNAL, BOOK).splitlines()
    rows[1] = '"' + rows[1]
    found = taken("\n".join(rows).encode())
    assert [t.title for t in found.titles.values()] == ["Air Quarterly", "Water"]
    assert {m.note.rule for m in found.mended} == {"open_quote"}


def test_cells_beyond_the_headings_are_refused():
    (refused,) = taken((text(JOURNAL).rstrip("\n") + "\tmore\n").encode()).refused
    assert (refused.value, refused.rule) == ("more", "too_many_cells")


def test_a_workbook_is_read_with_its_dates():
    book = openpyxl.Workbook()
    book.active.append(list(COLUMNS))
    book.active.append(
        [JOURNAL.get(column, "") if column != "date_first_issue_online" else date(1990, 1, 2) for column in COLUMNS]
    )
    out = io.BytesIO()
    book.save(out)
    (title,) = taken(out.getvalue()).titles.values()
    assert (title.title, title.statements[0].first) == ("Air Quarterly", "1990-01-02")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"hello\nworld\n", b"a,b,c\n1,2,3\n", b"%PDF-1.7 nothing"])
def test_what_is_no_list_is_refused_as_a_whole(data):
    with pytest.raises(NotAList):
        taken(data)


def test_rows_of_a_list_with_every_damage_are_all_accounted_for():
    damaged = [
        JOURNAL | {"title_id": str(n), "date_first_issue_online": when}
        for n, when in enumerate(["1990", "98", "0000", "x", "2008-13"])
    ]
    found = listing(*damaged, BOOK, BOOK)
    assert Counter(r.rule for r in found.refused) == {
        "two_digit_year": 1,
        "not_a_date": 1,
        "impossible_date": 1,
        "duplicate_row": 1,
    }
    assert (found.rows, len(found.titles)) == (7, 3)


SEVERAL = """publication_title\tonline_identifier\tHumanities\tWhole\tDiscipline
Air Quarterly\t1365-201X\t\tX\tphysics
Marsh Letters\t1234-5679\tX\tx\tletters
Reed Review\t\tNo\tX\t
"""


def test_of_a_list_of_several_packages_one_is_taken_and_the_rest_counted():
    whole = taken(SEVERAL.encode())
    assert marked(whole.titles.values()) == {"Whole": 3, "Humanities": 1}
    part = taken(SEVERAL.encode(), mapping={PACKAGE: "humanities"})
    assert ([each.title for each in part.titles.values()], part.rows, part.left_out) == (["Marsh Letters"], 1, 2)
    with pytest.raises(NotAList, match="No column is headed Sciences"):
        taken(SEVERAL.encode(), mapping={PACKAGE: "Sciences"})
