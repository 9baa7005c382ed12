"""A vendor, a package of three journals on a platform, a licence and an agreement on it."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from lantai.apps.agreements import actions
from lantai.apps.agreements.models import Agreement, AgreementPeriod, Document, Entitlement, Fund, License, LicenseTerm, Vendor
from lantai.apps.holdings.models import Package, PackageTitle, Platform
from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401
from lantai.people.models import Account
from lantai.people.roles import Role

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
TODAY = NOW.date()


def keep(row, **said):
    return actions.keep(by=None, row=row, said=said, why="test", now=NOW)


@pytest.fixture
def keeper() -> Account:
    account = Account.objects.create_user("keeper", email="keeper@example.org", password="keeper of deals")
    account.groups.add(Group.objects.get(name=Role.ERESOURCES))
    return account


@pytest.fixture
def platform() -> Platform:
    return Platform.objects.create(name="Heron Online", address="https://heron.example", made_at=NOW)


@pytest.fixture
def package(platform) -> Package:
    made = Package.objects.create(name="Heron Complete", reference="heron-complete", platform=platform, made_at=NOW)
    for n, (title, first) in enumerate([("Annals of Reeds", "1997"), ("Marsh Letters", "2005"), ("Wader Studies", "2019")]):
        PackageTitle.objects.create(
            package=made, platform=platform, key=f"h{n}", title=title, sort_title=title.lower(), online_identifier=f"1234-567{n}",
            title_id=f"h{n}", coverage=[{"first": first}], state="new", added_at=NOW, changed_at=NOW, last_seen_at=NOW,
        )  # fmt: skip
    return made


@pytest.fixture
def license() -> License:  # noqa: A001
    made = keep(License(), name="Heron licence 2024", status="signed")
    for name, value in (
        ("authorised", "members"),
        ("remote", "permitted"),
        ("perpetual", "subscribed"),
        ("ai_use", "prohibited"),
    ):
        keep(LicenseTerm(license=made), name=name, value=value, public=True)
    return made


@pytest.fixture
def agreement(license, package) -> Agreement:  # noqa: A002
    vendor = keep(Vendor(), name="Heron Press")
    made = keep(
        Agreement(), name="Heron Complete 2024–2026", reference="HC-24", vendor=vendor, license=license, method="network",
        test_link="https://heron.example/test",
    )  # fmt: skip
    keep(AgreementPeriod(agreement=made), start_date=date(2024, 1, 1), end_date=date(2026, 1, 1))
    keep(AgreementPeriod(agreement=made), start_date=date(2026, 1, 1), end_date=date(2027, 1, 1))
    keep(Entitlement(agreement=made), package=package)
    return made


@pytest.fixture
def active(agreement) -> Agreement:
    Agreement.objects.filter(pk=agreement.pk).update(stage="ordered", test_ok=True, tested_at=NOW)
    for to in ("activated", "in_service"):
        agreement = actions.move(by=None, agreement=agreement, to=to, why="test", now=NOW)
    return agreement


@pytest.fixture
def fund() -> Fund:
    return keep(Fund(), code="SERIALS", name="Journals", currency="CNY")


def memo(agreement: Agreement, *, data: bytes = b"%PDF-1.7 memo") -> Document:
    return actions.add_document(
        by=None, agreement=agreement, kind="memo", title="Memo", file_name="memo.pdf", chunks=[data], now=NOW
    )
