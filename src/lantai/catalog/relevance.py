"""This library as expectations of its search see it: asked as readers ask, its records known by their numbers and places in files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from lantai.core.bib.record import BibRecord, Statement
from lantai.core.query import words
from lantai.core.query.parse import parse
from lantai.core.query.tree import Everything, Field, Node, Question
from lantai.core.text import languages
from lantai.search.document import FACETS
from lantai.search.protocol import Engine, Request, Result, Sort

from . import asking, index, meaning, queries
from .models import SourceRecord

MOST_NUMBERED = 100
_AT_ONCE = 500
_SCHEMES = ("isbn", "issn", "doi", "oclc", "lccn", "callno", "barcode", "local")


class Asked:
    """The library in its index in use; raise SearchError where that cannot be asked. ``own``: without translations. ``lang``: the reader's."""

    def __init__(self, *, own: bool = False, lang: str = "", engine: Engine | None = None) -> None:
        self.engine = engine or index.engine()
        self._own, self._lang = own, lang
        self.languages = (lang, *index.languages())

    def ask(
        self, text: str, field: Field, *, filters: Collection[str] = (), sort: Sort = Sort.RELEVANCE, limit: int = 20
    ) -> Result:
        """Answer a question as readers are answered."""
        question = self._question(text, field)
        if question.tree is None:
            return Result(0, ())
        asked = asking.ask(question, lang=self._lang, own=self._own, engine=self.engine)
        request = request_of(asked.question, filters, sort=sort, limit=limit)
        return meaning.search(self.engine, request, asked.question, asked.expansion).result

    def matching(self, text: str, field: Field, *, filters: Collection[str] = (), limit: int = 0) -> Result:
        """Return the works that have all the words as typed."""
        question = self._question(text, field)
        if question.tree is None:
            return Result(0, ())
        return self.engine.search(request_of(question, filters, sort=Sort.ADDED, limit=limit))

    def tree(self, text: str, field: Field) -> Node | None:
        """Return what ``matching`` looks for."""
        return self._question(text, field).tree

    def having(self, text: str, field: Field, facet: str, values: Collection[str]) -> tuple[str, ...]:
        """Return those of the values of a facet that any work of a question has."""
        tree = self._question(text, field).tree
        if tree is None:
            return ()
        return tuple(v for v in values if self.engine.search(Request(tree=tree, filters={facet: (v,)}, limit=0)).total)

    def texts(self, works: Sequence[int], field: str) -> Mapping[int, Sequence[str]]:
        """Return what stands in a field of each work."""
        documents = queries.documents(works)
        return {work: [text for one in documents[work].instances for text in _texts(one.record, field)] for work in documents}

    def places(self, names: Iterable[str]) -> dict[str, frozenset[int]]:
        """Return the works that records are in, by the records' names; none for a record that is not here."""
        every = dict.fromkeys(names)
        found = _in_files([name for name in every if _place(name)])
        return found | {name: self._numbered(name) for name in every if name not in found}

    def _question(self, text: str, field: Field) -> Question:
        return parse(text, field=field, languages=self.languages)

    def _numbered(self, name: str) -> frozenset[int]:
        scheme, _, value = name.partition(":")
        if scheme == "work" and value.isdecimal():
            return frozenset(self.engine.among([int(value)]))
        nodes = words.identifier(value, scheme=scheme) if value and scheme in _SCHEMES else words.identifier(name, scheme="local")
        if not nodes:
            return frozenset()
        return frozenset(hit.id for hit in self.engine.search(Request(tree=nodes[0], limit=MOST_NUMBERED, bare=True)).hits)


def request_of(question: Question, filters: Collection[str], *, sort: Sort = Sort.RELEVANCE, limit: int) -> Request:
    """Return what asks an engine for a question; filters that only another library has are passed over."""
    return Request(
        tree=question.tree or Everything(), typed=question.typed, exact_key=question.exact_key, identifiers=question.identifiers,
        filters=dict(filter(None, map(_filter, filters))), sort=sort, limit=limit,
    )  # fmt: skip


def _filter(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the filter that is meant: ours, or a language by its name; None of one that only another library has."""
    facet, _, value = text.partition(":")
    value = value.strip('"() ')
    if facet == "language":
        return "language", (languages.bcp47(value) or value,)
    return (facet, (value,)) if facet in FACETS else None


def _place(name: str) -> tuple[str, int] | None:
    file, sign, number = name.rpartition("#")
    return (file, int(number)) if sign and file and number.isdecimal() else None


def _in_files(names: Sequence[str]) -> dict[str, frozenset[int]]:
    """Return the works of records named by file and place, a file at a time."""
    by_file: dict[str, list[int]] = {}
    for name in names:
        if place := _place(name):
            by_file.setdefault(place[0], []).append(place[1])
    found: dict[str, set[int]] = {}
    for file, numbers in by_file.items():
        rest = iter(sorted(set(numbers)))
        while some := tuple(islice(rest, _AT_ONCE)):
            rows = SourceRecord.objects.filter(harvest__file_name=file, number__in=[n + 1 for n in some], instance__isnull=False)
            for work, number in rows.values_list("instance__work_id", "number"):
                found.setdefault(f"{file}#{number - 1}", set()).add(work)
    return {name: frozenset(works) for name, works in found.items()}


def _texts(record: BibRecord, field: str) -> list[str]:
    titles = [" ".join(filter(None, (form.value, form.rest, form.part))) for title in record.titles for form in title.forms]
    names = [form.value for name in record.contributions for form in name.forms]
    subjects = [" ".join((_first(subject), *subject.subdivisions)) for subject in record.subjects]
    others = [form.value for statement in (*record.series, *record.notes) for form in statement.forms]
    known = {"title": titles, "author": names, "subject": subjects}
    return known.get(field) or ([] if field in known else [*titles, *names, *subjects, *others])


def _first(statement: Statement) -> str:
    return statement.forms[0].value if statement.forms else ""
