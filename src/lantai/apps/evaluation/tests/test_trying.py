"""A trial gives readers the thing for its days and no others; two of one thing never run at once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.evaluation import actions, queries
from lantai.apps.evaluation.models import Audience, Trial, TrialState
from lantai.apps.evaluation.rules import ending, no_report
from lantai.apps.holdings.models import Activation, Basis, Database, Package
from lantai.infra.workflow import MoveNotAllowed
from lantai.people.models import Account

from .conftest import NOW, values

pytestmark = pytest.mark.django_db


def given() -> list[tuple[date, date]]:
    return list(Activation.objects.filter(basis=Basis.TRIAL).values_list("from_date", "until_date"))


def test_readers_have_it_from_its_first_day_until_its_end_and_not_before_it_is_opened(trial, librarian, package):
    assert given() == []
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    assert given() == [(date(2026, 11, 1), date(2026, 12, 1))]
    on = Package.objects.available
    assert [package in on(day) for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_one_for_staff_alone_gives_readers_nothing(trial, librarian):
    actions.change_trial(by=librarian, trial=trial, values={"audience": Audience.STAFF}, now=NOW)
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    assert given() == []
    assert not queries.running(NOW.date()).exists()


def test_a_platform_is_tried_with_all_that_stands_on_it(librarian, asked, package):
    from lantai.apps.holdings import actions as holdings

    platform = holdings.make_platform(by=None, values={"name": "Oasis"}, now=NOW)
    holdings.change_package(by=None, package=package, values={"platform": platform}, now=NOW)
    holdings.make_database(by=None, values={"name": "Maps", "reference": "maps", "platform": platform}, now=NOW)
    trial = actions.make_trial(by=librarian, values=values(asked, platform=platform), now=NOW)
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    assert len(given()) == 2
    assert Database.objects.available(NOW.date()).exists()


@pytest.mark.parametrize(
    ("first", "end", "refused"),
    [
        (date(2026, 11, 30), date(2026, 12, 24), True),
        (date(2026, 12, 1), date(2026, 12, 24), False),  # the day on which the other ends
        (date(2026, 10, 1), date(2026, 11, 1), False),
        (date(2026, 10, 1), date(2026, 12, 24), True),
    ],
)
def test_two_trials_of_one_thing_cannot_run_on_one_day(trial, librarian, asked, package, first, end, refused):
    said = values(asked, package=package, name="Again", from_date=first, until_date=end)
    if refused:
        with pytest.raises(ValidationError, match="Two trials of one thing"):
            actions.make_trial(by=librarian, values=said, now=NOW)
    assert Trial.objects.count() == 1
    if not refused:
        actions.make_trial(by=librarian, values=said, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"until_date": date(2026, 11, 1)}, "end before it begins"),
        ({"package": None}, "Choose one thing"),
        ({"name": ""}, "blank"),
        ({"address": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(librarian, asked, package, wrong, words):
    with pytest.raises(ValidationError, match=words):
        actions.make_trial(by=librarian, values=values(asked, package=package) | wrong, now=NOW)
    assert not Trial.objects.exists()


def test_it_ends_by_its_date_and_can_be_given_another_end(trial, librarian, package):
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    later = NOW + timedelta(days=5)
    assert (actions.follow_the_day(now=later), actions.follow_the_day(now=later)) == (1, 0)
    actions.extend_trial(by=librarian, trial=trial, until_date=date(2026, 12, 31), note="The vendor agreed", now=later)
    trial.refresh_from_db()
    assert (trial.state, given()) == (TrialState.OPEN, [(date(2026, 11, 1), date(2026, 12, 31))])
    changes = list(trial.changes.values_list("before", "after"))
    assert changes == [("", "prepared"), ("prepared", "open"), ("open", "ended"), ("ended", "open")]


def test_called_off_readers_lose_it_today(trial, librarian):
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    with pytest.raises(ValidationError, match="Say why"):
        actions.cancel_trial(by=librarian, trial=trial, note=" ", now=NOW)
    actions.cancel_trial(by=librarian, trial=trial, note="The vendor withdrew", now=NOW)
    assert given() == [(date(2026, 11, 1), NOW.date())]
    with pytest.raises(MoveNotAllowed):
        actions.open_trial(by=librarian, trial=trial, now=NOW)


def test_what_decides_on_access_stays_once_it_is_open(trial, librarian):
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    with pytest.raises(ValidationError, match="has been opened"):
        actions.change_trial(by=librarian, trial=trial, values={"until_date": date(2027, 1, 1)}, now=NOW)
    actions.change_trial(by=librarian, trial=trial, values={"vendor": "Oasis Ltd"}, now=NOW)
    trial.refresh_from_db()
    assert trial.vendor == "Oasis Ltd"


def test_a_reader_may_do_none_of_it(trial, asked, package):
    reader = Account.objects.create_user("reader")
    for doing in (actions.open_trial, actions.follow_the_day):
        if doing is actions.open_trial:
            with pytest.raises(PermissionDenied):
                doing(by=reader, trial=trial, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.make_trial(by=reader, values=values(asked, package=package), now=NOW)


def test_the_work_list_names_those_that_end_soon_and_those_without_a_report(trial, librarian):
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    assert [one.subject for one in ending(NOW)] == [f"trial:{trial.pk}"]
    assert list(no_report(NOW)) == []
    assert list(ending(NOW + timedelta(days=5))) == []
    assert [one.subject for one in no_report(NOW + timedelta(days=5))] == [f"trial:{trial.pk}"]
