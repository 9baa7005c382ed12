"""One way to ask a service that speaks JSON: tried again when that may help, its errors made sentences, the key never in them."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from .choice import Answer, Choice, ServiceFailed, Unusable

T = TypeVar("T")

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""

LONGEST_WAIT_S = 30.0
SAID = 200
"""Characters of a service's own words that are passed on."""


def ask(choice: Choice, path: str, sent: Mapping[str, Any], kind: type[T]) -> T:
    """Return the answer to ``sent``, as a ``kind``; raise ServiceFailed, or Unusable when the key or the address is refused.

    ``path`` comes after the chosen address, unless that ends with it already.
    """
    if choice.client is None:
        raise Unusable(f"{choice.name}: no client was given")
    url = choice.at if choice.at.rstrip("/").endswith(path) else f"{choice.at.rstrip('/')}/{path}"
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if choice.key:
        headers["Authorization"] = f"Bearer {choice.key}"
    body = msgspec.json.encode(sent)
    for tried in range(1, choice.tries + 1):
        try:
            answer = choice.client.post(url, body, headers=headers)
        except OSError as problem:
            if tried == choice.tries:
                raise ServiceFailed(_clean(f"{problem}", choice)) from None
            choice.wait(2.0**tried)
            continue
        if answer.status not in AGAIN or tried == choice.tries:
            return _read(answer, url, choice, kind)
        choice.wait(_wait_s(answer, tried))
    raise ServiceFailed(f"{url}: it was not asked")


def _read(answer: Answer, url: str, choice: Choice, kind: type[T]) -> T:
    if answer.status != 200:
        said = _clean(answer.body[:4_000].decode("utf-8", "replace"), choice)[:SAID]
        error = Unusable if answer.status in (401, 403, 404) else ServiceFailed
        raise error(f"{url}: status {answer.status}: {said}")
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except msgspec.DecodeError as problem:  # a ValidationError is one too
        raise ServiceFailed(f"{url}: the answer is not what such a service gives ({problem})") from None


def _clean(text: str, choice: Choice) -> str:
    return " ".join((text.replace(choice.key, "…") if choice.key else text).split())


def _wait_s(answer: Answer, tried: int) -> float:
    told = answer.headers.get("retry-after", "")
    return min(float(told) if told.isdecimal() else 2.0**tried, LONGEST_WAIT_S)
