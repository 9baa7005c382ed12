"""Packages of the demo library: providers, titles and numbers are fictional; their lists lie in demo_lists and go in as any list does.

Some rows are damaged on purpose. Everything goes through the public actions; a second call finds what is there and changes nothing.
"""

from datetime import datetime
from pathlib import Path

from lantai.people.models import Account

from . import actions, files
from .models import Basis, Package, PackageKind, PackageSource, Platform

LISTS = Path(__file__).parent / "demo_lists"

PACKAGES = (
    (
        "Northwind_Global_CompleteJournals_2026-09-01.txt", ("Northwind Reader (fictional)", "https://northwind.example/"), Basis.MANUAL,
        {
            "name": "Northwind Complete Journals", "reference": "demo-northwind", "provider": "Northwind Press (fictional)", "kind": PackageKind.JOURNALS,
            "descriptions": {
                "en": "Journals of an invented press.", "zh-hans": "一家虚构出版社的期刊。", "ar": "دوريات دار نشر متخيّلة.",
            },
        },
    ),
    (
        "Harbour_Global_EbooksAll_2026-09-01.txt", ("Harbour Shelf (fictional)", "https://harbour.example/"), Basis.MANUAL,
        {"name": "Harbour E-books", "reference": "demo-harbour", "provider": "Harbour Books (fictional)", "kind": PackageKind.BOOKS},
    ),
    (
        "OpenShelf_free.csv", ("Open Shelf (fictional)", "https://open-shelf.example/"), Basis.FREE,
        {
            "name": "Open Shelf", "reference": "demo-open-shelf", "provider": "Open Shelf (fictional)", "kind": PackageKind.JOURNALS,
            "source": PackageSource.FREE,
        },
    ),
)  # fmt: skip


def furnish(*, by: Account, now: datetime) -> None:
    """Take the demo's lists in and give readers what is in them, once: what staff change stays so."""
    from .cataloging import describe

    for file, (name, address), basis, said in PACKAGES:
        if Package.objects.filter(reference=said["reference"]).exists():
            continue
        known = Platform.objects.filter(name=name).first()
        values = {"name": name, "provider": said["provider"], "address": address}
        platform = known or actions.make_platform(by=by, values=values, now=now)
        package = actions.make_package(by=by, values={**said, "platform": platform}, now=now)
        run = actions.lay_down(by=by, package=package, name=file, pieces=files.pieces_of(LISTS / file), mapping={}, now=now)
        actions.check(run, now=now)
        actions.begin(by=by, run=run, confirmed=False, now=now)
        actions.carry_out(run, now=now)
        actions.activate(by=by, target=package, basis=basis, key="demo", now=now)
        describe(package, since=now)
        actions.list_package(package=package.pk, now=now)
