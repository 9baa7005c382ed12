"""What the manual names is there: commands with their options, names of menus and buttons, addresses, settings, files, what lies in a library's directory.

``test_docs.py`` runs what is shown; here nothing is run, so every name on every page is looked at.
"""

import argparse
import gettext
import re
import shlex
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import wagtail
from django.urls import Resolver404, resolve

from lantai.cli import COMMANDS

from .tree import PACKAGE, ROOT, modules, name_of, tracked

PAGES = [
    page
    for page in tracked()
    if page.suffix == ".md"
    and (name_of(page) == "README.md" or name_of(page.parent) in ("docs/guide", "docs/operate", "docs/develop"))
]
every_page = pytest.mark.parametrize("page", PAGES, ids=name_of)

CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)
COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\S*/)?lantai (.+)")
NAME = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])|[“\"]([A-Z][^“”\"\n]{2,60})[”\"]")
ADDRESS = re.compile(r"/[\w./-]+")
FILE = re.compile(r"(?!a/)[\w-]+(?:/[\w.-]+)+\.\w+")
SCRIPT = re.compile(r"python ((?:benchmarks|tools)/[\w/]+\.py)([^`\n]*)")
DIRECTORY = re.compile(r"DATA\)? / \"([^\"]+)\"")

OUTSIDE = ("/etc/", "/srv/", "/v1/", "/library", "/oai/request", "/read-public", "/authenticate")
"""Addresses of other machines, and places on this one."""

EVERYTHING_ELSE = ("pages:page", "discovery:api_nothing")
"""Views that take whatever no other takes."""

NO_MENUS = {
    "all of these", "alhayawan", "any of these", "Dostoevskij", "Dept. of Physics, Univ. of Salerno, Italy", "Dream of the Red Chamber", "embedder",
    "Enter", "Esc", "et al.", "Firefox · Windows", "Found nothing", "Han'guk munhaksa", "hangukmunhaksa", "hlm", "hong lou", "Hong lou meng",
    "hongloumeng", "hóng lóu mèng", "Hung lou meng", "kitab al-hayawan", "Lantai Demo University", "Of records not here", "rashomon", "rasyoumon",
    "vojna i mir", "voyna i mir", "война", "Сон в красном тереме", "↓", "/publish/policies/",
}  # fmt: skip
"""What is set in italics or quoted and is no name of the pages: examples, keys, emphasis, words of a report on the command line."""


@every_page
def test_commands_exist_with_their_options(page):
    wrong = [words for words in _commands(page.read_text()) if not _is_known(words)]
    assert wrong == []


def _commands(text: str) -> Iterator[str]:
    """Yield what stands behind ``lantai`` within a line, in blocks, and in lines that are set in."""
    lines = [line.strip().removeprefix("$ ") for block in BLOCK.findall(text) for line in block.splitlines()]
    lines += [*CODE.findall(BLOCK.sub("", text)), *re.findall(r"^    (lantai .*)", text, re.M)]
    for line in lines:
        if found := COMMAND.fullmatch(re.sub(r"\s{2,}.*|\s#.*", "", line)):
            yield found[1]


def _is_known(words: str) -> bool:
    command, *rest = _plain(words)
    if command in ("…", "COMMAND", "--help", "--version", "test"):  # the last one is of the launcher, in a checkout
        return True
    if command not in COMMANDS:
        return False
    options, below = _options(_parser(command)), _below(_parser(command))
    if below and rest and not rest[0].startswith("-"):
        if not below.keys() >= set(rest[0].split("|")):
            return False
        options |= {option for name in rest[0].split("|") for option in _options(below[name])}
    return options >= {option for option in rest if option.startswith("--")}


def _plain(words: str) -> list[str]:
    """Return the words of a command without what stands before its name, and brackets around what may be left out."""
    plain = shlex.split(re.sub(r"[\[\]]", " ", words).replace("'", "’"))
    return plain[2:] if plain[0] == "--data" else plain


@cache
def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data")
    import_module(f"lantai.cli.{command}_" if command == "import" else f"lantai.cli.{command}").arguments(parser)
    return parser


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


def _below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next((dict(action.choices) for action in parser._actions if isinstance(action, argparse._SubParsersAction)), {})


@every_page
def test_names_of_menus_and_buttons_stand_on_pages(page):
    text = CODE.sub("", BLOCK.sub("", page.read_text())).replace("**", "")
    names = {slanted or quoted for slanted, quoted in NAME.findall(text)} - NO_MENUS
    assert [name for name in names for part in name.split(" → ") if not _stands_somewhere(part)] == []


def _stands_somewhere(name: str) -> bool:
    """Say whether a sentence of the pages is this, or begins with it before an ending such as "… (CSV)"."""
    said = _folded(name)
    return said in _sentences() or any(re.match(pattern, said) for pattern in _patterns()) or _begins(said)


def _begins(said: str) -> bool:
    return any(one.startswith(said) and re.match(r" \(|:| %\(| on ", one[len(said) :]) for one in _sentences())


def _folded(text: str) -> str:
    return " ".join(text.replace("'", "’").split()).rstrip(" …:.,").casefold()


@cache
def _sentences() -> frozenset[str]:
    """Return the English sentences of Lantai's pages and of the editor's."""
    files = list(PACKAGE.rglob("locale/ar/LC_MESSAGES/*.mo"))
    files += Path(wagtail.__file__).parent.rglob("locale/ar/LC_MESSAGES/*.mo")
    catalogs = [gettext.GNUTranslations(file.open("rb"))._catalog for file in files]
    keys = [key if isinstance(key, str) else key[0] for catalog in catalogs for key in catalog]
    return frozenset(_folded(key.rpartition("\x04")[2]) for key in keys)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return those that something is put into."""
    parted = [re.split(r"%\(\w+\)\w|\{\w*\}", sentence) for sentence in _sentences()]
    return tuple(re.compile(".+".join(map(re.escape, parts)) + "$") for parts in parted if len(parts) > 1 and len(parts[0]) > 3)


@every_page
def test_addresses_are_answered(page):
    given = [code.partition("?")[0] for code in CODE.findall(page.read_text())]
    named = [code for code in given if ADDRESS.fullmatch(code) and not code.startswith(OUTSIDE)]
    there = [address.replace("NUMBER", "1").replace("ENDING", "ris") for address in named]
    assert [address for address in there if not (_is_answered(address) or _is_answered(f"{address}/"))] == []


def _is_answered(address: str) -> bool:
    try:
        return resolve(address, "lantai.site.editor_urls").view_name not in EVERYTHING_ELSE
    except Resolver404:
        return False


@every_page
def test_files_that_are_named_exist(page):
    known = [f"/{name_of(path)}" for path in tracked()]
    named = {code for code in CODE.findall(page.read_text()) if FILE.fullmatch(code) and "NNNN" not in code}
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in known)] == []


@every_page
def test_scripts_that_are_named_have_the_options(page):
    for script, said in SCRIPT.findall(page.read_text()):
        text = (ROOT / script).read_text()
        assert [option for option in re.findall(r"--[a-z-]+", said) if option not in text] == [], script


def test_the_page_of_backups_tells_of_all_that_lies_in_a_library():
    told = set(re.findall(r"`([\w.-]+)/?`", (ROOT / "docs" / "operate" / "backup.md").read_text()))
    assert {name for path in modules() for name in DIRECTORY.findall(path.read_text())} - told == set()
