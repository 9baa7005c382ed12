import io

import pytest

from lantai.core.bib.record import AgentKind, BibRecord, Contribution, Kind, Text, Title, TitleForm, TitleKind
from lantai.core.formats import bibtex
from lantai.core.formats.bibtex_blocks import STRAY, UNBALANCED
from lantai.core.formats.bibtex_names import read_names, said_name
from lantai.core.formats.bibtex_write import write_entries
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.latex import decode, encode
from lantai.core.formats.protocol import Chunk, Profile


def chunks(text: str | bytes) -> tuple[Profile, list[Chunk]]:
    raw = text.encode() if isinstance(text, str) else text
    profile = bibtex.examine(raw, Profile())
    return profile, list(bibtex.split(io.BytesIO(raw), profile))


def record(text: str | bytes, number: int = 0) -> BibRecord:
    profile, found = chunks(text)
    return bibtex.read(found[number].raw, profile)


# ---------------------------------------------------------------- entries


def test_a_broken_entry_never_loses_the_next():
    _, found = chunks('@book{a, title = {A},\n@book{b, title = {B}}\n@article(c, title = "C (", year = 1999)\n')
    assert [(c.position, c.refused) for c in found] == [(0, UNBALANCED), (22, ""), (44, "")]


def test_comments_are_passed_over_and_other_text_between_entries_is_refused():
    _, found = chunks('% a comment\n@comment{jabref}\n@preamble{"x"}\nJohn\'s list\n@book{a, title={A}}\n')
    assert [(c.raw, c.refused) for c in found] == [(b"John's list\n", STRAY), (b"@book{a, title={A}}", "")]


def test_abbreviations_and_parents_come_with_the_entry_wherever_they_stand():
    text = """@inproceedings{part, title = {Part}, crossref = whole, publisher = acm # { Press}}
        @inproceedings{part2, title = {Part}, crossref = {whole}, publisher = acm # { Press}}
        @proceedings{whole, title = {Whole}, year = 1999, editor = {Knuth, Donald E.}}
        @string{acm = "ACM"}"""
    found = record(text, 1)
    assert found.links[0].titles[0].value == "Whole"
    assert (found.year, found.imprints[0].publishers[0][0].value) == (1999, "ACM Press")
    assert [(c.forms[0].value, c.roles) for c in found.contributions] == [("Knuth, Donald E.", ("edt",))]


def test_a_key_that_comes_again_is_another_record():
    text = "@book{a, title={A}}\n@book{a, title={B}}"
    assert [record(text, n).control for n in (0, 1)] == ["a", "a+2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_double_byte_characters_do_not_close_braces(encoding: str):
    text = "@book{a, title = {中国文学研究史学著作出版}, author = {鲁迅}, publisher = {北京大学出版社}}\n@book{b, title = {人民的书}}\n"
    profile, found = chunks(text.encode(encoding))
    assert [bibtex.read(c.raw, profile).titles[0].forms[0].value for c in found] == ["中国文学研究史学著作出版", "人民的书"]


def test_an_entry_that_cannot_be_taken_apart_says_why():
    profile, found = chunks("@book{a, title {A}}")
    with pytest.raises(Unreadable, match="="):
        bibtex.read(found[0].raw, profile)


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    "text, words",
    [
        (r"M{\"u}ller, {\'E}cole, {\o}, \v{S}koda", "Müller, École, ø, Škoda"), ("{{DNA}} and {R}NA", "DNA and RNA"),
        (r"Fish \& Chips, 50\%, a\_b", "Fish & Chips, 50%, a_b"), (r"\textit{in vitro}", "in vitro"), ("``quoted'' 1--2", "“quoted” 1–2"),
        (r"\mkbibemph{The Concept}{ of }Law", "The Concept of Law"), (r"\href{http://x}{text}", "text"), ("costs $5", "costs $5"),
        ("红楼梦", "红楼梦"), (r"unbalanced { brace \foo", "unbalanced brace"),
    ],
)  # fmt: skip
def test_latex_becomes_words(text: str, words: str):
    assert decode(text) == words


@pytest.mark.parametrize("words", ["100% A & B_c {x} \\ ~ ^ #1 $5", "a -- b --- c", "``x'' 'y'", "Ünï 红楼梦 العربية"])
def test_words_become_latex_and_come_back(words: str):
    assert decode(encode(words)) == words


@pytest.mark.parametrize(
    "text, names",
    [
        ("Knuth, Donald E. and Ludwig van Beethoven", ["Knuth, Donald E.", "van Beethoven, Ludwig"]),
        ("Bennett, Jr., Frank G.", ["Bennett, Frank G., Jr."]), ("{Barnes and Noble} and {东方不败}", ["Barnes and Noble", "东方不败"]),
        ("曹, 雪芹 and 鲁迅", ["曹雪芹", "鲁迅"]), ("family=Plautus, given=Titus", ["Plautus, Titus"]), ("de la Fontaine, Jean", ["de la Fontaine, Jean"]),
        (r"G{\"o}del, Kurt", ["Gödel, Kurt"]), ("Plato", ["Plato"]),
    ],
)  # fmt: skip
def test_names_become_headings(text: str, names: list[str]):
    assert [name.heading for name in read_names(text)[0]] == names


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Cervantes Saavedra, Miguel de", AgentKind.PERSON), ("Bennett, Frank G., Jr.", AgentKind.PERSON), ("曹雪芹", AgentKind.PERSON),
        ("Plato", AgentKind.PERSON), ("Barnes and Noble", AgentKind.ORGANIZATION),
        ("北京大学图书馆", AgentKind.ORGANIZATION), ("نجيب محفوظ", AgentKind.PERSON),
    ],
)  # fmt: skip
def test_headings_become_names_and_come_back(name: str, kind: AgentKind):
    assert [(heard.heading, heard.kind) for heard in read_names(said_name(name, kind))[0]] == [(name, kind)]


def test_a_person_of_one_name_in_words_is_braced_and_comes_back_as_a_person():
    """A comma at its end would say the same, but other programs refuse the entry."""
    leonardo = Contribution(forms=(Text("Leonardo da Vinci"),), kind=AgentKind.PERSON, roles=("aut",), main=True)
    out = io.BytesIO()
    write_entries([BibRecord(kind=Kind.BOOK, titles=(Title(forms=(TitleForm("Codex"),)),), contributions=(leonardo,))], out)
    assert "author = {{Leonardo da Vinci}}," in out.getvalue().decode()
    (name,) = record(out.getvalue().decode()).contributions
    assert (name.forms[0].value, name.kind) == ("Leonardo da Vinci", AgentKind.PERSON)


@pytest.mark.parametrize(
    "fields, years, text",
    [
        ("date = {1868/1869}", (1868, 1869), "1868/1869"), ("date = {/2005}", (None, 2005), "/2005"), ("date = {199u}", (1990, 1999), "199u"),
        ("year = 1998, month = jun", (1998, 1998), "1998-06"), ("year = {1998}, month = {Spring}", (1998, 1998), "Spring 1998"),
        ("date = {2004-22}", (2004, 2004), "2004-22"), ("year = {[n.d.]}", (None, None), "[n.d.]"),
    ],
)  # fmt: skip
def test_dates_keep_their_words_and_their_span(fields: str, years: tuple[int | None, int | None], text: str):
    date = record(f"@book{{a, title = {{A}}, {fields}}}").dates[0]
    assert ((date.start, date.end), date.text) == (years, text)


def test_languages_of_babel_are_known():
    assert record("@book{a, title={A}, langid={ngerman}}").languages == ("de",)
    assert record("@book{a, title={A}, language={chinese}, langid={english}}").languages == ("zh",)


def test_an_original_title_stands_beside_the_title():
    found = record("@book{a, origtitle={Don Quijote}, title={Don Quixote}, origdate={1605}, date={1885}}")
    assert [(t.kind, t.forms[0].value) for t in found.titles] == [
        (TitleKind.PROPER, "Don Quixote"),
        (TitleKind.ORIGINAL, "Don Quijote"),
    ]
    assert (found.kind, found.year) == (Kind.BOOK, 1885)


def test_what_it_writes_keeps_order_roles_and_bodies():
    text = "@book{a, title={A & B}, translator={Ormsby, John}, author={Cervantes, Miguel de and {Greenpeace}}, lantainames={aut trl aut}}"
    found = record(text)
    stream = io.BytesIO()
    bibtex.write([found, found], stream)
    profile, written = chunks(stream.getvalue())
    again = [bibtex.read(c.raw, profile) for c in written]
    assert [record.control for record in again] == ["a", "a-2"]
    assert [(c.forms, c.roles, c.kind) for c in again[0].contributions] == [
        (c.forms, c.roles, c.kind) for c in found.contributions
    ]
    assert [c.roles[0] for c in found.contributions] == ["aut", "trl", "aut"]
