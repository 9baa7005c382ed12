"""From the cells of a row to a record: what each field path of a mapping means (docs/data/mapping.md).

Enter at ``read_row`` with (column, cell) pairs and the mapping. The way back is table_cells.py.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    DateKind,
    HoldingRecord,
    ItemRecord,
    Kind,
    NoteKind,
    Repair,
    Scheme,
    SubjectKind,
    Text,
    Title,
    TitleKind,
)
from lantai.core.bib.roles import role
from lantai.core.text.countries import country_of_marc
from lantai.core.text.messages import N_
from lantai.core.text.scripts import tagged

from .agent_names import listed
from .draft import Draft
from .errors import Unreadable
from .name_lines import hear_role, read_name
from .oai_dc import KINDS as WORDS_FOR_KINDS
from .table_words import LANGUAGE_MARK, guess, normalised

NOTHING_TO_FIND = N_("The row has neither a title nor a sound identifier; which columns hold them can be said in a mapping file.")

Action = Callable[[Draft, str, str, str], None]
"""Puts a cell into the draft: (draft, cell, column, argument), the argument being what stands in [] of the path."""

_PATH = re.compile(r"([a-z]+(?:\.[a-z]+)?)(?:\[([^\]]*)\])?")
_SEVERAL = re.compile(r"\s*[;；|\n]\s*")
_FORMULA = re.compile(r"'+(?=[=+\-@\t\r])")
_NUMBER_PARTS = re.compile(r"\s*[;,；，|/\n]\s*|\s+(?=97[89]|\d{4}-\d{3}[\dXx]\b)")


def paths_of(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the field path of each column: laid down, else the column's own name where it is a path, else guessed; "" none.

    A journal's title is the title of the thing itself where the table has no other: it is a list of journals.
    """
    if mapping:
        return {column: mapping.get(column, "") for column in columns}
    return dict(_guessed(tuple(columns)))


@lru_cache(maxsize=64)
def _guessed(columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    paths = {column: column if known(column) else guess(re.sub(r" \(\d+\)$", "", column)) for column in columns}
    if "title" not in paths.values():
        host = next((column for column in columns if paths[column] == "host"), None)
        paths.update({host: "title"} if host else {})
    return tuple(paths.items())


def known(path: str) -> bool:
    """Whether this is a field path."""
    found = _PATH.fullmatch(path)
    return found is not None and found[1] in _FIELDS


def read_row(
    pairs: Sequence[tuple[str, str]], mapping: Mapping[str, str], *, dialect: str, library: str, repairs: Sequence[Repair]
) -> BibRecord:
    """Return the record of a row of (column, cell) pairs; raise Unreadable."""
    draft = Draft(dialect)
    draft.repairs.extend(repairs)
    pieces: dict[str, list[str]] = {}
    paths = paths_of([column for column, _ in pairs], mapping)
    cells = sorted(((_cell(cell), column, paths[column]) for column, cell in pairs), key=lambda entry: _order(entry[2]))
    for cell, column, path in cells:
        found = _PATH.fullmatch(path)
        if not cell or path == "ignore":
            continue
        if found and found[1].startswith(("item.", "holding.")):
            pieces.setdefault(found[1], []).extend(_SEVERAL.split(cell))
        elif found and found[1] in _FIELDS:
            _FIELDS[found[1]](draft, cell, column, found[2] or "")
        else:
            draft.keep(column, cell)
    _holdings(draft, pieces, library)
    _kind_by_numbers(draft)
    if not (draft.titles or draft.identifiers or draft.number_schemes or draft.control):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def _kind_by_numbers(draft: Draft) -> None:
    """Say what sort of thing it is where no column does: what stands in a journal is an article, what has an ISBN a book."""
    if draft.kind is not Kind.OTHER:
        return
    schemes = draft.number_schemes
    if draft.host_titles:
        draft.kind = Kind.CHAPTER if schemes == {Scheme.ISBN} else Kind.ARTICLE
    elif schemes:
        draft.kind = Kind.BOOK if Scheme.ISBN in schemes else Kind.JOURNAL


def _cell(cell: str) -> str:
    """Return a cell without padding, and without the mark that keeps a spreadsheet from running it."""
    cell = cell.strip(" \xa0\u3000\n\r")
    return cell[1:] if _FORMULA.match(cell) else cell


def _order(path: str) -> int:
    """The kind and the titles come first: other fields depend on them."""
    return 0 if path == "kind" else 1 if path == "title" else 2 if path.startswith(("title", "series", "host")) else 3


# ---------------------------------------------------------------- what a path means


def _title(draft: Draft, cell: str, column: str, argument: str) -> None:
    another = TitleKind.PARALLEL if argument.startswith(LANGUAGE_MARK) else TitleKind.ALTERNATIVE
    kind = another if any(t.kind is TitleKind.PROPER for t in draft.titles) else TitleKind.PROPER
    draft.title(cell, column, kind=kind, lang=_lang(argument, cell))


def _titled(kind: TitleKind) -> Action:
    return lambda draft, cell, column, argument: draft.title(cell, column, kind=kind, lang=_lang(argument, cell))


def _lang(argument: str, cell: str) -> str:
    """Return the tag of a cell's words where the path says their language; "" where it does not."""
    return tagged(argument.removeprefix(LANGUAGE_MARK), cell) if argument.startswith(LANGUAGE_MARK) else ""


def _of_title(part: str) -> Action:
    """Put a part (subtitle, volume, responsibility) to the title proper."""

    def read_part(draft: Draft, cell: str, column: str, argument: str) -> None:
        if not draft.titles:
            return draft.keep(column, cell)
        first = draft.titles[0]
        form = msgspec.structs.replace(first.forms[0], **{part: cell})
        draft.titles[0] = Title(forms=(form, *first.forms[1:]), kind=first.kind, at=first.at)
        return None

    return read_part


_ROLE_SUFFIX = re.compile(r"(.+?)\s*\[([a-z]{3}(?:\+[a-z]{3})*|-)((?: [a-z]+)?)\]")


def _creator(draft: Draft, cell: str, column: str, argument: str) -> None:
    for one in listed(cell):
        suffix = _ROLE_SUFFIX.fullmatch(one)
        name, kind = read_name(suffix[1] if suffix else one)
        contribution = Contribution(forms=(Text(name),), kind=kind, roles=(role(argument) or argument or "aut",), at=column)
        draft.names.append(hear_role(contribution, suffix[2] + suffix[3]) if suffix else contribution)


def _number(scheme: Scheme | None) -> Action:
    def read_number(draft: Draft, cell: str, column: str, argument: str) -> None:
        for part in _NUMBER_PARTS.split(re.sub(r"-\s*\n\s*", "-", cell)):  # a number broken over two lines of its cell
            if any(character.isdigit() for character in part):
                draft.number(part, column, scheme=scheme)
            else:
                draft.keep(column, part)

    return read_number


def _identified(scheme: Scheme) -> Action:
    return lambda draft, cell, column, argument: draft.identifier(scheme, cell, column)


_SCHEMES = frozenset(scheme.value for scheme in Scheme)


def _identifier(draft: Draft, cell: str, column: str, argument: str) -> None:
    for part in _SEVERAL.split(cell):
        name, colon, value = part.partition(":")
        labelled = bool(colon) and name in _SCHEMES and not argument
        scheme, part = (Scheme(name), value) if labelled else (Scheme(argument) if argument in _SCHEMES else Scheme.OTHER, part)
        draft.identifiers.append(identify(scheme, part, at=column, qualifier="" if scheme is not Scheme.OTHER else argument))


def _date(kind: DateKind) -> Action:
    midnight = re.compile(r"[ T]00:00:00(?:\.0+)?$")
    return lambda draft, cell, column, argument: draft.date(midnight.sub("", cell).removesuffix(".0"), column, kind=kind)


def _each(put: Callable[[Draft, str, str], None]) -> Action:
    def read_each(draft: Draft, cell: str, column: str, argument: str) -> None:
        for part in _SEVERAL.split(cell):
            put(draft, part, column)

    return read_each


def _whole(put: Callable[[Draft, str, str], None]) -> Action:
    return lambda draft, cell, column, argument: put(draft, cell, column)


def _language(original: bool) -> Action:
    def read_language(draft: Draft, cell: str, column: str, argument: str) -> None:
        for code in re.split(r"\s*[;,/|、；，]\s*", cell):
            draft.language(code, column, original=original)

    return read_language


def _country(draft: Draft, cell: str, column: str, argument: str) -> None:
    code = cell.lower() if re.fullmatch("[A-Za-z]{2}", cell) else country_of_marc(cell.lower())
    draft.countries.append(code) if code else draft.keep(column, cell)


def _subject(draft: Draft, cell: str, column: str, argument: str) -> None:
    scheme = "" if argument.startswith(LANGUAGE_MARK) else argument
    for word in _SEVERAL.split(cell):
        head, *parts = re.split(r"\s*--\s*", word)
        kind = SubjectKind.TOPIC if scheme else SubjectKind.KEYWORD
        draft.subject(head, column, scheme=scheme, kind=kind, lang=_lang(argument, head))
        if head.strip() and parts:
            draft.subjects[-1] = msgspec.structs.replace(draft.subjects[-1], subdivisions=tuple(parts))


def _class(draft: Draft, cell: str, column: str, argument: str) -> None:
    draft.classes.extend(Classification(scheme=argument, value=part, at=column) for part in _SEVERAL.split(cell) if part)


def _noted(kind: NoteKind) -> Action:
    return lambda draft, cell, column, argument: draft.note(
        cell, column, kind=NoteKind(argument) if argument in _NOTES else kind, lang=_lang(argument, cell)
    )


_NOTES = frozenset(kind.value for kind in NoteKind)


def _series_number(draft: Draft, cell: str, column: str, argument: str) -> None:
    if draft.series:
        draft.series[-1] = msgspec.structs.replace(draft.series[-1], number=cell)
    else:
        draft.keep(column, cell)


_KIND_WORDS = {
    "图书": Kind.BOOK, "圖書": Kind.BOOK, "中文图书": Kind.BOOK, "外文图书": Kind.BOOK, "期刊": Kind.JOURNAL, "期刊论文": Kind.ARTICLE, "论文": Kind.ARTICLE,
    "学位论文": Kind.THESIS, "报纸": Kind.NEWSPAPER, "地图": Kind.MAP, "乐谱": Kind.SCORE, "图书章节": Kind.CHAPTER, "会议论文": Kind.CONFERENCE,
    "本": Kind.BOOK, "図書": Kind.BOOK, "雑誌": Kind.JOURNAL, "論文": Kind.ARTICLE, "كتاب": Kind.BOOK, "مجلة": Kind.JOURNAL, "مقالة": Kind.ARTICLE,
    "livre": Kind.BOOK, "revue": Kind.JOURNAL, "thèse": Kind.THESIS, "carte": Kind.MAP, "buch": Kind.BOOK, "zeitschrift": Kind.JOURNAL, "karte": Kind.MAP,
    "hochschulschrift": Kind.THESIS, "libro": Kind.BOOK, "livro": Kind.BOOK, "revista": Kind.JOURNAL, "artículo": Kind.ARTICLE, "artigo": Kind.ARTICLE,
    "tesis": Kind.THESIS, "книга": Kind.BOOK, "журнал": Kind.JOURNAL, "статья": Kind.ARTICLE, "диссертация": Kind.THESIS, "serial": Kind.JOURNAL,
    "ebook": Kind.BOOK, "monograph": Kind.BOOK, "books": Kind.BOOK, "journals": Kind.JOURNAL, "dvd": Kind.VIDEO, "cd": Kind.SOUND,
}  # fmt: skip


def _kind(draft: Draft, cell: str, column: str, argument: str) -> None:
    words = _KIND_WORDS | WORDS_FOR_KINDS | {kind.value: kind for kind in Kind}
    kind = words.get(cell.strip().lower()) or words.get(normalised(cell))
    if kind:
        draft.kind = kind
    else:
        draft.keep(column, cell)


def _control(draft: Draft, cell: str, column: str, argument: str) -> None:
    if draft.control:
        draft.keep(column, cell)
    else:
        draft.control = cell.removesuffix(".0")


def _deleted(draft: Draft, cell: str, column: str, argument: str) -> None:
    draft.deleted = cell.lower() in (
        "1",
        "true",
        "yes",
        "y",
        "x",
        "d",
        "deleted",
        "是",
        "删除",
        "نعم",
        "oui",
        "ja",
        "sí",
        "sim",
        "да",
    )


def _numbering(**which: str) -> Action:
    return lambda draft, cell, column, argument: draft.numbering(column, **dict.fromkeys(which, cell))


def _nowhere(draft: Draft, cell: str, column: str, argument: str) -> None:
    """Items and holdings are put together from several columns."""


_FIELDS: dict[str, Action] = {
    "title": _title, "title.rest": _of_title("rest"), "title.part": _of_title("part"), "title.by": _of_title("by"),
    **{f"title.{kind.value}": _titled(kind) for kind in TitleKind if kind is not TitleKind.PROPER},
    "creator": _creator, "publisher": _each(Draft.publisher), "place": _each(Draft.place),
    "date": _date(DateKind.PUBLISHED), "date.original": _date(DateKind.ORIGINAL), "date.copyright": _date(DateKind.COPYRIGHT),
    "date.running": _date(DateKind.RUNNING), "edition": _whole(Draft.edition), "extent": _whole(Draft.extent),
    "series": _whole(Draft.serie), "series.number": _series_number,
    "isbn": _number(Scheme.ISBN), "issn": _number(Scheme.ISSN), "number": _number(None), "doi": _identified(Scheme.DOI),
    "lccn": _identified(Scheme.LCCN), "oclc": _identified(Scheme.OCLC), "cn": _identified(Scheme.CN_SERIAL), "identifier": _identifier,
    "language": _language(original=False), "language.original": _language(original=True), "country": _country,
    "subject": _subject, "class": _class, "note": _noted(NoteKind.GENERAL),
    **{f"note.{kind.value}": _noted(kind) for kind in NoteKind},
    "url": _each(Draft.url), "host": _whole(Draft.host), "host.volume": _numbering(volume=""), "host.issue": _numbering(issue=""),
    "host.pages": _numbering(pages=""), "kind": _kind, "control": _control, "deleted": _deleted, "ignore": _nowhere,
    **dict.fromkeys(("item.barcode", "item.location", "item.callnumber", "item.volume", "item.copy", "item.status", "item.material", "item.note",
                     "holding.library", "holding.location", "holding.callnumber", "holding.coverage", "holding.note"), _nowhere),
}  # fmt: skip


def _holdings(draft: Draft, pieces: Mapping[str, list[str]], library: str) -> None:
    """Put holdings and items together: the n-th barcode stands at the n-th location, or all at the only one."""
    if not pieces:
        return
    names = ("barcode", "location", "callnumber", "volume", "copy", "status", "material", "note")
    columns = [pieces.get(f"item.{name}", []) for name in names]
    count = max((len(column) for column in columns), default=0)
    filled = [
        column * count if len(column) == 1 and name != "barcode" else column for name, column in zip(names, columns, strict=True)
    ]
    items = tuple(ItemRecord(barcode=row[0], location=row[1], call_number=row[2], volume=row[3], copy=row[4], status=row[5], material=row[6],
                             note=row[7], at="item") for row in zip_longest(*filled, fillvalue=""))  # fmt: skip
    said = {name: pieces.get(f"holding.{name}", [""])[0] for name in ("library", "location", "callnumber", "note")}
    draft.holdings.append(
        HoldingRecord(library=said["library"] or library, location=said["location"] or (items[0].location if len(items) == 1 else ""),
                      call_number=said["callnumber"], coverage=tuple(pieces.get("holding.coverage", [])), note=said["note"], items=items, at="row")
    )  # fmt: skip
    for name in ("library", "location", "callnumber", "note"):
        draft.keep(f"holding.{name}", *pieces.get(f"holding.{name}", [""])[1:])
