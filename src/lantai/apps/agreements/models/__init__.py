"""Deals with vendors: who, for how long, for what, on which terms, at which price; and what was changed of them, by whom and why."""

from .deals import Agreement, AgreementPeriod, Document, DocumentKind, Entitlement, Method, RemainingRight, Stage
from .kept import CalendarFeed, ValueChange
from .licenses import License, LicenseStatus, LicenseTerm
from .money import (
    Allocation,
    AllocationMethod,
    AllocationPart,
    Budget,
    Cost,
    CostKind,
    CostShare,
    CostState,
    ExchangeRate,
    Fund,
    ListPrice,
    Member,
)
from .vendors import Contact, Vendor

__all__ = [
    "Agreement",
    "AgreementPeriod",
    "Allocation",
    "AllocationMethod",
    "AllocationPart",
    "Budget",
    "CalendarFeed",
    "Contact",
    "Cost",
    "CostKind",
    "CostShare",
    "CostState",
    "Document",
    "DocumentKind",
    "Entitlement",
    "ExchangeRate",
    "Fund",
    "License",
    "LicenseStatus",
    "LicenseTerm",
    "ListPrice",
    "Member",
    "Method",
    "RemainingRight",
    "Stage",
    "ValueChange",
    "Vendor",
]
