"""Cells of staff's lists in templates: a value as its kind wants it, and heads by which a list is ordered."""

from html import escape
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lantai.infra.isolating import bdi, comma, ltr
from lantai.infra.lists import Column, Kind, Narrowing, StaffList
from lantai.infra.lists.columns import NO, YES, coded, read, said
from lantai.infra.lists.narrowing import ANY, EMPTY

register = template.Library()

FIGURES = (Kind.NUMBER, Kind.MONEY)
LONGEST_LINK = 48


@register.filter
def css_of(column: Column) -> str:
    """Return the class of a column's cells."""
    if column.kind in FIGURES or column.figure:
        return "num"
    if column.kind in (Kind.CHOICE, Kind.TICK):
        return "code-of"
    return "serif" if column.kind == Kind.WORDS and column.lang else ""


@register.simple_tag
def cell(column: Column, row: Any) -> SafeString:
    """Show the value of a row."""
    value = column.of(row)
    words = said(column, value)
    if not words:
        return SafeString("")
    if column.kind == Kind.ADDRESS:
        short = words.removeprefix("https://").removeprefix("http://")
        short = short if len(short) <= LONGEST_LINK else f"{short[: LONGEST_LINK - 1]}…"
        return SafeString(f'<a href="{escape(words)}" rel="noreferrer" dir="ltr">{escape(short)}</a>')
    if column.kind in (Kind.DATE, Kind.MOMENT):
        return SafeString(f'<bdi dir="ltr" class="at">{escape(words)}</bdi>')
    if column.kind in FIGURES:
        counted = column.kind == Kind.NUMBER and isinstance(value, int) and not column.is_year
        return ltr(f"{value:,}" if counted else words)
    if column.figure:
        return ltr(apart(words))
    if column.kind in (Kind.CHOICE, Kind.CODES, Kind.TICK):
        return SafeString(f"<bdi>{escape(words)}</bdi>")
    return bdi(words, column.lang_of(row))


def apart(words: str) -> str:
    """Return a plain number with its thousands apart, and anything else as it is."""
    whole, point, rest = words.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.removeprefix("-").isdecimal() else words


@register.simple_tag
def kept(column: Column | None, text: str) -> SafeString:
    """Show a value as it was kept before or after a change; one that cannot be read is shown as it was given."""
    if column is None or not text:
        return bdi(text, "") if text else SafeString('<span class="sub">–</span>')
    if column.kind in (Kind.CHOICE, Kind.CODES, Kind.TICK) and coded_known(column, text):
        return SafeString(f"<bdi>{escape(said(column, read(column, text)))}</bdi>")
    return bdi(text, "")


def coded_known(column: Column, text: str) -> bool:
    """Say whether a text is codes of a column, and not what somebody wrote."""
    codes = {YES, NO} if column.kind == Kind.TICK else {code for code, _name in column.choices()}
    return all(part in codes for part in text.split("; "))


@register.simple_tag
def before(column: Column, row: Any) -> str:
    """Return the value of a row as it is kept."""
    return coded(column, column.of(row))


@register.simple_tag
def link_of(made: StaffList, row: Any) -> str:
    """Return the address of a row's own page, "" none."""
    return made.link(row) if made.link else ""


@register.simple_tag(takes_context=True)
def head(context: Context, narrowing: Narrowing, column: Column) -> SafeString:
    """Show the head of a column, which orders the list by it, or turns the order round."""
    label = f"<bdi>{escape(str(column.label))}</bdi>"
    if not column.path:
        return SafeString(f'<th scope="col" class="{css_of(column)}">{label}</th>')
    now = {column.name: "ascending", f"-{column.name}": "descending"}.get(narrowing.order, "")
    query = narrowing.query()
    query["order"] = f"-{column.name}" if now == "ascending" else column.name
    mark = {"ascending": " ↑", "descending": " ↓"}.get(now, "")
    sorted_so = f' aria-sort="{now}"' if now else ""
    link = f'<a href="?{escape(query.urlencode())}">{label}<span aria-hidden="true">{mark}</span></a>'
    return SafeString(f'<th scope="col" class="{css_of(column)}"{sorted_so}>{link}</th>')


@register.simple_tag
def without(narrowing: Narrowing, name: str) -> str:
    """Return the address of the same list without one of its filters ("q", or a column's name)."""
    query = narrowing.query()
    for key in (name, f"f.{name}", f"f.{name}.from", f"f.{name}.to"):
        query.pop(key, None)
    return "?" + query.urlencode()


@register.simple_tag
def asked(each: Any) -> str:
    """Say what a filter asks: its values in words, or from when to when."""
    names = {str(code): str(name) for code, name in each.choices}
    names |= {EMPTY: _("nothing there"), ANY: _("anything there")}
    if each.column.kind == Kind.TICK:
        names |= {YES: _("yes"), NO: _("no")}
    parts = [names.get(value, value) for value in each.values]
    if each.begin or each.end:
        parts.append(f"{each.begin or '…'} – {each.end or '…'}")
    return comma().join(parts)
