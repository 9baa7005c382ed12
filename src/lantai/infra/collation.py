"""The order in which speakers of a language look for words: keys by ICU, which comes inside DuckDB.

Babel does not sort and PyICU has no wheel. DuckDB is imported on first use: it takes 0.1 s and 60 MB, which web processes that sort nothing
do without; long lists have their keys made by a worker and stored.
"""

import threading
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

LONGEST = 200
"""Characters of a text that decide its place."""

_ALIASES = {
    "zh-hant": "zh_tw",
    "zh-hk": "zh_hk",
    "no": "nb",
    "sh": "hr",
    "tl": "fil",
    "lzh": "zh",
    "yue": "zh",
    "cmn": "zh",
    "ckb": "ku",
}
_ROOT = "en_us"
"""English has the order of Unicode's own table."""

_lock = threading.Lock()


def sort_keys(texts: Sequence[str], language: str) -> list[bytes]:
    """Return for each text bytes that compare as speakers of ``language`` (BCP 47) order the texts.

    Chinese by pinyin, Swedish with å ä ö after z, German ä as a. A language without rules of its own is ordered by Unicode's table.
    """
    if not texts:
        return []
    asked = [unicodedata.normalize("NFC", text).replace("\0", "")[:LONGEST] for text in texts]
    question = f"SELECT icu_sort_key(text, '{collation(language)}') FROM (SELECT unnest(?) AS text)"  # noqa: S608 (names from ICU's own list)
    with _lock:
        rows = _connection().execute(question, [asked]).fetchall()
    return [bytes.fromhex(key) for (key,) in rows]


def ordered(texts: Sequence[str], language: str) -> list[int]:
    """Return the places of the texts in their order: ``[texts[n] for n in ordered(texts, "sv")]``."""
    keys = sort_keys(texts, language)
    return sorted(range(len(texts)), key=lambda n: (keys[n], n))


def collation(language: str) -> str:
    """Return the name of ICU's rules for a language."""
    tag = language.casefold().replace("_", "-")
    primary = tag.split("-")[0]
    known = _known()
    named = (_ALIASES.get(tag), tag.replace("-", "_"), _ALIASES.get(primary), primary)
    return next((name for name in named if name in known), _ROOT)


@cache
def _connection() -> Any:
    import duckdb

    return duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "256MB"})


@cache
def _known() -> frozenset[str]:
    with _lock:
        rows = _connection().execute("SELECT collname FROM pragma_collations()").fetchall()
    return frozenset(name for (name,) in rows) - {"icu_noaccent", "nfc", "noaccent", "nocase"}
