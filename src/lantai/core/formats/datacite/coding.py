"""Resources as XML, both ways, by what the fields of the model say of themselves. What the model has no place for is named, never dropped in silence."""

import re
from dataclasses import fields
from typing import Any, TypeVar

from lxml import etree

from lantai.core.formats.xmltree import XML_LANG, local

from .model import LANG, NAMESPACE, SCHEMA, Resource

T = TypeVar("T")
BREAK = "\u2028"
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def resource_of(element: etree._Element) -> tuple[Resource, tuple[str, ...]]:
    """Return the resource of a ``resource`` element, and the paths of what the kernel does not know ("titles/heading", "date/@type")."""
    unknown: list[str] = []
    return _read(element, Resource, unknown, ""), tuple(unknown)


def missing(resource: Resource) -> tuple[str, ...]:
    """Return the names of what the kernel asks for and the resource has not."""
    return tuple(f.metadata["name"] for f in fields(Resource) if f.metadata["required"] and not getattr(resource, f.name))


def _read(element: etree._Element, shape: type[T], unknown: list[str], at: str) -> T:
    found: dict[str, Any] = {}
    known, attributes = {"br"} if local(element) == "description" else set[str](), {"schemaLocation", "type"}
    for each in fields(shape):  # type: ignore[arg-type]  # every shape of the model is a dataclass
        meta = each.metadata
        if meta["kind"] == "attribute":
            attributes.add(meta["name"].removeprefix("xml:"))
            found[each.name] = _attribute(element, meta["name"])
        elif meta["kind"] == "text":
            found[each.name] = words_of(element)
        else:
            known.add(meta["around"] or meta["name"])
            found[each.name] = _below(element, meta, unknown, at)
    unknown += [f"{at}{local(child)}" for child in element if isinstance(child.tag, str) and local(child) not in known]
    names = [str(name).rpartition("}")[2] for name in element.attrib]
    unknown += [f"{at}@{name}" for name in names if name not in attributes]
    return shape(**found)


def _below(element: etree._Element, meta: Any, unknown: list[str], at: str) -> Any:
    """Return what stands in the elements of a field."""
    holders = [c for c in element if isinstance(c.tag, str) and local(c) == meta["around"]] if meta["around"] else [element]
    for holder in holders if meta["around"] else ():
        unknown += [f"{at}{meta['around']}/{local(c)}" for c in holder if isinstance(c.tag, str) and local(c) != meta["name"]]
    inside = [c for holder in holders for c in holder if isinstance(c.tag, str) and local(c) == meta["name"]]
    if meta["kind"] == "children":
        return tuple(words_of(c) for c in inside)
    if meta["kind"] == "child":
        return words_of(inside[0]) if inside else ""
    made = tuple(_read(c, meta["of"], unknown, f"{at}{meta['name']}/") for c in inside)
    return made if meta["kind"] == "each" else made[0] if made else None


def _attribute(element: etree._Element, name: str) -> str:
    if name == LANG:
        return str(element.get(XML_LANG) or "")
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "").strip()


def words_of(element: etree._Element) -> str:
    """Return the words of an element, a break for each ``br``; white space around them and between lines of source is one space."""
    pieces = [str(element.text or "")]
    for child in element:
        if isinstance(child.tag, str) and local(child) == "br":
            pieces.append(BREAK)
        elif isinstance(child.tag, str):
            pieces.append(words_of(child))
        pieces.append(str(child.tail or ""))
    return BREAK.join(" ".join(line.split()) for line in "".join(pieces).split(BREAK))


def element_of(resource: Resource) -> etree._Element:
    """Return the ``resource`` element, which names the schema of the kernel; raise ValueError for what the kernel asks for and is not there."""
    if gone := missing(resource):
        raise ValueError(f"a resource of DataCite needs {', '.join(gone)}")
    nsmap = {None: NAMESPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
    root = etree.Element(f"{{{NAMESPACE}}}resource", nsmap=nsmap)  # type: ignore[arg-type]  # lxml takes None for the default
    root.set(_SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    _write(root, resource)
    return root


def _write(element: etree._Element, value: Any) -> None:
    for each in fields(value):
        meta, held = each.metadata, getattr(value, each.name)
        if meta["kind"] == "text":
            _putwords_of(element, held)
        elif meta["kind"] == "attribute" and (held or meta["required"]):
            element.set(XML_LANG if meta["name"] == LANG else meta["name"], _ILLEGAL.sub("", held))
        elif held and meta["kind"] != "attribute":
            holder = _sub(element, meta["around"]) if meta["around"] else element
            for one in held if isinstance(held, tuple) else (held,):
                inside = _sub(holder, meta["name"])
                _putwords_of(inside, one) if isinstance(one, str) else _write(inside, one)


def _sub(element: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(element, f"{{{NAMESPACE}}}{name}")


def _putwords_of(element: etree._Element, words: str) -> None:
    first, *lines = _ILLEGAL.sub("", words).split(BREAK)
    element.text = first
    for line in lines:
        _sub(element, "br").tail = line
