"""Merging: several descriptions of one edition into one, and the editions of a work into the view that is listed.

Pure and repeatable: the same records in the same order of precedence give the same result, and every value keeps the
number of the source that gave it (``Part.src``).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from .record import (
    Access,
    BibRecord,
    Classification,
    Contribution,
    Forms,
    Funding,
    HoldingRecord,
    Identifier,
    Kind,
    Link,
    Origin,
    Part,
    Statement,
    Subject,
    Title,
    TitleKind,
)
from .work import WorkDocument

P = TypeVar("P", bound=Part)

_ASCII = bytes(range(128))
_NO_WORDS = bytes(code for code in range(128) if not chr(code).isalnum())


def _words(forms: Forms) -> str:
    return _letters_and_digits(forms[0].value) if forms else ""


def _letters_and_digits(text: str) -> str:
    """Return these alone, in lower case. One by one, as signs outside ASCII are looked at, those of an abstract took a tenth of a millisecond."""
    data = text.casefold().encode(errors="surrogatepass").translate(None, _NO_WORDS)
    left = data.decode(errors="surrogatepass")
    if not left.isalnum():
        for sign in set(data.translate(None, _ASCII).decode(errors="surrogatepass")):
            left = left if sign.isalnum() else left.replace(sign, "")
    return left


def _of_title(title: Title) -> object:
    return (title.kind, _words(title.forms), title.forms[0].rest.casefold())


def _of_agent(agent: Contribution) -> object:
    return (_words(agent.forms), agent.roles[:1], agent.title)


def _of_statement(statement: Statement) -> object:
    return _words(statement.forms)


def _of_subject(subject: Subject) -> object:
    return (subject.scheme, _words(subject.forms), subject.subdivisions)


def _of_identifier(identifier: Identifier) -> object:
    return (identifier.scheme, identifier.value)


def _of_class(number: Classification) -> object:
    return (number.scheme, number.value, number.item)


def _of_link(link: Link) -> object:
    return (link.relation, _words(link.titles), link.text, link.volume, link.issue, link.pages)


def _of_access(access: Access) -> object:
    return access.url


def _of_funding(funding: Funding) -> object:
    return (_letters_and_digits(funding.funder), funding.awards)


def _everything(part: object) -> object:
    return msgspec.structs.replace(part, src=0)  # type: ignore[type-var]


UNITED: dict[str, Callable[[Any], object]] = {
    "titles": _of_title,
    "contributions": _of_agent,
    "series": _of_statement,
    "notes": _of_statement,
    "subjects": _of_subject,
    "classifications": _of_class,
    "identifiers": _of_identifier,
    "links": _of_link,
    "access": _of_access,
    "holdings": _everything,
    "fundings": _of_funding,
    "verbatim": _everything,
    "repairs": _everything,
}
"""Fields in which every source adds what the others lack; what makes two values the same one."""

FIRST = ("dates", "imprints", "editions", "extents")
"""Fields that are taken whole from the first source that has them: mixed, they would describe no edition at all."""

PLAIN = ("languages", "original_languages", "summary_languages", "countries")
"""Values without a place of their own: from the first source that has them."""


def merge(records: Sequence[tuple[BibRecord, Origin]], corrections: int = 0) -> BibRecord:
    """Return one description from several of the same edition, the most trusted first.

    The first ``corrections`` of them are cataloguers' corrections: what they say of a field replaces all that the others
    say of it, also where they say that there is nothing.
    """
    if len(records) == 1:
        return msgspec.structs.replace(records[0][0], sources=(records[0][1],))
    numbered = [_numbered(record, n) for n, (record, _) in enumerate(records)]
    base = next((r for r in numbered[corrections:]), numbered[0])
    values: dict[str, Any] = {name: _united(numbered, name, corrections, same) for name, same in UNITED.items()}
    values |= {name: _first(numbered, name, corrections) for name in FIRST + PLAIN}
    kind = next((r.kind for r in numbered if r.kind is not Kind.OTHER), base.kind)
    return msgspec.structs.replace(
        base, kind=kind, deleted=False, nothing=(), sources=tuple(origin for _, origin in records), **values
    )


def _numbered(record: BibRecord, n: int) -> BibRecord:
    if n == 0:
        return record
    fields = (*UNITED, *FIRST)
    return msgspec.structs.replace(record, **{name: tuple(_from(part, n) for part in getattr(record, name)) for name in fields})


def _from(part: P, n: int) -> P:
    return msgspec.structs.replace(part, src=n)


def _united(records: Sequence[BibRecord], name: str, corrections: int, same: Callable[[Any], object]) -> tuple[Any, ...]:
    corrected = next((getattr(r, name) for r in records[:corrections] if getattr(r, name) or name in r.nothing), None)
    if corrected is not None:
        return tuple(corrected)
    found: dict[object, Any] = {}
    for record in records[corrections:]:
        for part in getattr(record, name):
            _keep_fuller(found, same(part), part)
    return tuple(found.values())


def _keep_fuller(found: dict[object, Any], mark: object, part: Any) -> None:
    """Keep the first of equal values, unless a later source says more of it: has it in more scripts, alone says how open the copy at an address is, or
    where an author worked."""
    known = found.setdefault(mark, part)
    if known is not part and _fullness(part) > _fullness(known):
        found[mark] = part


def _fullness(part: Any) -> int:
    said = (getattr(part, "openness", None) is not None, bool(getattr(part, "affiliations", ())))
    return len(getattr(part, "forms", ())) + sum(said)


def _first(records: Sequence[BibRecord], name: str, corrections: int) -> tuple[Any, ...]:
    for n, record in enumerate(records):
        value = getattr(record, name)
        if value or (n < corrections and name in record.nothing):
            return tuple(value)
    return ()


def merged(work: WorkDocument) -> BibRecord:
    """Return one view of a work for lists: its first instance, with every title, language and identifier of the others.

    Titles of other editions come as translated titles where the language differs, else as alternative ones; ``sources`` are
    those of the first instance alone.
    """
    first, *others = [instance.record for instance in work.instances]
    if not others:
        return first
    titles = {_words(t.forms): t for t in first.titles}
    for record in others:
        foreign = bool(record.languages) and not set(record.languages) & set(first.languages)
        kind = TitleKind.TRANSLATED if foreign else TitleKind.ALTERNATIVE
        for title in record.titles:
            titles.setdefault(_words(title.forms), msgspec.structs.replace(title, kind=kind, src=0))
    return msgspec.structs.replace(
        first,
        titles=tuple(titles.values()),
        languages=_together(r.languages for r in (first, *others)),
        subjects=_together_by((r.subjects for r in (first, *others)), _of_subject),
        classifications=_together_by((r.classifications for r in (first, *others)), _of_class),
        identifiers=_together_by((r.identifiers for r in (first, *others)), _of_identifier),
        access=_together_by((r.access for r in (first, *others)), _of_access),
        holdings=_holdings(first, others),
    )


def _holdings(first: BibRecord, others: Iterable[BibRecord]) -> tuple[HoldingRecord, ...]:
    return (*first.holdings, *(h for r in others for h in r.holdings))


def _together(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for group in groups for value in group))


def _together_by(groups: Iterable[tuple[P, ...]], same: Callable[[Any], object]) -> tuple[P, ...]:
    found: dict[object, P] = {}
    for group in groups:
        for part in group:
            found.setdefault(same(part), part)
    return tuple(found.values())
