"""How long a question takes with its translations: ``python benchmarks/crosslang_speed.py [--works 100000] [--questions 300] [--mixed]``.

The ChinaXiv documents in Chinese and English, repeated until there are so many works; tables learned from all training records, and the
lexicons that come with Lantai. ``--mixed``: no work stands there twice. After each document once come works with a title made of two titles of a
language, the keywords of both as subjects, and an abstract of two for every third; with kinds, places and years, so that there is something to count.
Questions: test titles (a dozen words on average), three keywords, and the first ten words of other titles; Chinese and English, no two alike: each
measure asks questions of its own, for words that were asked before are remembered (40 others are asked first).
Milliseconds of the processor on one thread, p50 and p95: other work on the machine hardly counts. ``expansion``: from the text to the
tree, without asking the index whether works match all words; ``whole``: to the first 20 hits; ``page``: with all counts beside them, as a page
asks; ``plain``: the same without translations, words as typed that must all match. ``times``: whole by plain, ``pages``: page by plain page, both at
p95. The goals are set for ten words: expansion 2 ms and whole 10 ms at p95, times 7.
"""

import argparse
import gc
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import rjieba
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import crosslanguage_tasks as given

from lantai.core.bib.record import Subject, Text
from lantai.core.query.parse import parse
from lantai.core.query.tree import Question
from lantai.search import crosslang
from lantai.search.build import document
from lantai.search.document import Document, texts
from lantai.search.evaluation import library as made
from lantai.search.protocol import Engine, Request
from lantai.search.translations import EXPANDERS
from lantai.search.translations.store import Store
from lantai.search.translations.tables import Tables

COUNTED = ("language", "kind", "location", "subject", "availability", "source")
KINDS = ("book", "article", "journal", "map", "score")
PLACES = tuple(f"place {number}" for number in range(12))
AT_ONCE = 20_000
WARMING = 40

Asked = tuple[str, str]


class Counting:
    """An engine that says how long it searched."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.spent = 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)

    def search(self, request: Request) -> object:
        """Search, and note the time."""
        begun = time.thread_time()
        found = self.engine.search(request)
        self.spent += time.thread_time() - begun
        return found


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--mixed", action="store_true", help="works of parts of several documents, no two alike")
    parser.add_argument("--keep", type=Path, help="folder to keep index and tables in, and to take them from")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(options.keep or Path(folder), options.works, options.questions, mixed=options.mixed)))


def measured(folder: Path, works: int, count: int, *, mixed: bool) -> dict[str, object]:
    """Return the times by what was done, for each kind of question apart, and how many plain ones a question and a page take at p95."""
    library, expanders = prepared(folder, works, mixed=mixed)
    engine = Counting(library.engine)  # one for all: what is made of words is remembered by engine
    told: dict[str, object] = {"works": engine.count(), "questions": count}
    gc.freeze()  # as a server does (lantai.site.wsgi)
    gc.set_threshold(50_000, 20, 50)
    for kind, asked in questions(WARMING + 3 * count).items():
        for one in asked[:WARMING]:
            whole(engine, expanders, one, ())
        short, paged, expanded = (asked[WARMING + turn :: 3][:count] for turn in range(3))
        told[kind] = found = {
            "plain": timed(short, lambda one: plain(engine, one, ())),
            "whole": timed(short, lambda one: whole(engine, expanders, one, ())),
            "plain page": timed(paged, lambda one: plain(engine, one, COUNTED)),
            "page": timed(paged, lambda one: whole(engine, expanders, one, COUNTED)),
            "expansion": expansion(engine, expanders, expanded),
        }
        found["times"] = round(found["whole"]["p95"] / found["plain"]["p95"], 2)
        found["pages"] = round(found["page"]["p95"] / found["plain page"]["p95"], 2)
    return told


def prepared(folder: Path, works: int, *, mixed: bool = False) -> tuple[made.Library, crosslang.Expanders]:
    """Return the index and the tables, made or taken from the folder."""
    library = made.library(folder / f"index-{works}{'-mixed' if mixed else ''}")
    if not library.engine.count():
        with library.engine.writer() as writer:
            every = mixtures(works) if mixed else numbered(works)
            while some := list(itertools.islice(every, AT_ONCE)):
                writer.put(some)
            writer.commit()
    path = folder / "tables"
    if not path.exists():
        learned = made.learned(given.taught(given.training()))
        lexicons = made.lexicons(folder / "lexicons", ())
        made.tables(library, path, learned=learned, lexicons=lexicons, languages=("en", "zh"))
    tables = Tables(Store(path))
    return library, crosslang.Expanders([EXPANDERS[name](tables) for name in EXPANDERS])


def numbered(works: int) -> Iterator[Document]:
    """Yield so many documents, the same again and again under new numbers."""
    texts = [*given.documents("en"), *given.documents("zh")]
    once = [document([made.record(doc)], number=1, sources=("x",), added=0) for doc in texts]
    return (replace(one, id=number) for number, one in zip(range(1, works + 1), itertools.cycle(once), strict=False))


def mixtures(works: int, *, seed: int = 7) -> Iterator[Document]:
    """Yield so many documents made of the parts of two each; see above."""
    rng = random.Random(seed)
    once = {lang: [_whole(row, lang) for row in given.found_in(lang)] for lang in ("en", "zh")}
    every = list(itertools.chain.from_iterable(once.values()))
    yield from (replace(one, id=number) for number, one in enumerate(every[:works], start=1))
    for number in range(len(every) + 1, works + 1):
        lang = "en" if number % 3 else "zh"
        yield _mixture(number, lang, rng.sample(once[lang], 2), rng)


def _whole(row: dict[str, Any], lang: str) -> Document:
    """Return a record as a document with its keywords as subjects."""
    doc = given.Doc(row["id"], lang, row[f"title_{lang}"], row[f"abstract_{lang}"])
    subjects = tuple(Subject(forms=(Text(word, lang),)) for word in row.get(f"keywords_{lang}") or ())
    found = document([replace(made.record(doc), subjects=subjects)], number=1, sources=("x",), added=0)
    return replace(found, identifiers=(f"local:{row['id']}",), year=2020)


def _mixture(number: int, lang: str, two: Sequence[Document], rng: random.Random) -> Document:
    one, other = two
    with_text = number % 3 == 1 or number % 9 == 0
    facets = {
        "language": (lang,),
        "kind": (rng.choice(KINDS),),
        "location": (rng.choice(PLACES),),
        "source": (rng.choice(PLACES),),
        "availability": (rng.choice(KINDS),),
        "subject": (*one.facets.get("subject", ()), *other.facets.get("subject", ())),
    }
    return replace(
        one,
        id=number,
        title=_halves(one.title, other.title),
        title_keys=(f"{number}",),
        title_stems=_halves(one.title_stems, other.title_stems),
        subjects=texts((one.subjects, other.subjects)),
        subject_stems=f"{one.subject_stems} {other.subject_stems}",
        body=_halves(one.body, other.body) if with_text else "",
        stems=_halves(one.stems, other.stems) if with_text else "",
        romanised=_halves(one.romanised, other.romanised),
        identifiers=(),
        facets=facets,
        year=2026 - min(int(rng.expovariate(1 / 14)), 120),
    )


def _halves(one: str, other: str) -> str:
    """Return the first half of a text and the second of another."""
    before, after = one.split(), other.split()
    return " ".join([*before[: len(before) // 2], *after[len(after) // 2 :]])


def questions(count: int) -> dict[str, list[Asked]]:
    """Return questions and their languages, Chinese and English in turn."""
    found = {}
    for kind, made_of in (("titles", given.title_queries), ("keywords", given.keyword_queries)):
        zh, en = ([(query.text, query.lang) for query in made_of(*pair)] for pair in (("zh", "en"), ("en", "zh")))
        found[kind] = list(dict.fromkeys(itertools.chain.from_iterable(zip(zh, en, strict=False))))
    ten = (_first_ten(*one) for one in found["titles"][count:])
    found["ten words"] = list(dict.fromkeys(filter(None, ten)))
    return {kind: asked[:count] for kind, asked in found.items()}


def _first_ten(text: str, lang: str) -> Asked | None:
    """Return the first ten words of a text, where it has so many."""
    words = [word for word in rjieba.cut(text) if word.isalnum()] if lang == "zh" else text.split()
    return (("" if lang == "zh" else " ").join(words[:10]), lang) if len(words) >= 10 else None


def plain(engine: Counting, one: Asked, facets: tuple[str, ...]) -> None:
    """Search as typed."""
    search(engine, parse(one[0]), facets)


def whole(engine: Counting, expanders: crosslang.Expanders, one: Asked, facets: tuple[str, ...]) -> None:
    """Search with translations."""
    search(engine, crosslang.ask(engine, parse(one[0]), expanders, prior=one[1]).question, facets)  # type: ignore[arg-type]


def search(engine: Counting, question: Question, facets: tuple[str, ...]) -> None:
    """Ask for the first page."""
    if question.tree:
        asked = Request(
            tree=question.tree, typed=question.typed, exact_key=question.exact_key, limit=20, facets=facets, brief=True
        )
        engine.search(asked)


def expansion(engine: Counting, expanders: crosslang.Expanders, asked: list[Asked]) -> dict[str, float]:
    """Return how long translating takes, without the searches that it asks for."""
    times = list[float]()
    for text, lang in asked:
        engine.spent, begun = 0.0, time.thread_time()
        crosslang.ask(engine, parse(text), expanders, prior=lang)  # type: ignore[arg-type]
        times.append(1000 * (time.thread_time() - begun - engine.spent))
    return figures(times)


def timed(asked: list[Asked], do: Callable[[Asked], None]) -> dict[str, float]:
    """Return how long something takes for each question."""
    times = []
    for one in asked:
        begun = time.thread_time()
        do(one)
        times.append(1000 * (time.thread_time() - begun))
    return figures(times)


def figures(times: list[float]) -> dict[str, float]:
    """Return the middle and the slow end."""
    times.sort()
    return {"p50": round(times[len(times) // 2], 2), "p95": round(times[int(len(times) * 0.95)], 2)}


if __name__ == "__main__":
    main()
