"""What it costs to say how to get the works of a page: questions to the database and time, beside fetching the same works.

    LANTAI_DATA=/srv/library python benchmarks/offers_speed.py [--rows 25] [--pages 40] [--json]

Takes pages of works spread over the library, fetches their documents as a list of results does (the peer), then asks every area for its offers
and ranks them. Prints the questions asked a page (least, most), the medians in milliseconds, and the ratio to the fetching in the same run.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=25)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
    import django

    django.setup()
    found = measured(options.rows, options.pages)
    print(json.dumps(found) if options.json else "\n".join(f"{name:36} {value}" for name, value in found.items()))
    return 0


def measured(rows: int, pages: int) -> dict[str, object]:
    """Return counts and medians over the pages."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lantai.apps.discovery.offering import offers_of_works
    from lantai.catalog import queries
    from lantai.catalog.models import Work
    from lantai.core.bib.offers import ranked

    numbers = list(Work.objects.filter(state=Work.State.LIVE).order_by("pk").values_list("pk", flat=True))
    step = max(1, len(numbers) // max(1, pages))
    asked: list[int] = []
    fetching: list[float] = []
    offering: list[float] = []
    offers = 0
    for start in range(0, len(numbers), step):
        begun = time.perf_counter()
        documents = queries.documents(numbers[start : start + rows])
        fetched = time.perf_counter()
        with CaptureQueriesContext(connection) as counted:
            found = {number: ranked(some) for number, some in offers_of_works(documents.values()).items()}
        offering.append(time.perf_counter() - fetched)
        fetching.append(fetched - begun)
        asked.append(len(counted))
        offers += sum(map(len, found.values()))
    ms = {"fetching": statistics.median(fetching) * 1000, "offering": statistics.median(offering) * 1000}
    return {
        "works": len(numbers), "pages": len(asked), "offers": offers, "questions a page": f"{min(asked)} to {max(asked)}",
        "fetching a page, ms": round(ms["fetching"], 2), "its offers, ms": round(ms["offering"], 2),
        "ratio": round(ms["offering"] / ms["fetching"], 2),
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
