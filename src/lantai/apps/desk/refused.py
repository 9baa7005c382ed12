"""Refused rows as files: the rows themselves to be mended and sent again, or a table of what is wrong with them."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import PurePath

from django.utils.translation import gettext as _

from lantai.catalog import queries as catalog
from lantai.catalog.models import Harvest, Refusal

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_HEX = 2_000  # bytes of one row in the table


def reason(refusal: Refusal) -> str:
    """Return why a row was refused, in the language of the page."""
    return sentence(refusal.reason, refusal.values)


def sentence(template: str, values: dict[str, object]) -> str:
    """Return a sentence of core in the language of the page; one whose values do not fit is shown unfilled, not lost."""
    translated = _(template) if template else ""
    try:
        return translated.format(**values)
    except (KeyError, IndexError, ValueError):
        return translated


def rows(harvest: Harvest) -> Iterator[bytes]:
    """Yield the refused rows byte for byte, in the order of the file."""
    for refusal in catalog.refusals(harvest.pk).iterator(chunk_size=200):
        raw = catalog.refused_bytes(refusal)
        yield raw if raw.endswith((b"\x1d", b"\n")) else raw + b"\n"


def table(harvest: Harvest) -> Iterator[str]:
    """Yield a CSV of the refused rows with place, reason and bytes; cells that a spreadsheet would run are made text."""
    yield "\ufeff" + csv_line([_("Record"), _("Position"), _("Field"), _("Reason"), _("Bytes (hexadecimal)")])
    for refusal in catalog.refusals(harvest.pk).iterator(chunk_size=200):
        shown = catalog.refused_bytes(refusal)[:MOST_HEX].hex(" ")
        yield csv_line([str(refusal.number), str(refusal.position), refusal.field, reason(refusal), shown])


def file_name(harvest: Harvest, suffix: str = "") -> str:
    """Return a name for the download that says which import it is of; plain letters only."""
    given = PurePath(harvest.file_name).suffix
    return f"refused-{harvest.pk}{suffix or (given if given.isascii() and given[1:].isalnum() else '.bin')}"


def csv_line(cells: Iterable[str]) -> str:
    """Return a line of a CSV file; cells that a spreadsheet would run are made text."""
    out = StringIO()
    csv.writer(out).writerow("'" + cell if cell.startswith(FORMULA) else cell for cell in cells)
    return out.getvalue()
