import io

import pytest

from lantai.core.bilingual.lexicons import LexiconError, Refusal
from lantai.core.bilingual.lexicons.turtle import Literal, statements

PREFIX = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://e.org/> .\n"


def read(text):
    return list(statements(io.BytesIO(text.encode()), "t.ttl"))


def texts(text):
    return [(said.subject, said.text, said.lang) for said in read(text) if isinstance(said, Literal) and not said.is_address]


@pytest.mark.parametrize(
    "text, expected",
    [
        (':a skos:prefLabel "Haus"@de, "house"@en-GB .', [("http://e.org/a", "Haus", "de"), ("http://e.org/a", "house", "en-GB")]),
        (':a a skos:Concept ; skos:prefLabel "x"@en ; .', [("http://e.org/a", "x", "en")]),
        (':a skos:prefLabel """a "quoted"\nword"""@en .', [("http://e.org/a", 'a "quoted"\nword', "en")]),
        (r':a skos:prefLabel "S\u00e3o \"P\""@pt .', [("http://e.org/a", 'São "P"', "pt")]),
        (':a skos:note [ skos:prefLabel "inner"@en ] ; skos:prefLabel "outer"@en .', [("_:1", "inner", "en"), ("http://e.org/a", "outer", "en")]),
        (':a :list ( "one" 2 :b ) .', [("http://e.org/a", "one", "")]),
        (':a.b-c skos:prefLabel "x" ; :n 1.5 , true , "2020"^^:date .', [("http://e.org/a.b-c", "x", ""), ("http://e.org/a.b-c", "2020", "")]),
        ("# a comment\n:a skos:prefLabel # another\n \"x\" .", [("http://e.org/a", "x", "")]),
        ('<http://e.org/a> <http://e.org/p> "n-triples"@en .', [("http://e.org/a", "n-triples", "en")]),
        ('BASE <http://b.org/t/>\n<c1> skos:prefLabel "x" .', [("http://b.org/t/c1", "x", "")]),
    ],
)  # fmt: skip
def test_it_reads_who_says_what_in_which_language(text, expected):
    assert texts(PREFIX + text) == expected


def test_what_is_no_turtle_is_refused_with_its_line_and_the_next_statement_is_read():
    found = read(PREFIX + ':a skos:prefLabel "open\n:b skos:prefLabel "two"@en .\n:c skos:prefLabel "three"@en .\n')
    assert [item.line for item in found if isinstance(item, Refusal)] == [3]
    assert [item.text for item in found if isinstance(item, Literal)] == ["three"]


def test_a_prefix_that_was_not_declared_is_refused():
    assert [type(item) for item in read(':a other:p "x" .\n')] == [Refusal]


def test_a_literal_longer_than_what_is_read_at_once_is_whole():
    assert len(texts(PREFIX + f':a skos:note "{"x" * 700_000}"@en .')[0][1]) == 700_000


def test_another_encoding_is_said():
    with pytest.raises(LexiconError, match="UTF-8"):
        list(statements(io.BytesIO(PREFIX.encode() + ':a skos:prefLabel "Bücherei"@de .'.encode("latin-1")), "t.ttl"))
