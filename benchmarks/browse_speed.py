"""How long the pages of browsing take, each alone, in one process: ``python benchmarks/browse_speed.py DIRECTORY``.

The directory is that of a library with an index and lists of titles. Addresses are drawn from its own facets and shelves; the first round
warms up. Wall time and processor time in milliseconds, over the whole answer: view, template, engine, database.
"""

import os
import random
import statistics
import sys
import time
from urllib.parse import quote

ROUNDS = 3
EACH = 15


def main(directory: str) -> None:
    """Ask every kind of page and print what it took."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lantai.site.settings", "LANTAI_DATA": directory}
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    for name, addresses in kinds().items():
        took: list[tuple[float, float]] = []
        for round_ in range(ROUNDS):
            for address in addresses:
                wall, processor = time.perf_counter(), time.process_time()
                answer = client.get(address)
                assert answer.status_code == 200, (address, answer.status_code)
                if round_:
                    took.append((1e3 * (time.perf_counter() - wall), 1e3 * (time.process_time() - processor)))
        print(
            f"{name:10}"
            + "".join(_said(word, column) for word, column in zip(("wall", "cpu"), zip(*took, strict=True), strict=True))
        )


def kinds() -> dict[str, list[str]]:
    """Return addresses by kind of page."""
    from lantai.apps.discovery.browse.collection import asked
    from lantai.catalog.models import Holding, Work

    rng = random.Random(5)
    counted = asked({}, limit=0, facets=("language", "class"), facet_size=400).facets
    found = {facet: [value for value, _ in pairs] for facet, pairs in counted.items()} | keys()
    values = {facet: rng.sample(some, min(EACH, len(some))) for facet, some in found.items()}
    shelves = list(Holding.objects.exclude(shelf_key="").values_list("scheme", "call_number")[:20_000])
    works = list(Work.objects.filter(state="live").values_list("pk", flat=True)[:200_000])
    made = {
        "home": ["/"],
        "browse": ["/browse/"],
        "languages": ["/languages/", "/languages/?order=family"],
        "language": [f"/languages/{tag}/" for tag in values["language"]],
        "countries": ["/countries/"],
        "classes": ["/classes/"],
        "class": [f"/classes/{value.replace(':', '/')}/" for value in values["class"]],
        "author": [f"/authors/{quote(value)}/" for value in values["name"]],
        "subject": [f"/subjects/{quote(value)}/" for value in values["heading"]],
        "shelf": [f"/shelf/{scheme}/?at={quote(number)}" for scheme, number in rng.sample(shelves, min(EACH, len(shelves)))],
        "titles": [f"/titles/{tag}/" for tag in values["language"]],
        "new": ["/new/", "/new/feed/"],
        "advanced": ["/search/advanced/"],
        "work": [f"/works/{number}/" for number in rng.sample(works, min(EACH, len(works)))],
    }
    return {name: addresses for name, addresses in made.items() if addresses}


def keys() -> dict[str, list[str]]:
    """Return names and headings of the newest works."""
    from lantai.apps.discovery.browse.collection import asked, records
    from lantai.core.bib import headings
    from lantai.search.protocol import Sort

    newest = records([hit.id for hit in asked({}, sort=Sort.ADDED, limit=400).hits])
    return {
        "name": list(dict.fromkeys(key for one in newest for agent in one.contributions for key in headings.names(agent))),
        "heading": list(dict.fromkeys(key for one in newest for subject in one.subjects for key in headings.subjects(subject))),
    }


def _said(word: str, column: tuple[float, ...]) -> str:
    ordered = sorted(column)
    return f"  {word} p50 {statistics.median(ordered):6.1f} p95 {ordered[round(0.95 * (len(ordered) - 1))]:6.1f}"


if __name__ == "__main__":
    main(sys.argv[1])
