"""What the fields mean: from MarcRecord to BibRecord by the rules of a dialect, and which dialect a file is written in.

Enter at ``to_bib``. Whatever no rule takes is kept verbatim; whatever is doubtful is noted as a Repair; only a record with nothing to
find it by is refused.
"""

from collections.abc import Iterable
from typing import Any

from lantai.core.bib.record import BibRecord, Verbatim
from lantai.core.formats.errors import Unreadable
from lantai.core.text.messages import N_

from . import cnmarc, marc21, unimarc
from .draft import Draft
from .fields import Field, MarcRecord
from .pairing import pair_alternates, pair_capitals
from .rule import Dialect
from .rules import Reader, places

DIALECTS = {
    "marc21": Dialect(
        "marc21",
        marc21.RULES,
        marc21.prepare,
        marc21.finish,
        pair_alternates,
        frozenset(("008", "040", "041", "044", "880")),
        pairs_always=False,
    ),
    "unimarc": Dialect("unimarc", unimarc.RULES, unimarc.prepare, unimarc.finish, unimarc.pair, unimarc.EARLY),
    "cnmarc": Dialect("cnmarc", cnmarc.RULES, cnmarc.prepare, cnmarc.finish, pair_capitals, unimarc.EARLY),
}

_NOT_BIBLIOGRAPHIC = {
    "z": "authority",
    "u": "holdings",
    "v": "holdings",
    "x": "holdings",
    "y": "holdings",
    "w": "classification",
    "q": "community",
}


def to_bib(record: MarcRecord, dialect: str) -> BibRecord:
    """Return the description that a record gives, read as "marc21", "unimarc" or "cnmarc".

    Raises Unreadable for what describes nothing: no title, identifier or name, or a record that is not bibliographic.
    """
    rules = DIALECTS[dialect]
    if dialect == "marc21" and record.leader[6:7] in _NOT_BIBLIOGRAPHIC:
        raise Unreadable(
            N_("This is no description of a publication but a record of another kind ({kind})."),
            field="leader",
            values={"kind": _NOT_BIBLIOGRAPHIC[record.leader[6:7]]},
        )
    draft = Draft()
    early: dict[str, list[Field]] = {}
    wanted = rules.early
    for field in [field for field in record.fields if field.tag in wanted]:
        early.setdefault(field.tag, []).append(field)
    rules.prepare(draft, record.leader, early)
    paired = rules.pairs_always or "880" in early
    reader = Reader(rules.rules, draft, unpaired=not paired)
    if paired:
        _read_with_other_scripts(record, reader, rules)
    else:
        for field, at in places(record.fields):
            if field.tag[:2] == "00":
                _control(field, at, reader)
            else:
                reader.read(field, at)
    rules.finish(draft, early)
    return _finished(record, draft, reader, dialect)


def _read_with_other_scripts(record: MarcRecord, reader: Reader, dialect: Dialect) -> None:
    pairing = dialect.pair(record.fields, reader.draft)
    partners, absorbed, as_tag = pairing.partners, pairing.absorbed, pairing.as_tag
    for index, (field, at) in enumerate(places(record.fields)):
        if index in absorbed:
            continue
        if field.tag[:2] == "00":
            _control(field, at, reader)
        elif index in as_tag:
            reader.read(field, at, rule=dialect.rules.get(as_tag[index]))
        elif index in partners:
            reader.read(field, at, others=partners[index])
        else:
            reader.read(field, at)
    order = {at: index for index, (_, at) in enumerate(places(record.fields))}
    reader.layout.sort(key=lambda line: order[line.partition("\t")[0]])


def _control(field: Field, at: str, reader: Reader) -> None:
    """001 and 003 become number and agency; the other control fields, and a second 001, are kept as they are."""
    draft = reader.draft
    if at == "001" and field.data.strip():
        draft.control = field.data.strip()
        if draft.control == field.data:
            reader.layout.append(f"{at}\t=")
            return
    elif at == "003":
        draft.agency = field.data.strip()
        if draft.agency == field.data:
            reader.layout.append(f"{at}\t=")
            return
    elif field.tag in ("001", "003"):
        draft.doubt("repeated", at, f"a second {field.tag}: {field.data[:80]}")
    reader.keep_whole(field, at)


def _finished(record: MarcRecord, draft: Draft, reader: Reader, dialect: str) -> BibRecord:
    lists = draft.lists
    if not (lists.get("titles") or lists.get("identifiers") or lists.get("contributions") or (draft.deleted and draft.control)):
        raise Unreadable(N_("The record has no title, no identifier and no name: there is nothing to find it by."))
    if not lists.get("titles") and not draft.deleted:
        draft.doubt("title", "", "no title")
    if dialect == "marc21":
        draft.verbatim.append(Verbatim(name=LAYOUT, values=(("", "\n".join(reader.layout)),)))
    found: dict[str, Any] = {name: tuple(parts) for name, parts in lists.items()}
    return BibRecord(
        control=draft.control,
        agency=draft.agency,
        dialect=dialect,
        kind=draft.kind,
        deleted=draft.deleted,
        leader=record.leader,
        languages=tuple(draft.languages),
        original_languages=tuple(draft.original_languages),
        summary_languages=tuple(draft.summary_languages),
        countries=tuple(draft.countries),
        verbatim=tuple(draft.verbatim),
        repairs=(*record.repairs, *draft.repairs),
        **found,
    )


LAYOUT = "layout"
"""Name of the one Verbatim that says in which order the fields of a MARC 21 record stood, and with which punctuation."""


# ---------------------------------------------------------------- which dialect


def guess(records: Iterable[MarcRecord]) -> str:
    """Return the dialect that most of the records speak: MARC 21 where there is a 245, UNIMARC or CNMARC where 200 and 100 $a are."""
    votes = {"marc21": 0, "unimarc": 0, "cnmarc": 0}
    for record in records:
        spoken = evidence(record)
        if spoken:
            votes[spoken] += 1
    if votes["unimarc"] + votes["cnmarc"] > votes["marc21"]:
        return "cnmarc" if votes["cnmarc"] >= votes["unimarc"] else "unimarc"
    return "marc21"


def evidence(record: MarcRecord) -> str:
    """Return the dialect of one record, "" where nothing tells."""
    tags = {field.tag for field in record.fields}
    if "245" in tags:
        return "marc21"
    by_tag: dict[str, Field] = {}
    for field in record.fields:
        by_tag.setdefault(field.tag, field)
    has_title = "200" in tags and bool(by_tag["200"].first("a"))
    coded = "100" in tags and len(by_tag["100"].first("a")) >= 30 and by_tag["100"].first("a")[:8].isdigit()
    if not (has_title or coded):
        return "marc21" if tags & {"008", "260", "264", "650"} else ""
    chinese = (
        ("102" in tags and by_tag["102"].first("a").upper() in ("CN", "HK", "TW", "MO"))
        or ("101" in tags and by_tag["101"].first("a") == "chi")
        or bool(tags & {"905", "690", "692"})
        or any(code.isupper() for field in record.fields if field.tag in ("200", "701", "711") for code, _ in field.subfields)
    )
    return "cnmarc" if chinese else "unimarc"
