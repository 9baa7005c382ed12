"""Everything that changes an account, a module for each sort of change.

``by`` is who does it; None: somebody who may use the server itself. Each checks that ``by`` may, is atomic, and stands in the audit log.
"""

from .accounts import add_account, close, describe, erase, give_role, reopen
from .factors import confirm_factor, make_recovery_codes, prove, remove_factor, reset_factor
from .invitations import accept_invitation, invite, renew_invitation, revoke_invitation, send_invitation
from .notices import forget_notices, mail_notice, notify
from .passwords import change_password, forgotten, give_password_link, reset_password, send_password_links, set_password
from .signing import check_password, end_other_sessions, end_session, end_sessions, sweep

__all__ = [
    "accept_invitation",
    "add_account",
    "change_password",
    "check_password",
    "close",
    "confirm_factor",
    "describe",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "erase",
    "forget_notices",
    "forgotten",
    "give_password_link",
    "give_role",
    "invite",
    "mail_notice",
    "make_recovery_codes",
    "notify",
    "prove",
    "remove_factor",
    "renew_invitation",
    "reopen",
    "reset_factor",
    "reset_password",
    "revoke_invitation",
    "send_invitation",
    "send_password_links",
    "set_password",
    "sweep",
]
