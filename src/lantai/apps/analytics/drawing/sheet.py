"""A drawing of a size, in user units that are pixels; texts are escaped, numbers short."""

from html import escape

INK, SOFT, RULE = "#16191c", "#474c51", "#d8d8d0"
MARKS = ("#396998", "#da6503", "#519b8f", "#680066", "#232e04", "#964437")
"""The six colors of charts (tokens.css), by day."""

FONT = "system-ui, 'Noto Sans', 'Noto Sans SC', 'Noto Sans Arabic', sans-serif"


def number(value: float) -> str:
    """Return a number with a decimal where it needs one."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(x: float, y: float, width: float, height: float, *, css: str, fill: str, title: str = "", extra: str = "") -> str:
    """Return a rectangle; ``title``: what is said when it is pointed at."""
    inside = f"<title>{escape(title)}</title>" if title else ""
    return f'<rect class="{css}" fill="{fill}" x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{extra}>{inside}</rect>'


def words(x: float, y: float, text: str, *, css: str = "", fill: str = INK, anchor: str = "start", size: float = 12) -> str:
    """Return a line of text."""
    return f'<text class="{css or "ink"}" fill="{fill}" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="{number(size)}">{escape(text)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, *, css: str, stroke: str = RULE) -> str:
    """Return a line."""
    return f'<line class="{css}" stroke="{stroke}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def sheet(width: float, height: float, parts: list[str], *, title: str, foot: str = "") -> str:
    """Return the drawing. ``title``: of the whole, for who hears it; ``foot``: a line at its bottom: denominators and the day."""
    below = 22 if foot else 0
    inside = "".join(parts) + (words(0, height + 16, foot, css="soft", fill=SOFT, size=11) if foot else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" direction="ltr" role="img" viewBox="0 0 {number(width)} {number(height + below)}" '
        f'width="{number(width)}" height="{number(height + below)}" font-family="{FONT}"><title>{escape(title)}</title>{inside}</svg>'
    )


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters; of Han, which are wide, half as many."""
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
    if wide <= longest:
        return text
    room, kept = longest - 1, ""
    for sign in text:
        room -= 2 if ord(sign) > 0x2E7F else 1
        if room < 0:
            break
        kept += sign
    return f"{kept.rstrip()}…"
