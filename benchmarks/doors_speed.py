"""How fast the doors for machines answer over a library that there is: pieces of OAI-PMH from the first to the last, SRU, changes, sitemaps.

    LANTAI_DATA=/srv/library python benchmarks/doors_speed.py [--pieces 50] [--json]

Asks in this process, without a network, one request at a time; prints the median and the slowest in milliseconds, and the median of the processor's
time alone, which counts where the machine has other work. ``--harvest ADDRESS`` has
oaipmh-scythe harvest a library that is served there instead, and compares what came with the works that there are.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

QUERIES = ("cql.allRecords=1", "dc.title=history", 'dc.title any "history china" and dc.date>1990', "dc.creator=smith or dc.subject=art", "dc.language=zh",
           "bath.isbn=9780140434781", 'dc.title="history of" not dc.language=eng', "china sortBy dc.date/sort.descending")  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=50, help="pieces of each list")
    parser.add_argument("--harvest", metavar="ADDRESS", help="harvest this library")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = harvested(options.harvest) if options.harvest else measured(options.pieces)
    print(json.dumps(found) if options.json else "\n".join(f"{name:44} {value}" for name, value in found.items()))
    return 0


def harvested(address: str) -> dict[str, object]:
    """Return what a third party's harvester got, in each format."""
    from oaipmh_scythe import Scythe

    found: dict[str, object] = {}
    with Scythe(f"{address}/oai") as scythe:
        for prefix in ("oai_dc", "marc21", "mods"):
            begun = time.perf_counter()
            names = [record.header.identifier for record in scythe.list_records(metadata_prefix=prefix)]
            found[prefix] = f"{len(names)} records, {len(set(names))} different, {time.perf_counter() - begun:.1f} s"
    return found


def measured(pieces: int) -> dict[str, object]:
    """Return the medians and the slowest of each door, in milliseconds."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
    os.environ["LANTAI_API_PER_MINUTE"] = "1000000"
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from lantai.catalog.models import Work

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    found: dict[str, object] = {"works": Work.objects.count()}
    for prefix in ("oai_dc", "marc21", "mods"):
        found[f"OAI-PMH ListRecords {prefix}, 100 records"] = told(oai(client, f"ListRecords&metadataPrefix={prefix}", pieces))
    found["OAI-PMH ListIdentifiers, 1,000 headers"] = told(oai(client, "ListIdentifiers&metadataPrefix=oai_dc", pieces))
    for of in ("kind:book", "kind:map", "source:library"):
        found[f"OAI-PMH ListIdentifiers set={of}"] = told(oai(client, f"ListIdentifiers&metadataPrefix=oai_dc&set={of}", 5))
    found["OAI-PMH ListSets"] = told(timed(client.get, "/oai?verb=ListSets") for _ in range(3))
    for query in QUERIES:
        found[f"SRU {query}"] = told(timed(lambda q=query: client.get("/sru", {"query": q})) for _ in range(10))
    found["changes, 100 works"] = told(walk(client, pieces))
    found["sitemap index"] = told(timed(client.get, "/sitemap.xml") for _ in range(3))
    found["one sitemap"] = told(timed(lambda: b"".join(client.get("/sitemaps/0.xml").streaming_content)) for _ in range(3))
    return found


Took = tuple[float, float]
"""Seconds by the clock, and of the processor."""


def oai(client, first: str, pieces: int) -> Iterator[Took]:  # type: ignore[no-untyped-def]
    """Yield how long each piece of a list took."""
    from lxml import etree

    query = first
    for _ in range(pieces):
        begun = _now()
        answer = client.get(f"/oai?verb={query}")
        yield _since(begun)
        token = etree.fromstring(answer.content).findtext(".//{*}resumptionToken")
        if not token:
            return
        query = f"{first.partition('&')[0]}&resumptionToken={token}"


def walk(client, pieces: int) -> Iterator[Took]:  # type: ignore[no-untyped-def]
    """Yield how long each page of changes took."""
    query: str | None = ""
    for _ in range(pieces):
        begun = _now()
        answer = client.get(f"/api/v1/changes{query}")
        yield _since(begun)
        query = json.loads(answer.content)["next"]
        if query is None:
            return


def timed(ask: Callable[..., object], *given: object) -> Took:
    """Return how long a call took."""
    begun = _now()
    ask(*given)
    return _since(begun)


def told(times: Iterator[Took]) -> str:
    """Return the median, the slowest, and the processor's median, in milliseconds."""
    every = list(times)
    clock, processor = ([1_000 * t for t in column] for column in zip(*every, strict=True))
    return f"median {statistics.median(clock):.0f} ms, slowest {max(clock):.0f}, processor {statistics.median(processor):.0f} ({len(every)} asked)"


def _now() -> Took:
    return time.perf_counter(), time.process_time()


def _since(begun: Took) -> Took:
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


if __name__ == "__main__":
    sys.exit(main())
