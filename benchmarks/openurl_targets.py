"""Where citations lead: ``python benchmarks/openurl_targets.py [--data DIR] [--each N]``.

Asks the library of the relevance set's MARC files (made in a temporary folder, or the one in DIR) for N of its own editions, evenly chosen, by the
OpenURL that pages give of them: as it is; without its numbers, as old sources cite; and as if the library did not have the work, when every work
that is opened is a wrong one. A citation that is not sure of its work leads to a list, which is no wrong target. Ends with a line of JSON, a row
for each way: asked; works opened, right and wrong; lists with the right work ``first``, other lists (``listed``); nothing found.
tests/gates/test_openurl_targets.py pins it.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

sys.path.insert(0, str(Path(__file__).parent))

from known_items import import_all

if TYPE_CHECKING:
    from lantai.apps.doors.openurl.finding import Found
    from lantai.core.bib.record import BibRecord

NUMBERS = ("rft_id", "rft.isbn", "rft.issn", "rft.eissn")
SHOWN = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data directory of a library that is there")
    parser.add_argument("--each", type=int, default=500, help="editions to cite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        os.environ |= {"LANTAI_DATA": str(options.data or made), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
        import django

        django.setup()
        if not options.data:
            import_all()
        found = measured(options.each)
    print(json.dumps(found))


def measured(each: int) -> dict[str, dict[str, int]]:
    """Return for each way of citing what came of it."""
    came: dict[str, Counter[str]] = {way: Counter() for way in ("whole", "without_numbers", "not_held")}
    wrong: list[str] = []
    for work, record in editions(each):
        for way, (outcome, opened) in outcomes(work, record).items():
            came[way].update({"asked": 1, outcome: 1})
            if outcome == "wrong":
                wrong.append(f"{way}: {record.title.forms[0].value if record.title else record.control!r} opened work {opened}")
    print("\n".join(wrong[:SHOWN]))
    return {way: dict(counts) for way, counts in came.items()}


def editions(each: int) -> Iterator[tuple[int, "BibRecord"]]:
    """Yield editions, evenly chosen, with the number of their work."""
    from lantai.catalog.blobs import description
    from lantai.catalog.models import Instance
    from lantai.core.bib.record import decode

    live = Instance.objects.filter(live=True, work__state="live").order_by("pk")
    numbers = list(live.values_list("pk", flat=True))
    for number in numbers[:: max(1, len(numbers) // each)][:each]:
        work, document = live.packed().values_list("work_id", "packed").get(pk=number)
        yield work, decode(description(document))


def outcomes(work: int, record: "BibRecord") -> dict[str, tuple[str, int]]:
    """Return what each way of citing an edition leads to, and the work that is opened, 0 none."""
    from lantai.apps.doors.openurl.finding import Found, find, the_one
    from lantai.core.formats.openurl import context_object
    from lantai.core.formats.openurl_read import wanted

    whole = parse_qs(context_object(record))
    bare = {name: values for name, values in whole.items() if name not in NUMBERS}
    by_numbers, by_words = (find(wanted(pairs)) for pairs in (whole, bare))
    others = [one for one in by_words.candidates if one.work != work]
    unheld = Found(the_one(others), tuple(others))
    return {
        "whole": outcome(by_numbers, work),
        "without_numbers": outcome(by_words, work),
        "not_held": ("wrong", unheld.sure.work) if unheld.sure else ("listed" if others else "nothing", 0),
    }


def outcome(found: "Found", work: int) -> tuple[str, int]:
    """Return what a citation of the work came to."""
    if found.sure:
        return ("right" if found.sure.work == work else "wrong"), found.sure.work
    first: Any = found.candidates[0].work if found.candidates else 0
    return ("first" if first == work else "listed" if found.candidates else "nothing"), 0


if __name__ == "__main__":
    main()
