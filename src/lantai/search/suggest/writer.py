"""Writer: keeps the suggestions of changed works, and of the people and subjects that they name, up to date."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import tantivy

from lantai.core.bib.record import Text
from lantai.search.engines.tantivy.guard import guarded

from .described import Described, Heading, Kind
from .schema import Columns, document, schema
from .terms import MARKS, Sounds, silent, terms

HEAP_BYTES = 64_000_000
MOST_FORMS = 24
MOST_REMEMBERED = 50_000
GROWN = 1.2
"""A heading is written anew when it has a new form, or so many times the works that it had: the order needs no exact counts, and what is shown
is counted when it is asked for."""


class KeptForm(msgspec.Struct, array_like=True):
    """One form of a heading, and how many works were seen to give it."""

    text: str
    lang: str
    seen: int


class Kept(msgspec.Struct, array_like=True):
    """What is kept of a heading to show it."""

    address: str
    forms: list[KeptForm]
    weight: int = 0


_encode = msgspec.msgpack.Encoder().encode
decode_kept = msgspec.msgpack.Decoder(Kept).decode


class OtherNames:
    """What is known of a heading beyond the records at hand. This one knows nothing; a library has its tables."""

    def of(self, heading: Heading) -> Iterable[Text]:
        """Return further forms of somebody, labels of a subject in other languages."""
        return ()


class Writer:
    """The one writer of an index of suggestions. Use as a context manager: leaving it without commit undoes. Raise WriterBusy."""

    def __init__(self, directory: Path, *, sounds: Sounds = silent, others: OtherNames | None = None) -> None:
        self._directory, self._sounds, self._others = directory, sounds, others or OtherNames()
        with guarded(directory):
            directory.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(schema(), path=str(directory))
            self._index.config_reader("manual")
            self._writer = self._index.writer(HEAP_BYTES, 1)
            self._searcher = self._index.searcher()
        self._is_new = self._searcher.num_docs == 0
        self._headings: dict[str, tuple[Heading, Counter[Text], int]] = {}
        self._remembered: dict[str, Kept] = {}

    def put(self, works: Iterable[Described]) -> None:
        """Take in works, each in place of what was known of it."""
        with guarded(self._directory):
            for work in works:
                self._put(work)

    def delete(self, numbers: Iterable[int]) -> None:
        """Take works out. Headings that only they had are not offered any more: they have no works."""
        with guarded(self._directory):
            for number in numbers:
                self._writer.delete_documents_by_term("key", f"{MARKS[Kind.TITLE]}{number}")

    def commit(self) -> None:
        """Make all of it visible together."""
        with guarded(self._directory):
            for key, (heading, forms, works) in self._headings.items():
                self._put_heading(key, heading, forms, works)
            self._headings = {}
            self._writer.commit()
            self._writer.garbage_collect_files()
            self._index.reload()
            self._searcher = self._index.searcher()
            self._is_new = False

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *exc: object) -> None:
        with guarded(self._directory):
            self._writer.rollback()
            self._writer.wait_merging_threads()

    def _put(self, work: Described) -> None:
        key = f"{MARKS[Kind.TITLE]}{work.number}"
        if not self._is_new:
            self._writer.delete_documents_by_term("key", key)
        found = terms(Kind.TITLE, ((t.value, t.lang) for t in work.titles), beside=work.beside, sounds=self._sounds)
        has = tuple(MARKS[one.kind] + one.key for one in work.headings)
        self._writer.add_document(document(key, found, weight=work.weight, number=work.number, has=has))
        for heading, name in zip(work.headings, has, strict=True):
            before = self._headings.get(name)
            if before is None:
                self._headings[name] = (heading, Counter(heading.forms), 1)
            else:
                before[1].update(heading.forms)
                self._headings[name] = (before[0], before[1], before[2] + 1)

    def _put_heading(self, key: str, heading: Heading, forms: Counter[Text], works: int) -> None:
        kept = self._kept(key)
        weight = works + (0 if self._is_new else self._searcher.doc_freq(Columns.HAS, key))
        known = {(form.text, form.lang): form for form in kept.forms} if kept else {}
        is_new_to_us = any((form.value, form.lang) not in known for form in forms)
        if kept and weight < kept.weight * GROWN and not (is_new_to_us and len(known) < MOST_FORMS):
            return
        if kept is None:
            forms.update(form for form in self._others.of(heading) if form not in forms)
        for form, seen in forms.items():
            at = known.setdefault((form.value, form.lang), KeptForm(form.value, form.lang, 0))
            at.seen += seen
        best = sorted(known.values(), key=lambda form: -form.seen)[:MOST_FORMS]
        kept = Kept(heading.address, best, weight)
        if not self._is_new:
            self._writer.delete_documents_by_term("key", key)
        found = terms(heading.kind, ((form.text, form.lang) for form in best), sounds=self._sounds)
        self._writer.add_document(document(key, found, weight=weight, kept=_encode(kept)))
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[key] = kept

    def _kept(self, key: str) -> Kept | None:
        """Return what is kept of a heading already."""
        if self._is_new:
            return None
        if key in self._remembered:
            return self._remembered[key]
        hits = self._searcher.search(tantivy.Query.term_query(schema(), "key", key), 1, count=False).hits
        return decode_kept(bytes(self._searcher.doc(hits[0][1])["kept"][0])) if hits else None
