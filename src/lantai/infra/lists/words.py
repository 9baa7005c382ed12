"""Words by language in one field of a row: each language a column of its own, put together again when a line is read."""

from collections.abc import Mapping
from typing import Any

from .columns import Column, Kind, Value


def words_column(field: str, tag: str, label: Any, *, long: bool = False) -> Column:
    """Return the column of one language of a field of words by language."""
    return Column(
        f"{field}_{tag}",
        label,
        kind=Kind.LONG if long else Kind.WORDS,
        value=lambda row: getattr(row, field).get(tag, ""),
        narrow=lambda rows, text: rows.filter(**{f"{field}__{tag}__icontains": text}),
        shown=False,
        editable=True,
        lang=tag,
    )


def gathered(values: Mapping[str, Value], row: Any, *fields: str) -> dict[str, Any]:
    """Return the cells with those of one field's languages put together, beside what the row says in others."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        field, _mark, tag = name.rpartition("_")
        if field in fields:
            words = found.get(field, getattr(row, field)) | {tag: value}
            found[field] = {key: said for key, said in words.items() if said}
        else:
            found[name] = value
    return found
