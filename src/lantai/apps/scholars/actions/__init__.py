"""Everything that changes profiles of scholars."""

from .claiming import claim, decide_claim, give_back, hide, note_death, prove, withdraw_claim
from .deciding import accept_group, decide_work, dismiss_group, make_profile, pair, undo_decision, undo_pairing
from .importing import fetch, take_bytes, take_record
from .keeping import ask_rebuild, close_missing, describe, miss, name_homes
from .rebuilding import rebuild

__all__ = [
    "accept_group",
    "ask_rebuild",
    "claim",
    "close_missing",
    "decide_claim",
    "decide_work",
    "describe",
    "dismiss_group",
    "fetch",
    "give_back",
    "hide",
    "make_profile",
    "miss",
    "name_homes",
    "note_death",
    "pair",
    "prove",
    "rebuild",
    "take_bytes",
    "take_record",
    "undo_decision",
    "undo_pairing",
    "withdraw_claim",
]
