"""Which of a serial's ISSNs is of its printed and which of its online edition, as far as a record says.

A record says it beside the number ("022 $q online"), or where it names its other form ("776 $i Online version").
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lantai.core.bib.record import BibRecord, Identifier, Link, Relation, Scheme, Standing

_ONLINE = re.compile(
    r"\b(online|on-line|electronic|elektron\w*|e-?issn|e-?journal|web|internet|digital|num[ée]rique|[ée]lectronique)\b|电子|電子|网络|網路|إلكترون",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"\b(print\w*|p-?issn|paper|druck\w*|imprim\w*|papier)\b|印刷|纸本|紙本|مطبوع", re.IGNORECASE)


class Media(NamedTuple):
    """ISSNs (NNNN-NNNX) of each medium."""

    printed: frozenset[str]
    online: frozenset[str]


def media_of(record: BibRecord) -> Media:
    """Return which of the record's ISSNs, and of those of its other form, are said to be of which medium."""
    said = list(_said(record))
    printed = frozenset(number for number, words in said if _PRINTED.search(words) and not _ONLINE.search(words))
    online = frozenset(number for number, words in said if _ONLINE.search(words) and not _PRINTED.search(words))
    return Media(printed - online, online - printed)


def of_other_form(record: BibRecord) -> frozenset[str]:
    """Return the ISSNs under which the record names the same serial in another medium."""
    return frozenset(
        number for link in record.links if link.relation is Relation.OTHER_FORM for number in _issns(link.identifiers)
    )


def _said(record: BibRecord) -> Iterable[tuple[str, str]]:
    for each in record.identifiers:
        if each.qualifier:
            yield from ((number, each.qualifier) for number in _issns((each,)))
    for link in record.links:
        if link.relation is Relation.OTHER_FORM:
            yield from ((number, _words(link)) for number in _issns(link.identifiers))


def _words(link: Link) -> str:
    return " ".join((link.text, *(f"{form.value} {form.rest}" for form in link.titles)))


def _issns(identifiers: Iterable[Identifier]) -> list[str]:
    return [
        each.value for each in identifiers if each.scheme is Scheme.ISSN and each.standing in (Standing.VALID, Standing.RELATED)
    ]
