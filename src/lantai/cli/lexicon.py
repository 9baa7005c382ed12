"""Dictionaries, wordnets and thesauri by which questions are translated: add them, list them, remove them.

lantai lexicon add /usr/share/dictd/freedict-ara-eng.index    FreeDict, as Debian installs it (dict-freedict-ara-eng)
lantai lexicon add wn-data-arb.tab                  a wordnet of OMW; English comes from Debian's wordnet-base, or --with FILE
lantai lexicon add stw.ttl --title "STW Thesaurus"  a thesaurus in SKOS
lantai lexicon add terms-de-en.tsv --licence "CC BY 4.0"   a table: head, tab, translation|translation
lantai lexicon list
lantai lexicon remove NAME

A file is read whole before it is kept; lines that cannot be read are shown and left out. What is added takes part after the next
training ('lantai train'). docs/guide/lexicons.md says more.
"""

import argparse
from pathlib import Path
from typing import Any

from lantai.cli import OK, UNUSABLE, Refused

from .output import result, result_json, say
from .start import library_ready

SHOWN = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(DO))
    add = kinds.add_parser("add", help="read a lexicon and keep it")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--name", default="", help="what it is called here (default: the name of the file)")
    add.add_argument("--langs", default="", metavar="FROM-TO", help="its languages, where the file does not say them: ru-en")
    add.add_argument("--licence", default="", metavar="L", help="where the file does not name it")
    add.add_argument("--title", default="", metavar="T", help="what readers are shown")
    add.add_argument(
        "--with", dest="beside", type=Path, action="append", default=[], metavar="FILE", help="a file that belongs to it"
    )
    remove = kinds.add_parser("remove", help="take a lexicon away")
    remove.add_argument("name")
    for kind in (add, remove, kinds.add_parser("list", help="show the lexicons")):
        kind.add_argument("--json", action="store_true", help="one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    return DO[options.what](options, library_ready(quiet=options.json) / "lexicons")


def add(options: argparse.Namespace, shelf: Path) -> int:
    """Put a lexicon on the shelf and say what became of its rows."""
    from lantai.core.bilingual.lexicons import About
    from lantai.search import lexicons

    for path in (options.file, *options.beside):
        if not path.is_file():
            raise Refused(f"there is no file {path}", code=UNUSABLE)
    told = About(title=options.title, licence=options.licence, languages=languages_in(options.langs))
    added = lexicons.add(shelf, options.file, name=options.name, told=told, beside=options.beside)
    report, card = added.report, added.card
    if options.json:
        result_json(described(card.name, card.about, card.reader, card.entries) | counts(report))
        return OK
    for refusal in report.refusals[:SHOWN]:
        say(f"{refusal.file}, line {refusal.line}: {refusal.reason}: {refusal.text}")
    result(
        f"{card.name}: {report.rows:,} rows: {report.entries:,} entries, {report.passed:,} passed over, {report.refused:,} refused"
    )
    result(f"{card.about.title} ({card.about.licence}), {', '.join(card.about.languages)}: takes part after 'lantai train'")
    return OK


def remove(options: argparse.Namespace, shelf: Path) -> int:
    """Take a lexicon off the shelf."""
    from lantai.search import lexicons

    lexicons.remove(shelf, options.name)
    if options.json:
        result_json({"removed": options.name})
    else:
        result(f"{options.name} is removed; its translations go with the next 'lantai train'")
    return OK


def show(options: argparse.Namespace, shelf: Path) -> int:
    """List what comes with Lantai and what was added."""
    from lantai.core.bilingual.lexicons import packaged
    from lantai.search import lexicons

    listed = []
    for one in packaged():
        report, languages = lexicons.measured(one)
        listed.append((one.layer.name, one.about, one.reader, report.entries, one.about.languages or languages))
    listed += [(card.name, card.about, card.reader, card.entries, card.about.languages) for card in lexicons.cards(shelf)]
    if options.json:
        result_json(
            {
                "lexicons": [
                    described(name, about, reader, entries) | {"languages": said} for name, about, reader, entries, said in listed
                ]
            }
        )
        return OK
    for name, about, reader, entries, said in listed:
        shown = ", ".join(said[:6]) + (f" and {len(said) - 6} more" if len(said) > 6 else "")
        result(f"{name:24} {entries:>9,} entries  {shown}  {about.title} {about.version} ({about.licence}; {reader})")
    return OK


def described(name: str, about: Any, reader: str, entries: int) -> dict[str, Any]:
    """Return what is said of a lexicon to machines."""
    said = {"title": about.title, "licence": about.licence, "version": about.version, "languages": about.languages}
    return {"name": name, "reader": reader, "entries": entries} | said


def counts(report: Any) -> dict[str, Any]:
    """Return what became of a file's rows, with the first refusals."""
    refusals = [{"file": r.file, "line": r.line, "reason": r.reason, "text": r.text} for r in report.refusals]
    return {"rows_in": report.rows, "passed": report.passed, "refused": report.refused, "refusals": refusals}


def languages_in(given: str) -> tuple[str, ...]:
    """Return the languages of FROM-TO as tags; refuse what names none."""
    from lantai.core.bilingual.lexicons.naming import language

    found = tuple(language(code) for code in given.split("-")) if given else ()
    if not all(found) or len(found) == 1:
        raise Refused(f"--langs takes two languages, such as ru-en: {given!r} names none or one", code=UNUSABLE)
    return found


DO = {"add": add, "list": show, "remove": remove}
