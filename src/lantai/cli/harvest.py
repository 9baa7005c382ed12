"""Take records from outside sources: repositories, OpenAlex, Crossref, DOAJ, arXiv, Unpaywall.

lantai harvest --list                                       what is set up, and how its last runs went
lantai harvest --add NAME --address URL [--kind oaipmh] …   set one up, or change it; with --now it is harvested at once
lantai harvest NAME …                                       harvest it now, or go on where its last run stopped
lantai harvest --folder FOLDER --source NAME [--profile P]  a snapshot of OpenAlex, part after part; parts taken in before are passed over
lantai harvest --save-profile NAME [--institutions FILE] [--years 2015-2026] [--languages en,zh] [--disciplines 08,1202] [--kinds article]

A run keeps every page as it came and goes on after the last one whatever stopped it; the next asks for what changed since. The same is set up,
begun, paused and looked at on the staff's pages, under Imports. With --json the last line is the counts, as 'lantai import' gives them.
Exit code 1 when something stopped it half-way (the message says what to do), 2 when it cannot be done as it is set up.
"""

import argparse
import re
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import FAILED, INTERRUPTED, OK, UNUSABLE, Refused

from .import_ import counted, outcomes_of, say_refused, selection_of, stopping, take
from .openness import day
from .output import progress, result, result_json, say
from .problems import of_file
from .start import library_ready

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from lantai.catalog.models import Harvest, HarvestPlan
    from lantai.core.bib.selection import Selection


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="harvests to run now")
    parser.add_argument("--list", action="store_true", help="list what is set up")
    parser.add_argument("--add", metavar="NAME", help="set a harvest up, or change it")
    parser.add_argument("--now", action="store_true", help="with --add: harvest it at once")
    parser.add_argument("--queue", action="store_true", help="have the worker begin it, or go on with it")
    parser.add_argument(
        "--kind", default="", metavar="K", help="oaipmh, openalex, crossref, doaj, arxiv, unpaywall (default: oaipmh)"
    )
    parser.add_argument("--address", default="", metavar="URL", help="where it is asked (default: the source's own)")
    parser.add_argument("--prefix", default="", metavar="P", help="metadata format of OAI-PMH (default: the source's own)")
    parser.add_argument("--set", action="append", default=[], metavar="SPEC", help="a set of OAI-PMH; may be said several times")
    parser.add_argument("--since", type=day, metavar="DATE", help="where the first run begins (default: everything)")
    parser.add_argument("--filters", default="", metavar="F", help="filter in the service's own words (OpenAlex, Crossref)")
    parser.add_argument("--profile", default="", metavar="NAME", help="take only what a profile wants")
    parser.add_argument(
        "--schedule", default="off", choices=("off", "daily", "weekly", "monthly"), help="how often (default: off)"
    )
    parser.add_argument("--source", default="", metavar="NAME", help="the source that the records belong to (default: NAME)")
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="a snapshot of OpenAlex as it was downloaded")
    parser.add_argument("--save-profile", default="", metavar="NAME", help="keep a profile of what is wanted")
    parser.add_argument("--institutions", type=Path, metavar="FILE", help="of a profile: identifiers of ROR or names, one a line")
    parser.add_argument("--years", default="", metavar="Y-Y", help="of a profile: 2015-2026, 2015-, -2026 or 2020")
    parser.add_argument("--languages", default="", metavar="L,L", help="of a profile: en,zh; und takes in what does not say")
    parser.add_argument("--disciplines", default="", metavar="C,C", help="of a profile: codes of China's catalogue, 08 or 0812")
    parser.add_argument("--kinds", default="", metavar="K,K", help="of a profile: article, book, thesis …")
    parser.add_argument(
        "--processes", type=int, metavar="N", help="with --folder: how many processes read (default: the machine's cores)"
    )
    parser.add_argument("--json", action="store_true", help="lines of JSON")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    library_ready(quiet=options.json)
    if options.list:
        return listed(options)
    if options.save_profile:
        return save_profile(options)
    if options.folder:
        return folder(options)
    plans = [add(options)] if options.add else [plan_named(name) for name in options.names]
    if not plans:
        raise Refused("name a harvest, or say --list, --add, --folder or --save-profile; --help says more", code=UNUSABLE)
    if options.queue:
        return queue(plans)
    return harvest(plans, options) if options.now or options.names else OK


def listed(options: argparse.Namespace) -> int:
    """List the harvests with their last runs."""
    from lantai.catalog.harvest_queries import plans

    for row in plans():
        plan, last = row.plan, row.last
        told = {"name": plan.name, "kind": plan.kind, "address": row.address, "source": plan.source.name, "schedule": plan.schedule,
                "next": plan.next_at.isoformat() if plan.next_at else None, "reached": plan.reached or None,
                "last": {"state": last.state, "error": last.error, **counts_of(last)} if last else None}  # fmt: skip
        if options.json:
            result_json(told)
        else:
            result(f"{plan.name:24} {plan.kind:9} {plan.schedule:8} {last.state if last else 'never ran':10} {row.address}")
    return OK


def add(options: argparse.Namespace) -> "HarvestPlan":
    """Set a harvest up, or change it."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lantai.catalog import harvest_actions
    from lantai.catalog.models import HarvestPlan, SelectionProfile
    from lantai.sources.registry import SOURCES

    plan = HarvestPlan.objects.filter(name=options.add).first() or HarvestPlan(name=options.add)
    plan.kind = options.kind or plan.kind or "oaipmh"
    if plan.kind not in list(SOURCES):
        raise Refused(f"there is no kind of source named {plan.kind!r}; there are: {', '.join(SOURCES)}", code=UNUSABLE)
    about = SOURCES[plan.kind].ABOUT
    plan.address = options.address or plan.address or about.address
    plan.prefix, plan.sets = options.prefix or plan.prefix or about.prefix, "\n".join(options.set) or plan.sets
    plan.since, plan.filters = options.since or plan.since, options.filters or plan.filters
    selection_of(options.profile)
    plan.selection = SelectionProfile.objects.filter(name=options.profile).first() if options.profile else plan.selection
    plan.schedule = options.schedule
    source = options.source or (plan.source.name if plan.pk else options.add.lower().replace(" ", "-"))
    try:
        harvest_actions.save_plan(by=None, plan=plan, source=source, now=timezone.now())
    except ValidationError as problem:
        raise Refused(_told(problem, plan), code=UNUSABLE) from problem
    say(f"{plan.name}: set up; it feeds the source {source}")
    return plan


def _told(problem: "ValidationError", plan: "HarvestPlan") -> str:
    """Return what is wrong with a harvest, each with the option that said it."""
    if not hasattr(problem, "error_dict"):
        return "; ".join(problem.messages)
    said = ((name, message) for name, messages in problem.message_dict.items() for message in messages)
    return "; ".join(
        f"--{name} {getattr(plan, name, '')}: {message}" if hasattr(plan, name) else message for name, message in said
    )


def plan_named(name: str) -> "HarvestPlan":
    """Return a harvest; refuse a name that none has."""
    from lantai.catalog.models import HarvestPlan

    found = HarvestPlan.objects.filter(name=name).select_related("source", "selection").first()
    if found is None:
        known = ", ".join(HarvestPlan.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise Refused(f"no harvest is named {name!r}; there are: {known}", code=UNUSABLE)
    return found


def queue(plans: "list[HarvestPlan]") -> int:
    """Have the worker begin harvests, or go on with them."""
    from django.utils import timezone

    from lantai.catalog import harvest_actions
    from lantai.catalog.actions import NotPossible

    code = OK
    for plan in plans:
        try:
            harvest_actions.begin(by=None, plan=plan, now=timezone.now())
        except NotPossible as problem:
            say(f"{plan.name}: {problem}")
            code = FAILED
    return code


def harvest(plans: "list[HarvestPlan]", options: argparse.Namespace) -> int:
    """Run harvests to their end, one after the other."""
    total: Counter[str] = Counter()
    code, selects = OK, any(plan.selection_id for plan in plans)
    try:
        with stopping() as stop:
            for plan in plans:
                code = max(code, run_one(plan, options, stop=stop, total=total))
                if stop.is_set():
                    say("Interrupted; harvest the same again to go on.")
                    return INTERRUPTED
    finally:
        if options.json:
            result_json(counted(total, selects=selects))
    return code


def run_one(plan: "HarvestPlan", options: argparse.Namespace, *, stop: threading.Event, total: Counter[str]) -> int:
    """Run a harvest to its end, add its counts to the total and return an exit code."""
    from django.utils import timezone

    from lantai.apps.desk.advice import advice
    from lantai.catalog import harvest_actions, importing

    outcomes = outcomes_of(bool(plan.selection_id))
    found = harvest_actions.begin(by=None, plan=plan, now=timezone.now(), queued=False)
    before = Counter({name: getattr(found, name) for name in outcomes})
    with progress(plan.name, unit="", shown=not options.json) as advance:

        def watch(so_far: importing.Progress) -> None:
            advance(so_far.bytes_done, so_far.bytes_total, f"{so_far.counts.rows_in:,} rows")

        try:
            importing.run(found, now=timezone.now, progress=watch, stop=stop, processes=0)
            code = OK
        except importing.ImportFailed as problem:
            say(f"{plan.name}: {problem} {advice(str(problem))}".rstrip())
            say(f"{plan.name}: nothing that came is lost; harvest it again to go on")
            code = FAILED
    found.refresh_from_db()
    for note in found.notes:
        say(f"{plan.name}: {note}")
    if found.place.get("deleted") in ("no", "transient"):
        say(f"{plan.name}: this server does not always tell what it deleted")
    say_refused(found, plan.name, since=before["refused"])
    counts = Counter({name: getattr(found, name) - before[name] for name in outcomes})
    total.update(counts)
    if not options.json:
        result(f"{plan.name}: {sum(counts.values()):,} rows: " + ", ".join(f"{counts[o]:,} {o}" for o in outcomes))
    return code


def counts_of(found: "Harvest") -> dict[str, int]:
    """Return the counts of a run."""
    selects = bool(found.selection)
    return counted(Counter({name: getattr(found, name) for name in outcomes_of(selects)}), selects=selects)


def folder(options: argparse.Namespace) -> int:
    """Take a snapshot in, part after part."""
    from lantai.catalog.harvest_queries import was_taken
    from lantai.cli.snapshot import facts
    from lantai.core.formats.protocol import Profile
    from lantai.sources.openalex import snapshot
    from lantai.sources.protocols.polite import SourceError

    try:
        found = snapshot.parts(options.folder)
    except SourceError as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    options.source, options.selection = options.source or "openalex", selection_of(options.profile)
    total: Counter[str] = Counter()
    code, passed = OK, 0
    try:
        with stopping() as stop:
            for part in found.works:
                if was_taken(part, source=options.source, selection=options.selection):
                    passed += 1
                    continue
                code = max(code, take(part, Profile(format="openalex"), options, stop=stop, total=total))
                if stop.is_set():
                    say("Interrupted; harvest the same folder again to go on.")
                    return INTERRUPTED
        code = max(code, facts(found, options))
    finally:
        if passed:
            say(f"{passed:,} parts were taken in before and are passed over")
        if options.json:
            result_json(counted(total, selects=bool(options.profile)))
    return code


def save_profile(options: argparse.Namespace) -> int:
    """Keep a profile; say which names of institutions are known and which are not."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lantai.catalog import harvest_actions
    from lantai.catalog.institutions import has_registry, recognized
    from lantai.catalog.models import SelectionProfile

    profile = SelectionProfile.objects.filter(name=options.save_profile).first() or SelectionProfile(name=options.save_profile)
    profile.said = read_text(options.institutions) if options.institutions else profile.said
    known = recognized(profile.said)
    if known.unknown and not has_registry():
        say("no registry of organizations is here to look names up in: 'lantai affiliations import ROR_FILE' brings one")
    for line, words in known.unknown:
        say(f"line {line}: {words}: no organization of the registry is surely meant; write its identifier of ROR instead")
    try:
        wanted = selection_from(options, tuple(known.found))
        harvest_actions.save_profile(by=None, profile=profile, wanted=wanted, now=timezone.now())
    except (ValidationError, ValueError) as problem:
        raise Refused(
            "; ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem), code=UNUSABLE
        ) from problem
    result(f"{profile.name}: {len(known.found):,} institutions, {len(known.unknown):,} lines not known")
    return FAILED if known.unknown else OK


def read_text(path: Path) -> str:
    """Return the text of a file, in whatever encoding it is; refuse one that cannot be opened."""
    from lantai.core.formats.charset import encoding_of

    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise Refused(of_file(problem), code=UNUSABLE) from problem
    return raw.decode(encoding_of(raw), "replace").removeprefix("\ufeff")


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def selection_from(options: argparse.Namespace, institutions: tuple[str, ...]) -> "Selection":
    """Return what the options want; raise ValueError."""
    from lantai.core.bib.first_level import catalogue
    from lantai.core.bib.record import Kind
    from lantai.core.bib.selection import Selection

    first, dash, last = (part.strip() for part in options.years.partition("-"))
    if not all(part.isascii() and part.isdecimal() for part in (first, last) if part):
        raise ValueError(f"{options.years!r} are no years; write 2015-2026, 2015-, -2026 or 2020")
    disciplines, kinds = pieces(options.disciplines), pieces(options.kinds)
    if wrong := [code for code in disciplines if code not in catalogue()]:
        raise ValueError(f"no discipline has the code {', '.join(wrong)}")
    if wrong := [kind for kind in kinds if kind not in set(Kind)]:
        raise ValueError(f"there is no kind {', '.join(wrong)}; there are: {', '.join(Kind)}")
    if wrong := [code for code in pieces(options.languages) if not _LANGUAGE.fullmatch(code)]:
        raise ValueError(f"{', '.join(wrong)}: languages are named by their codes, such as en, zh or und")
    since = int(first) if first else None
    until = (int(last) if last else None) if dash else since
    return Selection(institutions, since, until, pieces(options.languages), disciplines, kinds)


def pieces(words: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
