"""Which works of the library are those that somebody lists elsewhere: by their numbers, else by title, people and year."""

from lantai.apps.scholars.queries import works_numbered
from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.core.bib.wanted import Wanted
from lantai.core.formats.orcid.model import OrcidWork
from lantai.core.matching.wanted import SURE, agreement
from lantai.core.query import words
from lantai.core.query.tree import AllOf, Field, Node
from lantai.core.text.fold import key
from lantai.search.protocol import Request, SearchError

SCHEMES = {
    "doi": Scheme.DOI,
    "isbn": Scheme.ISBN,
    "pmid": Scheme.PMID,
    "arxiv": Scheme.ARXIV,
    "oclc": Scheme.OCLC,
    "lccn": Scheme.LCCN,
}
OWN = frozenset({"self", "version-of"})
MOST_TITLES, MOST_LOOKED_AT, MOST_WORDS = 300, 10, 25
"""Works of one record that are looked for by their title; a search each."""


def found(works: list[OrcidWork], *, name: str) -> dict[int, list[int]]:
    """Return where listed works are in the library: their place in the list -> the works that each may be; one is sure."""
    ids = {at: _numbers(work) for at, work in enumerate(works)}
    known = works_numbered([one for some in ids.values() for one in some])
    here = {at: list(dict.fromkeys(number for one in some for number in known.get(one, ()))) for at, some in ids.items()}
    for at in [at for at, some in here.items() if not some][:MOST_TITLES]:
        here[at] = _titled(works[at], name)
    return here


def _numbers(work: OrcidWork) -> list[tuple[str, str]]:
    read = [identify(SCHEMES[one.kind], one.value) for one in work.ids if one.kind in SCHEMES and one.relation in OWN]
    return [(one.scheme.value, one.value) for one in read if one.standing is Standing.VALID]


def _titled(work: OrcidWork, name: str) -> list[int]:
    """Return the works that surely have this title, this person and year; none where the index cannot be asked."""
    title: list[Node] = [node for word in work.title.split()[:MOST_WORDS] for node in words.word(word, Field.TITLE)]
    if not title:
        return []
    request = Request(tree=AllOf(tuple(title)), exact_key=key(work.title), limit=MOST_LOOKED_AT, bare=True)
    try:
        numbers = [hit.id for hit in index.engine().search(request).hits]
    except SearchError:
        return []
    whole = f"{work.title}: {work.subtitle}" if work.subtitle else work.title
    wanted = Wanted(title=whole, authors=work.people[:1] or (name,), year=work.year, host=work.journal)
    return [
        number
        for number, document in catalog.documents(numbers).items()
        if any(agreement(wanted, instance.record, by_number=False) >= SURE for instance in document.instances)
    ]
