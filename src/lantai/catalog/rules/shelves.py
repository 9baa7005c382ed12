"""Rules about holdings and pieces; core.measures finds, here stands what it means to a librarian."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from lantai.core.measures import findings
from lantai.infra.rules import Severity, declare

CODES = tuple(f"catalog.{code}" for code in findings.SHELF_CODES)
"""The rules that are declared here."""

_holding = partial(declare, level="holding", permission="catalog.view_harvest")
_item = partial(declare, level="item", permission="catalog.view_harvest")

_holding(
    "catalog.holding_without_items",
    severity=Severity.SOON,
    label=_("Holding without items"),
    why=_("The library says that it has the thing, but no piece can be lent, asked for or counted."),
    remedy=_("Add the items, or take the holding out."),
)
_holding(
    "catalog.holding_without_location",
    severity=Severity.SOON,
    label=_("Holding without a location"),
    why=_("Readers are told that the library has it, not where."),
    remedy=_("Say where it stands."),
)
_holding(
    "catalog.holding_without_call_number",
    severity=Severity.NOTE,
    label=_("Holding without a call number"),
    why=_("Nobody can find it on the shelf, and it has no neighbors there."),
    remedy=_("Give the call number on the spine."),
)
_holding(
    "catalog.call_number_wrong",
    severity=Severity.SOON,
    label=_("Call number that does not fit its scheme"),
    why=_("It stands in the wrong place when the shelf is browsed or checked."),
    remedy=_("Correct the number, or say which scheme it is of."),
)
_holding(
    "catalog.coverage_unreadable",
    severity=Severity.NOTE,
    label=_("Statement of volumes that cannot be understood"),
    why=_("Nobody can tell from it whether a certain year or volume is there."),
    remedy=_("Write volumes and years: v. 1-12 (1990-2001)."),
)
_item(
    "catalog.item_without_barcode",
    severity=Severity.SOON,
    label=_("Item without a barcode"),
    why=_("It cannot be lent, and no inventory can tick it off."),
    remedy=_("Give it a barcode, and print the label."),
)
_item(
    "catalog.item_without_location",
    severity=Severity.SOON,
    label=_("Item without a location"),
    why=_("Neither readers nor shelvers know where it belongs."),
    remedy=_("Say where it stands."),
)
_item(
    "catalog.status_unknown",
    severity=Severity.NOTE,
    label=_("Unknown word for the state of an item"),
    why=_("Readers are shown the system’s own word, and cannot be told whether the item is in."),
    remedy=_("Use a word that is known, such as available, on loan, reference, missing."),
)
