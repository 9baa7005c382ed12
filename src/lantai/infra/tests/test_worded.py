"""Questions that are worded once answer as the QuerySets that they are made of."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db.models import F, Q
from django.utils import timezone

from lantai.infra import worded as module
from lantai.infra.models import Job
from lantai.infra.worded import worded

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 3, 12, tzinfo=timezone.get_default_timezone())
QUESTIONS = {
    "rows": lambda names, least: Job.objects.filter(name__in=names, pk__gte=least).order_by("-pk").values_list("pk", "payload", "due_at"),
    "single values": lambda names, least: Job.objects.filter(pk__gte=least, name__in=names).order_by("pk").values_list("due_at", flat=True),
    "objects": lambda names, least: Job.objects.filter(name__in=names, pk__gte=least).order_by("pk").defer("error"),
    "objects with more": lambda names, least: Job.objects.filter(name__in=names, pk__gte=least).order_by("pk").annotate(twice=F("attempts") * 2),
}  # fmt: skip


@pytest.fixture
def jobs():
    """Five jobs, two of them of one name."""
    names = ("one", "two", "two", "three", "four")
    rows = [
        Job(name=name, payload={"n": [n]}, attempts=n, due_at=NOON + timedelta(days=n), made_at=NOON)
        for n, name in enumerate(names)
    ]
    return Job.objects.bulk_create(rows)


def told(found):
    return [one.__dict__ | {"_state": None} if isinstance(one, Job) else one for one in found]


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_answers_what_the_queryset_answers_for_any_number_of_values(question, jobs):
    ask = worded(QUESTIONS[question])
    for names in (["two"], ("one", "two", "two"), {"four"}, ["three", "none"]):
        for least in (0, jobs[2].pk):
            assert told(ask(names, least)) == told(QUESTIONS[question](names, least))


def test_it_is_worded_once_for_each_number_of_values(jobs, django_assert_num_queries):
    asked = []

    @worded
    def ask(names):
        asked.append(tuple(names))
        return Job.objects.filter(name__in=names).values_list("name", flat=True)

    with django_assert_num_queries(4):
        assert [len(ask(names)) for names in (["one"], ["two"], ["one", "two"], ["one", "four"])] == [1, 2, 3, 2]
    assert list(map(len, asked)) == [1, 2]


def test_days_stand_in_it_as_days(jobs):
    ask = worded(lambda day: Job.objects.filter(due_at__date=day).values_list("name", flat=True))
    assert [ask(date(2026, 5, day)) for day in (3, 6, 9)] == [["one"], ["three"], []]


def test_related_objects_come_with_it(django_assert_num_queries):
    ask = worded(lambda label: Permission.objects.filter(content_type__app_label=label).select_related("content_type"))
    ask("sessions")
    with django_assert_num_queries(1):
        models = {one.content_type.model for one in ask("infra")}
    assert "job" in models


def test_nothing_is_asked_of_an_empty_list(jobs, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert worded(QUESTIONS["rows"])([], 1) == []


def test_a_list_that_is_empty_takes_nothing_from_the_rest_of_the_question(jobs):
    ask = worded(
        lambda names, attempts: Job.objects.filter(Q(name__in=names) | Q(attempts=attempts)).values_list("name", flat=True)
    )
    assert [ask([], 3), ask(["one"], 4), ask([], 4)] == [["three"], ["one", "four"], ["four"]]


def test_long_lists_are_asked_as_they_are(jobs, monkeypatch):
    monkeypatch.setattr(module, "MOST_VALUES", 2)
    asked = []

    @worded
    def ask(names):
        asked.append(list(names))
        return Job.objects.filter(name__in=names).values_list("name", flat=True)

    for names in (["one", "two", "four"], ["one", "two", "three"]):
        ask(names)
    assert asked == [["one", "two", "four"], ["one", "two", "three"]]


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (lambda number: Job.objects.filter(attempts=number + 1), ValueError),
        (lambda number: Job.objects.all(), ValueError),
        (lambda number: Job.objects.none(), ValueError),
        (lambda number: Job.objects.filter(pk=number).values("pk"), TypeError),
        (lambda number: Permission.objects.filter(pk=number).prefetch_related("group_set"), TypeError),
    ],
)
def test_what_cannot_be_worded_once_is_refused(question, problem):
    with pytest.raises(problem):
        worded(question)(7)


def test_an_instant_is_refused():
    with pytest.raises(TypeError):
        worded(lambda at: Job.objects.filter(due_at=at))(NOON)
