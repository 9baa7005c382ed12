"""What a journal's row says: from its titles in packages, their activations, and the description of its work in the catalog."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantai.apps.holdings.models import Access, Activation, Basis, PackageSource, PackageTitle, Platform
from lantai.apps.holdings.models.listed import EVER, NEVER_ENDS
from lantai.core.bib.classes import classes_above
from lantai.core.bib.classtree import SCHEMES
from lantai.core.bib.disciplines import disciplines
from lantai.core.bib.record import BibRecord, Scheme, TitleKind
from lantai.core.bib.work import WorkDocument
from lantai.core.text import fold

from .naming import Named

SERIAL_NUMBERS = (Scheme.ISSN, Scheme.ISSN_L)
_OTHER_TITLES = frozenset(TitleKind) - {TitleKind.COLLECTIVE}
_REVIEWED = re.compile(r"peer[\s_-]*review|refereed|review[\s_-]*process|同行评[审议]|محكّ?مة", re.IGNORECASE)
_NOT = frozenset(("", "no", "n", "false", "0", "none", "否", "لا"))
_ISSN = re.compile(r"(\d{4})-?(\d{3}[\dXx])")


@dataclass(frozen=True, slots=True)
class Described:
    """Everything of a row but its place: see models.listed.Journal."""

    title: Named
    names: Sequence[Named]
    issns: Sequence[str]
    publisher: str
    subjects: Sequence[str]
    is_open: bool
    is_reviewed: bool
    offers: Sequence[Mapping[str, Any]]
    from_date: date
    until_date: date
    new_date: date


def key_of(title: PackageTitle) -> str:
    """Return what a title is held together by: its work, else an ISSN, else its name."""
    if title.instance is not None and title.instance.live and title.instance.work_id:
        return f"work:{title.instance.work_id}"
    number = issn(title.print_identifier) or issn(title.online_identifier)
    return f"issn:{number}" if number else f"name:{fold.key(title.title)[:90]}"


def issn(text: str) -> str:
    """Return an ISSN with its hyphen, "" where there is none."""
    found = _ISSN.fullmatch(text.strip())
    return f"{found[1]}-{found[2].upper()}" if found else ""


def describe(titles: Sequence[PackageTitle], given: "Given", document: WorkDocument | None) -> Described | None:
    """Return the row of a journal; None where readers never have any of its titles."""
    offers = [offer for title in titles for offer in _offers(title, given)]
    if not offers:
        return None
    records = [instance.record for instance in document.instances] if document else []
    called = _names(titles, records)
    begin = min(date.fromisoformat(offer["from"]) for offer in offers)
    numbers = dict.fromkeys(filter(None, (issn(n) for t in titles for n in (t.print_identifier, t.online_identifier))))
    numbers |= dict.fromkeys(i.value for r in records for i in r.identifiers if i.scheme in SERIAL_NUMBERS)
    return Described(
        title=called[0],
        names=called[1:],
        issns=list(numbers),
        publisher=_publisher(titles, records),
        subjects=_subjects(records),
        is_open=all(offer["open"] for offer in offers) or any(_is_open_whole(title) for title in titles),
        is_reviewed=any(_reviewed(title.more) for title in titles),
        offers=offers,
        from_date=begin,
        until_date=max(date.fromisoformat(offer["until"]) for offer in offers),
        new_date=max(begin, min(title.added_at.date() for title in titles)),
    )


class Given:
    """What activations say of some titles: of the title itself and of its package."""

    def __init__(self, titles: Collection[PackageTitle]) -> None:
        self._of_title: dict[int, list[Activation]] = defaultdict(list)
        self._of_package: dict[int, list[Activation]] = defaultdict(list)
        for row in Activation.objects.of_titles(titles).select_related("platform"):
            (self._of_title[row.package_title_id] if row.package_title_id else self._of_package[row.package_id]).append(row)

    def of(self, title: PackageTitle) -> list[Activation]:
        """Return the activations of a title."""
        return [*self._of_title[title.pk], *self._of_package[title.package_id]]


def _offers(title: PackageTitle, given: Given) -> Iterable[dict[str, Any]]:
    """Yield where and when a title is to be had: once for each time that an activation gives, longer ones only; then the years that stay."""
    if title.is_current:
        yield from _given_whole(title, given)
    for activation in given.of(title):
        if activation.years:
            yield _kept_years(title, activation)


def _kept_years(title: PackageTitle, given: Activation) -> dict[str, Any]:
    """Return the years of a title that readers keep, and where: they are there without an embargo."""
    platform = given.platform or title.platform or title.package.platform
    own = title.url if given.platform is None or given.platform_id == title.platform_id else ""
    begin, end = given.from_date or EVER, given.until_date or NEVER_ENDS
    return _offer(title, platform, own, begin, end) | {"coverage": given.years, "kept": True}


def _offer(title: PackageTitle, platform: Platform | None, url: str, begin: date, end: date) -> dict[str, Any]:
    return {
        "title": title.pk,
        "package": title.package_id,
        "name": title.package.name,
        "platform": platform.name if platform else title.package.provider,
        "url": url or (platform.address if platform else ""),
        "coverage": title.coverage,
        "embargo": "",
        "depth": title.depth,
        "note": title.note,
        "open": False,
        "trial": False,
        "from": begin.isoformat(),
        "until": end.isoformat(),
    }


def _given_whole(title: PackageTitle, given: Given) -> Iterable[dict[str, Any]]:
    free = title.access == Access.FREE or title.package.source in (PackageSource.DOAJ, PackageSource.FREE)
    platform = title.platform or title.package.platform
    spans = sorted(
        {(a.from_date or EVER, a.until_date or NEVER_ENDS, a.basis) for a in given.of(title) if not a.years},
        key=lambda s: (s[0], s[1]),
    )
    kept: list[tuple[date, date, str]] = []
    for begin, end, basis in spans:
        if kept and begin <= kept[-1][1]:
            first, last, was = kept.pop()
            kept.append((first, max(last, end), was if was != Basis.TRIAL else basis))
        else:
            kept.append((begin, end, basis))
    for begin, end, basis in kept:
        conditions = {"embargo": title.embargo, "open": free or basis == Basis.FREE, "trial": basis == Basis.TRIAL}
        yield _offer(title, platform, title.url, begin, end) | conditions


def _names(titles: Sequence[PackageTitle], records: Sequence[BibRecord]) -> list[Named]:
    """Return every title once, the one to show first: of the work as the catalog shows it, else the package's newest."""
    found = []
    for n, record in enumerate(records):
        language = record.language
        main = record.title
        for title in sorted(record.titles, key=lambda t: t is not main):
            if title.kind in _OTHER_TITLES:
                kind = TitleKind.PROPER if title is main and n == 0 else title.kind
                found += [Named(_whole(form), form.lang or language, kind.value, form.nonfiling) for form in title.forms]
    newest = sorted(titles, key=lambda t: (t.is_current, t.last_seen_at), reverse=True)
    found += [Named(t.title, "", TitleKind.ALTERNATIVE.value if records else TitleKind.PROPER.value) for t in newest]
    found += [Named(t.other_title, "", TitleKind.ALTERNATIVE.value) for t in newest]
    seen: set[str] = set()
    return [name for name in found if name.value.strip() and not ((key := fold.key(name.value)) in seen or seen.add(key))]  # type: ignore[func-returns-value]


def _whole(form: Any) -> str:
    return f"{form.value}. {form.part}" if form.part else str(form.value)


def _publisher(titles: Sequence[PackageTitle], records: Sequence[BibRecord]) -> str:
    of_records = (publisher[0].value for record in records for imprint in record.imprints for publisher in imprint.publishers)
    return next(of_records, "") or next((title.publisher for title in titles if title.publisher), "")


def _subjects(records: Sequence[BibRecord]) -> list[str]:
    """Return disciplines and the two widest classes of each class number."""
    classes = [(c.scheme, c.value) for record in records for c in record.classifications if c.scheme in SCHEMES]
    wide = [value for scheme, number in classes for value in list(classes_above(scheme, number))[:2]]
    return [*(f"d:{code}" for code in disciplines(classes)), *dict.fromkeys(value[:20] for value in wide)]


def _is_open_whole(title: PackageTitle) -> bool:
    """Say whether a title stands in a list of journals that are open as a whole, wherever else readers have it."""
    return title.is_current and title.package.source == PackageSource.DOAJ


def _reviewed(more: Mapping[str, Any]) -> bool:
    """Say whether a column of the package's list says that articles are reviewed by peers."""
    return any(_REVIEWED.search(str(name)) and str(value).strip().casefold() not in _NOT for name, value in more.items())
