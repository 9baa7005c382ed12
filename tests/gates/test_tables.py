"""Real tables: each opens with its encoding, delimiter and headings, and every row is read or refused with a reason."""

import hashlib
import json
from pathlib import Path

import pytest

from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable, WrongProfile
from lantai.core.formats.protocol import Profile
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads(Path(__file__).with_name("floors").joinpath("tables.json").read_text())


@pytest.mark.parametrize("relative", FLOORS["tables"])
def test_it_finds_the_layout_and_accounts_for_every_row(relative: str):
    floor, path = FLOORS["tables"][relative], shared(relative)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == floor["sha256"]
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name, Profile(format="table"))
        read = refused = 0
        for chunk in chunks:
            try:
                refused += bool(chunk.refused)
                read += not chunk.refused and bool(read_chunk(chunk.raw, profile))
            except Unreadable:
                refused += 1
    line = next((int(note.split("line ")[1].split(";")[0]) for note in profile.notes if "headings stand" in note), 1)
    assert [profile.encoding, profile.delimiter, line, len(profile.columns)] == floor["layout"]
    assert (read >= floor["read"], refused <= floor["refused"]) == (True, True), (read, refused)


@pytest.mark.parametrize("relative", FLOORS["headless"])
def test_it_says_where_it_sees_that_there_are_no_headings(relative: str):
    with shared(relative).open("rb") as stream, pytest.raises(WrongProfile, match=r"line \d+, column \d+: no headings"):
        open_file(stream, relative, Profile(format="table"))


def test_a_wrong_delimiter_is_said_with_line_and_column():
    with (
        shared("resources/lists/reading_list_medical.csv").open("rb") as stream,
        pytest.raises(WrongProfile, match=r"line 1, column 12.*commas"),
    ):
        open_file(stream, "x.csv", Profile(format="table", delimiter=";"))


def test_the_same_list_reads_alike_from_utf_16_and_utf_8():
    titles = []
    for name in ("cup_eup_books_utf16.tsv", "cup_eup_books_utf8.tsv"):
        with shared(f"resources/kbart/{name}").open("rb") as stream:
            profile, chunks = open_file(stream, name)
            titles.append([read_chunk(chunk.raw, profile).titles for chunk in chunks])
    assert titles[0] == titles[1]


def test_a_number_broken_over_two_lines_of_a_cell_is_one_number():
    with shared("resources/prices/elsevier_prices_damaged.csv").open("rb") as stream:
        profile, chunks = open_file(stream, "x.csv")
        broken = next(chunk for chunk in chunks if b"2352-" in chunk.raw)
    assert [i.value for i in read_chunk(broken.raw, profile).identifiers] == ["2352-409X"]


def test_a_workbook_opens_at_the_sheet_with_headings():
    with shared("resources/prices/brill_primary_sources_2018.xlsx").open("rb") as stream:
        profile, chunks = open_file(stream, "x.xlsx")
        records = [read_chunk(chunk.raw, profile) for chunk in chunks]
    assert len(records) == 91
    assert records[0].titles[0].forms[0].value == "Classic Mexican Cinema Online"
