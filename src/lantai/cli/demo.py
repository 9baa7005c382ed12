"""Make a library with data in it, and serve it until Ctrl-C; run again, it starts in seconds and keeps what is there.

The demo library is a folder of export files as libraries make them, some rows damaged on purpose; they go through the
same import as any other. A staff account is made too; its password is said each time. Where the library has no other account, staff
need no second factor, so that everybody can look at their pages, and the sign-in page says so.
"""

import argparse
import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from lantai.cli import FAILED, OK, Refused

from .import_ import arguments as import_arguments
from .import_ import run as import_files
from .listening import listening
from .output import result, say
from .serve import arguments as serve_arguments
from .serve import serve
from .start import library_ready

ACCOUNT = "librarian"
THESAURUS = "demo-subjects"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--no-serve", action="store_true", help="make everything, serve nothing")
    serve_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Load what is not loaded yet, then serve."""
    if not options.no_serve:
        listening(options.host, options.port).close()  # taken? say so before anything is made
    directory = library_ready()
    first = load(directory)
    password = staff_password(directory)
    furnish()
    try_out()
    if first:
        run_jobs()
    count_papers()
    told = f"Staff sign in as {ACCOUNT} with the password {password}\n"
    if options.no_serve:
        learn()
        suggest()
        result(f"The demo library is in {directory}; 'lantai serve' serves it.\n{told}".rstrip())
        return OK
    return serve(directory, host=options.host, port=options.port, processes=options.processes, tell=told)


def load(directory: Path) -> bool:
    """Import the demo library's files, unless this very set has been imported into this library; return whether anything was to do."""
    from lantai.site.places import PACKAGE

    folder = PACKAGE / "demo" / "files"
    stamp, digest = directory / "demo-loaded", digest_of(folder)
    if stamp.is_file() and stamp.read_text() == digest:
        return False
    say("lantai: importing the demo library")
    for source, files in by_source(folder):
        parser = argparse.ArgumentParser()
        import_arguments(parser)
        if import_files(parser.parse_args([*map(str, files), "--source", source])) != OK:
            raise Refused("the demo library was not imported whole; run this again to go on", code=FAILED)
    take_university(directory)
    add_thesaurus(directory / "lexicons", folder / "subjects.ttl")
    rebuild_index()
    stamp.write_text(digest)
    return True


def take_university(directory: Path) -> None:
    """Import the papers of universities that do not exist, which are generated, as any other file."""
    from lantai.demo import university

    path = directory / "university-papers.jsonl"
    path.write_bytes(b"".join(university.lines()))
    parser = argparse.ArgumentParser()
    import_arguments(parser)
    if import_files(parser.parse_args([str(path), "--source", "Made-up universities"])) != OK:
        raise Refused("the demo library was not imported whole; run this again to go on", code=FAILED)
    path.unlink()


def count_papers() -> None:
    """Bring the store of papers up to date, and give staff a list of institutions; where the worker is at it already, it does."""
    from django.utils import timezone

    from lantai.apps.analytics import demo
    from lantai.catalog import locks
    from lantai.catalog.papers import building
    from lantai.people.models import Account

    now = timezone.now()
    with contextlib.suppress(locks.Busy):
        building.follow(now=now)
        if by := Account.objects.filter(username=ACCOUNT).first():
            demo.furnish(by=by, now=now)


def run_jobs() -> None:
    """Run what waits now, so that every list is full before it is looked at; where a worker runs already, together with it."""
    from lantai.infra.worker import own_name, run_next_job

    say("lantai: listing journals and databases")
    while run_next_job(own_name()):
        pass


def learn() -> None:
    """Have translations learned now; where the library is served, its worker does it at once."""
    from .train import trained

    say("lantai: learning translations from the library's records")
    trained(full=False, number=None, shown=True)


def suggest() -> None:
    """Have suggestions made now; where the library is served, its worker does it."""
    from .index import suggestions

    suggestions(shown=True)


def add_thesaurus(shelf: Path, file: Path) -> None:
    """Put the demo library's thesaurus on the shelf of lexicons, in place of the one of an earlier version."""
    from lantai.search import lexicons

    if any(card.name == THESAURUS for card in lexicons.cards(shelf)):
        lexicons.remove(shelf, THESAURUS)
    lexicons.add(shelf, file, name=THESAURUS)


def by_source(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield the files that are imported, each as a source of its own: the catalogue of one department, one project, one vendor."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name, said in sorted(manifest["files"].items()):
        yield said["source"], [folder / name]


def try_out() -> None:
    """Give the demo library trials, in the name of its staff account."""
    from django.utils import timezone

    from lantai.apps.evaluation import demo
    from lantai.people.models import Account

    if by := Account.objects.filter(username=ACCOUNT).first():
        demo.furnish(by=by, now=timezone.now())


def digest_of(folder: Path) -> str:
    """Return one digest of the demo library's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def rebuild_index() -> None:
    """Make the index anew: source by source, editions joined works that stood in it already, and what was written over still counts for how rare
    words are."""
    from lantai.catalog import index
    from lantai.search.protocol import WriterBusy

    try:
        index.rebuild()
    except WriterBusy:
        say("lantai: another process is bringing the index up to date")


def furnish() -> None:
    """Give the demo library hours, a notice and electronic resources, in the name of its staff account."""
    from django.utils import timezone

    from lantai.apps.access import demo as access
    from lantai.apps.access.demo_links import furnish_links
    from lantai.apps.agreements import demo as agreements
    from lantai.apps.fulltext import demo as fulltext
    from lantai.apps.holdings import demo as holdings
    from lantai.apps.holdings.demo_databases import furnish_databases
    from lantai.apps.pages import demo
    from lantai.apps.publishing import demo as publishing
    from lantai.apps.scholars import demo as scholars
    from lantai.apps.topics import demo as topics
    from lantai.demo import charges, places
    from lantai.people.models import Account

    if by := Account.objects.filter(username=ACCOUNT).first():
        places.furnish(by=by, now=timezone.now())
        access.furnish(by=by, now=timezone.now())
        demo.furnish(by=by, now=timezone.now())
        holdings.furnish(by=by, now=timezone.now())
        agreements.furnish(by=by, now=timezone.now())
        furnish_databases(by=by, now=timezone.now())
        furnish_links(now=timezone.now())
        publishing.furnish(by=by, now=timezone.now())
        charges.furnish(by=by, now=timezone.now())
        scholars.furnish(by=by, now=timezone.now())
        fulltext.furnish(now=timezone.now())
        topics.furnish(by=by, now=timezone.now())


def staff_password(directory: Path) -> str:
    """Return the password of the demo's staff account, made with it the first time; only this user can read the file."""
    from django.utils import timezone

    from lantai.people import actions
    from lantai.people.models import Account
    from lantai.people.roles import Role
    from lantai.site.places import DEMO_MARK

    path = directory / "demo-password"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(9))
    password = path.read_text().strip()
    alone = not Account.objects.exclude(username=ACCOUNT).exists()
    account = Account.objects.filter(username=ACCOUNT).first()
    if account is None:
        role = Role.ADMINISTRATOR if alone else Role.LIBRARIAN
        actions.add_account(username=ACCOUNT, password=password, role=role, now=timezone.now())
    elif alone and account.role != Role.ADMINISTRATOR:  # a demonstration made by an earlier version
        actions.give_role(account=account, role=Role.ADMINISTRATOR, now=timezone.now())
    if alone:
        (directory / DEMO_MARK).touch()
    return password
