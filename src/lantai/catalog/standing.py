"""How works stand beside what their own records say: what lists say of their journals, copies that the library keeps itself, and notices that they
were retracted or corrected.

Asked for all works of a page at once. An area writes in its facts.py ``@journals("openaccess")`` on a function of ISSNs, ``@notices("openaccess")`` on one of
DOIs, ``@copies("fulltext")`` on one of works; notices that are in the catalog themselves are found here. All is judged with the records, in core. Enter at
``standings``.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from django.conf import settings
from django.utils.timezone import localdate

from lantai.core.bib.hosts import host_issns
from lantai.core.bib.notices import Nature, Notice, given_out, received, standing, together
from lantai.core.bib.notices import flagged as add_notes
from lantai.core.bib.pointers import Pointing, dois
from lantai.core.bib.record import BibRecord, decode
from lantai.core.bib.work import WorkDocument
from lantai.core.openness.copies import Copy
from lantai.core.openness.recorded import Journals, Judged, Listed, Said, judged

from .blobs import description
from .models import Instance, Pointer, Work

TellJournals = Callable[[Collection[str]], Mapping[str, Listed]]
TellNotices = Callable[[Collection[str]], Mapping[str, Sequence[Notice]]]
TellCopies = Callable[[Collection[int]], Mapping[int, Sequence[Copy]]]
_copies: dict[str, TellCopies] = {}
_journals: dict[str, TellJournals] = {}
_notices: dict[str, TellNotices] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a work stands on a day. ``openness``: the verdict on how open it is, None where nobody says anything of it.

    ``nature``: retracted, under concern or corrected, None for nothing of the kind; ``notices``: all that are known, the oldest first.
    """

    openness: Judged | None = None
    nature: Nature | None = None
    notices: tuple[Notice, ...] = ()


NO_STANDING = Standing()


def journals(area: str) -> Callable[[TellJournals], TellJournals]:
    """Decorate a function that tells what a list says of the journals with some ISSNs: ISSN -> core.openness.recorded.Listed."""

    def register(tell: TellJournals) -> TellJournals:
        _journals[area] = tell
        return tell

    return register


def notices(area: str) -> Callable[[TellNotices], TellNotices]:
    """Decorate a function that tells which notices there are about works with some DOIs: DOI -> core.bib.notices.Notice."""

    def register(tell: TellNotices) -> TellNotices:
        _notices[area] = tell
        return tell

    return register


def copies(area: str) -> Callable[[TellCopies], TellCopies]:
    """Decorate a function that tells which copies of works the library keeps itself, those too that readers are still to wait for: work -> copies."""

    def register(tell: TellCopies) -> TellCopies:
        _copies[area] = tell
        return tell

    return register


def copies_of(works: Collection[int]) -> dict[int, list[Said]]:
    """Return the copies of works that the library keeps itself, by its own word; nothing of works of which it keeps none."""
    found: dict[int, list[Said]] = defaultdict(list)
    for tell in _copies.values() if works else ():
        for work, some in tell(works).items():
            found[work] += [(copy, settings.LIBRARY_NAME) for copy in some]
    return found


def journals_of(records: Iterable[BibRecord]) -> Journals:
    """Return what lists say of the journals that records stand in; nothing is asked where they stand in none."""
    issns = set(host_issns(records))
    found: dict[str, Listed] = {}
    for tell in _journals.values() if issns else ():
        found = {**tell(issns), **found}
    return found


def notices_of(numbers: Collection[str]) -> dict[str, list[Notice]]:
    """Return the notices about works with these DOIs: those that are works of the catalog, and those that areas know."""
    found: dict[str, list[Notice]] = defaultdict(list)
    if not numbers:
        return found
    pointing = Pointer.objects.filter(kind=Pointing.NOTICE, value__in=numbers).values("instance")
    live = Instance.objects.filter(pk__in=pointing, live=True, work__state=Work.State.LIVE).order_by("pk")
    for work, blob in live.packed().values_list("work_id", "packed"):
        for doi, notice in given_out(decode(description(blob))):
            if doi in numbers:
                found[doi].append(msgspec.structs.replace(notice, work=work))
    for tell in _notices.values():
        for doi, some in tell(numbers).items():
            found[doi] += some
    return found


def standings(works: Iterable[WorkDocument], *, on: date | None = None) -> dict[int, Standing]:
    """Return how each work stands on a day, today by default, by its number; few questions to the database, however many works."""
    return of_records({work.number: [instance.record for instance in work.instances] for work in works}, on=on)


def of_records(records: Mapping[int, Sequence[BibRecord]], *, on: date | None = None) -> dict[int, Standing]:
    """Return the same of works by their records."""
    day = on or localdate()
    every = [record for some in records.values() for record in some]
    lists, kept = journals_of(every), copies_of(records)
    told = notices_of({doi for record in every for doi in dois(record)})
    return {number: _standing(some, day, lists, kept.get(number, ()), told) for number, some in records.items()}


def flagged(works: Mapping[int, WorkDocument]) -> dict[int, WorkDocument]:
    """Return works to be taken away or told to other machines: each edition with a note of what was retracted or corrected."""
    stand = standings(works.values())
    return {number: _flagged(work, stand[work.number]) for number, work in works.items()}


def _flagged(work: WorkDocument, stands: Standing) -> WorkDocument:
    if not (stands.nature or stands.notices):
        return work
    said = (msgspec.structs.replace(i, record=add_notes(i.record, stands.nature, stands.notices)) for i in work.instances)
    return msgspec.structs.replace(work, instances=tuple(said))


def _standing(
    records: Sequence[BibRecord], on: date, lists: Journals, kept: Sequence[Said], told: Mapping[str, Sequence[Notice]]
) -> Standing:
    numbers = dict.fromkeys(doi for record in records for doi in dois(record)) if told else ()
    named = [notice for record in records for notice in received(record)]
    every = together([*named, *(notice for doi in numbers for notice in told.get(doi, ()))])
    return Standing(judged(records, on=on, journals=lists, kept=kept), standing(records, every), every)
