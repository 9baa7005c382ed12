"""Rows of the readers' lists of journals and databases: in Python, because a page holds fifty and a template of each costs twenty times as much."""

from collections.abc import Hashable, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from html import escape
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from lantai.apps.holdings.az import coverage
from lantai.apps.holdings.az.databases import TYPES
from lantai.apps.holdings.az.journals import Found, Letter, offers_on
from lantai.apps.holdings.models import Database
from lantai.apps.holdings.models.listed import Journal
from lantai.core.bib.classtree import caption
from lantai.core.bib.disciplines import NAMES
from lantai.core.text.languages import name as language_name
from lantai.infra.icons import icon
from lantai.infra.isolating import bdi, comma, ltr, number

register = template.Library()

SHOWN_NAMES = 3
_FORMER = ("former", "abbreviated", "parallel", "original", "uniform", "alternative", "translated")


@register.simple_tag
def years(statements: Any) -> SafeString:
    """Show the years of some statements: "1997–2004, 2008–"."""
    found = coverage.spans(statements)
    return SafeString(comma().join(_span(span) for span in found) if found else escape(_("years not said")))


def _span(span: coverage.Span) -> str:
    first = str(span.first) if span.first is not None else "…"
    return str(ltr(first if span.first is not None and span.first == span.last else f"{first}–{span.last or ''}"))


@register.simple_tag
def condition(code: str) -> str:
    """Say what an embargo means, "" where there is none."""
    return "; ".join(_wall(wall) for wall in coverage.embargo(code))


def _wall(wall: coverage.Embargo) -> str:
    said = {
        ("Y", True): lambda n: ngettext("without the last year", "without the last %(n)d years", n),
        ("M", True): lambda n: ngettext("without the last month", "without the last %(n)d months", n),
        ("D", True): lambda n: ngettext("without the last day", "without the last %(n)d days", n),
        ("Y", False): lambda n: ngettext("only the last year", "only the last %(n)d years", n),
        ("M", False): lambda n: ngettext("only the last month", "only the last %(n)d months", n),
        ("D", False): lambda n: ngettext("only the last day", "only the last %(n)d days", n),
    }[wall.unit, wall.behind](wall.count)
    return said % {"n": wall.count} if "%(n)d" in said else said


@register.simple_tag
def subject_name(value: str) -> str:
    """Return what a discipline or class is called in the language of the page; its number where it has no name here."""
    scheme, _colon, code = value.partition(":") if ":" in value else ("d", "", value)
    if scheme == "d":
        return _(NAMES[code]) if code in NAMES else code
    return caption(scheme, code, get_language() or "en") or code


@register.simple_tag
def type_name(code: str) -> str:
    """Return what a type of database is called; a type of the library's own as it is written."""
    return str(TYPES.get(code, code))


@register.simple_tag
def journal_row(row: Journal, day: date, drawn: Mapping[Hashable, list[str]], alone: bool = False) -> SafeString:
    """Show one title of the list: its name, what else it is called, marks, and where it is to be had, each with its years.

    ``alone``: on its own page, which has the name above.
    """
    said = msgspec.msgpack.encode([getattr(row, name) for name in _SHOWN])
    key = (said, day, get_language(), alone)
    if (html := _rows.get(key)) is None:
        if len(_rows) >= MOST_ROWS:
            _rows.clear()
        html = _rows[key] = _row(row, day, alone)
    beside = "".join(f'<div class="said">{said}</div>' for said in drawn.get(row.pk, ()))
    return SafeString(f'<li id="j{row.pk}">{html}{beside}</li>')


_SHOWN = ("pk", "work", "title", "language", "publisher", "is_open", "is_reviewed", "issns", "names", "offers")
"""All that a line shows: while it is the same, so is the line in one language on one day."""

MOST_ROWS = 4_000
"""Lines that a process keeps, of about a thousand characters each."""

_rows: dict[tuple[bytes, date, str | None, bool], str] = {}


def _row(row: Journal, day: date, alone: bool) -> str:
    offers = offers_on(row, day)
    if alone:
        head = f"<p>{marks}</p>" if (marks := _marks(row).strip()) else ""
    else:
        named = f'<a href="{_address("holdings:journal", row.pk)}">{bdi(row.title, row.language, "serif")}</a>'
        head = f'<h3 class="t">{named}{_marks(row)}</h3>'
    parts = [head, "" if alone else _names(row), _about(row)]
    parts.append(f'<ul class="offers-of">{"".join(_offer(offer) for offer in offers)}</ul>')
    parts.append(_onward(row))
    return "".join(parts)


_PLACE = 9_999_999_999
"""Stands for a number in an address that is made once."""


def _address(name: str, number: int) -> str:
    """Return the address of a page that has one number."""
    before, after = _addresses(name)
    return f"{before}{number}{after}"


@cache
def _addresses(name: str) -> tuple[str, str]:
    before, _at, after = reverse(name, args=[_PLACE]).partition(str(_PLACE))
    return before, after


@register.simple_tag(takes_context=True)
def letters_nav(context: template.Context, found: Found) -> SafeString:
    """Offer the letters under which there are titles, script by script; a page has a hundred of them."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name in ("script", "letter", "page"):
        query.pop(name, None)
    narrowing = f"{escape(query.urlencode())}&amp;" if query else ""
    return _letters(tuple(found.letters), (found.asked.script, found.asked.letter), narrowing, get_language())


@lru_cache(maxsize=256)
def _letters(letters: tuple[Letter, ...], wanted: tuple[str, str], narrowing: str, language: str | None) -> SafeString:
    scripts: dict[str, list[str]] = {}
    for one in letters:
        scripts.setdefault(one.script, []).append(_letter(one, wanted, narrowing))
    return SafeString("".join(_letters_of(script, of) for script, of in scripts.items()))


def _letters_of(script: str, letters: list[str]) -> str:
    name = escape(script_name(script))
    return f'<nav class="letters" aria-label="{name}"><span class="sub">{name}</span>{"".join(letters)}</nav>'


def _letter(one: Letter, wanted: tuple[str, str], narrowing: str) -> str:
    shown = f'<bdi lang="{"ar" if one.script == "Arab" else ""}">{escape(one.letter)}</bdi>'
    if (one.script, one.letter) == wanted:
        return f'<b aria-current="page">{shown}</b>'
    at = f"{narrowing}script={quote(one.script)}&amp;letter={quote(one.letter)}"
    return f'<a href="?{at}" title="{one.count}">{shown}</a>'


def _marks(row: Journal) -> str:
    marks = []
    if row.is_reviewed:
        marks.append(f' <span class="mark-of">{icon("have")}{escape(_("Peer-reviewed"))}</span>')
    if row.is_open:
        marks.append(f' <span class="mark-of">{icon("have")}{escape(_("Open access"))}</span>')
    return "".join(marks)


def _names(row: Journal) -> str:
    shown = [(value, lang, kind) for value, lang, kind in row.names if kind in _FORMER][:SHOWN_NAMES]
    if not shown:
        return ""
    formerly = escape(_("formerly"))
    said = (f"{formerly} {bdi(v, lang)}" if kind == "former" else str(bdi(v, lang)) for v, lang, kind in shown)
    return f'<p class="sub">{" · ".join(said)}</p>'


def _about(row: Journal) -> str:
    parts = [str(bdi(row.publisher, ""))] if row.publisher else []
    parts += [f"ISSN {ltr(value)}" for value in row.issns[:3]]
    return f'<p class="sub">{" · ".join(parts)}</p>' if parts else ""


def _offer(offer: Mapping[str, Any]) -> str:
    url = str(offer["url"])
    name = offer["platform"] or urlsplit(url).hostname or offer["name"]
    linked = (
        f'<a href="{escape(url)}" rel="noreferrer">{bdi(name, "")}</a>'
        if url.startswith(("http://", "https://"))
        else str(bdi(name, ""))
    )
    said = [str(years(offer["coverage"]))]
    if wall := condition(str(offer["embargo"])):
        said.append(escape(wall))
    said += [escape(depth) for depth in filter(None, [_depth(str(offer["depth"]))])]
    said += [escape(_("open to all"))] if offer["open"] else []
    said += [escape(_("rights kept after cancellation"))] if offer.get("kept") else []
    if offer["trial"]:
        said.append(
            f'<span class="st warn">{icon("wait")}<span>{escape(_("Trial until"))} {ltr(_last_day(str(offer["until"])))}</span></span>'
        )
    package = f' <span class="sub">{bdi(offer["name"], "")}</span>' if offer["platform"] and offer["name"] != name else ""
    note = f' <span class="sub">{bdi(offer["note"], "")}</span>' if offer["note"] else ""
    return f"<li>{linked}{package} <span>{' · '.join(said)}</span>{note}</li>"


def _last_day(until: str) -> str:
    return date.fromordinal(date.fromisoformat(until).toordinal() - 1).isoformat()


def _depth(code: str) -> str:
    return {"abstracts": _("abstracts only"), "selected articles": _("selected articles only")}.get(code.casefold(), "")


_search = cache(partial(reverse, "discovery:search"))


def _onward(row: Journal) -> str:
    """Link to the newest articles of the title in the catalog, where an ISSN says which they are."""
    if not row.issns:
        return ""
    address = f"{_search()}?{urlencode([*(('journal', number) for number in row.issns), ('sort', 'newest')])}"
    said = escape(_("Newest in the catalog"))
    return f'<p class="sub"><a href="{escape(address)}" rel="nofollow">{said}</a></p>'


@register.simple_tag
def database_name(row: Database) -> SafeString:
    """Show the name of a database in the language of the page, the original beside it."""
    lang = get_language() or "en"
    said = _in(row.names, lang)
    if not said or said == row.name:
        return bdi(row.name, row.language, "serif")
    return SafeString(f'{bdi(said, lang, "serif")} <small class="sub">{bdi(row.name, row.language)}</small>')


@register.simple_tag
def in_language(words: Mapping[str, str], beside: bool = False) -> SafeString:
    """Show words in the language of the page, else in English, else in any; ``beside``: the first other language after them."""
    lang = get_language() or "en"
    said = _in(words, lang)
    if said:
        other = next(((tag, text) for tag, text in words.items() if text and text != said), None)
        more = f'<p class="sub">{bdi(other[1], other[0])}</p>' if beside and other else ""
        return SafeString(f"{bdi(said, lang)}{more}")
    tag, text = next(((tag, words[tag]) for tag in ("en", *words) if words.get(tag)), ("", ""))
    return bdi(text, tag) if text else SafeString("")


def _in(words: Mapping[str, str], lang: str) -> str:
    """Return the words in a language: "zh-hans" is also asked as "zh-Hans" and "zh"."""
    primary = lang.partition("-")[0]
    by_tag = {tag.casefold(): text for tag, text in words.items()}
    return by_tag.get(lang.casefold()) or by_tag.get(primary) or ""


@register.simple_tag
def language_of(tag: str) -> str:
    """Return the name of a language in the language of the page."""
    return language_name(tag, get_language() or "en")


@register.simple_tag
def said_of_seats(seats: int) -> SafeString:
    """Say how many readers may use a thing at a time."""
    said = ngettext("%(n)s reader at a time", "%(n)s readers at a time", seats)
    return SafeString(escape(said) % {"n": number(seats)})


@register.simple_tag
def last_day(until: date) -> SafeString:
    """Show the last day of a period that ends before a day."""
    return ltr(_last_day(until.isoformat()))


@register.simple_tag
def script_name(code: str) -> str:
    """Return what the letters of a script are called in the list."""
    names = {
        "Hani": pgettext("script", "Chinese, by pinyin"),
        "Latn": pgettext("script", "Latin letters"),
        "Arab": pgettext("script", "Arabic letters"),
        "Cyrl": pgettext("script", "Cyrillic letters"),
        "Jpan": pgettext("script", "Japanese"),
        "Kore": pgettext("script", "Korean"),
        "Hebr": pgettext("script", "Hebrew letters"),
        "Grek": pgettext("script", "Greek letters"),
        "Deva": pgettext("script", "Devanagari"),
        "Thai": pgettext("script", "Thai"),
    }
    return names.get(code, pgettext("script", "Digits and signs") if code == "#" else code)
