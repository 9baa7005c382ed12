"""Serials of real lists and registries as rows, and which rows are one journal: what the labels of the title gates are made from.

Lists: ten of providers (``title_lists``). Registries, which stand for a catalog: DOAJ's journals, three publishers' price lists, and the journals of
OpenAPC's articles. Rows that share an ISSN are one journal, whatever they call it, but for pairs that were looked at and are not
(``data/title_lists.tsv``). No title, publisher or year says so, and no number is seen by the matcher where it is hidden.
"""

import csv
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lantai.core.bib.identifiers import issn
from lantai.core.formats.kbart import Listed
from lantai.core.matching.listed import issue_of
from lantai.core.matching.publishers import host_of
from lantai.core.text.fold import key
from tests.shared_data import shared

from .title_lists import Known, Row, labels

REGISTRIES = ("doaj", "prices", "openapc")
_ARTICLES = (
    "resources/oa/ta_finelib_2024.csv.gz", "resources/oa/apc_se_2019on.csv.gz", "openaccess/apc/openapc_agreement_articles_sample.csv.gz",
    "openaccess/apc/openapc_se_sample.csv.gz",
)  # fmt: skip


class Serial(NamedTuple):
    """A serial as one source has it. ``printed``, ``online``: ISSNs, "" where it names none."""

    at: Row
    titles: tuple[str, ...]
    printed: str = ""
    online: str = ""
    publisher: str = ""
    issue: tuple[int, int] | None = None
    began: int | None = None
    host: str = ""

    @property
    def issns(self) -> frozenset[str]:
        """Return its numbers."""
        return frozenset((self.printed, self.online)) - {""}


def serials(known: dict[str, Known]) -> list[Serial]:
    """Return the serials of all sources."""
    listed = [_of_list((file, number), each) for file, of in known.items() for number, each in of.listed.items()]
    return [*listed, *_doaj(), *_prices(), *_openapc()]


def _of_list(at: Row, each: Listed) -> Serial:
    return Serial(
        at, (each.title,), each.print_identifier, each.online_identifier, each.publisher, issue_of(each.statements), host=host_of(each.url),
    )  # fmt: skip


def _doaj() -> Iterator[Serial]:
    for number, row in _rows("openaccess/journals/doaj_journals_historic.csv.gz"):
        titles = tuple(title for title in (row["Title"], row["Title.Alternative"]) if title and title != "NA")
        year = row["Start.Year"]
        numbers = issn(row["ISSN"]) or "", issn(row["EISSN"]) or ""
        yield Serial(("doaj", number), titles, *numbers, row["Publisher"], began=int(year) if year.isdigit() else None)


def _prices() -> Iterator[Serial]:
    for number, row in _rows("resources/prices/journal_list_prices.csv.gz"):
        if "package" not in row["title"].casefold():
            yield Serial(
                ("prices", number), (row["title"],), issn(row["issn_print"]) or "", issn(row["issn"]) or "", row["publisher"]
            )


def _openapc() -> Iterator[Serial]:
    seen = set()
    for file in _ARTICLES:
        for number, row in _rows(file):
            journal = row["journal_full_title"], issn(row["issn_print"]) or "", issn(row["issn_electronic"]) or ""
            if journal not in seen:
                seen.add(journal)
                yield Serial((f"openapc {file}", number), (journal[0],), *journal[1:], row["publisher"])


def _rows(file: str) -> Iterator[tuple[int, dict[str, str]]]:
    with gzip.open(shared(file), "rt", encoding="utf-8") as lines:
        yield from enumerate(csv.DictReader(lines), start=2)


def journals(rows: Sequence[Serial]) -> list[int]:
    """Return of each serial the number of its journal: that of the first that it shares a number with, at however many removes."""
    apart = {pair for pair, same in labels().items() if not same}
    of = list(range(len(rows)))
    sharing: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for number in row.issns:
            sharing[number].append(n)
    for together in sharing.values():
        for i, one in enumerate(together):
            for other in together[i + 1 :]:
                if frozenset((rows[one].at, rows[other].at)) not in apart:
                    of[_root(of, one)] = _root(of, other)
    return [_root(of, n) for n in range(len(rows))]


def _root(of: list[int], n: int) -> int:
    while of[n] != n:
        of[n] = of[of[n]]
        n = of[n]
    return n


def is_held_out(title: str) -> bool:
    """Say whether a title is of the half that no rule was made by."""
    return digest(title) % 2 == 1


def digest(text: str) -> int:
    """Return a number that a title alone decides, 0..255."""
    return hashlib.sha256(key(text).encode()).digest()[0]
