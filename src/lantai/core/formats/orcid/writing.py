"""Works written as ORCID 3.0 takes them in bulk: JSON, and XML of the same."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from lxml import etree

from lantai.core.bib.record import BibRecord, Kind, Precision, Relation, Scheme, Standing

from .model import TYPES

_SCHEMES = {
    Scheme.DOI: "doi", Scheme.ISBN: "isbn", Scheme.PMID: "pmid", Scheme.ARXIV: "arxiv", Scheme.ISSN: "issn", Scheme.OCLC: "oclc", Scheme.LCCN: "lccn",
}  # fmt: skip
_SPACES = {
    "bulk": "http://www.orcid.org/ns/bulk",
    "work": "http://www.orcid.org/ns/work",
    "common": "http://www.orcid.org/ns/common",
}
_IN_COMMON = frozenset(
    {
        "title", "subtitle", "external-ids", "external-id", "external-id-type", "external-id-value", "external-id-relationship",
        "publication-date", "year", "month", "day",
    }
)  # fmt: skip
MOST_PEOPLE = 100


def as_json(records: Iterable[tuple[BibRecord, str]]) -> bytes:
    """Return works as {"bulk": [{"work": …}]}. ``records``: each with the address of its page, "" none."""
    return msgspec.json.format(msgspec.json.encode({"bulk": [{"work": _work(record, url)} for record, url in records]}), indent=2)


def as_xml(records: Iterable[tuple[BibRecord, str]]) -> bytes:
    """Return works as a bulk element."""
    root = etree.Element(f"{{{_SPACES['bulk']}}}bulk", nsmap=_SPACES)
    for record, url in records:
        _grow(etree.SubElement(root, f"{{{_SPACES['work']}}}work"), _work(record, url))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _work(record: BibRecord, url: str) -> dict[str, Any]:
    """Return a work in ORCID's JSON, its members in the order of the schema."""
    form = record.title.forms[0] if record.title else None
    host = next((form.value for link in record.links if link.relation is Relation.HOST for form in link.titles), "")
    work: dict[str, Any] = {"title": {"title": _value(form.value if form else "?")}}
    if form and form.rest:
        work["title"]["subtitle"] = _value(form.rest)
    if host:
        work["journal-title"] = _value(host)
    work["type"] = TYPES.get(record.kind, "other")
    if date := _date(record):
        work["publication-date"] = date
    if ids := [*_ids(record)]:
        work["external-ids"] = {"external-id": ids}
    if url:
        work["url"] = _value(url)
    people = [agent.forms[0].value for agent in record.contributions if "aut" in agent.roles or agent.main][:MOST_PEOPLE]
    if people:
        work["contributors"] = {"contributor": [{"credit-name": _value(name)} for name in people]}
    return work


def _value(said: str) -> dict[str, str]:
    return {"value": said}


def _date(record: BibRecord) -> dict[str, Any]:
    known = [date for date in record.dates if date.start is not None and 1000 <= date.start <= 9999]
    if not known:
        return {}
    parts = (
        known[0].iso.split("-")
        if known[0].precision in (Precision.DAY, Precision.MONTH) and known[0].iso
        else [str(known[0].start)]
    )
    return {name: _value(part) for name, part in zip(("year", "month", "day"), parts, strict=False)}


def _ids(record: BibRecord) -> Iterator[dict[str, Any]]:
    for one in record.identifiers:
        if (kind := _SCHEMES.get(one.scheme)) and one.standing is Standing.VALID:
            relation = "part-of" if one.scheme is Scheme.ISSN and record.kind is not Kind.JOURNAL else "self"
            yield {"external-id-type": kind, "external-id-value": one.value, "external-id-relationship": relation}


def _grow(parent: etree._Element, said: dict[str, Any]) -> None:
    for name, value in said.items():
        top = name == "title" and parent.tag == f"{{{_SPACES['work']}}}work"
        space = _SPACES["common" if name in _IN_COMMON and not top else "work"]
        for each in value if isinstance(value, list) else [value]:
            element = etree.SubElement(parent, f"{{{space}}}{name}")
            if isinstance(each, dict) and "value" not in each:
                _grow(element, each)
            else:
                element.text = each["value"] if isinstance(each, dict) else str(each)
