"""One line of a list: what a reader must see of a work to choose it, made from its document without asking anything else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lantai.catalog.kept_texts import Quote
from lantai.catalog.standing import NO_STANDING, Standing
from lantai.core.bib.merge import merged
from lantai.core.bib.notices import Nature
from lantai.core.bib.offers import Offer, Options, arranged, ranked
from lantai.core.bib.record import BibRecord, Classification, Contribution, Forms, NoteKind, Relation, Text, TitleForm, TitleKind
from lantai.core.bib.work import WorkDocument
from lantai.core.openness.recorded import Judged
from lantai.core.text.scripts import direction_of_text

from .words.through import Seen, Through

MAX_PEOPLE = 4
MAX_ALSO = 4
MAX_REASONS = 2
SEARCHED = 3_000
SNIPPET = 160  # characters around a match in a long note
LONGEST = 300  # characters of one title in a list; real records have titles of 3,000

GLOSSES = (TitleKind.PARALLEL, TitleKind.TRANSLATED, TitleKind.ALTERNATIVE, TitleKind.ORIGINAL, TitleKind.UNIFORM)
"""Titles that a record may give beside its own, in another language."""

Pieces = list[tuple[str, bool]]
Mark = Callable[[str, str], Pieces]
"""Cuts a text in a language into pieces, True where it matched; see core.text.highlight."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in its language, the matched pieces marked."""

    pieces: Pieces
    lang: str

    @property
    def hit(self) -> bool:
        """Say whether anything in it matched."""
        return any(hit for _, hit in self.pieces)

    @property
    def direction(self) -> str:
        """Return the direction in which it is read, "ltr" or "rtl"."""
        return direction_of_text("".join(piece for piece, _ in self.pieces))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a work was found, beyond its title: a field and the words there. ``address``: leads to them where they stand on a page of their own."""

    field: str
    words: Marked
    address: str = ""


@dataclass(frozen=True, slots=True)
class Also:
    """A translation or edition under another title."""

    language: str
    title: Marked
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One work in a list. ``editions`` counts its instances; ``matched`` names the fields in which the words stand.

    ``journal``: what a paper stands in, None for what stands alone.
    ``nature``: whether it was retracted, corrected, or there is concern about it. ``openness``: the verdict on how open it is, None where
    nobody says anything of it.
    ``options``: the ways to get it, the best first. ``gloss``: its title in the language of the page, where
    a source gives one; ``gloss_from``: who does, "record" or "edition" (another edition of the work), or "words" (made word by word from
    the tables of translations). ``through``: translated words it was found by.
    """

    number: int
    title: Marked
    rest: Marked | None
    other_forms: tuple[Marked, ...]
    gloss: Marked | None
    gloss_from: str
    people: tuple[Contribution, ...]
    more_people: int
    kind: str
    date: str
    journal: Text | None
    publisher: Forms | None
    languages: tuple[str, ...]
    editions: int
    also: tuple[Also, ...]
    more_also: int
    options: Options
    classes: tuple[Classification, ...]
    openness: Judged | None
    nature: Nature | None
    matched: tuple[str, ...]
    reasons: tuple[Reason, ...]
    through: tuple[Through, ...]

    @property
    def language(self) -> str:
        """Return the language of the title."""
        return self.languages[0] if self.languages else self.title.lang


def row(
    work: WorkDocument,
    *,
    mark: Mark,
    matched: Sequence[str] = (),
    lang: str = "",
    seen: Seen | None = None,
    offers: Sequence[Offer] = (),
    standing: Standing = NO_STANDING,
) -> ResultRow:
    """Return the line for a work.

    ``lang``: of the page; titles in it are looked for and put forward. ``seen``: finds translated words. ``offers``: of all its editions.
    ``standing``: how it stands today.
    """
    first, title = _shown(work, mark)
    view = merged(work)
    forms = first.title.forms if first.title else (TitleForm(""),)
    rest = _marked(Text(_rest(forms[0]), forms[0].lang), mark) if _rest(forms[0]) else None
    other_forms = tuple(_marked(Text(_whole(form), form.lang), mark) for form in forms[1:])
    gloss, gloss_from = _gloss(first, work, lang, mark)
    also = [one for one in _also(work, forms[0].value, mark, lang) if gloss_from != "edition" or one.title != gloss]
    reasons = tuple(islice(_reasons(view, matched, mark, title_hit=title.hit), MAX_REASONS))
    shown = [
        title,
        *filter(None, (rest, gloss)),
        *other_forms,
        *(one.title for one in also[:MAX_ALSO]),
        *(r.words for r in reasons),
    ]
    return ResultRow(
        number=work.number,
        title=title,
        rest=rest,
        other_forms=other_forms,
        gloss=gloss,
        gloss_from=gloss_from,
        people=first.contributions[:MAX_PEOPLE],
        more_people=max(0, len(first.contributions) - MAX_PEOPLE),
        kind=first.kind.value,
        date=date_text(first),
        journal=_journal(first),
        publisher=next((imprint.publishers[0] for imprint in first.imprints if imprint.publishers), None),
        languages=first.languages,
        editions=len(work.instances),
        also=tuple(also[:MAX_ALSO]),
        more_also=max(0, len(also) - MAX_ALSO),
        options=arranged(ranked(offers)),
        classes=view.classifications,
        openness=standing.openness,
        nature=standing.nature,
        matched=tuple(matched),
        reasons=reasons,
        through=seen([words.pieces for words in shown], title.lang or first.language) if seen else (),
    )


def _shown(work: WorkDocument, mark: Mark) -> tuple[BibRecord, Marked]:
    """Return the edition whose title the line shows: the first, unless another in its language has the words that were asked for."""
    first = work.instances[0].record
    title = _title(first, mark)
    if not title.hit:
        for instance in work.instances[1:]:
            if instance.record.language == first.language and (other := _title(instance.record, mark)).hit:
                return instance.record, other
    return first, title


def _journal(record: BibRecord) -> Text | None:
    """Return what a paper or chapter stands in, which tells more of it than who published that."""
    host = next((link for link in record.links if link.relation is Relation.HOST and link.titles), None)
    return Text(_whole(host.titles[0]), host.titles[0].lang) if host else None


def _title(record: BibRecord, mark: Mark) -> Marked:
    return _marked(record.title.forms[0] if record.title else TitleForm(""), mark)


def date_text(record: BibRecord) -> str:
    """Return the date as the source writes it in the imprint, else as it was understood."""
    written = next((imprint.date for imprint in record.imprints if imprint.date), "")
    return written or (record.dates[0].text if record.dates else "")


def _marked(words: Text, mark: Mark) -> Marked:
    return Marked(_shortened(mark(words.value, words.lang)), words.lang)


def _shortened(pieces: Pieces) -> Pieces:
    """End a very long text at a word, in scripts without spaces at a character; a match beyond the end is not shown."""
    if sum(len(piece) for piece, _ in pieces) <= LONGEST:
        return pieces
    kept: Pieces = []
    room = LONGEST
    for piece, hit in pieces:
        if len(piece) > room:
            start = piece[:room]
            word, space, _ = start.rpartition(" ")
            return [*kept, ((word if space and len(start) - len(word) < LONGEST // 5 else start) + "…", hit)]
        kept.append((piece, hit))
        room -= len(piece)
    return kept


def _rest(form: TitleForm) -> str:
    return ". ".join(filter(None, (form.rest, form.part)))


def _whole(form: TitleForm) -> str:
    return f"{form.value}: {_rest(form)}" if _rest(form) else form.value


def _gloss(record: BibRecord, work: WorkDocument, lang: str, mark: Mark) -> tuple[Marked | None, str]:
    """Return the title in the language of the page, when it is in another itself, and who gives it: the record, else another edition."""
    wanted = lang.partition("-")[0]
    if not wanted or record.language.partition("-")[0] == wanted:
        return None, ""
    given = (title.forms[0] for title in record.titles if title.kind in GLOSSES)
    if found := next((form for form in given if form.lang.partition("-")[0] == wanted), None):
        return _marked(found, mark), "record"
    others = (instance.record for instance in work.instances if instance.record is not record)
    edition = next((other for other in others if other.title and other.language.partition("-")[0] == wanted), None)
    return (_marked(edition.title.forms[0], mark), "edition") if edition and edition.title else (None, "")


def _also(work: WorkDocument, shown: str, mark: Mark, lang: str) -> Iterator[Also]:
    """Yield the other instances whose title is another: those that matched first, then those in the language of the page."""
    wanted = lang.partition("-")[0]
    found: dict[tuple[str, str], Also] = {}
    for instance in work.instances:
        title = instance.record.title
        if title is None or title.forms[0].value == shown:
            continue
        form = title.forms[0]
        found.setdefault(
            (instance.record.language, form.value),
            Also(instance.record.language, _marked(form, mark), date_text(instance.record)),
        )
    yield from sorted(found.values(), key=lambda also: (not also.title.hit, also.language.partition("-")[0] != wanted))


def _reasons(view: BibRecord, matched: Sequence[str], mark: Mark, *, title_hit: bool) -> Iterator[Reason]:
    """Yield for each matched field the first words there that matched; of a title that is marked already, the author alone."""
    for field in matched:
        if field in TEXTS and (field == "author" or not title_hit):
            words = next(
                (
                    found
                    for text in TEXTS[field](view)
                    if (found := Marked(mark(_beginning(text).value, text.lang), text.lang)).hit
                ),
                None,
            )
            if words:
                yield Reason(field, Marked(_cut(words.pieces), words.lang))


def with_quote(one: ResultRow, quote: Quote) -> ResultRow:
    """Return the line with the words of its full text that matched, as one more reason."""
    return replace(one, reasons=(*one.reasons, Reason("fulltext", Marked(_cut(quote.pieces), quote.language), quote.address)))


def _beginning(text: Text) -> Text:
    """Return as much of a text as is searched for a match; a table of contents may have 40,000 characters."""
    return text if len(text.value) <= SEARCHED else Text(text.value[:SEARCHED], text.lang)


def _cut(pieces: Pieces) -> Pieces:
    """Keep what stands around the first match."""
    if sum(len(piece) for piece, _ in pieces) <= SNIPPET:
        return pieces
    first = next(n for n, (_, hit) in enumerate(pieces) if hit)
    before = pieces[first - 1][0] if first else ""
    after = "".join(piece for piece, _ in pieces[first + 1 :])
    room = SNIPPET // 2
    start = "…" + before[-room:] if len(before) > room else before
    end = after[:room] + "…" if len(after) > room else after
    return [(start, False), pieces[first], (end, False)]


def _names(view: BibRecord) -> Iterable[Text]:
    return (form for agent in view.contributions for form in agent.forms)


def _subjects(view: BibRecord) -> Iterable[Text]:
    return (Text(" — ".join((form.value, *s.subdivisions)), form.lang) for s in view.subjects for form in s.forms[:1])


def _series(view: BibRecord) -> Iterable[Text]:
    return (form for series in view.series for form in series.forms)


def _call_numbers(view: BibRecord) -> Iterable[Text]:
    yield from (Text(h.call_number) for h in view.holdings if h.call_number)
    yield from (Text(f"{c.value} {c.item}".strip()) for c in view.classifications)


def _body(view: BibRecord) -> Iterable[Text]:
    ordered = sorted(view.notes, key=lambda note: note.kind not in (NoteKind.SUMMARY, NoteKind.CONTENTS))
    yield from (form for note in ordered for form in note.forms)
    yield from (form for imprint in view.imprints for publisher in imprint.publishers for form in publisher)
    yield from (form for edition in view.editions for form in edition.forms)


TEXTS: dict[str, Callable[[BibRecord], Iterable[Text]]] = {
    "author": _names,
    "subject": _subjects,
    "series": _series,
    "call_number": _call_numbers,
    "body": _body,
}
"""Matched field -> the texts it was indexed from, the most telling first."""
