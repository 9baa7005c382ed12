"""Works of Crossref by its interface, in the order in which Crossref last looked at them; a cursor lives five minutes, so the order is the place."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from lantai.core.formats import FORMATS
from lantai.core.formats.protocol import Chunk, Profile
from lantai.sources.protocols import cursor
from lantai.sources.protocols.polite import Polite, SourceError, Unreachable, Unusable
from lantai.sources.protocols.source import About, Page, Place, Wanted

ABOUT = About(
    "Crossref", address="https://api.crossref.org/works", filters=True, pause_s=1.0,
    terms="Give an address of mail as contact (LANTAI_CONTACT); for all of Crossref, import its annual file instead.",
)  # fmt: skip
READING = Profile(format="crossref", encoding="utf-8")
PAGE_SIZE = "500"
LIVES = timedelta(minutes=4)
"""A cursor is used no later than this after its page came."""

_GONE = (400, 404, 410, 500)


def reading(wanted: Wanted) -> Profile:
    """Return how the works are read."""
    return READING


def pages(polite: Polite, wanted: Wanted, place: Place) -> Iterator[Page]:
    """Yield the pages. ``place``: "cursor" and "at", when its page came; "indexed", the day of the last work; "began"."""
    told = {"began": polite.now().isoformat()} | dict(place)
    seen: set[str] = set()
    while True:
        at = told.get("cursor", "")
        if at and datetime.fromisoformat(told["at"]) + LIVES < polite.now():
            at = ""
        notes: tuple[str, ...] = ()
        try:
            body, message = _fetched(polite, wanted, told, at)
        except Unreachable as problem:
            if not at or problem.status not in _GONE:
                raise
            notes, at = ("Crossref no longer knew the place; the walk began again at the last day that came",), ""
            body, message = _fetched(polite, wanted, told, at)
        items, following = message["items"], str(message.get("next-cursor") or "")
        if items and at and at in seen:
            raise SourceError("Crossref gives the same page again and again; try later")
        seen.add(at)
        days = [day for item in items if (day := _indexed(item))]
        over = not items or not following
        told |= {
            "cursor": "" if over else following,
            "at": polite.now().isoformat(),
            "indexed": max([told.get("indexed", ""), *days]),
        }
        size = message.get("total-results")
        yield Page(body, dict(told), over=over, notes=notes, size=size if isinstance(size, int) else 0)
        if over:
            return


def _fetched(polite: Polite, wanted: Wanted, told: Place, at: str) -> tuple[bytes, dict[str, Any]]:
    url = cursor.address(
        wanted.address, filter=asked(wanted, told.get("indexed", "")), sort="indexed", order="asc", rows=PAGE_SIZE, cursor=at or "*",
        mailto=wanted.contact,
    )  # fmt: skip
    return polite.get(url, _read)


def _read(body: bytes) -> tuple[bytes, dict[str, Any]]:
    message = cursor.page_of(body).get("message")
    if not isinstance(message, dict) or not isinstance(message.get("items"), list):
        raise Unusable("what came is no list of works")
    return body, message


def _indexed(item: Any) -> str:
    when = item.get("indexed") if isinstance(item, dict) else None
    said = when.get("date-time") if isinstance(when, dict) else None
    return said[:10] if isinstance(said, str) else ""


def asked(wanted: Wanted, indexed: str = "") -> str:
    """Return the filter: the harvest's own, the years, and since when; ``indexed``: the day from which a broken walk goes on."""
    chosen, parts = wanted.selection, [wanted.filters.strip().strip(",")]
    parts.append(f"from-pub-date:{chosen.since}" if chosen.since else "")
    parts.append(f"until-pub-date:{chosen.until}" if chosen.until else "")
    since = max(indexed, f"{wanted.since:%Y-%m-%d}" if wanted.since else "")
    parts.append(f"from-index-date:{since}" if since else "")
    return ",".join(part for part in parts if part)


def rows(raw: bytes) -> Iterator[Chunk]:
    """Yield the works of a page."""
    return FORMATS["crossref"].split(BytesIO(raw), READING)
