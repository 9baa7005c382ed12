"""Small parts that a list of results holds by the hundred: in Python, because an included template costs twenty times as much."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from lantai.catalog.place_names import place_names
from lantai.core.bib.offers import Offer, OfferKind, Options
from lantai.core.bib.record import Contribution
from lantai.infra import numbered
from lantai.infra.isolating import about

from .names import facet_value, language_name, named, own_name
from .parts import state
from .words import bdi, forms, marked, number

register = template.Library()


@register.simple_tag
def title_line(row: Any) -> SafeString:
    """Show the title of a line, linked, and what follows it, in one direction: a colon must not change sides on a page from right to left."""
    address = numbered.address("discovery:work", row.number)
    if not row.title.pieces:
        return SafeString(f'<a href="{address}">{escape(gettext("Without a title"))}</a>')
    linked = f'<a href="{address}">{marked(row.title.pieces, row.title.lang)}</a>'
    rest = f'<span class="rest">: {marked(row.rest.pieces, row.rest.lang)}</span>' if row.rest else ""
    return SafeString(f'<bdi lang="{escape(row.title.lang)}" dir="{row.title.direction}">{linked}{rest}</bdi>')


@register.simple_tag
def agent_line(agent: Contribution) -> SafeString:
    """Show who made a thing, and as what where that is not the author: by its code, else in the source's own word."""
    role = agent.roles[0] if agent.roles else ""
    if not role and agent.role_words:
        said = bdi(agent.role_words[0], "")
    else:
        said = escape(str(named(role, "role"))) if role not in ("", "aut", "cre") else ""
    return SafeString(forms(agent.forms) + (f' <span class="sub">{said}</span>' if said else ""))


@register.simple_tag
def margin(row: Any, library: str = "") -> SafeString:
    """Show in the margin of a line where a work is and how to get it: state, place, call number, and one button.

    The best place stands first, the next beneath it when it is another; ``library`` is not named. Only reading online is a filled button.
    """
    address = numbered.address("discovery:work", row.number)
    options: Options = row.options
    online = options.online[0] if options.online else None
    shown = [f"<p>{state('online')}</p>"] if online else []
    places = [offer.place for _, offers in options.held for offer in offers]
    before = ""
    for place in places[:2]:
        word = f' <span class="sub">{bdi(place.word, "")}</span>' if place.word else ""
        if (head := f"<p>{state(place.state)}{word}</p>") != before:
            shown.append(head)
            before = head
        shown.append(f'<p class="sub">{place_line(place, library)}</p>')
    at_publisher = _at_publisher(options.elsewhere[0].address) if options.elsewhere else ""
    if not shown:
        return SafeString(_not_here(options, at_publisher))
    copies = sum(place.count for place in places)
    said = ngettext("See the copy", "See all %(n)s copies", copies) % {"n": number(copies)}
    where = f' href="{address}#get"'
    if online:
        shown.append(_read_online(online))
        shown.append(f"<a{where}>{said}</a>" if len(places) > 2 else "")
    else:
        shown.append(f'<a class="btn"{where}><span>{said}</span></a>')
        shown.append(at_publisher)
    return SafeString("".join(shown))


def _read_online(offer: Offer) -> str:
    """Return the button that opens a thing, and beneath it what it asks of the reader."""
    condition = f'<p class="sub">{bdi(offer.condition, "")}</p>' if offer.condition and offer.kind is OfferKind.ENTITLED else ""
    words = escape(gettext("Read online"))
    return f'<a class="btn main" href="{escape(offer.address)}" rel="noreferrer">{words}</a>{condition}'


def _not_here(options: Options, at_publisher: str) -> str:
    """Return what stands where the library has nothing: the publisher's page, else the first other way to get it."""
    if at_publisher:
        return f"<p>{state('elsewhere')}</p>{at_publisher}"
    further = options.further[0] if options.further else None
    link = f'<a href="{escape(further.address)}">{bdi(further.label, "")}</a>' if further else ""
    return f"<p>{state('none')}</p>{link}"


def _at_publisher(address: str) -> str:
    """Return the link to the publisher's page of a thing, which may ask for money."""
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(gettext("Open by its DOI"))}</a>'


@register.simple_tag
def place_line(place: Any, library: str = "") -> SafeString:
    """Show where pieces stand: library (unless it is ``library``), location, call number, volume, how many."""
    parts = [bdi(words, "") for words in (place.library, named_place(place)) if words and words != library]
    parts += [f'<bdi dir="ltr" class="call">{escape(place.call_number)}</bdi>'] if place.call_number else []
    parts += [bdi(place.volume, "")] if place.volume else []
    if place.count > 1:
        parts.append(ngettext("%(n)s copy", "%(n)s copies", place.count) % {"n": number(place.count)})
    return SafeString(" · ".join(parts))


@register.simple_tag
def tick(facet: str, value: Any) -> SafeString:
    """Show one checkbox of a facet: a language by its own name as well."""
    if facet == "language" and value.value != "und":
        name = escape(language_name(value.value))
        own = own_name(value.value)
        label = own if f">{name}<" in own else f"{own} <small>{name}</small>"
    else:
        label = conditional_escape(facet_value(facet, value.label or value.value))
    if value.excluded:
        label = f"{escape(pgettext('filter', 'Without'))} {label}"
    checked, count = " checked" if value.chosen else "", "" if value.count is None else _counted(value)
    name = f"not-{facet}" if value.excluded else facet
    box = f'<input type="checkbox" name="{name}" value="{escape(value.value)}"{checked}>'
    within = " within" if value.within else ""
    return SafeString(f'<label class="tick{within}">{box}<span>{label}</span>{count}</label>')


@register.simple_tag
def year_bars(bars: Sequence[Any]) -> SafeString:
    """Draw the years of a search, each as a bar; those that are not chosen paler."""
    outside = ("", ' class="out"')
    return SafeString(
        "".join(
            f'<rect{outside[not bar.inside]} x="{bar.x}%" y="{bar.top}%" width="{bar.width}%" height="{bar.height}%"/>'
            for bar in bars
        )
    )


@register.simple_tag
def year_rows(bars: Sequence[Any]) -> SafeString:
    """Show the same as lines of a table, each leading to the works of its years."""
    return SafeString("".join(_year_row(bar) for bar in bars if bar.count))


def _year_row(bar: Any) -> str:
    years = f"{bar.first}" if bar.first == bar.last else f"{bar.first}–{bar.last}"
    linked = f'<a rel="nofollow" href="{escape(bar.address)}"><bdi dir="ltr" class="num">{years}</bdi></a>'
    return f'<tr><td>{linked}</td><td class="num">{_counted(bar)}</td></tr>'


def _counted(one: Any) -> str:
    return about(one.count) if one.about else number(one.count)


@register.simple_tag
def tick_not(facet: str, value: Any) -> SafeString:
    """Show the checkbox that leaves a value out; one that is left out already has its own."""
    if value.excluded:
        return SafeString("")
    named_value = conditional_escape(facet_value(facet, value.label or value.value))
    box = f'<input type="checkbox" name="not-{facet}" value="{escape(value.value)}">'
    said = escape(gettext("Leave out"))
    return SafeString(f'<label class="tick not">{box}<span>{said}<span class="unseen"> {named_value}</span></span></label>')


def named_place(place: Any) -> str:
    """Return a location by the library's own name for it in the language of the page, else by the word of the record."""
    return place_names(get_language() or "en").get((place.library, place.location), place.location)
