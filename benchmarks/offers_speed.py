"""What it costs to say how to get works: of a page of results, on the page of one work ("Get it"), and for a citation that another system sends.

    python benchmarks/offers_speed.py [--works 5000] [--json]              a library of its own, thrown away afterwards
    LANTAI_DATA=/srv/library python benchmarks/offers_speed.py --there     a library that there is

Its own library has journals in six overlapping packages that an agreement, a trial or nobody gives. Pages of works spread over the library
have their documents fetched, as a list of results does (the peer), then every area is asked for its offers and they are ranked. Of works one
by one the panel "Get it" is asked for and drawn, and their ISSNs are resolved (OpenURL, the whole page). Prints the questions asked of the
database for a page (least, most), medians and 95th percentiles in milliseconds, processor time beside, and the ratio of offers to fetching.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "src"), str(Path(__file__).parent)]

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=5_000, help="works of the library that is made")
    parser.add_argument("--there", action="store_true", help="measure the library of LANTAI_DATA as it is")
    parser.add_argument("--rows", type=int, default=25)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--panels", type=int, default=300, help="works whose panel is drawn")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
    with tempfile.TemporaryDirectory(prefix="lantai-offers-") as folder:
        if not options.there:
            os.environ["LANTAI_DATA"] = folder
        prepared(None if options.there else options.works)
        found = pages(options.rows, options.pages) | panels(options.panels) | {"load": os.getloadavg()[0]}
    print(json.dumps(found) if options.json else "\n".join(f"{name:44} {value}" for name, value in found.items()))
    return 0


def prepared(works: int | None) -> None:
    """Make the library ready, of ``works`` works of our own making; None: there is one."""
    from lantai.cli.serve import static_ready
    from lantai.cli.start import library_ready

    static_ready(library_ready(quiet=True))
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    if works is None:
        return
    from kbart_speed import fill, list_of, made

    rng = random.Random(6)
    serials = list(made(works, rng))
    fill(serials)
    for number in range(6):
        packaged(number, list_of(serials, works // 2, rng))


def packaged(number: int, data: bytes) -> None:
    """Take a list in as a package, and give it to readers by an agreement, on trial, or not at all."""
    from lantai.apps.holdings import actions
    from lantai.apps.holdings.models import Basis

    package = actions.make_package(by=None, values={"name": f"Package {number}", "reference": f"p{number}"}, now=NOW)
    run = actions.lay_down(by=None, package=package, name="list.txt", pieces=[data], mapping={}, now=NOW)
    actions.check(run, now=NOW)
    actions.begin(by=None, run=run, confirmed=True, now=NOW)
    actions.carry_out(run, now=NOW)
    if number < 5:
        actions.activate(
            by=None, target=package, basis=Basis.TRIAL if number == 4 else Basis.AGREEMENT, key="entitlement:1", now=NOW
        )


def pages(rows: int, count: int) -> dict[str, object]:
    """Return counts and percentiles over pages of results."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lantai.apps.discovery.offering import offers_of_works
    from lantai.catalog import queries
    from lantai.core.bib.offers import ranked

    numbers = live()
    asked: list[int] = []
    fetching, offering = Clock(), Clock()
    offers = 0
    for start in range(0, len(numbers), max(1, len(numbers) // max(1, count))):
        documents = fetching.of(lambda start=start: queries.documents(numbers[start : start + rows]))
        with CaptureQueriesContext(connection) as counted:
            found = offering.of(
                lambda documents=documents: {n: ranked(some) for n, some in offers_of_works(documents.values()).items()}
            )
        asked.append(len(counted))
        offers += sum(map(len, found.values()))
    return {
        "works": len(numbers), "pages": len(asked), "offers": offers, "questions a page": f"{min(asked)} to {max(asked)}",
        "fetching a page, ms": fetching.told(), "its offers, ms": offering.told(),
        "ratio of medians": round(offering.median / fetching.median, 2),
    }  # fmt: skip


def panels(count: int) -> dict[str, object]:
    """Return percentiles of the panel of works, of their whole pages, and of pages for citations."""
    from django.template.loader import render_to_string
    from django.test import Client

    from lantai.apps.discovery.offering import offers_of_work
    from lantai.apps.discovery.page import record_page
    from lantai.catalog import queries

    client = Client()
    drawn, page, resolved = Clock(), Clock(), Clock()
    numbers = random.Random(3).sample(live(), min(count, len(live())))
    answered(client, f"/works/{numbers[0]}")  # the first reads code and templates
    for number in numbers:
        found: Any = queries.find_work(number)
        drawn.of(
            lambda found=found: render_to_string(
                "discovery/access.html", {"page": record_page(found, offers=offers_of_work(found.document))}
            )
        )
        page.of(lambda number=number: answered(client, f"/works/{number}"))
        issns = [
            one.value for instance in found.document.instances for one in instance.record.identifiers if one.scheme == "issn"
        ]
        if issns:
            resolved.of(lambda issns=issns: answered(client, f"/resolve?rft.issn={issns[0]}&rft.genre=journal&rft.year=2001"))
    return {"Get it, drawn, ms": drawn.told(), "page of a work, ms": page.told(), "OpenURL resolved, ms": resolved.told()}


def answered(client: Any, address: str) -> None:
    """Ask for a page; it must be there."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)


def live() -> list[int]:
    """Return the numbers of the works."""
    from lantai.catalog.models import Work

    return list(Work.objects.filter(state=Work.State.LIVE).order_by("pk").values_list("pk", flat=True))


class Clock:
    """Wall and processor seconds of what was done again and again."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def of(self, what: Callable[[], Any]) -> Any:
        """Do it, and take its time."""
        wall, cpu = time.perf_counter(), time.process_time()
        done = what()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)
        return done

    @property
    def median(self) -> float:
        """Return the median of processor time, which other work on the machine disturbs least."""
        return statistics.median(self.cpu)

    def told(self) -> str:
        """Return p50 and p95 in milliseconds, processor time in brackets."""
        if len(self.wall) < 2:
            return "not measured: too few"
        cuts = {name: statistics.quantiles(times, n=20) for name, times in (("wall", self.wall), ("cpu", self.cpu))}
        p50, p95 = ([round(cuts[name][at] * 1000, 1) for name in ("wall", "cpu")] for at in (9, 18))
        return f"p50 {p50[0]} (cpu {p50[1]}), p95 {p95[0]} (cpu {p95[1]}), n {len(self.wall)}"


if __name__ == "__main__":
    raise SystemExit(main())
