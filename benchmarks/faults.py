"""Breaks a running library at random moments, under load, and checks that nothing is lost or doubled and no reader sees an error page.

    python benchmarks/faults.py --faults 1000 --seed 1 [--log faults.jsonl]
    LANTAI_DATABASE=postgresql://… python benchmarks/faults.py --faults 200
    python benchmarks/faults.py --faults 40 --cluster          (Java 17 and Maven; see tools/opensearch/cluster.py)

A server with two web processes and a worker runs on a data directory of its own (on a small file system of its own where this is root on Linux, so that
the disk can really be full); four readers ask for pages without a pause, and the worker imports one file after the other. Then faults, one after
the other, drawn by ``--seed``: see breaking/kinds.py. After each one the rows of imports must add up; after each file its rows in = rows new + refused;
after a round of ``--round`` faults all must come to rest, with every work there once, and found. Each round begins a new library. With ``--log`` rounds
are kept in a file, and the same command goes on where it was stopped. With ``--cluster`` the engine is a cluster of three nodes, a process each, that are
killed and frozen. Prints one line of JSON, all rounds together; exit code 1 when a check failed.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from breaking.beginnings import prepared, template_made  # noqa: E402 beside this file
from breaking.checks import PATIENCE_S, at_rest, does_not_add_up, has_ended, of_files, wait_until  # noqa: E402
from breaking.kinds import KINDS, Faults, kinds_of  # noqa: E402
from breaking.library import Library  # noqa: E402
from breaking.nodes import nodes  # noqa: E402
from breaking.processes import small_disk  # noqa: E402
from breaking.readers import Readers, answers  # noqa: E402

WITHOUT_DISK = "disk_full: needs root, to mount a small file system"


def main() -> int:
    """Break, check, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--round", type=int, default=100, help="faults of one library; a run of fewer is one round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=1_500, help="of each imported file")
    parser.add_argument("--only", nargs="+", choices=KINDS, metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument(
        "--pace", type=float, default=1.0, help="how long faults and the pauses between them last: 0.3 for a third"
    )
    parser.add_argument("--cluster", action="store_true", help="an OpenSearch cluster as engine")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="an SQLite database whose tables are made, to begin with copies of it"
    )
    parser.add_argument("--log", type=Path, help="file of the rounds so far; the rest is done")
    parser.add_argument("--keep", action="store_true", help="leave the libraries where they are, and say where")
    options = parser.parse_args()
    rounds = [json.loads(line) for line in options.log.read_text().splitlines()] if options.log and options.log.exists() else []
    with template_made(options.template) as options.template:
        go_on(options, rounds)
    whole = together(rounds)
    print(json.dumps(whole, ensure_ascii=False))
    return 1 if whole["wrong"] else 0


def go_on(options: argparse.Namespace, rounds: list[dict[str, object]]) -> None:
    """Do the rounds that are left, and add what came of them to ``rounds``."""
    most = options.faults if os.environ.get("LANTAI_DATABASE") else options.round  # a given database is new for one round only
    while (left := options.faults - sum(sum(one["faults"].values()) for one in rounds)) > 0:  # type: ignore[attr-defined]
        rounds.append(in_a_process(options, options.seed + len(rounds), min(left, most)))
        if options.log:
            with options.log.open("a") as log:
                log.write(json.dumps(rounds[-1], ensure_ascii=False) + "\n")


def in_a_process(options: argparse.Namespace, seed: int, count: int) -> dict[str, object]:
    """Return what came of a round; in a process of its own, because Django knows one library a process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(one_round(options, seed, count), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        outcome = said.read()
    if os.waitpid(child, 0)[1] or not outcome:
        raise SystemExit(f"the round of seed {seed} broke off")
    found: dict[str, object] = json.loads(outcome)
    return found


def one_round(options: argparse.Namespace, seed: int, count: int) -> dict[str, object]:
    """Break a new library ``count`` times, and return what was done, seen and wrong."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="lantai-faults-"))
    began = time.monotonic()
    with small_disk(folder / "disk") as disk, nodes(folder / "nodes", wanted=options.cluster) as cluster:
        library = prepared(folder, disk, options.records, template=options.template)
        kinds = options.only or kinds_of(cluster=cluster is not None, disk=disk is not None)
        library.start()
        try:
            wait_until(lambda: answers(library.port), "the server does not answer", patience_s=PATIENCE_S)
            with Readers(library.port, rng) as readers:
                done = break_it(library, Faults(library, rng, cluster=cluster, pace=options.pace), rng, kinds, count, folder)
            wrong = [*library.wrong, *at_rest(library), *readers.wrong[:20]]
        finally:
            assert library.server
            library.server.send_signal(signal.SIGTERM)
            library.server.wait(timeout=PATIENCE_S)
    if wrong:
        wrong.append((folder / "serve.log").read_text(errors="replace")[-3_000:])
    if options.keep:
        print(folder, file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "faults": dict(done), "skipped": [] if disk else [WITHOUT_DISK], "files": library.files, "rows_in": library.files * options.records,
        "seen": dict(readers.seen), "slowest_s": round(readers.slowest, 1), "seconds": round(time.monotonic() - began), "wrong": wrong,
    }  # fmt: skip


def together(rounds: list[dict]) -> dict[str, object]:
    """Return what came of all rounds."""
    whole: dict[str, object] = {name: sum(one[name] for one in rounds) for name in ("files", "rows_in", "seconds")}
    for name in ("faults", "seen"):
        whole[name] = dict(sum((Counter(one[name]) for one in rounds), Counter()))
    return whole | {
        "rounds": len(rounds),
        "skipped": sorted({each for one in rounds for each in one["skipped"]}),
        "slowest_s": max((one["slowest_s"] for one in rounds), default=0),
        "wrong": [each for one in rounds for each in one["wrong"]],
    }


def break_it(library: Library, faults: Faults, rng: random.Random, kinds: list[str], count: int, folder: Path) -> Counter[str]:
    """Break ``count`` times, each time something drawn by chance, while imports go on; check after each."""
    done: Counter[str] = Counter()
    library.lay_down(folder)
    for number in range(count):
        kind = kinds[number % len(kinds)] if number < len(kinds) else rng.choice(kinds)
        getattr(faults, kind)()
        done[kind] += 1
        faults.pause(0.2, 1.5)
        library.wrong += [f"after fault {number + 1} ({kind}): {said}" for said in does_not_add_up(library)]
        if has_ended(library):
            library.wrong += [f"after fault {number + 1}: {said}" for said in of_files(library)]
            library.lay_down(folder)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {count}: {kind:24}", end="", file=sys.stderr)
    return done


if __name__ == "__main__":
    sys.exit(main())
