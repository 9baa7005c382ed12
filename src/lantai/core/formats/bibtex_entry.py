"""One BibTeX entry: bibtexparser takes it apart; delimiters, abbreviations and inheritance (crossref, xdata) are resolved here.

Enter at ``read_entry`` with the text of one chunk: the entry, and behind it what it needs of its file (bibtex_blocks.py).
"""

import logging
import re
from typing import NamedTuple

from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ExplicitComment, String
from bibtexparser.splitter import Splitter

from lantai.core.text.messages import N_

from .bibtex_blocks import UNBALANCED
from .bibtex_names import split_outside_braces
from .errors import Unreadable

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says of a broken entry is said in the refusal

BROKEN = N_("The entry cannot be taken apart: {problem}")


class Parsed(NamedTuple):
    """An entry: its fields in lower case without delimiters, inherited ones among them; how often its key came before."""

    type: str
    key: str
    fields: dict[str, str]
    repeated: int


def read_entry(text: str) -> Parsed:
    """Return the entry; raise Unreadable."""
    blocks = [b.ignore_error_block if isinstance(b, DuplicateFieldKeyBlock) else b for b in Splitter(text).split().blocks]
    entries = [b for b in blocks if isinstance(b, Entry)]
    if not entries or not isinstance(blocks[0], Entry):
        problem = getattr(getattr(blocks[0], "error", None), "abort_reason", "") if blocks else ""
        raise Unreadable(BROKEN, values={"problem": " ".join(str(problem).split())[:300]}) if problem else Unreadable(UNBALANCED)
    strings = {b.key.lower(): b.value for b in blocks if isinstance(b, String)}
    comment = next((re.fullmatch(r"repeated (\d+)", b.comment) for b in blocks if isinstance(b, ExplicitComment)), None)
    first = entries[0]
    parents = {entry.key: entry for entry in entries[1:]}
    return Parsed(first.entry_type.lower(), first.key, _fields(first, parents, strings, 0), int(comment[1]) if comment else 0)


def _fields(entry: Entry, parents: dict[str, Entry], strings: dict[str, str], depth: int) -> dict[str, str]:
    """Return the fields of an entry; of a field given twice, all values, parted by "; "."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.lower(), _value(str(field.value), strings)
        fields[name] = f"{fields[name]}; {value}" if name in fields and fields[name] != value else value
    for link in ("crossref", "xdata"):
        for key in re.split(r"\s*,\s*", fields.get(link, "").strip()):
            if key in parents and depth < 3:
                inherited = _fields(parents[key], parents, strings, depth + 1)
                whole = link == "crossref" and parents[key].entry_type.lower() in _WHOLES
                for name, value in (_from_parent(inherited, entry) if whole else inherited).items():
                    fields.setdefault(name, value)
    return fields


_WHOLES = frozenset({"book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference",
                     "periodical"})  # fmt: skip
_NOT_INHERITED = frozenset({"crossref", "xref", "xdata", "ids", "label", "options", "shorttitle", "keywords", "note", "abstract", "doi", "url",
                            "urldate", "pages", "pagetotal", "file", "author"})  # fmt: skip


def _from_parent(parent: dict[str, str], entry: Entry) -> dict[str, str]:
    """Return what a part takes from its whole: the whole's title is its book title (or its journal), its author the book's."""
    given = {name: value for name, value in parent.items() if name not in _NOT_INHERITED}
    article = entry.entry_type.lower() in ("article", "suppperiodical")
    for old, new in (
        ("title", "journaltitle" if article else "booktitle"),
        ("subtitle", "journalsubtitle" if article else "booksubtitle"),
    ):
        if old in given:
            given[new] = parent.get("booktitle", given.pop(old)) if old == "title" and not article else given.pop(old)
            given.pop(old, None)
    if "author" in parent:
        given["bookauthor"] = parent["author"]
    return given


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HASH = re.compile(r"\s*#\s*")


def _value(text: str, strings: dict[str, str], depth: int = 0) -> str:
    """Return a value without its delimiters, pieces joined by ``#`` put together, abbreviations written out."""
    pieces = []
    for part in split_outside_braces(text.strip(), _HASH) if "#" in text and not _delimited(text) else [text]:
        piece = part.strip()
        if _delimited(piece):
            pieces.append(piece[1:-1])
        elif piece.lower() in strings and depth < 9:
            pieces.append(_value(strings[piece.lower()], strings, depth + 1))
        else:
            pieces.append(
                str(_MONTHS.index(piece.lower()[:3]) + 1) if piece.lower()[:3] in _MONTHS and piece.isalpha() else piece
            )
    return "".join(pieces)


def _delimited(text: str) -> bool:
    """Whether one pair of braces or quotation marks holds the whole value."""
    text = text.strip()
    if len(text) < 2 or (text[0], text[-1]) not in (("{", "}"), ('"', '"')):
        return False
    inner, depth = text[1:-1], 0
    for at, character in enumerate(inner):
        escaped = at > 0 and inner[at - 1] == "\\"
        depth += (character == "{" and not escaped) - (character == "}" and not escaped)
        if depth < 0 or (character == '"' and text[0] == '"' and depth == 0 and not escaped):
            return False
    return True
