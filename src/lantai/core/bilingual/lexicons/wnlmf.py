"""Wordnets in WN-LMF, the XML of the Global WordNet Association: one file may hold several languages.

Languages within a file are joined by their interlingual numbers (ili); one alone with English by the offsets of WordNet 3.0 that its synsets' names
carry (omw-pt-02084071-n). No entity is expanded and no document type is fetched.
"""

import re
from collections.abc import Iterator

from lxml import etree

from . import wordnets
from .naming import language, licence_in
from .omw import english
from .protocol import About, Files, Item, LexiconError, Passed, Refusal
from .xmlwalk import elements

TITLE = "wordnet in WN-LMF (XML)"
EXPECTED = '<LexicalResource><Lexicon language="ru"><LexicalEntry>…'

_OFFSET = re.compile(r"(\d{8}-[nvasr])$")


def packaged() -> Files | None:
    """Return None: a librarian gives such files."""
    return None


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file."""
    return 0.99 if b"<LexicalResource" in head else 0.0


def describe(files: Files) -> About:
    """Return what the first lexicon of the file says of itself."""
    for element, _ in elements(files, ("Lexicon",), event="start"):
        said = element.attrib
        licence = str(said.get("license", ""))
        return About(
            title=str(said.get("label", "")),
            licence=licence_in(licence) or licence,
            version=str(said.get("version", "")),
            languages=tuple(dict.fromkeys((language(str(said.get("language", ""))), "en"))),
        )
    raise LexiconError(files.main, f"expected {EXPECTED}", line=1)


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the entries of each language with English, or with the first language of the file where it has no English."""
    lexicons: dict[str, dict[str, dict[str, None]]] = {}
    numbers: dict[str, str] = {}
    lang = about.languages[0] if about.languages else ""
    for element, line in elements(files, ("Lexicon", "LexicalEntry", "Synset")):
        name = etree.QName(element).localname
        if name == "Lexicon":
            continue
        parent = element.getparent()
        lang = language(str(parent.get("language", ""))) if parent is not None else lang
        if name == "Synset":
            numbers[str(element.get("id", ""))] = str(element.get("ili", ""))
            continue
        lemma = element.find("{*}Lemma")
        word = str(lemma.get("writtenForm", "")) if lemma is not None else ""
        synsets = [str(sense.get("synset", "")) for sense in element.iterfind("{*}Sense")]
        if not word or not lang:
            yield Refusal(
                files.main, line, 'expected <Lemma writtenForm="…"/> in the entry of a language', str(element.get("id", ""))
            )
        else:
            lexicons.setdefault(lang, {}).setdefault(word, {}).update(dict.fromkeys(synsets))
    yield from _joined(files, lexicons, numbers)


def _joined(files: Files, lexicons: dict[str, dict[str, dict[str, None]]], numbers: dict[str, str]) -> Iterator[Item]:
    target = "en" if "en" in lexicons or len(lexicons) == 1 else min(lexicons, default="")
    if target in lexicons:
        synsets: wordnets.Synsets = {}
        for word, own in lexicons[target].items():
            for rank, number in enumerate(own):
                synsets.setdefault(numbers.get(number) or number, {})[word] = wordnets.of_rank(rank)
    else:
        synsets = english(files)
        numbers = {number: wordnets.synset(match[1]) for number in numbers if (match := _OFFSET.search(number))}
        if not synsets:
            raise LexiconError(
                files.main, "English words are missing: install wordnet-base (Debian), or give an English .tab file (--with FILE)"
            )
    for lang in sorted(lexicons.keys() - {target}):
        words = {word: [numbers.get(number) or number for number in own] for word, own in lexicons[lang].items()}
        for place, entry in enumerate(wordnets.entries(words, lang, synsets, target), 1):
            yield entry or Passed(place)
