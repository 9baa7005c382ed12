"""Titles word by word in the language of the page, from the library's own tables, for lines that have no better gloss."""

from collections.abc import Sequence
from dataclasses import replace

from lantai.catalog import translations
from lantai.core.query.gloss import gloss, spans
from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.tables import Tables

from ..rows import Marked, ResultRow


def glossed(rows: Sequence[ResultRow], lang: str, tables: Tables | None = None) -> list[ResultRow]:
    """Return the lines, those whose title is in another language than ``lang`` and has no gloss glossed by machine where the tables can.

    ``tables``: where they were opened already.
    """
    target = lang.partition("-")[0]
    wanted = {row.number: (_title(row), row.language) for row in rows if _lacks(row, target)}
    asked = {span for title, language in wanted.values() for span in spans(title, language)}
    if not asked:
        return list(rows)
    try:
        known = (tables or translations.tables()).look_up(asked, {target})
    except TablesUnavailable:  # the log and `lantai check` say why; a list of works stands without glosses
        return list(rows)
    said = {number: gloss(title, language, known) for number, (title, language) in wanted.items()}
    return [
        replace(row, gloss=_made(text, target), gloss_from="words") if (text := said.get(row.number)) else row for row in rows
    ]


def _lacks(row: ResultRow, target: str) -> bool:
    language = row.language.partition("-")[0]
    return bool(target and row.gloss is None and row.title.pieces and language not in ("", "und", "mul", "zxx", target))


def _title(row: ResultRow) -> str:
    return "".join(piece for piece, _ in row.title.pieces)


def _made(text: str, target: str) -> Marked:
    return Marked([(text, False)], target)
