"""What a snapshot of OpenAlex says beside its works: journals, institutions, authors, and numbers given up."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import say

SHOWN = 20
"""Rows that were refused of which each is named."""

if TYPE_CHECKING:
    from lantai.sources.openalex.snapshot import Snapshot


def facts(found: "Snapshot", options: argparse.Namespace) -> int:
    """Take them in; return an exit code."""
    from lantai.sources.protocols.polite import SourceError

    try:
        return max(
            _journals(found.sources),
            _institutions(found.institutions),
            _authors(found.authors, found.merged.get("authors", [])),
            _given_up(found.merged, options.source),
        )
    except SourceError as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem


def _journals(parts: list[Path]) -> int:
    """Take the journals that are open as a whole in, as facts shown on their pages."""
    from django.utils import timezone

    from lantai.apps.openaccess import actions
    from lantai.sources.openalex import journals

    if not parts:
        return OK
    try:
        taken = actions.take_journals(source=journals.BY, journals=journals.read(parts), on=_day(parts), now=timezone.now())
    except actions.ListError as problem:
        say(f"sources: {problem}")
        return FAILED
    for row in taken.refused[:SHOWN]:
        say(f"sources, row {row.line}: not used: {row.why}")
    say("sources: " + ", ".join(f"{name} {count:,}" for name, count in taken.counts().items()))
    return OK


def _institutions(parts: list[Path]) -> int:
    """Compile the institutions, in a library that has no registry yet: ROR's own file says more."""
    from lantai.cli.affiliations import keep, kept_registry
    from lantai.core.matching.organizations.registry import Organization
    from lantai.sources.openalex import organizations

    if not parts:
        return OK
    if kept_registry().is_file():
        say("institutions: the library has a registry of organizations already; it is kept")
        return OK
    rows = list(organizations.read(parts))
    known = [row for row in rows if isinstance(row, Organization)]
    if known:
        keep(known)
    refused = [row for row in rows if not isinstance(row, Organization)]
    for row in refused[:SHOWN]:
        say(f"institutions, row {row.number}: not used: {row.why}")
    say(f"institutions: {len(known):,} organizations, {len(refused):,} not used")
    return OK


def _given_up(merged: dict[str, list[Path]], source: str) -> int:
    """Let numbers of works that were given up lead to those that took their place."""
    from django.utils import timezone

    from lantai.catalog import renumbering
    from lantai.catalog.models import Source
    from lantai.sources.openalex.snapshot import given_up

    where = Source.objects.filter(name=source).first()
    for path in merged.get("works", []) if where else []:
        run = renumbering.take(given_up(path), source=where, name=f"merged_ids/{path.name}", now=timezone.now())
        counts = f"{run.changed:,} lead elsewhere, {run.deleted:,} deleted, {run.same:,} not here, {run.refused:,} refused"
        say(f"{path.name}: {run.rows_in:,} numbers given up: {counts}")
        for note in run.notes:
            say(f"{path.name}, {note}")
    return OK


def _authors(parts: list[Path], merged: list[Path]) -> int:
    """Take in what is said of authors who have an ORCID, for the profiles of scholars; their numbers given up go."""
    from django.conf import settings

    from lantai.apps.scholars import said
    from lantai.sources.openalex import authors
    from lantai.sources.openalex.snapshot import given_up

    if not parts:
        return OK
    gone = (authors.number_of(old) for path in merged for _line, old, _new in given_up(path))
    counts = said.take(Path(settings.DATA) / said.FILE, authors.read(parts), given_up=gone, on=_day(parts))
    for why in counts.why:
        say(f"authors, {why}")
    say(
        f"authors: {counts.rows_in:,} in, {counts.kept:,} with an ORCID kept, {counts.without_orcid:,} without one, {counts.earlier:,} earlier, "
        f"{counts.given_up:,} given up, {counts.refused:,} refused; profiles show it when they are made again"
    )
    return OK


def _day(parts: list[Path]) -> date:
    """Return the day of the newest part."""
    days = [part.parent.name.partition("=")[2] for part in parts if part.parent.name.startswith("updated_date=")]
    try:
        return max(date.fromisoformat(day) for day in days)
    except ValueError:
        return datetime.now(UTC).date()
