"""Which full texts may be kept and shown, and by which rule; a license that says nothing of it, or a publisher's own words, keep nothing.

Creative Commons licenses all let anybody pass the whole on unchanged, a library that takes no money for it included; those that allow no derivatives do not
let parts be taken out, so figures of such a text are shown in their place and not apart.
"""

from dataclasses import dataclass
from enum import StrEnum

from lantai.core.bib.licenses import License
from lantai.core.text.messages import N_


class Rule(StrEnum):
    """Why a file is kept, or not."""

    PUBLIC_DOMAIN = "public-domain"
    LICENSE = "license"
    NON_COMMERCIAL = "license-nc"
    NO_DERIVATIVES = "license-nd"
    DEPOSIT = "own-deposit"
    NO_LICENSE = "no-license"
    OWN_WORDS = "publisher-words"
    NOT_OF_TEXTS = "not-of-texts"


SAID: dict[str, str] = {
    Rule.PUBLIC_DOMAIN: N_("It is in the public domain, or its authors have given up their rights in it."),
    Rule.LICENSE: N_("Its license lets anybody keep it and pass it on."),
    Rule.NON_COMMERCIAL: N_("Its license lets anybody keep it and pass it on where no money is made of it."),
    Rule.NO_DERIVATIVES: N_(
        "Its license lets anybody keep it and pass it on unchanged; its figures are not shown apart from it."
    ),
    Rule.DEPOSIT: N_("Its authors have deposited it with this library."),
    Rule.NO_LICENSE: N_("No license is known, so it may be read where it stands and not kept here."),
    Rule.OWN_WORDS: N_("Its license is a publisher’s own words, which do not let others keep it."),
    Rule.NOT_OF_TEXTS: N_("Its license is one of software or data and says nothing of texts."),
}
"""What people are told of a rule."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether a file may be kept, and its ``figures`` shown apart from it."""

    rule: Rule
    allowed: bool
    figures: bool = False


def keeping(granted: License | None, *, deposit: bool = False) -> Keeping:
    """Return what may be done with a file under a license; None: none is known. ``deposit``: its authors gave it to this library to be shown."""
    found = _by(granted)
    if not found.allowed and deposit:
        return Keeping(Rule.DEPOSIT, True, figures=True)
    return found


_FREEST = (Rule.NO_DERIVATIVES, Rule.NON_COMMERCIAL, Rule.LICENSE, Rule.PUBLIC_DOMAIN)


def freedom(granted: License | None) -> tuple[int, bool, bool]:
    """Return what of two licenses the stricter has less of, with regard to a text."""
    rule = _by(granted).rule
    parts = granted.family.split("-") if granted else []
    return (_FREEST.index(rule) if rule in _FREEST else -1, "NC" not in parts, "SA" not in parts)


def _by(granted: License | None) -> Keeping:
    if granted is None:
        return Keeping(Rule.NO_LICENSE, False)
    family = granted.family
    if family and not granted.sure:
        return Keeping(Rule.OWN_WORDS, False)
    if family in ("CC0", "PDM"):
        return Keeping(Rule.PUBLIC_DOMAIN, True, figures=True)
    if family.startswith("CC-"):
        parts = family.split("-")
        if "ND" in parts:
            return Keeping(Rule.NO_DERIVATIVES, True)
        return Keeping(Rule.NON_COMMERCIAL if "NC" in parts else Rule.LICENSE, True, figures=True)
    return Keeping(Rule.NOT_OF_TEXTS if family else Rule.OWN_WORDS, False)
