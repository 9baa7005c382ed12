"""Which journals one continues and by which it is continued: as the lists of its packages say (preceding_publication_title_id)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from lantai.apps.holdings.models import PackageTitle
from lantai.apps.holdings.models.listed import Journal

MOST = 20
"""Titles of one history; longer ones are rings, or wrong."""

Statements = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """A title of a journal's history. ``coverage``: the years that its list names; ``journal``: its number in the readers' list, None where
    readers do not have it; ``is_later``: it follows the journal asked about."""

    title: str
    coverage: Statements
    journal: int | None
    is_later: bool


def history(of: Journal) -> list[Step]:
    """Return the other titles of a journal's history, the earliest first; each once, however many packages name it."""
    mine = list(PackageTitle.objects.current().filter(listed__journal=of).exclude(title_id=""))
    earlier, later = [*_walked(mine, _before)], [*_walked(mine, _after)]
    numbers = dict(
        PackageTitle.objects.filter(pk__in=[row.pk for row in (*earlier, *later)]).values_list("pk", "listed__journal")
    )
    steps = [Step(row.title, row.coverage, numbers[row.pk], False) for row in reversed(earlier)]
    steps += [Step(row.title, row.coverage, numbers[row.pk], True) for row in later]
    seen: set[object] = {of.pk, of.title}
    return [step for step in steps if not ({step.journal or step.title} & seen or seen.add(step.journal or step.title))]  # type: ignore[func-returns-value]


def _walked(
    rows: Sequence[PackageTitle], step: Callable[[Sequence[PackageTitle]], Iterable[PackageTitle]]
) -> Iterator[PackageTitle]:
    """Yield title after title in one direction."""
    seen = {row.pk for row in rows}
    while rows and len(seen) < MOST:
        rows = [row for row in step(rows) if row.pk not in seen]
        seen |= {row.pk for row in rows}
        yield from rows


def _before(rows: Sequence[PackageTitle]) -> Iterator[PackageTitle]:
    for package, of_package in _by_package(rows):
        named = {row.preceding_title_id for row in of_package} - {""}
        yield from PackageTitle.objects.current().filter(package=package, title_id__in=named) if named else ()


def _after(rows: Sequence[PackageTitle]) -> Iterator[PackageTitle]:
    for package, of_package in _by_package(rows):
        named = {row.title_id for row in of_package} - {""}
        yield from PackageTitle.objects.current().filter(package=package, preceding_title_id__in=named) if named else ()


def _by_package(rows: Sequence[PackageTitle]) -> Iterator[tuple[int, Iterator[PackageTitle]]]:
    return groupby(sorted(rows, key=attrgetter("package_id")), key=attrgetter("package_id"))
