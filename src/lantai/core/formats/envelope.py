"""What is around a description in XML: OAI-PMH's record with its header, SRU's with its recordData, or nothing.

``opened`` finds the description in a parsed record and says what the envelope says of it.
"""

from typing import NamedTuple

from lxml import etree

from lantai.core.text.messages import N_

from .errors import Unreadable
from .xmltree import children, descendants, local, text_of

OTHER_FORMAT = N_("The description inside this record is in another format: {name}.")
NOTHING_INSIDE = N_("This record holds no description, and is not marked as deleted.")


class Opened(NamedTuple):
    """The description and what its envelope says; ``description`` is None for a deleted record."""

    description: etree._Element | None
    identifier: str = ""
    datestamp: str = ""
    sets: tuple[str, ...] = ()
    deleted: bool = False


def opened(root: etree._Element, name: str) -> Opened:
    """Return the element of that name inside the record, or the record itself; raise Unreadable where there is none.

    ``status="deleted"`` in an OAI-PMH header wins, even where a description follows.
    """
    if local(root) == name:
        return Opened(root)
    header = next(iter(children(root, "header")), None)
    found = next(descendants(root, name), None)
    if header is None:
        if found is None:
            raise Unreadable(OTHER_FORMAT, values={"name": _inside(root)})
        identifier = next(iter(children(root, "recordIdentifier")), None)
        return Opened(found, identifier=text_of(identifier) if identifier is not None else "")
    deleted = header.get("status") == "deleted"
    if found is None and not deleted:
        inside = _inside(root)
        raise Unreadable(OTHER_FORMAT, values={"name": inside}) if inside else Unreadable(NOTHING_INSIDE)
    said = {part: [text_of(e) for e in children(header, part)] for part in ("identifier", "datestamp", "setSpec")}
    return Opened(
        None if deleted else found,
        identifier=next(iter(said["identifier"]), ""),
        datestamp=next(iter(said["datestamp"]), ""),
        sets=tuple(said["setSpec"]),
        deleted=deleted,
    )


def _inside(root: etree._Element) -> str:
    for element in (e for wrapper in children(root, "metadata", "recordData") for e in children(wrapper)):
        return local(element)
    return "" if children(root, "header") else local(root)
