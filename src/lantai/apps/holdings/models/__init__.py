"""What packages hold, where, and when readers have it; and the runs in which their titles came."""

from .activations import Activation, Basis
from .databases import Database, DatabaseStatus
from .families import IssnFamily
from .listed import Journal, JournalSubject, JournalTitle, ListsFollowed
from .names import SerialName
from .openings import DatabaseOpenings
from .runs import Change, Outcome, Run, RunRow, RunState, TitleChange
from .shelf import Package, PackageKind, PackageSource, PackageStatus, Platform, PlatformStatus
from .titles import Access, MatchState, PackageTitle, TitleKind

__all__ = [
    "Access",
    "Activation",
    "Basis",
    "Change",
    "Database",
    "DatabaseOpenings",
    "DatabaseStatus",
    "IssnFamily",
    "Journal",
    "JournalSubject",
    "JournalTitle",
    "ListsFollowed",
    "MatchState",
    "Outcome",
    "Package",
    "PackageKind",
    "PackageSource",
    "PackageStatus",
    "PackageTitle",
    "Platform",
    "PlatformStatus",
    "Run",
    "RunRow",
    "RunState",
    "SerialName",
    "TitleChange",
    "TitleKind",
]
