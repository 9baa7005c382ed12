"""How fast the readers' list of journals answers ten readers at once, beside a page that lists nothing.

    python benchmarks/az_speed.py [--titles 50000] [--readers 10] [--requests 600] [--keep DIRECTORY]

Makes titles by the thousand in six scripts (invented words), in packages that overlap, lists them as a worker does, serves them by the
product's own server with two processes, and has ten readers ask at once, without pauses: letters, pages within letters, searches of words,
pinyin and ISSNs, classes, publishers, what is open or reviewed alone, pages of journals, and the list of suggestions. Prints the 50th and 95th
percentile of each and of the help page (the baseline) asked by the same readers in the same run, and the ratio of the two; the server's processor time
for each answer; and how long listing took. With ``--keep`` the library is made where there is none, and left, so that a second run measures only.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HAN = (
    "文学评论研究中国历史经济管理科技术建筑化工物理数医药农业教育心艺术音乐社会法律国际哲宗语言信息计算机材料能源环境海洋地质空间"
)
ARABIC = ["مجلة", "دراسات", "الأدب", "التاريخ", "العلوم", "الاقتصاد", "اللغة", "القانون", "الطب", "الهندسة", "بحوث", "آفاق"]
CYRILLIC = ["Вопросы", "Журнал", "Вестник", "истории", "физики", "химии", "философии", "экономики", "языка", "права"]
SUBJECTS = ("d:01", "d:05", "d:07", "d:0701", "d:08", "clc:TP", "clc:O", "lcc:QA", "ddc:510")
LATIN = [
    "Annals", "Archives", "Bulletin", "Journal", "Letters", "Proceedings", "Review", "Studies", "Acta", "Advances",
    "Applied", "European", "Asian", "International", "Chemistry", "Physics", "Biology", "Medicine", "History",
    "Linguistics", "Economics", "Engineering", "Materials", "Education", "Philosophy", "Law", "Nursing", "Ecology",
    "Ångström", "Énergie", "Zeitschrift", "Über", "Revista",
]  # fmt: skip


def main() -> int:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, default=50_000)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--requests", type=int, default=600)
    parser.add_argument("--port", type=int, default=8917)
    parser.add_argument("--keep", type=Path, metavar="DIRECTORY", help="a library to make and leave, or one that was left")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lantai-az-") as directory:
        os.environ["LANTAI_DATA"] = str(options.keep or directory)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
        listing = {} if options.keep and options.keep.exists() else made(options.titles)
        server = subprocess.Popen(
            [sys.executable, "-m", "lantai", "serve", "--port", str(options.port), "--processes", "2"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            base = f"http://127.0.0.1:{options.port}"
            ready(base)
            figures = asked(base, options.readers, options.requests, server.pid)
        finally:
            server.terminate()
            server.wait(20)
    print(json.dumps({"titles": options.titles, "readers": options.readers, **listing, **figures}, indent=1))
    return 0


def made(count: int) -> dict[str, float]:
    """Make the library and return how long its list took, in wall and processor seconds."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lantai.apps.holdings.actions import activate, list_package, make_package
    from lantai.apps.holdings.models import Basis, PackageTitle
    from lantai.apps.holdings.models.listed import Journal, JournalSubject

    rng, now = random.Random(7), datetime.now(UTC)
    packages = [make_package(by=None, values={"name": f"Package {n}", "reference": f"p{n}"}, now=now) for n in range(12)]
    rows = []
    for n in range(count):
        for package in rng.sample(packages, rng.choice((1, 1, 1, 2, 3))):
            issn = f"{n // 1000:04}-{n % 1000:03}{n % 10}"
            rows.append(
                PackageTitle(
                    package=package, title=title(rng, n), key=f"{n}", sort_title=str(n), print_identifier=issn, state="new", added_at=now, changed_at=now,
                    last_seen_at=now, coverage=[{"first": "1990", "last": "2004"}, {"first": "2008"}], url=f"https://p.example/{n}",
                    publisher=f"Publisher {rng.randrange(400)}", embargo=rng.choice(("", "", "P1Y")),
                    access="F" if n % 4 else "P", more={"Peer reviewed": "yes" if n % 3 else "no"},
                )
            )  # fmt: skip
    PackageTitle.objects.bulk_create(rows, batch_size=2_000)
    for package in packages:
        activate(by=None, target=package, basis=Basis.AGREEMENT, key="e:1", now=now)
    wall, cpu = time.perf_counter(), time.process_time()
    for package in packages:
        list_package(package=package.pk, now=now)
    told = {"listed_s": round(time.perf_counter() - wall, 1), "listed_cpu_s": round(time.process_time() - cpu, 1)}
    subjects = [
        JournalSubject(journal_id=pk, value=value)
        for pk in Journal.objects.values_list("pk", flat=True)
        for value in rng.sample(SUBJECTS, 2)
    ]
    JournalSubject.objects.bulk_create(subjects, batch_size=5_000)  # as the classes of their works would give
    return told


def title(rng: random.Random, n: int) -> str:
    """Return an invented title; the same number gives the same script, so that packages agree."""
    which = random.Random(n)
    kind = which.random()
    if kind < 0.35:
        return "".join(which.choice(HAN) for _ in range(which.randint(4, 9)))
    if kind < 0.42:
        return " ".join(which.sample(ARABIC, 3))
    if kind < 0.48:
        return " ".join(which.sample(CYRILLIC, 3))
    return f"{' '.join(which.sample(LATIN, 3))} {n}"


def addresses(rng: random.Random) -> tuple[str, str]:
    """Return what a reader asks, and what sort of question it is."""
    kind = rng.choice(
        ("letter", "letter", "page", "words", "pinyin", "issn", "suggest", "publisher", "subject", "narrowed", "journal")
    )
    letter = rng.choice("ABCDEFGHIJLMNPRSTWYZ")
    if kind == "letter":
        return "letter", f"/journals/?script={rng.choice(('Hani', 'Latn'))}&letter={letter}"
    if kind == "page":
        return "page", f"/journals/?script=Latn&letter={letter}&page={rng.randint(2, 20)}"
    if kind == "words":
        return "words", "/journals/?q=" + urllib.parse.quote(f"{rng.choice(LATIN)} {rng.choice(LATIN)[:4]}")
    if kind == "pinyin":
        return "pinyin", "/journals/?q=" + rng.choice(("wenxue", "zhongguo", "jingji", "kexue+jishu", "wx", "yi"))
    if kind == "publisher":
        return "publisher", f"/journals/?publisher=publisher+{rng.randrange(400)}"
    if kind == "subject":
        return "subject", f"/journals/?subject={rng.choice(SUBJECTS)}"
    if kind == "narrowed":
        return "narrowed", f"/journals/?{rng.choice(('open=1', 'reviewed=1'))}&script=Latn&letter={letter}"
    if kind == "journal":
        return "journal", f"/journals/{rng.randint(1, 2_000)}/"
    if kind == "issn":
        n = rng.randrange(20_000)
        return "issn", f"/journals/?q={n // 1000:04}-{n % 1000:03}{n % 10}"
    return "suggest", "/journals/suggest/?box=jq&q=" + urllib.parse.quote(rng.choice(("wen", "文学", "ann", "jour", "مجل")))


def baseline(rng: random.Random) -> tuple[str, str]:
    """Return the page that lists nothing."""
    return "baseline", "/help/"


def ready(base: str) -> None:
    """Wait until the server answers."""
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{base}/health/live", timeout=2)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")


def asked(base: str, readers: int, requests: int, server: int) -> dict[str, object]:
    """Have the readers ask, and return percentiles in milliseconds by sort of question. ``server``: number of its first process."""
    times: dict[str, list[float]] = defaultdict(list)
    lock = threading.Lock()

    def reader(seed: int, asks: Callable[[random.Random], tuple[str, str]]) -> None:
        rng = random.Random(seed)
        for _ in range(requests // readers):
            kind, path = asks(rng)
            begun = time.perf_counter()
            with urllib.request.urlopen(base + path, timeout=60) as answer:
                answer.read()
            with lock:
                times[kind].append((time.perf_counter() - begun) * 1000)

    def all_ask(asks: Callable[[random.Random], tuple[str, str]], first: int) -> float:
        """Have every reader ask and return the server's processor milliseconds an answer."""
        before, had = processor_s(server), sum(map(len, times.values()))
        asked_by([threading.Thread(target=reader, args=(first + n, asks)) for n in range(readers)])
        return round((processor_s(server) - before) * 1000 / (sum(map(len, times.values())) - had), 1)

    for asks in (addresses, baseline):  # warm: each process has read its code, the words and the counts
        all_ask(asks, 1_000)
    times.clear()
    spent = {"cpu_ms_a_list": all_ask(addresses, 0), "cpu_ms_a_baseline": all_ask(baseline, 0)}
    lists = [t for kind, found in times.items() if kind != "baseline" for t in found]
    figures: dict[str, object] = {kind: percentiles(found) for kind, found in sorted(times.items())}
    figures |= {"all_lists": percentiles(lists), **spent, "load": os.getloadavg()[0]}
    figures["p95_ratio_to_baseline"] = round(percentiles(lists)["p95_ms"] / percentiles(times["baseline"])["p95_ms"], 2)
    return figures


def processor_s(first: int) -> float:
    """Return the processor seconds that a process and those that it began have used so far (Linux)."""
    total, waiting = 0.0, [first]
    while waiting:
        pid = waiting.pop()
        said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")
        waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return total


def asked_by(threads: list[threading.Thread]) -> None:
    """Run all readers to their end."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentiles(found: list[float]) -> dict[str, float]:
    """Return the 50th and 95th percentile and how many there were."""
    cuts = statistics.quantiles(found, n=20) if len(found) > 1 else [found[0]] * 19
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1), "n": len(found)}


if __name__ == "__main__":
    sys.exit(main())
