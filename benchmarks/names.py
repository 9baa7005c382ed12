"""How long names take: building the lists from many forms, and looking one up among them; ``python benchmarks/names.py --help``.

Forms are made from the labelled names (tests/gates/data/names.tsv) and from syllables, so that many sound alike. The peer in the same run is what a
catalog could do without lists: compare the name with every form by RapidFuzz, for which all forms lie in memory.

With ``--tables FILE`` words of a library's own tables are asked in nine languages instead: microseconds of the processor for each, beside what they
are when every candidate is aligned; that both find the same is checked.
"""

import argparse
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Indel

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.gates.labelled_names import authors  # noqa: E402

from lantai.core.bilingual.pairs import NameForm  # noqa: E402
from lantai.core.names.alike import Asked, likeness  # noqa: E402
from lantai.core.names.keys import coarse  # noqa: E402
from lantai.core.names.parts import name  # noqa: E402
from lantai.core.query.expansion import Span  # noqa: E402
from lantai.search.translations import names as translations  # noqa: E402
from lantai.search.translations.names import Candidate, Heard, Names  # noqa: E402
from lantai.search.translations.naming import fill  # noqa: E402

ONSETS = [
    "b",
    "br",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sch",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ou"]
LANGUAGES = ("en", "zh", "ru", "ar", "ja", "ko", "el", "he", "hi")
CODAS = ["", "", "n", "r", "s", "l", "m", "rt", "ng", "k"]


def made_up(rng: random.Random) -> str:
    """Return a name of one family name and one given name, of one to three syllables each."""
    words = (
        "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((1, 2, 2, 3))))
        for _ in "12"
    )
    return ", ".join(word.capitalize() for word in words)


def forms(count: int, rng: random.Random) -> list[NameForm]:
    """Return so many forms: all labelled ones, the rest made up."""
    found = [NameForm(form, "", str(n), n) for n, author in enumerate(authors()) for form in author.values()]
    return found + [NameForm(made_up(rng), "", f"made {n}", 0) for n in range(max(0, count - len(found)))]


def milliseconds(function: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile of one call."""
    taken = []
    for text in asked:
        began = time.perf_counter()
        function(text)
        taken.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(taken, n=20)
    return statistics.median(taken), cuts[-1]


def all_aligned(asked: Asked, candidates: Sequence[Candidate], *, most: int, **_: float) -> list[Heard]:
    """Return the likeliest candidates after aligning every one of them by itself."""
    heard = (Heard(one.text, likeness(asked.name, one.name, among=asked.among), one.documents, one.is_form) for one in candidates)
    return sorted(heard, key=lambda one: (-one.probability, one.text))[:most]


def of_tables(path: Path, count: int) -> None:
    """Ask for words of a library's tables, with few candidates aligned and with all of them."""
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    words = {word for (text,) in base.execute("SELECT text FROM name_heard") for word in re.split(r"[\s,]+", text) if word}
    spans = [Span("", word) for word in random.Random(7).sample(sorted(words), min(count, len(words)))]
    ways = {"the likeliest aligned": translations.ranked, "all aligned": all_aligned}
    spent, differ = dict.fromkeys(ways, 0.0), 0
    found = {way: Names(path) for way in ways}
    for span in spans:
        rows = []
        for way, ranked in ways.items():
            translations.ranked = ranked
            begun = time.thread_time()
            rows.append(found[way].look_up([span], LANGUAGES))
            spent[way] += time.thread_time() - begun
        differ += rows[0] != rows[1]
    for way, seconds in spent.items():
        print(f"{way}: {1e6 * seconds / len(spans):.0f} µs a word")
    print(f"{differ} of {len(spans)} words find something else")


def main() -> None:
    """Build, look up, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=500_000)
    parser.add_argument("--asked", type=int, default=400)
    parser.add_argument("--tables", type=Path, help="tables of a library (translations/*.tables), to ask for its own words")
    options = parser.parse_args()
    if options.tables:
        of_tables(options.tables, options.asked)
        return
    rng = random.Random(7)
    given = forms(options.forms, rng)
    asked = [form for author in rng.sample(authors(), 400) for script, form in author.items() if script != "Latn"][
        : options.asked
    ]
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "names"
        base = sqlite3.connect(path, isolation_level=None)
        began = time.perf_counter()
        fill(base, given, ())
        base.close()
        took = time.perf_counter() - began
        print(
            f"{len(given)} forms written in {took:.1f} s: {len(given) / took:.0f} a second, {path.stat().st_size / 2**20:.0f} MiB"
        )
        found = Names(path)
        for script in ("Latn", "Hani"):
            p50, p95 = milliseconds(lambda text, script=script: found.alike(name(text), script), asked)  # type: ignore[misc]
            print(f"alike in {script}: p50 {p50:.2f} ms, p95 {p95:.2f} ms")
        known = [author["Latn"] for author in rng.sample(authors(), 200)]
        p50, p95 = milliseconds(lambda text: found.known(Span("", text), ["zh", "ru"]), known)
        print(f"known forms: p50 {p50:.3f} ms, p95 {p95:.3f} ms")
    spoken = ["".join(map(coarse, name(form.text).words)) for form in given]
    p50, p95 = milliseconds(
        lambda text: process.extract("".join(map(coarse, name(text).words)), spoken, scorer=Indel.normalized_similarity, limit=3),
        asked[:20],
    )
    print(f"peer, every form compared: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
