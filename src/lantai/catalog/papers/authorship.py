"""The authors of a work in their order, each once, with where they worked; pure.

Services number the authors of a paper alike but spell them differently ("Li, Wei", "Wei Li"): what Crossref and OpenAlex say of the third author
is said of one person. From each is taken what it alone knows.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from lantai.core.bib.record import Affiliation, BibRecord, Contribution, Scheme, Standing
from lantai.core.names.parts import name_key
from lantai.core.text.fold import fold

_NUMBERED = re.compile(r"(?:authorships|author|contrib|creators)/(\d+)")
_AUTHORS = frozenset(("aut", "cre", ""))
LONGEST_MARK = 300


def mark(name: str) -> str:
    """Return a name folded, whichever of its words stands first: which of a work's authors people mean by it."""
    return (name_key(name) or fold(name))[:LONGEST_MARK]


class Author(msgspec.Struct, frozen=True, gc=False):
    """One author. ``forms``: the name as every service and script has it; ``person``: as whom they are counted by the word of people, "" nobody said so."""

    position: int
    name: str
    orcid: str
    affiliations: tuple[Affiliation, ...]
    corresponding: bool
    forms: tuple[str, ...] = ()
    person: str = ""

    @property
    def key(self) -> str:
        """Return the words of the name whichever stands first."""
        return name_key(self.name)

    @property
    def author(self) -> str:
        """Return as whom they are counted: see shapes.Contribution."""
        return self.person or self.orcid or f"~{self.key}"

    @property
    def marks(self) -> frozenset[str]:
        """Return by what people may mean them."""
        return frozenset(map(mark, self.forms))


def authors(records: Sequence[BibRecord]) -> list[Author]:
    """Return the authors of a work by the first of its editions that says where they worked, else by the first that names any."""
    named = [found for record in records if (found := _of(record))]
    return next((found for found in named if any(one.affiliations for one in found)), named[0] if named else [])


def _of(record: BibRecord) -> list[Author]:
    said: dict[int | str, list[Contribution]] = {}
    for one in record.contributions:
        if next(iter(one.roles), "") in _AUTHORS and one.forms and not one.title:
            place = _NUMBERED.fullmatch(one.at)
            said.setdefault(int(place[1]) if place else name_key(one.forms[0].value), []).append(one)
    ordered = sorted(
        said, key=lambda place: place if isinstance(place, int) else len(said)
    )  # the others stand behind, in their order
    return [_united(position, said[place]) for position, place in enumerate(ordered, start=1)]


def _united(position: int, said: Sequence[Contribution]) -> Author:
    fullest = max(said, key=lambda one: len(one.affiliations))
    orcids = (i.value for one in said for i in one.identifiers if i.scheme is Scheme.ORCID and i.standing is Standing.VALID)
    return Author(
        position=position,
        name=said[0].forms[0].value,
        orcid=next(orcids, ""),
        affiliations=fullest.affiliations,
        corresponding=any(one.corresponding for one in said),
        forms=tuple(dict.fromkeys(form.value for one in said for form in one.forms)),
    )


def number_of(identifiers: Iterable[object], scheme: Scheme) -> str:
    """Return the first sound identifier of a scheme, "" for none."""
    return next((i.value for i in identifiers if i.scheme is scheme and i.standing is Standing.VALID), "")  # type: ignore[attr-defined]
