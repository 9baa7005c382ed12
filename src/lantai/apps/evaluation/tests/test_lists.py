"""Trials from the staff list: prepared by lines of a file, changed by many, set beside each other."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lantai.apps.evaluation import actions, lists
from lantai.apps.evaluation.models import Trial, TrialState
from lantai.infra.lists import called

from .conftest import NOW

pytestmark = pytest.mark.django_db
LINE = {
    "name": "Oasis",
    "package": "oasis",
    "from_date": date(2026, 12, 1),
    "until_date": date(2027, 1, 1),
    "introductions_ar": "جرّبوها",
}


def test_a_line_becomes_a_trial_in_preparation(asked, package, librarian):
    made = lists.make_trial(by=librarian, values=LINE, now=NOW)
    assert (made.package, made.questionnaire, made.responsible, made.state) == (package, asked, librarian, TrialState.PREPARED)
    lists.change_trial(by=librarian, row=made, values={"introductions_en": "Try it", "vendor": "Oasis Ltd"}, now=NOW)
    made.refresh_from_db()
    assert (made.vendor, made.introductions) == ("Oasis Ltd", {"ar": "جرّبوها", "en": "Try it"})


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"package": "none"}, "package"),
        ({"until_date": date(2026, 11, 1)}, "until_date"),
        ({"questionnaire": "none"}, "questionnaire"),
    ],
)
def test_a_wrong_cell_is_named(asked, package, librarian, more, column):
    with pytest.raises(ValidationError) as refused:
        lists.make_trial(by=librarian, values=LINE | more, now=NOW)
    assert list(refused.value.message_dict) == [column]
    assert not Trial.objects.exists()


def test_without_questions_a_line_is_refused(package, librarian):
    with pytest.raises(ValidationError) as refused:
        lists.make_trial(by=librarian, values=LINE, now=NOW)
    assert list(refused.value.message_dict) == ["questionnaire"]


def test_the_days_of_an_open_trial_stay(trial, librarian):
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    trial.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        lists.change_trial(by=librarian, row=trial, values={"until_date": date(2027, 1, 1)}, now=NOW)
    assert list(refused.value.message_dict) == ["until_date"]


def test_chosen_trials_are_set_beside_each_other(client, trial, librarian):
    client.force_login(librarian)
    assert "Oasis" in client.get("/desk/lists/evaluation.trials/?q=oasis").text
    sent = client.post("/desk/lists/evaluation.trials/beside/", {"row": [str(trial.pk), "x"]}, follow=True)
    assert sent.redirect_chain[0][0] == f"/desk/trials/compare/?row={trial.pk}"
    assert "Trials side by side" in sent.text
    nothing = client.post("/desk/lists/evaluation.trials/beside/", follow=True)
    assert "Nothing was chosen" in nothing.text


def test_what_a_new_line_must_say_can_be_written_into_a_file():
    made = called("evaluation.trials")
    assert made is not None
    assert all(column.editable for column in made.columns if column.required)
