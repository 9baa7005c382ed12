"""What it takes to import a registry of organizations as large as ROR's whole dump, or several times as large.

    python benchmarks/registry_size.py SAMPLE [--organizations 120000] [--against MAIN]

SAMPLE: ROR's file, or a part of it (JSON lines, short form or schema 2). Makes organizations from it in schema 2 as the dump has them, a zip with one array:
kinds, countries, places, numbers of names and their scripts are drawn from the sample; of each name one word is another, so that no two are alike by
copying. Some records are damaged and some stand twice. Then `lantai affiliations import --json` takes it in a process of its own; printed are its counts, which
have to add up, processor seconds, the most memory that it held, and the sizes. ``--against``: another checkout, whose command runs in turn with this one.
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
DAMAGED, TWICE = 25, 40


def main() -> None:
    """Make the dump and measure each checkout twice, in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sample", type=Path)
    parser.add_argument("--organizations", type=int, default=120_000)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "ror-data.zip"
        rows = made(options.sample, options.organizations)
        with zipfile.ZipFile(dump, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("ror-data_schema_v2.json", "w") as out:
            for n, row in enumerate(rows):
                out.write(("[" if n == 0 else ",").encode() + b"\n" + json.dumps(row, ensure_ascii=False, indent=2).encode())
            out.write(b"\n]\n")
            del rows
        with zipfile.ZipFile(dump) as packed:
            size = packed.infolist()[0].file_size
        print(
            f"{options.organizations:,} organizations, {size / 1e6:,.0f} MB of JSON, {dump.stat().st_size / 1e6:,.0f} MB packed"
        )
        for _ in range(2):
            for where in filter(None, (options.against, Path(__file__).parents[1])):
                measure(where, dump, Path(folder) / "data")


def made(sample: Path, count: int) -> list[dict[str, object]]:
    """Return organizations as the sample's are; the same for the same sample."""
    rng = random.Random(26)
    raw = gzip.decompress(sample.read_bytes()) if sample.suffix == ".gz" else sample.read_bytes()
    known = [json.loads(line) for line in raw.splitlines()]
    words = [word for row in known for name in row["names"] for word in _name(name)[0].split()]
    rows = [_whole(rng.choice(known), n, rng, words) for n in range(count - DAMAGED - TWICE)]
    rows += [{"id": f"https://ror.org/{_number(count + n)}", "names": []} for n in range(DAMAGED)]
    return rows + rows[:TWICE]


def _whole(row: dict[str, object], n: int, rng: random.Random, words: list[str]) -> dict[str, object]:
    names = []
    for name in row["names"]:  # type: ignore[attr-defined]
        value, lang, types = _name(name)
        parts = value.split()
        parts[rng.randrange(len(parts))] = rng.choice(words)
        names.append({"lang": lang or None, "types": types, "value": " ".join(parts)})
    places = [
        {
            "geonames_details": {
                "continent_code": "AS", "continent_name": "Asia", "country_code": country, "country_name": country,
                "country_subdivision_code": None, "country_subdivision_name": region, "lat": 1.5, "lng": 103.1, "name": city,
            },
            "geonames_id": number,
        }
        for number, city, region, country in (_place(one) for one in row.get("locations") or ())  # type: ignore[attr-defined]
    ]  # fmt: skip
    others = [(str(one["type"]), one["id"]) if isinstance(one, dict) else one for one in row.get("relationships") or ()]  # type: ignore[attr-defined]
    number = _number(n)
    return {
        "admin": {"created": {"date": "2022-03-17", "schema_version": "1.0"}, "last_modified": {"date": "2026-02-24", "schema_version": "2.1"}},
        "domains": [], "established": 1900 + n % 120,
        "external_ids": [{"all": [f"0000 0004 {n:08}"], "preferred": None, "type": "isni"}, {"all": [f"Q{n}"], "preferred": f"Q{n}", "type": "wikidata"}],
        "id": f"https://ror.org/{number}", "links": [{"type": "website", "value": f"https://{number}.example.org/"}], "locations": places, "names": names,
        "relationships": [{"label": "Another organization", "type": kind, "id": f"https://ror.org/{_number(rng.randrange(n + 1))}"} for kind, _other in others],
        "status": row.get("status") or "active", "types": row.get("types") or [],
    }  # fmt: skip


def _name(name: object) -> tuple[str, str, list[str]]:
    if isinstance(name, dict):
        return name["value"], name["lang"] or "", name["types"]
    return name[0], name[1], name[2].split("/")  # type: ignore[index]


def _place(place: object) -> tuple[int, str, str, str]:
    if isinstance(place, dict):
        told = place["geonames_details"]
        return place["geonames_id"], told["name"], told.get("country_subdivision_name") or "", told["country_code"]
    return tuple(place)  # type: ignore[arg-type]


def _number(n: int) -> str:
    signs = ""
    for _ in range(6):
        n, rest = divmod(n, 32)
        signs = SIGNS[rest] + signs
    return f"0{signs}{n % 10}0"


def measure(where: Path, dump: Path, data: Path) -> None:
    """Run the command of a checkout on a dump and print what it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-c", PROGRAM, "affiliations", "import", str(dump), "--data", str(data)]
    asked = [*command, "--json"] if where == Path(__file__).parents[1] else command
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(where / "src")})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = int(done.stderr.rpartition("most memory ")[2])
    print(f"{where}: {done.stdout.strip()}")
    print(f"  {seconds:.1f} s of the processor, {time.monotonic() - began:.1f} s in all, at most {memory / 1024:,.0f} MB")
    if asked is not command:
        counts = json.loads(done.stdout.splitlines()[-1])
        assert counts["rows_in"] == sum(count for name, count in counts.items() if name != "rows_in"), counts
        assert (counts["doubled"], counts["refused"]) == (TWICE, DAMAGED), counts


PROGRAM = """
import resource, sys
from lantai.cli import main
try:
    code = main(sys.argv[1:])
finally:
    print("most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""

if __name__ == "__main__":
    main()
