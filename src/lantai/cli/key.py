"""Keys of programs that ask the doors for machines more often than anybody may (docs/operate/doors.md).

lantai key add "Union catalog, nightly harvest" --per-minute 3000    prints the key, once
lantai key list
lantai key end lantai_Ab3dEf     by its beginning, as the list shows it

Each takes --json: what was done, as one line for machines.
"""

import argparse
from typing import Any

from lantai.cli import OK, UNUSABLE, Refused

from .output import result, result_json
from .start import library_ready

USUAL = 1_200


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(DO))
    add = kinds.add_parser("add", help="make a key")
    add.add_argument("name", help="whose program it is and what it does")
    add.add_argument("--per-minute", type=int, default=USUAL, metavar="N", help=f"requests a minute ({USUAL})")
    end = kinds.add_parser("end", help="end a key")
    end.add_argument("start", help="how it begins")
    for kind in (add, end, kinds.add_parser("list", help="show the keys")):
        kind.add_argument("--json", action="store_true", help="one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    library_ready()
    return DO[options.what](options)


def add(options: argparse.Namespace) -> int:
    """Make a key."""
    from django.utils import timezone

    from lantai.apps.doors import actions

    if options.per_minute < 1 or not options.name.strip() or len(options.name) > 120:
        raise Refused("a key needs a name of at most 120 characters and at least one request a minute", code=UNUSABLE)
    key, token = actions.make_key(name=options.name.strip(), per_minute=options.per_minute, now=timezone.now())
    return told(options, f"{token}\nshown now and never again; {key.per_minute} requests a minute", name=key.name, key=token)


def show(options: argparse.Namespace) -> int:
    """List the keys."""
    from lantai.apps.doors import queries

    for key in queries.every_key():
        ended = f"ended {key.ended_at:%Y-%m-%d}" if key.ended_at else ""
        told(options, f"{key.start}…  {key.per_minute:6}  {key.used_on or 'never':10}  {key.name}  {ended}".rstrip(), start=key.start,
             name=key.name, per_minute=key.per_minute, used=str(key.used_on or ""), ended=bool(key.ended_at))  # fmt: skip
    return OK


def end(options: argparse.Namespace) -> int:
    """End the one key that begins so."""
    from django.utils import timezone

    from lantai.apps.doors import actions, queries

    found = list(queries.every_key().filter(ended_at=None, start__startswith=options.start[:13]))
    if len(found) != 1:
        raise Refused(f"{len(found)} keys that are good begin with {options.start!r}", code=UNUSABLE)
    actions.end_key(key=found[0], now=timezone.now())
    return told(options, f"{found[0].name}: the key is refused from now on", name=found[0].name, ended=True)


def told(options: argparse.Namespace, said: str, **facts: Any) -> int:
    """Print what was done, for people or for machines."""
    result_json(facts) if options.json else result(said)
    return OK


DO = {"add": add, "list": show, "end": end}
