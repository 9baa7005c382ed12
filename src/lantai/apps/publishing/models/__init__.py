"""Tables of publishing: ``deals`` (agreements), ``charges``, ``requests``, ``policies``."""

from .charges import Charge, ChargeFund, TakenFile
from .deals import ArticleType, Cap, Counts, Coverage, Institution, JournalList, ListedJournal, Membership, PublishingAgreement
from .policies import BodyKind, Policy, PolicyVersion, PolicyWatch, WantedVersion
from .requests import ChargeRequest, RequestChange

__all__ = [
    "ArticleType",
    "BodyKind",
    "Cap",
    "Charge",
    "ChargeFund",
    "ChargeRequest",
    "Counts",
    "Coverage",
    "Institution",
    "JournalList",
    "ListedJournal",
    "Membership",
    "Policy",
    "PolicyVersion",
    "PolicyWatch",
    "PublishingAgreement",
    "RequestChange",
    "TakenFile",
    "WantedVersion",
]
