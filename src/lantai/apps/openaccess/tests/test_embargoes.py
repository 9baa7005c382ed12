"""When an embargo ends the index is told, once, though nobody has touched the record."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from lantai.apps.openaccess import embargoes, tasks
from lantai.apps.openaccess.models import EmbargoEnd
from lantai.catalog import actions, documents, index
from lantai.catalog.models import Work
from lantai.catalog.openings import between
from lantai.catalog.tests.conftest import record
from lantai.core.bib.record import Access, AccessKind, BibRecord, Openness
from lantai.core.query.tree import Having
from lantai.search import build
from lantai.search.protocol import Request

TODAY = datetime.now(UTC).date()
"""Documents are made by the clock's day."""


def paper(control: str, *ends: int) -> BibRecord:
    """Return one with a copy for each embargo, which ends so many days from now."""
    copies = tuple(
        Access(
            url=f"https://repository.example/{control}-{days}.pdf",
            kind=AccessKind.VERSION,
            openness=Openness(by="OpenAlex", host="repository", free=True, until=str(TODAY + timedelta(days=days)), is_file=True),
        )
        for days in ends
    )
    return msgspec.structs.replace(record(control, f"Paper {control}"), access=copies)


def ended(days: int) -> int:
    return embargoes.end_embargoes(on=TODAY + timedelta(days=days))


@pytest.fixture
def _later(monkeypatch):
    """Let documents be made by the day after next."""

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=2)

    monkeypatch.setattr(build, "datetime", Later)
    monkeypatch.setattr(documents, "datetime", Later)


def open_works() -> int:
    return index.engine().search(Request(tree=Having("open", ("open",)), limit=0)).total


@pytest.mark.usefixtures("_later")
def test_a_filter_finds_what_has_become_open(take, monkeypatch):
    with monkeypatch.context() as today:
        today.setattr(build, "datetime", datetime)
        take([paper("1", 1), paper("2", 9), paper("3")])
    assert (open_works(), ended(0), ended(1)) == (0, 0, 1)
    assert index.refresh() == 1
    assert open_works() == 1


def test_it_is_told_once_for_each_end(take):
    take([paper("1", 1, 5), paper("2", 9)])
    assert [ended(days) for days in (0, 1, 1, 2, 5, 5, 8, 9, 9)] == [0, 1, 0, 0, 1, 0, 0, 1, 0]
    assert not EmbargoEnd.objects.exists()


def test_an_end_while_no_worker_ran_is_told_when_one_runs_again(take):
    take([paper("1", -3, 2)])
    assert [ended(days) for days in (0, 0, 4, 4)] == [1, 0, 1, 0]


def test_what_was_closed_before_counts_as_newly_open_from_its_day_and_what_was_open_does_not(take):
    free = Access(
        url="https://other.example/2.pdf", kind=AccessKind.VERSION, openness=Openness(by="OpenAlex", host="repository", free=True)
    )
    both = paper("2", 3)
    take([paper("1", 3, 5), msgspec.structs.replace(both, access=(*both.access, free)), paper("3", 9)])
    assert [ended(days) for days in (2, 4, 5)] == [0, 2, 1]
    first = Work.objects.get(title="Paper 1")
    assert between(TODAY, TODAY + timedelta(days=30)) == {first.pk: TODAY + timedelta(days=3)}
    assert between(TODAY + timedelta(days=4), TODAY + timedelta(days=30)) == {}


def test_a_changed_embargo_counts_and_the_former_does_not(take):
    take([paper("1", 3)])
    assert ended(0) == 0
    take([paper("1", 6)], name="again.jsonl")
    assert [ended(days) for days in (3, 6)] == [0, 1]


def test_more_works_than_one_call_looks_at_are_all_told_of_in_time(take, monkeypatch):
    for each in ([paper("0", 1)], [paper(str(n), 1) for n in range(1, 6)], [paper("7", 1)]):
        take(each, name=f"{len(each)}{each[0].control}.jsonl")
    monkeypatch.setattr(embargoes, "MOST", 2)
    monkeypatch.setattr(index.pages, "__kwdefaults__", {"size": 2})
    assert [ended(1) for _ in range(5)] == [0, 0, 7, 0, 0]


@pytest.mark.django_db
def test_the_worker_does_it(take):
    take([paper("1", -1)])
    tasks.end_embargoes()
    assert index.lag() == 1
    index.refresh()
    actions.touch(Work.objects.values_list("pk", flat=True))
    tasks.end_embargoes()
    assert index.lag() == 1
