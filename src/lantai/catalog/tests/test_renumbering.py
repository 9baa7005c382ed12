"""Numbers that a source gave up: the old record goes, its public number leads to the new work, and what staff decided stays."""

import pytest

from lantai.catalog import actions, queries, renumbering
from lantai.catalog.models import Harvest, HarvestState, Judgement, Level, Source, SourceRecord, Verdict, Work
from lantai.sources.protocols.polite import SourceError

from .conftest import NOW, counts, record


def given_up(*pairs):
    source = Source.objects.get(name="openalex")
    return renumbering.take([(n, *pair) for n, pair in enumerate(pairs, start=2)], source=source, name="merged.csv", now=NOW)


def two(take):
    take([record("W1", "Sands of the north"), record("W2", "Sands of the far north, a longer title")], source="openalex")
    return [row.instance.work_id for row in SourceRecord.objects.order_by("key")]


def test_the_old_number_leads_to_the_new_work(take):
    old, new = two(take)
    run = given_up(("W1", "W2"))
    assert counts(run) == {"changed": 1}
    assert [row.key for row in SourceRecord.objects.filter(current=True, withdrawn=None)] == ["W2"]
    live = Work.objects.get(state="live").pk
    gone = ({old, new} - {live}).pop()
    assert queries.find_work(gone).works[0][0] == live
    assert queries.find_work(live).document.instances[0].record.title.forms[0].value.startswith("Sands of the far north")


def test_the_same_list_again_changes_nothing(take):
    two(take)
    given_up(("W1", "W2"))
    assert counts(given_up(("W1", "W2"))) == {"same": 1}


def test_a_number_given_up_for_one_that_is_not_here_is_a_deletion_and_one_that_is_unknown_nothing(take):
    two(take)
    assert counts(given_up(("W1", "W9"), ("W8", "W2"))) == {"deleted": 1, "same": 1}
    assert Work.objects.filter(state="deleted").count() == 1


def test_what_staff_decided_stays(take, librarian):
    two(take)
    left, right = SourceRecord.objects.order_by("pk")
    said = actions.Said(Verdict.DIFFERENT, Level.EDITION, "two maps")
    actions.judge_by_hand(by=librarian, left=left, right=right, said=said, now=NOW)
    given_up(("W1", "W2"))
    assert not Judgement.objects.filter(verdict=Verdict.SAME, level=Level.EDITION, undone_at=None).exists()


def test_a_number_that_leads_back_to_itself_is_kept(take):
    take(
        [record("W1", "Sands of the north"), record("W2", "Sands of the far north, a longer title"), record("W3", "Tides")],
        source="openalex",
    )
    run = given_up(("W3", "W3"), ("W1", "W2"), ("W2", "W1"))
    assert counts(run) == {"changed": 1, "refused": 2}
    assert {row.key for row in SourceRecord.objects.filter(current=True, withdrawn=None)} == {"W2", "W3"}
    assert [note.partition(":")[0] for note in run.notes] == ["line 2", "line 4"]


def test_a_list_that_is_cut_off_keeps_what_came_before_and_does_not_run_for_ever(take):
    two(take)

    def cut_off():
        yield 2, "W1", "W2"
        yield from ((n, "W9", "W8") for n in range(3, renumbering.PIECE + 2))
        raise SourceError("merged.csv: the packed file ends early")

    with pytest.raises(SourceError):
        renumbering.take(cut_off(), source=Source.objects.get(name="openalex"), name="merged.csv", now=NOW)
    run = Harvest.objects.latest("pk")
    assert (run.state, run.changed, run.same) == (HarvestState.FAILED, 1, renumbering.PIECE - 1)
    assert "ends early" in run.error
