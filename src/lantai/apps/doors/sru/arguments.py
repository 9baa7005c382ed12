"""What a request of SRU asks for.

Diagnosed                  one of SRU's diagnostics; what was asked is not answered
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lantai.search.protocol import MAX_OFFSET

USUAL, MOST = 10, 50
"""Records of one answer; whoever asks for more gets as many as this, as the protocol allows."""

LONGEST = 4_000

GENERAL, DOWN, OPERATION, VERSION, VALUE, MISSING, PARAMETER = 1, 2, 4, 5, 6, 7, 8
QUERY_TYPE, OUT_OF_RANGE, GONE, SCHEMA, PACKING, SORT, STYLES = 11, 61, 64, 66, 71, 80, 110

MESSAGES = {
    GENERAL: "General system error", DOWN: "System temporarily unavailable", OPERATION: "Unsupported operation", VERSION: "Unsupported version",
    VALUE: "Unsupported parameter value", MISSING: "Mandatory parameter not supplied", PARAMETER: "Unsupported parameter",
    10: "Query syntax error", QUERY_TYPE: "Unsupported query type", 12: "Too many characters in query", 15: "Unsupported context set",
    16: "Unsupported index", 19: "Unsupported relation", 20: "Unsupported relation modifier", 22: "Unsupported combination of relation and index",
    27: "Empty term unsupported", 28: "Masking character not supported", 29: "Masked words too short", 31: "Anchoring character not supported",
    36: "Term in invalid format for index or relation",
    37: "Unsupported boolean operator", 38: "Too many boolean operators in query", 40: "Unsupported proximity relation", 41: "Unsupported proximity distance",
    42: "Unsupported proximity unit", 43: "Unsupported proximity ordering", 46: "Unsupported boolean modifier", 48: "Query feature unsupported",
    OUT_OF_RANGE: "First record position out of range", GONE: "Record temporarily unavailable", SCHEMA: "Unknown schema for retrieval",
    PACKING: "Unsupported record packing", SORT: "Unsupported sort", 82: "Unsupported sort sequence", STYLES: "Stylesheets not supported",
    120: "Response position out of range",
}  # fmt: skip
"""Number of info:srw/diagnostic/1 -> what it is called there."""

SCHEMAS = {
    "marcxml": "info:srw/schema/1/marcxml-v1.1", "mods": "info:srw/schema/1/mods-v3.8", "dc": "info:srw/schema/1/dc-v1.1",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
}  # fmt: skip
"""Short name of a schema -> its identifier; both can be asked for."""

_ALSO = {"http://www.loc.gov/MARC21/slim": "marcxml", "http://www.loc.gov/mods/v3": "mods", "info:srw/schema/1/mods-v3.7": "mods"}
_KNOWN = frozenset(
    [
        "operation", "version", "query", "queryType", "startRecord", "maximumRecords", "recordPacking", "recordXMLEscaping", "recordSchema",
        "resultSetTTL", "sortKeys", "stylesheet", "renderedBy", "httpAccept", "responseType",
    ]
)  # fmt: skip


class Diagnosed(Exception):
    """A request cannot be answered. ``number``: of info:srw/diagnostic/1; ``details``: what it is about."""

    def __init__(self, number: int, details: str, message: str = "") -> None:
        super().__init__(message or MESSAGES[number])
        self.number, self.details = number, details


class Search(NamedTuple):
    """A search. ``start``: of the first record, from 1; ``escaped``: records come as text, not as elements; ``order``: an order by sortKeys."""

    query: str
    start: int
    limit: int
    schema: str
    escaped: bool
    order: str
    ignored: tuple[str, ...] = ()


def version_of(given: Mapping[str, str]) -> str:
    """Return the version of the protocol that a request speaks; raise Diagnosed for one that we do not."""
    version = given.get("version", "")
    if version in ("1.1", "1.2", "2.0"):
        return version
    if version:
        raise Diagnosed(VERSION, "2.0", f"there is no version {version[:20]!r} here; there are 1.1, 1.2 and 2.0")
    return "2.0" if given.get("operation", "scan") == "scan" else "1.2"  # of the newest version only scan is named


def operation(given: Mapping[str, str]) -> str:
    """Return what is to be done: "searchRetrieve", "scan", or "explain" where nothing was asked; raise Diagnosed."""
    usual = "searchRetrieve" if "query" in given else "scan" if "scanClause" in given else "explain"
    asked = given.get("operation", usual)
    if asked not in ("explain", "scan", "searchRetrieve"):
        raise Diagnosed(OPERATION, asked[:60])
    return asked


def search(given: Mapping[str, str], version: str) -> Search:
    """Return the search that is asked for; raise Diagnosed."""
    if given.get("queryType", "cql") != "cql":
        raise Diagnosed(QUERY_TYPE, given["queryType"][:60])
    if not given.get("query", "").strip():
        raise Diagnosed(MISSING, "query")
    if given.get("stylesheet"):
        raise Diagnosed(STYLES, "stylesheet")
    return Search(
        query=given["query"],
        start=whole_number(given, "startRecord", 1, least=1),
        limit=min(whole_number(given, "maximumRecords", USUAL, least=0), MOST),
        schema=_schema(given.get("recordSchema", "")),
        escaped=_escaped(given, version),
        order=_order(given.get("sortKeys", "")),
        ignored=tuple(name[:60] for name in given if name not in _KNOWN and not name.startswith("x-"))[:10],
    )


def whole_number(given: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    """Return the number that an argument holds, the usual one where it is absent; raise Diagnosed."""
    value = given.get(name, "")
    if not value:
        return usual
    if not (value.isascii() and value.isdecimal() and len(value) < 10) or int(value) < least:
        raise Diagnosed(VALUE, name, f"{name} must be a whole number from {least}")
    number = int(value)
    if name == "startRecord" and number > MAX_OFFSET:
        raise Diagnosed(OUT_OF_RANGE, value, f"records up to {MAX_OFFSET} can be reached")
    return number


def _schema(given: str) -> str:
    if not given:
        return "marcxml"
    named = {uri: name for name, uri in SCHEMAS.items()} | _ALSO | {name: name for name in SCHEMAS}
    if given not in named:
        raise Diagnosed(SCHEMA, given[:100], f"there is no schema {given[:60]!r}; there are {', '.join(SCHEMAS)}")
    return named[given]


def _escaped(given: Mapping[str, str], version: str) -> bool:
    name = "recordXMLEscaping" if version == "2.0" else "recordPacking"
    value = given.get(name, "xml")
    if value not in ("xml", "string"):
        raise Diagnosed(PACKING, value[:60])
    return value == "string"


def _order(keys: str) -> str:
    """Return the order that the first of SRU 1.1's sortKeys means: "title,,1"."""
    if not keys.strip():
        return ""
    path, *rest = (part.strip() for part in re.split(r"\s+", keys.strip())[0].split(","))
    name = path.rpartition("/")[2].rpartition(".")[2].lower()
    down = len(rest) > 1 and rest[1] == "0"
    found = {"title": "title", "creator": "author", "author": "author", "date": "newest" if down else "oldest"}.get(name)
    if found is None or (down and name != "date"):
        raise Diagnosed(SORT, keys[:60])
    return found
