"""What every format must do, run against all that are registered; the samples are files of our own making."""

import io

import msgspec
import pytest
from benchmarks.fuzz_formats import findings, samples, seeds

from lantai.core.bib.record import BibRecord
from lantai.core.formats import FORMATS, detect, open_file, read_chunk, write_file
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.fold import key

NAMES = list(FORMATS)
SAMPLES = [pytest.param(name, path, id=path.name) for name in NAMES for path in samples(name)]
ROWS = {"table", "xlsx"}  # their positions count rows
MUTATIONS = 300


def opened(name, path) -> tuple[Profile, list[Chunk]]:
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        return profile, list(chunks)


def records(profile: Profile, chunks: list[Chunk]) -> list[BibRecord]:
    found = []
    for chunk in chunks:
        try:
            found += [] if chunk.refused else [read_chunk(chunk.raw, profile)]
        except Unreadable:
            continue
    return found


@pytest.mark.parametrize("name", NAMES)
def test_it_has_samples_of_its_own(name):
    assert samples(name)


@pytest.mark.parametrize("name, path", SAMPLES)
def test_it_knows_its_own_samples(name, path):
    assert detect(path.read_bytes(), path.name) == name


@pytest.mark.parametrize("name, path", SAMPLES)
def test_it_reads_its_samples(name, path):
    profile, chunks = opened(name, path)
    found = records(profile, chunks)
    assert found
    assert any(record.titles for record in found)
    assert all(record.dialect for record in found)


@pytest.mark.parametrize("name, path", SAMPLES)
def test_its_chunks_are_numbered_from_one_and_come_in_order(name, path):
    _, chunks = opened(name, path)
    positions = [chunk.position for chunk in chunks]
    assert [chunk.number for chunk in chunks] == list(range(1, len(chunks) + 1))
    assert positions == sorted(set(positions))


@pytest.mark.parametrize("name, path", SAMPLES)
def test_its_chunks_are_the_bytes_of_the_file(name, path):
    data = path.read_bytes()
    if name in ROWS or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        pytest.skip("positions are not the bytes of the file: rows, or UTF-16 recoded")
    _, chunks = opened(name, path)
    assert all(data[chunk.position : chunk.position + len(chunk.raw)] == chunk.raw for chunk in chunks)


@pytest.mark.parametrize("name, path", SAMPLES)
def test_reading_is_pure(name, path):
    profile, chunks = opened(name, path)
    kept = msgspec.json.decode(msgspec.json.encode(profile), type=Profile)
    assert records(profile, chunks) == records(kept, chunks)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b" \r\n\r\n "], ids=["empty", "blank"])
def test_an_empty_file_has_no_records(name, data):
    if name == "xlsx":
        pytest.skip("an empty file is no workbook")
    assert list(FORMATS[name].split(io.BytesIO(data), Profile(format=name))) == []


@pytest.mark.parametrize("name, path", SAMPLES)
def test_what_it_writes_it_reads_again(name, path):
    if not hasattr(FORMATS[name], "write"):
        pytest.skip(f"Lantai only reads {name}")
    before = [record for record in records(*opened(name, path)) if not record.deleted]
    written = io.BytesIO()
    write_file(name, before, written)
    profile, chunks = open_file(io.BytesIO(written.getvalue()), path.name, Profile(format=name))
    after = records(profile, list(chunks))
    assert [key(record.title.forms[0].value) for record in after if record.title] == [
        key(record.title.forms[0].value) for record in before if record.title
    ]


@pytest.mark.parametrize("name, path", SAMPLES)
def test_a_file_cut_anywhere_is_no_crash(name, path):
    data = path.read_bytes()
    for cut in range(0, len(data), max(1, len(data) // 40)):
        try:
            profile, chunks = open_file(io.BytesIO(data[:cut]), path.name, Profile(format=name))
            records(profile, list(chunks))
        except FormatError:
            continue


@pytest.mark.parametrize("name", NAMES)
def test_mutated_files_are_no_crash_and_no_hang(name):
    assert [finding.said for finding in findings(seeds([name]), range(MUTATIONS), seed=1, slow_s=5)] == []
