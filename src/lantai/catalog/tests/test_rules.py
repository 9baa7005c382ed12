"""Rules over a real library: what the sweep and the questions to the database find, and what they leave alone."""

import pytest

from lantai.catalog import actions, index, rules
from lantai.catalog.models import Harvest, HarvestState, Instance, Item, SourceRecord, Work
from lantai.catalog.rules import looking, running, shared
from lantai.core.bib.record import BibRecord, Contribution, HoldingRecord, ItemRecord, Text
from lantai.core.measures import findings
from lantai.infra import rules as registry

from .conftest import NOW, lines, record

pytestmark = pytest.mark.django_db


def swept(since: int | None = None) -> set[tuple[str, str]]:
    return {(code, found.subject) for seen in looking.look(0, since, NOW) for code, found in seen.found}


def on_shelf(control: str, title: str, *items: ItemRecord) -> BibRecord:
    plain = record(control, title, by="Somebody", lang="en", year="1999")
    given = {name: getattr(plain, name) for name in plain.__struct_fields__}
    return BibRecord(**(given | {"holdings": (HoldingRecord(location="Level 3", call_number="PL1", items=items),)}))


def test_every_check_of_core_is_a_rule_that_says_why_and_what_to_do():
    codes = {f"catalog.{code}" for code in (*findings.RECORD_CODES, *findings.SHELF_CODES)}
    assert codes == {*rules.records.CODES, *rules.shelves.CODES} <= set(registry.rules)
    assert len(registry.rules) >= 40
    assert all(str(rule.label) and str(rule.why) and str(rule.remedy) for rule in registry.rules.values())


def test_the_sweep_looks_at_description_holding_and_item_at_once(take):
    take([on_shelf("1", "A book", ItemRecord(), ItemRecord(), ItemRecord(barcode="B1", status="in limbo"))])
    pk = Instance.objects.get().pk
    found = swept()
    assert ("catalog.subject_missing", f"instance:{pk}") in found
    assert ("catalog.item_without_barcode", f"instance:{pk}//Level 3/PL1//") in found
    assert ("catalog.item_without_barcode", f"instance:{pk}//Level 3/PL1//~2") in found
    assert ("catalog.status_unknown", "barcode:B1") in found


def test_the_sweep_goes_on_after_a_place_and_since_a_change(take, monkeypatch):
    monkeypatch.setattr(looking, "PIECE", 2)
    take([record(str(n), f"Title {n}") for n in range(5)])
    steps = list(looking.look(0, None, NOW))
    assert [len(seen.owners) for seen in steps] == [2, 2, 1]
    assert [seen.place for seen in looking.look(steps[0].place, None, NOW)] == [seen.place for seen in steps[1:]]
    mark = looking.last_change()
    take([record("9", "Later")], name="later.jsonl")
    assert [len(seen.owners) for seen in looking.look(0, mark, NOW)] == [1]


def test_what_is_withdrawn_is_looked_at_and_nothing_is_found(take):
    from lantai.core.formats.protocol import Profile

    take([record("1")])
    take([record("1")], name="gone.jsonl", profile=Profile(deletions=True))
    (seen,) = looking.look(0, None, NOW)
    assert (len(seen.owners), seen.found) == (1, [])


def test_an_isbn_on_two_works_is_found_on_both(take):
    take(
        [
            record("1", "A book of roads", by="Smith", isbn="9787020002207"),
            record("2", "Others", isbn="9787020002207", by="Jones"),
        ]
    )
    works = set(Work.objects.values_list("pk", flat=True))
    assert len(works) == 2
    assert {found.work for found in shared.isbn_shared(NOW)} == works


def test_a_barcode_on_two_items_is_found_twice(take):
    take([on_shelf("1", "A book", ItemRecord(barcode="B1"), ItemRecord(barcode="B2"))])
    assert list(shared.barcode_shared(NOW)) == []
    Item.objects.update(barcode="B1")
    assert [found.subject for found in shared.barcode_shared(NOW)] == ["barcode:B1~1", "barcode:B1~2"]


def test_a_number_used_again_is_found(take):
    take([record("1", "A book of roads", by="Smith", lang="en"), record("1", "Quite another thing", by="Jones", lang="en")])
    assert SourceRecord.objects.filter(key="1~2").exists()
    assert [found.detail for found in shared.number_reused(NOW)] == ["1~2"]


def test_a_correction_is_found_once_its_source_has_changed(take, librarian):
    take([record("1", "Emma", lang="en", year="1815")])
    says = BibRecord(contributions=(Contribution(forms=(Text("Austen, Jane"),)),))
    actions.correct(by=librarian, record=SourceRecord.objects.get(), says=says, now=NOW)
    assert list(shared.correction_overtaken(NOW)) == []
    take([record("1", "Emma", lang="en", year="1816")], name="newer.jsonl")
    assert [found.detail for found in shared.correction_overtaken(NOW)] == ["1"]


def test_refused_rows_and_halted_imports_are_found_by_import(take):
    harvest = take(lines([record("1")]) + b'{"titles": 7}\n')
    assert [found.subject for found in running.rows_refused(NOW)] == [f"import:{harvest.pk}"]
    assert list(running.import_halted(NOW)) == []
    Harvest.objects.update(state=HarvestState.STOPPED)
    assert [found.subject for found in running.import_halted(NOW)] == [f"import:{harvest.pk}"]


def test_the_index_is_compared_with_the_works_both_ways(take):
    take([record("1", "Emma"), record("2", "Persuasion")])
    first, second = Work.objects.order_by("pk").values_list("pk", flat=True)
    assert (list(running.index_missing(NOW)), list(running.index_surplus(NOW)), list(running.index_behind(NOW))) == ([], [], [])
    with index.engine().writer() as writer:
        writer.delete([first])
        writer.commit()
    Work.objects.filter(pk=second).update(state=Work.State.DELETED)
    assert [found.work for found in running.index_missing(NOW)] == [first]
    assert [found.work for found in running.index_surplus(NOW)] == [second]


def test_an_index_that_lags_is_said_to(take):
    take([record("1", "Emma")])
    actions.touch(list(Work.objects.values_list("pk", flat=True)))
    assert [found.detail for found in running.index_behind(NOW)] == ["1"]
