"""A small library in many scripts, and questions to it, for the suites that every engine must pass."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from lantai.core.query.tree import AllOf, AnyOf, Field, Node, Term
from lantai.core.text.analysed import analyse
from lantai.core.text.fold import fold, key
from lantai.core.text.segment import sequence
from lantai.core.text.stems import stem, stems
from lantai.search import opener
from lantai.search.document import Document, texts
from lantai.search.protocol import Engine, OpenEngine, Request, Result

EVERY = ("memory", "tantivy", "opensearch")
"""The engines of these suites; the last one runs where .ci/run, or you, started a cluster (tools/opensearch/cluster.py)."""


@contextmanager
def opening(name: str) -> Iterator[OpenEngine]:
    """Give how an engine is opened; skip where there is no cluster. Indexes made in a cluster are removed afterwards."""
    if name != "opensearch":
        yield opener(name)
        return
    address = os.environ.get("LANTAI_TEST_OPENSEARCH")
    if not address:
        pytest.skip("no cluster: LANTAI_TEST_OPENSEARCH is not set")
    made = _Removing(opener(address))
    yield made
    made.remove()


class _Removing:
    """Opens indexes of a cluster, and removes them."""

    def __init__(self, kind: OpenEngine) -> None:
        self._kind = kind
        self._made: dict[str, Any] = {}

    @property
    def fingerprint(self) -> str:
        return self._kind.fingerprint

    def __call__(self, *place: Any, **how: Any) -> Engine:
        engine: Any = self._kind(*place, **how)
        self._made[engine.index] = engine
        return engine

    def remove(self) -> None:
        for engine in self._made.values():
            engine.remove()


def work(
    number: int, *titles: str, names: Iterable[str] = (), subjects: Iterable[str] = (), body: str = "", **rest: Any
) -> Document:
    """Return a document as an import would make it."""
    names = tuple(names)
    return Document(
        id=number,
        title=texts(map(analyse, titles)),
        title_keys=tuple(map(key, titles)),
        names=texts(map(analyse, names)),
        subjects=texts(map(analyse, subjects)),
        body=analyse(body),
        title_stems=texts(" ".join(dict.fromkeys(stems(title, ""))) for title in titles),
        subject_stems=" ".join(dict.fromkeys(one for subject in subjects for one in stems(subject, ""))),
        stems=" ".join(stems(body, "")),
        sort_title=fold(titles[0]) if titles else "",
        sort_author=fold(names[0]) if names else "",
        **rest,
    )


def term(text: str, field: Field = Field.ANY, **rest: Any) -> Term:
    """Return the term of a word, or of a run of characters without spaces, or of a phrase."""
    return Term(tuple(sequence(text)), text, field, **rest)


def stemmed(text: str, field: Field = Field.ANY, **rest: Any) -> Term:
    """Return the term of the stems of words."""
    return Term(tuple(stem(word, "") for word in text.split()), text, field, origin="lexicon", stem=True, **rest)


def words(text: str, field: Field = Field.ANY) -> Node:
    """Return the tree of a question of words that must all be there."""
    terms = tuple(term(word, field) for word in text.split())
    return terms[0] if len(terms) == 1 else AllOf(terms)


def either(*texts: str) -> AnyOf:
    """Return the tree of a question of words of which one is enough."""
    return AnyOf(tuple(map(term, texts)))


def asked(engine: Engine, question: str | Node, **rest: Any) -> Result:
    """Return the answer to words, or to a tree."""
    return engine.search(Request(tree=words(question) if isinstance(question, str) else question, **rest))


def found(engine: Engine, question: str | Node, **rest: Any) -> list[int]:
    """Return the numbers of the works found, in the order of the hits."""
    return [hit.id for hit in asked(engine, question, **rest).hits]


LIBRARY = (
    work(
        1,
        "红楼梦",
        "Hong lou meng",
        names=["曹雪芹", "Cao Xueqin"],
        subjects=["章回小说"],
        year=1982,
        facets={
            "language": ("zh",),
            "kind": ("book",),
            "location": ("Main",),
            "availability": ("shelf",),
            "country": ("cn",),
            "class": ("clc:I", "clc:I2", "clc:I24"),
            "name": ("曹雪芹", "caoxueqin", "caoxueqin--1715-1763"),
            "heading": ("章回小说",),
            "week": ("2026-W48",),
        },
        identifiers=("isbn:9787020002207",),
        added=20,
    ),
    work(
        2,
        "The story of the stone",
        "红楼梦",
        names=["Cao Xueqin", "David Hawkes"],
        year=1973,
        facets={
            "language": ("en",),
            "kind": ("book",),
            "location": ("Main", "East"),
            "class": ("clc:I", "clc:I2", "lcc:P", "lcc:PL"),
            "name": ("caoxueqin", "davidhawkes"),
            "about": ("曹雪芹",),
            "week": ("2026-W47",),
        },
        added=21,
    ),
    work(3, "紅樓夢研究", names=["俞平伯"], year=1952, facets={"language": ("zh",), "kind": ("book",)}, added=22),
    work(
        4,
        "Hamlet",
        "The tragedy of Hamlet, prince of Denmark",
        "Hamlet, Prinz von Dänemark",
        names=["Shakespeare, William"],
        year=1603,
        facets={"language": ("en", "de"), "kind": ("book",), "location": ("Main",)},
        added=23,
    ),
    work(
        5,
        "Hamlet: Shakespeare's Hamlet and the critics of Hamlet",
        names=["Conklin, Paul"],
        subjects=["Shakespeare, William. Hamlet"],
        year=1957,
        facets={"language": ("en",), "kind": ("book",)},
        added=24,
    ),
    work(6, "Тихий Дон", names=["Шолохов, Михаил"], year=1940, facets={"language": ("ru",), "kind": ("book",)}, added=25),
    work(7, "ألف ليلة وليلة", year=1835, facets={"language": ("ar",), "kind": ("book",)}, added=26),
    work(
        8, "源氏物語", "げんじものがたり", names=["紫式部"], year=1021, facets={"language": ("ja",), "kind": ("book",)}, added=27
    ),
    work(9, "한국의 역사", year=1990, facets={"language": ("ko",), "kind": ("book",)}, added=28),
    work(10, "家", names=["巴金"], year=1933, facets={"language": ("zh",), "kind": ("book",)}, added=29),
    work(
        11,
        "Nature",
        body="Weekly journal of science, founded by Norman Lockyer",
        facets={"language": ("en",), "kind": ("journal",), "availability": ("online",)},
        identifiers=("issn:0028-0836", "doi:10.1038/nature"),
        added=30,
    ),
    work(
        12,
        "On the nature of things",
        "De rerum natura",
        names=["Lucretius"],
        year=-55,
        facets={"language": ("en", "la"), "kind": ("book",)},
        series=analyse("Loeb classical library ; 181"),
        call_numbers=analyse("PA6484 .S6"),
        added=31,
    ),
)
"""Twelve works; the number of each is its id."""
