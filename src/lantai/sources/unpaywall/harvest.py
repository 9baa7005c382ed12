"""What changed at Unpaywall: the files of its feed, the oldest first; each is a page. The key is part of the address ("…/changefiles?api_key=…")."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

from lantai.core.formats import FORMATS
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.formats.unpack import unpacked
from lantai.sources.protocols import cursor
from lantai.sources.protocols.polite import Polite, SourceError, Unreachable, Unusable
from lantai.sources.protocols.source import About, Page, Place, Wanted

ABOUT = About(
    "Unpaywall", address="https://api.unpaywall.org/feed/changefiles?interval=day", pause_s=2.0,
    terms="Begin with Unpaywall’s whole file, imported into the same source; its feed brings what changed, to whoever has a key.",
)  # fmt: skip
READING = Profile(format="unpaywall", encoding="utf-8")
FIRST = timedelta(days=30)
"""How far back a first harvest goes: what is older comes with the whole file."""


def reading(wanted: Wanted) -> Profile:
    """Return how the records are read."""
    return READING


def pages(polite: Polite, wanted: Wanted, place: Place) -> Iterator[Page]:
    """Yield a page a file. ``place``: "done", the date of the last file that came; "began"."""
    told = {"began": polite.now().isoformat()} | dict(place)
    since = max(told.get("done", ""), f"{(wanted.since or polite.now() - FIRST):%Y-%m-%d}")
    try:
        files = polite.get(wanted.address, _listed)
    except Unreachable as problem:
        hint = " (Unpaywall’s feed wants a key: put api_key=… into the address)" if problem.status in (401, 403, 422) else ""
        raise SourceError(f"{problem}{hint}") from problem
    waiting = sorted((day, url) for day, url in files if day > told.get("done", "") and day >= since)
    for number, (day, url) in enumerate(waiting, start=1):
        body = polite.get(url, _whole)
        told["done"] = day
        yield Page(body, dict(told), over=number == len(waiting))
    if not waiting:
        yield Page(b"", told, over=True)


def _listed(body: bytes) -> list[tuple[str, str]]:
    """Return the date and the address of each file in the feed."""
    found = cursor.page_of(body).get("list")
    if not isinstance(found, list):
        raise Unusable("what came is no list of files")
    return [
        (_said(one, "date") or _said(one, "last_modified"), _said(one, "url"))
        for one in found
        if _said(one, "url") and _is_jsonl(one)
    ]


def _is_jsonl(one: Any) -> bool:
    return _said(one, "filetype") in ("", "jsonl") and not _said(one, "filename").endswith((".csv", ".csv.gz"))


def _said(one: Any, name: str) -> str:
    value = one.get(name) if isinstance(one, dict) else None
    return value if isinstance(value, str) else ""


def _whole(body: bytes) -> bytes:
    """Return the file when it can be unpacked to its end; raise Unusable, so that it is fetched again."""
    try:
        with unpacked(BytesIO(body)) as stream:
            while stream.read(1 << 20):
                pass
    except Exception as problem:
        raise Unusable(f"the file cannot be unpacked: {problem}") from problem
    return body


def rows(raw: bytes) -> Iterator[Chunk]:
    """Yield the records of a file."""
    return FORMATS["unpaywall"].split(unpacked(BytesIO(raw)), READING) if raw else iter(())
