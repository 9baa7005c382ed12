"""The years that a statement of print holdings names: MFHD 853/863 as they come out in words, or 866 as somebody wrote it.

"v.1 (1990)-v.20 (2009)", "1990-1995, 1997-", "Jg. 3, 1921/22 – 1930", "第1卷(1990)-". A statement without years gives none.
"""

import re

from .digits import ascii_digits

_YEAR = re.compile(r"(?<![\d./])(1[5-9]\d\d|20\d\d)(?:/(\d{4}|\d{2})(?!\d))?(?!\d)")
_BETWEEN = re.compile(r"[,;，；]|\s\+\s|\band\b")
_OPEN = re.compile(r"[)）\]】年\s.]*(?:[-–—~～]|至|to)\s*(?:present|date|current|今|现在)?[\s.]*$", re.IGNORECASE)
_RANGE = re.compile(r"[-–—~～至]|\bto\b")


def held_years(text: str) -> tuple[tuple[int, int | None], ...]:
    """Return the stretches of years in a statement, first and last of each; last None where it goes on."""
    said = ascii_digits(text)
    found: list[tuple[int, int | None]] = []
    for part in _BETWEEN.split(_without_numbering(said)):
        years = list(_YEAR.finditer(part))
        if not years:
            if found and _OPEN.fullmatch(part.strip()) and part.strip():
                found[-1] = (found[-1][0], None)
            continue
        first, last = int(years[0][1]), max(int(years[-1][1]), _second(years[-1]))
        if len(years) > 1 and not _RANGE.search(part[years[0].end() : years[-1].start()]):
            found += [(int(each[1]), max(int(each[1]), _second(each))) for each in years]
        elif _OPEN.match(part[years[-1].end() :]):
            found.append((first, None))
        elif last >= first:
            found.append((first, last))
    return tuple(found)


def _without_numbering(text: str) -> str:
    """Join what a comma parts inside one issue: "v.3, no.2 (2001)" is one thing."""
    return re.sub(r",\s*(?=(?:no|nr|n|iss|issue|pt|heft|h|fasc|期)\b\.?)", " ", text, flags=re.IGNORECASE)


def _second(found: re.Match[str]) -> int:
    """Return the second year of "1921/22", 0 without one."""
    more = found[2]
    if not more:
        return 0
    return int(more) if len(more) == 4 else int(found[1][:2] + more)
