"""The text and the figures of articles in JATS: a line an article, with sections, captions and the licence each figure is under.

lantai jats FILE [FILE …] [--json]

Records come into the catalog by 'lantai import'; this shows what else stands in the files, and may be shown to others.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from lantai.cli import FAILED, OK
from lantai.core.formats.errors import FormatError
from lantai.core.formats.jats import Figure, article_of, figures, sections
from lantai.core.formats.jats.article import examine, split
from lantai.core.formats.open import HEAD_BYTES
from lantai.core.formats.protocol import Profile
from lantai.core.formats.unpack import rewound, unpacked

from .output import result, result_json, say
from .refusals import named


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="articles in JATS")
    parser.add_argument("--json", action="store_true", help="one line of JSON an article")


def run(options: argparse.Namespace) -> int:
    """Show every article of the files."""
    refused = 0
    for path in options.files:
        read = 0
        with named(path):
            for number, article in articles(path):
                read = number
                if isinstance(article, str):
                    refused += 1
                    say(f"{path}, article {number}: not used: {article}")
                else:
                    _show(path, article, json=options.json)
        if not read:
            refused += 1
            say(f"{path}: there is no article in it")
    return FAILED if refused else OK


def articles(path: Path) -> Iterator[tuple[int, etree._Element | str]]:
    """Yield each article of a file by its number, or why it cannot be used."""
    with path.open("rb") as stream:
        plain = unpacked(stream)
        head = plain.read(HEAD_BYTES)
        profile = examine(head, Profile())
        for chunk in split(rewound(plain, head), profile):
            try:
                yield chunk.number, chunk.refused or article_of(chunk.raw, profile.encoding)[0]
            except FormatError as problem:
                yield chunk.number, str(problem)


def _show(path: Path, article: etree._Element, *, json: bool) -> None:
    text, drawn = sections(article), figures(article)
    if json:
        said = [{"kind": one.kind, "titles": list(one.titles), "paragraphs": list(one.paragraphs)} for one in text]
        result_json({"file": path.name, "sections": said, "figures": [shaped(figure) for figure in drawn]})
        return
    result(f"{path.name}: {len(text)} sections, {len(drawn)} figures")
    for figure in drawn:
        may = "" if figure.may_be_shown else " (caption only: the licence does not let others show it)"
        result(f"  {figure.label or figure.id}: {figure.title or ' '.join(figure.caption)[:100]}{may}")


def shaped(figure: Figure) -> dict[str, Any]:
    """Return what a line of JSON says of a figure."""
    return {
        "id": figure.id, "label": figure.label, "title": figure.title, "caption": list(figure.caption),
        "graphics": [{"href": graphic.href, "alt": graphic.alt} for graphic in figure.graphics], "section": list(figure.section),
        "parent": figure.parent, "part": figure.part, "doi": figure.doi, "license": figure.license.spdx or figure.license.given if figure.license else None,
        "own_license": figure.own_license, "may_be_shown": figure.may_be_shown,
    }  # fmt: skip
