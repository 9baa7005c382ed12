"""Dictionaries for the dictd server, above all FreeDict's: NAME.index with NAME.dict or NAME.dict.dz beside it.

A line of the index is ``head<TAB>offset<TAB>length`` with numbers in base 64; the article there begins with the head as it is really written,
then come numbered senses. Examples (indented), notes, synonyms and cross references are left out.
"""

import re
from array import array
from collections.abc import Iterator
from itertools import chain, islice

from .glosses import cleaned, without_notes
from .lines import numbered, plain_lines, shown
from .naming import languages_in, licence_in
from .protocol import About, Entry, Files, Item, LexiconError, Passed, Refusal

TITLE = "dictd dictionary (FreeDict: .index with .dict.dz)"
EXPECTED = "lines of an index such as abdomen<TAB>CqX<TAB>g"

LONGEST_ARTICLE = 256 * 1024
"""Bytes. The longest in FreeDict deu-eng has 16,000."""
AT_ONCE = 256 * 1024
FURTHEST = 8 * 1024 * 1024 * 1024

_DIGITS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
_OF_THE_DATABASE = re.compile(r"00-?database")
_SOUND = re.compile(r"\s/[^/]*/")
_NUMBER = re.compile(r"\d+\. ")
_NO_SENSE = re.compile(r" {2,}|\s*(?:see|Synonyms?|Note|Antonyms?):|\t")
_HEADS = re.compile(r"\s*[،;؛]\s*")
_BETWEEN = re.compile(r"[,;]\s+|\s+/\s+")
_EITHER = re.compile(r"(\w+)/(\w+)$")
_LOOKED_AT = 300


def packaged() -> Files | None:
    """Return None: a librarian gives such files."""
    return None


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file."""
    lines = plain_lines(head)[:50]
    good = sum(_place(line) is not None for line in lines)
    return 0.97 * good / len(lines) if lines and good * 2 > len(lines) else 0.0


def describe(files: Files) -> About:
    """Return what the dictionary's own articles about itself say."""
    said = dict(_own_articles(files))
    information = next((text for head, text in said.items() if head.endswith("info")), "")
    title = next((text for head, text in said.items() if head.endswith("short")), "").strip().splitlines()
    edition = re.search(r"Edition: (\S+)", information)
    return About(
        title=re.sub(r" ver\. .*", "", title[-1].strip()) if title else "",
        licence=licence_in(information),
        version=edition[1] if edition else "",
        languages=languages_in(files.main),
    )


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the entries, in the order of their articles."""
    if len(about.languages) != 2:
        raise LexiconError(files.main, "the name of the file does not say its languages; say them: --langs ar-en")
    items = _items(files, *about.languages)
    first = list(islice(items, _LOOKED_AT))
    changes = [_lowered] if about.languages[1] != "de" and _are_capitalised(first) else []
    changes += [_unordered] if _are_alphabetical(first) else []
    for item in chain(first, items):
        if isinstance(item, Entry):
            for change in changes:
                item = change(item)
        yield item


def _items(files: Files, source: str, target: str) -> Iterator[Item]:
    heads, offsets, lengths, lines = list[str](), array("q"), array("q"), array("q")
    with files.open() as stream:
        for found in numbered(stream, files.main):
            if isinstance(found, Refusal):
                yield found
                continue
            number, line = found
            place = _place(line)
            if place is None and line.strip():
                yield Refusal(files.main, number, f"expected {EXPECTED}", shown(line))
            elif place and not _OF_THE_DATABASE.match(place[0]):
                heads.append(place[0])
                offsets.append(place[1])
                lengths.append(place[2])
                lines.append(number)
    order = sorted(range(len(heads)), key=lambda n: (offsets[n], lengths[n], n))
    places = ((offsets[n], lengths[n]) for n in order)
    for n, article in zip(order, _articles(files, places), strict=True):
        if article is None:
            yield Refusal(files.main, lines[n], f"there is no article at this place in {_dict_name(files)}", shown(heads[n]))
        else:
            yield _entry(article, source, target) or Passed(lines[n])


def _place(line: str) -> tuple[str, int, int] | None:
    """Return head, offset and length of a line of the index, None of another line. A fourth column, the head unfolded, is passed over."""
    parts = line.split("\t")
    if len(parts) not in (3, 4) or not parts[1] or not parts[2] or len(parts[1]) > 7 or len(parts[2]) > 5:
        return None
    numbers = []
    for part in parts[1:3]:
        number = 0
        for character in part:
            digit = _DIGITS.get(character)
            if digit is None:
                return None
            number = number * 64 + digit
        numbers.append(number)
    return parts[0], numbers[0], numbers[1]


def _articles(files: Files, places: Iterator[tuple[int, int]]) -> Iterator[str | None]:
    """Yield the text at each place (offset, length; by offset), None where there is none or it is no UTF-8."""
    held, start = b"", 0  # what was read last, and where it begins
    with files.open(_dict_name(files)) as stream:
        for offset, length in places:
            if length > LONGEST_ARTICLE:
                yield None
                continue
            if offset + length > start + len(held):
                held, start = held[offset - start :], min(offset, start + len(held))
                while start < offset and (skipped := len(stream.read(min(offset - start, 1024 * 1024)))):
                    start += skipped
                if start == offset:
                    held += stream.read(max(AT_ONCE, length - len(held)))
            at = offset - start
            try:
                yield held[at : at + length].decode() if at + length <= len(held) else None
            except UnicodeDecodeError:
                yield None


def _own_articles(files: Files) -> Iterator[tuple[str, str]]:
    """Yield head and text of the dictionary's articles about itself, which stand at the beginning of both files."""
    places = []
    with files.open() as stream:
        for found in numbered(stream, files.main):
            place = None if isinstance(found, Refusal) else _place(found[1])
            if place and _OF_THE_DATABASE.match(place[0]):
                places.append(place)
            elif place and place[0] > "01":
                break
    places.sort(key=lambda place: place[1:])
    places = [place for place in places if place[1] < 1024 * 1024]
    for (head, _, _), text in zip(places, _articles(files, iter(p[1:] for p in places)), strict=True):
        yield head, text or ""


def _dict_name(files: Files) -> str:
    return files.first(".dict", ".dict.dz", ".dict.gz") or files.main.removesuffix(".index") + ".dict.dz"


def _entry(article: str, source: str, target: str) -> Entry | None:
    first, *body = article.split("\n")
    heads = [head for part in _HEADS.split(_SOUND.sub("", first)) if (head := cleaned(part, source))]
    senses = [texts for line in body if line and not _NO_SENSE.match(line) and (texts := _texts(line, target))]
    return Entry(source, heads[0], target, tuple(senses), also=tuple(heads[1:])) if heads and senses else None


def _texts(line: str, target: str) -> tuple[str, ...]:
    line = without_notes(_NUMBER.sub("", line, count=1))
    found: list[str] = []
    for part in _BETWEEN.split(line):
        either = _EITHER.search(part)
        texts = [part[: either.start()] + word for word in either.groups()] if either else [part]
        found += [cleaned(text, target) for text in texts]
    return tuple(dict.fromkeys(text for text in found if text))


def _are_capitalised(items: list[Item]) -> bool:
    """Say whether a dictionary begins every translation with a capital letter: then those mean nothing."""
    texts = [text for item in items if isinstance(item, Entry) for sense in item.senses for text in sense if text[0].isalpha()]
    return len(texts) > 20 and sum(text[0].isupper() for text in texts) > 0.9 * len(texts)


def _lowered(entry: Entry) -> Entry:
    senses = tuple(tuple(text if text.isupper() else text[0].lower() + text[1:] for text in sense) for sense in entry.senses)
    return Entry(entry.lang, entry.head, entry.target, senses, also=entry.also)


def _are_alphabetical(items: list[Item]) -> bool:
    """Say whether a dictionary lists the senses of a head from A to Z: then their order means nothing.

    So does FreeDict ara-eng (93 % of the heads with several). Not to read it as an order took R@10 on XQuAD from .861 to .878.
    """
    lists = [[sense[0] for sense in item.senses] for item in items if isinstance(item, Entry) and len(item.senses) > 1]
    return len(lists) > 20 and sum(texts == sorted(texts) for texts in lists) > 0.8 * len(lists)


def _unordered(entry: Entry) -> Entry:
    texts = tuple(dict.fromkeys(text for sense in entry.senses for text in sense))
    return Entry(entry.lang, entry.head, entry.target, (texts,), also=entry.also)
