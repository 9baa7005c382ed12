"""The years that a page says it has: read from statements of coverage, and from its list of volumes."""

import re

from .page import Page
from .signs import folded

_WORDS = """full text|full-text|coverage|available issues|available volumes|archive|content available|holdings|online access|all issues
years available|access to|covers|years|收录年限|收录年份|年限|可访问|全文年限|收录范围|收录时间|全文收录|年份|التغطية|السنوات المتاحة|السنوات|النص الكامل
годы|доступны выпуски|архив|полный текст|cobertura|texto completo|anos disponibles|couverture|texte integral|annees disponibles
verfugbare jahrgange|volltext|jahrgange|abdeckung|収録期間|収録年|本文|수록 기간|수록기간|원문""".replace("\n", "|").split("|")
WORDS = tuple(w for w in (folded(word) for word in _WORDS) if w)
_YEAR = r"(?:1[6-9]|20)\d\d"
_OPEN_WORDS = "present|current|now|today|至今|今|الآن|حتى الآن|настоящее|н.в|н. в|heute|actualidad|presente|présent|à ce jour|aujourd’hui|現在|현재"
_OPEN = "|".join(sorted((re.escape(folded(word)) for word in _OPEN_WORDS.split("|")), key=len, reverse=True))
_TO = r"(?:-|–|—|~|～|to|through|until|bis|hasta|jusqu'?en|jusquen|a|до|по|إلى|至|到|から|부터)"
_RANGE = re.compile(rf"(?<!\d)({_YEAR})(?:[-/.年]\d+月?)?\s?年?(?:\s?{_TO}\s?|\s*-\s*)({_YEAR}|{_OPEN})", re.I)
_LISTED = re.compile(
    rf"(?:vol(?:ume|\.)?|band|том|tome|volumen|jahrgang|المجلد|第?)\s?\d*\s?(?:卷|巻|권)?[\s,(:]{{0,3}}({_YEAR})|(?<!\d)({_YEAR})(?!\d)[\s,:–-]{{0,3}}(?:vol|volume|issue|no|卷|年第|年,|第)",
    re.I,
)


def stated(page: Page) -> tuple[int, int | None] | None:
    """Return the years of the first statement of coverage on the page, the last None where it goes on; None without one.

    A range of years counts within 60 characters after a word for coverage.
    """
    text = folded(page.main or page.text)
    for match in _RANGE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if any(word in before for word in WORDS):
            first, last = int(match.group(1)), match.group(2)
            end = int(last) if last[:4].isdigit() else None
            if end is None or end >= first:
                return first, end
    return None


def listed(page: Page) -> tuple[int, int] | None:
    """Return the first and last year of a list of at least three volumes or issues; None where the page has no such list."""
    years = {int(a or b) for a, b in _LISTED.findall(folded(page.main or page.text))}
    return (min(years), max(years)) if len(years) >= 3 else None
