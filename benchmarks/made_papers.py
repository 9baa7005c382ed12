"""Works of OpenAlex of our own making: every member is drawn from what given works say of it, none is copied; the same for the same numbers.

How many authors, places, words, topics, references a work has, where its copies lie and which members it has at all is drawn from ``given`` (each
group from another work); names, words and numbers are made. Words come as often as in the given abstracts, one in forty is one of a million rare ones;
authors, institutions (of the given registry), journals (38,000), topics (4,500) and keywords (26,000) come as unevenly as they do.
"""

import gzip
import json
import os
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import synthetic

OPENALEX = "https://openalex.org/"
FIRST = 5_000_000_000
STREAM = 1_000_003
"""Words that are drawn beforehand; each text takes them from another place, in other steps."""

POOLS = {
    "journals": 38_000,
    "repositories": 600,
    "publishers": 2_000,
    "topics": 4_516,
    "keywords": 26_000,
    "concepts": 30_000,
    "mesh": 12_000,
}
RARE = 40

Json = dict[str, Any]


class Library:
    """What works are made of. ``given``: lines of JSON; ``organizations``: lines of ROR's registry."""

    def __init__(self, given: Sequence[bytes], organizations: Sequence[bytes], *, seed: int = 7) -> None:
        rng = random.Random(seed)
        self.given: list[Json] = [msgspec.json.decode(line) for line in given]
        spoken = Counter(word for work in self.given for word, at in _index(work).items() for _ in at)
        self._words = _drawn(rng, spoken)
        self._title_words = _drawn(rng, Counter(w for work in self.given for w in (work.get("title") or "").split()))
        self._abstracts = [_index(work) for work in self.given]
        self._lengths = [sum(map(len, index.values())) for index in self._abstracts]
        self._bodies = [_organization(msgspec.json.decode(line), n) for n, line in enumerate(organizations, start=1)]
        people = [a["raw_author_name"].split() for w in self.given for a in w["authorships"] if a["raw_author_name"]]
        self._before, self._family = [name[0] for name in people], [name[-1] for name in people]
        publishers = [synthetic.phrase(rng, "latin", 2).title() for _ in range(POOLS["publishers"])]
        self._journals = [self._journal(rng, n, publishers) for n in range(POOLS["journals"])]
        self._repositories = [self._repository(rng, n) for n in range(POOLS["repositories"])]
        self._made = {name: self._like(rng, name) for name in ("topics", "keywords", "concepts", "mesh")}

    def work(self, n: int) -> Json:
        """Return the n-th work."""
        rng = random.Random(n * 2_654_435_761 % 2**63)
        other = lambda: self.given[rng.randrange(len(self.given))]  # noqa: E731
        made = dict(other())
        doi = (
            f"https://doi.org/10.{1000 + rng.randrange(9000)}/{rng.choice(self._family).lower()}.{n}" if made.get("doi") else None
        )
        year = other()["publication_year"] or 2020
        made |= {
            "id": f"{OPENALEX}W{FIRST + n}",
            "doi": doi,
            "publication_year": year,
            "publication_date": f"{year}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
            "authorships": self._authorships(rng, other()),
            "referenced_works": self._works(rng, len(other()["referenced_works"])),
            "related_works": self._works(rng, len(other()["related_works"])),
            "cited_by_count": int(rng.paretovariate(0.8)) - 1,
        }
        made["title"] = made["display_name"] = self._title(rng, len((other().get("title") or "").split()))
        made["ids"] = {"openalex": made["id"]} | ({"doi": doi} if doi else {}) | _also(rng, other()["ids"], n)
        made["biblio"] = {name: str(rng.randrange(1, 900)) if said else None for name, said in other()["biblio"].items()}
        for name, pool in self._made.items():
            made[name] = [pool[min(int(rng.paretovariate(0.5)), len(pool)) - 1] for _ in other().get(name) or ()]
        made["primary_topic"] = made["topics"][0] if made["topics"] else None
        self._locations(rng, made, other()["locations"], n)
        if "abstract_inverted_index" in made:
            made["abstract_inverted_index"] = self._abstract(rng, n)
        return made

    # ------------------------------------------------------------ words

    def _title(self, rng: random.Random, length: int) -> str | None:
        return " ".join(_taken(rng, self._title_words, length)) or None

    def _abstract(self, rng: random.Random, n: int) -> dict[str, list[int]] | None:
        words = _taken(rng, self._words, rng.choice(self._lengths))
        for at in range(rng.randrange(RARE), len(words), RARE):
            words[at] = "".join(rng.choices(synthetic.SYLLABLES, k=4))
        index: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            index.setdefault(word, []).append(at)
        return index or None

    # ------------------------------------------------------------ people, and where they worked

    def _authorships(self, rng: random.Random, like: Json) -> list[Json]:
        return [self._authorship(rng, one) for one in like["authorships"]]

    def _authorship(self, rng: random.Random, like: Json) -> Json:
        number = int(rng.paretovariate(0.3) * 1_000) % 90_000_000
        person = random.Random(number)
        name = f"{person.choice(self._before)} {person.choice('ABCDEFGHJKLMNPRSTVW')}. {person.choice(self._family)}"
        bodies = [self._bodies[min(int(rng.paretovariate(0.4)), len(self._bodies)) - 1] for _ in like["institutions"]]
        words = [f"Department of {self._title(rng, 2)}, {body['display_name']}, {body['country_code']}" for body in bodies] or [
            self._title(rng, 6) for _ in like["raw_affiliation_strings"]
        ]
        return like | {
            "author": {
                "id": f"{OPENALEX}A{FIRST + number}",
                "display_name": name,
                "orcid": _orcid(number) if like["author"]["orcid"] else None,
            },
            "institutions": bodies,
            "countries": list(dict.fromkeys(body["country_code"] for body in bodies)),
            "raw_author_name": name,
            "raw_affiliation_strings": words,
            "affiliations": [
                {"raw_affiliation_string": said, "institution_ids": [body["id"] for body in bodies[k : k + 1]]}
                for k, said in enumerate(words)
            ],
        }

    # ------------------------------------------------------------ where it is

    def _locations(self, rng: random.Random, made: Json, like: list[Json], n: int) -> None:
        found = [self._location(rng, made, one, n, k) for k, one in enumerate(like)]
        made |= {
            "locations": found,
            "locations_count": len(found),
            "primary_location": found[0] if found else None,
            "best_oa_location": next((one for one in found if one["is_oa"]), None),
        }

    def _location(self, rng: random.Random, made: Json, like: Json, n: int, k: int) -> Json:
        source = like["source"]
        if source:
            pool = self._repositories if source["type"] == "repository" else self._journals
            source = pool[min(int(rng.paretovariate(0.35)), len(pool)) - 1] | {
                "is_oa": source["is_oa"],
                "is_in_doaj": source.get("is_in_doaj"),
            }
        prefix = (like.get("id") or "").partition(":")[0]
        page = (
            made["doi"]
            if prefix in ("", "doi") and made["doi"]
            else f"https://{(source or {}).get('host', 'papers.example.org')}/{n}/{k}"
        )
        source = {name: value for name, value in source.items() if name != "host"} if source else None
        told = {"id": f"{prefix}:{page.removeprefix('https://doi.org/').removeprefix('https://')}"} if "id" in like else {}
        if "raw_source_name" in like:
            told["raw_source_name"] = source["display_name"] if source else None
        return like | told | {"source": source, "landing_page_url": page, "pdf_url": f"{page}.pdf" if like["pdf_url"] else None}

    def _journal(self, rng: random.Random, n: int, publishers: list[str]) -> Json:
        issns = [_issn(2 * n), _issn(2 * n + 1)]
        house = min(int(rng.paretovariate(0.5)), len(publishers))
        return {
            "id": f"{OPENALEX}S{FIRST + n}", "display_name": f"Journal of {self._title(rng, 3)}", "issn_l": issns[0], "issn": issns, "is_oa": False,
            "is_in_doaj": False, "is_core": True, "host_organization": f"{OPENALEX}P{FIRST + house}", "host_organization_name": publishers[house - 1],
            "host_organization_lineage": [f"{OPENALEX}P{FIRST + house}"], "host_organization_lineage_names": [publishers[house - 1]],
            "type": "journal", "host": f"www.{synthetic.phrase(rng, 'latin', 1)}.example.org/article",
        }  # fmt: skip

    def _repository(self, rng: random.Random, n: int) -> Json:
        body = rng.choice(self._bodies)
        return {
            "id": f"{OPENALEX}S{2 * FIRST + n}", "display_name": f"{body['display_name']} Repository", "issn_l": None, "issn": None, "is_oa": True,
            "is_in_doaj": False, "is_core": False, "host_organization": body["id"], "host_organization_name": body["display_name"],
            "host_organization_lineage": body["lineage"], "host_organization_lineage_names": [body["display_name"]], "type": "repository",
            "host": f"repository{n}.example.org/handle",
        }  # fmt: skip

    # ------------------------------------------------------------ what it is about

    def _like(self, rng: random.Random, name: str) -> list[Json]:
        """Return headings like the given ones of a member, as many as there are; the given ones first, as they come most."""
        given = {json.dumps(one | {"score": 0}): one for work in self.given for one in work.get(name) or ()}
        found = list(given.values())
        while len(found) < POOLS[name]:
            like, n = rng.choice(found[: len(given)]), len(found)
            label = str(self._title(rng, rng.randrange(1, 4)))
            if name == "mesh":
                found.append(like | {"descriptor_ui": f"D9{n:05d}", "descriptor_name": label})
            else:
                found.append(
                    like | {"id": f"{like['id'].rpartition('/')[0]}/{'TC'[name == 'concepts']}9{n:06d}", "display_name": label}
                )
        return found

    def _works(self, rng: random.Random, count: int) -> list[str]:
        return [f"{OPENALEX}W{1_500_000_000 + int(rng.random() * 3e9)}" for _ in range(count)]


@cache
def shared() -> Library:
    """Return what works are drawn from: the shared samples."""
    at = Path(os.environ.get("LANTAI_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")) / "openaccess"
    given = gzip.decompress((at / "oa_status" / "openalex_works.jsonl.gz").read_bytes()).splitlines()
    registry = gzip.decompress((at / "ror" / "ror_organizations.jsonl.gz").read_bytes()).splitlines()
    return Library(given, registry)


def lines(library: Library, first: int, count: int) -> Iterator[bytes]:
    """Yield works as lines of JSON, numbered from ``first``."""
    for n in range(first, first + count):
        yield msgspec.json.encode(library.work(n)) + b"\n"


def _index(work: Json) -> dict[str, list[int]]:
    return work.get("abstract_inverted_index") or {}


def _drawn(rng: random.Random, counted: Counter[str]) -> list[str]:
    words, weights = list(counted), list(accumulate(counted.values()))
    return [words[bisect(weights, rng.random() * weights[-1])] for _ in range(STREAM)]


def _taken(rng: random.Random, stream: list[str], length: int) -> list[str]:
    step, start = rng.randrange(1, 500), rng.randrange(STREAM)
    found = stream[start : start + step * length : step]
    return found + _taken(rng, stream, length - len(found)) if len(found) < length else found


def _organization(said: Json, n: int) -> Json:
    name = next((value for value, _, kinds in said["names"] if "ror_display" in kinds), said["names"][0][0])
    country = said["locations"][0][3] if said.get("locations") else "US"
    at = f"{OPENALEX}I{FIRST + n}"
    return {
        "id": at,
        "display_name": name,
        "ror": f"https://ror.org/{said['id']}",
        "country_code": country,
        "type": "education",
        "lineage": [at],
    }


def _also(rng: random.Random, ids: Json, n: int) -> Json:
    return {
        name: f"https://pubmed.ncbi.nlm.nih.gov/{40_000_000 + n}" if name == "pmid" else str(FIRST + n)
        for name in ids
        if name not in ("openalex", "doi")
    }


def _issn(n: int) -> str:
    seven = f"{n:07d}"
    rest = -sum(int(digit) * (8 - at) for at, digit in enumerate(seven)) % 11
    return f"{seven[:4]}-{seven[4:]}{'0123456789X'[rest]}"


def _orcid(n: int) -> str:
    fifteen, total = f"{n:015d}", 0
    for digit in fifteen:
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    whole = fifteen + check
    return "https://orcid.org/" + "-".join(whole[k : k + 4] for k in range(0, 16, 4))
