"""The readers' list of journals kept as the packages, the catalog and the activations have it.

``list_titles`` puts some titles in their place, ``list_package`` a whole package, ``follow`` what changed in the catalog since it last looked.
Each may be run at any time and as often as one likes; what is already right is not written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from lantai.apps.holdings.az.describing import Described, Given, describe, key_of
from lantai.apps.holdings.az.naming import Place, places, words_of
from lantai.apps.holdings.models import PackageTitle, TitleKind
from lantai.apps.holdings.models.listed import Journal, JournalSubject, JournalTitle, ListsFollowed
from lantai.catalog import listing
from lantai.catalog import queries as catalog
from lantai.catalog.tables import insert, reserve, update
from lantai.core.text import fold
from lantai.infra.collation import sort_keys
from lantai.infra.pieces import pieces

from .retying import tie_again

PIECE = 500
"""Titles of one transaction."""

_FIELDS = (
    "work", "title", "language", "script", "initial", "sort", "publisher_key", "is_open", "is_reviewed", "from_date", "until_date", "new_date",
    "words", "sound", "publisher", "issns", "names", "offers",
)  # fmt: skip


def list_package(*, package: int, now: datetime) -> int:
    """Put every serial of a package in its place in the list; return how many."""
    serials = PackageTitle.objects.filter(package=package, kind=TitleKind.SERIAL)
    return list_titles(titles=serials.values_list("pk", flat=True).iterator(chunk_size=5_000), now=now)


def list_titles(*, titles: Iterable[int], now: datetime) -> int:
    """Put some titles of packages in their place in the list, and take away what is there no longer; return how many were looked at."""
    seen = 0
    for piece in pieces(titles, PIECE):
        with transaction.atomic():
            _listed(piece)
        seen += len(piece)
    return seen


def follow(*, now: datetime, most: int = 5_000) -> int:
    """Look again at the titles of works that have changed since this was last done, tie those anew whose edition went elsewhere; return how
    many works that were."""
    at = ListsFollowed.objects.values_list("changed", flat=True).first()
    works, upto = listing.changed_works(at or 0, most)
    if upto == at:
        return 0
    tie_again(works=works, now=now)
    mine = set(PackageTitle.objects.of_works(works).filter(kind=TitleKind.SERIAL).values_list("pk", flat=True))
    mine |= set(JournalTitle.objects.filter(journal__work__in=works).values_list("pk", flat=True))
    list_titles(titles=sorted(mine), now=now)
    ListsFollowed.objects.update_or_create(pk=1, defaults={"changed": upto})
    return len(works)


def _listed(numbers: Sequence[int]) -> None:
    rows = list(_titles(numbers))
    before = dict(JournalTitle.objects.filter(pk__in=numbers).values_list("pk", "journal__key"))
    after = {row.pk: key_of(row) for row in rows}
    moved = [pk for pk, key in before.items() if after.get(pk) != key]
    JournalTitle.objects.filter(pk__in=moved).delete()
    keys = sorted({*before.values(), *after.values()})
    there = dict(Journal.objects.filter(key__in=keys).values_list("key", "pk"))
    members: dict[str, list[PackageTitle]] = defaultdict(list)
    linked = JournalTitle.objects.filter(journal__key__in=keys).values_list("pk", "journal__key")
    by_number = {row.pk: row for row in rows} | {row.pk: row for row in _titles([pk for pk, _ in linked if pk not in after])}
    for pk, key in {**dict(linked), **after}.items():
        if pk in by_number:
            members[key].append(by_number[pk])
    if _write(keys, members, there):
        changed = ListsFollowed.objects.filter(pk=1).update(revision=F("revision") + 1)
        if not changed:
            ListsFollowed.objects.create(pk=1, revision=1)
    _link(after, before)


def _titles(numbers: Collection[int]) -> Iterator[PackageTitle]:
    rows = PackageTitle.objects.filter(pk__in=numbers, kind=TitleKind.SERIAL)
    joined = rows.select_related("package__platform", "platform", "instance")
    yield from joined.defer("instance__document", "candidates", "reasons", "sort_title")


def _link(after: Mapping[int, str], before: Mapping[int, str]) -> None:
    there = dict(Journal.objects.filter(key__in=set(after.values())).values_list("key", "pk"))
    new = [JournalTitle(pk=pk, journal_id=there[key]) for pk, key in after.items() if before.get(pk) != key and key in there]
    JournalTitle.objects.bulk_create(new, ignore_conflicts=True)


def _write(keys: Sequence[str], members: Mapping[str, list[PackageTitle]], there: Mapping[str, int]) -> bool:
    """Write the rows of these keys as their titles have them; return whether any row changed."""
    given = Given([title for titles in members.values() for title in titles])
    works = {key: int(key.partition(":")[2]) for key in members if key.startswith("work:")}
    documents = catalog.documents(set(works.values()))
    made = {key: describe(members[key], given, documents.get(works.get(key, 0))) for key in keys if key in members}
    kept = {key: described for key, described in made.items() if described is not None}
    gone = [pk for key, pk in there.items() if key not in kept]
    Journal.objects.filter(pk__in=gone).delete()
    placed = dict(zip(kept, places([described.title for described in kept.values()], sort_keys), strict=True))
    rows = {key: _row(key, described, placed[key], works.get(key)) for key, described in kept.items()}
    former = {row.key: row for row in Journal.objects.filter(key__in=list(rows))}
    new = [row for key, row in rows.items() if key not in former]
    differing = [_onto(former[key], row) for key, row in rows.items() if key in former and _differs(former[key], row)]
    for row, pk in zip(new, reserve(Journal, len(new)), strict=True):
        row.pk = pk
    insert(Journal, ("id", "key", *_FIELDS), ([row.pk, row.key, *_values(row)] for row in new))
    update(Journal, _FIELDS, ([*_values(row), row.pk] for row in differing))
    _subjects([*new, *differing], kept)
    return bool(gone or new or differing)


def _row(key: str, described: Described, place: Place, work: int | None) -> Journal:
    words, sound = words_of([described.title, *described.names], described.issns)
    return Journal(
        key=key,
        work=work,
        title=described.title.value,
        language=described.title.lang[:35],
        script=place.script,
        initial=place.initial,
        sort=place.sort,
        publisher_key=fold.key(described.publisher)[:120],
        is_open=described.is_open,
        is_reviewed=described.is_reviewed,
        from_date=described.from_date,
        until_date=described.until_date,
        new_date=described.new_date,
        words=words,
        sound=sound,
        publisher=described.publisher,
        issns=list(described.issns),
        names=[[name.value, name.lang, name.kind] for name in described.names],
        offers=[dict(offer) for offer in described.offers],
    )


def _differs(old: Journal, new: Journal) -> bool:
    return any(_plain(getattr(old, name)) != _plain(getattr(new, name)) for name in _FIELDS if name != "new_date")


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _onto(old: Journal, new: Journal) -> Journal:
    """Give a row what is new, but leave it the day since when readers have it."""
    for name in _FIELDS:
        if name != "new_date":
            setattr(old, name, getattr(new, name))
    return old


def _values(row: Journal) -> list[Any]:
    return [getattr(row, name) for name in _FIELDS]


def _subjects(rows: Sequence[Journal], described: Mapping[str, Described]) -> None:
    JournalSubject.objects.filter(journal__in=[row.pk for row in rows]).delete()
    found = [(row.pk, value) for row in rows for value in dict.fromkeys(described[row.key].subjects)]
    insert(JournalSubject, ("journal_id", "value"), found)
