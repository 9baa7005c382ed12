"""Parts of the pages of browsing: names of families and scripts, the drawn map of languages, bars, addresses of headings."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from lantai.core.bib.classes import classes_above
from lantai.core.bib.headings import MOST_PARTS, address, life, name_address
from lantai.core.bib.record import Contribution, Subject
from lantai.core.text.families import script_name
from lantai.core.text.scripts import direction_of_text

from ..browse import shelf
from ..browse.charts import share
from ..browse.languages import Drawn, ems, group
from ..browse.languages import own_name as spoken_name

register = template.Library()


def bdi(words: str, lang: str) -> str:
    """Return words of a record isolated."""
    return f'<bdi lang="{escape(lang)}" dir="{direction_of_text(words)}">{escape(words)}</bdi>'


FAMILIES: dict[str, Promise] = {
    "sinitic": gettext_lazy("Sinitic"),
    "tibeto-burman": gettext_lazy("Tibeto-Burman"),
    "japonic": gettext_lazy("Japonic"),
    "koreanic": gettext_lazy("Koreanic"),
    "turkic": gettext_lazy("Turkic"),
    "mongolic": gettext_lazy("Mongolic"),
    "tungusic": gettext_lazy("Tungusic"),
    "austroasiatic": gettext_lazy("Austroasiatic"),
    "tai-kadai": gettext_lazy("Tai-Kadai"),
    "austronesian": gettext_lazy("Austronesian"),
    "dravidian": gettext_lazy("Dravidian"),
    "indo-aryan": gettext_lazy("Indo-Aryan"),
    "iranian": gettext_lazy("Iranian"),
    "armenian": gettext_lazy("Armenian"),
    "hellenic": gettext_lazy("Hellenic"),
    "albanian": gettext_lazy("Albanian"),
    "slavic": gettext_lazy("Slavic"),
    "baltic": gettext_lazy("Baltic"),
    "germanic": gettext_lazy("Germanic"),
    "romance": gettext_lazy("Romance"),
    "italic": gettext_lazy("Italic"),
    "celtic": gettext_lazy("Celtic"),
    "uralic": gettext_lazy("Uralic"),
    "kartvelian": gettext_lazy("Kartvelian"),
    "caucasian": gettext_lazy("North Caucasian"),
    "basque": gettext_lazy("Basque"),
    "semitic": gettext_lazy("Semitic"),
    "afroasiatic": gettext_lazy("Other Afroasiatic"),
    "niger-congo": gettext_lazy("Niger-Congo"),
    "nilo-saharan": gettext_lazy("Nilo-Saharan"),
    "american": gettext_lazy("Languages of the Americas"),
    "constructed": gettext_lazy("Constructed languages"),
    "sign": gettext_lazy("Sign languages"),
    "creole": gettext_lazy("Creoles and pidgins"),
    "other": gettext_lazy("Other languages"),
}

GROUPS: dict[int, Promise] = {
    1: gettext_lazy("Latin"),
    2: gettext_lazy("Han, kana, hangul"),
    3: gettext_lazy("Cyrillic"),
    4: gettext_lazy("Arabic script"),
    5: gettext_lazy("South and Southeast Asian"),
    6: gettext_lazy("Greek, Hebrew and other"),
}

ORDERS: dict[str, Promise] = {
    "size": gettext_lazy("By size"),
    "name": gettext_lazy("By name"),
    "family": gettext_lazy("By family"),
    "script": gettext_lazy("By script"),
}

SUBJECT_SCHEMES: dict[str, Promise | str] = {
    "lcsh": gettext_lazy("Library of Congress Subject Headings"),
    "lcshac": gettext_lazy("Library of Congress Children’s Subject Headings"),
    "lcgft": gettext_lazy("Library of Congress Genre/Form Terms"),
    "mesh": gettext_lazy("Medical Subject Headings"),
    "cct": gettext_lazy("Chinese Classified Thesaurus"),
    "rameau": "RAMEAU",
    "gnd": "GND",
    "fast": "FAST",
    "local": gettext_lazy("The library’s own headings"),
}
"""Lists of subject headings by their codes; one that is not here is shown by its code."""

JOINS: dict[str, Promise] = {"and": gettext_lazy("and"), "or": gettext_lazy("or"), "not": gettext_lazy("and not")}


BOOK_OF_HAN = (
    "御史大夫秦官位上卿銀",
    "印青綬掌副丞相有兩丞",
    "秩千石一曰中丞在殿中",
    "蘭臺掌圖籍祕書",
    "外督部",
    "刺史內領侍御史員十五",
    "人受公卿奏事舉劾按章",
)
"""Book of Han, chapter 19, the table of offices: where Lantai is named; the fourth piece is marked as readers of old mark it."""


@register.simple_tag
def book_of_han() -> SafeString:
    """Show the passage from which the name comes, column by column."""
    first, second, third, marked, rest, *others = BOOK_OF_HAN
    columns = "<br>".join([first, second, third, f"<mark>{marked}</mark>{rest}", *others])
    return SafeString(f'<blockquote lang="lzh" dir="ltr">{columns}</blockquote>')


@register.filter
def family_name(code: str) -> str:
    """Name a family of languages."""
    return str(FAMILIES.get(code, FAMILIES["other"]))


@register.filter
def script_named(code: str) -> str:
    """Name a script in the language of the page."""
    return script_name(code, get_language() or "en") if code else "–"


@register.filter
def subject_scheme(code: str) -> str:
    """Name a list of subject headings."""
    return str(SUBJECT_SCHEMES.get(code, code.upper()))


@register.filter
def order_name(code: str) -> str:
    """Name an order of a table."""
    return str(ORDERS[code])


@register.filter
def join_name(code: str) -> str:
    """Say how a row of the advanced form is joined to those before it."""
    return str(JOINS[code])


@register.simple_tag
def script_groups() -> list[tuple[int, str]]:
    """Return the groups of scripts with their names, for the legend."""
    return [(n, str(name)) for n, name in GROUPS.items()]


@register.filter
def percent(share: float) -> SafeString:
    """Show a share of 0 to 1 in percent."""
    said = "100 %" if share >= 1 else f"{100 * share:.1f} %" if share >= 0.001 else "< 0.1 %"
    return SafeString(f'<bdi dir="ltr" class="num">{escape(said)}</bdi>')


@register.simple_tag
def bar(length: float, group: int = 1) -> SafeString:
    """Draw a bar of so many percent."""
    return SafeString(
        f'<svg class="length f{group}" width="100%" height="12" aria-hidden="true" focusable="false">'
        f'<rect width="{length}%" height="12"/></svg>'
    )


@register.simple_tag
def with_bars(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int, float, int]]:
    """Return languages with their counts, the length of their bars and the group of their scripts; as many as stand beside a list."""
    largest = max((count for _tag, count in counts), default=0)
    return [(tag, count, share(count, largest), group(tag)) for tag, count in counts[:14]]


@register.simple_tag
def language_map(drawn: Sequence[Drawn], size: tuple[int, int], css: str) -> SafeString:
    """Draw the languages as areas, each a link. Whoever cannot see it has the table: the links here are left out of the tab order."""
    width, height = size
    rtl = get_language_bidi()
    cells = "".join(_cell(one, width, rtl=rtl) for one in drawn)
    return SafeString(f'<svg class="map {css}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">{cells}</svg>')


def _cell(one: Drawn, width: int, *, rtl: bool) -> str:
    """Draw one area: a rule above in the color of its scripts, the language in itself, its name here, how many."""
    cell = one.cell
    x = width - cell.x - cell.width if rtl else cell.x
    name = one.label or (_rest(one.rest) if not cell.key else "")
    size = one.size if cell.key else min(one.size, (cell.width - 14) / max(ems(name), 1))
    at_right = rtl or direction_of_text(name) == "rtl"
    edge = x + cell.width - 8 if at_right else x + 8
    frame = f'<rect x="{x:.1f}" y="{cell.y:.1f}" width="{cell.width:.1f}" height="{cell.height:.1f}" class="ground"/>'
    rule = f'<rect x="{x:.1f}" y="{cell.y:.1f}" width="{cell.width:.1f}" height="4" class="rule"/>'
    y = cell.y + size * 0.9 + 12
    words = _words(name, size, edge, y, css="own", lang=cell.key, at_right=at_right)
    y += size * 0.26
    if one.second:
        y += 18
        words += _words(one.second, 13.5, edge, y, css="", at_right=at_right)
    if cell.height > y - cell.y + 20 and cell.width > 40:
        words += _words(f"{cell.count:,}", 13.5, edge, y + 18, css="", at_right=at_right, number=True)
    inside = f"{frame}{rule}{words}"
    if not cell.key:
        return f'<g class="f0">{inside}</g>'
    where = reverse("discovery:language", args=[cell.key])
    return f'<a href="{escape(where)}" tabindex="-1" class="f{one.group}"><title>{escape(cell.key)}</title>{inside}</a>'


def _rest(count: int) -> str:
    return ngettext("%(n)s more language", "%(n)s more languages", count) % {"n": count}


def _words(
    text: str, size: float, x: float, y: float, *, css: str, at_right: bool, lang: str | None = None, number: bool = False
) -> str:
    if not text:
        return ""
    own = direction_of_text(text)
    # The anchor is where the text begins by its own direction; what begins at the other side of its cell ends there.
    anchor = "start" if (own == "rtl") == at_right and not number else "end" if at_right else "start"
    direction = f' direction="{own}"'  # said always: the page's own would turn the anchor round
    tag = f' lang="{escape(lang)}"' if lang else ""
    return f'<text class="{css}"{tag}{direction} x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


@register.filter
def spoken(tag: str) -> SafeString:
    """Show a language's own name as a heading does."""
    name = spoken_name(tag)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', tag, direction_of_text(name), name)


@register.simple_tag
def person_address(agent: Contribution) -> str:
    """Return the address of the page of a contributor; "" when the name has no words."""
    found = name_address(agent.forms[0].value, life(agent.dates))
    return reverse("discovery:person", args=[found]) if found else ""


@register.simple_tag
def subject_links(subject: Subject) -> SafeString:
    """Show a subject, each element a link to the page of the heading up to there."""
    parts = [
        bdi(subject.forms[0].value, subject.forms[0].lang),
        *(bdi(part, subject.forms[0].lang) for part in subject.subdivisions),
    ]
    values = (subject.forms[0].value, *subject.subdivisions)
    linked = []
    for n, html in enumerate(parts, start=1):
        found = address(*values[: min(n, MOST_PARTS)])
        linked.append(f'<a href="{escape(reverse("discovery:subject", args=[found]))}">{html}</a>' if found else html)
    return SafeString(" — ".join(linked))


@register.simple_tag
def language_address(tag: str) -> str:
    """Return the address of the page of a language."""
    primary = tag.partition("-")[0]
    return (
        reverse("discovery:language", args=[primary])
        if primary.isascii() and primary.isalnum()
        else reverse("discovery:languages")
    )


@register.simple_tag
def value_address(facet: str, value: str) -> str:
    """Return where the page of a value of a facet stands; "" where there is none."""
    if facet == "language":
        return "" if value == "und" else language_address(value)
    return heading_address(value) if facet == "subject" else ""


@register.simple_tag
def heading_address(value: str) -> str:
    """Return the address of the page of a subject by its words."""
    found = address(value)
    return reverse("discovery:subject", args=[found]) if found else ""


@register.simple_tag
def class_address(scheme: str, number: str) -> str:
    """Return the address of the page of the narrowest class that pages know of a class number; "" where there is none."""
    above = classes_above(scheme, number)
    return reverse("discovery:class", args=[scheme, above[-1].partition(":")[2]]) if above else ""


@register.inclusion_tag("discovery/neighbours.html")
def shelf_neighbours(page: Any) -> dict[str, Any]:
    """Show what stands beside a work on the shelf, as a strip; nothing where it stands on none."""
    instances = [edition.number for _language, editions in page.editions for edition in editions] or [page.edition]
    return {"found": shelf.neighbours(page.number, page.edition, instances, lang=get_language() or "en"), "number": page.number}


@register.simple_tag
def half_of_all(languages: int) -> str:
    """Say how few languages hold half of the works."""
    said = ngettext("%(n)s language holds half of all works", "%(n)s languages hold half of all works", languages)
    return said % {"n": languages}


@register.simple_tag
def class_label(one: Any) -> str:
    """Name a class, or say that it has no name here."""
    return one.caption or _("Class without a caption here")
