"""MARC 21 from a BibRecord of any origin.

Enter at ``to_marc21``. A record that was read from MARC 21 is written back as it stood: its layout names the fields in order, the parts
give the values they hold, what they do not hold was kept verbatim. Parts that the layout does not know, and records of other
origin, get new fields (building.py), with an 880 for every other script.
"""

from collections.abc import Iterable, Iterator

from lantai.core.bib.record import (
    BibRecord,
    Contribution,
    Date,
    DateKind,
    HoldingRecord,
    Kind,
    Part,
    Statement,
    Title,
    TitleKind,
    Verbatim,
)
from lantai.core.text.countries import marc_country
from lantai.core.text.languages import marc_code

from .building import BUILDERS, Built, agent_field, holding_fields, script_code, title_field
from .dialect import LAYOUT
from .fields import Field, MarcRecord
from .giving import subfield_values
from .marc21 import RULES

_LISTS = ("identifiers", "classifications", "contributions", "titles", "editions", "imprints", "extents", "series", "notes", "subjects",
          "links", "access", "holdings")  # fmt: skip


def to_marc21(record: BibRecord) -> MarcRecord:
    """Return the record as MARC 21: leader, fields, and every other script in an 880 that is tied to its field.

    Of a merged record the layout of its first MARC 21 source is kept, and what others add becomes new fields.
    """
    layout = next((part for part in record.verbatim if part.name == LAYOUT), None)
    if layout is None:
        return MarcRecord(_leader(record), tuple(_ordered(_new_fields(record, None, 1))))
    fields = list(_fields_of_layout(record, layout))
    added = _new_fields(record, layout, _highest_link(fields) + 1)
    return MarcRecord(record.leader or _leader(record), tuple(_inserted(fields, list(added))))


# ---------------------------------------------------------------- as it stood


def _fields_of_layout(record: BibRecord, layout: Verbatim) -> Iterator[Field]:
    entries = _entries(layout)
    parts = _parts_by_place(record, layout.src)
    kept = {part.at: part for part in record.verbatim if part is not layout and part.src == layout.src}
    replaced = {
        name for name in _LISTS if getattr(record, name) and all(part.src != layout.src for part in getattr(record, name))
    }
    for place, pattern in entries:
        tag = place.partition("/")[0]
        if pattern == "=":
            yield Field(tag, record.control if tag == "001" else record.agency)
        elif not pattern:
            if place in kept and not (tag in RULES and RULES[tag].into in replaced):
                yield _whole(kept[place])
        else:
            field = _filled(place, pattern, parts, kept.get(place))
            if field is not None:
                yield field
    placed = {place for place, _ in entries}
    yield from (_whole(part) for at, part in kept.items() if at not in placed and part.name not in RULES)


def _entries(layout: Verbatim) -> list[tuple[str, str]]:
    """Return place and pattern of each line of the layout."""
    lines = layout.values[0][1].split("\n") if layout.values else []
    return [(place, pattern) for place, _, pattern in (line.partition("\t") for line in lines)]


def _parts_by_place(record: BibRecord, source: int) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = {}
    for name in _LISTS:
        for part in getattr(record, name):
            if part.src == source:
                parts.setdefault(part.at, []).append(part)
    return parts


def _whole(kept: Verbatim) -> Field:
    """Return the field that was kept whole."""
    if kept.marks == "" and len(kept.values) == 1 and kept.values[0][0] == "":
        return Field(kept.name, kept.values[0][1])
    return Field(kept.name, "", kept.marks, kept.values)


def _place(pattern: str) -> str:
    """Return the place that a pattern names besides its own: "245" of "0@245:10$a"."""
    head = pattern.partition("$")[0]
    return head.partition("@")[2].partition(":")[0] if "@" in head and ":" in head else ""


def _filled(place: str, pattern: str, parts: dict[str, list[Part]], kept: Verbatim | None) -> Field | None:
    """Put the values back into the pattern of a field; None where nothing is left of it."""
    head, *pieces = pattern.split("$")
    form = -1
    if "@" in head:
        number, _, head = head.partition("@")
        form = int(number)
        head = head.partition(":")[2] if ":" in head else head
    at = _place(pattern) or place
    rest: dict[str, list[str]] = {}
    for code, value in kept.values if kept else ():
        rest.setdefault(code, []).append(value)
    tag = place.partition("/")[0]
    meant = at.partition("/")[0] if tag == "880" and at != place else rest.get("6", [""])[0][:3] if tag == "880" else tag
    if meant not in RULES or at not in parts:
        return None
    subfields = tuple(_put_back(pieces, rest, subfield_values(parts[at], RULES[meant], form)))
    return Field(tag, "", head, subfields) if subfields else None


def _put_back(pieces: Iterable[str], rest: dict[str, list[str]], values: dict[str, Iterator[str]]) -> Iterator[tuple[str, str]]:
    kept = {code: iter(found) for code, found in rest.items()}
    for piece in pieces:
        code, tail = piece[:1], piece[1:]
        if code in kept:
            value = next(kept[code], None)
        else:
            value = next(values.get(code, iter(())), None)
            value = value + tail if value else value
        if value is not None:
            yield code, value


# ---------------------------------------------------------------- new fields


def _new_fields(record: BibRecord, layout: Verbatim | None, link: int) -> Iterator[Field]:
    """Yield fields for the parts that the layout does not place; ``link``: the next number to tie an 880 with."""
    if layout is None:
        yield from _coded_fields(record)
    for built in _built_fields(record, layout):
        if not built.subfields:
            continue
        if built.original and built.original != built.subfields:
            number = f"{link:02}"
            link += 1
            yield Field(built.tag, "", built.ind, (("6", f"880-{number}"), *built.subfields))
            tie = f"{built.tag}-{number}{script_code(built.original)}"
            yield Field("880", "", built.ind, (("6", tie), *built.original))
        else:
            yield Field(built.tag, "", built.ind, built.subfields)


def _built_fields(record: BibRecord, layout: Verbatim | None) -> Iterator[Built]:
    places = {name for place, pattern in _entries(layout) for name in (place, _place(pattern)) if name} if layout else set()
    main = _main_entry(record)
    proper = record.title
    for name in _LISTS:
        for number, part in enumerate(getattr(record, name), 1):
            if layout and part.src == layout.src and part.at in places:
                continue
            if isinstance(part, Title):
                yield title_field(part, first=part is proper and part.kind is TitleKind.PROPER, has_main=main is not None)
            elif isinstance(part, Contribution):
                yield agent_field(part, main=part is main)
            elif isinstance(part, HoldingRecord):
                yield from holding_fields(part, number=number)
            elif type(part) is Statement:
                yield _statement(part, "250" if name == "editions" else "300")
            else:
                yield BUILDERS[type(part)](part)


def _statement(part: Statement, tag: str) -> Built:
    original = (("a", part.forms[0].value),) if len(part.forms) > 1 else ()
    return Built(tag, "  ", (("a", part.forms[-1].value),), original)


def _main_entry(record: BibRecord) -> Contribution | None:
    """Return the contribution that becomes 1XX: the main one, else the first author or creator."""
    marked = next((one for one in record.contributions if one.main), None)
    return marked or next((one for one in record.contributions if not one.title and {"aut", "cre", "cmp"} & set(one.roles)), None)


def _ordered(fields: Iterable[Field]) -> list[Field]:
    """Return new fields by tag, the 880s last."""
    return sorted(fields, key=lambda field: field.tag)


def _inserted(fields: list[Field], added: list[Field]) -> list[Field]:
    """Return the fields with new ones put after the last of the same or a smaller tag."""
    for field in _ordered(added):
        after = max((i for i, other in enumerate(fields) if other.tag <= field.tag), default=-1)
        fields.insert(after + 1, field)
    return fields


def _highest_link(fields: Iterable[Field]) -> int:
    numbers = [field.first("6").partition("-")[2][:2] for field in fields]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


# ---------------------------------------------------------------- coded fields

_LEADER_TYPES = {
    Kind.BOOK: "am", Kind.CHAPTER: "aa", Kind.JOURNAL: "as", Kind.NEWSPAPER: "as", Kind.SERIES: "as", Kind.ARTICLE: "ab", Kind.CONFERENCE: "am",
    Kind.THESIS: "am", Kind.REPORT: "am", Kind.STANDARD: "am", Kind.PATENT: "am", Kind.PREPRINT: "am", Kind.MAP: "em", Kind.SCORE: "cm",
    Kind.SOUND: "jm", Kind.VIDEO: "gm", Kind.IMAGE: "km", Kind.MANUSCRIPT: "tm", Kind.DATASET: "mm", Kind.SOFTWARE: "mm", Kind.WEBSITE: "ai",
    Kind.DATABASE: "ai", Kind.OBJECT: "rm", Kind.OTHER: "am",
}  # fmt: skip
_CONTENT_CODES = {Kind.THESIS: "m", Kind.PATENT: "j", Kind.REPORT: "t", Kind.STANDARD: "u"}
_SERIAL_CODES = {Kind.JOURNAL: "p", Kind.NEWSPAPER: "n", Kind.SERIES: "m", Kind.DATABASE: "d", Kind.WEBSITE: "w"}


def _leader(record: BibRecord) -> str:
    """Return a leader for the kind: UTF-8, ISBD punctuation left out; the carrier puts in the lengths."""
    return f"00000{'d' if record.deleted else 'n'}{_LEADER_TYPES[record.kind]} a2200000 c 4500"


def _coded_fields(record: BibRecord) -> Iterator[Field]:
    if record.control:
        yield Field("001", record.control)
    if record.agency:
        yield Field("003", record.agency)
    yield Field("008", _coded_data(record))
    if len(record.languages) > 1 or record.original_languages or record.summary_languages:
        codes = [("a", marc_code(tag)) for tag in record.languages]
        codes += [("b", marc_code(tag)) for tag in record.summary_languages]
        codes += [("h", marc_code(tag)) for tag in record.original_languages]
        yield Field("041", "", ("1" if record.original_languages else "0") + " ", tuple(codes))


def _coded_data(record: BibRecord) -> str:
    """Return 008: dates, country and language; other positions not coded."""
    letter, first, second = _coded_dates(record.dates)
    country = marc_country(record.countries[0]) if record.countries else "xx"
    middle = list("|" * 17)
    if record.kind in _CONTENT_CODES:
        middle[24 - 18 : 28 - 18] = list(_CONTENT_CODES[record.kind].ljust(4))
    if record.kind in _SERIAL_CODES:
        middle[21 - 18] = _SERIAL_CODES[record.kind]
    if record.kind is Kind.CONFERENCE:
        middle[29 - 18] = "1"
    language = marc_code(record.languages[0]) if record.languages else "und"
    return f"||||||{letter}{first}{second}{country:<3}{''.join(middle)}{language} d"[:40].ljust(40)


def _coded_dates(dates: tuple[Date, ...]) -> tuple[str, str, str]:
    """Return type letter and two dates: running, span, with copyright or original, single, unknown."""
    by_kind = {date.kind: date for date in reversed(dates) if date.start is not None and date.start > 0}
    running, published = by_kind.get(DateKind.RUNNING), by_kind.get(DateKind.PUBLISHED) or by_kind.get(DateKind.COPYRIGHT)
    if running:
        return ("d", f"{running.start:04}", f"{running.end:04}") if running.end else ("c", f"{running.start:04}", "9999")
    if published is None:
        return "n", "uuuu", "uuuu"
    if published.end != published.start:
        return "m" if published.certain else "q", f"{published.start:04}", f"{published.end:04}" if published.end else "9999"
    for kind, letter in ((DateKind.ORIGINAL, "r"), (DateKind.COPYRIGHT, "t")):
        if kind in by_kind and published is not by_kind[kind]:
            return letter, f"{published.start:04}", f"{by_kind[kind].start:04}"
    return "s", f"{published.start:04}", "    "
