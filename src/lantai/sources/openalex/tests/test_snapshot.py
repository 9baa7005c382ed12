"""The snapshot from a folder: its parts, Parquet as JSON, journals, institutions, authors, numbers given up."""

import gzip
import json

import duckdb
import pytest

from lantai.core.formats import read_chunk
from lantai.core.formats.errors import FormatError
from lantai.core.matching.authors.registry import Author, Post
from lantai.core.matching.organizations.registry import Organization, Refused
from lantai.core.openness.journals import Charge, RefusedRow
from lantai.sources.openalex import authors, journals, organizations, parquet, snapshot
from lantai.sources.protocols.polite import SourceError

WORKS = [
    {
        "id": "https://openalex.org/W1",
        "title": "Sands",
        "publication_year": 2024,
        "abstract_inverted_index": {"dry": [0], "wind": [1]},
    },
    {"id": "https://openalex.org/W2", "title": "Tides", "publication_year": 2023, "abstract_inverted_index": None},
]


def written(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()))
    return path


def test_parts_come_in_the_order_of_their_updates(tmp_path):
    late = written(tmp_path / "data/works/updated_date=2026-02-01/part_000.gz", WORKS)
    early = written(tmp_path / "data/works/updated_date=2025-12-01/part_000.gz", WORKS)
    assert snapshot.parts(tmp_path).works == [early, late]
    assert snapshot.parts(tmp_path / "data").works == [early, late]
    assert snapshot.parts(tmp_path / "data/works").works == [early, late]


def test_a_part_that_the_manifest_lists_and_nobody_has_is_said(tmp_path):
    written(tmp_path / "data/works/updated_date=2026-02-01/part_000.gz", WORKS)
    entries = [{"url": f"s3://openalex/data/works/updated_date=2026-02-01/part_00{n}.gz"} for n in (0, 1)]
    (tmp_path / "data/works/manifest").write_text(json.dumps({"entries": entries}))
    with pytest.raises(SourceError, match="lists 1 parts that are not there, such as updated_date=2026-02-01/part_001"):
        snapshot.parts(tmp_path)


@pytest.mark.parametrize("folder", ["nothing", "."])
def test_a_folder_without_parts_is_said(tmp_path, folder):
    with pytest.raises(SourceError):
        snapshot.parts(tmp_path / folder)


@pytest.mark.parametrize("abstracts", ["MAP(VARCHAR, BIGINT[])", "VARCHAR"])
def test_parquet_says_what_the_json_says(tmp_path, abstracts):
    lines = written(tmp_path / "works.jsonl.gz", WORKS)
    file = tmp_path / "part_000.parquet"
    columns = "{id: 'VARCHAR', title: 'VARCHAR', publication_year: 'BIGINT', abstract_inverted_index: '%s'}" % (
        "JSON" if abstracts == "VARCHAR" else abstracts
    )
    chosen = "* REPLACE (abstract_inverted_index::VARCHAR AS abstract_inverted_index)" if abstracts == "VARCHAR" else "*"
    duckdb.sql(f"COPY (SELECT {chosen} FROM read_json('{lines}', columns={columns})) TO '{file}'")
    found = [read_chunk(chunk.raw, parquet.READING) for chunk in parquet.chunks(file)]
    plain = [read_chunk(json.dumps(work).encode(), parquet.READING) for work in WORKS]
    assert found == plain
    assert parquet.count(file) == 2


def test_journals_that_are_open_become_facts(tmp_path):
    open_one = {"id": "https://openalex.org/S1", "type": "journal", "is_oa": True, "display_name": "Gulls", "issn_l": "2049-3630",
                "issn": ["2049-3630"], "apc_prices": [{"price": 850, "currency": "EUR"}]}  # fmt: skip
    closed, bad = open_one | {"is_oa": False}, open_one | {"id": "https://openalex.org/S2", "issn_l": None, "issn": ["1234-5678"]}
    rows = list(journals.read([written(tmp_path / "part_000.gz", [open_one, closed, bad, "{broken"])]))
    assert (rows[0].title, rows[0].issns, rows[0].charge, rows[0].amounts) == (
        "Gulls",
        ("2049-3630",),
        Charge.YES,
        ((85_000, "EUR"),),
    )
    assert [type(row) for row in rows[1:]] == [RefusedRow, RefusedRow]
    assert (rows[1].line, rows[2].is_cut) == (3, False)


def test_institutions_become_organizations(tmp_path):
    said = {"id": "https://openalex.org/I1", "ror": "https://ror.org/01mkqqe32", "display_name": "Lanzhou University", "type": "education",
            "display_name_acronyms": ["LZU"], "international": {"display_name": {"zh": "兰州大学"}}, "geo": {"city": "Lanzhou", "country_code": "CN"},
            "associated_institutions": [{"ror": "https://ror.org/034t30j35", "relationship": "parent"}]}  # fmt: skip
    found = list(organizations.read([written(tmp_path / "part_000.gz", [said, {"id": "https://openalex.org/I2"}])]))
    assert isinstance(found[0], Organization)
    assert (found[0].id, found[0].parents, found[0].places) == ("01mkqqe32", ("034t30j35",), (("Lanzhou", "", "CN"),))
    assert {name for name, _ in found[0].names} == {"Lanzhou University", "LZU", "兰州大学"}
    assert isinstance(found[1], Refused)


def test_numbers_given_up_are_read(tmp_path):
    path = tmp_path / "2026-01-01.csv.gz"
    path.write_bytes(gzip.compress(b"merge_date,id,merge_into_id\n2026-01-01,W1,W2\n2026-01-01,W3,\n"))
    assert list(snapshot.given_up(path)) == [(2, "W1", "W2"), (3, "W3", "")]
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(SourceError, match="cannot be read"):
        list(snapshot.given_up(path))


def test_authors_come_with_their_names_in_all_scripts_their_orcid_and_where_they_worked(tmp_path):
    lake = {
        "id": "https://openalex.org/I9",
        "ror": "https://ror.org/01mkqqe32",
        "display_name": "Lakeside University",
        "country_code": "CN",
    }
    said = {"id": "https://openalex.org/A5023888391", "orcid": "https://orcid.org/0000-0002-1825-0097", "display_name": "Xiaoming Wang",
            "display_name_alternatives": ["王小明", "X. Wang", "Xiaoming  Wang", None],
            "affiliations": [{"institution": lake, "years": [2021, 2019, "x"]}, {}]}  # fmt: skip
    older = {"id": "https://openalex.org/A2", "ids": {"orcid": None}, "display_name": "Bo", "last_known_institution": lake}
    odd = [
        said | {"orcid": "0000-0002-1825-0098"},
        said | {"id": "https://openalex.org/W5"},
        {"id": "A3", "display_name": " "},
        "[1]",
        "{broken",
    ]

    found = list(authors.read([written(tmp_path / "part_000.gz", [said, older, *odd])]))

    assert found[0] == Author(
        1, 5023888391, "0000-0002-1825-0097", ("Xiaoming Wang", "王小明", "X. Wang"), (Post("Lakeside University", "01mkqqe32", "cn", 2019, 2021),)
    )  # fmt: skip
    assert (found[1].orcid, found[1].places) == ("", (Post("Lakeside University", "01mkqqe32", "cn"),))
    assert [(one.row, one.why.partition(":")[0]) for one in found[2:]] == [
        (3, "A5023888391"), (4, "no number of an author"), (5, "A3"), (6, "part_000.gz"), (7, "part_000.gz"),
    ]  # fmt: skip


DEEP = {"id": "https://openalex.org/W1", "title": "Größe der Gezeiten", "authorships": [{"author": {"display_name": "Ann Ayn"}}],
        "primary_location": {"source": {"type": "journal", "display_name": "Gulls"}}, "open_access": {"is_oa": True, "oa_status": "gold"}}  # fmt: skip


def in_columns(path, work, columns):
    """Write one work as Parquet; ``columns``: what stands for each member."""
    values = [json.dumps(value) if isinstance(value, (dict, list)) else value for value in work.values()]
    asked = duckdb.connect()
    asked.execute(f"CREATE TABLE works ({', '.join(f'{name} VARCHAR' for name in work)})")
    asked.execute(f"INSERT INTO works VALUES ({', '.join('?' * len(values))})", values)
    asked.execute(f"COPY (SELECT {', '.join(columns)} FROM works) TO '{path}' (FORMAT parquet)")
    return path


def test_members_that_a_snapshot_keeps_as_text_are_opened_and_bytes_are_text(tmp_path):
    columns = ["id", "encode(title) AS title", "authorships", "primary_location", "open_access", "'{broken' AS biblio"]
    (chunk,) = parquet.chunks(in_columns(tmp_path / "part_000.parquet", DEEP, columns))
    assert json.loads(chunk.raw) == DEEP | {"biblio": "{broken"}
    assert read_chunk(chunk.raw, parquet.READING).contributions[0].forms[0].value == "Ann Ayn"


@pytest.mark.parametrize(
    "columns, said",
    [
        (["id AS work_id", "title AS name"], "has no column id; it has: work_id, name"),
        ([], "is no whole Parquet file, get it once more: "),
    ],
)
def test_columns_in_which_no_work_is_known_and_a_file_that_is_cut_are_said_in_one_line(tmp_path, columns, said):
    file = in_columns(tmp_path / "part_000.parquet", DEEP, columns or ["*"])
    if not columns:
        file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(FormatError) as problem:
        parquet.count(file)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "raw, pairs",
    [
        ("\ufeffid,merge_into_id\nW1,W2\n".encode(), [(2, "W1", "W2")]),
        ("id;merge_date;merge_into_id\r\nhttps://openalex.org/W1;2026-01-01;\r\n".encode("utf-16"), [(2, "W1", "")]),
    ],
)
def test_lists_of_numbers_given_up_are_read_however_they_are_written(tmp_path, raw, pairs):
    path = tmp_path / "2026-01-01.csv"
    path.write_bytes(raw)
    assert list(snapshot.given_up(path)) == pairs


@pytest.mark.parametrize("raw, said", [(b"old,new\nW1,W2\n", "no column id, its columns are old, new"), (b"", "it is empty")])
def test_a_list_in_which_no_number_is_given_up_is_said(tmp_path, raw, said):
    path = tmp_path / "2026-01-01.csv"
    path.write_bytes(raw)
    with pytest.raises(SourceError, match=said):
        list(snapshot.given_up(path))


def test_prices_that_are_none_are_left_out_and_texts_are_read(tmp_path):
    prices = [(-5, "EUR"), ("5990", "usd"), (1e30, "USD"), (float("nan"), "USD"), (850.5, "EUR"), (10, "1"), (None, "CNY")]
    rows = [{"id": "https://openalex.org/S1", "type": "journal", "is_oa": True, "display_name": "Gulls", "issn": ["2049-3630"],
             "apc_prices": [{"price": price, "currency": currency} for price, currency in prices]}]  # fmt: skip
    (found,) = journals.read([written(tmp_path / "part_000.gz", [json.dumps(rows[0]).replace("NaN", "null")])])
    assert found.amounts == ((599_000, "USD"), (85_050, "EUR"))


def test_a_number_that_is_no_identifier_of_ror_names_no_institution(tmp_path):
    (found,) = organizations.read(
        [written(tmp_path / "part_000.gz", [{"id": "I3", "ror": "https://ror.org/7", "display_name": "N"}])]
    )
    assert found == Refused(1, "I3: 'https://ror.org/7' is no identifier of ROR")


def test_a_part_that_is_cut_says_what_to_do_and_a_line_that_is_nested_for_ever_is_a_row(tmp_path):
    whole = written(tmp_path / "part_000.gz", [{"id": n} for n in range(500)])
    whole.write_bytes(whole.read_bytes()[:-50])
    with pytest.raises(SourceError, match="get it once more"):
        list(journals.read([whole]))
    deep = written(tmp_path / "part_001.gz", ["[" * 50_000])
    assert [row.why for row in journals.read([deep])] == ["part_001.gz: not JSON"]
