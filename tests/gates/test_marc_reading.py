"""Floors of MARC reading: the damaged stream, every real MARC file at hand, ten CNMARC records in six encodings."""

import gzip
import hashlib
import io
import json
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import FormatError, UnknownFormat, Unreadable
from lantai.core.formats.marc import iso2709
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.protocol import Chunk, Profile
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads(Path(__file__).with_name("floors").joinpath("marc_reading.json").read_text())
CARRIERS = {"iso2709", "marcxml", "marcjson", "marcline"}
NO_MARC = {"damaged_truth.json.gz", "sample_mods.xml", "test_marc8.txt", "test_utf8.txt"}
NO_MARC |= {
    "namespace-test.xml",
    "sample-oai-no-namespace.xml",
    "sample-oai-pmh.xml",
    "oai-pmh-one-record-2.xml",
    "oai-pmh-one-record-first.xml",
}


def given(topic: str) -> Path:
    """Return the file of a floor; its digest says whether it is the one that the floor was measured on."""
    path = shared(FLOORS[topic]["data"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS[topic]["sha256"]
    return path


def opened(path: Path) -> tuple[Profile, list[Chunk]]:
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        return profile, list(chunks)


@cache
def damaged() -> tuple[list[list[str]], list[MarcRecord], list[Chunk]]:
    """Return the truth (n, damage, 001), the records read, and all chunks."""
    path = given("damaged")
    profile, chunks = opened(path)
    truth = json.loads(gzip.decompress(path.with_name("damaged_truth.json.gz").read_bytes()))["rows"]
    return truth, [iso2709.read_marc(chunk.raw, profile) for chunk in chunks if not chunk.refused], chunks


def control(record: MarcRecord) -> str:
    return next((field.data for field in record.fields if field.tag == "001"), "")


@cache
def titles() -> dict[str, list[tuple[tuple[str, str], ...]]]:
    """Return the 245 of every undamaged record by its 001; a few share their number."""
    found: dict[str, list[tuple[tuple[str, str], ...]]] = {}
    folder = shared("resources/marc")
    for path in [*folder.glob("bibframe/*.gz"), *folder.glob("bibframe880/*.xml")]:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for record in etree.fromstring(data).iter("{*}record"):
            number = record.xpath('string(*[local-name()="controlfield"][@tag="001"])')
            fields = record.xpath('*[local-name()="datafield"][@tag="245"]')
            if fields:
                parts = tuple((s.get("code"), unicodedata.normalize("NFC", s.text or "")) for s in fields[0])
                found.setdefault(number, []).append(parts)
    return found


def test_every_record_of_the_damaged_stream_is_found():
    truth, records, _ = damaged()
    assert [control(record) for record in records] == [row[2] for row in truth]
    assert len(records) >= FLOORS["damaged"]["found"]


def test_titles_of_the_damaged_stream_are_exactly_right():
    _, records, _ = damaged()
    right = 0
    for record in records:
        fields = [field.subfields for field in record.fields if field.tag == "245"]
        right += bool(fields) and fields[0] in titles().get(control(record), [])
    assert right >= FLOORS["damaged"]["titles_right"]


def test_every_damage_is_listed_and_no_sound_record_has_a_repair():
    """Latin-1 under the flag of UTF-8 shows only where a letter is beyond ASCII; HTML between records is a refused chunk."""
    truth, records, chunks = damaged()
    silent = {"html_junk_between", "latin1_flag_a"}
    for (_, damage, number), record in zip(truth, records, strict=True):
        assert damage in silent or bool(record.repairs) == (damage != "none"), (damage, number)
    assert sum(damage == "html_junk_between" for _, damage, _ in truth) == sum(bool(chunk.refused) for chunk in chunks)


def test_the_chunks_of_a_damaged_stream_are_the_stream():
    _, _, chunks = damaged()
    assert b"".join(chunk.raw for chunk in chunks) == gzip.decompress(given("damaged").read_bytes())


def real_files() -> list[Path]:
    folders = [shared("resources/marc"), shared("relevance/marc")]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in NO_MARC]


def test_nearly_all_real_records_are_readable_and_none_is_lost():
    read = lost = 0
    for path in real_files():
        profile, chunks = opened(path)
        assert profile.format in CARRIERS, path.name
        if profile.format == "iso2709":
            data = path.read_bytes()
            data = gzip.decompress(data) if path.suffix == ".gz" else data
            assert b"".join(chunk.raw for chunk in chunks) == data, path.name
        for chunk in chunks:
            try:
                assert chunk.refused or read_chunk(chunk.raw, profile).dialect
                read, lost = read + (not chunk.refused), lost + bool(chunk.refused)
            except Unreadable:
                lost += 1
    assert read >= FLOORS["real"]["records"]
    assert read / (read + lost) >= FLOORS["real"]["readable_share"]


def test_files_that_are_no_marc_are_not_taken_for_it():
    for path in shared("resources/marc").rglob("*"):
        if path.name in NO_MARC:
            try:
                assert opened(path)[0].format not in CARRIERS, path.name
            except (UnknownFormat, ModuleNotFoundError, FormatError):
                continue


def cnmarc_truth() -> list[list[list[object]]]:
    records = json.loads(given("cnmarc").read_text())
    return [record["fields"] for record in records]


def as_truth(record: MarcRecord) -> list[list[object]]:
    return [[f.tag, *f.ind, [list(pair) for pair in f.subfields]] if f.ind else [f.tag, f.data] for f in record.fields]


def read_cnmarc(data: bytes) -> tuple[Profile, list[list[list[object]]]]:
    profile, chunks = open_file(io.BytesIO(data), "export.iso")
    return profile, [as_truth(iso2709.read_marc(chunk.raw, profile)) for chunk in chunks]


def transcoded(codec: str, change=lambda text: text) -> bytes:
    """Return the ten records in another encoding, with lengths and directories made anew."""
    profile, chunks = opened(shared("resources/marc/dp2/cnmarc_utf8.iso"))
    found = b""
    for chunk in chunks:
        record = iso2709.read_marc(chunk.raw, profile)
        values = [
            change(f.data or f.ind + "".join(f"\x1f{c}{v}" for c, v in f.subfields)).encode(codec) + b"\x1e"
            for f in record.fields
        ]
        starts = [sum(map(len, values[:n])) for n in range(len(values))]
        entries = zip(record.fields, values, starts, strict=True)
        directory = b"".join(b"%s%04d%05d" % (f.tag.encode(), len(value), start) for f, value, start in entries) + b"\x1e"
        body = b"".join(values) + b"\x1d"
        base = 24 + len(directory)
        leader = record.leader.encode()
        found += b"%05d%s%05d%s" % (base + len(body), leader[5:12], base, leader[17:]) + directory + body + b"\r\n"
    return found


@pytest.mark.parametrize("name", ["cnmarc_utf8.iso", "cnmarc_gbk.iso"])
def test_cnmarc_reads_alike_as_given(name):
    _, read = read_cnmarc(shared(f"resources/marc/dp2/{name}").read_bytes())
    assert read == cnmarc_truth()


@pytest.mark.parametrize(
    "make", [lambda: transcoded("gb18030"), lambda: b"\xef\xbb\xbf" + transcoded("utf-8")], ids=["gb18030", "bom"]
)
def test_cnmarc_reads_alike_transcoded(make):
    profile, read = read_cnmarc(make())
    assert read == cnmarc_truth()
    assert profile.dialect == "cnmarc"


def test_cnmarc_in_traditional_characters_reads_alike_from_big5():
    convert = pytest.importorskip("opencc").OpenCC("s2t").convert
    encodable = lambda text: convert(text).encode("big5hkscs", "replace").decode("big5hkscs")  # noqa: E731
    profile, read = read_cnmarc(transcoded("big5hkscs", encodable))
    assert profile.encoding == "big5"
    assert read == json.loads(encodable(json.dumps(cnmarc_truth(), ensure_ascii=False)))
