"""Opening files: what they are, packed or not, and what is refused."""

import bz2
import gzip
import io

import pytest

from lantai.core.formats import ALIASES, FORMATS, detect, open_file, write_file
from lantai.core.formats.errors import FormatError, LimitExceeded, UnknownFormat
from lantai.core.formats.protocol import Profile
from lantai.core.formats.registry import resolve
from lantai.core.formats.unpack import Limits, unpacked

MARC = b"00040nam a2200037   4500001000200000\x1en\x1e\x1d"


class Pipe(io.RawIOBase):
    """A stream that cannot seek, as a socket or standard input."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self._inner.readinto(buffer)


def numbers(data: bytes, stream=io.BytesIO) -> int:
    return sum(not chunk.refused for chunk in open_file(stream(data), "x.mrc")[1])


PACKED = {
    "plain": MARC * 3,
    "gzip": gzip.compress(MARC * 3),
    "gzip of several members": gzip.compress(MARC) + gzip.compress(MARC * 2),
    "gzip with padding": gzip.compress(MARC * 3) + b"\0" * 512,
    "bzip2": bz2.compress(MARC * 3),
}


@pytest.mark.parametrize("data", PACKED.values(), ids=PACKED.keys())
def test_packed_files_are_unpacked(data):
    assert numbers(data) == 3


def test_a_stream_that_cannot_seek_is_read():
    assert numbers(gzip.compress(MARC * 3), lambda data: io.BufferedReader(Pipe(data))) == 3
    assert numbers(MARC * 3, lambda data: io.BufferedReader(Pipe(data))) == 3


def test_a_gzip_bomb_is_refused_with_the_limit_named():
    bomb = io.BytesIO(gzip.compress(bytes(1_000_000)))
    with pytest.raises(LimitExceeded, match="200 times"):
        unpacked(bomb, Limits(free_bytes=100_000)).read()


def test_a_packed_file_beyond_the_size_limit_is_refused():
    with pytest.raises(LimitExceeded, match="1000 bytes"):
        unpacked(io.BytesIO(gzip.compress(MARC * 100)), Limits(unpacked_bytes=1000)).read()


def test_a_packed_file_that_ends_early_gives_what_it_holds_and_then_says_so():
    whole = gzip.compress(b"".join(b"%s" % MARC for _ in range(2000)), mtime=0)
    found = []
    with pytest.raises(FormatError, match="ends early"):
        found.extend(open_file(io.BytesIO(whole[: len(whole) // 2]), "x.mrc.gz")[1])
    assert found


LINES = "红楼梦\nDon Quixote\r\n\n1001 nights\n".encode() * 40_000 + b"no end"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
@pytest.mark.parametrize("most", [-1, 4, 100])
def test_a_packed_file_has_the_lines_of_the_file(pack, most):
    packed, plain = unpacked(io.BytesIO(pack(LINES))), io.BytesIO(LINES)
    assert [packed.read(3), packed.readline()] == [plain.read(3), plain.readline()]
    assert list(iter(lambda: packed.readline(most), b"")) == list(iter(lambda: plain.readline(most), b""))
    assert packed.read() == b""


def test_lines_are_not_read_byte_by_byte(monkeypatch):
    packed = unpacked(io.BytesIO(gzip.compress(LINES)))
    monkeypatch.setattr(packed, "read", lambda size=-1: pytest.fail("one byte was asked for"), raising=False)
    assert sum(1 for _ in packed) == LINES.count(b"\n") + 1


def test_lines_before_a_damage_are_given_and_then_it_is_said():
    whole = gzip.compress(LINES, mtime=0)
    packed = unpacked(io.BytesIO(whole[: len(whole) // 2]))
    lines = []
    with pytest.raises(FormatError, match="ends early"):
        lines.extend(packed)
    assert len(lines) > 40_000
    assert LINES.startswith(b"".join(lines))


def test_marc_is_known_before_another_format_is_loaded(monkeypatch):
    asked = []
    monkeypatch.setattr("lantai.core.formats.open.sureness", lambda name, *_: asked.append(name) or 0.99)
    assert (detect(MARC, "x"), asked) == ("iso2709", ["iso2709"])


def test_an_empty_file_is_no_format():
    with pytest.raises(UnknownFormat, match="empty"):
        detect(b"", "x.mrc")


def test_a_file_that_nobody_knows_is_refused_with_what_is_known():
    with pytest.raises(UnknownFormat, match="iso2709"):
        detect(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "x.png")


def test_every_alias_begins_a_profile_of_a_known_format():
    assert {profile.format for profile in ALIASES.values()} <= set(FORMATS)


def test_an_alias_fills_in_what_the_profile_leaves_open():
    assert resolve(Profile(format="CNMARC")) == Profile(format="iso2709", dialect="cnmarc")
    assert resolve(Profile(format="marc", dialect="unimarc")).dialect == "unimarc"


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownFormat, match="papyrus"):
        resolve(Profile(format="papyrus"))


def test_a_format_that_is_only_read_cannot_be_written():
    with pytest.raises(FormatError, match="marcjson"):
        write_file("marcjson", [], io.BytesIO())
