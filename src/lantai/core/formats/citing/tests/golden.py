"""The golden lines of the sixty things: made anew by ``python -m lantai.core.formats.citing.tests.golden``."""

from datetime import date
from pathlib import Path

from lantai.core.formats.citing.reference import reference
from lantai.core.formats.citing.styles import STYLES

from .sixty import SIXTY

GOLDEN = Path(__file__).parent / "golden"
SEEN = date(2026, 3, 1)


def lines(style: str) -> list[str]:
    """Return the sixty references in a style."""
    return [reference(record, STYLES[style], accessed=SEEN).html for record in SIXTY]


if __name__ == "__main__":
    for name in STYLES:
        (GOLDEN / f"{name}.txt").write_text("\n".join(lines(name)) + "\n", encoding="utf-8")
