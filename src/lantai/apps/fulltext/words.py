"""What people are told of a kept file: why it is here, what came of reading it."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from lantai.core.formats.fulltext.keeping import SAID as RULES
from lantai.core.formats.fulltext.statements import SAID as AGAINST
from lantai.core.formats.pdf.reading import SAID as OUTCOMES
from lantai.core.openness.copies import VERSION_SAID, Version
from lantai.core.text.messages import N_


def rule(code: str) -> str:
    """Return the sentence of a rule by which files are kept, or not."""
    return gettext(RULES[code]) if code in RULES else code


def outcome(code: str) -> str:
    """Return the sentence of what came of reading a file."""
    return gettext(OUTCOMES[code]) if code in OUTCOMES else gettext("It has not been read yet.")


def against(said: Iterable[Sequence[object]]) -> list[tuple[str, str, int]]:
    """Return what a file says against its license: how, its words, the page they stand on."""
    return [(gettext(AGAINST[str(kind)]), str(words), int(str(page))) for kind, words, page in said]


def version(code: str) -> str:
    """Return what a version is called."""
    return gettext(VERSION_SAID[Version(code)])


def reason(code: str) -> str:
    """Return why a copy was not kept: a rule's sentence, one of ours, or what the host said."""
    return rule(code) if code in RULES else gettext(REASONS[code]) if code in REASONS else code


REASONS = {
    "not-read": N_("What came is neither a PDF nor an article in JATS."),
    "damaged": N_("What came is damaged."),
    "too-large": N_("It is larger than what is kept."),
    "no-text": N_("What came does not hold the text of the article."),
    "other-work": N_("It is the file of another work."),
    "taken-down": N_("The same file was taken down."),
    "work-down": N_("A file of this work was taken down."),
    "not-allowed": N_("The catalog no longer names it as a copy that may be kept."),
    "no-address": N_("What is given is not an address."),
    "went-wrong": N_("Something went wrong here; the log says more."),
    "no-work": N_("Its work is no longer in the catalog."),
    "as-good": N_("A version as good is kept already."),
    "robots": N_("The host asks programs not to fetch it."),
    "inside": N_("The address lies inside the house."),
    "nothing-came": N_("Nothing came."),
}
"""Why copies were not kept, by the codes that stand in their rows."""
