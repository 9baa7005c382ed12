"""How fast the search engine builds and answers, on works of our own making, one thread.

    python benchmarks/engine_speed.py [--works 200000] [--queries 200] [--directory DIR]

Works have the shape of a multilingual catalogue (languages, lengths of titles, a third with an abstract); questions are drawn
from them and go through the parser as a reader's would. Floor: words with 5 facets, p95 <= 20 ms at 200,000 works.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from synthetic import isbn, phrase, words

from lantai.core.query.parse import parse
from lantai.core.query.tree import AnyOf, Everything, Node, SomeOf, Term
from lantai.core.text.analysed import analyse
from lantai.core.text.fold import fold, key
from lantai.core.text.stems import stems
from lantai.search import opener
from lantai.search.document import FACETS, Document, texts
from lantai.search.protocol import MAX_OFFSET, Engine, Request, Sort

FIVE = FACETS[:5]
LANGUAGES = {"en": 0.45, "zh": 0.25, "ja": 0.06, "ru": 0.10, "fr": 0.07, "es": 0.07}
SCRIPTS = {"zh": "han", "ja": "han", "ru": "cyrillic"}
CHUNK = 5_000

Raw = dict[str, object]


def main() -> None:
    """Build, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--directory", type=Path, help="where the index is made, or found from an earlier run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.directory or Path(temporary) / "index"
        sample = list(islice(raw_works(options.works), 0, options.works, max(options.works // 2_000, 1)))
        if not directory.exists():
            say("build", **build(options.engine, directory, options.works))
        engine = opener(options.engine)(directory)
        say("index", works=engine.count(), bytes_a_work=round(size(directory) / options.works), segments=segments(directory))
        for kind, requests in questions(sample, options.queries):
            say(kind, **asked(engine, requests))
        for works in (1, 100, 1000):
            say(f"replace {works} works", **replaced(engine, sample[:works]))
    say("load", average=[round(load, 1) for load in os.getloadavg()], cores=os.cpu_count())


def say(what: str, **figures: object) -> None:
    """Print one line of JSON."""
    print(json.dumps({"what": what, **figures}), flush=True)


def raw_works(count: int, *, seed: int = 11) -> Iterator[Raw]:
    """Yield works as a source would describe them; the same ones for the same seed."""
    rng = random.Random(seed)
    for number in range(1, count + 1):
        language = rng.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
        script = SCRIPTS.get(language, "latin")
        length = max(2, round(rng.gauss(9, 3.5))) if script != "han" else max(2, round(rng.gauss(5, 2)))
        yield {
            "number": number,
            "language": language,
            "title": phrase(rng, script, length),
            "names": [name(rng, script, count) for _ in range(min(1 + int(rng.expovariate(1 / 1.6)), 12))],
            "subjects": [f"{subject} {words('latin')[subject % 5000]}" for subject in subjects(rng)],
            "body": phrase(rng, script, max(20, round(rng.gauss(140, 50)))) if rng.random() < 0.3 else "",
            "kind": rng.choice(("book", "book", "article", "article", "thesis", "journal")),
            "location": rng.choice(("Main", "East", "Law", "Medicine", "Store")),
            "year": 2026 - min(int(rng.expovariate(1 / 14)), 400),
        }


def name(rng: random.Random, script: str, count: int) -> str:
    """Return one of a pool of names, a few of which write much."""
    writer = random.Random(int(count * 0.35 * rng.random() ** 2))
    return f"{phrase(writer, script, 1)}, {phrase(writer, script, 1)}"


def subjects(rng: random.Random) -> set[int]:
    """Return three of 8,000, some far more common than others."""
    return {int(8_000 * rng.random() ** 3) for _ in range(3)}


def document(raw: Raw) -> Document:
    """Return a work folded and cut, as the product's path makes it."""
    number, title, names = int(str(raw["number"])), str(raw["title"]), list(map(str, raw["names"]))  # type: ignore[call-overload]
    headings = tuple(map(str, raw["subjects"]))  # type: ignore[call-overload]
    language, body = str(raw["language"]), str(raw["body"])
    return Document(
        id=number,
        title=analyse(title),
        title_keys=(key(title),),
        names=texts(map(analyse, names)),
        subjects=texts(map(analyse, headings)),
        body=analyse(body),
        title_stems=" ".join(dict.fromkeys(stems(title, language))),
        subject_stems=" ".join(dict.fromkeys(stem for heading in headings for stem in stems(heading, "en"))),
        stems=" ".join(stems(body, language)),
        identifiers=(f"isbn:{isbn(number)}", f"doi:10.5000/lt.{number:08d}"),
        facets={
            "language": (language,),
            "kind": (str(raw["kind"]),),
            "location": (str(raw["location"]),),
            "subject": headings,
            "availability": ("online",) if number % 2 else ("shelf",),
            "source": ("catalogue",),
        },
        year=int(str(raw["year"])),
        sort_title=fold(title),
        sort_author=fold(names[0]),
        added=739_000 + number % 900,
    )


def build(name: str, directory: Path, count: int) -> dict[str, object]:
    """Make the index; the making of the raw works is not counted."""
    folding = writing = 0.0
    raws = raw_works(count)
    with opener(name)(directory, create=True).writer(filling=True) as writer:
        while chunk := list(islice(raws, CHUNK)):
            start = time.perf_counter()
            documents = [document(raw) for raw in chunk]
            middle = time.perf_counter()
            writer.put(documents)
            folding += middle - start
            writing += time.perf_counter() - middle
        start = time.perf_counter()
        writer.commit()
    writing += time.perf_counter() - start
    return {
        "works_per_s": round(count / (folding + writing)),
        "folding_works_per_s": round(count / folding),
        "writing_works_per_s": round(count / writing),
    }


def questions(sample: Sequence[Raw], count: int) -> Iterator[tuple[str, list[Request]]]:
    """Yield each kind of question with its requests, drawn from the works."""
    rng = random.Random(5)
    spaced = [str(raw["title"]) for raw in sample if raw["language"] not in ("zh", "ja")]
    han = [str(raw["title"]) for raw in sample if raw["language"] in ("zh", "ja")]

    def drawn(titles: list[str]) -> list[str]:
        return rng.choices(titles, k=count)

    def some_words(title: str) -> str:
        parts = title.split()
        return " ".join(rng.sample(parts, min(len(parts), rng.choice((2, 3)))))

    yield "known item", [request(title) for title in drawn(spaced + han)]
    few = [some_words(title) for title in drawn(spaced)]
    yield "2-3 words", [request(text) for text in few]
    yield "2-3 words, 5 facets", [request(text, facets=FIVE) for text in few]
    yield (
        "2-3 words, 5 facets, 2 chosen",
        [request(text, facets=FIVE, filters={"language": ("en", "ru"), "kind": ("book",)}) for text in few],
    )
    common = [rng.choice(words(rng.choice(("latin", "latin", "cyrillic")))[:40]) for _ in range(count)]
    yield "common word, 5 facets", [request(text, facets=FIVE) for text in common]
    yield "Chinese, 2 characters, 5 facets", [request(title[:2], facets=FIVE) for title in drawn(han)]
    yield "Chinese, 4 characters, 5 facets", [request(title[:4], facets=FIVE) for title in drawn(han)]
    yield "phrase of 3 words", [request(f'"{" ".join(title.split()[:3])}"') for title in drawn(spaced)]
    yield "beginning of a word", [request(f"{title.split()[0][:4]}*") for title in drawn(spaced)]
    yield "sorted by year", [request(text, sort=Sort.NEWEST) for text in common]
    yield "sorted by title", [request(text, sort=Sort.TITLE) for text in common]
    yield "offset 10,000", [request(text, offset=MAX_OFFSET) for text in common]
    forty = [rng.choices(words("latin")[:5000], k=40) for _ in range(count)]
    yield "40 alternatives, 5 facets", [alternatives(found) for found in forty]
    yield "40 alternatives as stems, 5 facets", [alternatives(found, stem=True) for found in forty]
    groups = [[rng.choices(words("latin")[:5000], k=4) for _ in range(10)] for _ in range(count)]
    yield "some of 10 groups of 4 stems, 5 facets", [some_of(found, 4) for found in groups]
    yield "everything, 5 facets", [Request(tree=Everything(), facets=FIVE) for _ in range(count)]


def request(text: str, **rest: object) -> Request:
    """Return what a reader's text asks for."""
    question = parse(text, languages=tuple(LANGUAGES))
    tree: Node = question.tree or AnyOf(())
    return Request(tree=tree, exact_key=question.exact_key, identifiers=question.identifiers, **rest)  # type: ignore[arg-type]


def alternatives(found: Sequence[str], *, stem: bool = False) -> Request:
    """Return a question of one word with what other languages call it."""
    return Request(tree=any_of(found, stem=stem), facets=FIVE)


def some_of(groups: Sequence[Sequence[str]], least: int) -> Request:
    """Return a question of several words, of which some must match, each in any of its translations."""
    return Request(tree=SomeOf(tuple(any_of(group, stem=True) for group in groups), least), facets=FIVE)


def any_of(found: Sequence[str], *, stem: bool) -> Node:
    """Return the alternatives of one word."""
    tokens = [" ".join(stems(word, "en")) if stem else word for word in found]
    return AnyOf(tuple(Term((token,), token, lang="es", origin="lexicon", weight=0.5, stem=stem) for token in tokens))


def asked(engine: Engine, requests: Sequence[Request]) -> dict[str, object]:
    """Ask all and return how long it took, and how much was found."""
    for request in requests[:10]:
        engine.search(request)
    took, spent, totals = [], [], []
    for request in requests:
        start, begun = time.perf_counter(), time.process_time()
        totals.append(engine.search(request).total)
        took.append((time.perf_counter() - start) * 1000)
        spent.append((time.process_time() - begun) * 1000)
    took.sort()
    spent.sort()
    return {
        "queries": len(requests),
        "p50_ms": round(took[len(took) // 2], 2),
        "p95_ms": round(took[int(len(took) * 0.95)], 2),
        "cpu_p95_ms": round(spent[int(len(spent) * 0.95)], 2),
        "found_p50": sorted(totals)[len(totals) // 2],
        "found_most": max(totals),
    }


def replaced(engine: Engine, raws: Sequence[Raw], *, times: int = 10) -> dict[str, object]:
    """Replace works again and again; return how long that takes with opening and closing the writer, and until it is seen."""
    documents = [document(raw) for raw in raws]
    took = []
    for _ in range(times):
        start = time.perf_counter()
        with engine.writer() as writer:
            writer.put(documents)
            writer.commit()
        engine.search(Request(tree=Term(("a",), "a")))
        took.append((time.perf_counter() - start) * 1000)
    return {"p50_ms": round(sorted(took)[times // 2], 1), "most_ms": round(max(took), 1)}


def size(directory: Path) -> int:
    """Return the bytes of all files."""
    return sum(path.stat().st_size for path in directory.iterdir())


def segments(directory: Path) -> int:
    """Return the pieces of a tantivy index; 0 for another."""
    meta = directory / "meta.json"
    return len(json.loads(meta.read_text())["segments"]) if meta.exists() else 0


if __name__ == "__main__":
    main()
