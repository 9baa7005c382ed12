"""Agreements, costs, exchange rates and list prices as staff lists: narrowed, changed many at once, and brought in from spreadsheets.

One module a list, registered as it is imported; ``cells`` reads what they have in common.
"""

from .costs import change_cost, keep_cost, make_cost
from .deals import change_with_period, make_agreement
from .prices import keep_list_price
from .rates import keep_rate

__all__ = ["change_cost", "change_with_period", "keep_cost", "keep_list_price", "keep_rate", "make_agreement", "make_cost"]
