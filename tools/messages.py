"""Sentences for translators: collect them from the code, compile what was translated, and say what is missing.

    python tools/messages.py extract   bring every .po file up to date (new sentences come in, unused ones go)
    python tools/messages.py compile   write the .mo files that the site reads
    python tools/messages.py check     fail when a sentence lacks a translation, a plural form or a placeholder

Needs Babel and Django, no gettext programs. An area's sentences lie in its own ``locale``; those of the rings below (core's are
marked ``N_`` and translated where they are shown) and of the site lie in ``site/locale``.
"""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "lantai"
LANGUAGES = ("zh_Hans", "ar")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {"ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"}
"""Which form goes with which number, where Babel says otherwise than CLDR and Django: its Arabic has the last two changed about."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w+\}")

Found = tuple[str | tuple[str, str], str | None, str, int]  # sentence or (singular, plural); context; file; line


def domains() -> dict[Path, list[Path]]:
    """Return which folders' sentences lie in which locale folder."""
    areas = sorted(p for p in (PACKAGE / "apps").iterdir() if (p / "__init__.py").exists())
    rest = sorted(p for p in PACKAGE.iterdir() if p.is_dir() and p.name not in ("apps", "demo"))
    return {PACKAGE / "site" / "locale": rest} | {area / "locale": [area] for area in areas}


def sentences(folders: Iterable[Path]) -> Iterator[Found]:
    """Yield every translatable sentence of the modules and templates in the folders."""
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in (".py", ".html", ".txt")):
        if "tests" in path.parts or "migrations" in path.parts or "locale" in path.parts:
            continue
        if path.suffix == ".py":
            yield from _from_python(path.read_bytes(), path)
        elif "templates" in path.parts:
            yield from _from_python(_as_python(path), path)


def _as_python(path: Path) -> bytes:
    """Return a template as Django shows it to gettext: its sentences as calls. Indents would not be Python's and go."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(path.read_text(), origin=str(path)).splitlines()).encode()


def _from_python(source: bytes, path: Path) -> Iterator[Found]:
    name = path.relative_to(ROOT).as_posix()
    for line, function, found, _comments in extract_python(io.BytesIO(source), list(KEYWORDS), [], {"encoding": "utf-8"}):
        arguments = found if isinstance(found, tuple) else (found,)
        context = str(arguments[0]) if "pgettext" in (function or "") else None
        words = [a for a in arguments[1 if context else 0 :] if a]
        if words:
            sentence = (words[0], words[1]) if "npgettext" in function or "ngettext" in function else words[0]
            yield sentence, context, name, line


def template_of(folders: Iterable[Path]) -> Catalog:
    """Return a catalogue without translations."""
    catalog = Catalog(project="Lantai", charset="utf-8")
    for sentence, context, name, _line in sentences(folders):
        catalog.add(sentence, context=context, locations=[(name, None)])
    return catalog


def po_path(folder: Path, language: str) -> Path:
    """Return where a language's sentences lie."""
    return folder / language / "LC_MESSAGES" / "django.po"


def load(path: Path, language: str) -> Catalog:
    """Return the catalogue at the path, an empty one where there is none yet."""
    if path.exists():
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=language)
    else:
        catalog = Catalog(locale=Locale.parse(language), project="Lantai", charset="utf-8", fuzzy=False)
    if language in PLURALS:
        catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalog


def extract() -> int:
    """Bring every .po file up to date."""
    for folder, sources in domains().items():
        template = template_of(sources)
        if not len(template):
            continue
        for language in LANGUAGES:
            path = po_path(folder, language)
            catalog = load(path, language)
            catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
            catalog.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                write_po(stream, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
            print(f"{path.relative_to(ROOT)}: {len(catalog)} sentences, {sum(1 for _ in untranslated(catalog))} to translate")
    return 0


def compile_all() -> int:
    """Write the .mo file of every .po file."""
    for path in sorted(PACKAGE.rglob("django.po")):
        catalog = load(path, path.parents[1].name)
        fresh = path.with_suffix(f".mo.{os.getpid()}")
        with fresh.open("wb") as stream:
            write_mo(stream, catalog)
        fresh.replace(path.with_suffix(".mo"))
    return 0


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages that lack a translation or a plural form."""
    for message in catalog:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (not all(forms) or (message.pluralizable and len(forms) != catalog.num_plurals)):
            yield message


def misfits(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages whose translation has a placeholder that the sentence lacks, or lacks one that it has."""
    for message in catalog:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        for n, form in enumerate(forms):
            named = set(PLACEHOLDER.findall(form))
            spoken_number = message.pluralizable and len(forms) > 1 and n < 3  # "one book", "two books" may need no digit
            if form and (named - wanted or (wanted - named and not spoken_number)):
                yield message
                break


def problems() -> Iterator[str]:
    """Yield everything that is wrong with the translations, one line each."""
    for folder, sources in domains().items():
        template = template_of(sources)
        for language in LANGUAGES if len(template) else ():
            path = po_path(folder, language)
            catalog, name = load(path, language), path.relative_to(ROOT)
            there = {(m.context, _key(m)) for m in catalog if m.id}
            yield from (f"{name}: not extracted: {m.id!r}" for m in template if m.id and (m.context, _key(m)) not in there)
            wanted = {(m.context, _key(m)) for m in template if m.id}
            yield from (f"{name}: no longer used: {m.id!r}" for m in catalog if m.id and (m.context, _key(m)) not in wanted)
            yield from (f"{name}: not translated: {m.id!r}" for m in untranslated(catalog))
            yield from (f"{name}: placeholders differ: {m.id!r}" for m in misfits(catalog))


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def check() -> int:
    """Print what is wrong; 1 when anything is."""
    found = list(problems())
    print("\n".join(found) or "every sentence is translated")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Run one command."""
    sys.path.insert(0, str(PACKAGE.parent))
    commands = {"extract": extract, "compile": compile_all, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]]()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
