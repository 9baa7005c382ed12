"""The outcomes of a list of expectations counted: by kind, by language and script of the question, by the field that matched."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lantai.core.text import languages
from lantai.core.text.scripts import script_of

from .expectations import Expectation
from .relevance import Outcome

FAILURES = 1_000
"""Failures that are kept to be told."""


class Tally:
    """Counts outcomes as they come in."""

    def __init__(self) -> None:
        self.kinds: dict[str, Counter[str]] = {}
        self.languages: dict[str, Counter[str]] = {}
        self.scripts: dict[str, Counter[str]] = {}
        self.matched: dict[str, Counter[str]] = {}
        self.failures: list[tuple[Expectation, Outcome]] = []

    def add(self, row: Expectation, outcome: Outcome) -> None:
        """Count one."""
        counted = {"asked": 1, "right": int(outcome.right), "absent": int(outcome.absent), "empty": int(outcome.empty)}
        if row.expect_first_any_of:
            counted |= {"first_3": int(0 < outcome.rank <= 3), "first_10": int(0 < outcome.rank <= 10)}
        lang = languages.bcp47(row.lang) if row.lang else ""
        script = script_of(row.question()[0]) or "Zyyy"
        for table, key in ((self.kinds, row.kind), (self.languages, lang or "und"), (self.scripts, script)):
            table.setdefault(key, Counter()).update(counted)
        if outcome.right:
            self.matched.setdefault(row.kind, Counter()).update(outcome.matched[:1])
        elif len(self.failures) < FAILURES:
            self.failures.append((row, outcome))

    @property
    def asked(self) -> int:
        """Return how many were tried."""
        return sum(counted["asked"] for counted in self.kinds.values())

    @property
    def share(self) -> float:
        """Return the share of all that holds, 0..1; 1 of none."""
        return sum(counted["right"] for counted in self.kinds.values()) / self.asked if self.asked else 1.0

    def as_data(self) -> dict[str, object]:
        """Return everything as machines read it; ``kinds`` first."""
        return {
            "kinds": {kind: _shape(self.kinds[kind]) | self._matched(kind) for kind in sorted(self.kinds)},
            "languages": {lang: _shape(self.languages[lang]) for lang in sorted(self.languages)},
            "scripts": {script: _shape(self.scripts[script]) for script in sorted(self.scripts)},
            "failures": [_failure(row, outcome) for row, outcome in self.failures],
        }

    def as_lines(self, *, failures: int) -> Iterator[str]:
        """Yield the report as people read it, with so many of the failures."""
        for name, table in (("kind of question", self.kinds), ("language", self.languages), ("script", self.scripts)):
            yield f"{name:32} {'right':>7} {'asked':>7} {'share':>8}  {'matched in' if table is self.kinds else ''}".rstrip()
            for key in sorted(table, key=lambda key: (-table[key]["asked"], key)):
                yield f"  {key:30} {_figures(table[key])}{self._fields(key) if table is self.kinds else ''}".rstrip()
        for row, outcome in self.failures[:failures]:
            yield f"failed: {row.kind}, {row.question()[0]!r}: {_why(outcome)}"
        if (more := len(self.failures) - failures) > 0:
            yield f"failed: {more:,} more"

    def _matched(self, kind: str) -> dict[str, object]:
        found = self.matched.get(kind)
        return {"matched": dict(found.most_common())} if found else {}

    def _fields(self, kind: str) -> str:
        counted = self.kinds[kind]
        fields = [f"{field} {count:,}" for field, count in self.matched.get(kind, Counter()).most_common(4)]
        notes = [f"{counted[name]:,} {said}" for name, said in _NOTES.items() if counted[name]]
        return "  " + ", ".join((*fields, *(f"({note})" for note in notes)))


_NOTES: Mapping[str, str] = {"absent": "of records not here", "empty": "found nothing"}


def _figures(counted: Counter[str]) -> str:
    return f"{counted['right']:>7,} {counted['asked']:>7,} {counted['right'] / counted['asked']:>8.1%}"


def _shape(counted: Counter[str]) -> dict[str, object]:
    return {"asked": counted["asked"], "right": counted["right"], **counted}


def _why(outcome: Outcome) -> str:
    came = f"rank {outcome.rank}" if outcome.rank else outcome.said or "not found"
    return f"{came}; first came work {outcome.first}" if outcome.first else came


def _failure(row: Expectation, outcome: Outcome) -> dict[str, object]:
    said = {"kind": row.kind, "id": row.id, "lang": row.lang, "query": row.question()[0]}
    if row.counterpart:
        said["other"] = row.counterpart.question()[0]
    return {
        **said,
        "rank": outcome.rank,
        "first": outcome.first,
        "absent": outcome.absent,
        "empty": outcome.empty,
        "said": outcome.said,
    }
