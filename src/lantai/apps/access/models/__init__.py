"""Links and how they stand, faults and what was told of them, ways through for readers off campus, and how the service works."""

from .faults import (
    OPEN_STATES,
    Downtime,
    Event,
    EventKind,
    Fault,
    Letter,
    LetterState,
    Origin,
    Report,
    Resolution,
    State,
)
from .links import Host, Link, LinkChange
from .names import CLASS_NAMES, GRADE_NAMES, KIND_NAMES, SCOPE_NAMES
from .service import Assignment, Service, Template
from .ways import PlatformAccess, Proxy

__all__ = [
    "CLASS_NAMES",
    "GRADE_NAMES",
    "KIND_NAMES",
    "OPEN_STATES",
    "SCOPE_NAMES",
    "Assignment",
    "Downtime",
    "Event",
    "EventKind",
    "Fault",
    "Host",
    "Letter",
    "LetterState",
    "Link",
    "LinkChange",
    "Origin",
    "PlatformAccess",
    "Proxy",
    "Report",
    "Resolution",
    "Service",
    "State",
    "Template",
]
