"""How well twelve kinds of fault are told apart over a local server that plays them, and how many addresses are checked in a second.

    python benchmarks/link_checks.py [--wrong] [--json]

Precision and recall per kind and over all, for the half of the plays that rules may be mended on ("rules") and for the other ("held"). The
rate is that of this machine alone: towards real hosts it is bounded by one request a second to each, of which there are many.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.platforms.plays import Play, plays
from tests.platforms.server import staged

from lantai.apps.access.fetching import Fetcher, polite_client
from lantai.core.faults.facts import Verdict
from lantai.core.faults.judging import judge
from lantai.core.faults.kinds import FAULTS
from lantai.infra.courtesy import Courtesy


def main() -> None:
    """Check every play, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="show every play that was taken for something else")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    programme = plays()
    began = time.monotonic()
    judged = checked(programme)
    took = time.monotonic() - began
    figures = {half: measured([(p, v) for p, v in judged if half in (p.half, "all")]) for half in ("rules", "held", "all")}
    if options.json:
        print(json.dumps({"figures": figures, "plays": len(programme), "seconds": round(took, 2)}))
        return
    for half, said in figures.items():
        print(f"{half:6} precision {said['precision']:.3f}  recall {said['recall']:.3f}  plays {said['plays']}")
    for kind in FAULTS:
        said = figures["all"][kind]
        print(f"  {kind:22} precision {said[0]:.2f}  recall {said[1]:.2f}")
    print(f"{len(programme)} addresses in {took:.1f} s, 8 at once, no pause between requests")
    if options.wrong:
        for play, verdict in judged:
            if verdict.kind != play.kind:
                print(f"{play.half} {play.name}: taken for {verdict.kind} {verdict.confidence:.2f} {verdict.reasons}")


def checked(programme: list[Play]) -> list[tuple[Play, Verdict]]:
    """Return each play with what it was judged to be; without pauses: the server is ours."""
    with tempfile.TemporaryDirectory() as folder, staged(programme, Path(folder)) as stage:
        os.environ["SSL_CERT_FILE"] = str(Path(folder) / "ca.pem")
        client = polite_client(agent="LantaiLinkCheck/1.0", inside=frozenset({"127.0.0.1", "localhost"}), timeout_s=2.0)
        fetcher = Fetcher(client, Courtesy(clock=time.monotonic, sleep=time.sleep, interval_s=0))
        with ThreadPoolExecutor(8) as pool:
            came = list(pool.map(lambda n: fetcher.look(stage.address(programme[n], n)), range(len(programme))))
        os.environ.pop("SSL_CERT_FILE")
    return [(play, judge(each, play.expected)) for play, each in zip(programme, came, strict=True)]


def measured(judged: list[tuple[Play, Verdict]]) -> dict[str, object]:
    """Return precision and recall over the faults taken together, and per kind."""
    right = Counter(play.kind for play, verdict in judged if verdict.kind == play.kind)
    said, true = Counter(verdict.kind for _play, verdict in judged), Counter(play.kind for play, _verdict in judged)
    hits = sum(right[kind] for kind in FAULTS)
    each = {str(kind): (right[kind] / max(1, said[kind]), right[kind] / max(1, true[kind])) for kind in FAULTS}
    whole = {"precision": hits / max(1, sum(said[k] for k in FAULTS)), "recall": hits / max(1, sum(true[k] for k in FAULTS))}
    return {**whole, "plays": len(judged), **each}


if __name__ == "__main__":
    main()
