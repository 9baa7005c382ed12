"""From works, hits and expansions to the API's answers; reads, and never writes."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode, urljoin

import msgspec
from msgspec.structs import replace

from lantai.catalog import change_times, changes, index
from lantai.catalog import queries as catalog
from lantai.catalog.changes import Part
from lantai.catalog.kept_texts import KeptFile, files_of
from lantai.catalog.queries import WorkPage
from lantai.core.bib.merge import merged
from lantai.core.bib.places import addresses, places
from lantai.core.bib.record import BibRecord, Contribution, TitleForm, encode
from lantai.core.bib.work import WorkDocument
from lantai.core.query.expansion import Alternative, Expansion
from lantai.core.romanise.forms import beside
from lantai.search import fusing
from lantai.search.protocol import Hit, Result

from .. import queries
from ..rows import date_text
from ..words.asking import ask, leg
from .asked import Asked, Walk
from .shapes import (
    AlternativeOf,
    Change,
    Changes,
    ConceptOf,
    Contributor,
    Copies,
    Edition,
    ExpansionOf,
    FileOf,
    Found,
    IdentifierOf,
    Made,
    NoticeOf,
    Search,
    Value,
    Whole,
    Words,
    WorkOf,
)

MOST_CONTRIBUTORS = 50
MOST_IDENTIFIERS = 50
MOST_COPIES = 20
LAST_WORK = 2**62
"""Past every number of a work: after all works of one change."""

MOST_SAID = 100
"""Characters of the words that a notice is about."""

NOTHING = Result(total=0, hits=())


def search(asked: Asked, *, url: str) -> Search:
    """Answer a search; raise SearchError. ``url``: what stands before the number of a work in its address."""
    question = ask(asked.params)
    request = queries.request_of(asked.params, question)
    if request is None:
        result = NOTHING
    else:
        wanted = replace(
            request,
            offset=asked.offset,
            limit=asked.limit,
            facets=asked.facets,
            facet_size=asked.facet_size,
            most_counted=None,
            brief=False,
        )
        result = fusing.search(index.engine(), wanted, leg(asked.params, question)).result
    documents = catalog.documents([hit.id for hit in result.hits])
    return Search(
        question=asked.params.shown_text,
        total=result.total,
        offset=asked.offset,
        works=tuple(_found(documents[hit.id], hit, url) for hit in result.hits if hit.id in documents),
        facets={name: _values(result.facets.get(name, ())) for name in asked.facets},
        untold={name: result.untold[name] for name in asked.facets if name in result.untold},
        expansion=expansion(question.expansion),
        notices=tuple(NoticeOf(n.code, n.detail[:MOST_SAID]) for n in question.question.notices),
        next=asked.next(result.total),
    )


def whole(page: WorkPage, *, url: str, part: tuple[int, int]) -> Whole:
    """Return a work with the descriptions of its editions; ``part``: how many to pass over, how many to give."""
    brief, (offset, limit) = _fields(page.document, url), part
    every = page.document.instances
    editions = tuple(Edition(id=i.number, record=msgspec.Raw(encode(i.record))) for i in every[offset : offset + limit])
    more = f"?{urlencode({'offset': offset + limit, 'limit': limit})}" if limit and offset + limit < len(every) else ""
    files = tuple(_file(one, url) for one in files_of([page.document.number]).get(page.document.number, ()))
    return Whole(**brief, added=_moment(page.added_at), instances=editions, next=more, files=files)


def _file(one: KeptFile, url: str) -> FileOf:
    return FileOf(
        url=urljoin(url, one.address), page=urljoin(url, one.page), media_type=one.media_type, size=one.size, sha256=one.digest, version=one.version,
        license=one.license,
    )  # fmt: skip


def changes_after(walk: Walk, *, url: str) -> Changes:
    """Return works in the order of their changes."""
    part = Part(kind=walk.kind, language=walk.language)
    since = (change_times.before(walk.since), LAST_WORK) if walk.since else changes.START
    found = changes.page(max(walk.after, since), part, walk.limit + 1)
    here, more = found[: walk.limit], len(found) > walk.limit
    documents = changes.described([one.number for one in here if one.live])
    cursor = ".".join(map(str, here[-1].place if here else max(walk.after, since)))
    said = {"cursor": cursor, "limit": str(walk.limit), "kind": walk.kind, "language": walk.language}
    return Changes(
        changes=tuple(Change(id=one.number, at=one.at, work=_brief(documents.get(one.number), url)) for one in here),
        cursor=cursor,
        more=more,
        next="?" + urlencode({name: value for name, value in said.items() if value}) if more else None,
    )


def _brief(document: WorkDocument | None, url: str) -> WorkOf | None:
    return WorkOf(**_fields(document, url)) if document else None


def expansion(found: Expansion) -> ExpansionOf:
    """Return what was added to a question."""
    return ExpansionOf(
        concepts=tuple(
            ConceptOf(text=c.text, lang=c.lang, alternatives=tuple(map(_alternative, c.alternatives))) for c in found.concepts
        ),
        untranslated=found.untranslated,
        own=found.off,
    )


def _alternative(one: Alternative) -> AlternativeOf:
    return AlternativeOf(
        text=one.text, lang=one.lang, weight=round(one.weight, 3), origin=one.origin.value, tables=one.layers,
        evidence=one.evidence, via=one.via, code=one.code,
    )  # fmt: skip


def _found(document: WorkDocument, hit: Hit, url: str) -> Found:
    return Found(**_fields(document, url), matched=hit.matched, score=round(hit.score, 3))


def _fields(document: WorkDocument, url: str) -> dict[str, object]:
    """Return the fields that a work has in every answer."""
    view, first = merged(document), document.instances[0].record
    title = first.title or view.title
    forms = title.forms if title else (TitleForm(""),)
    online = addresses([view])
    brief = WorkOf(
        id=document.number,
        url=f"{url}{document.number}/",
        title=tuple(Words(form.value, form.lang) for form in forms),
        romanised=_romanised(forms, first.language),
        subtitle=" ".join(filter(None, (forms[0].rest, forms[0].part))),
        contributors=tuple(map(_contributor, first.contributions[:MOST_CONTRIBUTORS])),
        kind=first.kind.value,
        date=date_text(first),
        languages=first.languages,
        editions=len(document.instances),
        identifiers=_identifiers(view),
        copies=tuple(
            Copies(state=p.state, library=p.library, location=p.location, call_number=p.call_number, count=p.count)
            for p in places(view.holdings)[:MOST_COPIES]
        ),
        online=online[0].url if online else "",
    )
    return msgspec.structs.asdict(brief)


def _romanised(forms: Sequence[TitleForm], language: str) -> Made | None:
    made = beside([(form.value, form.lang) for form in forms], language)
    return Made(made.text, made.lang, made.scheme) if made else None


def _contributor(agent: Contribution) -> Contributor:
    return Contributor(tuple(Words(form.value, form.lang) for form in agent.forms), agent.roles, agent.dates)


def _identifiers(view: BibRecord) -> tuple[IdentifierOf, ...]:
    return tuple(IdentifierOf(i.scheme.value, i.value) for i in view.identifiers[:MOST_IDENTIFIERS])


def _values(counted: Sequence[tuple[str, int]]) -> tuple[Value, ...]:
    return tuple(Value(value, count) for value, count in counted)


def _moment(at: datetime) -> datetime:
    return at.replace(microsecond=0)
