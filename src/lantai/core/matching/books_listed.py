"""Whether a book of a list is a known edition, where they share no number: title, author, year, edition, volume and publisher.

Every edition of a book bears its title and author, so what is not said on either side leaves it to a person.
"""

import re

from lantai.core.bib.digits import ascii_digits
from lantai.core.text.fold import key, words

from .candidates import LIKELY, Candidate, Said
from .publishers import publishers_agree
from .serial_titles import Relation

_NUMBER = re.compile(r"\d+")
_WORDED = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
}
_REVISED = re.compile(
    r"\b(rev|revised|enl|enlarged|new ed|updated|verb|erw|überarb|neubearb|augm|corr|испр|доп)|修订|增订|修訂|增訂|新版",
    re.IGNORECASE,
)

_BEHIND = re.compile(r"[(\[]([^()\[\]]*(?:\bed\b|\bedition\b|版|\baufl)[^()\[\]]*)[)\]]\s*$", re.IGNORECASE)
_COLON = re.compile(r"\s*[:：;]\s")

FIRST = "1"

LEAST_TELLING = 4
"""Words of a title from which on an author's name in it says what it is about."""


def book(asked: Said, known: Said, how: Relation) -> Candidate | None:
    """Compare two books of one title; None where they are surely two."""
    people = asked.people & known.people
    if how is Relation.ABBREVIATED or (asked.people and known.people and not people):
        return None
    if asked.part and known.part and key(asked.part) != key(known.part):
        return None
    title = "same_title" if how is Relation.SAME else "same_but_subtitle"
    reasons: list[tuple[str, str]] = [(title, asked.titles[0])]
    if against := _against(asked, known):
        return Candidate(known.key, 0.4, (*reasons, against))
    if not people or asked.year is None or known.year is None:
        return Candidate(known.key, 0.6, (*reasons, ("little_to_compare", "")))
    reasons += [("same_author", sorted(people)[0]), ("same_year", str(known.year))]
    return Candidate(known.key, _sure(asked, known, how), tuple(reasons))


def _against(asked: Said, known: Said) -> tuple[str, str] | None:
    """Return what speaks against their being one edition, as a reason."""
    years = asked.year is not None and known.year is not None
    if years and abs((asked.year or 0) - (known.year or 0)) > 1:
        return "years_differ", f"{asked.year} / {known.year}"
    one, other = _edition(asked), _edition(known)
    if one != other:
        return "editions_differ", f"{one} / {other}"
    if bool(asked.part) != bool(known.part):
        return "parts_differ", f"{asked.part} / {known.part}"
    mine, others = subtitle_of(asked.titles[0]), {subtitle_of(title) for title in known.titles} - {""}
    if mine and others and not any(mine.startswith(each) or each.startswith(mine) for each in others):
        return "titles_differ", asked.titles[0]
    if publishers_agree(asked.publisher, known.publisher) is False:
        return "publishers_differ", f"{asked.publisher} / {known.publisher}"
    return None


def _sure(asked: Said, known: Said, how: Relation) -> float:
    """Return how surely two of one title, author and about one year are one edition; an online edition is often dated a year later."""
    agree, title = publishers_agree(asked.publisher, known.publisher), words(asked.titles[0])
    subtitle, others = subtitle_of(asked.titles[0]), {subtitle_of(each) for each in known.titles} - {""}
    if named_for_author(asked) and not (subtitle and subtitle in others):
        return LIKELY if agree and asked.year == known.year and not subtitle and not others else 0.6
    if agree:
        return 0.9 if asked.year == known.year else LIKELY
    return 0.82 if how is Relation.SAME and asked.year == known.year and len(title) > 1 else 0.7


def named_for_author(book: Said) -> bool:
    """Say whether a book bears its author's name, as the catalogs of exhibitions do: one artist has many."""
    own = words(_before(book.titles[0]))
    return len(own) < LEAST_TELLING and any(word in book.people for word in own)


def subtitle_of(title: str) -> str:
    """Return the key of what stands behind the first colon, "" where nothing does."""
    return key(title[len(_before(title)) :])


def _before(title: str) -> str:
    return _COLON.split(title, maxsplit=1)[0]


def _edition(book: Said) -> str:
    """Return the number of a book's edition, said in its place or behind its title."""
    behind = _BEHIND.search(book.titles[0])
    return edition_of(book.edition or (behind[1] if behind else ""))


def edition_of(statement: str) -> str:
    """Return the number of an edition, "1" where none is said: "2nd ed., rev.", "Second edition", "第2版" give "2"; "rev" a revision without one."""
    said = ascii_digits(statement).casefold()
    if found := _NUMBER.search(said):
        return str(int(found[0]))
    worded = next((number for word, number in _WORDED.items() if word in said), "")
    return worded or ("rev" if _REVISED.search(said) else FIRST)
