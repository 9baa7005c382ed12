"""Books of a list without numbers, asked against a catalog of real MARC records: title, author, year, edition, volume and publisher alone.

Real lists of monographs have an ISBN in every row (3,611 rows of eight lists) and share three with the MARC records at hand. So the rows are
made from the records, each by one of the habits that those lists have: the family name alone, title with or without its subtitle, in capitals, the
edition as a number or in brackets behind the title, "&" for "and", the online year a year later, a short name of the publisher. The catalog holds
other editions, volumes and books of the same name as it does in life; each row is asked as things are and with its own record taken out. Records
that share an LCCN, OCLC number or ISBN, or say the same of title, author, year, edition and publisher, are one book.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lantai.core.bib.record import BibRecord, Kind
from lantai.core.matching.books_listed import edition_of
from lantai.core.matching.listed import Match, Said, Tie, match
from lantai.core.matching.serial_titles import book_titles
from lantai.core.matching.signs import known_titles, name_keys, signs
from lantai.core.text.fold import key, words

from .journal_sources import digest, is_held_out

SAME = frozenset({"lccn", "oclc", "isbn"})


def books(records: Sequence[BibRecord]) -> list[BibRecord]:
    """Return the books with a title, an author and a year."""
    return [r for r in records if r.kind is Kind.BOOK and r.titles and r.year and any(c.main for c in r.contributions)]


def same(records: Sequence[BibRecord]) -> list[int]:
    """Return of each record the number of its book."""
    of, first = list(range(len(records))), {}
    for n, record in enumerate(records):
        for sign in _signs(record):
            root = first.setdefault(sign, n)
            one, two = _root(of, root), _root(of, n)
            of[one] = two
    return [_root(of, n) for n in range(len(records))]


def _signs(record: BibRecord) -> Iterator[tuple[str, ...]]:
    for each in record.identifiers:
        if each.scheme in SAME and each.standing == "valid":
            yield str(each.scheme), each.value
    known = described(record, 0)
    title = record.titles[0].forms[0]
    yield (
        key(title.value + title.rest + title.part),
        str(record.year),
        edition_of(known.edition),
        key(known.publisher),
        *sorted(known.people),
    )


def _root(of: list[int], n: int) -> int:
    while of[n] != n:
        n = of[n]
    return n


def described(record: BibRecord, number: int) -> Said:
    """Return a record as an import compares it, without its numbers."""
    titles = [form for title in record.titles for form in title.forms]
    texts = [text for form in titles for text in (form.value, f"{form.value}: {form.rest}" if form.rest else "") if text]
    return Said(
        titles=tuple(dict.fromkeys(texts)), serial=False, year=record.year, part=next((form.part for form in titles if form.part), ""), key=number,
        group=number,
        publisher=next((forms[0].value for imprint in record.imprints for forms in imprint.publishers if forms), ""),
        people=frozenset(family for c in record.contributions for form in c.forms for family, _ in name_keys(form.value)),
        edition=next((each.forms[0].value for each in record.editions if each.forms), ""),
    )  # fmt: skip


def listed(record: BibRecord) -> Said:
    """Return a record as a provider would list it."""
    form, known = record.titles[0].forms[0], described(record, 0)
    habit = digest("habit of " + form.value) % 6
    title = form.value if habit in (0, 3) or not form.rest else f"{form.value}: {form.rest}"
    edition = edition_of(known.edition)
    title = title.upper() if habit == 1 else re.sub(r"\band\b", "&", title) if habit == 2 else title
    title = f"{title} ({edition}th ed.)" if habit == 4 and edition.isdigit() and edition != "1" else title
    author = next(each.forms[0].value for each in record.contributions if each.main).split(",")[0]
    return Said(
        titles=(title,), serial=False, part=known.part, edition=edition if edition.isdigit() and habit != 4 else "", publisher=_short(known.publisher, habit),
        year=(record.year or 0) + (habit == 5), people=frozenset(family for family, _ in name_keys(author)),
    )  # fmt: skip


def _short(publisher: str, habit: int) -> str:
    return " ".join(re.split(r"[,;:(]| & Co| Inc", publisher)[0].split()[:4]) if habit in (2, 5) else publisher


def counted(records: Sequence[BibRecord], book: Sequence[int], *, held_out: bool) -> Counter[str]:
    """Return how many rows of a half were there or absent, and tied right or wrong."""
    known = {n: described(record, n) for n, record in enumerate(records)}
    named: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, record in enumerate(records):
        for family in {family for family, _ in signs(record).creators}:
            for title in known_titles(record):
                named[family, title].add(n)
    found: Counter[str] = Counter()
    for n, record in enumerate(records):
        if is_held_out(record.titles[0].forms[0].value) is held_out and words(record.titles[0].forms[0].value):
            asked = listed(record)
            alike = {
                each for family in asked.people for title in book_titles(asked.titles[0]) for each in named[family, key(title)]
            }
            for there in (True, False):
                found["there" if there else "absent"] += 1
                tied = match(asked, [], [known[each] for each in sorted(alike) if there or book[each] != book[n]])
                found.update(_outcome(tied, book, n))
    return found


def _outcome(tied: Match, book: Sequence[int], own: int) -> Iterator[str]:
    if tied.tie is Tie.MATCHED:
        yield "right" if book[tied.key] == book[own] else "wrong"
    else:
        yield str(tied.tie)
