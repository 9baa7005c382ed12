"""Examine this installation and say what to do; exit code 1 when something must be done.

--production also refuses what a library that others can reach must not do: debugging, no https, a key that others read, easy passwords, no backup of
late. --settings looks at settings and permissions alone, which is quick and needs no database: services ask it before they start.
"""

import argparse
import platform
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .findings import Finding
from .output import result, result_json
from .start import django_ready

LEAST_FREE = 2_000_000_000
"""Bytes that should be free: a rebuild of the index writes a second one beside the first."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--production", action="store_true", help="also refuse what is unsafe where others can reach the library")
    parser.add_argument("--settings", action="store_true", help="only what settings and permissions say, as --production does")
    parser.add_argument("--except", dest="accepted", action="append", default=[], metavar="NAME", help="a finding to live with")
    parser.add_argument("--json", action="store_true", help="one line of JSON a finding")


def run(options: argparse.Namespace) -> int:
    """Look at everything; what cannot be looked at because of another finding is left out."""
    directory = django_ready()
    findings = [accepted(finding, options.accepted) for finding in looked_at(directory, options)]
    unknown = set(options.accepted) - {finding.name for finding in findings}
    if unknown:
        raise Refused(f"--except: nothing is called {', '.join(sorted(unknown))}", code=UNUSABLE)
    for finding in findings:
        if options.json:
            result_json(asdict(finding))
        else:
            result(f"{'!!' if finding.to_do else 'ok'}  {finding.name:13} {finding.found}")
            if finding.to_do:
                result(f"{'':17} {finding.to_do}")
    return FAILED if any(finding.to_do for finding in findings) else OK


def looked_at(directory: Path, options: argparse.Namespace) -> list[Finding]:
    """Return the findings that were asked for."""
    from . import production

    if options.settings:
        return list(production.of_settings(directory))
    found = examined(directory)
    if options.production:
        whole = not any(finding.to_do for finding in found if finding.name == "database")
        found += [*production.of_settings(directory), *(production.of_running(directory) if whole else ())]
    return found


def accepted(finding: Finding, names: list[str]) -> Finding:
    """Return a finding without what is to be done, where the library has decided to live with it."""
    return replace(finding, found=f"{finding.found} (accepted)", to_do="") if finding.to_do and finding.name in names else finding


def examined(directory: Path) -> list[Finding]:
    """Return all findings about the library in this directory."""
    findings = [
        versions(directory),
        modules(),
        disk(directory),
        secret(directory),
        sign_in(),
        assets(),
        translations(),
        database(directory),
    ]
    if not findings[-1].to_do:
        later: tuple[Callable[[], Finding], ...] = (index, tables, vectors, translator, worker, jobs)
        findings += [look() for look in later]
    return findings


def versions(directory: Path) -> Finding:
    """Say which versions these are."""
    import django

    import lantai

    parts = f"Lantai {lantai.__version__}, Python {platform.python_version()}, Django {django.__version__}"
    return Finding("versions", f"{parts}, SQLite {sqlite3.sqlite_version}; data in {directory}")


def modules() -> Finding:
    """Say whether compiled modules are in use."""
    from lantai import compiled

    said, count = compiled.state()
    return Finding(
        "modules",
        {
            "used": f"{count} are compiled",
            "changed": f"Python's own: the {count} compiled ones are of other sources (lantai compile makes them again)",
            "damaged": "Python's own: the compiled ones are damaged, or others may write them (lantai compile makes them again)",
            "off": "Python's own: LANTAI_COMPILED=no",
            "none": "Python's own; compiled ones read records faster (lantai compile)",
        }[said],
    )


def disk(directory: Path) -> Finding:
    """Look at the room that is left."""
    free = shutil.disk_usage(directory).free
    to_do = (
        "" if free >= LEAST_FREE else f"make room: at least {LEAST_FREE / 1e9:.0f} GB should be free for a rebuild of the index"
    )
    return Finding("disk", f"{free / 1e9:,.1f} GB free", to_do)


def secret(directory: Path) -> Finding:
    """See that nobody else can read the key that signs sessions."""
    mode = (directory / "secret-key").stat().st_mode & 0o777
    to_do = f"chmod 600 {directory / 'secret-key'}" if mode & 0o077 else ""
    return Finding("secret key", f"mode {mode:o}", to_do)


def sign_in() -> Finding:
    """Say what staff sign in with, and how links reach people."""
    from django.conf import settings

    from lantai.people import mail

    by = "a password and a second factor" if settings.SECOND_FACTOR else "a password alone"
    why = ", because this is a demonstration" if settings.DEMO else ""
    links = "by mail" if mail.is_ready() else "by hand: no LANTAI_MAIL, or no LANTAI_ADDRESS"
    return Finding("sign-in", f"staff sign in with {by}{why}; links go {links}")


def assets() -> Finding:
    """See that styles and scripts are there."""
    from lantai.site.places import PACKAGE

    built = [path for path in (PACKAGE / "site" / "static" / "built").glob("*") if not path.name.startswith(".")]
    return Finding("assets", f"{len(built)} files", "" if built else "in a checkout: python tools/build_assets.py")


def translations() -> Finding:
    """See that every language of the site has its sentences."""
    from django.conf import settings
    from django.utils.translation import to_locale

    from lantai.site.places import PACKAGE

    wanted = [code for code, _ in settings.LANGUAGES if code != "en"]
    missing = [code for code in wanted if not any(PACKAGE.rglob(f"locale/{to_locale(code)}/LC_MESSAGES/django.mo"))]
    to_do = f"not compiled: {', '.join(missing)}; in a checkout: python tools/messages.py compile" if missing else ""
    return Finding("translations", f"{len(wanted) - len(missing)} of {len(wanted)} besides English", to_do)


def database(directory: Path) -> Finding:
    """See that the database is whole, up to date and can be written."""
    from django.db import DatabaseError, connection, transaction

    from lantai.infra.upgrading import unapplied

    try:
        waiting = unapplied()
        if waiting:
            return Finding("database", f"{len(waiting)} migrations not applied", "run any command that writes, e.g. lantai index")
        with transaction.atomic(), connection.cursor() as cursor:  # takes the write lock in SQLite
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check(1)")
                said = str(cursor.fetchone()[0])
                if said != "ok":
                    return Finding("database", said, "stop Lantai and put a backup in its place: docs/operate/backup.md")
    except DatabaseError as problem:
        from .problems import of_database

        return Finding(
            "database", str(problem), of_database(problem) or "see that it can be reached and written, and that nobody holds it"
        )
    size = f", {(directory / 'lantai.sqlite3').stat().st_size / 1e6:,.1f} MB" if connection.vendor == "sqlite" else ""
    return Finding("database", f"{connection.vendor}, up to date{size}")


def index() -> Finding:
    """See that the index is there and not behind."""
    from lantai.catalog import index as catalog_index
    from lantai.catalog import queries
    from lantai.search.protocol import SearchError

    works = queries.tally()["works"]
    try:
        found = catalog_index.engine().count()
    except SearchError as problem:
        return Finding("index", f"{problem}", "lantai index" if works else "")
    lag, name = catalog_index.lag(), catalog_index.generations().name()
    saying = f"generation {name}, {found:,} works, {lag:,} behind"
    return Finding("index", saying, "lantai index (a running worker does it by itself)" if lag or found != works else "")


def tables() -> Finding:
    """See that there are tables of translations, that they can be read, and that they are not behind."""
    from lantai.catalog import index as catalog_index
    from lantai.catalog import training, translations
    from lantai.search.translations.protocol import TablesUnavailable
    from lantai.vocab import queries as vocab

    try:
        store = translations.shelf().current()
    except TablesUnavailable as problem:
        return Finding("tables", f"{problem}", "lantai train --full")
    if store is None:
        return Finding("tables", "none learned yet", "lantai train (a running worker does it by itself)")
    last, failed = vocab.last_training(), vocab.last_failure()
    languages = {pair.source for pair in store.pairs} | {lang for _, lang, _ in store.labels()}
    entries = sum(pair.entries for pair in store.pairs)
    made = f"made {last.finished_at:%Y-%m-%d %H:%M}" if last and last.finished_at else "made by a command that did not end"
    behind = catalog_index.last_change() - (last.change if last else 0)
    saying = f"{store.path.name}, {made}: {entries:,} entries, {len(languages)} languages, {behind:,} changes behind"
    if wrong := store.is_whole():
        return Finding("tables", f"{saying}; damaged: {wrong}", "lantai train --full")
    if training.is_outdated(store):
        return Finding("tables", f"{saying}; words are cut in another way since", "lantai train")
    if failed is not None:
        return Finding("tables", f"{saying}; the last training failed: {failed.error}", "lantai train")
    return Finding("tables", saying)


def vectors() -> Finding:
    """Say which embedder is chosen, and see that it can work and that its vectors are not behind."""
    from lantai.ai.choice import AiError
    from lantai.catalog import meaning
    from lantai.core.registry import MissingExtra
    from lantai.search.protocol import SearchError

    try:
        embedder = meaning.chosen()
        if embedder is None:
            return Finding("vectors", "off: no embedder is chosen (LANTAI_EMBEDDER)")
        made, lag = meaning.store(embedder).count(), meaning.lag(embedder)
    except (AiError, MissingExtra, SearchError) as problem:
        return Finding(
            "vectors", f"{problem}", "mend what is said, or unset LANTAI_EMBEDDER; until then search goes by words alone"
        )
    described = " ".join(filter(None, (embedder.title, embedder.version, embedder.licence and f"({embedder.licence})")))
    to_do = "lantai index --vectors (a running worker does it by itself, some seconds at a time)" if lag else ""
    return Finding("vectors", f"{embedder.name}: {described}; {made:,} works have one, {lag:,} behind", to_do)


def translator() -> Finding:
    """Say which translation service is chosen."""
    from lantai.ai.choice import AiError
    from lantai.catalog import translating

    try:
        found = translating.service()
    except AiError as problem:
        return Finding("translator", f"{problem}", "mend what is said, or unset LANTAI_TRANSLATOR")
    if found is None:
        return Finding("translator", "off: no translation service is chosen (LANTAI_TRANSLATOR)")
    return Finding("translator", f"{found.title}: asked for words of questions that nothing else knows")


def worker() -> Finding:
    """See that a worker lives."""
    from django.utils import timezone

    from lantai.infra.worker import living

    alive = living(now=timezone.now())
    to_do = "" if alive else "start one: lantai serve (site and worker), or lantai worker"
    return Finding("worker", ", ".join(w.name for w in alive) or "none alive", to_do)


def jobs() -> Finding:
    """See whether work was given up."""
    from lantai.infra import jobs as work

    waiting, failed, ailing = work.tally()
    saying = f"{waiting} waiting, {failed} failed" + "".join(f"; {name}: {error}" for name, error in ailing.items())
    return Finding("jobs", saying, "see the log for what failed, deal with it, then retry" if failed or ailing else "")
