"""Tables of publishing: ``deals`` (agreements), ``waivers``, ``charges``, ``requests``, ``policies``."""

from .charges import Charge, ChargeFund, TakenFile
from .deals import ArticleType, Cap, Counts, Coverage, Institution, JournalList, ListedJournal, Membership, PublishingAgreement
from .policies import BodyKind, Policy, PolicyVersion, PolicyWatch, WantedVersion
from .requests import ChargeRequest, RequestChange
from .waivers import CountryGroup, Giving, Waiver, Whose

__all__ = [
    "ArticleType",
    "BodyKind",
    "Cap",
    "Charge",
    "ChargeFund",
    "ChargeRequest",
    "CountryGroup",
    "Counts",
    "Coverage",
    "Giving",
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
    "Waiver",
    "WantedVersion",
    "Whose",
]
