"""What a robot that asks for a thousand deep searches takes from another reader: the reader's p95 with and without it.

    python benchmarks/robots.py http://127.0.0.1:8000 [--robots 4] [--pause 0.1]

Asks a running server that has some works. The reader searches ordinary words, with a pause as people make it; the robots follow combinations of
filters without a cookie, each with a pause of its own (0: as fast as it is answered). Floor: the reader's p95 rises by no more than 10 %.
"""

import argparse
import json
import os
import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

WORDS = ("history", "silk", "road", "war", "peace", "china", "art", "science", "poems", "law", "travel", "philosophy")
WORDS += ("红楼梦", "中国", "历史", "путешествие", "تاريخ", "الحرير")
FILTERS = {
    "language": ("en", "zh", "fr", "ru", "ar", "ja"),
    "kind": ("book", "article", "map"),
    "availability": ("shelf", "online", "library"),
}
DEEP = 1_000


def main() -> None:
    """Measure alone, then beside robots, alone again; print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--robots", type=int, default=4)
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two requests of one robot")
    parser.add_argument("--searches", type=int, default=120, help="of the reader, in each round")
    options = parser.parse_args()
    read(options.address, 20, seed=1)  # warm
    before = read(options.address, options.searches, seed=2)
    stop = threading.Event()
    answered: Counter[int] = Counter()
    left = iter(deep_addresses(options.address, DEEP))
    lock = threading.Lock()
    robots = [threading.Thread(target=crawl, args=(left, lock, options.pause, answered, stop)) for _ in range(options.robots)]
    for robot in robots:
        robot.start()
    beside = read(options.address, options.searches, seed=2)
    stop.set()
    for robot in robots:
        robot.join()
    after = read(options.address, options.searches, seed=2)
    alone = sorted(before + after)
    said = {
        "alone": spread(alone),
        "beside_robots": spread(sorted(beside)),
        "p95_ratio": round(p95(sorted(beside)) / p95(alone), 2),
        "robots_answered": dict(answered),
        "load": [round(load, 1) for load in os.getloadavg()],
    }
    print(json.dumps(said))


def deep_addresses(address: str, count: int) -> list[str]:
    """Return searches with five filters each."""
    rng = random.Random(4)
    pairs = [(name, value) for name, values in FILTERS.items() for value in values]
    return [
        f"{address}/search/?{urllib.parse.urlencode([('q', rng.choice(WORDS)), *rng.sample(pairs, 5)])}" for _ in range(count)
    ]


def crawl(left: object, lock: threading.Lock, pause: float, answered: Counter[int], stop: threading.Event) -> None:
    """Ask for one address after the other."""
    while not stop.is_set():
        with lock:
            address = next(left, None)  # type: ignore[call-overload]
        if address is None:
            return
        try:
            with urllib.request.urlopen(address) as answer:
                answer.read()
                status = answer.status
        except urllib.error.HTTPError as problem:
            problem.read()
            status = problem.code
        with lock:
            answered[status] += 1
        time.sleep(pause)


def read(address: str, count: int, *, seed: int) -> list[float]:
    """Search as a reader does; return how long each answer took, in milliseconds."""
    rng = random.Random(seed)
    times = []
    for _ in range(count):
        query = urllib.parse.urlencode({"q": " ".join(rng.sample(WORDS, rng.choice((1, 1, 2))))})
        begin = time.perf_counter()
        with urllib.request.urlopen(f"{address}/search/?{query}") as answer:
            answer.read()
        times.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.05)
    return times


def p95(times: list[float]) -> float:
    """Return the slow end of sorted times."""
    return times[int(len(times) * 0.95)]


def spread(times: list[float]) -> dict[str, float]:
    """Return the middle and the slow end."""
    return {"p50_ms": round(times[len(times) // 2], 1), "p95_ms": round(p95(times), 1)}


if __name__ == "__main__":
    main()
