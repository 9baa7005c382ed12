"""Accounts and their roles: reader, librarian, cataloger, administrator.

lantai user add zhang --role librarian      asks for a password, or reads one line of standard input
lantai user invite li@example.edu --role cataloger   prints a link, good once, with which the account is made
lantai user list
lantai user role zhang administrator        in place of the role this person had
lantai user roles                           what each role may do
lantai user password zhang
lantai user password-link zhang             prints a link with which zhang sets a new password
lantai user reset-second-factor zhang       the next sign-in sets up a new one
lantai user disable zhang                   nobody signs in as zhang any more; 'enable' undoes it

Each takes --json: what was done, as one line for machines.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lantai.cli import OK, UNUSABLE, Refused

from .output import result, result_json
from .start import library_ready

if TYPE_CHECKING:
    from lantai.people.models import Account

ROLES = ("reader", "librarian", "cataloger", "administrator")
OF_ONE = {
    "password": "give a new password",
    "password-link": "print a link for a new password",
    "reset-second-factor": "let the next sign-in set up a new second factor",
    "disable": "let nobody sign in to an account",
    "enable": "let an account be signed in to again",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(DO))
    add = kinds.add_parser("add", help="make an account")
    add.add_argument("name")
    add.add_argument("--email", default="")
    invite = kinds.add_parser("invite", help="print a link with which somebody makes an account")
    invite.add_argument("email")
    invite.add_argument("--language", default="", help="of the pages and mail: en, zh-hans, ar")
    invite.add_argument("--send", action="store_true", help="mail the link in place of printing it")
    for adding in (add, invite):
        adding.add_argument("--role", choices=ROLES, default="reader")
    role = kinds.add_parser("role", help="change what someone may do")
    role.add_argument("name")
    role.add_argument("role", choices=ROLES)
    shown = [kinds.add_parser("list", help="show the accounts"), kinds.add_parser("roles", help="show what each role may do")]
    ones = [kinds.add_parser(what, help=said) for what, said in OF_ONE.items()]
    for one in ones:
        one.add_argument("name")
    for kind in (add, invite, role, *shown, *ones):
        kind.add_argument("--json", action="store_true", help="one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do one of them; what is not possible is said in a line."""
    library_ready()
    from django.core.exceptions import ValidationError

    from lantai.people.errors import NotPossible

    try:
        return DO[options.what](options)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages), code=UNUSABLE) from problem
    except NotPossible as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem


def add(options: argparse.Namespace) -> int:
    """Make an account."""
    from django.utils import timezone

    from lantai.people import actions
    from lantai.people.roles import Role

    role, password = Role(options.role), asked_password()
    actions.add_account(username=options.name, email=options.email, password=password, role=role, now=timezone.now())
    return told(options, f"{options.name} can sign in as {role}", name=options.name, role=role)


def invite(options: argparse.Namespace) -> int:
    """Invite somebody."""
    from django.conf import settings
    from django.core.validators import validate_email
    from django.utils import timezone

    from lantai.people import actions, mail
    from lantai.people.roles import Role

    validate_email(options.email)
    if options.send and not mail.is_ready():
        raise Refused("mail needs LANTAI_MAIL and LANTAI_ADDRESS (docs/operate/settings.md)", code=UNUSABLE)
    now, language = timezone.now(), options.language or settings.LANGUAGE_CODE
    link, token = actions.invite(email=options.email, role=Role(options.role), language=language, now=now)
    if options.send:
        actions.send_invitation(link=link, now=now)
        return told(options, f"the worker mails the invitation to {link.email}", email=link.email, role=link.role)
    address, until = absolute(mail.invitation_path(token)), link.expires_at.isoformat(timespec="minutes")
    said = f"{address}\ngood once, until {until}, for {link.email} as {link.role}"
    return told(options, said, email=link.email, role=link.role, link=address, until=until)


def show(options: argparse.Namespace) -> int:
    """List the accounts."""
    from lantai.people import queries

    for row in queries.accounts():
        if options.json:
            result_json({"name": row.username, "roles": list(row.roles), "active": row.is_active})
        else:
            result(f"{row.username:24} {', '.join(row.roles) or '-':24} {'' if row.is_active else '(closed)'}".rstrip())
    return OK


def roles(options: argparse.Namespace) -> int:
    """Say what each role may do."""
    from lantai.people.roles import ALLOWS, Role

    for role in Role:
        told(options, f"{role:14} {ALLOWS[role]}", role=role, allows=str(ALLOWS[role]))
    return OK


def password(options: argparse.Namespace) -> int:
    """Give a new password."""
    from django.utils import timezone

    from lantai.people import actions

    account = named(options.name)
    actions.set_password(account=account, password=asked_password(), now=timezone.now())
    return told(options, f"{options.name} has a new password", name=options.name)


def password_link(options: argparse.Namespace) -> int:
    """Print a link for a new password."""
    from django.utils import timezone

    from lantai.people import actions, mail

    token = actions.give_password_link(account=named(options.name), now=timezone.now())
    address = absolute(mail.password_path(token))
    return told(options, f"{address}\ngood once, for a day, for {options.name}", name=options.name, link=address)


def role(options: argparse.Namespace) -> int:
    """Change a role."""
    from django.utils import timezone

    from lantai.people import actions
    from lantai.people.roles import Role

    actions.give_role(account=named(options.name), role=Role(options.role), now=timezone.now())
    return told(options, f"{options.name} is now {options.role}", name=options.name, role=options.role)


def reset_second_factor(options: argparse.Namespace) -> int:
    """Take a second factor away."""
    from django.utils import timezone

    from lantai.people import actions

    actions.reset_factor(account=named(options.name), now=timezone.now())
    return told(options, f"{options.name} sets up a new second factor at the next sign-in", name=options.name)


def disable(options: argparse.Namespace) -> int:
    """Close an account."""
    from django.utils import timezone

    from lantai.people import actions

    actions.close(account=named(options.name), now=timezone.now())
    return told(options, f"nobody signs in as {options.name} any more", name=options.name, active=False)


def enable(options: argparse.Namespace) -> int:
    """Open an account again."""
    from django.utils import timezone

    from lantai.people import actions

    actions.reopen(account=named(options.name), now=timezone.now())
    return told(options, f"{options.name} can sign in again", name=options.name, active=True)


DO: dict[str, Callable[[argparse.Namespace], int]] = {
    "add": add,
    "invite": invite,
    "list": show,
    "role": role,
    "roles": roles,
    "password": password,
    "password-link": password_link,
    "reset-second-factor": reset_second_factor,
    "disable": disable,
    "enable": enable,
}


def told(options: argparse.Namespace, said: str, **facts: Any) -> int:
    """Say what was done: to a person, or as one line of JSON."""
    if options.json:
        result_json(facts)
    else:
        result(said)
    return OK


def named(name: str) -> "Account":
    """Return the account of that name."""
    from lantai.people.models import Account

    account = Account.objects.filter(username=name).first()
    if account is None:
        raise Refused(f"there is no account named {name}; 'lantai user list' shows them", code=UNUSABLE)
    return account


def absolute(path: str) -> str:
    """Return an address for a browser: the library's own, or where 'lantai serve' answers when nothing is said."""
    from django.conf import settings

    return f"{settings.ADDRESS or 'http://127.0.0.1:8000'}{path}"


def asked_password() -> str:
    """Ask for a password twice on a terminal; else take the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise Refused("the two passwords are not the same", code=UNUSABLE)
    return first
