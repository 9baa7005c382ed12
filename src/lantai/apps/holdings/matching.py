"""Titles of a list matched with what the catalog knows, set-wise: a few questions to the database, whatever the list's length.

Enter at ``ties``. Numbers first, compared by the titles of works; only what that leaves unsure has its descriptions unpacked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import product

import msgspec

from lantai.catalog.blobs import description
from lantai.catalog.known import in_pieces, instances_keyed
from lantai.catalog.models import Identifier, Instance, Work
from lantai.core.bib.record import BibRecord, decode
from lantai.core.formats.kbart import Listed
from lantai.core.matching.keys import author_title_key
from lantai.core.matching.listed import NEW, Match, Said, Tie, issue_of, match
from lantai.core.matching.media import of_other_form
from lantai.core.matching.publishers import host_of
from lantai.core.matching.serial_titles import book_titles, names
from lantai.core.matching.signs import name_keys
from lantai.core.text.fold import key

from . import serial_names
from .models import IssnFamily
from .serial_names import SERIALS

NUMBERS = ("issn", "issnl", "isbn")
MOST_ALIKE = 8
"""Serials of one title that a title is compared with; more share only a word."""


def ties(listed: Mapping[str, Listed]) -> dict[str, Match]:
    """Return what became of each title, by its key in the list."""
    asked = {name: _asked(each) for name, each in listed.items()}
    families = _families(number for said in asked.values() for number in said.numbers)
    asked = {name: _widened(said, families) for name, said in asked.items()}
    holders = _holders({number for said in asked.values() for number in said.numbers})
    found: dict[str, Match] = {}
    unsure: dict[str, set[int]] = {}
    for name, said in asked.items():
        hits = {hit.key: hit for number in said.numbers for hit in holders.get(number, ())}
        if not hits:
            continue
        found[name] = match(said, list(hits.values()))
        if found[name].tie is not Tie.MATCHED or said.part:
            unsure[name] = set(hits)
    known = _described({pk for pks in unsure.values() for pk in pks})
    for name, pks in unsure.items():
        found[name] = match(asked[name], [known[pk] for pk in sorted(pks) if pk in known])
    unknown = {name: said for name, said in asked.items() if name not in found}
    return found | _by_title(unknown)


def _asked(listed: Listed) -> Said:
    serial = listed.kind == "serial"
    year = (listed.print_date or listed.online_date)[:4]
    people = () if serial else (listed.first_author, listed.first_editor)
    return Said(
        titles=(listed.title,), numbers=frozenset((*listed.issns, *listed.isbns)), publisher=listed.publisher, serial=serial,
        part=listed.volume if listed.volume not in ("", "0", "1") else "", year=int(year) if year and not serial else None,
        people=frozenset(family for name in people if name for family, _ in name_keys(name)), online=listed.online_identifier,
        edition="" if serial else listed.edition, issue=issue_of(listed.statements) if serial else None,
        host=host_of(listed.url) if not listed.publisher else "",
    )  # fmt: skip


def _families(numbers: Iterable[str]) -> dict[str, set[str]]:
    """Return ISSN -> all ISSNs of its family, for those of which the table of ISSN-L knows one."""
    linking: dict[str, str] = {}
    if not IssnFamily.objects.exists():
        return {}
    for piece in in_pieces({number for number in numbers if len(number) == 9}):
        linking |= dict(IssnFamily.objects.filter(issn__in=piece).values_list("issn", "linking"))
    members: dict[str, set[str]] = defaultdict(set)
    for piece in in_pieces(set(linking.values())):
        for issn, of in IssnFamily.objects.filter(linking__in=piece).values_list("issn", "linking"):
            members[of].add(issn)
    return {issn: members[of] | {of} for issn, of in linking.items()}


def _widened(said: Said, families: Mapping[str, set[str]]) -> Said:
    if said.numbers.isdisjoint(families):
        return said
    return msgspec.structs.replace(said, numbers=said.numbers.union(*(families.get(number, ()) for number in said.numbers)))


def _holders(numbers: Collection[str]) -> dict[str, list[Said]]:
    """Return, of each number, the live instances that have it, under the titles of their works."""
    have: dict[int, list[str]] = defaultdict(list)
    for piece in in_pieces(numbers):
        rows = Identifier.objects.filter(value__in=piece, scheme__in=NUMBERS, trusted=True).values_list("value", "instance_id")
        for number, pk in rows:
            have[pk].append(number)
    found: dict[str, list[Said]] = defaultdict(list)
    for piece in in_pieces(have):
        live = Instance.objects.filter(pk__in=piece, live=True)
        for pk, work, title, kind in live.values_list("pk", "work_id", "work__title", "work__kind"):
            said = Said(titles=(title,), numbers=frozenset(have[pk]), serial=kind in SERIALS, key=pk, group=work)
            for number in said.numbers:
                found[number].append(said)
    return found


def _described(instances: Collection[int]) -> dict[int, Said]:
    """Return instances as their descriptions say."""
    found: dict[int, Said] = {}
    for piece in in_pieces(instances, 500):
        for pk, work, blob in Instance.objects.filter(pk__in=piece, live=True).packed().values_list("pk", "work_id", "packed"):
            found[pk] = _said(decode(description(blob)), pk, work)
    return found


def _said(record: BibRecord, pk: int, work: int) -> Said:
    titles = [form for title in record.titles for form in title.forms]
    texts = [text for form in titles for text in (form.value, f"{form.value}: {form.rest}" if form.rest else "") if text]
    numbers = frozenset(i.value for i in record.identifiers if i.scheme in NUMBERS and i.standing == "valid")
    people = frozenset(family for c in record.contributions for form in c.forms for family, _ in name_keys(form.value))
    publisher = next((forms_[0].value for imprint in record.imprints for forms_ in imprint.publishers if forms_), "")
    return Said(
        titles=tuple(dict.fromkeys(texts)), numbers=numbers, publisher=publisher, serial=record.kind in SERIALS, people=people, year=record.year,
        part=next((form.part for form in titles if form.part), ""), key=pk, group=work, beside=of_other_form(record),
        edition=next((each.forms[0].value for each in record.editions if each.forms), ""),
        began=next((each.start for each in record.dates if each.start), None) if record.kind in SERIALS else None,
    )  # fmt: skip


def _by_title(unknown: Mapping[str, Said]) -> dict[str, Match]:
    """Match those of which no number is known, by title: serials with all serials, books with those under author and title."""
    alike = _serials_alike({name: said for name, said in unknown.items() if said.serial})
    alike |= _books_alike({name: said for name, said in unknown.items() if not said.serial})
    known = _described({pk for pks in alike.values() for pk in pks})
    return {
        name: match(said, (), [known[pk] for pk in sorted(alike.get(name, ())) if pk in known]) if name in alike else NEW
        for name, said in unknown.items()
    }


def _serials_alike(asked: Mapping[str, Said]) -> dict[str, set[int]]:
    """Return the instances of serials that have one of the names of a title."""
    if not asked:
        return {}
    wanted = {name: {serial_names.key_of(form) for form in names(said.titles[0])} for name, said in asked.items()}
    known = serial_names.named({key for keys in wanted.values() for key in keys})
    works = {
        name: {work for key in keys if len(found := known.get(key, ())) <= MOST_ALIKE for work in found}
        for name, keys in wanted.items()
    }
    return _editions_of({name: found for name, found in works.items() if found})


def _editions_of(works: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    of: dict[int, list[int]] = defaultdict(list)
    for piece in in_pieces({work for found in works.values() for work in found}):
        live = Instance.objects.filter(work__in=piece, live=True, work__state=Work.State.LIVE)
        for pk, work in live.order_by("rank", "pk").values_list("pk", "work_id"):
            of[work].append(pk)
    return {name: {pk for work in found for pk in of[work]} for name, found in works.items()}


def _books_alike(asked: Mapping[str, Said]) -> dict[str, set[int]]:
    """Return the instances under the author and title of a book, by the keys that the catalog keeps of every work."""
    keys = {
        name: [author_title_key(*each) for each in product(said.people, map(key, book_titles(said.titles[0])))]
        for name, said in asked.items()
    }
    known = instances_keyed({each for of in keys.values() for each in of})
    found: dict[str, set[int]] = {name: {pk for each in of for pk in known.get(each, ())} for name, of in keys.items()}
    return {name: pks for name, pks in found.items() if pks}
