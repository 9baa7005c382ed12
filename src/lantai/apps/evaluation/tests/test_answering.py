"""Readers say what they think without being named; nothing that they did not say is kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantai.apps.evaluation import actions, queries
from lantai.apps.evaluation.models import Answer, Question, Trial
from lantai.infra.guard import stamp

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(trial, librarian) -> Trial:
    today = timezone.localdate()
    Trial.objects.filter(pk=trial.pk).update(from_date=today - timedelta(days=1), until_date=today + timedelta(days=20))
    return actions.open_trial(by=librarian, trial=Trial.objects.get(pk=trial.pk), now=timezone.now())


def said(trial: Trial, **more: object) -> Answer:
    first = queries.asked_in(trial)[0]
    options = {
        "given": {first.pk: "5"}, "comment": "", "language": "ar", "role": "student", "form": "a form", "address": "192.0.2.7",
        "now": timezone.now(),
    } | more  # fmt: skip
    return actions.answer(trial=trial, **options)


def test_it_is_kept_without_a_name_and_without_where_it_came_from(running):
    answer = said(running)
    assert (answer.name, answer.mail) == ("", "")
    assert "192.0.2.7" not in answer.sender
    actions.forget_senders(now=timezone.now() + timedelta(hours=2))
    answer.refresh_from_db()
    assert answer.sender == ""


def test_a_form_sent_twice_is_kept_once(running):
    assert said(running) == said(running)
    assert said(running, form="another form") != said(running)
    assert Answer.objects.count() == 2


def test_after_many_from_one_address_they_are_told_to_wait(running):
    for n in range(actions.answering.FROM_ONE):
        said(running, form=f"form {n}")
    with pytest.raises(actions.TooMany):
        said(running, form="one more")
    said(running, form="from elsewhere", address="192.0.2.8")


@pytest.mark.parametrize("wrong", ["6", "0", "five", "-1"])
def test_a_score_is_one_to_five(running, wrong):
    with pytest.raises(ValidationError, match="1 to 5"):
        said(running, given={queries.asked_in(running)[0].pk: wrong})


def test_nothing_at_all_is_no_answer_and_a_question_of_another_trial_is_none(running):
    with pytest.raises(ValidationError, match="one question at least"):
        said(running, given={})
    with pytest.raises(ValidationError, match="not asked here"):
        said(running, given={10**9: "5"})


def test_a_trial_that_does_not_run_takes_no_answers(trial):
    with pytest.raises(ValidationError, match="does not run"):
        said(trial, now=NOW)


@pytest.mark.parametrize(("lang", "words"), [("en", "Would you use it?"), ("zh-hans", "您会使用它吗？"), ("ar", "هل ستستعمله؟")])
def test_the_form_asks_in_the_language_of_the_reader(client, running, lang, words):
    client.cookies["language"] = lang
    page = client.get(f"/trials/{running.pk}/").content.decode()
    assert words in page
    assert page.count('type="radio"') == 5 * 6 + 4


def test_a_reader_answers_once_from_one_browser(client, running):
    first = queries.asked_in(running)[0]
    form = {f"q{first.pk}": "4", "comment": "Good", "shown": stamp(timezone.now() - timedelta(seconds=60))}
    assert client.post(f"/trials/{running.pk}/", form).status_code == 302
    assert Answer.objects.get().given == {str(first.pk): 4}
    assert "You have said what you think" in client.get(f"/trials/{running.pk}/").content.decode()
    client.post(f"/trials/{running.pk}/", form | {"shown": stamp(timezone.now() - timedelta(seconds=90))})
    assert Answer.objects.count() == 1


def test_what_cannot_be_kept_comes_back_with_its_words(client, running):
    form = {"comment": "", "shown": stamp(timezone.now() - timedelta(seconds=60))}
    response = client.post(f"/trials/{running.pk}/", form)
    assert (response.status_code, "Answer one question at least" in response.content.decode()) == (400, True)


def test_a_question_is_translated_and_taken_out_but_what_was_answered_stays(running, librarian):
    said(running)
    question = queries.asked_in(running)[0]
    of = running.questionnaire
    actions.change_question(by=librarian, questionnaire=of, question=question, criterion=question.criterion, kind=question.kind,
                            words=question.words | {"fr": "Est-ce utile ?"}, now=NOW)  # fmt: skip
    assert Question.objects.get(pk=question.pk).said_in("fr") == "Est-ce utile ?"
    with pytest.raises(ValidationError, match="has been answered"):
        actions.change_question(by=librarian, questionnaire=of, question=question, criterion="other", kind="text",
                                words=question.words, now=NOW)  # fmt: skip
    actions.retire_question(by=librarian, question=question, retired=True, now=NOW)
    assert question.pk not in [q.pk for q in queries.asked_in(running)]
    assert Answer.objects.get().given == {str(question.pk): 5}
