"""How much of what a trial offers is had already: its titles beside those that readers have without it, and beside the shelves.

Two titles are the same where they stand on instances of one work, or have an identifier in common.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from lantai.apps.holdings.models import Activation, Basis, PackageTitle, TitleKind
from lantai.catalog import queries as catalog
from lantai.catalog.models import Holding
from lantai.core.bib.classes import classes_above
from lantai.core.bib.classtree import SCHEMES, caption
from lantai.core.bib.embargo import span_on
from lantai.core.bib.record import BibRecord
from lantai.core.measures.trials import Offered, Overlap, overlap
from lantai.infra.pieces import pieces

PIECE = 500
FIRST_YEAR = 1600

Key = tuple[str, str | int]


def overlap_of(packages: Collection[int], *, on: date, lang: str) -> Overlap:
    """Return how much of the titles of these packages is had already on a day, by discipline in the language ``lang``."""
    titles = list(
        PackageTitle.objects.current()
        .filter(package__in=packages)
        .select_related("instance")
        .defer("candidates", "reasons", "more")
    )
    others = _held_keys(titles, packages, on)
    printed = _printed(titles)
    disciplines = _disciplines(titles, lang)
    return overlap(list(_offered(titles, others, printed, disciplines, on)))


def _offered(
    titles: Iterable[PackageTitle], others: dict[Key, set[int]], printed: set[int], disciplines: dict[int, str], on: date
) -> Iterator[Offered]:
    """Yield the titles, several rows of one title together: a title may be in two packages of a platform."""
    together: dict[Key, list[PackageTitle]] = {}
    named: dict[Key, Key] = {}
    for title in titles:
        keys = list(_keys(title)) or [("title", title.pk)]
        main = next((named[key] for key in keys if key in named), keys[0])
        named.update(dict.fromkeys(keys, main))
        together.setdefault(main, []).append(title)
    for main, rows in together.items():
        keys = {key for row in rows for key in _keys(row)}
        works = {row.instance.work_id for row in rows if row.instance}
        instances = [row.instance_id for row in rows if row.instance_id]
        yield Offered(
            key=main,
            years=frozenset(year for row in rows for year in years_of(row, on)),
            held_years=frozenset(year for key in keys if key in others for year in others[key]),
            is_held=any(key in others for key in keys),
            is_printed=bool(works & printed),
            discipline=next((disciplines[one] for one in instances if one in disciplines), ""),
        )


def _keys(title: PackageTitle) -> Iterator[Key]:
    if title.instance:
        yield "work", title.instance.work_id
    yield from (("number", number) for number in {title.online_identifier, title.print_identifier} if number)


def years_of(title: PackageTitle, on: date) -> set[int]:
    """Return the years of a serial that can be read on a day; a year that an embargo cuts counts."""
    if title.kind != TitleKind.SERIAL:
        return set()
    found: set[int] = set()
    for said in title.coverage:
        span = span_on(said.get("first", ""), said.get("last", ""), embargo=said.get("embargo") or title.embargo, today=on)
        if span is not None and span.start is not None:
            found.update(range(max(span.start, FIRST_YEAR), min(span.end or on.year, on.year) + 1))
            found.update(span.partly)
    return found


def _held_keys(titles: Sequence[PackageTitle], packages: Collection[int], on: date) -> dict[Key, set[int]]:
    """Return the keys of the same titles that readers have without the trial, each with the years that they have."""
    works = sorted({title.instance.work_id for title in titles if title.instance})
    numbers = sorted({str(number) for title in titles for kind, number in _keys(title) if kind == "number"})
    found: dict[Key, set[int]] = defaultdict(set)
    having = _had(packages, on)
    for piece in pieces(works, PIECE):
        _note(found, having.filter(instance__work__in=piece), on)
    for some in pieces(numbers, PIECE):
        _note(found, having.filter(Q(online_identifier__in=some) | Q(print_identifier__in=some)), on)
    return dict(found)


def _note(found: dict[Key, set[int]], rows: QuerySet[PackageTitle], on: date) -> None:
    for title in rows.select_related("instance"):
        years = years_of(title, on)
        for key in _keys(title):
            found[key].update(years)


def _had(packages: Collection[int], on: date) -> QuerySet[PackageTitle]:
    """Return the titles that readers have on a day by anything but a trial, and outside of these packages."""
    standing = Activation.objects.covering(on).whole().exclude(basis=Basis.TRIAL)
    by_package = standing.filter(package__isnull=False).values("package")
    by_title = standing.filter(package_title__isnull=False).values("package_title")
    return PackageTitle.objects.current().filter(Q(package__in=by_package) | Q(pk__in=by_title)).exclude(package__in=packages)


def _printed(titles: Sequence[PackageTitle]) -> set[int]:
    """Return the works of these titles that stand on the shelves."""
    works = sorted({title.instance.work_id for title in titles if title.instance})
    found: set[int] = set()
    for piece in pieces(works, PIECE):
        found.update(
            Holding.objects.filter(instance__work__in=piece, instance__live=True).values_list("instance__work", flat=True)
        )
    return found


def _disciplines(titles: Sequence[PackageTitle], lang: str) -> dict[int, str]:
    """Return the main class of instances, in words, where their records have one."""
    found: dict[int, str] = {}
    for piece in pieces(sorted({title.instance_id for title in titles if title.instance_id}), PIECE):
        for number, record in catalog.editions(piece).items():
            if words := _main_class(record, lang):
                found[number] = words
    return found


def _main_class(record: BibRecord, lang: str) -> str:
    for scheme in SCHEMES:
        for own in record.classifications:
            if own.scheme == scheme:
                widest = next(iter(classes_above(scheme, own.value)), "").partition(":")[2]
                if words := caption(scheme, widest[:1], lang):
                    return words
    return ""
