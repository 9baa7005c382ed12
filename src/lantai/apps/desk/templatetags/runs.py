"""Sentences about imports: outcomes, steps, why a row was refused, what was mended, why two records may be one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from lantai.apps.desk import refused
from lantai.catalog.models import Harvest, HarvestRole, Refusal
from lantai.core.formats.fault import Around

register = template.Library()

OUTCOMES: dict[str, tuple[str, Promise]] = {
    "new": ("f1", pgettext_lazy("outcome", "New")),
    "changed": ("f3", pgettext_lazy("outcome", "Changed")),
    "same": ("f0", pgettext_lazy("outcome", "Same")),
    "deleted": ("f4", pgettext_lazy("outcome", "Deleted")),
    "refused": ("f5 hatch", pgettext_lazy("outcome", "Refused")),
    "skipped": ("f2", pgettext_lazy("outcome", "Not wanted")),
}
"""Outcome -> how its part of the bar is filled (refused: hatched, never by color alone), and its name."""

STEPS: dict[str, Promise] = {
    "receive": _("Receive"),
    "read": _("Read and clean"),
    "match": _("Match and merge"),
    "index": _("Index"),
}

STEP_STATES: dict[str, tuple[str, str, Promise]] = {
    "done": ("ok", "have", _("done")),
    "now": ("warn", "wait", _("running")),
    "waits": ("far", "far", _("waits")),
    "halted": ("warn", "care", _("halted")),
    "ended": ("far", "far", _("ended early")),
}

STATES: dict[str, tuple[str, str]] = {
    "waiting": ("far", "far"),
    "running": ("warn", "wait"),
    "stopped": ("warn", "care"),
    "paused": ("warn", "care"),
    "ended": ("far", "far"),
    "finished": ("ok", "have"),
    "failed": ("stop", "stop"),
}

REPAIRS: dict[str, Promise] = {
    "length": _("a wrong record length"),
    "leader": _("a damaged leader"),
    "directory": _("a damaged directory"),
    "base": _("fields that begin elsewhere than the leader says"),
    "holes": _("gaps between the fields"),
    "terminator": _("a missing or misplaced terminator"),
    "truncated": _("a record that breaks off"),
    "lines": _("lines that are no field"),
    "tag": _("a damaged field tag"),
    "indicators": _("damaged indicators"),
    "subfields": _("a damaged subfield"),
    "charset": _("a wrong or missing character set"),
    "control": _("control characters"),
    "nul": _("NUL bytes"),
    "bom": _("a byte order mark"),
    "crlf": _("line breaks inside the record"),
    "xml": _("broken XML"),
    "markup": _("markup inside a value"),
    "ampersand": _("an unescaped ampersand"),
    "008": _("a damaged field 008"),
    "880": _("a link between scripts that leads nowhere"),
    "repeated": _("a field that may stand only once"),
    "number_reused": _("a number that another record has already"),
    "isbn": _("an ISBN"),
    "issn": _("an ISSN"),
    "lccn": _("an LCCN"),
    "date": _("a date"),
    "language": _("a language code"),
}
"""What was mended, by the code of the repair; another is shown as its code."""

REASONS: dict[str, Promise] = {
    "shared_identifier": _("They share an identifier: {words}"),
    "shared_doubtful_identifier": _("They share an identifier that may be of a set or another format: {words}"),
    "titles_differ": _("Their titles differ. {words}"),
    "titles_alike": _("Their titles are alike. {words}"),
    "parts_differ": _("They are different parts: {words}"),
    "languages_differ": _("Their languages differ. {words}"),
    "kinds_differ": _("They are different kinds of things: {words}"),
    "staff": _("A librarian decided. {words}"),
    "same_title_creator_year": _("Title, author and year are the same: {words}"),
    "same_creator_and_title": _("Author and title are the same. {words}"),
    "same_creator_and_original_title": _("They have one author and one original title. {words}"),
    "same_uniform_title": _("They have one uniform title. {words}"),
    "version_named": _("One names the other as a version of itself: {words}"),
    "looks_like_a_version": _("A preprint and a paper that look alike: title, people and year ({words})"),
    "creators_differ": _("Their authors differ. {words}"),
}
"""Why two records may be one, or not, by the code of core.matching."""


@register.filter
def fill(outcome: str) -> str:
    """Return the classes of an outcome's part of the bar."""
    return OUTCOMES[outcome][0]


@register.simple_tag
def outcome_name(outcome: str) -> Any:
    """Name an outcome."""
    return OUTCOMES[outcome][1]


@register.simple_tag
def step_name(step: str) -> Any:
    """Name a step of an import."""
    return STEPS[step]


@register.filter
def step_tone(state: str) -> str:
    """Return the tone of a step's state."""
    return STEP_STATES[state][0]


@register.filter
def step_icon(state: str) -> str:
    """Return the icon of a step's state."""
    return STEP_STATES[state][1]


@register.simple_tag
def step_word(state: str) -> Any:
    """Name where a step stands."""
    return STEP_STATES[state][2]


@register.filter
def run_tone(harvest: Harvest) -> str:
    """Return the tone of an import's state."""
    return STATES[harvest.state][0]


@register.filter
def run_icon(harvest: Harvest) -> str:
    """Return the icon of an import's state."""
    return STATES[harvest.state][1]


SINCE: dict[str, tuple[str, str, Promise]] = {
    "in": ("ok", "have", _("Went in when tried again")),
    "again": ("stop", "stop", _("Refused again")),
    "waits": ("warn", "wait", _("Being tried again")),
}
"""What became of a refused row that was taken up again."""


@register.simple_tag
def since_then(row: Refusal, retried: Mapping[int, str]) -> SafeString:
    """Say what became of a refused row, with the way to the import that took it up again."""
    if row.pk not in retried:
        return SafeString("")
    look, shape, words = SINCE[retried[row.pk]]
    where = reverse("desk:run", args=[row.retried_id])
    return SafeString(render_to_string("desk/state.html", {"look": look, "shape": shape, "where": where, "words": words}))


@register.simple_tag
def fault_text(found: Around) -> SafeString:
    """Show the faulty characters among their neighbors."""
    words = format_html('{}<mark class="fault">{}</mark>{}', found.before, found.fault, found.after)
    return format_html('<pre class="raw" tabindex="0" lang="" dir="ltr">{}</pre>', words)


@register.simple_tag
def fault_bytes(found: Around) -> SafeString:
    """Show the same as hexadecimal, sixteen bytes a line."""
    lines = [
        f"{at:06x}  " + " ".join(f'<mark class="fault">{words}</mark>' if hit else words for words, hit in pieces if words)
        for at, pieces in found.lines
    ]
    return mark_safe('<pre class="raw" tabindex="0" lang="" dir="ltr">' + "\n".join(lines) + "</pre>")  # noqa: S308 (hexadecimal)


NARROWINGS: dict[str, Promise] = {
    "running": _("Running or waiting"),
    "halted": _("Stopped before their end"),
    "refused": _("With refused rows to be dealt with"),
    "finished": _("Finished"),
}


@register.simple_tag
def narrowings() -> list[tuple[str, Promise]]:
    """Return what the list of imports can be narrowed to, with its name."""
    return list(NARROWINGS.items())


@register.simple_tag
def run_name(harvest: Harvest) -> SafeString:
    """Name an import: its file, and whether it took refused rows up again or took an import back."""
    name = format_html('<bdi dir="auto">{}</bdi>', harvest.file_name) if harvest.file_name else escape(_("Correction"))
    if harvest.role == HarvestRole.FILE:
        return name
    return format_html('{} <span class="sub">{}</span>', name, harvest.get_role_display())


@register.simple_tag
def reason(refusal: Refusal) -> SafeString:
    """Say why a row was refused; its values come from the file and are isolated."""
    return format_html('<bdi dir="auto">{}</bdi>', refused.reason(refusal))


@register.simple_tag
def failure(harvest: Harvest) -> str:
    """Say why an import stopped."""
    return refused.sentence(harvest.error, harvest.error_values)


@register.simple_tag
def repair_name(code: str) -> Any:
    """Name what was mended while reading."""
    return REPAIRS.get(code, code)


@register.simple_tag
def likeness(code: str, detail: str) -> SafeString:
    """Say one reason for or against two records being one."""
    if code in TITLES and detail:
        share = {"n": format_html('<bdi dir="ltr">{}</bdi>', round(100 * float(detail)))}
        return format_html(str(TITLES[code]), **share)
    if code.startswith("shared_"):
        scheme, _colon, number = detail.partition(":")
        detail = f"{scheme.upper()} {number}"
    words = format_html('<bdi dir="auto">{}</bdi>', detail)
    return format_html(str(REASONS.get(code, _("{code}: {words}"))), words=words, code=code)


TITLES: dict[str, Promise] = {
    "titles_differ": _("Their titles have {n} % of their words in common."),
    "titles_alike": _("Their titles are alike: {n} % of their words are the same."),
}
"""The same with the share of words (core.matching.compare.title_likeness)."""

DOUBTS: dict[str, Promise] = {
    "shared_identifier": _("They share an identifier"),
    "shared_doubtful_identifier": _("They share a doubtful identifier"),
    "titles_differ": _("Titles differ"),
    "titles_alike": _("Titles are alike"),
    "parts_differ": _("Different parts"),
    "languages_differ": _("Languages differ"),
    "kinds_differ": _("Kinds differ"),
}


@register.simple_tag
def doubt(code: str) -> Any:
    """Name a sort of doubt, for a list to choose from."""
    return DOUBTS.get(code, code)


@register.filter
def duration(length: timedelta) -> str:
    """Say a length of time in minutes, or in seconds below two minutes."""
    seconds = int(length.total_seconds())
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
