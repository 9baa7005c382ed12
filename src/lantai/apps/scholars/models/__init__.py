"""Profiles of scholars, what people decided about them, and what is proposed."""

from .decided import Claim, ClaimState, MissingWork, Pairing, Verdict, WorkDecision
from .proposed import HomeInstitution, OrcidUpload, Proposal, ProposedScholar
from .scholars import FIELDS, Field, Proof, Scholar, ScholarListed, ScholarName, ScholarWork, Visibility

__all__ = [
    "FIELDS",
    "Claim",
    "ClaimState",
    "Field",
    "HomeInstitution",
    "MissingWork",
    "OrcidUpload",
    "Pairing",
    "Proof",
    "Proposal",
    "ProposedScholar",
    "Scholar",
    "ScholarListed",
    "ScholarName",
    "ScholarWork",
    "Verdict",
    "Visibility",
    "WorkDecision",
]
