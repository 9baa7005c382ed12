"""Days as an iCalendar file (RFC 5545): whole days, lines folded at 75 octets, texts escaped. Pure: days in, bytes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDTH = 75


@dataclass(frozen=True, slots=True)
class Day:
    """One day in a calendar. ``uid`` stays the same as long as it is the same thing; ``alarm_days``: how long before it rings, None not."""

    uid: str
    on: date
    title: str
    text: str = ""
    url: str = ""
    alarm_days: int | None = None


def written(days: Iterable[Day], *, name: str, now: datetime) -> bytes:
    """Return the calendar of that name."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lantai//Agreements//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]
    for day in days:
        lines += _event(day, now)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def _event(day: Day, now: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(day.uid)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(day.title)}",
        "TRANSP:TRANSPARENT",
    ]
    if day.text:
        lines.append(f"DESCRIPTION:{escaped(day.text)}")
    if day.url:
        lines.append(f"URL:{day.url}")
    if day.alarm_days is not None:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(day.title)}",
            f"TRIGGER:-P{day.alarm_days}D",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def escaped(text: str) -> str:
    """Return a text as a value: no line ends, commas, semicolons or backslashes by themselves, no control characters."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.splitlines())
    return "".join(c for c in text if c >= " " and c != "\x7f")


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces, piece, width = [], "", 0
    for c in line:
        size = len(c.encode())
        if width + size > WIDTH - (1 if pieces else 0):
            pieces.append(piece)
            piece, width = "", 0
        piece, width = piece + c, width + size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
