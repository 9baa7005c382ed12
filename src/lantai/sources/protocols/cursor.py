"""Lists in JSON that are walked by a cursor, as OpenAlex and Crossref give them: one page names the next."""

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from .polite import Unusable


def page_of(body: bytes) -> dict[str, Any]:
    """Return a page of a list; raise Unusable where it is none."""
    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError as problem:
        words = " ".join(body[:200].decode("utf-8", "replace").split())
        raise Unusable(f"no JSON came but: {words[:120] or 'nothing'}") from problem
    if not isinstance(found, dict):
        raise Unusable("what came is no page of a list")
    return found


def address(base: str, **arguments: str) -> str:
    """Return the address of a page: ``base`` may have arguments of its own, which stay."""
    said = urlencode(
        [(name.rstrip("_").replace("_", "-"), value) for name, value in arguments.items() if value],
        quote_via=quote,
        safe=":,|*@/",
    )
    return f"{base}{'&' if urlsplit(base).query else '?'}{said}"
