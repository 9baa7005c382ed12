"""What describes a work to other machines."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

from msgspec.structs import replace

from lantai.catalog.kept_texts import deposited_among
from lantai.catalog.standing import Standing
from lantai.core.bib.merge import merged
from lantai.core.bib.pointers import dois
from lantai.core.bib.record import Access, AccessKind, BibRecord, Identifier, Link, Openness, Relation, Scheme
from lantai.core.bib.work import WorkDocument
from lantai.core.formats.elements import VOCABULARIES, lacking
from lantai.core.openness.copies import Copy

MOST_VERSIONS = 20
"""Other versions of a work that its description names."""


def record_of(work: WorkDocument, vocabulary: str, address: str, standing: Standing | None = None) -> BibRecord:
    """Return what describes a work: in Dublin Core all its titles and numbers, with the address of its page; else its first edition.

    For a vocabulary that asks for something it is the first edition that has it, with the copies and the numbers of the others, and the best copy that
    ``standing`` knows of from lists.
    """
    page = Access(url=address, kind=AccessKind.RELATED)
    if vocabulary == "oai_dc":
        view = merged(work)
        return replace(view, access=(page, *view.access))
    if not (vocabulary in VOCABULARIES and VOCABULARIES[vocabulary].asks):
        return work.instances[0].record
    records = [instance.record for instance in work.instances]
    told = [replace(one, access=(page, *one.access)) for one in records]
    chosen = next((n for n, one in enumerate(told) if not lacking(vocabulary, one)), 0)
    others = [record for n, record in enumerate(records) if n != chosen]
    access = [*told[chosen].access, *(copy for record in others for copy in record.access if copy.openness is not None)]
    best = standing.openness.verdict.best if standing and standing.openness else None
    if best is not None and standing and standing.openness and best.url not in {one.url for one in access if one.openness}:
        access = [one for one in access if one.url != best.url] + [_access(best, standing.openness.by, address)]
    return replace(told[chosen], access=tuple(access), links=(*told[chosen].links, *_versions(records[chosen], others)))


def unfit(works: Mapping[int, WorkDocument], vocabulary: str, address: str) -> set[int]:
    """Return the numbers of works that cannot be described in a vocabulary. ``address``: what stands before the number of a work's page.

    What was deposited with this library can always be described for DataCite (decision 0177).
    """
    if not VOCABULARIES[vocabulary].asks:
        return set()
    lack = {number for number, work in works.items() if lacking(vocabulary, record_of(work, vocabulary, f"{address}{number}/"))}
    return lack - deposited_among(lack) if is_of_datacite(vocabulary) else lack


def is_of_datacite(vocabulary: str) -> bool:
    """Say whether a vocabulary is DataCite's, by itself or as OAI-PMH gives it."""
    return VOCABULARIES[vocabulary].writes == "datacite"


def _versions(record: BibRecord, others: Iterable[BibRecord]) -> Iterator[Link]:
    known = dois(record) | {i.value for link in record.links for i in link.identifiers if i.scheme is Scheme.DOI}
    named = dict.fromkeys(doi for other in others for doi in sorted(dois(other)) if doi not in known)
    for doi in list(named)[:MOST_VERSIONS]:
        yield Link(relation=Relation.OTHER_EDITION, identifiers=(Identifier(scheme=Scheme.DOI, value=doi),))


def _access(copy: Copy, by: tuple[str, ...], page: str) -> Access:
    said = Openness(
        by=next(iter(by), ""), host=copy.host.value, version=f"{copy.version.value}Version" if copy.version else "",
        license=copy.license.given if copy.license else "", free=True, is_file=bool(copy.pdf_url),
    )  # fmt: skip
    return Access(url=urljoin(page, copy.pdf_url or copy.url), kind=AccessKind.RESOURCE, openness=said)
