"""``{% hit row %}``: one line of a list of works, in Python, because twenty of them are most of a page (see lists.py).

No space stands where none is needed.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, npgettext

from lantai.infra.numbered import address

from .covers import cover
from .lists import agent_line, margin, title_line
from .names import language_name, named
from .parts import notice_mark, open_words, standing
from .romanised import romanised_line
from .translated import gloss_line, through_text
from .words import bdi, marked, number, text

register = template.Library()


@register.simple_tag(takes_context=True)
def hit(context: Context, row: Any) -> SafeString:
    """Show a work so that a reader can choose it: cover, title, makers, facts, why it was found, where it is."""
    asked = bool(getattr(context.get("params"), "text", ""))
    library = getattr(context.get("results"), "library", "")
    return SafeString(
        f'<article class="hit"><div class="at-cover">{cover(row)}</div><div><h2>{title_line(row)}</h2>'
        f"{_forms(row)}{_people(row)}{_facts(row)}{_also(row)}{_why(row)}{_pick(row, asked=asked)}"
        f'</div><div class="side">{margin(row, library)}</div></article>'
    )


def _forms(row: Any) -> str:
    """Return the title in other scripts and in the language of the page."""
    others = "".join(f'<p class="roman">{marked(form.pieces, form.lang)}</p>' for form in row.other_forms)
    return f"{others}{romanised_line(row)}{gloss_line(row) if row.gloss else ''}"


def _people(row: Any) -> str:
    if not row.people:
        return ""
    more = ""
    if row.more_people:
        said = npgettext("people", "and %(n)s more", "and %(n)s more", row.more_people) % {"n": number(row.more_people)}
        more = f' <span class="sub">{said}</span>'
    return f'<p class="by">{" · ".join(map(agent_line, row.people))}{more}</p>'


def _facts(row: Any) -> str:
    return f'<p class="facts">{"".join(f"<span>{fact}</span>" for fact in _each_fact(row))}</p>'


def _each_fact(row: Any) -> Iterator[str]:
    if row.nature:
        yield notice_mark(row.nature)
    if row.openness and row.openness.is_open:
        yield standing("ok", open_words(row.openness.color))
    if row.kind != "other":
        yield escape(str(named(row.kind, "kind")))
    if row.date:
        yield bdi(row.date, "")
    if row.journal:
        yield text(row.journal)
    elif row.publisher:
        yield text(row.publisher[0])
    yield from (escape(language_name(tag)) for tag in row.languages)
    if row.editions > 1:
        yield ngettext("%(n)s edition", "%(n)s editions", row.editions) % {"n": number(row.editions)}


def _also(row: Any) -> str:
    """Return the titles of other editions."""
    if not row.also:
        return ""
    more = ""
    if row.more_also:
        said = npgettext("titles", "and %(n)s more", "and %(n)s more", row.more_also) % {"n": number(row.more_also)}
        more = f' <span class="sub">{said}</span>'
    also, titles = escape(gettext("Also")), " · ".join(map(_other, row.also))
    return f'<p class="by"><span class="sub">{also}</span> {titles}{more}</p>'


def _other(also: Any) -> str:
    language = escape(language_name(also.language)) if also.language else ""
    title = marked(also.title.pieces, also.title.lang)
    return f'<span class="serif">{title}</span> <span class="sub">{language} {bdi(also.year, "")}</span>'


def _why(row: Any) -> str:
    return "".join(f'<p class="why">{said}</p>' for said in _each_why(row))


def _each_why(row: Any) -> Iterable[str]:
    for reason in row.reasons:
        field = escape(str(named(reason.field, "field")))
        led = f'<a href="{escape(reason.address)}" rel="nofollow">{field}</a>' if reason.address else field
        yield f"{led}: {marked(reason.words.pieces, reason.words.lang)}"
    yield from map(through_text, row.through)
    if "identifier" in row.matched:
        yield escape(gettext("The number you asked for"))
    elif "meaning" in row.matched:
        yield escape(gettext("Near in meaning"))
    elif "exact_title" in row.matched:
        yield escape(gettext("Exactly this title"))
    elif row.matched == ("romanised",):
        yield escape(gettext("Found by its romanised form"))


def _pick(row: Any, *, asked: bool) -> str:
    """Return how to choose the work, to cite it, and, where words were ``asked``, to learn why it was found; its name for tools (taking/unapi.py)."""
    title = escape("".join(piece for piece, _ in row.title.pieces))
    choose, cite, why = escape(gettext("Choose")), escape(gettext("Cite")), escape(gettext("Why this?"))
    box = f'<input type="checkbox" name="work" value="{row.number}" form="picked">'
    chosen = f'<label>{box}{choose}<span class="unseen">: <bdi>{title}</bdi></span></label>'
    cited = f'<a rel="nofollow" href="{address("discovery:cite", row.number)}">{cite}</a>'
    explained = f'<button form="whys" name="work" value="{row.number}">{why}</button>' if asked else ""
    unapi = f'<abbr class="unapi-id" title="works/{row.number}"></abbr>'
    return f'<p class="pick">{chosen}{cited}{explained}{unapi}</p>'
