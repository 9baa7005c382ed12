"""What discovery writes: its lists of titles, derived from works as the index is."""

from collections.abc import Iterator

from django.db import transaction

from lantai.catalog import listing
from lantai.catalog import queries as catalog
from lantai.core.bib.record import BibRecord
from lantai.core.bib.work import WorkDocument
from lantai.core.text.initials import filed, initials
from lantai.core.text.languages import UNKNOWN
from lantai.infra.collation import sort_keys

from .models import TitlePlace, TitlesFollowed

PIECE = 1_000
LONGEST = 60
"""Characters of a title that decide its place."""

Row = tuple[int, str, str]


def follow_titles(*, piece: int = PIECE) -> int:
    """Bring the lists of titles up to date with some of the works that changed; return how many works were looked at."""
    with transaction.atomic():
        followed, _ = TitlesFollowed.objects.select_for_update().get_or_create(pk=1)
        works, through = listing.changed_works(followed.changed, piece)
        if not works:
            return 0
        for start in range(0, len(works), piece):
            _place(works[start : start + piece])
        TitlesFollowed.objects.filter(pk=1).update(changed=through)
    return len(works)


def _place(works: list[int]) -> None:
    """Write the places of works anew; those that are gone lose theirs."""
    TitlePlace.objects.filter(work__in=works).delete()
    by_language: dict[str, list[Row]] = {}
    for document in catalog.documents(works).values():
        for language, value, title in _titles(document):
            by_language.setdefault(language, []).append((document.number, value, title))
    for language, rows in by_language.items():
        values = [value[:LONGEST] for _, value, _ in rows]
        ordered = zip(rows, sort_keys(values, language), initials(values, language, sort_keys), strict=True)
        TitlePlace.objects.bulk_create(
            [TitlePlace(work_id=w, language=language, initial=initial, key=key, title=t) for (w, _, t), key, initial in ordered]
        )


def _titles(document: WorkDocument) -> Iterator[tuple[str, str, str]]:
    """Yield language, title as it is filed and title as it is shown: of each language the title of its first edition."""
    seen: set[str] = set()
    for instance in document.instances:
        language = instance.record.language.partition("-")[0] or UNKNOWN
        form = _form(instance.record)
        if language not in seen and form:
            seen.add(language)
            yield language, filed(form[0], form[1], language), form[0][:200].replace("\0", "")


def _form(record: BibRecord) -> tuple[str, int] | None:
    title = record.title
    return (title.forms[0].value, title.forms[0].nonfiling) if title and title.forms[0].value.strip() else None
