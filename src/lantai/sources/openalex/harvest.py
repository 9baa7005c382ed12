"""Works of OpenAlex by its interface, 200 a page. What a selection can leave out there is not even asked for.

A free key is part of the address ("…/works?api_key=…"); it is never shown or written down elsewhere. With a key, what changed is asked for; without
one only what is new, which is all that OpenAlex then answers.
"""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from lantai.core.formats import FORMATS
from lantai.core.formats.protocol import Chunk, Profile
from lantai.sources.protocols import cursor
from lantai.sources.protocols.polite import Polite, SourceError, Unreachable, Unusable
from lantai.sources.protocols.source import About, Page, Place, Wanted

ABOUT = About(
    "OpenAlex", address="https://api.openalex.org/works", filters=True, pause_s=0.2,
    terms="For more than some hundred thousand works, import the snapshot from a folder instead.",
)  # fmt: skip
READING = Profile(format="openalex", encoding="utf-8")
PAGE_SIZE = "200"
MOST_ALTERNATIVES = 50
"""Values of one filter that OpenAlex takes; a longer list is applied here, while reading."""

_KINDS = {"article": "article", "preprint": "preprint", "book": "book", "chapter": "book-chapter", "thesis": "dissertation", "report": "report",
          "dataset": "dataset", "standard": "standard"}  # fmt: skip


def reading(wanted: Wanted) -> Profile:
    """Return how the works are read."""
    return READING


def pages(polite: Polite, wanted: Wanted, place: Place) -> Iterator[Page]:
    """Yield the pages. ``place``: "cursor" of the page to come; "began", when the walk began. A cursor that OpenAlex no longer knows begins again."""
    told = {"began": polite.now().isoformat()} | dict(place)
    seen: set[str] = set()
    while True:
        at = told.get("cursor", "*")
        url = cursor.address(wanted.address, filter=asked(wanted), per_page=PAGE_SIZE, cursor=at, mailto=wanted.contact)
        found, body = _fetched(polite, url, at)
        following = str(found["meta"].get("next_cursor") or "")
        works = found["results"]
        if following and following in seen:
            raise SourceError("OpenAlex gives the same page again and again; try later")
        seen.add(following)
        over = not following or not works
        told["cursor"] = "" if over else following
        yield Page(body, dict(told), over=over, size=_whole(found["meta"].get("count")))
        if over:
            return


def _fetched(polite: Polite, url: str, at: str) -> tuple[dict[str, dict[str, object]], bytes]:
    bodies: list[bytes] = []

    def read(body: bytes) -> dict[str, dict[str, object]]:
        found = cursor.page_of(body)
        if not isinstance(found.get("results"), list) or not isinstance(found.get("meta"), dict):
            raise Unusable("what came is no list of works")
        bodies.append(body)
        return found

    try:
        return polite.get(url, read), bodies[-1]
    except Unreachable as problem:
        raise SourceError(_explained(problem)) from problem


def _whole(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _explained(problem: Unreachable) -> str:
    hints = {
        401: "OpenAlex wants a key: put api_key=… into the address",
        403: "OpenAlex does not allow this question; look at the filter, or at the key in the address",
        409: "OpenAlex wants a key: put api_key=… into the address",
        400: "OpenAlex does not understand the question; look at the filter",
        404: "there is no such list; look at the address",
    }
    return f"{problem} ({hints[problem.status]})" if problem.status in hints else str(problem)


def asked(wanted: Wanted) -> str:
    """Return the filter: the harvest's own, the selection as far as OpenAlex takes it, and since when."""
    chosen, parts = wanted.selection, [wanted.filters.strip().strip(",")]
    if chosen.institutions and len(chosen.institutions) <= MOST_ALTERNATIVES:
        parts.append("institutions.ror:" + "|".join(f"https://ror.org/{one}" for one in chosen.institutions))
    if chosen.since or chosen.until:
        parts.append(f"publication_year:{chosen.since or ''}-{chosen.until or ''}")
    if chosen.languages and len(chosen.languages) <= MOST_ALTERNATIVES and "" not in chosen.languages:
        parts.append("language:" + "|".join(chosen.languages))
    if chosen.kinds and all(kind in _KINDS for kind in chosen.kinds):
        parts.append("type:" + "|".join(_KINDS[kind] for kind in chosen.kinds))
    if wanted.since:
        field = "from_updated_date" if "api_key" in parse_qs(urlsplit(wanted.address).query) else "from_created_date"
        parts.append(f"{field}:{wanted.since:%Y-%m-%d}")
    return ",".join(part for part in parts if part)


def rows(raw: bytes) -> Iterator[Chunk]:
    """Yield the works of a page."""
    return FORMATS["openalex"].split(BytesIO(raw), READING)
