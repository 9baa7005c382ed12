"""The given bilingual data as tasks: ChinaXiv records, XQuAD questions, Tatoeba sentences; for gates and benchmarks alike.

Nothing here is downloaded: the files lie in the shared data (tests/shared_data.py), and a task whose file is absent is skipped.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.shared_data import shared

from lantai.core.text.fold import key
from lantai.search.evaluation.files import Answer, Doc, Query, Taught

CHINAXIV = "crosslanguage/chinaxiv/records.jsonl.gz"
XQUAD = ("zh", "ar", "es", "ru", "de", "tr")
KEYWORDS = 3
FREEDICT = Path("/usr/share/dictd")
"""Where Debian's packages dict-freedict-* put their dictionaries."""

FREEDICTS = {"ar": "ara-eng", "es": "spa-eng", "de": "deu-eng", "tr": "tur-eng", "ru": "eng-rus"}
OMW = {"zh": "cmn", "ar": "arb", "es": "spa", "ru": "rus", "de": "deu", "tr": "tur"}


@cache
def records() -> tuple[dict[str, Any], ...]:
    """Return the ChinaXiv records, in the order of the file."""
    with gzip.open(shared(CHINAXIV), "rt", encoding="utf-8") as lines:
        return tuple(map(json.loads, lines))


def found_in(lang: str) -> list[dict[str, Any]]:
    """Return the records that are documents in this language: with title and abstract in it."""
    return [row for row in records() if row.get(f"title_{lang}") and row.get(f"abstract_{lang}")]


def documents(lang: str) -> list[Doc]:
    """Return the ChinaXiv documents in Chinese or English."""
    return [Doc(row["id"], lang, row[f"title_{lang}"], row[f"abstract_{lang}"]) for row in found_in(lang)]


def title_queries(lang: str, other: str) -> list[Query]:
    """Return the titles in ``lang`` of the test records that are documents in ``other``; the id is the answer's."""
    tested = (row for row in found_in(other) if row["split"] == "test" and row.get(f"title_{lang}"))
    return [Query(row["id"], lang, row[f"title_{lang}"]) for row in tested]


def keyword_queries(lang: str, other: str) -> list[Query]:
    """Return the first three keywords in ``lang`` of the test records that are documents in ``other``."""
    tested = (row for row in found_in(other) if row["split"] == "test" and len(row.get(f"keywords_{lang}") or ()) >= KEYWORDS)
    return [Query(row["id"], lang, " ".join(row[f"keywords_{lang}"][:KEYWORDS])) for row in tested]


def own_answers(queries: list[Query]) -> list[Answer]:
    """Return the answers of questions that have the id of their document."""
    return [Answer(query.id, query.id) for query in queries]


def training(*, most: int = 0) -> list[dict[str, Any]]:
    """Return the records to learn from; ``most``: so many of them, chosen by the digest of their ids, always the same."""
    rows = [row for row in records() if row["split"] == "train"]
    if not most:
        return rows
    rows = [
        row for row in rows if row.get("title_en") and row.get("title_zh") and row.get("keywords_zh") and row.get("keywords_en")
    ]
    return sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).digest())[:most]


def taught(rows: list[dict[str, Any]]) -> Iterator[Taught]:
    """Yield the titles and keywords of records as pairs; of lists of unequal length the lists."""
    for row in rows:
        if row.get("title_zh") and row.get("title_en"):
            yield Taught("zh", "en", row["title_zh"], row["title_en"])
        one, other = row.get("keywords_zh") or [], row.get("keywords_en") or []
        if one and other:
            yield from (
                (Taught("zh", "en", left, right) for left, right in zip(one, other, strict=True))
                if len(one) == len(other)
                else [Taught("zh", "en", "; ".join(one), "; ".join(other))]
            )


def leaked(taught_rows: list[dict[str, Any]], queries: list[Query]) -> list[str]:
    """Return the questions whose answer, or whose very words as a title, were learned from."""
    works = {_work(row["id"]) for row in taught_rows}
    titles = {key(row[name]) for row in taught_rows for name in ("title_zh", "title_en") if row.get(name)}
    return [query.id for query in queries if _work(query.id) in works or key(query.text) in titles]


def _work(id_: str) -> str:
    """Return what all versions of a paper share."""
    return re.sub(r"^ChinaXiv-|V\d+$", "", id_)


def xquad(lang: str) -> dict[str, Any]:
    """Return XQuAD's half in one language."""
    loaded: dict[str, Any] = json.loads(gzip.decompress(shared(f"crosslanguage/xquad/xquad.{lang}.first24.json.gz").read_bytes()))
    return loaded


def paragraphs(lang: str, *, named: str = "") -> list[Doc]:
    """Return the paragraphs; ids count from 0 in all languages alike, ``named`` before them."""
    contexts = (p["context"] for article in xquad(lang)["data"] for p in article["paragraphs"])
    return [Doc(f"{named}{number}", lang, "", context) for number, context in enumerate(contexts)]


def questions(lang: str) -> list[Query]:
    """Return the questions; the part of the id before the colon is the paragraph's."""
    found = (p["qas"] for article in xquad(lang)["data"] for p in article["paragraphs"])
    return [Query(f"{number}:{qa['id']}", lang, qa["question"]) for number, qas in enumerate(found) for qa in qas]


def paragraph_answers(queries: list[Query], *, named: str = "") -> list[Answer]:
    """Return which paragraph answers which question."""
    return [Answer(query.id, f"{named}{query.id.partition(':')[0]}") for query in queries]
