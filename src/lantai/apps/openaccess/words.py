"""What licenses let readers do, and what is said of journals, in plain words."""

import re
from collections.abc import Iterable, Sequence

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.classtree import caption
from lantai.core.bib.licenses import License, license_of
from lantai.core.bib.notices import Nature, Notice
from lantai.core.measures.amounts import spoken
from lantai.infra.charts import bars

FAMILIES: dict[str, Promise] = {
    "CC-BY": _("You may share and adapt it, also to earn money, if you name its makers."),
    "CC-BY-SA": _("You may share and adapt it if you name its makers and pass it on under the same license."),
    "CC-BY-NC": _("You may share and adapt it if you name its makers and earn no money by it."),
    "CC-BY-NC-SA": _(
        "You may share and adapt it if you name its makers, earn no money by it and pass it on under the same license."
    ),
    "CC-BY-ND": _("You may share it unchanged if you name its makers."),
    "CC-BY-NC-ND": _("You may share it unchanged if you name its makers and earn no money by it."),
    "CC0": _("Its makers have given up their rights: you may do with it what you like."),
    "PDM": _("It is in the public domain: you may do with it what you like."),
}


def may(granted: License | None) -> Promise:
    """Return what a reader may do with a copy beyond reading it."""
    if granted is None:
        return _("No license is given: you may read it, and use it as the law allows.")
    if granted.family in FAMILIES:
        return FAMILIES[granted.family]
    if granted.reuse:
        return _("The license allows reuse on its own terms.")
    return _("The publisher has terms of its own, which allow no reuse in general.")


REVIEWS: dict[str, Promise] = {
    "peer review": _("peer review"),
    "blind peer review": _("single-blind peer review"),
    "anonymous peer review": _("single-blind peer review"),
    "double blind peer review": _("double-blind peer review"),
    "double anonymous peer review": _("double-blind peer review"),
    "open peer review": _("open peer review"),
    "post-publication peer review": _("review after publication"),
    "committee peer review": _("review by a committee"),
    "committee review": _("review by a committee"),
    "editorial review": _("review by the editors"),
}
"""DOAJ's kinds of review, in lower case."""

_LETTERS = re.compile(r"[A-Z]{1,3}")


def reviews(said: Iterable[str]) -> list[str | Promise]:
    """Return the kinds of review in the language of the page; one that is not known as it came."""
    return list(dict.fromkeys(REVIEWS.get(word.casefold(), word) for word in said))


def charges(amounts: Iterable[Sequence[object]]) -> str:
    """Return one charge in each of its currencies: "8,000 Polish zlotys or 2,400 euros"."""
    language = get_language() or "en"
    said = [
        spoken(minor, currency, language) for minor, currency in amounts if isinstance(minor, int) and isinstance(currency, str)
    ]
    return format_list(said, style="or", locale=language.replace("-", "_"))


def licenses(said: Iterable[str]) -> list[str | Promise]:
    """Return what licenses are called: "CC BY-NC"."""
    found = (license_of(words) for words in said)
    return [granted.label if granted.family else _("the publisher’s own license") for granted in found if granted]


def subjects(classes: Iterable[str]) -> list[tuple[str, str]]:
    """Return what LCC classes are called by their letters in the language of the page, each with the class: ("Chemistry", "QD415-436")."""
    language = get_language() or "en"
    found = ((match[0] if (match := _LETTERS.match(code)) else "", code) for code in classes)
    return [(caption("lcc", letters, language), code) for letters, code in found]


SCHEMES: dict[str, Promise] = {
    "openalex": _("OpenAlex subfields"),
    "clc": _("Chinese Library Classification"),
    "lcc": _("Library of Congress Classification"),
    "ddc": _("Dewey Decimal Classification"),
    "for": _("ANZSRC fields of research"),
}
"""Schemes whose classes lead to disciplines."""

WHY: dict[str, Promise] = {
    "staff": _("a librarian decided so"),
    "version_named": _("one names the other as a version of itself"),
    "shared_identifier": _("they share an identifier"),
    "same_creator_and_title": _("the same author and title"),
}
"""Why versions stand together, by the code of core.matching."""

NATURES: dict[Nature, Promise] = {
    Nature.RETRACTION: _("Retraction"),
    Nature.CONCERN: _("Expression of concern"),
    Nature.CORRECTION: _("Correction"),
    Nature.REINSTATEMENT: _("Reinstatement"),
}


def notices(said: Iterable[Notice]) -> list[tuple[Promise, Notice]]:
    """Return notices, the newest first, each with what it is called."""
    return [(NATURES[one.nature], one) for one in reversed(list(said))]


def chart_of_years(years: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Return how many papers of a journal the catalog has of each year, the latest first."""
    about = _("Papers of this journal in the catalog by the year in which they appeared; the catalog may not have all of them.")
    rows = [(str(year), count) for year, count in reversed(years)]
    return bars(heading=_("How many papers a year"), about=about, first=_("Year"), figures=_("Papers"), rows=rows)
