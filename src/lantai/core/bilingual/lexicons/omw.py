"""Wordnets of the Open Multilingual Wordnet: ``offset-pos<TAB>lang:lemma<TAB>word``, on the synsets of WordNet 3.0.

English comes from WordNet's own files (Debian: wordnet-base) or from an English table of the same kind, either beside the main file.
"""

import re
from collections.abc import Iterator

from . import wordnets
from .glosses import without_notes
from .lines import numbered, plain_lines, shown
from .naming import language, licence_in
from .protocol import About, Files, Item, LexiconError, Passed, Refusal

TITLE = "Open Multilingual Wordnet (.tab)"
EXPECTED = "lines such as 02084071-n<TAB>rus:lemma<TAB>собака"

_LINE = re.compile(r"(\d{8}-[nvasr])\t(?:([a-z]{2,3}(?:-[A-Za-z]+)?):)?(\w+(?::\w+)*)\t(.*)$")
_HEADER = re.compile(r"#\s*([^\t]+)\t([a-z]{2,3})\S*(?:\t([^\t]*))?(?:\t([^\t]*))?")
_PASSED = frozenset(("def", "exe", "lemma:root", "root"))
"""Definitions, examples, and Arabic roots, which many unrelated words share."""


def packaged() -> Files | None:
    """Return None: a librarian gives such files."""
    return None


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file."""
    lines = plain_lines(head)[:50]
    good = sum(_LINE.match(line) is not None for line in lines)
    return 0.98 * good / len(lines) if lines and good * 2 > len(lines) else 0.0


def describe(files: Files) -> About:
    """Return what the first line of the file says."""
    with files.open() as stream:
        for found in numbered(stream, files.main):
            if isinstance(found, Refusal):
                break
            header, line = _HEADER.match(found[1]), _LINE.match(found[1])
            if header:
                title, lang, _, licence = (part or "" for part in header.groups())
                return About(title=title, licence=licence_in(licence) or licence, languages=(language(lang), "en"))
            if line:
                return About(languages=(language(line[2]), "en") if line[2] else ())
    return About()


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the entries, word by word, then what was refused or has no English word."""
    if not about.languages:
        raise LexiconError(files.main, "the file does not say its language; say it: --langs ru-en")
    words: dict[str, dict[str, None]] = {}
    yield from _words(files, files.main, words)
    synsets = english(files)
    if not synsets:
        raise LexiconError(
            files.main,
            "English words are missing: install wordnet-base (Debian), or give an English .tab file beside it (--with FILE)",
        )
    for number, entry in enumerate(wordnets.entries(words, about.languages[0], synsets, "en"), 1):
        yield entry or Passed(number)


def english(files: Files) -> wordnets.Synsets:
    """Return the English words by synset, of whichever file has them."""
    found = wordnets.english(files)
    for name in sorted(files.openers):
        if not found and name != files.main and "data." not in name and "index." not in name:
            words: dict[str, dict[str, None]] = {}
            list(_words(files, name, words))
            for word, numbers in words.items():
                for rank, number in enumerate(numbers):
                    found.setdefault(number, {})[word] = wordnets.of_rank(rank)
    return found


def _words(files: Files, name: str, words: dict[str, dict[str, None]]) -> Iterator[Item]:
    """Gather the words of a table with their synsets; yield what is refused or is no word."""
    with files.open(name) as stream:
        for found in numbered(stream, name):
            if isinstance(found, Refusal):
                yield found
                continue
            number, line = found
            if not line.strip() or line.startswith("#"):
                continue
            match = _LINE.match(line)
            if match is None:
                yield Refusal(name, number, f"expected {EXPECTED}", shown(line))
                continue
            word = without_notes(match[4].replace("_", " "))
            is_word = word and match[3] not in _PASSED
            if not is_word or word in words:
                yield Passed(number)
            if is_word:
                words.setdefault(word, {})[wordnets.synset(match[1])] = None
