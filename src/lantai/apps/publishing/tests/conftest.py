"""A small world of publishing: one university with three agreements, its staff and two readers."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from lantai.apps.publishing import actions
from lantai.apps.publishing.models import Cap, ChargeRequest, Institution, Membership, PublishingAgreement
from lantai.catalog.tests.conftest import library, take  # noqa: F401
from lantai.core.openness.publishing.described import ListedJournal
from lantai.people.models import Account
from lantai.people.roles import Role

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
TODAY = date(2026, 11, 29)
GULLS, TERNS, REEDS = "2049-3630", "2434-561X", "1471-2105"


def account(name: str, role: Role | None = None) -> Account:
    made = Account.objects.create_user(name, email=f"{name}@example.org", password="a long pass phrase")
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


@pytest.fixture
def keeper(db) -> Account:
    return account("keeper", Role.ERESOURCES)


@pytest.fixture
def librarian(db) -> Account:
    return account("librarian", Role.LIBRARIAN)


@pytest.fixture
def author(db) -> Account:
    return account("author")


@pytest.fixture
def other(db) -> Account:
    return account("other")


@pytest.fixture
def here(db) -> Institution:
    return actions.keep(by=None, row=Institution(), said={"name": "Heron University", "is_own": True, "country": "FI"}, now=NOW)


def deal(reference: str, **said) -> PublishingAgreement:
    first = {"reference": reference, "publisher": "Tern Press", "from_date": date(2025, 1, 1), "until_date": date(2028, 1, 1), "covers": "full",
             "types": ["research"], "corresponding": True, "counts_by": "acceptance"}  # fmt: skip
    return actions.keep(by=None, row=PublishingAgreement(), said=first | said, now=NOW)


def lists(rows: dict[str, list[str]], *, on: date = TODAY, confirmed: bool = False) -> actions.Taken:
    journals = [ListedJournal(reference, issn, n) for reference, issns in rows.items() for n, issn in enumerate(issns, 1)]
    return actions.take_lists(by=None, source="JCT", rows=journals, on=on, now=NOW, confirmed=confirmed)


def let_through(author: Account, agreement: PublishingAgreement, **said) -> ChargeRequest:
    """Make a request that was approved under an agreement."""
    first = {"title": "On gulls", "journal": "Gull Letters", "issn": GULLS, "minor": 100_000, "currency": "EUR"}
    row = actions.make_request(by=author, said=first | said, now=NOW)
    row = actions.move_own(by=author, request=row, to="submitted", now=NOW)
    return actions.decide(by=None, request=row, to="approved", said={"agreement": agreement}, now=NOW)


@pytest.fixture
def agreement(here) -> PublishingAgreement:
    """Full, with 10 articles this year, of which 7 were counted elsewhere; its list has two journals."""
    made = deal("tern2025")
    actions.keep(by=None, row=Membership(), said={"agreement": made, "institution": here, "from_date": date(2025, 1, 1)}, now=NOW)
    cap = {"agreement": made, "articles": 10, "used_before": 7, "from_date": date(2026, 1, 1), "until_date": date(2027, 1, 1)}
    actions.keep(by=None, row=Cap(), said=cap, now=NOW)
    lists({"tern2025": [GULLS, TERNS]}, on=date(2026, 10, 1))
    return made
