"""Records that go, come back, change in between, or share a number; works that part and meet again."""

import pytest
from django.db import transaction

from lantai.catalog import actions, derive, queries
from lantai.catalog.models import Instance, Judgement, Level, Moved, SourceRecord, Verdict, Work
from lantai.catalog.tables import next_change
from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.core.formats.protocol import Profile

from .conftest import NOW, counts, lines, record

pytestmark = pytest.mark.django_db(transaction=True)

DELETIONS = {"name": "gone.jsonl", "profile": Profile(deletions=True)}


def live() -> int:
    return Work.objects.filter(state=Work.State.LIVE).count()


def test_a_record_whose_deletion_came_first_is_taken_in_when_it_comes(take):
    file = lines([record("1")])
    take(file, **DELETIONS)
    assert counts(take(file)) == {"new": 1}
    assert counts(take(file)) == {"same": 1}
    assert live() == 1


def test_a_deletion_file_deletes_each_of_the_records_that_share_a_number(take):
    file = lines([record("1", "红楼梦", by="曹雪芹"), record("1", "Physics of the sun", by="Kuhn, Thomas")])
    take(file)
    assert counts(take(file, **DELETIONS)) == {"deleted": 2}
    assert live() == 0


def test_the_last_version_in_a_file_counts_although_the_first_was_the_same(take):
    file = [record("1", "Emma", year=year) for year in ("1990", "1991", "1990")]
    assert counts(take(file)) == {"new": 1, "changed": 2}
    assert counts(take(file)) == {"same": 3}
    assert Work.objects.get().year == 1990


def test_a_correction_does_not_keep_a_withdrawn_record_alive(take, librarian):
    file = lines([record("1", "Ema")])
    take(file)
    says = BibRecord(titles=(Title(forms=(TitleForm("Emma"),)),))
    actions.correct(by=librarian, record=SourceRecord.objects.get(), says=says, now=NOW)
    take(file, **DELETIONS)
    assert isinstance(queries.find_work(Work.objects.get().pk), queries.Gone)
    take(file)
    assert Work.objects.get().title == "Emma"


def test_the_parts_of_a_split_work_can_be_merged_again(take):
    take([record("1", "Alpha"), record("2", "Beta"), record("3", "Gamma")])
    whole, one, other = Work.objects.order_by("pk").values_list("pk", flat=True)
    Instance.objects.filter(work=whole).update(work=one)
    Moved.objects.create(work_id=whole, to_id=one)
    Moved.objects.create(work_id=whole, to_id=other)
    with transaction.atomic():
        derive.merge_works({one, other}, into=one, change=next_change())
    assert set(Moved.objects.values_list("work_id", "to_id")) == {(whole, one), (other, one)}


def test_a_judgement_holds_although_an_import_replaced_the_record_meanwhile(take, librarian):
    take([record("1", "红楼梦")])
    take([record("9", "Other")], source="elsewhere")
    one, other = SourceRecord.objects.order_by("pk")
    shown = Judgement.objects.create(left=one, right=other, level=Level.EDITION, verdict=Verdict.UNSURE, at=NOW)
    take([record("1", "红楼梦", year="1990")])
    actions.judge(by=librarian, judgement=shown, verdict=Verdict.SAME, level=Level.EDITION, now=NOW)
    assert live() == 1


def test_only_what_is_still_withdrawn_is_restored(take, librarian):
    take([record("1", "Emma", year="1990"), record("2", "Persuasion")])
    gone = take([record("1", "Emma", year="1990"), record("2", "Persuasion"), record("3", "Never here")], **DELETIONS)
    take([record("1", "Emma", year="1991")])
    assert actions.restore(by=librarian, harvest=gone, now=NOW) == 1
    assert list(Work.objects.order_by("pk").values_list("title", "year")) == [("Emma", 1991), ("Persuasion", None)]
