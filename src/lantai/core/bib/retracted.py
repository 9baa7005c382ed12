"""Whether a thing was withdrawn by its publisher after it appeared: it is shown all the same, and said so wherever it is listed."""

import re
from collections.abc import Iterable

from .record import BibRecord

_TITLE = re.compile(
    r"\W*(?:retracted|withdrawn)(?: (?:article|paper|chapter))?\s*[:：\]】]|[\[【(（]?(?:已撤稿|撤稿)[\]】)）:：]", re.I
)
"""How publishers mark the title of what they withdrew; "Retraction: …" is the notice about it, which was not."""

_MEMBERS = {"is_retracted": "true", "updated-by": '"retraction"'}
"""Members of OpenAlex and Crossref, and what their value holds of a work that was retracted."""


def is_retracted(records: Iterable[BibRecord]) -> bool:
    """Say whether any description of a work says that it was retracted."""
    return any(_marked(record) or _entitled(record) for record in records)


def _marked(record: BibRecord) -> bool:
    fields = (field for field in record.verbatim if field.name in _MEMBERS)
    return any(_MEMBERS[field.name] in value for field in fields for _, value in field.values)


def _entitled(record: BibRecord) -> bool:
    return any(_TITLE.match(form.value) for title in record.titles[:1] for form in title.forms[:1])
