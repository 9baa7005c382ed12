"""The pages that a new library begins with, written by us in each language: one text file a page and language.

A file has a head (``title:``, ``intro:``, ``kind:``, ``foot: yes``), a line ``---``, and a body: ``## heading``, ``### part``,
paragraphs, ``- items``, ``| cells |`` after ``table: caption``, ``! tone | first words | text``, ``found: heading | search``, and in
text **bold** and [links](/about/). No file is read after its page was made.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.html import escape

FOLDER = Path(__file__).parent
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")


@dataclass(frozen=True, slots=True)
class Text:
    """One page as its file says it; ``name`` is its path ("guides/searching-in-many-scripts")."""

    name: str
    head: dict[str, str]
    body: str


def names() -> list[str]:
    """Return the pages there are, each after the one it stands under."""
    return (FOLDER / "order.txt").read_text("utf-8").split()


def read(name: str, language: str) -> Text:
    """Return the text of a page in one of the site's languages."""
    path = FOLDER / f"{name.replace('/', '--')}.{language}.txt"
    head, _sep, body = path.read_text("utf-8").partition("\n---\n")
    return Text(name, dict(re.findall(r"^(\w+): *(.*)$", head, re.M)), body)


def page(text: Text, *, today: date) -> Any:
    """Return an unsaved page made of the text; ``today`` stands above news of no day of its own."""
    from lantai.apps.pages.models import Guide, GuideList, NewsItem, NewsList, StandardPage

    kinds = {"page": StandardPage, "news": NewsList, "item": NewsItem, "guides": GuideList, "guide": Guide}
    kind = kinds[text.head.get("kind", "page")]
    given: dict[str, Any] = {"title": text.head["title"], "draft_title": text.head["title"], "intro": text.head.get("intro", "")}
    if kind is NewsItem:
        given["day"] = parse_date(text.head["day"]) or today
        given["topic"] = text.head.get("topic", "")
    made = kind(show_in_menus=text.head.get("foot") == "yes", **given)
    if kind is Guide:
        made.body = json.dumps(list(_sections(parts(text.body))))
    elif hasattr(made, "body"):
        made.body = json.dumps([_raw(part) for part in parts(text.body)])
    return made


def _raw(part: tuple[str, Any]) -> dict[str, Any]:
    return {"type": part[0], "value": part[1]}


def parts(body: str) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a body: (name, value as it is kept)."""
    for piece in re.split(r"\n\s*\n", body.strip()):
        lines = piece.strip().splitlines()
        if not lines:
            continue
        if lines[0].startswith("#"):
            level, words = lines[0].split(" ", 1)
            yield "heading", {"text": words, "level": str(len(level))}
            lines = lines[1:]
        if lines:
            yield _part(lines)


def _part(lines: list[str]) -> tuple[str, Any]:
    first = lines[0]
    if first.startswith("! "):
        tone, bold, words = (cell.strip() for cell in first[2:].split("|"))
        return "notice", {"tone": tone, "bold": bold, "text": words}
    if first.startswith("table: "):
        return "table", {"table": _table(first[7:], lines[1:]), "heads": True}
    if first.startswith("found: "):
        heading, search, count = (cell.strip() for cell in first[7:].split("|"))
        return "found", {"heading": heading, "search": search, "count": int(count)}
    if first.startswith("search: "):
        return "search", {"label": first[8:], "field": "any"}
    return "text", _rich(lines)


def _table(caption: str, lines: list[str]) -> dict[str, Any]:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
        "rows": [{"values": row} for row in rows[1:]],
    }


def _rich(lines: list[str]) -> str:
    if lines[0].startswith(("- ", "1. ")):
        tag = "ul" if lines[0].startswith("- ") else "ol"
        items = "\n".join(lines).split("\n- " if tag == "ul" else "\n1. ")
        return (
            f"<{tag}>"
            + "".join(f"<li>{_inline(item.removeprefix('- ').removeprefix('1. '))}</li>" for item in items)
            + f"</{tag}>"
        )
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(words: str) -> str:
    bold = _BOLD.sub(r"<b>\1</b>", escape(words))
    return _LINK.sub(r'<a href="\2">\1</a>', bold)


def _sections(flat: Iterator[tuple[str, Any]]) -> Iterator[dict[str, Any]]:
    """Gather parts under their headings, as guides have them."""
    section: dict[str, Any] = {}
    for kind, value in flat:
        if kind != "heading":
            section["content"].append(_raw((kind, value)))
            continue
        if section:
            yield _raw(("section", section))
        section = {"heading": value["text"], "content": []}
    if section:
        yield _raw(("section", section))
