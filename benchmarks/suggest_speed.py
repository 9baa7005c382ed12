"""How fast suggestions are made, followed and found, and how large they are, on works of our own making, one thread.

    python benchmarks/suggest_speed.py [--works 1000000] [--queries 300] [--directory DIR]

Works are those of engine_speed.py. What is typed is drawn from them: the first letters of titles and names, letter by letter, words from inside,
whole titles with one letter more. Floor: p95 <= 10 ms for all three kinds together, a million works. ``--page`` asks a running server instead.
"""

import argparse
import os
import random
import shutil
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from engine_speed import Raw, raw_works, say, size

from lantai.core.bib.record import BibRecord, Contribution, HoldingRecord, Subject, Text, Title, TitleForm
from lantai.core.query.near import Speller
from lantai.search.suggest.described import Kind, described
from lantai.search.suggest.reader import Suggestions
from lantai.search.suggest.writer import Writer

BATCH = 20_000
MOST = {Kind.TITLE: 4, Kind.PERSON: 3, Kind.SUBJECT: 3}


def main() -> None:
    """Build, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--directory", type=Path, help="where they are made, or found from an earlier run")
    parser.add_argument(
        "--page", default="", metavar="ADDRESS", help="of a running server: its door is asked by ten readers at once"
    )
    options = parser.parse_args()
    sample = list(islice(raw_works(options.works), 0, min(options.works, 20_000), 20))
    if options.page:
        say("door, ten readers", **asked_door(options.page, list(beginnings(sample, options.queries))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.directory or Path(temporary) / "suggestions"
        if not directory.exists():
            say("build", **build(directory, options.works))
        say("size", bytes_a_work=round(size(directory) / options.works))
        found = Suggestions(directory)
        for name, texts in (("beginnings", beginnings(sample, options.queries)), ("inside", inside(sample, options.queries))):
            say(name, **asked(found, list(texts)))
        say("one or two letters", **asked(found, [str(raw["title"])[:2] for raw in sample[: options.queries]]))
        begin = time.perf_counter()
        speller = Speller(dict(found.vocabulary(least=5)))
        say("vocabulary", words=len(speller), seconds=round(time.perf_counter() - begin, 2))
        say("misspelt", **timed([lambda text=text: speller.near(text) for text in misspelt(sample, options.queries)]))
        copy = Path(temporary) / "copy"
        shutil.copytree(directory, copy)
        for count in (1, 100, 1_000):
            say(f"follow {count} works", **followed(copy, sample[:count]))
    say("load", average=[round(load, 1) for load in os.getloadavg()], cores=os.cpu_count())


def record(raw: Raw) -> BibRecord:
    """Return a work as a record."""
    language = str(raw["language"])
    return BibRecord(
        titles=(Title(forms=(TitleForm(str(raw["title"]), language),)),),
        contributions=tuple(Contribution(forms=(Text(name, language),)) for name in raw["names"]),  # type: ignore[attr-defined]
        subjects=tuple(Subject(forms=(Text(heading, "en"),)) for heading in raw["subjects"]),  # type: ignore[attr-defined]
        holdings=(HoldingRecord(library=str(raw["location"])),) * (1 + int(str(raw["number"])) % 3),
    )


def build(directory: Path, count: int) -> dict[str, object]:
    """Make suggestions of works; the making of the works is not counted."""
    spent, begun = 0.0, time.process_time()
    with Writer(directory) as writer:
        works = raw_works(count)
        while raws := list(islice(works, BATCH)):
            given = [(int(str(raw["number"])), record(raw)) for raw in raws]
            begin = time.perf_counter()
            writer.put(described([one], number=number) for number, one in given)
            writer.commit()
            spent += time.perf_counter() - begin
    cpu = round(time.process_time() - begun, 1)
    return {"works": count, "seconds": round(spent, 1), "works_a_second": round(count / spent), "cpu_seconds_with_making": cpu}


def followed(directory: Path, raws: Sequence[Raw]) -> dict[str, object]:
    """Replace works and commit."""
    begin = time.perf_counter()
    with Writer(directory) as writer:
        writer.put(described([record(raw)], number=int(str(raw["number"]))) for raw in raws)
        writer.commit()
    return {"ms": round((time.perf_counter() - begin) * 1000)}


def beginnings(sample: Sequence[Raw], count: int) -> Iterator[str]:
    """Yield what a reader has typed after each letter of the beginning of a title or name."""
    rng = random.Random(3)
    for raw in rng.choices(sample, k=count):
        text = str(rng.choice((raw["title"], raw["names"][0])))  # type: ignore[index]
        yield text[: rng.randint(1 if text[0] > "\u2e80" else 2, min(len(text), 16))]


def inside(sample: Sequence[Raw], count: int) -> Iterator[str]:
    """Yield two words from inside a title, the second begun."""
    rng = random.Random(5)
    for raw in rng.choices([raw for raw in sample if str(raw["title"]).count(" ") > 3], k=count):
        one, other = rng.sample(str(raw["title"]).split(), 2)
        yield f"{one} {other[: rng.randint(2, 5)]}"


def misspelt(sample: Sequence[Raw], count: int) -> Iterator[str]:
    """Yield words with one letter too few."""
    rng = random.Random(9)
    for raw in rng.choices([raw for raw in sample if str(raw["title"]).isascii()], k=count):
        word = max(str(raw["title"]).split(), key=len)
        at = rng.randrange(1, len(word))
        yield word[:at] + word[at + 1 :]


def asked(found: Suggestions, texts: Sequence[str]) -> dict[str, object]:
    """Ask for all kinds, as the page does."""

    def all_kinds(text: str) -> None:
        for kind, most in MOST.items():
            found.find(text, kind, most)

    return timed([lambda text=text: all_kinds(text) for text in texts])


def timed(calls: Sequence[object]) -> dict[str, object]:
    """Return how long the calls took, and how much of a processor they had; on a busy machine these differ."""
    times, spent = [], []
    for call in calls:
        begin, at = time.perf_counter(), time.thread_time()
        call()  # type: ignore[operator]
        times.append((time.perf_counter() - begin) * 1000)
        spent.append((time.thread_time() - at) * 1000)
    return spread(times) | {f"cpu_{name}": value for name, value in spread(spent).items()}


def spread(times: list[float]) -> dict[str, object]:
    """Return the middle, the slow end and the slowest."""
    times.sort()
    return {
        "p50_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "max_ms": round(times[-1], 2),
    }


def asked_door(address: str, texts: Sequence[str]) -> dict[str, object]:
    """Ask a server's suggestions, ten readers at once, each with a pause as between two letters."""
    times: list[float] = []

    def reader(own: Sequence[str]) -> None:
        for text in own:
            begin = time.perf_counter()
            with urllib.request.urlopen(f"{address}?{urllib.parse.urlencode({'q': text})}") as answer:
                answer.read()
            times.append((time.perf_counter() - begin) * 1000)
            time.sleep(0.15)

    readers = [threading.Thread(target=reader, args=(texts[n::10],)) for n in range(10)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return spread(times)


if __name__ == "__main__":
    main()
