"""Writer: keeps the suggestions of changed works, and of the people and subjects that they name, up to date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import tantivy

from lantai.core.bib.record import Text
from lantai.search.engines.tantivy.guard import guarded

from .described import Described, Heading, Kind
from .schema import Columns, first, place, row, schema
from .terms import MARKS, Sounds, silent, terms

HEAP_BYTES = 64_000_000
FILLING_BYTES, FILLING_THREADS = 300_000_000, 2
"""Of a writer that fills an empty index with all there is."""

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
    """What is kept of a heading to show it, and to put it in order: how many works it had, and when it came in (schema.first)."""

    address: str
    forms: list[KeptForm]
    weight: int = 0
    came: int = 0


_encode = msgspec.msgpack.Encoder().encode
decode_kept = msgspec.msgpack.Decoder(Kept).decode


class OtherNames:
    """What is known of headings beyond the records at hand. This one knows nothing; a library has its tables."""

    def of(self, headings: Sequence[Heading]) -> Sequence[Sequence[Text]]:
        """Return of each heading further forms of somebody, labels of a subject in other languages."""
        return [()] * len(headings)


class Named(msgspec.Struct):
    """A heading as works name it: the first of them, in how many each form stands, and how many works they are."""

    heading: Heading
    came: int
    forms: Counter[Text]
    works: int = 1


def title_row(work: Described, *, sounds: Sounds) -> bytes:
    """Return the row of a work."""
    found = terms(Kind.TITLE, [(t.value, t.lang) for t in work.titles], beside=work.beside, sounds=sounds)
    has = " ".join([MARKS[one.kind] + one.key for one in work.headings])
    return row(title_key(work.number), found, place(work.weight, first(work.number)), number=work.number, has=has)


def title_key(number: int) -> str:
    """Return the key of a work's row."""
    return f"{MARKS[Kind.TITLE]}{number}"


def heading_row(key: str, kind: Kind, kept: Kept, *, sounds: Sounds) -> bytes:
    """Return the row of somebody or of a subject."""
    found = terms(kind, [(form.text, form.lang) for form in kept.forms], sounds=sounds)
    return row(key, found, place(kept.weight, kept.came), kept=_encode(kept))


def best(forms: Iterable[KeptForm]) -> list[KeptForm]:
    """Return the forms of a heading that are kept, those that most works give first."""
    return sorted(forms, key=lambda form: -form.seen)[:MOST_FORMS]


class Writer:
    """The one writer of an index of suggestions. Use as a context manager: leaving it without commit undoes. Raise WriterBusy."""

    def __init__(
        self, directory: Path, *, sounds: Sounds = silent, others: OtherNames | None = None, filling: bool = False
    ) -> None:
        self._directory, self._sounds, self._others = directory, sounds, others or OtherNames()
        with guarded(directory):
            directory.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(schema(), path=str(directory))
            self._index.config_reader("manual")
            self._writer = self._index.writer(*(FILLING_BYTES, FILLING_THREADS) if filling else (HEAP_BYTES, 1))
            self._searcher = self._index.searcher()
        self.is_new = self._searcher.num_docs == 0
        self._headings: dict[str, Named] = {}
        self._remembered: dict[str, Kept] = {}

    def put(self, works: Iterable[Described]) -> None:
        """Take in works, each in place of what was known of it."""
        with guarded(self._directory):
            for work in works:
                self._put(work)

    def fill(self, rows: Iterable[str]) -> None:
        """Take in rows as they are, into an index that has none of them."""
        with guarded(self._directory):
            for one in rows:
                self._writer.add_json(one)

    def delete(self, numbers: Iterable[int]) -> None:
        """Take works out. Headings that only they had are not offered any more: they have no works."""
        with guarded(self._directory):
            for number in numbers:
                self._writer.delete_documents_by_term("key", title_key(number))

    def commit(self) -> None:
        """Make all of it visible together."""
        with guarded(self._directory):
            self._put_headings()
            self._writer.commit()
            self._writer.garbage_collect_files()
            self._index.reload()
            self._searcher = self._index.searcher()
            self.is_new = False

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *exc: object) -> None:
        with guarded(self._directory):
            self._writer.rollback()
            self._writer.wait_merging_threads()

    def _put(self, work: Described) -> None:
        if not self.is_new:
            self._writer.delete_documents_by_term("key", title_key(work.number))
        self._writer.add_json(title_row(work, sounds=self._sounds).decode())
        for nth, heading in enumerate(work.headings):
            name, came = MARKS[heading.kind] + heading.key, first(work.number, nth)
            before = self._headings.get(name)
            if before is None:
                self._headings[name] = Named(heading, came, Counter(heading.forms))
            else:
                before.forms.update(heading.forms)
                before.came = min(before.came, came)
                before.works += 1

    def _put_headings(self) -> None:
        kept = {key: self._kept(key) for key in self._headings}
        unknown = [key for key, before in kept.items() if before is None]
        others = dict(zip(unknown, self._others.of([self._headings[key].heading for key in unknown]), strict=True))
        for key, named in self._headings.items():
            self._put_heading(key, named, kept[key], others.get(key, ()))
        self._headings = {}

    def _put_heading(self, key: str, named: Named, before: Kept | None, others: Sequence[Text]) -> None:
        weight = named.works + (0 if self.is_new else self._searcher.doc_freq(Columns.HAS, key))
        known = {(form.text, form.lang): form for form in before.forms} if before else {}
        is_new_to_us = any((form.value, form.lang) not in known for form in named.forms)
        if before and weight < before.weight * GROWN and not (is_new_to_us and len(known) < MOST_FORMS):
            return
        named.forms.update(form for form in others if form not in named.forms)
        for form, seen in named.forms.items():
            at = known.setdefault((form.value, form.lang), KeptForm(form.value, form.lang, 0))
            at.seen += seen
        came = min(named.came, before.came) if before else named.came
        kept = Kept(named.heading.address, best(known.values()), weight, came)
        if before:
            self._writer.delete_documents_by_term("key", key)
        self._writer.add_json(heading_row(key, named.heading.kind, kept, sounds=self._sounds).decode())
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[key] = kept

    def _kept(self, key: str) -> Kept | None:
        """Return what is kept of a heading already."""
        if self.is_new:
            return None
        if key in self._remembered:
            return self._remembered[key]
        hits = self._searcher.search(tantivy.Query.term_query(schema(), "key", key), 1, count=False).hits
        return decode_kept(bytes(self._searcher.doc(hits[0][1])["kept"][0])) if hits else None
