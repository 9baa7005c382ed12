import io

import pytest

from lantai.core.bib.record import BibRecord, Kind, Scheme
from lantai.core.formats import noteexpress
from lantai.core.formats.agent_names import heading, kind_of, listed, parted
from lantai.core.formats.charset import decoded, encoding_of
from lantai.core.formats.markup import plain
from lantai.core.formats.protocol import Profile


def records(text: str, encoding: str = "utf-8") -> list[BibRecord]:
    raw = text.encode(encoding)
    profile = noteexpress.examine(raw, Profile())
    return [noteexpress.read(chunk.raw, profile) for chunk in noteexpress.split(io.BytesIO(raw), profile)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_it_reads_the_forms_of_noteexpress_endnote_and_cnki_alike(encoding: str):
    curly = (
        "{Reference Type}: Journal Article\n{Title}: 文学改良刍议的研究\n{Author}: 胡适;鲁迅;\n{Journal}: 新青年\n{Year}: 1917\n"
    )
    percent = "%0 Journal Article\n%T 文学改良刍议的研究\n%A 胡适\n%A 鲁迅\n%J 新青年\n%D 1917\n"
    estudy = "DataType: 1\nTitle-题名: 文学改良刍议的研究\nAuthor-作者: 胡适;鲁迅;\nSource-刊名: 新青年\nYear-年: 1917\n"
    for text in (curly, percent, estudy):
        found = records(text, encoding)[0]
        assert (found.kind, found.titles[0].forms[0].value, found.year) == (Kind.ARTICLE, "文学改良刍议的研究", 1917)
        assert [c.forms[0].value for c in found.contributions] == ["胡适", "鲁迅"]
        assert found.links[0].titles[0].value == "新青年"


def test_the_teacher_of_a_thesis_is_its_supervisor():
    found = records(
        "{Reference Type}: Thesis\n{Title}: 题\n{Author}: 张三\n{Tertiary Author}: 李四\n{Publisher}: 北京大学\n{Type of Work}: 博士\n"
    )[0]
    assert [c.roles for c in found.contributions] == [("aut",), ("ths",)]


def test_a_number_without_a_doi_in_the_doi_field_is_kept_as_it_is():
    found = records("%0 Journal Article\n%T A\n%R CNKI:SUN:ABC.0.2001-01-001\n")[0]
    assert [(i.scheme, i.value) for i in found.identifiers] == [(Scheme.OTHER, "CNKI:SUN:ABC.0.2001-01-001")]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "text, names",
    [
        ("张三;李四；王五", ["张三", "李四", "王五"]), ("张三,李四", ["张三", "李四"]), ("张三、李四", ["张三", "李四"]),
        ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("Smith, John", ["Smith, John"]), ("曹,雪芹", ["曹,雪芹"]),
    ],
)  # fmt: skip
def test_it_parts_lists_of_names(text: str, names: list[str]):
    assert listed(text) == names


def test_headings_are_put_together_and_taken_apart():
    assert heading("Bennett", "Frank G.", suffix="Jr.") == "Bennett, Frank G., Jr."
    assert parted("Bennett, Frank G., Jr.") == ("Bennett", "Frank G.", "Jr.")
    assert heading("曹", "雪芹") == "曹雪芹"


@pytest.mark.parametrize(
    "name, whole, kind",
    [
        ("Smith, John", False, "person"), ("World Health Organization", False, "organization"),
        ("北京大学", False, "organization"),
        ("曹雪芹", True, "person"), ("Greenpeace", True, "organization"), ("P. Widhalm", True, "person"),
        ("هناء زايد عباس", True, "person"),
        ("جامعة القاهرة", False, "organization"), ("Академия наук", False, "organization"),
    ],
)  # fmt: skip
def test_it_tells_bodies_from_people(name: str, whole: bool, kind: str):
    assert kind_of(name, whole=whole) == kind


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("红楼梦的研究与出版", "gb18030"), ("紅樓夢的研究與出版書目", "big5hkscs"), ("坊っちゃんとこころ", "cp932"), ("한국문학의 역사", "cp949"),
        ("Война и мир, роман", "cp1251"), ("Über die Größe, façade élevée", "cp1252"), ("红楼梦", "utf-8"),
    ],
)  # fmt: skip
def test_it_tells_encodings(text: str, encoding: str):
    assert encoding_of(("title\n" + text + "\n").encode(encoding)) == encoding


def test_one_wrong_byte_does_not_spoil_the_rest_of_a_record():
    text, repairs = decoded("红楼梦 caf".encode() + b"\xe9 noir", "utf-8")
    assert (text, [repair.code for repair in repairs]) == ("红楼梦 café noir", ["charset"])


@pytest.mark.parametrize(
    "text, words",
    [
        ("H<sub>2</sub>O", "H₂O"), ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("R&amp;amp;D", "R&D"), ("p < 0.05 and a <5 b", "p < 0.05 and a <5 b"),
        ("<i>E. coli</i>", "E. coli"), ("AT&T", "AT&T"),
    ],
)  # fmt: skip
def test_markup_becomes_words(text: str, words: str):
    assert plain(text) == words
