"""What readers call somebody who is "Tolstoy, Leo, graf" in a heading: Leo Tolstoy, or Tolstoy.

A family name by itself is looked for only where it tells one from others: in East Asia it is nobody's name.
"""

import re
from collections.abc import Iterator, Sequence

from .foreign import is_foreign
from .parts import name_key
from .sounds import script

SHORTEST = 4
"""Letters of a family name that is looked for by itself."""

SHORTEST_IN_HANGUL = 4
"""Syllables from which a name in Hangul is one from abroad, as far as can be told: 셰익스피어, not 김소월."""

_COMMA = re.compile("[,،，]")
_DOTS = re.compile("[·・•‧･]")
_UNCASED = frozenset(("Hani", "Kana", "Hang", "Deva"))

Form = tuple[str, str]
"""A form and its language."""


def known_keys(text: str) -> set[str]:
    """Return the keys (parts.name_key) by which a form is asked for: all of it; family name and first given name, without a second of either."""
    return {key for called in _called(text) if (key := name_key(called))}


def _called(text: str) -> Iterator[str]:
    yield text
    family, *rest = (part.split() for part in _COMMA.split(text))
    if family and rest and rest[0]:
        yield f"{' '.join(family)} {rest[0][0]}"
        yield f"{family[0]} {rest[0][0]}"


def families(forms: Sequence[Form]) -> dict[Form, str]:
    """Return the family name in each form that has one; of none where the forms are of a name written family first without comma."""
    if any(_is_native(text) for text, _ in forms):
        return {}
    found = {form: family for form in forms if (family := _family(form[0]))}
    return found if any(_COMMA.search(text) for text, _ in found) else {}


def _is_native(text: str) -> bool:
    """Say whether a name is written as those of East Asia are at home: 鲁迅, 夏目漱石, 김소월."""
    written = script(text)
    if written == "Hang":
        return sum(map(str.isalpha, text)) < SHORTEST_IN_HANGUL
    return written in ("", "Hani") and not _DOTS.search(text) and not is_foreign(text)


def _family(text: str) -> str:
    before, *rest = _COMMA.split(text)
    if rest:
        family = before.strip()
        return family if len(family) >= SHORTEST else ""
    if script(text) not in _UNCASED or " " in text:
        return ""
    return _DOTS.split(text)[-1].strip()
