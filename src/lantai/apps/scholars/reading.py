"""Who contributed to a work, read from its records: persons with their names, ORCIDs, institutions and what stood around them. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from lantai.catalog.papers.authorship import mark
from lantai.catalog.papers.bodies import Bodies
from lantai.core.bib.record import Affiliation, AgentKind, BibRecord, Contribution, Kind, Scheme, Standing, SubjectKind, Text
from lantai.core.bib.work import WorkDocument
from lantai.core.matching.authors.called import Called
from lantai.core.matching.authors.mention import MOST_COAUTHORS, Mention, is_person, names_of
from lantai.core.matching.authors.naming import Agreement, agreement
from lantai.core.text.fold import key

PAPERS = frozenset(
    {
        Kind.ARTICLE,
        Kind.CONFERENCE,
        Kind.CHAPTER,
        Kind.THESIS,
        Kind.REPORT,
        Kind.PREPRINT,
        Kind.DATASET,
        Kind.SOFTWARE,
        Kind.PATENT,
    }
)
"""Kinds of which whoever made them is a scholar of today; books name authors of all times, and count where they carry an ORCID or somebody says so."""

MAKERS = frozenset({"aut", "cre", "edt", "dis", "inv", "prg", "com"})
MOST_TOPICS = 12

_BODY = re.compile(
    r"\b(?:univ|institut|college|akadem|academ|school of|polytech|hochschule|hospital|laborator|cent(?:re|er)\b|museum|ministry|agency)|"
    r"大学|學院|学院|研究所|研究院|科学院|医院|университет|институт|академия|جامعة|معهد|كلية|أكاديمية|大學|대학",
    re.I,
)
_PART = re.compile(
    r"\b(?:dep(?:artmen)?t|faculty|school|fakult|laborator|cent(?:re|er)|division|college)\b|系$|学院$|كلية|قسم|факультет|кафедра",
    re.I,
)
_SEGMENTS = re.compile(r"\s*[,;，；、،]\s*")
_NUMBERED = re.compile(r"(?:authorships|author|contrib|creators)/(\d+)")
_MAIL = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")


class Contributed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person at a work. ``mark``: the name as printed, folded, which tells who at the work is meant; ``forms``: the name in all scripts.

    ``places``: institutions as printed. ``mention``: what is compared of it.
    """

    work: int
    mark: str
    forms: tuple[Text, ...]
    orcid: str
    year: int | None
    places: tuple[str, ...]
    is_paper: bool
    mention: Mention


def contributed(document: WorkDocument, bodies: Bodies) -> list[Contributed]:
    """Return the persons of a work, each once. The first description that names persons counts; others lend it ORCIDs."""
    records = [instance.record for instance in document.instances]
    record = next((one for one in records if any(map(_is_maker, one.contributions))), None)
    if record is None:
        return []
    people = _people(record)
    lent = _lent(people, [one for one in records if one is not record])
    topics = frozenset(_topics(record))
    found: dict[str, Contributed] = {}
    for at, one in enumerate(people):
        if one.mark in found or not one.names:
            continue
        others = frozenset(other.mark for other in people if other is not one)
        orcid = one.orcid or lent.get(at, "")
        found[one.mark] = Contributed(
            work=document.number,
            mark=one.mark,
            forms=one.forms,
            orcid=orcid,
            year=record.year,
            places=tuple(dict.fromkeys(name for place in one.places for name in _named(place, bodies))),
            is_paper=record.kind in PAPERS,
            mention=Mention(
                key=f"{document.number} {one.mark}",
                work=str(document.number),
                names=one.names,
                orcid=orcid,
                coauthors=others if len(others) < MOST_COAUTHORS else frozenset(),
                institutions=frozenset(sign for place in one.places for sign in _signs(place, bodies)),
                topics=topics,
                domains=frozenset(domain.lower() for place in one.places for domain in _MAIL.findall(place.printed)),
                year=record.year,
            ),
        )
    return list(found.values())


class _Person(msgspec.Struct, frozen=True, gc=False):
    """A person of one description, which several services may spell differently."""

    mark: str
    forms: tuple[Text, ...]
    names: tuple[Called, ...]
    orcid: str
    places: tuple[Affiliation, ...]


def _people(record: BibRecord) -> list[_Person]:
    """Return the persons of a description in their order. Services number authors alike: the third is one person, however each spells the name."""
    said: dict[int | str, list[Contribution]] = {}
    for agent in filter(_is_maker, record.contributions):
        numbered = _NUMBERED.fullmatch(agent.at)
        said.setdefault(int(numbered[1]) if numbered else mark(agent.forms[0].value), []).append(agent)
    return [_united(some) for some in said.values()]


def _united(said: Sequence[Contribution]) -> _Person:
    forms = tuple({form.value: form for agent in said for form in agent.forms}.values())
    fullest = max(said, key=lambda agent: len(agent.affiliations))
    return _Person(
        mark(forms[0].value), forms, names_of(tuple(form.value for form in forms)), next(filter(None, map(orcid_of, said)), ""), fullest.affiliations
    )  # fmt: skip


def _named(place: Affiliation, bodies: Bodies) -> list[str]:
    """Return the institutions of an affiliation as they are shown: as the registry or the source calls them, else cut out of the printed words."""
    return [body.name for body in bodies.of(place) if body.name] or [institution(place.printed)]


def _signs(place: Affiliation, bodies: Bodies) -> Iterator[str]:
    """Yield what an institution is compared by: the registry's number, and the name folded."""
    yield from (body.ror for body in bodies.of(place) if body.ror)
    yield from map(key, _named(place, bodies))


def orcid_of(agent: Contribution) -> str:
    """Return a person's ORCID, "" none that is right."""
    found = (one.value for one in agent.identifiers if one.scheme is Scheme.ORCID and one.standing is Standing.VALID)
    return next(found, "")


def institution(place: str) -> str:
    """Return the institution in a string of affiliation: the part that names a university or the like, not its department."""
    parts = [part for part in _SEGMENTS.split(_MAIL.sub(" ", place)) if part.strip()]
    bodies = [part for part in parts if _BODY.search(part)]
    whole = [part for part in bodies if not _PART.search(part)]
    return " ".join((whole or bodies or parts or [place])[0].split())[:200]


def _is_maker(agent: Contribution) -> bool:
    made = agent.main or not agent.roles or bool(MAKERS.intersection(agent.roles))
    return agent.kind is AgentKind.PERSON and made and not agent.title and is_person(agent.forms[0].value)


def _lent(people: Sequence[_Person], others: Iterable[BibRecord]) -> dict[int, str]:
    """Return ORCIDs that other descriptions of the work give, by the place of the one person whose name agrees."""
    found: dict[int, str] = {}
    for other in (one for record in others for one in _people(record) if one.orcid):
        agreeing = [at for at, own in enumerate(people) if agreement(own.names, other.names) > Agreement.OTHER]
        if len(agreeing) == 1:
            found.setdefault(agreeing[0], other.orcid)
    return found


def _topics(record: BibRecord) -> list[str]:
    classes = [f"{one.scheme}:{one.value}" for one in record.classifications]
    words = [key(one.forms[0].value) for one in record.subjects if one.kind in (SubjectKind.TOPIC, SubjectKind.KEYWORD)]
    return list(dict.fromkeys([*classes, *filter(None, words)]))[:MOST_TOPICS]
