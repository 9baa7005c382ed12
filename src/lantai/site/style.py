"""The style page: every part of the pages once, in three scripts, from the very templates that the pages use."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lantai.infra.icons import ICONS
from lantai.site import specimens
from lantai.site.templatetags.parts import STATE_LOOKS, bcp47

INKS = ("ink", "ink-2", "link", "visited", "seal", "ok", "warn", "stop", "edge", "rule")
PAPERS = ("paper", "raised", "sunk", "slip")
CHARTS = ("c1", "c2", "c3", "c4", "c5", "c6")
COVERS = (
    ("论语", "zh", "", "B222.2"), ("中国古代文学史", "zh", "", "I209"), ("枕草子", "ja", "", "I313"), ("훈민정음", "ko", "", "H55"),
    ("كليلة ودمنة", "ar", "ابن المقفع", "I371"), ("Critique of Pure Reason", "en", "Immanuel Kant", "B516"),
    ("Мастер и Маргарита", "ru", "М. А. Булгаков", "I512"), ("Opticks", "en", "Isaac Newton", "O43"),
    ("Punkt und Linie zu Fläche", "de", "Wassily Kandinsky", "J0"),
)  # fmt: skip
NOTICES = (
    ("", _("For your information."), _("The reading room closes at six today.")),
    ("ok", _("Done."), _("Three records are back.")),
    ("warn", _("Take care."), _("The search is slower than usual; the results are complete.")),
    ("stop", _("This did not work."), _("The file could not be read; nothing was changed.")),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What one language's column shows; ``code`` as Django writes it, ``suffix`` keeps identifiers apart."""

    code: str
    name_local: str
    tag: str
    direction: str
    suffix: str
    rows: list[Any]
    fields: Any


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every part once."""
    results, nothing = specimens.results(), specimens.nothing()
    context = {
        "samples": [_sample(code) for code in specimens.LANGUAGES],
        "results": results,
        "params": results.params,
        "nothing": nothing,
        "page": specimens.work(),
        "actions": {},
        "permalink": request.build_absolute_uri("/works/1/"),
        "run": specimens.METER,
        "steps": specimens.STEPS,
        "chart": {
            "heading": _("English and Chinese hold most of the collection"),
            "about": _("Books by language; figures made up for this page."),
            "first": _("Language"),
            "figures": _("Works"),
            "rows": specimens.CHART,
        },
        "covers": COVERS,
        "inks": INKS,
        "papers": PAPERS,
        "charts": CHARTS,
        "icons": list(ICONS),
        "states": [*STATE_LOOKS, "none"],
        "notices": NOTICES,
    }
    return render(request, "style/style.html", context)


def _sample(code: str) -> Sample:
    about = translation.get_language_info(code)
    direction = "rtl" if about["bidi"] else "ltr"
    return Sample(code, about["name_local"], bcp47(code), direction, f"-{code}", specimens.rows(code), specimens.fields(code))
