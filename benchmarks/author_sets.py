"""Contributions to works grouped by person: against OpenAlex's author numbers and against ORCIDs, both hidden; the gate asks the same.

python benchmarks/author_sets.py        precision and recall of pairs, beside what the bare name gives, and pairs a second

Sets: "openalex", persons of 290 works, by OpenAlex's author numbers; "orcid", persons with an ORCID of OpenAlex's and Crossref's works. Each also with
names cut down to family name and initial, as lists of references have them ("… initials").
"""

import gzip
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from lantai.core.matching.authors.called import called
from lantai.core.matching.authors.grouping import grouped, proposals, seeds
from lantai.core.matching.authors.mention import MOST_COAUTHORS, Mention, names_of

ROOT = Path(os.environ.get("LANTAI_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data") / "openaccess"
SETS = ("openalex", "openalex initials", "orcid", "orcid initials")

Set = tuple[list[Mention], dict[str, str]]
"""Mentions without identifiers, and whose each is."""


def read(name: str) -> Set:
    """Return a set by its name."""
    kind, _, worn = name.partition(" ")
    rows = list({row["doi"] or row["number"]: row for row in _openalex()}.values())  # some works are there twice
    if kind == "orcid":
        rows = list({row["doi"] or row["number"]: row for row in [*_crossref(), *rows]}.values())
    truth = "id" if kind == "openalex" else "orcid"
    mentions, whose = [], {}
    for row in rows:
        for at, person in enumerate(row["people"]):
            one = _mention(row, at, initials=bool(worn))
            if one.names and person[truth]:
                mentions.append(one)
                whose[one.key] = person[truth]
    return mentions, whose


def measured(mentions: Sequence[Mention], whose: Mapping[str, str]) -> dict[str, float]:
    """Return precision and recall of the pairs that the groups make, and how many pairs there are."""
    known = seeds(mentions)
    return _counted([[one.key for one in group.members] for group in grouped(known, proposals(known))], whose)


def by_name(mentions: Sequence[Mention], whose: Mapping[str, str]) -> dict[str, float]:
    """Return the same where whoever has one family name and one initial is one person."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in mentions:
        found[min(key for form in one.names for key in form.keys)].append(one.key)
    return _counted(list(found.values()), whose)


def _counted(groups: Sequence[Sequence[str]], whose: Mapping[str, str]) -> dict[str, float]:
    persons: dict[str, int] = defaultdict(int)
    for one in {(person, _work(key)) for key, person in whose.items()}:  # OpenAlex has some persons twice at one work
        persons[one[0]] += 1
    wanted = sum(n * (n - 1) // 2 for n in persons.values())
    pairs = [(a, b) for group in groups for a, b in combinations(group, 2) if _work(a) != _work(b)]
    right = sum(whose[a] == whose[b] for a, b in pairs)
    return {"precision": right / max(1, len(pairs)), "recall": right / max(1, wanted), "pairs": len(pairs), "wanted": wanted}


def _work(key: str) -> str:
    return key.rpartition("#")[0]


def _mention(row: Mapping[str, Any], at: int, *, initials: bool) -> Mention:
    person, others = row["people"][at], [other["name"] for n, other in enumerate(row["people"]) if n != at]
    return Mention(
        key=f"{row['doi'] or row['number']}#{at}",
        work=str(row["number"]),
        names=names_of((_cut(person["name"]) if initials else person["name"],)),
        coauthors=frozenset(filter(None, map(_key, others))) if len(others) < MOST_COAUTHORS else frozenset(),
        institutions=frozenset(person["places"]),
        topics=frozenset(row["topics"]),
        year=row["year"],
    )


def _key(name: str) -> str:
    found = called(name)
    return found.readings[0].key if found and found.readings else name


def _cut(name: str) -> str:
    found = called(name)
    reading = found.readings[0] if found and found.readings else None
    return f"{reading.family}, {reading.given[0][0]}." if reading and reading.given else name


def _openalex() -> Iterator[dict[str, Any]]:
    with gzip.open(ROOT / "oa_status/openalex_works.jsonl.gz") as lines:
        for work in map(json.loads, lines):
            people = [
                {
                    "name": one.get("raw_author_name") or one["author"]["display_name"] or "",
                    "id": one["author"].get("id") or "",
                    "orcid": one["author"].get("orcid") or "",
                    "places": [place["ror"] or place["display_name"] for place in one["institutions"]],
                }
                for one in work["authorships"]
            ]
            topics = [topic["display_name"] for topic in work.get("topics") or []]
            doi = (work.get("doi") or "").removeprefix("https://doi.org/").lower()
            yield {"number": work["id"], "doi": doi, "people": people, "topics": topics, "year": work.get("publication_year")}


def _crossref() -> Iterator[dict[str, Any]]:
    with gzip.open(ROOT / "crossref/works.jsonl.gz") as lines:
        for number, work in enumerate(map(json.loads, lines)):
            people = [
                {
                    "name": f"{one['family']}, {one.get('given', '')}",
                    "id": "",
                    "orcid": (one.get("ORCID") or "").replace("http:", "https:"),
                    "places": [place["name"].casefold() for place in one.get("affiliation") or [] if place.get("name")],
                }
                for one in work.get("author") or []
                if one.get("family")
            ]
            year = ((work.get("issued") or {}).get("date-parts") or [[None]])[0][0]
            yield {"number": number, "doi": (work.get("DOI") or "").lower(), "people": people, "topics": [], "year": year}


def main() -> None:
    """Measure the sets."""
    for name in SETS:
        mentions, whose = read(name)
        began = time.process_time()
        found = measured(mentions, whose)
        took, bare = time.process_time() - began, by_name(mentions, whose)
        print(
            f"{name:18} {len(mentions)} mentions, {found['wanted']} pairs of one person: P {found['precision']:.3f} R {found['recall']:.3f} "
            f"(by name P {bare['precision']:.3f} R {bare['recall']:.3f}), {took:.2f} s"
        )


if __name__ == "__main__":
    main()
