"""Records of our own making for measurements of size, the same for the same seed: MARC with real word shapes, and works of OpenAlex multiplied."""

import json
import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

SYLLABLES = tuple("ka lo mi ten sar vel ri ko na du por gal est hem ju li an tor be sin qua wes fo ly mar".split())  # noqa: SIM905
CYRILLIC = tuple("го ра во да не бо ле то реч ка мир зна мен ис ток сло ве".split())  # noqa: SIM905
HAN = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨"
    "露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔"
)
WEIGHTS = tuple(accumulate((rank + 25) ** -0.95 for rank in range(20_000)))
"""How often the word of each rank comes, added up."""


@cache
def words(script: str, seed: int = 7) -> tuple[str, ...]:
    """Return 20,000 different words of a script, the frequent ones first."""
    rng = random.Random(f"{script}{seed}")
    parts, lengths = {"han": (HAN, (1, 2, 2, 2, 3)), "cyrillic": (CYRILLIC, (2, 3, 3, 4, 4))}.get(
        script, (SYLLABLES, (2, 3, 3, 4))
    )
    found: dict[str, None] = {}
    while len(found) < len(WEIGHTS):
        found["".join(rng.choices(parts, k=rng.choice(lengths)))] = None
    return tuple(found)


def phrase(rng: random.Random, script: str, length: int) -> str:
    """Return words drawn so that the frequent ones come often, as in language."""
    drawn = rng.choices(words(script), cum_weights=WEIGHTS, k=length)
    return "".join(drawn) if script == "han" else " ".join(drawn)


def isbn(n: int) -> str:
    """Return a valid ISBN-13 of the range that is kept for examples."""
    digits = f"9799{n:08d}"
    return digits + str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10)


def records(count: int, *, seed: int = 7, notes: int = 0, first: int = 0) -> Iterator[bytes]:
    """Yield ``count`` MARC 21 records as ISO 2709 bytes in UTF-8, numbered from ``first``; every sixth in Chinese, every tenth in Russian.

    ``notes``: tables of contents of 400 words that each gets besides, drawn from a thousand: 2.5 kB each.
    """
    rng = random.Random(seed)
    contents = [phrase(rng, "latin", 400) for _ in range(1_000)] if notes else []
    for n in range(first, first + count):
        script = "han" if n % 6 == 0 else "cyrillic" if n % 10 == 0 else "latin"
        language = {"han": "chi", "cyrillic": "rus", "latin": "eng"}[script]
        long = [("505", f"0 \x1fa{words}") for words in rng.choices(contents, k=notes)] if notes else []
        yield iso2709(fields(rng, n, script, language) + long)


def fields(rng: random.Random, n: int, script: str, language: str) -> list[tuple[str, str]]:
    """Return (tag, content) pairs of one record, about as many and as long as libraries' are."""
    year = 2026 - min(int(rng.expovariate(1 / 14)), 120)
    name = f"{phrase(rng, script, 1)}, {phrase(rng, script, 1)} {rng.randrange(900)}"
    found = [
        ("001", f"syn{n:09d}"),
        ("008", f"260101s{year}    xx            000 0 {language} d"),
        ("020", f"  \x1fa{isbn(n)}"),
        ("041", f"0 \x1fa{language}"),
        ("050", f" 4\x1fa{rng.choice('ABDHPQZ')}{rng.randrange(9999)}\x1fb.{rng.choice('ABC')}{rng.randrange(99)}"),
        ("100", f"1 \x1fa{name},\x1fd{year - 40}-\x1fe author."),
        ("245", f"10\x1fa{phrase(rng, script, rng.randrange(2, 7))} {n} :\x1fb{phrase(rng, script, 5)} /\x1fc{name}."),
        ("264", f" 1\x1fa{phrase(rng, 'latin', 1)} :\x1fb{phrase(rng, 'latin', 2)},\x1fc{year}."),
        ("300", "  \x1fa320 pages ;\x1fc24 cm"),
        ("490", f"0 \x1fa{phrase(rng, script, 3)} ;\x1fv{rng.randrange(200)}"),
        ("504", "  \x1faIncludes bibliographical references and index."),
        *(("650", f" 0\x1fa{phrase(rng, 'latin', 2)}\x1fx{phrase(rng, 'latin', 1)}.") for _ in range(3)),
        ("852", f"  \x1fb{rng.choice(('Main', 'East', 'Law'))}\x1fh{rng.choice('ABDHPQZ')}{rng.randrange(9999)}\x1fpSYN{n:09d}"),
    ]
    if rng.random() < 0.3:
        found.insert(-4, ("520", f"  \x1fa{phrase(rng, script, 90)}"))
    return found


def iso2709(pairs: list[tuple[str, str]]) -> bytes:
    """Return a record's bytes."""
    directory, body = [], b""
    for tag, content in pairs:
        data = content.encode() + b"\x1e"
        directory.append(f"{tag}{len(data):04d}{len(body):05d}")
        body += data
    head = "".join(directory).encode() + b"\x1e"
    base = 24 + len(head)
    return f"{base + len(body) + 1:05d}nam a22{base:05d} i 4500".encode() + head + body + b"\x1d"


def works(given: Sequence[bytes], count: int, *, seed: int = 7) -> Iterator[bytes]:
    """Yield ``count`` works of OpenAlex as lines of JSON: ``given`` ones again and again, each time with other numbers and its title's words in another
    order, so that every one is a work of its own."""
    rng = random.Random(seed)
    for n in range(count):
        work, turn = json.loads(given[n % len(given)]), n // len(given)
        if turn:
            work["id"] = f"https://openalex.org/W9{n:09d}"
            work["doi"] = f"{work['doi']}.{turn}" if work.get("doi") else None
            work["ids"] = {"openalex": work["id"]} | ({"doi": work["doi"]} if work["doi"] else {})
            shuffled = (work.get("title") or "").split()
            rng.shuffle(shuffled)
            work["title"] = work["display_name"] = " ".join((*shuffled, str(turn)))
        yield json.dumps(work, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
