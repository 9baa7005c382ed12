"""Editions and translations under one work, and what staff decide about them."""

import msgspec
import pytest

from lantai.catalog import actions, derive, known, queries
from lantai.catalog.models import Judgement, Level, Moved, SourceRecord, Verdict, Work
from lantai.core.bib.merge import merged
from lantai.core.bib.record import BibRecord, Standing, Title, TitleForm

from .conftest import NOW, counts, record

pytestmark = pytest.mark.django_db(transaction=True)

ISBN = "9787020002207"


def live_works():
    return list(Work.objects.filter(state="live").order_by("pk"))


def test_a_translation_stands_under_the_work_that_it_translates(take):
    take([record("1", "红楼梦", by="曹雪芹", lang="zh")])
    take([record("2", "Der Traum der roten Kammer", by="Cao, Xueqin;曹雪芹", lang="de", original="红楼梦")])
    (work,) = live_works()
    page = queries.find_work(work.pk)
    assert [i.record.language for i in page.document.instances] == ["zh", "de"]
    assert page.document.why == ("", "same_creator_and_original_title")
    assert merged(page.document).languages == ("zh", "de")


def test_the_translation_may_come_first(take):
    take([record("2", "Der Traum der roten Kammer", by="曹雪芹", lang="de", original="红楼梦")])
    take([record("1", "红楼梦", by="曹雪芹", lang="zh")])
    assert [w.title for w in live_works()] == ["红楼梦"]


def test_one_title_by_two_writers_stays_two_works(take):
    take([record("1", "Emma", by="Austen, Jane"), record("2", "Emma", by="Smith, Jane"), record("3", "Emma")])
    assert len(live_works()) == 3


def test_two_libraries_that_describe_one_edition_make_one_instance(take):
    take([record("1", "红楼梦", isbn=ISBN, by="曹雪芹")], source="one")
    take([record("9", "紅樓夢", isbn=ISBN, year="1982")], source="two")
    (work,) = live_works()
    (instance,) = queries.find_work(work.pk).document.instances
    assert [o.source for o in instance.record.sources] == ["one", "two"]
    assert instance.record.dates[0].src == 1


def test_what_joins_or_replaces_a_record_is_described_from_what_its_reader_made_of_it(take, monkeypatch):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "Emma", by="Austen, Jane")], source="one")
    monkeypatch.setattr(known, "read_chunk", None)
    take([record("9", "紅樓夢", isbn=ISBN, year="1982")], source="two")
    take([record("2", "Emma", by="Austen, Jane", year="1816")], source="one")
    dream, emma = [queries.find_work(work.pk).document.instances[0].record for work in live_works()]
    assert [title.forms[0].value for title in dream.titles] == ["红楼梦", "紅樓夢"]
    assert [dream.dates[0].start, emma.dates[0].start] == [1982, 1816]


def test_one_isbn_on_two_works_waits_for_staff(take, librarian):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "Physics today", isbn=ISBN)])
    assert len(live_works()) == 2
    (pair,) = queries.pairs(list(queries.unsure_pairs()))
    assert {pair.left.title.forms[0].value, pair.right.title.forms[0].value} == {"红楼梦", "Physics today"}
    actions.judge(by=librarian, judgement=pair.judgement, verdict=Verdict.DIFFERENT, level=Level.WORK, now=NOW)
    assert not queries.unsure_pairs().exists()


def test_staff_may_join_two_works_and_the_other_number_leads_there(take, librarian):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "The story of the stone", isbn=ISBN)])
    first, second = live_works()
    (judgement,) = queries.unsure_pairs()
    actions.judge(by=librarian, judgement=judgement, verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    assert live_works() == [first]
    assert queries.find_work(second.pk) == queries.MovedTo(((first.pk, "红楼梦"),))


@pytest.mark.parametrize("before", range(9))
def test_of_two_joined_works_the_older_keeps_its_number_whatever_the_keys_are(take, librarian, before):
    others = [record(f"x{n}", f"Another book {n}") for n in range(before)]
    take([*others, record("1", "红楼梦", isbn=ISBN), record("2", "The story of the stone", isbn=ISBN)])
    older, younger = live_works()[-2:]
    actions.judge(by=librarian, judgement=queries.unsure_pairs().get(), verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    assert queries.find_work(younger.pk) == queries.MovedTo(((older.pk, "红楼梦"),))


def test_a_judgement_taken_back_parts_them_again_and_the_number_gives_a_choice(take, librarian):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "The story of the stone", isbn=ISBN)])
    (unsure,) = queries.unsure_pairs()
    decided = actions.judge(by=librarian, judgement=unsure, verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    (joined,) = live_works()
    actions.undo_judgement(by=librarian, judgement=decided, now=NOW)
    assert len(live_works()) == 2
    assert {title for _, title in queries.find_work(joined.pk).works} == {"红楼梦", "The story of the stone"}
    assert queries.unsure_pairs().count() == 1


def test_what_staff_parted_a_changed_record_does_not_join_again(take, librarian):
    take([record("1", "Emma", by="Austen, Jane"), record("2", "Emma", by="Austen, Jane")])
    judgement = Judgement.objects.get(level=Level.WORK)
    actions.judge(by=librarian, judgement=judgement, verdict=Verdict.DIFFERENT, level=Level.WORK, now=NOW)
    assert len(live_works()) == 2
    take([record("2", "Emma", by="Austen, Jane", year="1816")])
    assert len(live_works()) == 2


def test_a_changed_record_leaves_a_work_it_no_longer_belongs_to(take):
    take([record("1", "Emma", by="Austen, Jane"), record("2", "Emma", by="Austen, Jane")])
    take([record("2", "Emma", by="Kuhn, Thomas")])
    assert len(live_works()) == 2


def test_a_correction_is_shown_instead_and_can_be_taken_back(take, librarian):
    take([record("1", "Ema", by="Austen, Jane")])
    received = SourceRecord.objects.get()
    says = BibRecord(titles=(Title(forms=(TitleForm("Emma"),)),))
    corrected = actions.correct(by=librarian, record=received, says=says, now=NOW)
    (work,) = live_works()
    assert work.title == "Emma"
    assert queries.find_work(work.pk).document.instances[0].record.sources[0].source == "corrections"
    actions.withdraw_correction(by=librarian, record=corrected, now=NOW)
    assert Work.objects.get().title == "Ema"


def test_a_correction_outlives_a_new_version_of_the_record(take, librarian):
    take([record("1", "Ema", by="Austen, Jane")])
    says = BibRecord(titles=(Title(forms=(TitleForm("Emma"),)),))
    actions.correct(by=librarian, record=SourceRecord.objects.get(), says=says, now=NOW)
    take([record("1", "Ema", by="Austen, Jane", year="1816")])
    assert [(w.title, w.year) for w in live_works()] == [("Emma", 1816)]


def test_a_deletion_import_is_taken_back_as_a_whole(take, librarian):
    file = [record("1"), record("2", "Emma")]
    take(file)
    numbers = [w.pk for w in live_works()]
    gone = take([msgspec.structs.replace(r, deleted=True) for r in file], name="gone.jsonl")
    assert (counts(gone), live_works()) == ({"deleted": 2}, [])
    assert actions.restore(by=librarian, harvest=gone, now=NOW) == 2
    assert [w.pk for w in live_works()] == numbers


def test_deriving_again_gives_the_same_works(take):
    take([record("1", "红楼梦", by="曹雪芹", lang="zh"), record("2", "Emma", by="Austen, Jane")])
    take([record("3", "Hung lou meng", by="曹雪芹", lang="de", original="红楼梦")])
    before = {w.pk: queries.documents([w.pk])[w.pk] for w in live_works()}
    derive.regroup(list(before), change=99, now=NOW)
    assert {w.pk: queries.documents([w.pk])[w.pk] for w in live_works()} == before
    assert not Moved.objects.exists()


def test_a_work_is_called_what_most_of_its_editions_call_it(take):
    take([record("1", "脂砚斋重评石头记", by="曹雪芹", lang="zh", year="1754", uniform="红楼梦")])
    take([record(str(n), "红楼梦", by="曹雪芹", lang="zh", year=str(1948 + n)) for n in (4, 3, 2)])
    take([record("9", "Der Traum der roten Kammer", by="曹雪芹", lang="de", year="1932", original="红楼梦")])
    (work,) = live_works()
    assert (work.title, work.year) == ("红楼梦", 1950)


def test_other_editions_may_still_be_one_work(take, librarian):
    take([record("1", "Emma", by="Austen, Jane", isbn=ISBN, lang="en")])
    take([record("2", "Emma", by="Austen, Jane", isbn=ISBN, lang="fr")])
    (unsure,) = queries.unsure_pairs()
    assert len(live_works()) == 1
    actions.judge(by=librarian, judgement=unsure, verdict=Verdict.DIFFERENT, level=Level.EDITION, now=NOW)
    assert len(live_works()) == 1


def test_what_staff_called_one_work_is_not_asked_again_when_a_record_changes(take, librarian):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "The story of the stone", isbn=ISBN)])
    (unsure,) = queries.unsure_pairs()
    actions.judge(by=librarian, judgement=unsure, verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    take([record("2", "The story of the stone", isbn=ISBN, year="1973")])
    assert not queries.unsure_pairs().exists()
    assert len(live_works()) == 1


def test_whoever_decides_second_is_told_and_changes_nothing(take, librarian):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "Physics today", isbn=ISBN)])
    (unsure,) = queries.unsure_pairs()
    actions.judge(by=librarian, judgement=unsure, verdict=Verdict.DIFFERENT, level=Level.WORK, now=NOW)
    with pytest.raises(actions.NotPossible):
        actions.judge(by=librarian, judgement=unsure, verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    assert len(live_works()) == 2


def test_a_judgement_is_taken_back_only_once(take, librarian):
    take([record("1", "红楼梦", isbn=ISBN), record("2", "Physics today", isbn=ISBN)])
    (unsure,) = queries.unsure_pairs()
    decided = actions.judge(by=librarian, judgement=unsure, verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    actions.undo_judgement(by=librarian, judgement=Judgement.objects.get(pk=decided.pk), now=NOW)
    with pytest.raises(actions.NotPossible):
        actions.undo_judgement(by=librarian, judgement=decided, now=NOW)
    assert queries.unsure_pairs().count() == 1


def group_of(key: str) -> tuple[int, int]:
    """Return the instance and the work that a record describes."""
    return SourceRecord.objects.filter(key=key, current=True).values_list("instance", "instance__work")[0]


def by_hand(librarian, a: str, b: str, verdict: Verdict, level: Level, why: str = "the same preface") -> Judgement:
    left, right = (SourceRecord.objects.select_related("source").get(key=key, current=True) for key in (a, b))
    return actions.judge_by_hand(by=librarian, left=left, right=right, said=actions.Said(verdict, level, why), now=NOW)


def test_staff_group_what_nobody_proposed_and_say_why(take, librarian):
    take([record("1", "红楼梦"), record("2", "The story of the stone")])
    decided = by_hand(librarian, "1", "2", Verdict.SAME, Level.WORK)
    assert group_of("1")[1] == group_of("2")[1]
    assert decided.reasons == [["staff", "the same preface"]]
    with pytest.raises(actions.NotPossible):
        by_hand(librarian, "1", "2", Verdict.SAME, Level.EDITION, why=" ")


@pytest.fixture
def three(take):
    """Import one edition that three sources describe."""
    for n, source in enumerate(("one", "two", "three")):
        take([record(f"r{n}", "红楼梦", by="曹雪芹", isbn=ISBN)], source=source, name=f"{source}.jsonl")


def test_a_record_is_taken_out_of_its_edition_and_stays_in_the_work(three, librarian):
    assert len({group_of(f"r{n}") for n in range(3)}) == 1
    out = SourceRecord.objects.get(key="r1")
    assert actions.set_apart(by=librarian, record=out, level=Level.EDITION, why="another printing", now=NOW) == 3
    assert group_of("r0") == group_of("r2") != group_of("r1")
    assert len({group_of(f"r{n}")[1] for n in range(3)}) == 1


def test_a_parting_is_taken_back_as_a_whole(three, librarian):
    actions.set_apart(by=librarian, record=SourceRecord.objects.get(key="r1"), level=Level.EDITION, why="another", now=NOW)
    actions.undo_judgement(by=librarian, judgement=Judgement.objects.filter(by=librarian).first(), now=NOW)
    assert len({group_of(f"r{n}") for n in range(3)}) == 1
    assert not Judgement.objects.filter(by=librarian, undone_at=None).exists()


def test_a_correction_goes_with_the_record_that_it_corrects(three, librarian):
    out = SourceRecord.objects.select_related("source").get(key="r1")
    says = BibRecord(titles=(Title(forms=(TitleForm("紅樓夢"),)),))
    actions.correct(by=librarian, record=out, says=says, now=NOW)
    actions.set_apart(by=librarian, record=out, level=Level.EDITION, why="another printing", now=NOW)
    titles = {i.number: i.record.title.forms[0].value for i in queries.find_work(group_of("r1")[1]).document.instances}
    assert (titles[group_of("r1")[0]], titles[group_of("r0")[0]]) == ("紅樓夢", "红楼梦")


def test_what_stands_alone_cannot_be_taken_out(take, librarian):
    take([record("1")])
    with pytest.raises(actions.NotPossible):
        actions.set_apart(by=librarian, record=SourceRecord.objects.get(), level=Level.WORK, why="no", now=NOW)


def test_a_new_version_keeps_the_place_of_its_source(take):
    take([record("1", "Emma", isbn=ISBN, year="1815")])
    take([record("9", "Emma", isbn=ISBN, year="1816")], source="other", name="other.jsonl")
    take([record("1", "Emma", isbn=ISBN, year="1817")], name="again.jsonl")
    (work,) = live_works()
    assert work.year == 1817


MARC = """=LDR  00000nam a2200000 i 4500
=001  {control}
=020  \\\\$a{number}
=245  00$a{title}

"""


@pytest.mark.parametrize(
    ("number", "standing"),
    [("9787020002207 (set)", Standing.RELATED), ("978-7-02-000220-7 (全套)", Standing.RELATED), ("0317-8471", Standing.INVALID)],
)
def test_the_number_of_a_set_or_of_a_serial_joins_no_books_and_waits_for_staff(take, number, standing):
    books = [MARC.format(control=1, number=number, title="Rivers"), MARC.format(control=2, number=number, title="Lakes")]
    take("".join(books).encode(), name="books.mrk")
    assert [work.title for work in live_works()] == ["Rivers", "Lakes"]
    documents = [queries.find_work(work.pk).document for work in live_works()]
    assert {i.standing for document in documents for i in document.instances[0].record.identifiers} == {standing}
    (pair,) = queries.pairs(list(queries.unsure_pairs()))
    assert {pair.left.title.forms[0].value, pair.right.title.forms[0].value} == {"Rivers", "Lakes"}
