"""What a package holds, as KBART: what was read comes out again, in the standard's own form."""

from collections.abc import Iterator

import msgspec

from lantai.core.bib.statements import Statement
from lantai.core.formats.kbart import Listed, write
from lantai.core.formats.kbart.writing import file_name

from .models import Package, PackageTitle, TitleKind

SAME_NAME = (
    "title", "print_identifier", "online_identifier", "title_id", "url", "publisher", "first_author", "first_editor", "volume", "edition",
    "print_date", "online_date", "parent_title_id", "preceding_title_id", "embargo", "depth", "note",
)  # fmt: skip


ISSN_SIGNS = 9
"""Characters of an ISSN with its hyphen; an ISBN has 13."""


def lines(package: Package) -> Iterator[str]:
    """Yield the lines of a package's list, titles in order."""
    titles = PackageTitle.objects.filter(package=package).current().order_by("sort_title", "pk")
    return write(map(listed_of, titles.iterator(chunk_size=2_000)))


def name_of(package: Package, day: str) -> str:
    """Return what the file is called."""
    return file_name(package.provider, package.name, day)


def listed_of(title: PackageTitle) -> Listed:
    """Return a title as a list has it."""
    kind = title.more.get("publication_type", title.kind) if title.kind == TitleKind.OTHER else title.kind
    numbers = tuple(filter(None, (title.print_identifier, title.online_identifier)))
    same = {name: getattr(title, name) for name in SAME_NAME}
    return Listed(
        number=title.row,
        kind=kind,
        access=title.access or title.more.get("access_type", ""),
        issns=tuple(number for number in numbers if len(number) == ISSN_SIGNS and kind != TitleKind.MONOGRAPH),
        isbns=tuple(number for number in numbers if len(number) > ISSN_SIGNS),
        statements=statements_of(title),
        more=title.more,
        **same,
    )


def statements_of(title: PackageTitle) -> tuple[Statement, ...]:
    """Return the statements of a title, each with what the title says for all of them."""
    shared = {"embargo": title.embargo, "depth": title.depth, "note": title.note}
    return tuple(msgspec.convert({k: v for k, v in shared.items() if v} | each, Statement) for each in title.coverage)
