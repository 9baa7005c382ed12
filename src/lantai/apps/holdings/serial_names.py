"""By which names a serial of the catalog is asked for: all its titles, in every form under which lists may have them.

Names of works that changed since the table was last brought up to date are read from their descriptions, so that an answer is never late.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from lantai.catalog import listing
from lantai.catalog.blobs import description
from lantai.catalog.known import in_pieces
from lantai.catalog.models import Instance, Work
from lantai.core.bib.record import BibRecord, Kind, TitleKind, decode
from lantai.core.matching.keys import author_title_key
from lantai.core.matching.serial_titles import names

from .models import ListsFollowed, SerialName

SERIALS = (Kind.JOURNAL, Kind.NEWSPAPER, Kind.SERIES)
LATE = 20_000
"""Works read from their descriptions at once, where the table lags behind."""


def key_of(name: str) -> int:
    """Return the key of one of ``serial_titles.names``."""
    return author_title_key("", name)


def named(keys: Collection[int]) -> dict[int, set[int]]:
    """Return the works that have each name."""
    found: dict[int, set[int]] = defaultdict(set)
    for piece in in_pieces(keys):
        for key, work in SerialName.objects.filter(key__in=piece).values_list("key", "work"):
            found[key].add(work)
    wanted, at = set(keys), upto()
    while (late := listing.changed_works(at, LATE))[1] != at:
        works, at = late
        for work, of in names_of(works).items():
            for key in of & wanted:
                found[key].add(work)
    return found


def upto() -> int:
    """Return up to which change of works the names are kept."""
    return ListsFollowed.objects.values_list("named", flat=True).first() or 0


def names_of(works: Iterable[int]) -> dict[int, set[int]]:
    """Return the keys of all names of those of these works that are live serials."""
    found: dict[int, set[int]] = defaultdict(set)
    live = Instance.objects.filter(live=True, work__state=Work.State.LIVE, work__kind__in=SERIALS)
    for piece in in_pieces(works, 1_000):
        for work, blob in live.filter(work__in=piece).packed().values_list("work_id", "packed"):
            found[work] |= {key_of(name) for title in titles_of(decode(description(blob))) for name in names(title)}
    return found


def titles_of(record: BibRecord) -> Mapping[str, None]:
    """Return every title of a record that is the serial's own or was, with its subtitle and without, each once."""
    return dict.fromkeys(
        text
        for title in record.titles
        if title.kind is not TitleKind.COLLECTIVE
        for form in title.forms
        for text in (form.value, f"{form.value}: {form.rest}" if form.rest else "")
        if text
    )
