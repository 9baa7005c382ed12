"""Links to other things: MARC 21 76X-78X, UNIMARC 4XX (embedded or not), and addresses (856)."""

import re
from collections.abc import Callable, Iterator

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Access, AccessKind, Identifier, Link, Relation, Scheme, Text, Title, TitleForm, TitleKind

from .numbers import system_identifier
from .rules import Given, Reading

Read = Callable[[Given], Reading]


def link(relation: Relation) -> Read:
    """Return the reader of a MARC 21 linking entry."""

    def read(given: Given) -> Reading:
        return _link(given, relation)

    return read


def _link(given: Given, relation: Relation) -> Link | None:
    titles = tuple([f for script in given.scripts if (f := _title(script))])
    related = given.joined("g")
    volume, issue, pages, date = _place_in_host(related or given.first("q"))
    found = Link(
        relation=relation,
        titles=titles,
        names=given.forms("a"),
        identifiers=tuple(_identifiers(given)),
        volume=volume,
        issue=issue,
        pages=pages,
        date=date,
        text=" ".join(given.each("ibcdmno"))
        if relation is not Relation.HOST
        else " ".join([*given.each("ibcdmno"), related]).strip(),
        at=given.at,
    )
    return found if found.titles or found.names or found.identifiers or found.text else None


def _title(given: Given) -> TitleForm | None:
    value = given.first("t") or given.first("s") or given.first("p")
    if not value:
        return None
    text = given.text(value)
    return TitleForm(value, text.lang)


_BY_CODE = {"x": Scheme.ISSN, "z": Scheme.ISBN, "w": Scheme.LOCAL, "o": Scheme.OTHER, "r": Scheme.REPORT, "u": Scheme.STANDARD}


def _identifiers(given: Given) -> Iterator[Identifier]:
    for code, value in given.subfields:
        scheme = _BY_CODE.get(code)
        if not value or scheme is None or (code == "o" and not value.lower().startswith(("doi", "10."))):
            continue
        if code == "w":
            yield system_identifier(value, "")
        elif code == "o":
            yield identify(Scheme.DOI, value)
        else:
            yield identify(scheme, value)


_VOLUME = re.compile(r"\b(?:v|vol|bd|t|jg|band|tome|том|т)\w*\.?\s*(\d+)|第?(\d+)卷|^(\d+)\s*[:(/]", re.IGNORECASE)
_ISSUE = re.compile(
    r"\b(?:no|nr|issue|iss|h|heft|n|№|fasc)\.?\s*(\d+(?:[-/]\d+)?)|第?(\d+)期|^\d+\s*[:(/]\s*(\d+)", re.IGNORECASE
)
_PAGES = re.compile(
    r"\b(?:p|pp|s|pages?|seiten?|с|стр)\.?\s*(\w?\d+(?:\s*[-‐–—]\s*\w?\d+)?)|[<页頁]\s*(\d+(?:[-–]\d+)?)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


def _place_in_host(text: str) -> tuple[str, str, str, str]:
    """Return volume, issue, pages and year of "Vol. 24, no. 3 (1998), p. 12-34" or of $q "24:3<12"."""
    if not text:
        return "", "", "", ""
    volume, issue, pages, year = (pattern.search(text) for pattern in (_VOLUME, _ISSUE, _PAGES, _YEAR))
    return _group(volume), _group(issue), _group(pages), _group(year)


def _group(match: re.Match[str] | None) -> str:
    return next((g for g in match.groups() if g), "") if match else ""


def original(given: Given) -> Reading:
    """765: the original of a translation, as a link and as a title of its own kind."""
    found = _link(given, Relation.ORIGINAL)
    if found and found.titles:
        forms = tuple([TitleForm(f.value, given.draft.language_of(f.value, "original")) for f in found.titles])
        given.draft.add("titles", Title(forms=forms, kind=TitleKind.ORIGINAL, at=given.at))
    return found


def added_title(given: Given) -> Reading:
    """730: a related work known by its uniform title; second indicator 2: it is contained."""
    value = given.joined("anpkl", by=". ")
    if not value:
        return None
    relation = Relation.CONSTITUENT if given.mark2 == "2" else Relation.RELATED
    return Link(relation=relation, titles=(TitleForm(value, given.text(value).lang),), at=given.at)


# ---------------------------------------------------------------- UNIMARC


def unimarc_link(relation: Relation) -> Read:
    """Return the reader of a UNIMARC link: plain subfields, or whole fields embedded after $1."""

    def read(given: Given) -> Reading:
        found = _embedded(given, relation) if given.first("1") else _plain(given, relation)
        if found and relation is Relation.ORIGINAL and found.titles:
            forms = tuple([TitleForm(f.value, given.draft.language_of(f.value, "original")) for f in found.titles])
            given.draft.add("titles", Title(forms=forms, kind=TitleKind.ORIGINAL, at=given.at))
        return found

    return read


def _plain(given: Given, relation: Relation) -> Link | None:
    value = given.first("t")
    identifiers = [identify(s, v) for code, s in (("x", Scheme.ISSN), ("y", Scheme.ISBN)) for v in given.each(code)]
    identifiers += [Identifier(scheme=Scheme.LOCAL, value=v) for v in given.each("03")]
    volume, issue, pages, date = _place_in_host(given.joined("vp"))
    found = Link(
        relation=relation,
        titles=(TitleForm(value, given.text(value).lang, rest=given.first("o"), part=given.joined("hi", by=". ")),)
        if value
        else (),
        names=given.forms("a"),
        identifiers=tuple(identifiers),
        volume=volume or given.first("v"),
        issue=issue,
        pages=pages or given.first("p"),
        date=given.first("d") or date,
        at=given.at,
    )
    return found if found.titles or found.identifiers or found.names else None


def embedded_fields(given: Given) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield (tag, subfields) of the fields embedded in a link: $1 holds the tag, the indicators and a control field's data."""
    tag, rows = "", list[tuple[str, str]]()
    for code, value in given.subfields:
        if code == "1":
            if tag:
                yield tag, tuple(rows)
            tag, rows = value[:3], [("", value[3:])] if value.startswith("00") else []
        elif tag:
            rows.append((code, value))
    if tag:
        yield tag, tuple(rows)


def _embedded(given: Given, relation: Relation) -> Link | None:
    titles: list[TitleForm] = []
    names: list[Text] = []
    identifiers: list[Identifier] = []
    said = {"v": "", "d": ""}
    for tag, subfields in embedded_fields(given):
        first = dict(reversed(subfields))
        if tag == "001":
            identifiers.append(Identifier(scheme=Scheme.LOCAL, value=first[""]))
        elif tag in ("200", "500") and first.get("a"):
            titles.append(
                TitleForm(
                    first["a"], given.text(first["a"]).lang, rest=first.get("e", ""), part=first.get("i", first.get("h", ""))
                )
            )
        elif tag in ("010", "011") and first.get("a"):
            identifiers.append(identify(Scheme.ISBN if tag == "010" else Scheme.ISSN, first["a"]))
        elif tag[:2] in ("70", "71") and first.get("a"):
            names.append(given.text(", ".join(first[c] for c in "ab" if first.get(c))))
        said = {"v": first.get("v", said["v"]), "d": first.get("d", said["d"]) if tag in ("210", "214") else said["d"]}
    if not (titles or names or identifiers):
        return None
    volume, issue, pages, date = _place_in_host(said["v"])
    return Link(relation=relation, titles=tuple(titles[:1]), names=tuple(names[:1]), identifiers=tuple(identifiers),
                volume=volume or said["v"], issue=issue, pages=pages, date=said["d"] or date, at=given.at)  # fmt: skip


# ---------------------------------------------------------------- addresses

_LEADS_TO = {"0": AccessKind.RESOURCE, "1": AccessKind.VERSION, "2": AccessKind.RELATED}


def address(given: Given) -> Reading:
    """856: each $u is an address; $y or $3 is its label, $z a note; the second indicator says what it leads to."""
    urls = given.each("u")
    if len(urls) > 1:
        given.keep("y3z")
    kind = _LEADS_TO.get(given.mark2, AccessKind.UNKNOWN)
    label, remark = given.joined("3y", by=" "), given.joined("z", by=" ")
    return [Access(url=url, kind=kind, label=label, note=remark, at=given.at) for url in urls] or None
