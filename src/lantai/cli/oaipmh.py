"""Repositories that speak OAI-PMH: who they are, what they have, and their records fetched into a folder.

lantai oaipmh identify|formats|sets URL
lantai oaipmh record URL IDENTIFIER [--prefix oai_dc]
lantai oaipmh harvest URL --to FOLDER [--prefix oai_dc] [--set SPEC] [--since DATE] [--until DATE]

A harvest keeps every page as it came and goes on where it was stopped; once at its end, the next run asks for what changed since. Import the
folder's pages with 'lantai import'. Hosts inside the house are asked only where LANTAI_SERVICE_HOSTS allows them.
"""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import result, result_json, say
from .start import django_ready

if TYPE_CHECKING:
    from lantai.sources.protocols.oaipmh.asking import Asker

AGENT = "Lantai (OAI-PMH harvester of a library)"
LIMIT_BYTES = 200_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be asked."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(DO))
    for name in DO:
        one = kinds.add_parser(name)
        one.add_argument("url", metavar="URL", help="the server's base address")
        one.add_argument("--pause", type=float, default=1.0, metavar="SECONDS", help="between two questions (default: 1)")
        one.add_argument("--json", action="store_true", help="lines of JSON")
        if name == "record":
            one.add_argument("identifier", metavar="IDENTIFIER")
        if name in ("record", "harvest"):
            one.add_argument("--prefix", default="oai_dc", metavar="PREFIX", help="metadata format (default: oai_dc)")
        if name == "harvest":
            one.add_argument("--to", type=Path, required=True, metavar="FOLDER")
            one.add_argument("--set", default="", metavar="SPEC")
            one.add_argument("--since", type=_day, metavar="DATE", help="changed on that day or later")
            one.add_argument("--until", type=_day, metavar="DATE", help="changed on that day or before")


def run(options: argparse.Namespace) -> int:
    """Ask."""
    from lantai.sources.protocols.oaipmh.errors import OaiError

    django_ready()
    try:
        return DO[options.what](options, _asker(options))
    except OaiError as problem:
        raise Refused(str(problem), code=FAILED) from problem


def identify(options: argparse.Namespace, asker: "Asker") -> int:
    """Say who the server is."""
    from lantai.sources.protocols.oaipmh import Client

    found = Client(asker).identify()
    told = {"name": found.name, "base": found.base, "earliest": found.earliest, "deleted": found.deleted,
            "granularity": "seconds" if found.seconds else "days", "protocol": found.protocol, "emails": list(found.emails)}  # fmt: skip
    if options.json:
        result_json(told)
    else:
        for name, value in told.items():
            result(f"{name:12} {', '.join(value) if isinstance(value, list) else value}")
    return OK


def formats(options: argparse.Namespace, asker: "Asker") -> int:
    """List the metadata formats."""
    from lantai.sources.protocols.oaipmh import Client

    for one in Client(asker).prefixes():
        told = {"prefix": one.prefix, "namespace": one.namespace, "schema": one.schema}
        result_json(told) if options.json else result(f"{one.prefix:20} {one.namespace}")
    return OK


def sets(options: argparse.Namespace, asker: "Asker") -> int:
    """List the sets."""
    from lantai.sources.protocols.oaipmh import Client

    for one in Client(asker).sets():
        result_json({"spec": one.spec, "name": one.name}) if options.json else result(f"{one.spec:30} {one.name}")
    return OK


def record(options: argparse.Namespace, asker: "Asker") -> int:
    """Show one record as it came."""
    from lantai.sources.protocols.oaipmh import Client

    found = Client(asker).record(options.identifier, options.prefix)
    if found is None:
        raise Refused(f"the server has no record {options.identifier}")
    result(found.raw.decode("utf-8", "replace"))
    return OK


def harvest(options: argparse.Namespace, asker: "Asker") -> int:
    """Fetch a list into a folder."""
    from lantai.sources.protocols.oaipmh import Client, Wanted
    from lantai.sources.protocols.oaipmh.keeping import AnotherHarvest, Folder

    about = Client(asker).identify()
    wanted = Wanted(options.prefix, options.set, options.since, options.until, seconds=about.seconds)
    try:
        folder = Folder.at(options.to, base=options.url, wanted=wanted)
    except AnotherHarvest as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    came, notes, size = 0, [], None
    for page, walk in folder.harvest(asker, wanted):
        came, notes, size = walk.came, walk.notes, walk.size
        for each in page.records:
            if each.refused:
                say(f"page {folder.state.pages}: {each.identifier or 'a record'}: {each.refused}")
    for note in notes:
        say(note)
    if not about.tells_deletions:
        say("this server does not always tell what it deleted: compare the list of identifiers from time to time")
    told = {"came": came, "size": size, "pages": folder.state.pages, "records": folder.state.records, "deleted": folder.state.deleted,
            "refused": folder.state.refused, "notes": notes}  # fmt: skip
    result_json(told) if options.json else result(f"{came:,} records came; {folder.state.pages:,} pages are in {options.to}")
    return OK


def _asker(options: argparse.Namespace) -> "Asker":
    from django.conf import settings

    from lantai.infra.httpclient import AddressRefused, Answer
    from lantai.infra.httpclient import Client as Fetcher
    from lantai.sources.protocols.oaipmh.asking import Asker
    from lantai.sources.protocols.oaipmh.errors import Unreachable

    fetcher = Fetcher(agent=AGENT, timeout_s=120, limit_bytes=LIMIT_BYTES, allowed=settings.SERVICE_HOSTS)

    def fetch(url: str) -> Answer:
        """Fetch; an address that may not be asked is not asked again."""
        try:
            return fetcher.get(url)
        except AddressRefused as problem:
            raise Unreachable(f"{problem}; LANTAI_SERVICE_HOSTS names the hosts there that may be asked") from problem

    return Asker(options.url, fetch, time.sleep, lambda: datetime.now(UTC), pause_s=max(0.0, options.pause))


def _day(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


DO = {"identify": identify, "formats": formats, "sets": sets, "record": record, "harvest": harvest}
