"""How long translations take to learn, and in how much memory; ``python benchmarks/learn_translations.py --help``.

Learns from the titles and keywords of ``split=train`` in the shared ChinaXiv records, twice, in two orders of the records: the digests must be equal.
"""

import argparse
import gzip
import hashlib
import json
import random
import resource
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import msgspec

from lantai.core.bilingual.learn import learn
from lantai.core.bilingual.pair import Pair, PairKind, pair

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "crosslanguage" / "chinaxiv" / "records.jsonl.gz"


def pairs(path: Path) -> Iterator[Pair]:
    """Yield what the training records say in both languages: titles, keywords by position, else the lists as one."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for number, record in enumerate((one for one in records if one["split"] == "train"), 1):
        if record.get("title_en") and record.get("title_zh"):
            yield pair("en", record["title_en"], "zh", record["title_zh"], record=number, field="title")
        one, other = record.get("keywords_en") or [], record.get("keywords_zh") or []
        matched = zip(one, other, strict=True) if len(one) == len(other) else [("; ".join(one), "; ".join(other))]
        for left, right in matched:
            if left and right:
                yield pair("en", left, "zh", right, kind=PairKind.KEYWORD, record=number, field="keywords")


def measure(given: list[Pair]) -> dict[str, object]:
    """Learn once and return seconds, rows, heads and digest."""
    tally: Counter[str] = Counter()
    began, used = perf_counter(), process_time()
    rows = list(learn(given, tally=tally))
    seconds, processor = perf_counter() - began, process_time() - used
    digest = hashlib.sha256(msgspec.msgpack.encode(rows)).hexdigest()[:16]
    return {
        "pairs": len(given), "seconds": round(seconds, 2), "processor_seconds": round(processor, 2), "rows": len(rows),
        "heads": len({(row.source, row.key, row.target) for row in rows}), "digest": digest,
        "named": sum(row.evidence > 0 and bool(row.records) for row in rows) / len(rows), "tally": {str(why): n for why, n in tally.items() if n},
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, default=SHARED, help="records.jsonl.gz")
    given = list(pairs(parser.parse_args().records))
    print(json.dumps(measure(given)))
    random.Random(1).shuffle(given)
    print(json.dumps(measure(given)))
    print(json.dumps({"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


if __name__ == "__main__":
    main()
