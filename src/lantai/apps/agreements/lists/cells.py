"""What the cells of all these lists share: an amount, a currency and a number, refused under the column's name.

Amounts and rates are columns of words: they are read here by the strict rules of core.measures.amounts, so that a spreadsheet's "1,234"
is refused with its row, column, value and rule, and not taken for one thing or the other.
"""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements.forms.kept import COMMA, amount
from lantai.core.measures.amounts import is_currency

WHY = gettext_lazy("from a list")


def currency_of(name: str, words: object) -> str:
    """Return the code of a currency as amounts name it; raise ValidationError where there is none."""
    code = str(words).upper()
    if not is_currency(code):
        raise ValidationError({name: _("“%(value)s” is no currency of today (three letters, as CNY).") % {"value": code}})
    return code


def minor_of(name: str, words: str, currency: str, *, negative: bool = False) -> int:
    """Return an amount in minor units; raise ValidationError with the rule by which it was refused."""
    try:
        return amount(words, currency, negative=negative)
    except ValidationError as problem:
        raise ValidationError({name: problem.messages}) from problem


def number_of(name: str, words: str) -> Decimal:
    """Return a rate; raise ValidationError where it is none, or a comma leaves in doubt what it is."""
    if "," in words or "，" in words:
        raise ValidationError({name: _(str(COMMA)) % {"value": words.strip()[:60]}})
    try:
        found = Decimal(words.strip())
    except InvalidOperation as problem:
        raise ValidationError({name: _("“%(value)s” is no number.") % {"value": words[:60]}}) from problem
    if not found.is_finite():
        raise ValidationError({name: _("“%(value)s” is no number.") % {"value": words[:60]}})
    return found
