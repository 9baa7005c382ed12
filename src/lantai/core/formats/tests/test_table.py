import io

import pytest

from lantai.core.bib.record import BibRecord, Kind, Scheme, Standing
from lantai.core.formats import linestream, table, table_rows
from lantai.core.formats.errors import Unreadable, WrongProfile
from lantai.core.formats.protocol import Profile


def opened(data: bytes | str, **laid_down: object) -> tuple[Profile, list[tuple[int, BibRecord | str]]]:
    """Return the profile, and the line with the record, or the reason of a refusal, of each row."""
    raw = data.encode() if isinstance(data, str) else data
    profile = table.examine(raw, Profile(**laid_down))  # type: ignore[arg-type]
    rows: list[tuple[int, BibRecord | str]] = []
    for chunk in table.split(io.BytesIO(raw), profile):
        try:
            rows.append((chunk.position, chunk.refused or table.read(chunk.raw, profile)))
        except Unreadable as problem:
            rows.append((chunk.position, str(problem)))
    return profile, rows


def record(data: str, **laid_down: object) -> BibRecord:
    _, rows = opened(data, **laid_down)
    assert isinstance(rows[0][1], BibRecord), rows[0][1]
    return rows[0][1]


@pytest.mark.parametrize(
    "heading, path",
    [
        ("题名", "title"), ("責任者", "creator"), ("出版社", "publisher"), ("索书号", "holding.callnumber"), ("馆藏地", "item.location"),
        ("ISBN-13", "isbn"), ("publication_title", "title"), ("المؤلف", "creator"), ("سنة النشر", "date"), ("Auteur", "creator"),
        ("Erscheinungsjahr", "date"), ("Año de publicación", "date"), ("Editora", "publisher"), ("Заглавие", "title"), ("請求記号", "holding.callnumber"),
        ("年", "date"), ("年度", "date"), ("Number of Pages", "extent"), ("creator[trl]", "creator[trl]"), ("whatever", ""),
        ("Keywords (English)", "subject[lang:en]"), ("英文关键词", "subject[lang:en]"), ("关键词（英文）", "subject[lang:en]"),
        ("abstract_zh", "note.summary[lang:zh]"), ("English abstract", "note.summary[lang:en]"), ("title_ru", "title[lang:ru]"),
        ("subject_id", ""),
    ],
)  # fmt: skip
def test_it_guesses_columns_from_their_headings(heading: str, path: str):
    assert table.paths_of([heading, "title"], {})[heading] == path


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_it_finds_delimiter_and_encoding(delimiter: str, encoding: str):
    lines = [
        "题名,责任者,出版社,出版年",
        "红楼梦,曹雪芹,人民文学出版社,1982",
        "呐喊,鲁迅,新潮社,1923",
        "中国小说史略,鲁迅,新潮社,1923",
    ]
    profile, rows = opened("\n".join(lines).replace(",", delimiter).encode(encoding))
    assert profile.delimiter == delimiter
    assert [row.titles[0].forms[0].value for _, row in rows if isinstance(row, BibRecord)] == ["红楼梦", "呐喊", "中国小说史略"]


def test_it_passes_over_lines_above_the_headings_and_says_so():
    profile, rows = opened("Exported 2026-01-02\n\nTitle,Author,Year\nFaust,Goethe,1808\n")
    assert [line for line, _ in rows] == [4]
    assert "the headings stand on line 3; the lines above were passed over" in profile.notes


def test_it_reads_line_ends_and_delimiters_inside_quotation_marks():
    _, rows = opened('Title,Author\n"Faust,\neine Tragödie",Goethe\nWerther,Goethe\n')
    assert [(line, row.titles[0].forms[0].value) for line, row in rows if isinstance(row, BibRecord)] == [
        (2, "Faust, eine Tragödie"),
        (4, "Werther"),
    ]


def test_a_quotation_mark_that_stays_open_costs_its_own_line_only():
    _, rows = opened('Title,Author\n"Faust,Goethe\nWerther,Goethe\n"Stella",Goethe\n')
    assert [(line, row if isinstance(row, str) else row.titles[0].forms[0].value) for line, row in rows] == [
        (2, table.UNCLOSED),
        (3, "Werther"),
        (4, "Stella"),
    ]


def test_it_refuses_a_ragged_row_with_its_line_and_column():
    _, rows = opened("Title,Author,Year\nFaust,Goethe,1808\nWerther,Goethe\nStella,Goethe,1776,too,much\nClavigo,Goethe,1774\n")
    assert rows[1] == (
        3,
        "column 2: The row has 2 cells, but there are 3 headings: a line end or a delimiter is missing after column 2.",
    )
    assert rows[2][0] == 4
    assert "column 4" in str(rows[2][1])


def test_it_says_where_it_sees_another_delimiter_than_the_one_laid_down():
    with pytest.raises(WrongProfile, match="line 1, column 6: the cells are parted by semicolons, not by tabs"):
        opened("Title;Author;Year\nFaust;Goethe;1808\nWerther;Goethe;1774\n", delimiter="\t")


def test_it_says_where_it_sees_that_there_are_no_headings():
    with pytest.raises(WrongProfile, match="line 1, column 2: no headings were found; '1808' looks like a value"):
        opened("Faust,1808,9783150000014\nWerther,1774,9783150000670\n")


@pytest.mark.parametrize("data", [b"\x00", b"\x00\r\n\x00"])
def test_a_table_of_empty_rows_is_said_to_hold_none(data: bytes):
    with pytest.raises(WrongProfile, match="the file holds no rows"):
        table.examine(data, Profile())


def test_columns_that_are_laid_down_make_every_row_a_record():
    _, rows = opened("Faust,1808\nWerther,1774\n", columns=("Titel", "Jahr"), mapping={"Titel": "title", "Jahr": "date"})
    assert [row.year for _, row in rows if isinstance(row, BibRecord)] == [1808, 1774]


def test_it_refuses_a_mapping_that_names_a_column_that_is_not_there():
    with pytest.raises(WrongProfile, match="does not have: Titel; it has: Title, Year"):
        opened("Title,Year\nFaust,1808\n", mapping={"Titel": "title"})


def test_a_row_in_another_encoding_is_read_in_its_own_and_said_so():
    data = "题名,责任者\n红楼梦,曹雪芹\n".encode() + "中国小说史略,鲁迅的著作与出版\n".encode("gb18030")
    _, rows = opened(data)
    records = [row for _, row in rows if isinstance(row, BibRecord)]
    assert [found.titles[0].forms[0].value for found in records] == ["红楼梦", "中国小说史略"]
    assert [repair.code for found in records for repair in found.repairs] == ["charset"]


def test_a_number_that_a_spreadsheet_spoilt_is_invalid_and_says_why():
    isbn = record("Title,ISBN\nFaust,9.78E+12\n").identifiers[0]
    assert (isbn.scheme, isbn.standing, isbn.repair) == (Scheme.ISBN, Standing.INVALID, "digits lost")


def test_it_puts_items_together_from_their_columns():
    found = record("Title,Barcode,Location,Call number\nFaust,B1;B2,Stacks,PT1916\n", library="Main").holdings[0]
    assert (found.library, found.call_number) == ("Main", "PT1916")
    assert [(item.barcode, item.location) for item in found.items] == [("B1", "Stacks"), ("B2", "Stacks")]


def test_it_keeps_a_column_that_it_does_not_understand():
    kept = record("Title,Colour of the shelf\nFaust,green\n").verbatim[0]
    assert (kept.name, kept.values) == ("Colour of the shelf", (("", "green"),))


def test_columns_in_two_languages_keep_them():
    head = "题名,title_en,关键词,英文关键词,摘要,英文摘要,语种,原书名"
    _, rows = opened(f"{head}\n园林史,Gardens,园林;建筑,gardens;building,本书。,This book.,chi,Сады\n")
    record = rows[0][1]
    assert [(t.kind.value, t.forms[0].lang) for t in record.titles] == [
        ("proper", "zh-Hans"),
        ("parallel", "en"),
        ("original", "und-Cyrl"),
    ]
    assert [s.forms[0].lang for s in record.subjects] == ["zh-Hans", "zh", "en", "en"]
    assert [n.forms[0].lang for n in record.notes] == ["zh-Hans", "en"]


def test_a_list_of_journals_gives_journals():
    found = record("Journal title,ISSN\nNature,0028-0836\n")
    assert (found.kind, found.titles[0].forms[0].value, found.links) == (Kind.JOURNAL, "Nature", ())


def test_what_it_writes_reads_back_without_a_mapping():
    before = record(
        'Title,Author,Translator,Year,ISBN,Language\nDon Quijote,"Cervantes Saavedra, Miguel de","Braunfels, Ludwig",1848,,ger\n'
    )
    stream = io.BytesIO()
    table.write([before], stream)
    _, rows = opened(stream.getvalue())
    after = rows[0][1]
    assert isinstance(after, BibRecord)
    assert [(c.forms, c.roles) for c in after.contributions] == [(c.forms, c.roles) for c in before.contributions]
    assert (after.title.forms, after.languages, after.year) == (before.title.forms, before.languages, before.year)  # type: ignore[union-attr]


def test_rows_of_nothing_but_delimiters_are_passed_over():
    _, rows = opened('Title,Year\nFaust,1808\n,\n"",\nWerther,1774\n')
    assert [line for line, _ in rows] == [2, 5]


def test_a_file_of_marks_that_never_close_costs_each_line_itself_and_a_little_more():
    rows = list(table_rows.rows(linestream.lines(io.BytesIO(b"a,b\n" + b'"x,y\n' * 5_000 + b'"p,\nq",z\n')), ","))
    assert [row.line for row in rows] == [*range(1, 5_002), 5_002]
    assert {row.unclosed for row in rows[1:5_001]} == {1}
    assert rows[-1] == table_rows.Row(5_002, b'"p,\nq",z\n')
