"""What a reader may have meant: the same question with one word spelled otherwise, where that finds five times as much.

Offered beside what was found, never searched instead of it. Words of letters by their spelling; Chinese characters by their sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from anyascii import anyascii

from lantai.catalog import queries as catalog
from lantai.catalog import suggestions
from lantai.core.query.near import is_spelled
from lantai.core.text.fold import key, words
from lantai.search.protocol import Engine, Request
from lantai.search.suggest.described import Kind

from .params import SearchParams
from .words.asking import ask, tree_of

FEW = 20
"""Works up to which another spelling is looked for: who found a page of works found something. Beyond, only for words that the library hardly has:
what was found then came from other words."""

TIMES = 5
MOST_TRIED = 3
MOST_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Meant:
    """Another question, as it would be typed, and how many works it finds."""

    text: str
    address: str
    count: int


def meant(engine: Engine, params: SearchParams, total: int) -> Meant | None:
    """Return what may have been meant; None where enough was found, or nothing near finds five times as much. Raise SearchError.

    Works that have all the words as typed are what counts, on both sides: translations and guesses speak for no spelling.
    """
    if not params.text or (total > FEW and not _is_strange(params.text)):
        return None
    tried = list(islice(texts(params.shown_text), MOST_TRIED))
    found = _count(engine, params.only(own=True)) if tried else 0
    for text, known in tried:
        other = params.only(text=text)
        count = _count(engine, replace(other, own=True))
        if count and count >= TIMES * max(found, known):
            return Meant(text, other.address, max(_count(engine, other), count))
    return None


def _is_strange(text: str) -> bool:
    """Say whether a question has a word that the library hardly has."""
    speller = suggestions.speller()
    return speller is not None and any(is_spelled(word) and not speller.works(word) for word in words(text)[:MOST_CHARACTERS])


def texts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield other spellings of a question, the likeliest first, and whether the library has the word that is spelled otherwise: one work with the other
    is then no reason to think it misspelt."""
    if _is_han(text):
        yield from ((other, False) for other in _sounding(text.strip()))
        return
    speller = suggestions.speller()
    if speller is not None:
        yield from ((one.text, one.is_known) for one in speller.respelled(text))


def _sounding(text: str) -> Iterator[str]:
    """Yield titles, names and subjects that are read as a text of Han characters is, and written otherwise."""
    known, seen = suggestions.current(), {key(text)}
    if known is None:
        return
    spoken = _spoken(text)
    for kind in Kind:
        found = known.find(spoken, kind, 3, exact=True)
        forms = [form.text for one in found for form in one.forms]
        documents = catalog.documents([one.number for one in found if one.number])
        titles = (t for d in documents.values() for i in d.instances for title in i.record.titles for t in title.forms)
        for form in (*forms, *(title.value for title in titles)):
            if _is_han(form) and key(form) not in seen and _spoken(form) == spoken:
                seen.add(key(form))
                yield form


def _spoken(text: str) -> str:
    """Return how Han characters are read one by one, without the dictionary of words that indexing reads with."""
    return "".join(str(anyascii(character)).lower() for character in text)


def _is_han(text: str) -> bool:
    plain = text.strip()
    return 1 < len(plain) <= MOST_CHARACTERS and all("\u3400" <= character <= "\u9fff" for character in plain)


def _count(engine: Engine, params: SearchParams) -> int:
    """Return how many works have all the words of a search."""
    other = ask(params)
    tree = other.strict or tree_of(params, other.question)
    if tree is None:
        return 0
    request = Request(tree=tree, filters=params.filters, exclude=params.excluded, years=params.years, limit=0)
    return engine.search(request).total
