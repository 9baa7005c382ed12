"""Files of registries taken in: the ESAC registry, lists of agreements' journals, OpenAPC's institutions, contracts and charges.

Each may be taken in again: what changed is written, nothing is written twice, and what staff changed by hand stays theirs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import msgspec
from django.db import models, transaction

from lantai.apps.holdings.actions.families import take_families
from lantai.apps.holdings.models import IssnFamily
from lantai.apps.publishing.models import Charge, Institution, Membership, PublishingAgreement
from lantai.catalog.tables import insert, update
from lantai.core.openness.journals import RefusedRow
from lantai.core.openness.publishing import agreements, openapc
from lantai.core.openness.publishing.described import (
    DescribedAgreement,
    DescribedCharge,
    DescribedContract,
    DescribedInstitution,
    FamilyNumber,
)
from lantai.core.openness.taken import OlderList, Taken
from lantai.infra import audit
from lantai.infra.pieces import pieces
from lantai.people.models import Account

from .allowing import allow
from .telling import covered_otherwise, paid_otherwise

PIECE = 500


@transaction.atomic
def take_agreements(*, by: Account | None, rows: Iterable[DescribedAgreement | RefusedRow], on: date, now: datetime) -> Taken:
    """Take the registry of a day in; raise OlderList. What staff keep of an agreement by hand is not changed."""
    allow(by)
    newest = PublishingAgreement.objects.filter(source=agreements.BY).aggregate(at=models.Max("said_date"))["at"]
    if newest and on < newest:
        raise OlderList(f"a registry of {newest} was taken in before; this one is of {on}")
    taken = Taken("agreements")
    known = {row.reference: row for row in PublishingAgreement.objects.all()}
    new, changed, named = [], [], []
    for one in taken.good(rows):
        row = known.get(one.reference)
        named.append(one.reference)
        if row is None:
            new.append(
                PublishingAgreement(
                    reference=one.reference, source=agreements.BY, said_date=on, made_at=now, **_of_agreement(one)
                )
            )
        elif row.kept_by_staff or all(getattr(row, name) == value for name, value in _of_agreement(one).items()):
            taken.same += 1
        else:
            for name, value in (_of_agreement(one) | {"source": agreements.BY, "said_date": on}).items():
                setattr(row, name, value)
            changed.append(row)
    PublishingAgreement.objects.bulk_create(new, batch_size=PIECE)
    fields = [*_AGREEMENT, "source", "said_date"]
    PublishingAgreement.objects.bulk_update(changed, fields, batch_size=PIECE)
    for piece in pieces(named, PIECE):
        PublishingAgreement.objects.filter(reference__in=piece, source=agreements.BY, kept_by_staff=False).update(said_date=on)
    taken.new, taken.changed = len(new), len(changed)
    if new or changed:
        audit.record(by=by, action="publishing.take_agreements", subject=(new or changed)[0], now=now)
    return taken


_AGREEMENT = ("publisher", "consortium", "countries", "annual_articles", "from_date", "until_date", "link")


def _of_agreement(one: DescribedAgreement) -> dict[str, Any]:
    return {
        "publisher": one.publisher[:300],
        "consortium": one.consortium[:400],
        "countries": list(one.countries),
        "annual_articles": one.annual_articles,
        "from_date": one.from_date,
        "until_date": one.until_date,
        "link": one.url,
    }


@transaction.atomic
def take_institutions(*, by: Account | None, rows: Iterable[DescribedInstitution | RefusedRow], now: datetime) -> Taken:
    """Take OpenAPC's institutions in; one is known again by its name, else by its ROR id. Which is the library's own stays."""
    allow(by)
    taken = Taken("institutions")
    there = list(Institution.objects.all())
    known = {row.ror: row for row in there if row.ror} | {row.name: row for row in there}
    new, changed = [], []
    for one in taken.good(rows):
        row = known.get(one.name)
        others = [one.full_name] if one.full_name != one.name else []
        if row is None:
            row = Institution(name=one.name, other_names=others, ror=one.ror, country=one.country)
            known[one.name] = row
            new.append(row)
            continue
        names = list(dict.fromkeys([*row.other_names, *(name for name in others if name != row.name)]))
        said = {"other_names": names, "ror": row.ror or one.ror, "country": row.country or one.country}
        if all(getattr(row, name) == value for name, value in said.items()):
            taken.same += 1
            continue
        for name, value in said.items():
            setattr(row, name, value)
        changed.append(row)
    Institution.objects.bulk_create(new, batch_size=PIECE)
    Institution.objects.bulk_update(changed, ["other_names", "ror", "country"], batch_size=PIECE)
    taken.new, taken.changed = len(new), len(changed)
    if new or changed:
        audit.record(by=by, action="publishing.take_institutions", subject=(new or changed)[0], now=now)
    return taken


@transaction.atomic
def take_contracts(*, by: Account | None, rows: Iterable[DescribedContract | RefusedRow], on: date, now: datetime) -> Taken:
    """Take in who took part in which agreement in which years; agreements and institutions that are not known yet are made.

    A contract whose agreement has a number at ESAC is that agreement; another gets the period that its rows span.
    """
    allow(by)
    taken = Taken("contracts")
    found = list(taken.good(rows))
    deals = _deals(found, on, now)
    places = _places(found)
    there = set(Membership.objects.values_list("agreement_id", "institution_id", "from_date"))
    new: dict[tuple[int, int, date], date] = {}
    for one in found:
        key = (deals[one.reference], places[one.institution], one.from_date)
        if key in there or key in new:
            taken.same += 1
        else:
            new[key] = one.until_date
    insert(
        Membership,
        ("agreement_id", "institution_id", "from_date", "until_date", "source"),
        ((*key, until, openapc.BY) for key, until in new.items()),
    )
    taken.new = len(new)
    covered_otherwise({agreement for agreement, *_ in new})
    if new:
        audit.record(by=by, action="publishing.take_contracts", subject=Membership(pk=0), now=now)
    return taken


def _deals(found: list[DescribedContract], on: date, now: datetime) -> dict[str, int]:
    known = dict(PublishingAgreement.objects.values_list("reference", "pk"))
    missing: dict[str, PublishingAgreement] = {}
    for one in found:
        if one.reference in known:
            continue
        row = missing.get(one.reference)
        if row is None:
            missing[one.reference] = PublishingAgreement(
                reference=one.reference, name=one.name[:400], publisher=one.name.partition(" (")[0][:300], consortium=one.consortium[:400],
                from_date=one.from_date, until_date=one.until_date, source=openapc.BY, said_date=on, made_at=now,
            )  # fmt: skip
        else:
            row.from_date, row.until_date = min(row.from_date, one.from_date), max(row.until_date, one.until_date)
    made = PublishingAgreement.objects.bulk_create(missing.values(), batch_size=PIECE)
    return known | {row.reference: row.pk for row in made}


def _places(found: list[DescribedContract]) -> dict[str, int]:
    known = dict(Institution.objects.values_list("name", "pk"))
    missing: dict[str, str] = {}
    for one in found:
        if one.institution not in known:
            missing[one.institution] = missing.get(one.institution) or one.ror
    made = Institution.objects.bulk_create([Institution(name=name, ror=ror) for name, ror in missing.items()], batch_size=PIECE)
    return known | {row.name: row.pk for row in made}


@transaction.atomic
def take_charges(*, by: Account | None, rows: Iterable[DescribedCharge | RefusedRow], on: date, now: datetime) -> Taken:
    """Take in what was paid; a payment is known again by its DOI (or address or number), institution and year."""
    allow(by)
    taken = Taken("charges")
    known = dict(Charge.objects.values_list("key", "digest"))
    keys = dict(Charge.objects.values_list("key", "pk")) if known else {}
    new: dict[str, tuple[object, ...]] = {}
    changed: dict[str, tuple[object, ...]] = {}
    seen: Counter[str] = Counter()
    for one in taken.good(rows):
        what, digest = charge_key(one), _digest(one)
        seen[what] += 1
        key = what if seen[what] == 1 else f"{what}-{seen[what]}"  # some books were paid twice
        if known.get(key) == digest:
            taken.same += 1
            continue
        (changed if key in keys else new)[key] = (key, *_of_charge(one), openapc.BY, on, one.row, digest)
    insert(Charge, _CHARGE, new.values())
    update(Charge, _CHARGE, ((*values, keys[key]) for key, values in changed.items()))
    taken.new, taken.changed = len(new), len(changed)
    paid_otherwise({str(values[_CHARGE.index("doi")]) for values in (*new.values(), *changed.values())})
    if new or changed:
        audit.record(by=by, action="publishing.take_charges", subject=Charge(pk=0), now=now)
    return taken


_CHARGE = (
    "key", "kind", "institution", "year", "minor", "doi", "is_hybrid", "publisher", "title", "issn", "license", "url", "reference", "opted_out",
    "source", "said_date", "row", "digest",
)  # fmt: skip


def charge_key(one: DescribedCharge) -> str:
    """Return by what a payment is known again."""
    what = one.doi or one.url or "".join(one.numbers[:1])
    return blake2b(f"{one.kind}\n{what}\n{one.institution}\n{one.year}".encode(), digest_size=16).hexdigest()


def _of_charge(one: DescribedCharge) -> tuple[object, ...]:
    return (
        one.kind, one.institution[:300], one.year, one.minor, one.doi[:300], one.is_hybrid, one.publisher[:300], one.title,
        (one.numbers[0] if one.numbers else "")[:20], one.license[:300], one.url, one.reference[:120], one.opted_out,
    )  # fmt: skip


def _digest(one: DescribedCharge) -> str:
    return blake2b(msgspec.json.encode(one), digest_size=16).hexdigest()


@transaction.atomic
def take_numbers(*, by: Account | None, rows: Iterable[FamilyNumber | RefusedRow], now: datetime) -> Taken:
    """Take in which ISSNs are of one journal, where the ISSN centre's own table does not say so yet."""
    allow(by)
    taken = Taken("numbers")
    known = dict(IssnFamily.objects.values_list("issn", "linking"))
    new: dict[str, str] = {}
    for one in taken.good(rows):
        if one.issn in known or one.issn in new:
            taken.same += 1
        else:
            new[one.issn] = one.linking
    if new:
        take_families(by=None, lines=_lines(new), now=now)
    taken.new = len(new)
    return taken


def _lines(numbers: dict[str, str]) -> Iterator[str]:
    return (f"{issn}\t{linking}" for issn, linking in numbers.items())
