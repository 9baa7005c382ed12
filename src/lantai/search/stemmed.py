"""The stems of a work: of its titles, and of its series and notes, each text in its own language; those of subjects stand in ``subjects``.

Imprints, names and call numbers have none: nobody looks for another form of them; nor has Chinese in Latin letters, whose syllables are no forms of
anything: "change" is not meant to find all that is read chang. ``tokens`` takes, text by text, the index tokens that come along: words and stems of a
long text are looked up at once.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from lantai.core.bib.record import BibRecord, Relation, TitleForm
from lantai.core.romanise.syllables import PINYIN, cut
from lantai.core.text.stems import analysed_with_stems

from .document import texts

SAME_WORK = (Relation.ORIGINAL, Relation.TRANSLATION, Relation.EARLIER, Relation.LATER)
"""Relations of a work to itself under other titles, by which it is found."""

FEWEST_SYLLABLES = 3
"""Words that are nothing but syllables of pinyin, by which a text of another language is taken for a Chinese one in Latin letters."""

Words = tuple[str, str]
"""A text and its BCP 47 language, "" unknown."""


def titles(records: Sequence[BibRecord], tokens: dict[str, str]) -> str:
    """Return the stems of the first title as one value, those of all others as another; each stem once."""
    first, *more = (*_each_text(records, _titles, tokens), "")
    return texts((each_once((first,)), each_once(more)))


def others(records: Sequence[BibRecord], tokens: dict[str, str]) -> list[str]:
    """Return the stems of series and notes."""
    return _each_text(records, _others, tokens)


def whole(form: TitleForm) -> str:
    """Return a title with its subtitle and part."""
    return " ".join(filter(None, (form.value, form.rest, form.part))) if form.rest or form.part else form.value


def in_language(text: str, lang: str) -> tuple[str, str]:
    """Return the index tokens of a text, and its stems where it is not Chinese in Latin letters."""
    tokens, stems = analysed_with_stems(text, lang)
    return tokens, "" if stems and is_pinyin(tokens, lang) else stems


def is_pinyin(tokens: str, lang: str) -> bool:
    """Say whether the tokens of a text are Chinese in Latin letters: in Chinese records all that can be cut into syllables, also as Wade and Giles
    wrote them; elsewhere three words at least, each a syllable of pinyin."""
    if lang.partition("-")[0] == "zh":
        return all(map(_is_spoken, tokens.split()))
    return tokens.partition(" ")[0] in PINYIN and len(every := tokens.split()) >= FEWEST_SYLLABLES and PINYIN.issuperset(every)


@lru_cache(maxsize=8_192)
def _is_spoken(token: str) -> bool:
    return token.isdigit() or (token.isascii() and bool(cut(token) or cut(token, wade=True)))


def each_once(values: Iterable[str]) -> str:
    """Return the stems of several texts, each stem once."""
    return " ".join(dict.fromkeys(" ".join(values).split()))


def _each_text(records: Sequence[BibRecord], words: Callable[[BibRecord], list[Words]], tokens: dict[str, str]) -> list[str]:
    """Return the stems of texts, each text once; one of no known language is in the record's first."""
    known = dict.fromkeys([(text, lang or record.language) for record in records for text, lang in words(record)])
    found = []
    for text, lang in known:
        tokens[text], stems = in_language(text, lang)
        found.append(stems)
    return found


def _titles(record: BibRecord) -> list[Words]:
    found = [(whole(form), form.lang) for title in record.titles for form in title.forms]
    if record.links:
        found += [(form.value, form.lang) for link in record.links if link.relation in SAME_WORK for form in link.titles]
    return found


def _others(record: BibRecord) -> list[Words]:
    return [(form.value, form.lang) for statement in (*record.series, *record.notes) for form in statement.forms]
