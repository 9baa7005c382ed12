"""The catalogue of disciplines of 2022: fourteen categories (学科门类) and 117 first-level disciplines, labelled in Chinese, English and Arabic.

It is the one scheme: the categories are those of ``disciplines.NAMES``, and a discipline lies in the category of its first two digits. ``turtle``
writes it as SKOS. ``disciplines_of`` says which disciplines a class of another scheme belongs to; a record often has several, and that is normal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .record import BibRecord

TABLE, MAPPINGS = (Path(__file__).with_name(name) for name in ("disciplines.tsv", "discipline_mappings.tsv"))
SCHEME = "urn:lantai:disciplines:cn-2022"
LANGUAGES = ("en", "zh", "ar")
MOST = 3
"""Disciplines of one work."""

Own = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What a library maps otherwise: scheme -> beginning of a class, in capitals -> codes of disciplines; () none."""

NOTHING: Own = {}
FORMER = {
    "农业资源利用": "0903", "生物科学与工程": "0836", "工商管理": "1202", "公共管理": "1204",
    "图书馆、情报与档案管理": "1205", "图书情报与档案管理": "1205",
}  # fmt: skip
"""What disciplines were called in the catalogues before that of 2022, by which labelled texts still name them."""


@dataclass(frozen=True, slots=True)
class Discipline:
    """A category (two digits) or a first-level discipline (four). ``labels``: by language, in the order of LANGUAGES."""

    code: str
    labels: tuple[str, str, str]

    @property
    def broader(self) -> str:
        """Return the code of the category of a discipline, "" of a category."""
        return self.code[:2] if len(self.code) > 2 else ""

    @property
    def uri(self) -> str:
        """Return what names it in exchange."""
        return f"{SCHEME}:{self.code}"

    def label(self, lang: str) -> str:
        """Return what it is called in a language, in English where there is no word in it."""
        primary = lang.partition("-")[0].partition("_")[0].lower()
        return self.labels[LANGUAGES.index(primary)] if primary in LANGUAGES else self.labels[0]


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Discipline]:
    """Return all disciplines by code: the categories, then the first-level ones."""
    rows = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line)
    return {code: Discipline(code, (english, chinese, arabic)) for code, english, chinese, arabic in rows}


def children(category: str) -> tuple[Discipline, ...]:
    """Return the first-level disciplines of a category."""
    return tuple(one for one in catalogue().values() if one.broader == category)


def named(label: str) -> tuple[str, ...]:
    """Return the codes of a label in any language; one that names several ("畜牧学/兽医学") has each of them. Former names count too."""
    known = FORMER | {word.lower(): one.code for one in catalogue().values() for word in one.labels}
    known |= {word.lower(): one.code for one in catalogue().values() if len(one.code) == 4 for word in one.labels}
    parts = (label, *label.replace("/", "、").split("、"))
    return tuple(dict.fromkeys(known[part.strip().lower()] for part in parts if part.strip().lower() in known))


@lru_cache(maxsize=1)
def mappings() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return scheme -> beginning of a class -> disciplines. Schemes: "openalex" (subfields and fields), "lcc", "clc", "ddc", "for" (ANZSRC 2020)."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in MAPPINGS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            scheme, value, codes = line.split("\t")[:3]
            found.setdefault(scheme, {})[value] = tuple(codes.split())
    return found


_LETTERS = {"clc": 2, "lcc": 3}
"""Scheme -> with how many letters its classes begin at most: what has more is a word ("Microfiche"), and no class."""


def disciplines_of(scheme: str, value: str, *, own: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Return the first-level disciplines of a class: those of its longest beginning in the table; none of a word that is no class of its scheme.
    ``own``: what a library maps otherwise, first.

    ``value``: "TP391", "QA76.9", "530.1", "4605", an OpenAlex subfield "1702" or its address.
    """
    plain = value.strip().rpartition("/")[2].upper() if scheme == "openalex" else value.strip().upper()
    if scheme in _LETTERS and plain[: _LETTERS[scheme] + 1].isalpha() and len(plain) > _LETTERS[scheme]:
        return ()
    tables = [table for table in (own, mappings().get(scheme)) if table]
    for length in range(len(plain), 0, -1):
        for table in tables:
            if plain[:length] in table:
                return table[plain[:length]]
    return ()


_ours = lru_cache(maxsize=8_192)(disciplines_of)


def weighed(classes: Iterable[tuple[str, str]], own: Own = NOTHING) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    """Return the disciplines that classes (scheme, value) speak for: code, share of what was said (0..1), and by which classes; the strongest first.
    ``own``: what the library maps otherwise."""
    said: dict[str, float] = {}
    why: dict[str, list[str]] = {}
    for scheme, value in classes:
        codes = disciplines_of(scheme, value, own=own[scheme]) if scheme in own else _ours(scheme, value)
        for code in codes:
            said[code] = said.get(code, 0.0) + 1 / len(codes)
            why.setdefault(code, []).append(f"{scheme}:{value}")
    total = sum(said.values()) or 1.0
    ranked = sorted(said, key=lambda code: (-said[code], code))
    return tuple((code, said[code] / total, tuple(why[code])) for code in ranked)


def classes_of(records: Iterable[BibRecord]) -> Iterable[tuple[str, str]]:
    """Return the classes (scheme, value) that records have, those of their call numbers among them, each once."""
    found: dict[tuple[str, str], None] = {}
    for record in records:
        for number in record.classifications:
            found[number.scheme, number.value] = None
        for holding in record.holdings:
            if holding.scheme:
                found[holding.scheme, holding.call_number] = None
    return found


def told_of(records: Iterable[BibRecord], own: Own = NOTHING) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    """Return the disciplines of a work as ``weighed`` does, at most ``MOST``: a class that leads to many says little of each."""
    return weighed(classes_of(records), own)[:MOST]


def facet_values(records: Iterable[BibRecord], own: Own = NOTHING) -> list[str]:
    """Return the codes of a work's disciplines and of their categories."""
    classes = classes_of(records)
    codes = [code for code, _share, _why in weighed(classes, own)[:MOST]] if classes else []
    return [*dict.fromkeys([code[:2] for code in codes]), *codes]


def turtle() -> Iterator[str]:
    """Yield the scheme as lines of SKOS in Turtle, with what other schemes' classes it is mapped from as close matches' notations."""
    yield "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    yield f'<{SCHEME}> a skos:ConceptScheme ; skos:prefLabel "Disciplines of China, 2022"@en , "研究生教育学科专业目录（2022年）"@zh .'
    for one in catalogue().values():
        labels = " , ".join(f'"{word}"@{lang}' for lang, word in zip(LANGUAGES, one.labels, strict=True))
        above = f"skos:broader <{SCHEME}:{one.broader}>" if one.broader else f"skos:topConceptOf <{SCHEME}>"
        yield f'<{one.uri}> a skos:Concept ; skos:inScheme <{SCHEME}> ; skos:notation "{one.code}" ; {above} ; skos:prefLabel {labels} .'
