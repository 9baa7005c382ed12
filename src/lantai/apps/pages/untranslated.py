"""Which words of a translation are still those of the page it was copied from.

A copy that is made to be translated starts as its source's words. Until every one of them has been replaced it cannot be
published: a reader who chose Arabic must never get English under an Arabic address as if it were meant so.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .blocks import QuoteBlock, Verbatim

FIELDS = ("title", "intro", "seo_title", "search_description")
_BREAK = re.compile(r"</(?:p|li|h\d)>|<br/?>", re.I)
_CODE = re.compile(r"^[^a-z]*$")  # ISBN, MARC 21, 09:00–17:00: no small Latin letter


def words(page: Any) -> Iterator[str]:
    """Yield every sentence of a page that reads differently in another language."""
    yield from filter(None, (_plain(getattr(page, name, "") or "") for name in FIELDS))
    for field in page._meta.get_fields():
        if hasattr(field, "stream_block"):
            yield from _of_block(field.stream_block, getattr(page, field.name))


def left_over(page: Any, sources: Iterable[Any]) -> list[str]:
    """Return the sentences of ``page`` that stand word for word in one of ``sources``, in the page's order."""
    theirs = {sentence for source in sources for sentence in words(source)}
    return [sentence for sentence in words(page) if sentence in theirs]


def _of_block(block: blocks.Block, value: Any) -> Iterator[str]:
    if isinstance(block, Verbatim) or not value:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield from filter(None, map(_plain, _BREAK.split(value.source)))
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        yield from filter(None, [_plain(str(value))])
    elif isinstance(block, TypedTableBlock):
        yield from filter(None, (_plain(cell) for cell in _of_table(value)))
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _of_block(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _of_block(block.child_block, item)
    elif isinstance(block, blocks.StructBlock) and not (isinstance(block, QuoteBlock) and value.get("language")):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name))


def _of_table(table: Any) -> Iterator[str]:
    """Yield what a table says; a cell of one word may be a name, and stays."""
    yield table.caption or ""
    cells = [column["heading"] for column in table.columns] + [cell.value for row in table.rows for cell in row]
    yield from (cell for cell in map(str, cells) if len(cell.split()) > 1)


def _plain(text: str) -> str:
    """Return the text without markup and spaces too many, "" for what is no sentence: numbers, codes, times."""
    plain = " ".join(strip_tags(text).split())
    return "" if plain.isascii() and _CODE.match(plain) else plain
