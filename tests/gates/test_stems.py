"""Floors of stems: how often the paragraph that answers a question comes first, in one language, by words with and without their stems.

XQuAD's questions as a reader would type them, in an index of the paragraphs; the figures of docs/decisions/0040. They only go up.
"""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from lantai.core.query import words
from lantai.core.query.tree import Field, Node, SomeOf
from lantai.core.text.analysed import analyse
from lantai.core.text.stems import both_stems
from lantai.search import ENGINES
from lantai.search.document import Document
from lantai.search.protocol import Engine, Request
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "stems.json").read_text(encoding="utf-8"))
LANGUAGES = ("en", "fr", "de", "es", "ru")
"""Tried with every question, before its own: a library does not know what language a reader types."""


@pytest.mark.parametrize("lang", FLOORS["languages"])
def test_stems_bring_the_right_paragraph_first(lang, tmp_path):
    floor = FLOORS["languages"][lang]
    data = shared(f"crosslanguage/xquad/xquad.{lang}.first24.json.gz").read_bytes()
    assert hashlib.sha256(data).hexdigest() == floor["sha256"], "not the data that the floors were measured on"
    paragraphs, questions = read(data)
    engine = indexed(tmp_path, paragraphs, lang)
    by_stems = share_right(engine, questions, (*LANGUAGES, lang))
    assert by_stems >= floor["first_hit_right"]
    assert by_stems > share_right(engine, questions, ())


def read(data: bytes) -> tuple[list[str], list[tuple[str, int]]]:
    """Return the paragraphs, and the questions with the number of theirs."""
    paragraphs: list[str] = []
    questions: list[tuple[str, int]] = []
    for article in json.loads(gzip.decompress(data))["data"]:
        for paragraph in article["paragraphs"]:
            questions += ((asked["question"], len(paragraphs)) for asked in paragraph["qas"])
            paragraphs.append(paragraph["context"])
    return paragraphs, questions


def indexed(directory: Path, paragraphs: list[str], lang: str) -> Engine:
    """Return an index of the paragraphs."""
    engine = ENGINES["tantivy"](directory / "index", create=True)
    with engine.writer() as writer:
        writer.put(
            Document(id=number, body=analyse(text), stems=both_stems(text, lang)) for number, text in enumerate(paragraphs)
        )
        writer.commit()
    return engine


def share_right(engine: Engine, questions: list[tuple[str, int]], languages: tuple[str, ...]) -> float:
    """Return the share of questions whose paragraph comes first."""
    right = 0
    for question, paragraph in questions:
        nodes: list[Node] = [node for word in question.split() for node in words.word(word, Field.ANY, languages=languages)]
        hits = engine.search(Request(tree=SomeOf(tuple(nodes)), limit=1)).hits
        right += bool(hits) and hits[0].id == paragraph
    return right / len(questions)
