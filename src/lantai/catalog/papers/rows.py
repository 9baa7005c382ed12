"""What the store keeps of a work: from its records to rows; pure.

Money is read from what records keep verbatim ("950 EUR" under ``apc_list`` and ``apc_paid``); what areas know of it comes beside (``told``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from lantai.core.bib.first_level import NOTHING, Own, facet_values
from lantai.core.bib.record import BibRecord, Kind, Link, Relation, Scheme
from lantai.core.bib.retracted import is_retracted
from lantai.core.measures.amounts import decimals
from lantai.core.openness.recorded import Judged, changes_on, judged, license_value
from lantai.core.text.fold import words

from . import shapes
from .authorship import Author, authors, number_of
from .bodies import Bodies
from .corrected import Said, corrected

PAPERS = frozenset({Kind.ARTICLE, Kind.CONFERENCE, Kind.PREPRINT})
MOST_DISCIPLINES = 3
MOST_PRINTED = 500

NO_WORD = Said()

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
_CHARGES = {"apc_list": "list", "apc_paid": "paid"}

Rows = dict[str, list[object]]


def is_paper(records: Sequence[BibRecord]) -> bool:
    """Say whether a work is a paper: by its kind, or because a service says how open it is."""
    return any(r.kind in PAPERS or any(access.openness is not None for access in r.access) for r in records)


Stands = tuple[Judged | None, bool]
"""How open a work is, and whether it was retracted."""


def rows_of(
    work: int,
    records: Sequence[BibRecord],
    *,
    bodies: Bodies,
    on: date,
    disciplines: Iterable[str] = (),
    stands: Stands | None = None,
    own: Own = NOTHING,
    word: Said = NO_WORD,
) -> Iterator[tuple[str, object]]:
    """Yield (table, row) of a work; nothing for what is no paper. ``disciplines`` and ``stands`` (how open it is, whether it was retracted): what
    areas know beside the records; by these alone where it is None. ``own``: where classes lead by the library's own word (catalog.mapped);
    ``word``: what people said of its authors."""
    if not is_paper(records):
        return
    named = authors(records)
    found = corrected(named, word)
    codes = [code for code in dict.fromkeys([*disciplines, *facet_values(records, own)]) if len(code) == 4]
    yield "papers", _paper(work, records, named, on, codes, stands or (judged(records, on=on), is_retracted(records)))
    said = any(author.corresponding for author in found)
    for author in found:
        yield (
            "contributions",
            shapes.Contribution(
                work=work,
                position=author.position,
                name=author.name,
                name_key=author.key,
                orcid=author.orcid,
                author=author.author,
                corresponding=author.corresponding if said else None,
            ),
        )
        yield from (("affiliations", row) for row in _affiliations(work, author, bodies))
    yield from (("fundings", row) for row in _fundings(work, records))
    yield from (("amounts", row) for row in _amounts(work, records))


def _paper(
    work: int, records: Sequence[BibRecord], by: Sequence[Author], on: date, codes: Sequence[str], stands: Stands
) -> shapes.Paper:
    first, (verdict, retracted) = records[0], stands
    journal = next((link for r in records for link in r.links if link.relation is Relation.HOST and link.titles), None)
    return shapes.Paper(
        work=work,
        title=_plain(first.title.forms[0].value) if first.title else "",
        year=next((year for r in records if (year := r.year) is not None), None),
        kind=first.kind.value,
        language=first.language,
        color=verdict.color if verdict else "",
        rule=verdict.verdict.rule.value if verdict else "",
        is_open=verdict.is_open if verdict else None,
        license=license_value(verdict.verdict.license) if verdict and verdict.is_open else "",
        publisher=next((p[0].value for r in records for i in r.imprints for p in i.publishers if p), ""),
        issn=_issn(journal),
        journal=_plain(journal.titles[0].value) if journal else "",
        doi=next((doi for r in records if (doi := number_of(r.identifiers, Scheme.DOI))), ""),
        retracted=retracted,
        author_count=len(by),
        disciplines=tuple(codes[:MOST_DISCIPLINES]),
        changes=changes_on(records, on=on),
    )


def _issn(journal: Link | None) -> str:
    if journal is None:
        return ""
    return number_of(journal.identifiers, Scheme.ISSN_L) or number_of(journal.identifiers, Scheme.ISSN)


def _affiliations(work: int, author: Author, bodies: Bodies) -> Iterator[shapes.Affiliation]:
    seen: set[str] = set()
    for place in author.affiliations:
        for body in bodies.of(place):
            if body.institution and body.institution in seen:
                continue
            seen.add(body.institution)
            yield shapes.Affiliation(
                work=work,
                position=author.position,
                institution=body.institution,
                ror=body.ror,
                name=_plain(body.name),
                country=body.country,
                printed=_plain(place.printed)[:MOST_PRINTED],
            )


def _fundings(work: int, records: Sequence[BibRecord]) -> Iterator[shapes.Funding]:
    seen: set[tuple[str, str]] = set()
    for paid in (paid for record in records for paid in record.fundings):
        number = number_of(paid.identifiers, Scheme.DOI) or number_of(paid.identifiers, Scheme.ROR)
        funder = " ".join(words(paid.funder))
        for award in paid.awards or ("",):
            if funder and (funder, award) not in seen:
                seen.add((funder, award))
                yield shapes.Funding(work=work, funder=funder, name=_plain(paid.funder), number=number, award=award)


def _amounts(work: int, records: Sequence[BibRecord]) -> Iterator[shapes.Amount]:
    """Yield the charges, of each kind the first that any record says: its own currency, not what it would be in dollars."""
    seen: set[str] = set()
    for field in (field for record in records for field in record.verbatim):
        kind = _CHARGES.get(field.name)
        given = _AMOUNT.fullmatch(field.values[0][1]) if kind and field.values else None
        if kind and given and kind not in seen:
            seen.add(kind)
            yield shapes.Amount(
                work=work,
                kind=kind,
                minor=int(Decimal(given[1]).scaleb(decimals(given[2]))),
                currency=given[2],
                said_by="OpenAlex",
            )


def _plain(text: str) -> str:
    return text.replace("\0", "")
