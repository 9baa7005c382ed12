"""Numbers of serials that stand in the column of the other medium, as the list itself, other packages and the catalog's records tell.

Enter at ``misplaced``. An online ISSN in the print column gives no wrong tie, but a wrong description for as long as nobody sees it: so it waits.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from lantai.catalog.blobs import description
from lantai.catalog.known import in_pieces
from lantai.catalog.models import Instance
from lantai.core.bib.record import decode
from lantai.core.formats.kbart import Listed, Note
from lantai.core.matching.listed import Match
from lantai.core.matching.media import Media, media_of

from .models import Package, PackageTitle

ONLINE_IN_PRINT, PRINT_IN_ONLINE = "online_in_print", "print_in_online"

EXCHANGED = 0.5
"""Share of a list's serials with a number in the wrong column from which on the columns themselves are taken to be exchanged."""

LEAST_EXCHANGED = 5
"""Titles in the wrong column that may say so of a whole list."""


def misplaced(listed: Mapping[str, Listed], ties: Mapping[str, Match], package: Package | None) -> dict[str, Note]:
    """Return, of those titles that were matched now, what says that a number stands in the other medium's column: the print column first."""
    asked = {name: listed[name] for name in ties if listed[name].kind == "serial" and listed[name].issns}
    told = Told(listed.values())
    told.by_packages(asked.values(), but=package.pk if package else None)
    told.by_records(ties[name].key for name, each in asked.items() if not each.online_identifier and ties[name].key)
    return {name: note for name, each in asked.items() if (note := told.against(each))}


def is_exchanged(notes: Collection[Note], listed: Collection[Listed]) -> bool:
    """Say whether so many titles have a number in the wrong column that the headings are probably exchanged."""
    serials = sum(each.kind == "serial" for each in listed)
    return len(notes) >= LEAST_EXCHANGED and len(notes) > EXCHANGED * serials


class Told:
    """How often each number is said to be of the printed and of the online edition."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self._printed: Counter[str] = Counter()
        self._online: Counter[str] = Counter()
        for each in listed:
            self._printed[each.print_identifier] += 1
            self._online[each.online_identifier] += 1

    def by_packages(self, asked: Collection[Listed], *, but: int | None) -> None:
        """Count what the lists of other packages say."""
        others = PackageTitle.objects.current().filter(kind="serial").exclude(package=but)
        for column, given, own, opposite in (
            ("online_identifier", "print_identifier", self._printed, self._online),
            ("print_identifier", "online_identifier", self._online, self._printed),
        ):
            numbers = {number for each in asked if (number := getattr(each, given))}
            doubted: Counter[str] = Counter()
            for piece in in_pieces(numbers):
                doubted.update(others.filter(**{f"{column}__in": piece}).values_list(column, flat=True))
            opposite.update(doubted)
            for piece in in_pieces(doubted):
                own.update(others.filter(**{f"{given}__in": piece}).values_list(given, flat=True))

    def by_records(self, instances: Iterable[int]) -> None:
        """Count what the records say to which titles with one number alone were tied."""
        for piece in in_pieces(set(instances), 500):
            for blob in Instance.objects.filter(pk__in=piece).packed().values_list("packed", flat=True):
                self._said(media_of(decode(description(blob))))

    def _said(self, media: Media) -> None:
        self._printed.update(media.printed)
        self._online.update(media.online)

    def against(self, listed: Listed) -> Note | None:
        """Return what is said against where a title's numbers stand: more voices than for it, its own row not counted."""
        printed, online = listed.print_identifier, listed.online_identifier
        if printed and self._online[printed] > self._printed[printed] - 1:
            return Note("print_identifier", printed, ONLINE_IN_PRINT)
        if online and self._printed[online] > self._online[online] - 1:
            return Note("online_identifier", online, PRINT_IN_ONLINE)
        return None
