"""Terms of licences as they hold, amendments counted; and what readers are told of works, titles and databases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lantai.apps.agreements.models import Entitlement, License, LicenseTerm, RemainingRight
from lantai.apps.agreements.terms import STAFF_ONLY, Term, Value, look, sentence
from lantai.apps.holdings.models import Activation, Basis, PackageTitle


@dataclass(frozen=True, slots=True)
class Said:
    """One term in plain words. ``icon``: whether it allows; ``words``: what the library adds."""

    term: Term
    text: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """What readers may do with what one agreement gives. ``platform``: where it is, "" where the deal does not say."""

    platform: str
    said: tuple[Said, ...]


def effective(licenses: Iterable[License]) -> dict[int, dict[str, LicenseTerm]]:
    """Return, by licence, the terms that hold: its own, then those of what it amends, as far back as the chain goes."""
    return _effective({row.pk for row in licenses})


def _effective(wanted: Collection[int]) -> dict[int, dict[str, LicenseTerm]]:
    if not wanted:
        return {}
    parents = dict(License.objects.values_list("pk", "amends"))
    chains = {pk: _chain(pk, parents) for pk in wanted}
    by_license: dict[int, dict[str, LicenseTerm]] = defaultdict(dict)
    for term in LicenseTerm.objects.filter(license__in={pk for chain in chains.values() for pk in chain}):
        by_license[term.license_id][term.name] = term
    found: dict[int, dict[str, LicenseTerm]] = {}
    for pk, chain in chains.items():
        holding: dict[str, LicenseTerm] = {}
        for at in reversed(chain):
            holding |= by_license[at]
        found[pk] = {name: holding[name] for name in Term.values if name in holding}
    return found


def _chain(pk: int, parents: Mapping[int, int | None]) -> list[int]:
    chain: list[int] = []
    at: int | None = pk
    while at is not None and at not in chain:
        chain.append(at)
        at = parents.get(at)
    return chain


def plain(terms: Mapping[str, LicenseTerm]) -> tuple[Said, ...]:
    """Return what readers are told of terms, in the language of the page."""
    shown = (row for name, row in terms.items() if row.public and name not in STAFF_ONLY and row.value != Value.SILENT)
    found = (Said(Term(r.name), sentence(r.name, r.value, r.number), look(r.value), r.words) for r in shown)
    return tuple(each for each in found if each.text or each.words)


def conditions_of(titles: Collection[PackageTitle], *, on: date) -> dict[int, Conditions]:
    """Return, by title, what readers may do with it on a day, through the agreement that gives it (four SQL queries at most)."""
    platforms = {title.pk: title.platform.name if title.platform else "" for title in titles}
    said = said_of([(title.pk, title.package_id) for title in titles], on=on)
    return {pk: Conditions(platforms[pk], each) for pk, each in said.items()}


def said_of(titles: Collection[tuple[int, int]], *, on: date) -> dict[int, tuple[Said, ...]]:
    """Return, by title, the terms in plain words under which readers have it on a day; ``titles``: title, package (four SQL queries at most)."""
    asked = Q(package_title__in=[title for title, _ in titles]) | Q(package__in={package for _, package in titles})
    keys = list(_given(on).filter(asked).values_list("key", "package", "package_title"))
    said = _said_of_keys(key for key, _package, _title in keys)
    by_title = {title: key for key, _package, title in keys if title}
    by_package = {package: key for key, package, _title in keys if package}
    by = ((title, by_title.get(title) or by_package.get(package) or "") for title, package in titles)
    return {title: said[key] for title, key in by if key in said}


def conditions_of_packages(packages: Collection[int], *, on: date) -> dict[int, Conditions]:
    """Return, by package, what readers may do with it on a day."""
    keys = list(_given(on).filter(package__in=packages).values_list("key", "package"))
    said = _said_of_keys(key for key, _package in keys)
    return {package: Conditions("", said[key]) for key, package in keys if key in said}


def _given(on: date) -> QuerySet[Activation]:
    return Activation.objects.covering(on).filter(basis=Basis.AGREEMENT, key__startswith="entitlement:")


def _said_of_keys(keys: Iterable[str]) -> dict[str, tuple[Said, ...]]:
    """Return what readers are told of the licences behind entitlements, by the key of the entitlement; those of which nothing is said left out."""
    numbers = {int(number) for key in keys if (number := key.partition(":")[2]).isdigit()}
    entitled = Entitlement.objects.filter(pk__in=numbers, agreement__license__isnull=False)
    licenses = {f"entitlement:{pk}": of for pk, of in entitled.values_list("pk", "agreement__license")}
    said = {pk: plain(terms) for pk, terms in _effective(set(licenses.values())).items()}
    return {key: said[of] for key, of in licenses.items() if said[of]}


def remaining_of(titles: Collection[PackageTitle], *, on: date) -> list[RemainingRight]:
    """Return what stays readable of these titles after agreements that have ended by a day."""
    ended = Q(agreement__ends_on__lte=on, agreement__stage__in=("cancelled", "post", "closed"))
    rows = RemainingRight.objects.filter(ended, package_title__in=titles)
    return list(rows.select_related("platform", "package_title").order_by("first_month"))
