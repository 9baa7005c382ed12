"""Small parts of the pages of topics."""

from collections.abc import Mapping

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lantai.apps.topics.drawing import cover
from lantai.apps.topics.models import Topic, TopicState, said_in
from lantai.core.text.scripts import direction_of_text

register = template.Library()

TONES = {TopicState.DRAFT: "warn", TopicState.PUBLISHED: "ok", TopicState.RETIRED: ""}


@register.simple_tag
def said(words: Mapping[str, str]) -> SafeString:
    """Show words in the language of the page, else in another one that there is."""
    text, code = said_in(words, get_language() or "en")
    if not text:
        return SafeString("")
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', code, direction_of_text(text), linebreaksbr(text))


@register.simple_tag
def plain(words: Mapping[str, str]) -> str:
    """Return the same without any mark."""
    return said_in(words, get_language() or "en")[0]


@register.simple_tag
def cover_of_topic(topic: Topic) -> SafeString:
    """Draw the cover of a topic."""
    return SafeString(cover(topic.cover))


@register.filter
def topic_tone(topic: Topic) -> str:
    """Return the tone in which the state of a topic is shown."""
    return TONES[TopicState(topic.state)]
