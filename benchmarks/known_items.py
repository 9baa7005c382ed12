"""How often a known item comes first: imports the relevance set's MARC files as a library would and asks its 1,520 questions.

    python benchmarks/known_items.py [--misses FILE] [--data DIR]

Prints one line of JSON: counts of the import, the share of questions whose first hit is right, the same per kind of question.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LANTAI_SHARED_DATA", ROOT.parent / "shared" / "data")) / "relevance"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=Path, help="file to list the questions that failed in")
    parser.add_argument("--data", type=Path, help="where to leave the library; else it is taken away again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"LANTAI_DATA": str(options.data or data), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
        import django

        django.setup()
        found = import_all() | ask_all(options.misses)
    print(json.dumps(found))


def import_all() -> dict[str, int]:
    """Import every file and return the counts together."""
    from django.core.management import call_command
    from django.utils import timezone

    from lantai.catalog import importing

    call_command("migrate", verbosity=0)
    total: Counter[str] = Counter()
    for file in sorted((SHARED / "marc").glob("*.mrc.gz")):
        harvest = importing.import_file(file, now=timezone.now)
        total.update({k: getattr(harvest, k) for k in ("rows_in", "new", "changed", "same", "deleted", "refused")})
    return dict(total)


def ask_all(misses: Path | None) -> dict[str, object]:
    """Ask every question and return what came first how often."""
    from lantai.catalog import index
    from lantai.catalog.models import SourceRecord
    from lantai.core.query.parse import parse
    from lantai.search.protocol import Request

    places: dict[int, set[str]] = {}
    rows = SourceRecord.objects.filter(instance__isnull=False)
    for work, name, number in rows.values_list("instance__work_id", "harvest__file_name", "number"):
        places.setdefault(work, set()).add(f"{name}#{number - 1}")
    engine, asked, right, failed, took = index.engine(), Counter(), Counter(), [], []
    for line in (SHARED / "known-items.jsonl").read_text().splitlines():
        case = json.loads(line)
        start = time.perf_counter()
        question = parse(case["query"], languages=index.languages())
        hits = ()
        if question.tree is not None:
            request = Request(tree=question.tree, exact_key=question.exact_key, identifiers=question.identifiers, limit=5)
            hits = engine.search(request).hits
        took.append(time.perf_counter() - start)
        asked[case["kind"]] += 1
        if hits and places[hits[0].id] & set(case["expect_first_any_of"]):
            right[case["kind"]] += 1
        else:
            failed.append(case | {"got": [[h.id, sorted(places[h.id])[:1], h.matched] for h in hits[:2]]})
    if misses:
        misses.write_text("\n".join(json.dumps(f, ensure_ascii=False) for f in failed))
    return {
        "asked": asked.total(),
        "right": right.total(),
        "share": round(right.total() / asked.total(), 4),
        "kinds": {kind: f"{right[kind]}/{asked[kind]}" for kind in sorted(asked)},
        "p95_ms": round(sorted(took)[int(len(took) * 0.95)] * 1000, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
