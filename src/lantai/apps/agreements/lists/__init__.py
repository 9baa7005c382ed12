"""Agreements, what they give and cost, vendors, licences, funds, exchange rates and list prices as staff lists.

One module a list, registered as it is imported; ``cells`` reads what they have in common.
"""

from .costs import change_cost, keep_cost, make_cost
from .deals import change_with_period, make_agreement
from .entitlements import keep_entitlement
from .funds import keep_budget, keep_fund
from .licenses import keep_license
from .prices import keep_list_price
from .rates import keep_rate
from .vendors import keep_vendor

__all__ = [
    "change_cost",
    "change_with_period",
    "keep_budget",
    "keep_cost",
    "keep_entitlement",
    "keep_fund",
    "keep_license",
    "keep_list_price",
    "keep_rate",
    "keep_vendor",
    "make_agreement",
    "make_cost",
]
