"""Trials over the catalog's test library."""

from datetime import UTC, date, datetime

import pytest

from lantai.apps.evaluation import actions
from lantai.apps.evaluation.demo import QUESTIONS
from lantai.apps.evaluation.models import Questionnaire, Trial
from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Package
from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401
from lantai.people.models import Account
from lantai.people.roles import Role

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def head(db, django_user_model) -> Account:
    """Somebody who may sign."""
    from django.contrib.auth.models import Group

    account = django_user_model.objects.create_user("head", password="a long pass phrase")
    account.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    return account


@pytest.fixture
def asked(librarian) -> Questionnaire:  # noqa: F811
    return actions.make_questionnaire(by=librarian, name="Standard", questions=QUESTIONS, now=NOW)


@pytest.fixture
def package(db) -> Package:
    values = {"name": "Oasis Journals", "reference": "oasis"}
    return holdings.make_package(by=None, values=values, now=NOW)


@pytest.fixture
def trial(librarian, asked, package) -> Trial:  # noqa: F811
    return actions.make_trial(by=librarian, values=values(asked, package=package), now=NOW)


def values(asked: Questionnaire, **more: object) -> dict[str, object]:
    """Return what is said of a trial from the 1st of November on, before the 1st of December."""
    said = {"name": "Oasis", "from_date": date(2026, 11, 1), "until_date": date(2026, 12, 1), "questionnaire": asked}
    return said | more
