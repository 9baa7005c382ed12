"""How often our colour of a work is the service's own, on the shared records of Unpaywall and OpenAlex and the cases of a DOI service.

    python -m benchmarks.openness [--json]

Agreement is not truth: the colour is derived again from what the service itself wrote down. The regression cases say of 91 works only whether
they were open, by which address and licence; the place is told from the address.
"""

import argparse
import csv
import datetime
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.shared_data import shared_directory

from lantai.cli.openness import works
from lantai.core.openness.copies import Color, Described
from lantai.core.openness.reading import work_of
from lantai.core.openness.verdicts import Verdict, judge

ON = datetime.date(2026, 11, 1)
FOLDER = "openaccess/oa_status"


def agreement(path: Path) -> tuple[int, int, Counter[str]]:
    """Return how many works have the service's own colour, how many there are, and what differs ("hybrid/bronze": theirs/ours)."""
    judged = [(work, judge(work.copies, year=work.year, on=ON)) for _at, work in works(path) if isinstance(work, Described)]
    differ = Counter(f"{work.said}/{verdict.color}" for work, verdict in judged if work.said is not verdict.color)
    return len(judged) - differ.total(), len(judged), differ


def case(row: dict[str, str]) -> Verdict:
    """Return the verdict of a regression case from its address and licence alone."""
    place = {"url": row["expected_url"], "license": row["expected_license"]}
    work = work_of({"doi": row["doi"], "oa_locations": [place] if row["expected_url"] else []})
    return judge(work.copies, year=work.year, on=ON)


EXPECTED = {"open_dois": set(Color) - {Color.CLOSED}, "arxiv_dois": {Color.GREEN}, "closed_dois": {Color.CLOSED}}


def cases(path: Path) -> tuple[int, int]:
    """Return how many regression cases come out as their group says, and how many there are."""
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return sum(case(row).color in EXPECTED[row["group"]] for row in rows), len(rows)


def main() -> None:
    """Print the agreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folder, measured = shared_directory() / FOLDER, {}
    for name in ("unpaywall_records", "openalex_works"):
        start = time.process_time()
        same, count, differ = agreement(folder / f"{name}.jsonl.gz")
        seconds = time.process_time() - start
        measured[name] = {
            "same": same,
            "of": count,
            "share": round(same / count, 4),
            "differ": dict(differ),
            "cpu_s": round(seconds, 2),
        }
    right, count = cases(folder / "regression_cases.csv")
    measured["regression_cases"] = {"same": right, "of": count, "share": right / count}
    _told(measured, as_json=options.json)


def _told(measured: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(measured))
        return
    for name, found in measured.items():
        print(f"{name:20} {found['same']:,} of {found['of']:,} ({found['share']:.2%}) {found.get('differ', '')}")


if __name__ == "__main__":
    main()
