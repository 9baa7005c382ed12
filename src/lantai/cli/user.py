"""Accounts and their roles: reader, librarian, cataloger, administrator.

lantai user add zhang --role librarian      asks for a password, or reads one line of standard input
lantai user list
lantai user password zhang
lantai user role zhang administrator        in place of the roles this person had
"""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from lantai.cli import OK, UNUSABLE, Refused

from .output import result, result_json
from .start import library_ready

if TYPE_CHECKING:
    from lantai.people.models import Account

ROLES = ("reader", "librarian", "cataloger", "administrator")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the four things that can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="add|list|password|role")
    add = kinds.add_parser("add", help="make an account")
    add.add_argument("name")
    add.add_argument("--role", choices=ROLES, default="reader")
    add.add_argument("--email", default="")
    shown = kinds.add_parser("list", help="show the accounts")
    shown.add_argument("--json", action="store_true")
    kinds.add_parser("password", help="give a new password").add_argument("name")
    role = kinds.add_parser("role", help="change what someone may do")
    role.add_argument("name")
    role.add_argument("role", choices=ROLES)


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    library_ready()
    return {"add": add, "list": show, "password": password, "role": role}[options.what](options)


def add(options: argparse.Namespace) -> int:
    """Make an account."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lantai.people import actions
    from lantai.people.roles import Role

    try:
        actions.add_account(
            username=options.name, email=options.email, password=asked_password(), role=Role(options.role), now=timezone.now()
        )
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages), code=UNUSABLE) from problem
    result(f"{options.name} can sign in as {options.role}")
    return OK


def show(options: argparse.Namespace) -> int:
    """List the accounts."""
    from lantai.people import queries

    for row in queries.accounts():
        if options.json:
            result_json({"name": row.username, "roles": list(row.roles), "active": row.is_active})
        else:
            result(f"{row.username:24} {', '.join(row.roles) or '-':24} {'' if row.is_active else '(closed)'}".rstrip())
    return OK


def password(options: argparse.Namespace) -> int:
    """Give a new password."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lantai.people import actions

    account = named(options.name)
    try:
        actions.set_password(account=account, password=asked_password(), now=timezone.now())
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages), code=UNUSABLE) from problem
    result(f"{options.name} has a new password")
    return OK


def role(options: argparse.Namespace) -> int:
    """Change a role."""
    from django.utils import timezone

    from lantai.people import actions
    from lantai.people.roles import Role

    actions.give_role(account=named(options.name), role=Role(options.role), now=timezone.now())
    result(f"{options.name} is now {options.role}")
    return OK


def named(name: str) -> "Account":
    """Return the account of that name."""
    from lantai.people.models import Account

    account = Account.objects.filter(username=name).first()
    if account is None:
        raise Refused(f"there is no account named {name}; 'lantai user list' shows them", code=UNUSABLE)
    return account


def asked_password() -> str:
    """Ask for a password twice on a terminal; else take the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise Refused("the two passwords are not the same", code=UNUSABLE)
    return first
