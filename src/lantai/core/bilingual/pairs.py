"""From the records of a work to pairs of texts that say the same in two languages, and to the forms of names.

What a record gives in two scripts of one language (880 fields, romanised titles) is no translation: it goes to the names, or nowhere.
Enter at ``pairs_of`` and ``names_of``; cleaning is for the learner.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from lantai.core.bib.record import BibRecord, NoteKind, Relation, Scheme, Subject, SubjectKind, Text, TitleForm, TitleKind
from lantai.core.names.parts import name_key
from lantai.core.text.fold import words
from lantai.core.text.scripts import script_of

from .entry import OF_WORK, Label
from .pair import Pair, PairKind, pair
from .telling import told

MOST_TITLES = 8
"""Titles of one record, or languages of one work, that are paired with each other; a polyglot edition has hardly more."""

MOST_LABELS = 2
SHORTEST_LABEL, LONGEST_LABEL = 3, 10
"""Words, or Han characters, of a title by which a work is called elsewhere; and how many such titles a work has in a language."""

SHORTEST_OF_MANY, MANY_LANGUAGES = 2, 4
"""Words of such a title of a work that is known in so many languages: two words mean other things as often, but not those of *Don Quixote*."""

SAME_SOUND = 0.6
"""Share of common letter pairs, beside the shorter text, from which Latin letters are the romanisation of the other text. In the shared MARC
records 95 of 100 romanised Arabic titles and half of the Han, Hebrew and Korean ones (the others are read in Japanese, or no romanisations) lie
above; of 6,975 English titles beside Chinese ones, and of sentences in seven other languages, one in a thousand does."""

_ABJADS = frozenset(("Arab", "Hebr", "Syrc"))
_UNWRITTEN = re.compile("[aeiouwyh]")
_SCHOLARLY = re.compile("[āēīōūǎǐǒǔḥḫṣṭẓḍġḳʻʼʿʾ]")
"""Letters of romanisations, in a text taken for English."""

_COLLECTIVE = re.compile(
    r"(works|selections|poems|novels|short stories|plays|essays|speeches|correspondence|prose works|poetical works|laws,? etc|treaties,? etc)\b",
    re.IGNORECASE,
)
"""Uniform titles under which cataloguers gather whatever has no title of its own."""

_TRUSTED = frozenset((TitleKind.PROPER, TitleKind.TRANSLATED))
_SAY_THE_SAME = frozenset((TitleKind.PARALLEL, TitleKind.TRANSLATED, TitleKind.ORIGINAL, TitleKind.UNIFORM))
_IN_ANOTHER_SCRIPT = frozenset((TitleKind.ALTERNATIVE, TitleKind.COVER, TitleKind.RUNNING, TitleKind.SPINE))
"""Titles that are translations only where they are written in other letters than the title proper."""

_TRANSLATED_HEADINGS = frozenset((SubjectKind.TOPIC, SubjectKind.PLACE, SubjectKind.GENRE, SubjectKind.PERIOD))
_NAMING = (Scheme.VIAF, Scheme.ISNI, Scheme.ORCID, Scheme.WIKIDATA, Scheme.AUTHORITY)


class NameForm(NamedTuple):
    """One form of a name. ``agent``: what tells that forms are one agent's ("viaf:12", "work:7/100"); ``record``: the work's number."""

    text: str
    lang: str
    agent: str
    record: int


def pairs_of(records: Sequence[BibRecord], work: int) -> Iterator[Pair]:
    """Yield what the editions of a work say in two languages; ``work``: its public number."""
    for record in records:
        yield from _of_titles(record, work)
        yield from _of_abstracts(record, work)
        yield from _of_keywords(record, work)
        yield from _of_headings(record, work)
    yield from _of_editions(records, work)


def names_of(records: Sequence[BibRecord], work: int) -> Iterator[NameForm]:
    """Yield every form of every person's, family's and body's name in the records of a work.

    Agents of its editions that have a form in common are one: each edition names its author in another script, and all have one heading.
    """
    agents = _Same()
    said: list[tuple[str, Text]] = []
    for number, record in enumerate(records):
        for place, agent in enumerate(record.contributions):
            known = next(
                (f"{i.scheme.value}:{i.value}" for scheme in _NAMING for i in agent.identifiers if i.scheme is scheme), ""
            )
            one = known or f"work:{work}/{number}/{place}"
            for form in agent.forms:
                if form.value:
                    said.append((one, form))
                    agents.join(one, name_key(form.value))
    yield from (NameForm(form.value, form.lang, agents.first(one), work) for one, form in said)


class _Same:
    """Agents that share a form of their name: one of each group stands for all, with a number of its own if any has."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._by_key: dict[str, str] = {}

    def join(self, agent: str, key: str) -> None:
        """Take in that ``agent`` is called so; two that are told apart by numbers of their own stay two."""
        one, other = self.first(agent), self.first(self._by_key.setdefault(key, agent))
        if key and one != other:
            if one.startswith(OF_WORK):
                self._first[one] = other
            elif other.startswith(OF_WORK):
                self._first[other] = one

    def first(self, agent: str) -> str:
        """Return what stands for ``agent``."""
        found = self._first.setdefault(agent, agent)
        return found if found == agent else self.first(found)


# ---------------------------------------------------------------- titles


def labels_of(records: Sequence[BibRecord], work: int) -> Iterator[Label]:
    """Yield the titles of a work that is known by titles in several languages, each long enough to mean this work: what is written about
    红楼梦 in English calls it *The dream of the red chamber*."""
    found: Counter[tuple[str, str]] = Counter()
    for record in records:
        for form, _ in _titles(record):
            found[form.lang, form.value[form.nonfiling :].strip(" .,:;/")] += 1
    shortest = SHORTEST_OF_MANY if len({lang for lang, _ in found}) >= MANY_LANGUAGES else SHORTEST_LABEL
    languages: dict[str, list[str]] = defaultdict(list)
    for (lang, value), _ in sorted(found.items(), key=lambda entry: (-entry[1], entry[0])):
        if (
            _means_a_work(value, shortest)
            and len(languages[lang]) < MOST_LABELS
            and words(value) not in map(words, languages[lang])
        ):
            languages[lang].append(value)
    if len(languages) > 1:
        for lang, values in sorted(languages.items()):
            yield from (Label(f"{OF_WORK}{work}", lang, value, preferred=n == 0) for n, value in enumerate(values))


def _means_a_work(value: str, shortest: int) -> bool:
    """Say whether a title is more than a word or two that mean other things as well, and not too long for anybody to write it out."""
    if script_of(value) in ("Hani", "Jpan"):
        return SHORTEST_LABEL <= len(value) <= LONGEST_LABEL
    return shortest <= len(words(value)) <= LONGEST_LABEL and value.count("?") < 3


def _of_titles(record: BibRecord, work: int) -> Iterator[Pair]:
    said = list(_titles(record))[:MOST_TITLES]
    found = (_paired(one, other, work, there or at) for (one, at), (other, there) in combinations(said, 2))
    yield from {(p.text, p.other): p for p in found if p}.values()


def _titles(record: BibRecord) -> Iterator[tuple[TitleForm, str]]:
    """Yield the titles that say the same, each with its language told and its place: the title proper first."""
    proper = record.title
    if proper is None:
        return
    script = script_of(proper.forms[0].value)
    for title in (proper, *(t for t in record.titles if t is not proper)):
        if title is proper or title.kind in _SAY_THE_SAME or title.kind in _IN_ANOTHER_SCRIPT:
            for form in title.forms:
                if title.kind in _IN_ANOTHER_SCRIPT and title is not proper and script_of(form.value) == script:
                    continue
                if title.kind is TitleKind.UNIFORM and _COLLECTIVE.match(form.value):
                    continue
                value = form.value.partition(" (")[0] if title.kind is TitleKind.UNIFORM else form.value
                if lang := _language(record, title.kind, form):
                    yield TitleForm(value, lang, form.rest, nonfiling=form.nonfiling), title.at
    for link in record.links:
        if link.relation in (Relation.ORIGINAL, Relation.TRANSLATION):
            for form in link.titles:
                kind = TitleKind.ORIGINAL if link.relation is Relation.ORIGINAL else TitleKind.PARALLEL
                if lang := _language(record, kind, form):
                    yield TitleForm(form.value, lang, form.rest), link.at


def _language(record: BibRecord, kind: TitleKind, form: Text) -> str:
    own = record.languages
    if kind in (TitleKind.ORIGINAL, TitleKind.UNIFORM):
        return told(form.value, form.lang, among=record.original_languages, trusted=bool(record.original_languages))
    among = tuple(lang for lang in (*own, *record.original_languages) if lang != record.language)
    return told(form.value, form.lang, among=among, trusted=kind in _TRUSTED or form.lang.partition("-")[0] not in own)


def _of_editions(records: Sequence[BibRecord], work: int) -> Iterator[Pair]:
    """Pair the titles proper of editions in different languages, the first of each language."""
    first: dict[str, tuple[TitleForm, str]] = {}
    for record in records:
        if record.title and len(record.languages) == 1:
            for form in record.title.forms:
                if lang := told(form.value, form.lang):
                    first.setdefault(lang, (TitleForm(form.value, lang, form.rest), record.title.at))
    for (one, at), (other, _) in combinations(list(first.values())[:MOST_TITLES], 2):
        if found := _paired(one, other, work, at):
            yield found


def _paired(one: TitleForm, other: TitleForm, work: int, at: str) -> Pair | None:
    if one.lang == other.lang or not is_translation(one.value, other.value):
        return None
    if any(form.lang == "en" and _SCHOLARLY.search(form.value) for form in (one, other)):
        return None
    both = bool(one.rest and other.rest)
    return pair(one.lang, _whole(one, with_rest=both), other.lang, _whole(other, with_rest=both), record=work, field=at)


def _whole(form: TitleForm, *, with_rest: bool) -> str:
    return f"{form.value} : {form.rest}" if with_rest else form.value


def is_translation(one: str, other: str) -> bool:
    """Say whether two texts are more than one text in two scripts: 红楼梦 and "Hong lou meng" sound the same."""
    scripts = {script_of(one), script_of(other)}
    if len(scripts) == 1 or "Latn" not in scripts:
        return words(one) != words(other)
    from anyascii import anyascii

    spelled = ["".join(words(anyascii(text))) for text in (one, other)]
    if scripts & _ABJADS:
        spelled = [_UNWRITTEN.sub("", text) for text in spelled]
    pairs = [{text[n : n + 2] for n in range(len(text) - 1)} for text in spelled]
    return not all(pairs) or len(pairs[0] & pairs[1]) / min(map(len, pairs)) < SAME_SOUND


# ---------------------------------------------------------------- abstracts, keywords, headings


def _of_abstracts(record: BibRecord, work: int) -> Iterator[Pair]:
    said: dict[str, tuple[Text, str]] = {}
    for note in record.notes:
        if note.kind is NoteKind.SUMMARY:
            for form in note.forms:
                if lang := told(form.value, form.lang, trusted=False, among=record.summary_languages):
                    said.setdefault(lang, (Text(form.value, lang), note.at))
    for (one, at), (other, _) in combinations(said.values(), 2):
        if is_translation(one.value, other.value):
            yield pair(one.lang, one.value, other.lang, other.value, kind=PairKind.ABSTRACT, record=work, field=at)


def _of_keywords(record: BibRecord, work: int) -> Iterator[Pair]:
    """Pair the lists of keywords in two languages; a list in Latin letters has a language only where it is said."""
    said: dict[str, list[str]] = defaultdict(list)
    at: dict[str, str] = {}
    for subject in record.subjects:
        if subject.kind is SubjectKind.KEYWORD and not subject.scheme:
            form = subject.forms[0]
            if lang := _keyword_language(record, form):
                said[lang].append(form.value)
                at.setdefault(lang, subject.at)
    for one, other in combinations(said, 2):
        for left, right in _lists(said[one], said[other]):
            yield pair(one, left, other, right, kind=PairKind.KEYWORD, record=work, field=at[other])


def _lists(one: list[str], other: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of two lists of keywords: by position where they are equally long, else all with all as one pair.

    Of 7,200 real records with both lists 87 % had them of one length, and then almost always in one order.
    """
    if len(one) == len(other):
        yield from zip(one, other, strict=True)
    else:
        yield "; ".join(one), "; ".join(other)


def _keyword_language(record: BibRecord, form: Text) -> str:
    """Return the language of a keyword: Latin letters in the record of a thing in other letters are English, unless something else is said."""
    lang = told(form.value, form.lang)
    return lang or ("en" if script_of(form.value) == "Latn" and form.lang.endswith("-Latn") else "")


def headings_of(records: Sequence[BibRecord], work: int) -> Iterator[Pair]:
    """Yield what may be one heading in two vocabularies, because a record has just one of a kind from each: to be believed of what two works say."""
    for record in records:
        for subjects in _headings(record):
            of_scheme = Counter(subject.scheme for subject in subjects)
            for one, other in combinations(subjects, 2):
                alike = len(one.subdivisions) == len(other.subdivisions) and of_scheme[one.scheme] == of_scheme[other.scheme] == 1
                if one.scheme != other.scheme and alike:
                    yield from _of_two_headings(one, other, work)


def _of_headings(record: BibRecord, work: int) -> Iterator[Pair]:
    """Pair headings of two vocabularies that share an identifier."""
    for subjects in _headings(record):
        for one, other in combinations(subjects, 2):
            if {(i.scheme, i.value) for i in one.identifiers} & {(i.scheme, i.value) for i in other.identifiers}:
                yield from _of_two_headings(one, other, work)


def _headings(record: BibRecord) -> Iterator[list[Subject]]:
    found: dict[SubjectKind, list[Subject]] = defaultdict(list)
    for subject in record.subjects:
        if subject.kind in _TRANSLATED_HEADINGS and subject.scheme:
            found[subject.kind].append(subject)
    yield from found.values()


def _of_two_headings(one: Subject, other: Subject, work: int) -> Iterator[Pair]:
    left, right = one.forms[0], other.forms[0]
    languages = told(left.value, left.lang), told(right.value, right.lang)
    if all(languages) and languages[0] != languages[1] and words(left.value) != words(right.value):
        yield pair(languages[0], left.value, languages[1], right.value, kind=PairKind.LABEL, record=work, field=other.at)
