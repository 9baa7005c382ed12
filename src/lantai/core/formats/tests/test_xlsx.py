import io
import zipfile

import openpyxl
import pytest

from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.core.formats import xlsx
from lantai.core.formats.errors import FormatError, LimitExceeded, WrongProfile
from lantai.core.formats.mapping import read_mapping
from lantai.core.formats.protocol import Profile


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def records(data: bytes, **laid_down: object) -> list[BibRecord]:
    profile = xlsx.examine(data, Profile(**laid_down))  # type: ignore[arg-type]
    return [xlsx.read(chunk.raw, profile) for chunk in xlsx.split(io.BytesIO(data), profile)]


def test_it_takes_the_sheet_with_known_headings_and_passes_over_what_stands_above():
    data = workbook(
        ("Cover", [["A list"]]),
        ("Books", [["Exported"], [], ["题名", "出版年"], ["红楼梦", 1791.0], [None, None], ["呐喊", 1923]]),
    )
    assert [(r.titles[0].forms[0].value, r.year) for r in records(data)] == [("红楼梦", 1791), ("呐喊", 1923)]


def test_the_profile_names_another_sheet():
    data = workbook(("A", [["Title"], ["one"]]), ("B", [["Title"], ["two"]]))
    assert records(data, dialect="B")[0].titles[0].forms[0].value == "two"
    with pytest.raises(WrongProfile, match="it has: A, B"):
        records(data, dialect="C")


def test_a_bomb_is_refused_with_the_limit():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    with pytest.raises(LimitExceeded, match="200 times"):
        records(stream.getvalue())


def test_entities_in_a_part_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "aa">]><workbook/>')
    with pytest.raises(LimitExceeded, match="limit: 0"):
        records(stream.getvalue())


def test_a_damaged_workbook_is_refused():
    with pytest.raises(FormatError, match="damaged"):
        records(workbook(("A", [["Title"], ["one"]]))[:-200])


def test_a_formula_is_written_as_text_and_comes_back():
    stream = io.BytesIO()
    xlsx.write([BibRecord(titles=(Title(forms=(TitleForm(value="=1+1"),)),))], stream)
    assert records(stream.getvalue())[0].titles[0].forms[0].value == "=1+1"


def test_a_mapping_file_lays_down_what_columns_mean():
    profile = read_mapping(b'library = "Main"\ndelimiter = "tab"\n[map]\n"Wer" = "creator[trl]"\n"Was" = "title"\n', "m.toml")
    assert (profile.library, profile.delimiter, profile.mapping) == ("Main", "\t", {"Wer": "creator[trl]", "Was": "title"})
    with pytest.raises(WrongProfile, match="titel"):
        read_mapping(b'{"map": {"Was": "titel"}}', "m.json")
