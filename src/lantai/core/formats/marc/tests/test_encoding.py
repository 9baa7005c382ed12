"""Character encodings: told by evidence, and never garbled in silence."""

import pytest

from lantai.core.formats.errors import WrongProfile
from lantai.core.formats.marc import encoding, iso2709
from lantai.core.formats.marc.evidence import ranking
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.protocol import Profile

from .made import MARC8, MARC21, UNIMARC, book, field, packed

CHINESE = "图书馆学的理论与方法研究，中国人民大学出版社编辑部"
TRADITIONAL = "圖書館學的理論與方法研究，臺灣商務印書館編輯部"
RUSSIAN = "Война и мир, роман в четырех томах, издание второе"


def read(raw: bytes, **profile: str) -> MarcRecord:
    return iso2709.read_marc(raw, Profile(format="iso2709", **profile))


def cnmarc(title: str) -> list:
    return [field("001", "c1"), field("100", "$a20260102d1996    em y0chiy0110    ea"), field("200", f"$a{title}", "1 ")]


TEXTS = {
    "gb18030": CHINESE, "big5": TRADITIONAL, "cp1251": RUSSIAN, "cp866": RUSSIAN, "koi8_r": RUSSIAN,
    "cp949": "한국 현대 문학의 이해와 감상, 서울 문학사상사", "cp1253": "Η Ελλάδα και ο κόσμος των ανθρώπων σήμερα",
    "euc_jp": "図書館の歴史と日本の文化について、岩波書店の本", "cp932": "図書館の歴史と日本の文化について、岩波書店の本",
    "cp1255": "ספר תורה ונביאים בארץ ישראל", "cp1256": "كتاب ألف ليلة وليلة في الأدب العربي القديم",
}  # fmt: skip


@pytest.mark.parametrize("codec, text", TEXTS.items())
def test_the_likeliest_encoding_is_the_right_one(codec, text):
    assert ranking(text.encode(codec))[0][1] == codec


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_cnmarc_reads_alike_in_utf8_and_gbk(codec):
    record = read(packed(cnmarc(CHINESE), leader=UNIMARC, codec=codec))
    assert record.fields[-1].first("a") == CHINESE


def test_gbk_under_a_marc21_leader_is_read_and_said():
    record = read(packed(book(title=CHINESE), leader=MARC21, codec="gb18030"))
    assert record.fields[-1].first("a") == CHINESE
    assert [repair.code for repair in record.repairs] == ["charset"]


def test_one_broken_character_does_not_swallow_the_next_separator():
    raw = packed(cnmarc(CHINESE), leader=UNIMARC, codec="gb18030")
    record = read(raw.replace(b"\x1e\x1d", b"\xd6\x1e\x1d"), encoding="gb18030")
    assert record.fields[-1].first("a") == CHINESE + "\ufffd"
    assert "charset" in {repair.code for repair in record.repairs}


def test_latin1_under_the_flag_of_utf8_is_read_and_said():
    record = read(packed(book(title="Mémoires d'été à Genève"), codec="latin-1"))
    assert record.fields[-1].first("a") == "Mémoires d'été à Genève"
    assert record.repairs[0].code == "charset"


def test_one_latin1_field_beside_utf8_fields_costs_only_itself():
    mixed = packed([field("245", "$a中文标题"), field("500", "$aXYZ")]).replace(b"XYZ", b"\xe9t\xe9")
    record = read(mixed)
    assert [f.first("a") for f in record.fields] == ["中文标题", "été"]
    assert record.repairs[0].at == "500"


def test_a_broken_byte_is_shown_as_lost():
    record = read(packed(book(title="für Gräser")).replace("ü".encode(), b"\xc3\xff"))
    assert "\ufffd" in record.fields[-1].first("a")
    assert record.repairs[0].code == "charset"


def test_a_blank_flag_with_utf8_bytes_is_utf8():
    record = read(packed(book(title="Ängste"), leader=MARC8))
    assert (record.fields[-1].first("a"), record.repairs) == ("Ängste", ())


def test_a_blank_flag_means_marc8():
    raw = packed(book(title="XYZ"), leader=MARC8).replace(b"XYZ", b"Garc\xe2ia M\xe2arquez, Dvo\xe9r\xe2ak")
    assert read(raw).fields[-1].first("a") == "García Márquez, Dvořák"


def test_marc8_that_may_as_well_be_latin1_is_said():
    raw = packed(book(title="CafX"), leader=MARC8).replace(b"CafX", b"Caf\xe9")
    assert read(raw).fields[-1].first("a") == "Café"
    assert read(raw).repairs[0].code == "charset"


def test_what_unimarc_skips_in_sorting_stays_marked():
    record = read(packed(cnmarc("\x98Le \x9crouge et le noir"), leader=UNIMARC))
    assert record.fields[-1].first("a") == "\x98Le \x9crouge et le noir"


def test_text_comes_composed_and_without_control_characters():
    record = read(packed(book(title="Mu\u0308ller\x07\n      und Sohn")))
    assert record.fields[-1].first("a") == "Müller und Sohn"
    assert {repair.code for repair in record.repairs} == {"control", "crlf"}


def test_the_file_decides_where_a_record_is_too_short_to_tell():
    raws = [packed(cnmarc(CHINESE), leader=UNIMARC, codec="gb18030")] * 3
    profile = encoding.examine(raws, Profile(format="iso2709"))
    assert profile.encoding == "gb18030"
    assert "gb18030" in profile.notes[0]
    short = packed(cnmarc("中国"), leader=UNIMARC, codec="gb18030")
    assert iso2709.read_marc(short, profile).fields[-1].first("a") == "中国"


def test_the_profile_names_what_evidence_cannot_tell():
    raw = packed(cnmarc("Прага"), leader=UNIMARC, codec="cp866")
    assert read(raw, encoding="cp866").fields[-1].first("a") == "Прага"


@pytest.mark.parametrize("given, known", [("GBK", "gb18030"), ("utf8", "utf-8"), ("MARC-8", "marc8"), ("KOI8-R", "koi8_r")])
def test_encodings_are_known_by_other_spellings(given, known):
    assert encoding.spelled(given) == known


def test_an_encoding_that_nobody_knows_is_refused():
    with pytest.raises(WrongProfile, match="klingon"):
        encoding.spelled("klingon")
