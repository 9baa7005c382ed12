"""What pages, jobs and guards read of agreements."""

from .days import Due, Reminder, deadline_of, due_soon, keepers, last_end, reminders
from .funds import FundYear, YearCosts, by_year, fund_years, rate
from .lives import facts, required_terms_missing
from .rights import Left, rights_left, untold_rights
from .terms import Conditions, Said, conditions_of, effective, remaining_of

__all__ = [
    "Conditions",
    "Due",
    "FundYear",
    "Left",
    "Reminder",
    "Said",
    "YearCosts",
    "by_year",
    "conditions_of",
    "deadline_of",
    "due_soon",
    "effective",
    "facts",
    "fund_years",
    "keepers",
    "last_end",
    "rate",
    "remaining_of",
    "reminders",
    "required_terms_missing",
    "rights_left",
    "untold_rights",
]
