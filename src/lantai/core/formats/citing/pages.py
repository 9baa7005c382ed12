"""Ranges of pages, written as styles abridge them: 737–38 in MLA, 737–8 in Vancouver, whole elsewhere."""

import re

_RANGE = re.compile(r"(?<![\dA-Za-z])(\d+)\s*[-–—‐‑]\s*(\d+)(?![\dA-Za-z])")


def pages(text: str, *, style: str) -> str:
    """Return the pages; the last number of a range loses the digits that the style leaves out."""
    return _RANGE.sub(lambda found: f"{found[1]}-{_last(found[1], found[2], style)}", text)


def _last(first: str, last: str, style: str) -> str:
    if len(first) != len(last) or int(last) <= int(first):
        return last
    if style == "mla":
        return last if len(first) < 3 or first[:-2] != last[:-2] else last[-2:]
    if style == "vancouver":
        same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
        return last[same:]
    if style.startswith("chicago"):
        return _chicago(first, last)
    return last


def _chicago(first: str, last: str) -> str:
    """Return the last number by The Chicago Manual of Style, 9.63: 71–72, 100–104, 101–8, 321–28, 1496–500, 1087–89."""
    if int(first) < 100 or int(first) % 100 == 0:
        return last
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    if int(first) % 100 < 10 and first[:-2] == last[:-2]:
        return str(int(last[-2:]))
    return last[min(same, len(first) - 2) :]
