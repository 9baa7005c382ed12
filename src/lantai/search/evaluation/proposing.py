"""Expectations that a library's own records suggest: what a reader who knows a book would type, in the ways that readers type it.

A list to begin with, for ``lantai relevance propose``: a librarian takes out what does not matter and adds what does. The choice among many
records is by a digest of the question, so that the same library proposes the same list.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b

from lantai.core.bib.record import BibRecord, Scheme, Standing, TitleForm
from lantai.core.bib.work import WorkDocument
from lantai.core.bilingual.stopwords import stopwords
from lantai.core.text import han
from lantai.core.text.fold import APOSTROPHES, words
from lantai.core.text.scripts import script_of

ROMANISED = "romanised"
FIRST_OF = {ROMANISED: 3}
"""Kinds of which the record need not come first, and among how many it must."""

_LIGATURES = str.maketrans({"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ﬁ": "fi", "ﬂ": "fl", "ĳ": "ij"})
_SIGNS = re.compile(r"(?<=\w)\s*[:;,.!?¿¡…&/()«»“”„。，：；！？、《》「」]+\s*|^[\W_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐־](?=[^\W\d_])")
_APOSTROPHE = re.compile(f"(?<=[^\\W\\d_])[{''.join(APOSTROPHES & frozenset(chr(39) + '’ʻʼʹʺ'))}](?=[^\\W\\d_])")
_HANGUL_SPACE = re.compile(r"(?<=[\uac00-\ud7a3]) (?=[\uac00-\ud7a3])")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SHORTEST, _LONGEST = 2, 200
_KEPT = 4
"""Times as many questions as are wanted are kept while looking, so that few are dropped again."""

Question = tuple[str, str]
"""Kind and what is typed."""


class Proposals:
    """Collects questions from works; ``each``: how many of a kind."""

    def __init__(self, each: int) -> None:
        self._each = each
        self._kinds: dict[str, dict[str, tuple[str, set[int]]]] = {}
        self._last: dict[str, bytes] = {}

    def add(self, work: WorkDocument) -> None:
        """Take in what one work suggests."""
        for instance in work.instances:
            for kind, text in questions(instance.record):
                self._note(kind, " ".join(text.split()), instance.record.language, work.number)

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield the expectations as lines of a list have them."""
        for kind in sorted(self._kinds):
            found = self._kinds[kind]
            for text in sorted(found, key=lambda text: _rank(kind, text))[: self._each]:
                lang, works = found[text]
                row = {
                    "kind": kind,
                    "lang": lang,
                    "query": text,
                    "expect_first_any_of": [f"work:{work}" for work in sorted(works)],
                }
                yield row | ({"n": FIRST_OF[kind]} if kind in FIRST_OF else {})

    def _note(self, kind: str, text: str, lang: str, work: int) -> None:
        if not _SHORTEST <= len(text) <= _LONGEST or not _is_typed(text):
            return
        found = self._kinds.setdefault(kind, {})
        if text in found:
            found[text][1].add(work)
            return
        rank = _rank(kind, text)
        if rank > self._last.get(kind, b"\xff" * 9):
            return
        found[text] = lang, {work}
        if len(found) > 2 * _KEPT * self._each:
            kept = sorted(found, key=lambda text: _rank(kind, text))[: _KEPT * self._each]
            self._last[kind] = _rank(kind, kept[-1])
            self._kinds[kind] = {text: found[text] for text in kept}


def _is_typed(text: str) -> bool:
    """Say whether anybody would type this: not where most words are single letters, which is what bad coding leaves of a text."""
    pieces = text.split()
    return 2 * sum(len(piece) == 1 for piece in pieces) <= len(pieces)


def _rank(kind: str, text: str) -> bytes:
    return blake2b(f"{kind}\0{text}".encode(errors="surrogatepass"), digest_size=8).digest()


def questions(record: BibRecord) -> Iterator[Question]:
    """Yield what may be typed to find a record, by kind."""
    form = record.title.forms[0] if record.title and record.title.forms else None
    name = next((_as_said(one.forms[0].value) for one in record.contributions if one.main and one.forms), "")
    if form and form.value:
        yield "title", form.value
        yield from _spelled(form, record.language)
        if name:
            yield "author_and_title", f"{name} {form.value}"
    if name:
        yield "author", name
    for number in record.identifiers:
        if number.standing is Standing.VALID and number.scheme in _NUMBERS:
            yield number.scheme.value, number.value
    yield from (("call_number", holding.call_number) for holding in record.holdings if holding.call_number)
    yield from _in_other_scripts(record)


_NUMBERS = (Scheme.ISBN, Scheme.ISSN, Scheme.DOI)


def _as_said(name: str) -> str:
    """Return a name in the order in which it is spoken: Xueqin Cao of "Cao, Xueqin"."""
    family, comma, given = name.partition(",")
    return f"{given.strip(' ,.')} {family}".strip() if comma and "," not in given.strip(" ,") else name


def _spelled(form: TitleForm, lang: str) -> Iterator[Question]:
    """Yield a title in the other ways that readers type it."""
    title = form.value
    for kind, spelled in _SPELLED.items():
        if (other := spelled(title)) != title and any(map(str.isalnum, other)):
            yield kind, other
    said = words(title)
    if said and all(word in stopwords("en") or word in stopwords(lang) for word in said):
        yield "stop_words", title


_LEFT_OUT = {"Latn": "\u0300-\u036f", "Grek": "\u0300-\u036f", "Hebr": "\u05b0-\u05bc\u05c1\u05c2", "Arab": "\u064b-\u0652"}
"""Marks that readers leave out, by script; in others they spell."""


def _without_marks(text: str) -> str:
    marks = _LEFT_OUT.get(script_of(text))
    return unicodedata.normalize("NFC", re.sub(f"[{marks}]", "", unicodedata.normalize("NFD", text))) if marks else text


_SPELLED: Mapping[str, Callable[[str], str]] = {
    "no_marks": _without_marks,
    "no_ligatures": lambda text: text.translate(_LIGATURES),
    "no_punctuation": lambda text: _SIGNS.sub(" ", text).strip(),
    "no_hyphens": lambda text: _HYPHEN.sub(" ", text),
    "no_apostrophes": lambda text: _APOSTROPHE.sub("", text),
    "other_han_form": lambda text: "".join(han.forms().get(character, character) for character in text),
    "hiragana": lambda text: text.translate(_KATAKANA),
    "no_hangul_spaces": lambda text: _HANGUL_SPACE.sub("", text),
}


def _in_other_scripts(record: BibRecord) -> Iterator[Question]:
    """Yield the romanised forms of titles that also stand in their own script."""
    for title in record.titles[:1]:
        scripts = {script_of(form.value) for form in title.forms}
        if len(scripts) > 1 and "Latn" in scripts:
            yield from ((ROMANISED, form.value) for form in title.forms if script_of(form.value) == "Latn")
            yield from (("vernacular", form.value) for form in title.forms if script_of(form.value) not in ("Latn", ""))


def proposed(works: Iterable[WorkDocument], each: int) -> Iterator[dict[str, object]]:
    """Yield expectations that these works suggest, ``each`` of a kind."""
    found = Proposals(each)
    for work in works:
        found.add(work)
    return found.rows()
