"""Which column of a table of papers is what, by its heading; and which columns of a list of pairs name the two sides and the label.

Columns that nobody knows are kept as what is also said; numbers of the table itself are not.
"""

import re
from collections.abc import Sequence

from .paper import Said

KNOWN = {
    "key": "id key identifier recordid recid entityid paperid rowid docid uid",
    "title": "title papertitle articletitle name 题名 标题 篇名",
    "authors": "authors author creator creators contributor writers authornames 作者 著者",
    "container": "venue journal container containertitle source booktitle publication publicationname conference series 期刊 刊名 来源",
    "year": "year date published publicationyear pubyear issued 年 年份 出版年",
    "pages": "pages page pagination startpage firstpage 页码 页",
    "volume": "volume vol 卷",
    "doi": "doi",
}
"""What headings mean, without spaces, signs and case."""

LABELS = frozenset({"label", "match", "gold", "ismatch", "same", "duplicate", "isduplicate", "class", "matched"})
YES = frozenset({"1", "true", "yes", "y", "match", "same", "duplicate", "1.0", "t"})
NO = frozenset({"0", "false", "no", "n", "nonmatch", "different", "0.0", "f", "-1", "distinct"})

_PARTS = {heading: part for part, headings in KNOWN.items() for heading in headings.split()}
_SIGNS = re.compile(r"[\W_]+")


def plain(heading: str) -> str:
    """Return a heading as it is looked up."""
    return _SIGNS.sub("", heading.casefold())


def parts_of(headings: Sequence[str]) -> dict[str, list[int]]:
    """Return part -> positions of its columns; "other" has those that nobody knows, "key" at most one.

    A column that ends in "id" is the key where none is called so plainly.
    """
    found: dict[str, list[int]] = {}
    for at, heading in enumerate(headings):
        found.setdefault(_PARTS.get(plain(heading), "other"), []).append(at)
    keys = found.get("key") or [
        at for at in found.get("other", ()) if plain(headings[at]).startswith("id") or plain(headings[at]).endswith("id")
    ]
    if keys:
        found["key"] = keys[:1]
        found["other"] = [at for at in found.get("other", ()) if at != keys[0]]
    return found


def said(key: str, cells: Sequence[str], parts: dict[str, list[int]]) -> Said:
    """Return a row as a description."""

    def value(part: str) -> str:
        return " ".join(cells[at] for at in parts.get(part, ()) if cells[at] and cells[at].casefold() != "nan")

    return Said(
        key=key,
        title=value("title"),
        authors="; ".join(cells[at] for at in parts.get("authors", ()) if cells[at]),
        container=value("container"),
        year=value("year"),
        pages=value("pages"),
        volume=value("volume"),
        doi=value("doi"),
        other=value("other"),
    )


def label(text: str) -> bool | None:
    """Return what a label says; None where it is none."""
    bare = plain(text) if text not in {"1.0", "0.0", "-1"} else text
    return True if bare in YES else False if bare in NO else None
