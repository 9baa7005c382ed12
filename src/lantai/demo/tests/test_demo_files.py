"""The demo library's files are what the facts say, and what its README promises."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantai.core.bib.record import BibRecord, Standing
from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Profile
from lantai.core.matching.keys import work_keys
from lantai.core.matching.signs import signs
from lantai.demo import FILES
from lantai.demo.places import LIBRARY, PLACES

TOOL = Path(__file__).parents[4] / "tools" / "make_demo_library.py"
MANIFEST = json.loads((FILES / "manifest.json").read_text("utf-8"))


def rows(name: str) -> Iterator[tuple[int, BibRecord | None]]:
    """Yield every row of a file with its record, None where it is refused."""
    path = FILES / name
    mapping = path.with_name(f"{path.stem}.mapping.json")
    profile = Profile(mapping=json.loads(mapping.read_text("utf-8")) if mapping.exists() else {})
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, name, profile)
        for chunk in chunks:
            try:
                yield chunk.number, None if chunk.refused else read_chunk(chunk.raw, profile)
            except Unreadable:
                yield chunk.number, None


@pytest.fixture(scope="module")
def library() -> dict[str, list[tuple[int, BibRecord | None]]]:
    return {name: list(rows(name)) for name in MANIFEST["files"]}


@pytest.fixture(scope="module")
def records(library) -> list[BibRecord]:
    return [record for rows_of_file in library.values() for _, record in rows_of_file if record]


@pytest.mark.skipif(not TOOL.exists(), reason="tools/ is not installed with the package")
def test_the_tool_makes_the_same_files_again(tmp_path):
    subprocess.run([sys.executable, str(TOOL), "--to", str(tmp_path)], check=True, capture_output=True)
    made, kept = ({p.name: unpacked(p) for p in folder.iterdir()} for folder in (tmp_path, FILES))
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def unpacked(path: Path) -> bytes:
    """Return what is in a file; packed bytes depend on the version of zlib."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_it_is_large_and_varied_enough():
    assert MANIFEST["works"] >= 600
    assert MANIFEST["languages"] >= 16
    assert MANIFEST["scripts"] >= 9
    assert sum(path.stat().st_size for path in FILES.iterdir()) < 2_000_000


def test_every_row_is_found(library):
    assert {name: len(found) for name, found in library.items()} == {name: f["rows"] for name, f in MANIFEST["files"].items()}


def test_the_rows_to_be_refused_are_refused_and_no_others(library):
    refused = {(name, number) for name, found in library.items() for number, record in found if record is None}
    promised = {(row["file"], row["row"]) for row in MANIFEST["damaged"] if row["outcome"] == "refused"}
    assert refused == promised
    assert len(refused) == MANIFEST["refused"]


def test_what_is_to_be_mended_says_so(library):
    mended = [row for row in MANIFEST["damaged"] if row["outcome"] == "mended"]
    assert [row for row in mended if not dict(library[row["file"]])[row["row"]].repairs] == []


def test_every_identifier_but_the_damaged_one_is_right(records):
    wrong = [i.given or i.value for record in records for i in record.identifiers if i.standing is Standing.INVALID]
    assert wrong == ["9780140443876"]


def test_the_readme_names_every_damage():
    readme = (FILES.parent / "README.md").read_text("utf-8")
    assert [row["what"] for row in MANIFEST["damaged"] if row["what"] not in readme] == []


@pytest.mark.parametrize("title", ["紅樓夢", "El ingenioso hidalgo don Quixote de la Mancha", "ألف ليلة وليلة"])
def test_three_works_find_their_translations(records, title):
    original = next(r for r in records if any(f.value == title for t in r.titles for f in t.forms))
    keys = set(work_keys(signs(original)))
    together = [r for r in records if keys.intersection(work_keys(signs(r)))]
    assert len({lang.split("-")[0] for r in together for lang in r.languages}) >= 20


def test_every_script_has_titles_of_its_own(records):
    tags = {form.lang for record in records if record.title for form in record.title.forms}
    assert tags >= {"zh-Hans", "zh-Hant", "ja", "ko", "ar", "fa", "he", "ru", "el", "hi", "ka", "hy", "th", "bn", "vi"}


def test_copies_stand_somewhere(records):
    places = {item.location or holding.location for record in records for holding in record.holdings for item in holding.items}
    assert places - {"", "电子书"} == {word for *_, words in PLACES for word in words}  # a shelf of e-books is no place


def test_one_name_stands_for_the_library_in_every_file(records):
    assert {holding.library for record in records for holding in record.holdings} == {LIBRARY, ""}


def test_every_file_is_a_source_with_a_name_of_its_own():
    names = [file["source"] for file in MANIFEST["files"].values()]
    assert len(set(names)) == len(MANIFEST["files"])
    assert [name for name in names if name not in (FILES.parent / "README.md").read_text("utf-8")] == []


def test_the_readme_says_how_much_there_is():
    readme = (FILES.parent / "README.md").read_text("utf-8")
    assert f"{MANIFEST['works']:,} works in {MANIFEST['editions']:,} editions, {MANIFEST['languages']} languages" in readme
