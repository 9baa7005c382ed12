"""What figures and their values are called in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.first_level import catalogue
from lantai.core.text import countries

from .queries.figures import COLORS, OWN, Dashboard, Row

FIGURES: dict[str, Promise] = {
    "years": _("Papers by year"),
    "color": _("How open they are"),
    "discipline": _("Disciplines"),
    "publisher": _("Publishers"),
    "journal": _("Journals"),
    "funder": _("Funders"),
    "license": _("Licenses of open papers"),
    "country": _("Countries of all authors"),
    "partner": _("Institutions that they work with"),
}

COLOR_NAMES: dict[str, Promise] = {
    "diamond": pgettext_lazy("open access", "Diamond"),
    "gold": pgettext_lazy("open access", "Gold"),
    "hybrid": pgettext_lazy("open access", "Hybrid"),
    "bronze": pgettext_lazy("open access", "Bronze"),
    "green": pgettext_lazy("open access", "Green"),
    "": _("Open, color not known"),
    "closed": pgettext_lazy("open access", "Closed"),
    "?": _("Nobody says"),
}

LICENSES: dict[str, Promise] = {
    "CC0": _("CC0, no rights reserved"),
    "PDM": _("Public domain"),
    "other": _("The publisher’s own terms"),
    "none": _("No license given"),
}

COSTS: dict[str, Promise] = {
    "paid": _("Paid"),
    "covered": _("Covered by agreements"),
    "spared": _("What these would have cost, by price lists"),
    "estimate": _("Estimated by price lists, where nobody says who paid"),
    "list": _("By the journals’ price lists"),
}

CHANCES: dict[str, Promise] = {
    "agreement": _("Closed, though an agreement would have paid"),
    "deposit": _("Closed, though a policy lets a copy be deposited"),
}

SAID_BY: dict[str, Promise] = {OWN: _("The library’s own requests")}

ALL_PAPERS = _("All papers")


def named(figure: str, row: Row) -> str:
    """Return what a value is called."""
    if row.name:
        return row.name
    if figure == "color":
        return str(COLOR_NAMES[row.value])
    if figure == "license":
        return str(LICENSES.get(row.value, row.value.replace("-", " ", 1)))
    if figure == "discipline":
        return discipline(row.value)
    if figure == "country":
        return country(row.value)
    return row.value


def discipline(code: str) -> str:
    """Return the name of a discipline; a code that is none as it is."""
    known = catalogue().get(code)
    return known.label(get_language() or "en") if known else code


def country(code: str) -> str:
    """Return the name of a country."""
    return countries.name(code, get_language() or "en")


def shared(share: float | None) -> str:
    """Return a share as people read it: "63 %"; a dash where nobody says."""
    return "–" if share is None else f"{share * 100:.0f}\u00a0%" if share >= 0.1 or share == 0 else f"{share * 100:.1f}\u00a0%"


def called(found: Dashboard) -> str:
    """Return what a choice is called."""
    return found.choice.name or str(ALL_PAPERS)


def legend(found: Dashboard) -> list[tuple[str, str]]:
    """Return the colors that any year has, in the order in which they are drawn."""
    present = [color for n, color in enumerate(COLORS) if any(year.colors[n] for year in found.drawn)]
    return [
        (color, str(COLOR_NAMES[color])) for color in [*present, *(["?"] if any(year.unknown for year in found.drawn) else [])]
    ]
