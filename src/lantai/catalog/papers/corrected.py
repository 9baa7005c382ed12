"""Who wrote a paper by the word of people, where it differs from what its records say.

An area writes ``@corrections`` in its facts.py on a function that takes the numbers of works, all at once, and says what people said of their
authors; ``actions.touch(works)`` when it changes. Enter at ``said_of``; ``corrected`` is pure. Records are left as they are: what is taken back is gone
with the next generation of the store.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from lantai.core.matching.authors.mention import names_of
from lantai.core.matching.authors.naming import Agreement, agreement

from .authorship import Author


class Person(msgspec.Struct, frozen=True, gc=False):
    """As whom somebody is counted. ``author``: see shapes.Contribution; ``orcid``: "" none."""

    author: str
    orcid: str


class Correction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That a person is an author of a work, or is not. ``orcids``: all that are the person's; ``person``: as whom they are counted, None: it is not theirs.

    ``mark``: which of its authors is meant (``authorship.mark``), "" nobody knows; ``names``: by which the person is known, the first to be shown.
    ``is_firm``: it holds against another's ORCID in the record, and where the record names nobody of that name.
    """

    work: int
    orcids: frozenset[str]
    person: Person | None = None
    mark: str = ""
    names: tuple[str, ...] = ()
    is_firm: bool = False


class Said(msgspec.Struct, frozen=True, gc=False):
    """What people said, of some works or of one. ``corrections``: the last one said stands last; ``persons``: ORCID -> whose it is, of whoever has several."""

    corrections: Sequence[Correction] = ()
    persons: Mapping[str, Person] = {}


Tell = Callable[[Collection[int]], Said]
_tellers: list[Tell] = []


def corrections(tell: Tell) -> Tell:
    """Decorate a function that says what people said of who wrote works."""
    _tellers.append(tell)
    return tell


def said_of(works: Collection[int]) -> dict[int, Said]:
    """Return what was said of the authors of each of ``works``."""
    found: dict[int, list[Correction]] = defaultdict(list)
    persons: dict[str, Person] = {}
    for tell in _tellers:
        said = tell(works)
        persons.update(said.persons)
        for one in said.corrections:
            found[one.work].append(one)
    return {work: Said(found.get(work, ()), persons) for work in works}


def corrected(authors: Sequence[Author], word: Said) -> list[Author]:
    """Return the authors of a work as people say: whoever is denied has no ORCID, whoever is named is that person, also behind all whom the record names."""
    found = list(authors)
    for denied in (one for one in word.corrections if one.person is None):
        found = [_as(author, Person("", "")) if author.orcid in denied.orcids else author for author in found]
    taken: set[int] = set()
    for said in reversed(word.corrections):  # of two people for one author the last word stands
        if said.person is None:
            continue
        at = _meant(found, said, taken)
        if at is not None:
            taken.add(at)
            found[at] = _as(found[at], said.person)
        elif said.is_firm and said.names and not _agreeing(found, said):
            taken.add(len(found))
            last = max((author.position for author in found), default=0)
            found.append(Author(last + 1, said.names[0], said.person.orcid, (), False, said.names, said.person.author))
    return [_as(author, word.persons[author.orcid]) if author.orcid in word.persons else author for author in found]


def _meant(authors: Sequence[Author], said: Correction, taken: Collection[int]) -> int | None:
    """Return the place of the author that is meant: the one of that ORCID, of that name as it is printed, else the only one whose name agrees."""
    free = [at for at in range(len(authors)) if at not in taken]
    own = [at for at in free if authors[at].orcid in said.orcids]
    if own:
        return own[0]
    named = [at for at in free if said.mark and said.mark in authors[at].marks]
    unclaimed = [at for at in named if not authors[at].orcid]
    if named:
        return unclaimed[0] if unclaimed else named[0] if said.is_firm else None
    agreeing = [at for at in _agreeing(authors, said) if at not in taken]
    return agreeing[0] if len(agreeing) == 1 and (said.is_firm or not authors[agreeing[0]].orcid) else None


def _agreeing(authors: Sequence[Author], said: Correction) -> list[int]:
    own = names_of(said.names)
    return [at for at, author in enumerate(authors) if agreement(own, names_of(author.forms)) > Agreement.OTHER]


def _as(author: Author, person: Person) -> Author:
    return msgspec.structs.replace(author, orcid=person.orcid, person=person.author)
