"""Real lists of titles taken in as ``lantai kbart import`` takes them, each twice: every row accounted for, and nothing changed the second time.

    LANTAI_SHARED_DATA=/srv/data python benchmarks/kbart_files.py [--only NAME] [--json]

All files of shared/data's lists: KBART of providers, lists of GOKb, CUFTS, Project MUSE and booksellers, DOAJ, price lists and reading lists; those
that are none (JSON) must be refused as a whole. One library of its own takes them one after another, so that later ones meet what came before.
Prints a line for each file: rows in = matched + new + queued + refused, then the refusals by rule; exit code 1 where a sum or a second import is wrong.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

FOLDERS = ("resources/kbart", "resources/lists", "resources/oa", "resources/prices", "openaccess/journals")
ENDINGS = (".txt", ".tsv", ".csv", ".tsv.gz", ".csv.gz", ".xlsx", ".json")
OUTCOMES = ("matched", "new", "queued", "refused")
CHANGES = ("added", "changed", "gone")


def main() -> int:
    """Take all of them in, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="files whose name has this in it")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each file")
    options = parser.parse_args()
    data = Path(os.environ.get("LANTAI_SHARED_DATA", ""))
    files = sorted(
        file
        for folder in FOLDERS
        for file in (data / folder).glob("*")
        if file.name.endswith(ENDINGS) and options.only in file.name
    )
    if not files:
        raise SystemExit("LANTAI_SHARED_DATA names no folder with resources/kbart in it")
    with tempfile.TemporaryDirectory(prefix="lantai-lists-") as folder:
        os.environ |= {"LANTAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
        found = [taken(file) for file in files]
    for one in found:
        print(json.dumps(one, ensure_ascii=False) if options.json else line(one))
    sums = Counter({name: sum(one[name] for one in found) for name in ("rows_in", *OUTCOMES)})
    wrong = [one["file"] for one in found if not one["right"]]
    print(json.dumps({"files": len(found), "no lists": sum(bool(one["error"]) for one in found), **sums, "wrong": wrong}))
    return 1 if wrong else 0


def taken(file: Path) -> dict[str, Any]:
    """Take a file in twice; return what became of its rows, and whether all is as it should be."""
    first, again = imported(file), imported(file)
    counts = {name: first.get(name, 0) for name in ("rows_in", *OUTCOMES)}
    changes = {name: again.get(name, 0) for name in CHANGES}
    summed = counts["rows_in"] == sum(counts[name] for name in OUTCOMES)
    right = (
        summed
        and not any(changes.values())
        and again.get("rows_in", 0) == counts["rows_in"]
        and bool(first["error"]) != bool(counts["rows_in"])
    )
    return {
        "file": file.name, **counts, "left_out": first.get("left_out", 0), "again": changes, "right": right, "error": first["error"],
        "rules": dict(Counter(f"{row['column'] or 'row'}: {row['rule']}" for row in first.get("refusals", ())).most_common()),
        "examples": {f"{row['column'] or 'row'}: {row['rule']}": [row["row"], row["value"][:60]] for row in reversed(first.get("refusals", []))},
    }  # fmt: skip


def imported(file: Path) -> dict[str, Any]:
    """Import a list by the command; return its report, with the error that the command prints where it is none."""
    from lantai.cli import main as lantai

    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(io.StringIO()) as complained:
        code = lantai(["kbart", "import", str(file), "--package", file.name, "--json"])
    report = json.loads(said.getvalue()) if said.getvalue() else {}
    return report | {"error": (complained.getvalue().strip() or f"exit code {code}") if code else ""}


def line(one: dict[str, Any]) -> str:
    """Return what became of a file for people."""
    if one["error"]:
        return f"{one['file']:38} no list: {one['error'].splitlines()[-1][:150]}"
    counts = " + ".join(f"{one[name]} {name}" for name in OUTCOMES)
    rules = "".join(
        f"\n    {count:6} {rule}, e.g. row {one['examples'][rule][0]}: {one['examples'][rule][1]!r}"
        for rule, count in one["rules"].items()
    )
    return f"{one['file']:38} {one['rows_in']:6} = {counts}; again {one['again']}{'' if one['right'] else '  WRONG'}{rules}"


if __name__ == "__main__":
    sys.exit(main())
