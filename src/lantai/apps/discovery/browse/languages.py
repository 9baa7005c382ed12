"""The languages of the collection: counts, own names, scripts, families; and the page of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantai.core.text import languages
from lantai.core.text.families import families, family, script
from lantai.infra.collation import ordered
from lantai.search.protocol import Sort

from .charts import Cell, Column, decades, share, treemap
from .collection import ALL, Listed, asked, listed

NO_LANGUAGE = ("und", "mul", "zxx", "mis")
ORDERS = ("size", "name", "family", "script")
MOST_CELLS = 26
MOST_CELLS_NARROW = 16
WIDE, NARROW = (1000, 460), (360, 560)
CAPITALS = ["Latn", "Cyrl", "Grek", "Armn"]
AS_WRITTEN = frozenset(("zu", "xh", "ss", "nr", "nd"))
"""Their names begin with a prefix in small letters."""

_GROUPS = {
    "Latn": 1,
    "Hani": 2,
    "Jpan": 2,
    "Kore": 2,
    "Cyrl": 3,
    "Arab": 4,
    **dict.fromkeys(("Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Olck", "Mtei"), 5),
    **dict.fromkeys(("Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Java", "Bali", "Sund"), 5),
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. ``own``: its own name; ``group``: 1 to 6, which scripts are drawn alike; ``bar``: percent of the largest."""

    tag: str
    own: str
    name: str
    script: str
    family: str
    group: int
    count: int
    share: float
    bar: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell of the treemap with what is written in it: the own name, or the tag where that does not fit; the second line or "".

    ``rest``: how many languages a cell stands for that has no language of its own.
    """

    cell: Cell
    label: str
    second: str
    size: float
    group: int
    rest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The page of all languages. ``groups``: rows under headings, one group without a heading where rows are in one order."""

    total: int
    count: int
    order: str
    groups: Sequence[tuple[str, Sequence[Tongue]]]
    wide: Sequence[Drawn]
    narrow: Sequence[Drawn]
    size: tuple[int, int] = WIDE
    narrow_size: tuple[int, int] = NARROW
    half: int = 0
    small: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePage:
    """One language: what there is in it."""

    tongue: Tongue
    listed: Listed
    decades: Sequence[Column]


def all_languages(order: str, *, lang: str) -> Languages:
    """Return the page, its table in the order asked for; ``lang``: that of the page."""
    result = asked({}, limit=0, facets=("language",), facet_size=ALL)
    pairs = [(tag, count) for tag, count in result.facets["language"] if tag not in NO_LANGUAGE]
    tongues = _tongues(pairs, result.total, lang)
    return Languages(
        total=result.total,
        count=len(tongues),
        order=order,
        groups=_grouped(tongues, order, lang),
        wide=drawn(tongues, *WIDE, most=MOST_CELLS),
        narrow=drawn(tongues, *NARROW, most=MOST_CELLS_NARROW),
        half=_half(tongues),
        small=sum(t.count <= max(1, result.total // 100) for t in tongues),
    )


def picture(pairs: Sequence[tuple[str, int]], total: int, *, lang: str) -> tuple[list[Drawn], list[Drawn]]:
    """Return the treemap of languages alone, for a wide page and for a narrow one."""
    tongues = _tongues([pair for pair in pairs if pair[0] not in NO_LANGUAGE], total, lang)
    return drawn(tongues, *WIDE, most=MOST_CELLS), drawn(tongues, *NARROW, most=MOST_CELLS_NARROW)


def one_language(tag: str, *, page: int, lang: str) -> LanguagePage | None:
    """Return the page of a language; None when there is nothing in it."""
    found = listed(
        {"language": (tag,)}, sort=Sort.ADDED, page=page, facets=("kind", "subject", "country", "class"), facet_size=40, lang=lang
    )
    if not found.total:
        return None
    (tongue,) = _tongues([(tag, found.total)], found.total, lang)
    return LanguagePage(tongue=tongue, listed=found, decades=decades(found.years))


def own_name(tag: str) -> str:
    """Return what speakers call their language, with the capital that begins a heading."""
    name = languages.own_name(tag)
    return name[:1].upper() + name[1:] if script(tag) in CAPITALS and tag not in AS_WRITTEN else name


def group(tag: str) -> int:
    """Return by which of six groups of scripts a language is drawn."""
    return _GROUPS.get(script(tag), 6)


def drawn(tongues: Sequence[Tongue], width: int, height: int, *, most: int) -> list[Drawn]:
    """Return the treemap: the largest languages, and the others together in one cell."""
    largest = sorted(tongues, key=lambda t: -t.count)
    shown, rest = (largest, []) if len(largest) <= most else (largest[: most - 1], largest[most - 1 :])
    by_tag = {t.tag: t for t in shown}
    pairs = [(t.tag, t.count) for t in shown] + ([("", sum(t.count for t in rest))] if rest else [])
    return [_drawn(cell, by_tag.get(cell.key), len(rest)) for cell in treemap(pairs, width=width, height=height)]


def _drawn(cell: Cell, tongue: Tongue | None, rest: int) -> Drawn:
    if tongue is None:
        return Drawn(cell, "", "", 15.0, 0, rest)
    room = cell.width - 14
    size = min(46.0, room / max(ems(tongue.own), 0.1), (cell.height - 34) * 0.62)
    if size < 12:
        return Drawn(cell, tongue.tag if cell.height > 22 and cell.width > 24 else "", "", 12.0, tongue.group)
    second = tongue.name if tongue.name != tongue.own and ems(tongue.name) * 13 < room and cell.height > size * 1.2 + 52 else ""
    return Drawn(cell, tongue.own, second, round(size, 1), tongue.group)


def ems(text: str) -> float:
    """Estimate the width of a word in its own size."""
    return sum(1.04 if ord(c) >= 0x2E80 else 0.78 if c.isupper() else 0.62 if c < "\u0370" else 0.7 for c in text)


def _tongues(pairs: Sequence[tuple[str, int]], total: int, lang: str) -> list[Tongue]:
    largest = max((count for _, count in pairs), default=0)
    return [
        Tongue(
            tag,
            own_name(tag),
            languages.name(tag, lang),
            script(tag),
            family(tag),
            group(tag),
            count,
            count / total if total else 0.0,
            share(count, largest),
        )
        for tag, count in pairs
    ]


def _grouped(tongues: Sequence[Tongue], order: str, lang: str) -> list[tuple[str, Sequence[Tongue]]]:
    if order == "name":
        return [("", [tongues[n] for n in ordered([t.name for t in tongues], lang)])]
    if order == "family":
        return [(code, rows) for code in families() if (rows := [t for t in tongues if t.family == code])]
    if order == "script":
        codes = dict.fromkeys(t.script for t in tongues)
        return [(code, [t for t in tongues if t.script == code]) for code in codes]
    return [("", list(tongues))]


def _half(tongues: Sequence[Tongue]) -> int:
    """Return how few languages hold half of all works in a language."""
    whole, so_far = sum(t.count for t in tongues), 0
    for n, tongue in enumerate(tongues, start=1):
        so_far += tongue.count
        if 2 * so_far >= whole:
            return n
    return 0
