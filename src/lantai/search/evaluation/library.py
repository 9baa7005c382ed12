"""A library made for one evaluation: the documents in an index of the product's engine, tables of translations beside it.

What is made here is made as for readers: records become documents by search.build, tables are written by search.translations.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from msgspec import structs

from lantai.core.bib.record import BibRecord, Note, NoteKind, Text, Title, TitleForm
from lantai.core.bilingual.entry import Layer, Origin, Row
from lantai.core.bilingual.learn import learn
from lantai.core.bilingual.lexicons import About, Lexicon, LexiconError, packaged
from lantai.core.bilingual.pair import PairKind, pair
from lantai.core.bilingual.words import cut, key
from lantai.search import lexicons as shelf
from lantai.search import opener
from lantai.search.build import document
from lantai.search.document import Document
from lantai.search.protocol import Engine
from lantai.search.translations.store import Store
from lantai.search.translations.tables import Tables
from lantai.search.translations.writing import Writer

from .files import Doc, Taught

LEARNED = Layer(name="learned", origin=Origin.LEARNED, title="Learned from the pairs given")

_AT_ONCE = 500
_KEYWORD = 4

Progress = Callable[[int], None]


class Library:
    """An index and how its numbers stand to the documents' ids."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.ids: list[str] = []
        self.languages: dict[str, str] = {}
        self.vocabulary: Counter[str] = Counter()

    def add(self, documents: Iterable[Doc], progress: Progress = lambda done: None) -> None:
        """Index documents; their numbers count from 1."""
        with self.engine.writer(filling=True) as writer:
            for some in _batched(documents):
                writer.put([self._document(doc) for doc in some])
                progress(len(self.ids))
            writer.commit()

    def id_of(self, number: int) -> str:
        """Return the id of the document with this number."""
        return self.ids[number - 1]

    def _document(self, doc: Doc) -> Document:
        self.ids.append(doc.id)
        self.languages[doc.id] = doc.lang
        made = document([record(doc)], number=len(self.ids), sources=(), added=0)
        self.vocabulary.update({*made.title.split(), *made.body.split()})
        return made


def record(doc: Doc) -> BibRecord:
    """Return a document as a catalog would have it: its text is a summary."""
    titles = (Title(forms=(TitleForm(doc.title, doc.lang),)),) if doc.title.strip() else ()
    notes = (Note(forms=(Text(doc.text, doc.lang),), kind=NoteKind.SUMMARY),) if doc.text.strip() else ()
    return BibRecord(control=doc.id, languages=(doc.lang,), titles=titles, notes=notes)


def library(directory: Path, *, engine: str = "tantivy") -> Library:
    """Return an empty library in a directory."""
    return Library(opener(engine)(directory, create=True))


def learned(taught: Iterable[Taught]) -> list[Row]:
    """Return what pairs teach, as the library's own records do."""
    return list(learn(pair(*_ordered(one), kind=_kind(one), record=number) for number, one in enumerate(taught, start=1)))


def tables(
    library: Library | None,
    path: Path,
    *,
    learned: Sequence[Row] = (),
    lexicons: Sequence[Lexicon] = (),
    languages: Collection[str] = (),
) -> Tables:
    """Write tables of translations into a file and return them.

    ``library``: whose words may be names; ``languages``: those that are needed, the pivot among them; none: all.
    """
    wanted = frozenset(languages)
    with Writer(path, key_of=key) as writer:
        if learned:
            writer.layer(LEARNED, rows=learned)
        for lexicon in lexicons:
            _fill(writer, lexicon, wanted)
        writer.names((), library.vocabulary.items() if library else ())
        writer.finish()
    return Tables(Store(path))


def _fill(writer: Writer, lexicon: Lexicon, wanted: frozenset[str]) -> None:
    """Read a lexicon into tables, without what is in other languages than those wanted; none: all."""
    if lexicon.layer.origin is Origin.AUTHORITY:
        narrowed = replace(lexicon, about=structs.replace(lexicon.about, languages=tuple(sorted(wanted))))
        labels = (label for label in narrowed.labels() if not wanted or label.lang.partition("-")[0] in wanted)
        writer.layer(lexicon.layer, labels=labels)
    else:
        writer.layer(lexicon.layer, rows=(row for row in lexicon.rows() if not wanted or {row.source, row.target} <= wanted))


def lexicons(directory: Path, given: Sequence[Path], *, installed: bool = True) -> list[Lexicon]:
    """Return the lexicons to use: those that come with Lantai, and files put on a shelf of their own; raise LexiconError."""
    for path in given:
        if not path.is_file():
            raise LexiconError(str(path), "there is no such file")
        shelf.add(directory, path, told=About(licence="not asked for"))
    return [*(packaged() if installed else ()), *(shelf.opened(directory / card.name, card) for card in shelf.cards(directory))]


def _ordered(one: Taught) -> tuple[str, str, str, str]:
    return one.lang, one.text, one.other_lang, one.other_text


def _kind(one: Taught) -> PairKind:
    """Return what a pair is taken for: short texts for keywords."""
    short = all(len(cut(text, lang)) <= _KEYWORD for text, lang in ((one.text, one.lang), (one.other_text, one.other_lang)))
    return PairKind.KEYWORD if short else PairKind.TITLE


def _batched(documents: Iterable[Doc]) -> Iterator[tuple[Doc, ...]]:
    rest = iter(documents)
    while some := tuple(islice(rest, _AT_ONCE)):
        yield some
