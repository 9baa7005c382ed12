"""Make the table of Chinese readings that core.romanise ships, from the dictionaries of pypinyin (MIT, as is its data).

Development only: needs ``pypinyin``; the product reads the file this writes. It holds only what cannot be told otherwise: characters that anyascii reads in
another way, and phrases in which a character has not its usual reading. Run ``python tools/make_readings_table.py`` after a new version of pypinyin; the same
input gives the same bytes.
"""

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from anyascii import anyascii
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from lantai.core.romanise.readings import LONGEST, in_phrases
from lantai.core.text import han

TARGET = Path(__file__).parent.parent / "src/lantai/core/romanise/data/readings.txt"

TITLES = {"红楼梦": "hong lou meng", "重庆": "chong qing", "女红": "nv gong"}
"""Asked for at the end, so that a table that lost its way is not written."""


@cache
def usual(character: str) -> str:
    """Return the reading of a character by itself, ü as v."""
    return str(lazy_pinyin(character)[0])


def characters() -> Iterator[tuple[str, str]]:
    """Yield characters that anyascii reads in another way."""
    for character in map(chr, sorted(PINYIN_DICT)):
        if usual(character).isascii() and usual(character) != anyascii(character).lower():
            yield character, usual(character)


def phrases() -> dict[str, tuple[str, ...]]:
    """Return phrases, in the forms that the Han table folds to, that neither their characters nor shorter phrases explain."""
    forms = han.forms()
    kept: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(PHRASES_DICT, key=lambda phrase: (len(phrase), phrase)):
        read = tuple(lazy_pinyin(phrase))
        folded = "".join(forms.get(character, character) for character in phrase)
        if 2 <= len(phrase) <= LONGEST and len(read) == len(phrase) and _read(phrase, folded, kept) != read:
            kept[folded] = read
    return kept


def _read(phrase: str, folded: str, kept: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    read = list(map(usual, phrase))
    for start, syllables in in_phrases(folded, kept):
        read[start : start + len(syllables)] = syllables
    return tuple(read)


def main(*, check: bool) -> int:
    """Write the table, or tell whether it would change."""
    found = phrases()
    for title, reading in TITLES.items():
        assert " ".join(_read(title, title, found)) == reading, title
    rows = [*characters(), *((phrase, " ".join(read)) for phrase, read in sorted(found.items()))]
    head = f"# Chinese readings made by tools/make_readings_table.py from pypinyin {version('pypinyin')} (MIT); ü is v.\n"
    made = head + "".join(f"{written} {read}\n" for written, read in rows)
    if check:
        return int(made != TARGET.read_text(encoding="utf-8"))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(made, encoding="utf-8")
    print(f"{TARGET}: {len(rows)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(check=sys.argv[1:] == ["--check"]))
