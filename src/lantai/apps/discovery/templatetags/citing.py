"""References and what machines read of a record, in templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lantai.core.bib.record import BibRecord
from lantai.core.formats.citing.reference import Reference
from lantai.core.formats.openurl import context_object
from lantai.core.formats.schema_org import script_text
from lantai.core.text.scripts import direction_of_tag, direction_of_text

from ..taking.files import FORMS, Form
from ..taking.unapi import identifier

register = template.Library()


@register.filter
def translated(words: str) -> str:
    """Return words of the rings below, marked there with N_, in the language of the page."""
    return gettext(words)


@register.simple_tag
def take_forms() -> Iterable[Form]:
    """Return the formats that works can be taken away in."""
    return FORMS.values()


@register.simple_tag
def reference(found: Reference) -> SafeString:
    """Show a reference in the language and direction of the thing cited."""
    direction = direction_of_tag(found.language) if found.language else direction_of_text(found.text)
    inside = mark_safe(found.html)  # noqa: S308 (escaped when it was made; knows italics only)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', found.language, direction, inside)


@register.simple_tag
def coins(record: BibRecord, address: str = "") -> SafeString:
    """Say which record stands here, to tools that read COinS."""
    return format_html('<span class="Z3988" title="{}"></span>', context_object(record, address=address))


@register.simple_tag
def unapi(work: int, edition: int | None = None) -> SafeString:
    """Say which record stands here, to tools that ask an unAPI server."""
    return format_html('<abbr class="unapi-id" title="{}"></abbr>', identifier(work, edition))


@register.simple_tag
def json_ld(description: dict[str, Any]) -> SafeString:
    """Put a description into the page as data; browsers run nothing of it."""
    return mark_safe(f'<script type="application/ld+json">{script_text(description)}</script>')  # noqa: S308 (script_text escapes)
