"""What a part of a record says, in words, each in its language: for pages that show values of any field side by side."""

from collections.abc import Callable
from typing import Any

from .record import (
    Access,
    Classification,
    Contribution,
    Date,
    HoldingRecord,
    Identifier,
    Imprint,
    Link,
    Part,
    Repair,
    Statement,
    Subject,
    Text,
    Title,
    TitleForm,
    Verbatim,
)


def words(part: Part) -> list[Text]:
    """Return what a part says, in words."""
    return next(say for kind, say in _SAY.items() if isinstance(part, kind))(part)


def _joined(*pieces: str) -> list[Text]:
    return [Text(" ".join(filter(None, pieces)))]


def _title(form: TitleForm) -> Text:
    return Text(" / ".join(filter(None, (": ".join(filter(None, (form.value, form.rest))), form.part, form.by))), form.lang)


def _imprint(part: Imprint) -> list[Text]:
    names = [form for forms in (*part.places, *part.publishers) for form in forms]
    return [*names, *([Text(part.date)] if part.date else [])]


def _holding(part: HoldingRecord) -> list[Text]:
    pieces = [" ".join(filter(None, (i.barcode, i.volume, i.status))) for i in part.items]
    return _joined(part.library, part.location, part.call_number, *part.coverage, *pieces)


def _link(part: Link) -> list[Text]:
    return [*map(_title, part.titles), *part.names, *_joined(part.volume, part.issue, part.pages, part.date, part.text)]


_SAY: dict[type, Callable[[Any], list[Text]]] = {
    Title: lambda p: [_title(form) for form in p.forms],
    Contribution: lambda p: [*p.forms, *_joined(p.dates, *p.role_words)] if p.dates or p.role_words else list(p.forms),
    Date: lambda p: _joined(p.text),
    Imprint: _imprint,
    Subject: lambda p: [Text(" — ".join((p.forms[0].value, *p.subdivisions)), p.forms[0].lang), *p.forms[1:]],
    Statement: lambda p: list(p.forms),
    Classification: lambda p: _joined(p.value, p.item),
    Identifier: lambda p: _joined(p.value, f"({p.given})" if p.given and p.given != p.value else "", p.qualifier),
    Link: _link,
    Access: lambda p: _joined(p.url, p.label, p.note),
    HoldingRecord: _holding,
    Verbatim: lambda p: _joined(p.marks.replace(" ", "#"), *(f"${code} {value}" if code else value for code, value in p.values)),
    Repair: lambda p: _joined(p.code, p.detail),
}
"""Kind of part -> its words; a kind stands before the kinds it is made from (Subject before Statement)."""
