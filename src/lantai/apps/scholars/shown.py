"""What a reader sees of a profile: the parts that its scholar lets them see, its works with how open they are and the best copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantai.catalog import queries as catalog
from lantai.catalog.standing import Standing, standings
from lantai.core.bib.notices import Nature
from lantai.core.bib.record import BibRecord, Relation, Text, TitleForm

from . import queries
from .models import FIELDS, Scholar, ScholarWork

WORKS_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work on a profile. ``nature``: whether it was retracted or corrected.

    ``color``: None not open or not known, else a color, "" open in a way that is not known; ``copy``: the best free address.
    """

    number: int
    nature: Nature | None
    title: TitleForm | None
    others: tuple[Text, ...]
    people: tuple[str, ...]
    year: int | None
    host: str
    is_open: bool
    color: str
    copy: str
    kind: str
    printed: str


@dataclass(frozen=True, slots=True)
class Together:
    """Somebody that the scholar wrote with, and in how many works; ``scholar``: their profile, where readers find one."""

    name: str
    language: str
    count: int
    percent: float
    scholar: Scholar | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a service says beside the records, where its scholar lets the reader see such parts; ``by`` "": nothing. ``on``: as of which day."""

    by: str = ""
    on: str = ""
    names: Sequence[str] = ()
    institutions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as a reader sees it. ``seen``: the parts that are there for them; what is not is empty."""

    scholar: Scholar
    seen: frozenset[str]
    told: Told
    names: Sequence[tuple[str, str]]
    institutions: Sequence[tuple[str, str]]
    disciplines: Sequence[str]
    years: Sequence[tuple[int, int, float]]
    together: Sequence[Together]
    is_indexed: bool


def profile(scholar: Scholar, reader: object) -> Profile:
    """Return what a reader sees of a profile beside its works; one question, for the profiles of those it names."""
    seen = frozenset(field for field in FIELDS if queries.sees(scholar, field, reader))
    told: dict[str, Any] = scholar.portrait or {}
    names = [(text, language) for text, language in [*scholar.own_names, *told.get("names", ())] if text != scholar.name]
    years = told.get("years", ()) if "works" in seen else ()
    most = max((n for _year, n in years), default=1)
    places = [*scholar.posts, *told.get("institutions", ())]
    return Profile(
        scholar=scholar,
        seen=seen,
        told=_told(told.get("told") or {}, seen),
        names=list(dict.fromkeys(names)) if "names" in seen else (),
        institutions=[(row[0], _span(row[1], row[2])) for row in places] if "institutions" in seen else (),
        disciplines=told.get("disciplines", ()) if "disciplines" in seen else (),
        years=[(year, n, 100 * n / most) for year, n in years],
        together=_together(told.get("together", ())) if "collaborators" in seen else (),
        is_indexed=scholar.is_wholly_public,
    )


def _told(given: Mapping[str, Any], seen: frozenset[str]) -> Told:
    names = given.get("names", ()) if "names" in seen else ()
    places = [(row[0], _span(row[1], row[2])) for row in given.get("institutions", ())] if "institutions" in seen else ()
    return Told(given["by"], given["on"], names, places) if names or places else Told()


def lines(rows: Sequence[ScholarWork], *, on: date) -> list[WorkLine]:
    """Return the works of a page of a profile; a few questions, however many works."""
    documents = catalog.documents([row.work_id for row in rows])
    stand = standings(documents.values(), on=on)
    return [
        _line(row, documents[row.work_id].instances[0].record, stand[row.work_id]) for row in rows if row.work_id in documents
    ]


def _line(row: ScholarWork, record: BibRecord, stands: Standing) -> WorkLine:
    verdict = stands.openness
    is_open = bool(verdict and verdict.is_open)
    best = verdict.verdict.best if verdict and is_open else None
    forms = record.title.forms if record.title else ()
    return WorkLine(
        number=row.work_id,
        nature=stands.nature,
        title=forms[0] if forms else None,
        others=tuple(forms[1:]),
        people=tuple(agent.forms[0].value for agent in record.contributions[:6]),
        year=record.year,
        host=next((form.value for link in record.links if link.relation is Relation.HOST for form in link.titles), ""),
        is_open=is_open,
        color=verdict.color if verdict and is_open else "",
        copy=(best.pdf_url or best.url) if best else "",
        kind=record.kind.value,
        printed=row.printed,
    )


def _together(rows: Sequence[Sequence[Any]]) -> list[Together]:
    known = queries.numbers_seen(row[3] for row in rows if row[3])
    most = max((row[2] for row in rows), default=1)
    return [Together(row[0], row[1], row[2], 100 * row[2] / most, known.get(row[3])) for row in rows]


def _span(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    return str(first or last) if first == last else f"{first or ''}–{last or ''}"
