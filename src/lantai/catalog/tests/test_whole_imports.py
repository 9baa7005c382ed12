"""Imports paused, ended, taken up again where rows were refused, and taken back as a whole."""

from threading import Event

import pytest
from django.core.exceptions import PermissionDenied

from lantai.catalog import import_actions, importing, index, readers, tasks, undoing
from lantai.catalog.actions import NotPossible, resume
from lantai.catalog.models import Harvest, HarvestState, Instance, Refusal, SourceRecord, Wish, Work
from lantai.core.formats.protocol import Profile
from lantai.core.query.tree import Everything
from lantai.infra import jobs
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account
from lantai.search.protocol import Request

from .conftest import NOW, counts, lines, record

pytestmark = pytest.mark.django_db
BOOKS = [record(str(n), f"Title number {n}", by=f"Author {n}", lang="en", year=str(1900 + n)) for n in range(6)]


@pytest.fixture
def waiting(library, monkeypatch) -> Harvest:
    """Lay an import down that is read two rows at a time."""
    monkeypatch.setattr(readers, "BATCH_ROWS", 2)
    path = library / "waiting.jsonl"
    path.write_bytes(lines(BOOKS))
    return importing.lay_down(path, source="library", profile=None, by=None, now=NOW)


def run(harvest: Harvest, **options: object) -> Harvest:
    return importing.run(harvest, now=lambda: NOW, processes=0, **options)


def live_titles() -> set[str]:
    return set(Work.objects.filter(state=Work.State.LIVE).values_list("title", flat=True))


def found_by_readers() -> int:
    index.refresh()
    return index.engine().search(Request(tree=Everything(), limit=0)).total


def test_a_running_import_pauses_after_the_batch_at_hand_and_goes_on(waiting, librarian):
    def ask(progress):
        if progress.counts.rows_in == 2:
            import_actions.pause(by=librarian, harvest=waiting, now=NOW)

    assert run(waiting, progress=ask).state == HarvestState.PAUSED
    assert counts(Harvest.objects.get()) == {"new": 4}  # what was asked during a batch is seen after the next
    resume(by=librarian, harvest=Harvest.objects.get(), now=NOW)
    assert Harvest.objects.get().state == HarvestState.WAITING
    tasks.run_import(harvest=waiting.pk)
    after = Harvest.objects.get()
    assert (after.state, after.wish, counts(after)) == (HarvestState.FINISHED, Wish.NONE, {"new": 6})


def test_an_import_that_waits_pauses_at_once_and_the_worker_leaves_it(waiting, librarian):
    import_actions.pause(by=librarian, harvest=waiting, now=NOW)
    tasks.run_import(harvest=waiting.pk)
    assert (Harvest.objects.get().state, SourceRecord.objects.count()) == (HarvestState.PAUSED, 0)


def test_an_import_whose_worker_died_after_a_pause_was_asked_pauses(waiting, librarian):
    Harvest.objects.update(state=HarvestState.RUNNING)
    import_actions.pause(by=librarian, harvest=waiting, now=NOW)
    tasks.run_import(harvest=waiting.pk)
    assert Harvest.objects.get().state == HarvestState.PAUSED


def test_an_ended_import_keeps_what_is_in_and_is_not_gone_on_with(waiting, librarian):
    run(waiting, stop=already())
    import_actions.end(by=librarian, harvest=Harvest.objects.get(), now=NOW)
    tasks.run_import(harvest=waiting.pk)
    ended = Harvest.objects.get()
    assert (ended.state, counts(ended)) == (HarvestState.ENDED, {"new": 2})
    with pytest.raises(NotPossible):
        resume(by=librarian, harvest=ended, now=NOW)
    again = importing.lay_down(importing.Path(ended.path), source="library", profile=None, by=None, now=NOW)
    assert again.pk != ended.pk
    assert counts(run(again)) == {"new": 4, "same": 2}


def already() -> Event:
    stop = Event()
    stop.set()
    return stop


@pytest.mark.parametrize("action", [import_actions.pause, import_actions.end, import_actions.undo])
def test_whole_imports_are_not_for_readers(waiting, action):
    with pytest.raises(PermissionDenied):
        action(by=Account.objects.create_user("reader"), harvest=waiting, now=NOW)


@pytest.mark.parametrize("action", [import_actions.pause, import_actions.end])
def test_a_finished_import_is_not_stopped(take, librarian, action):
    harvest = take(BOOKS)
    with pytest.raises(NotPossible):
        action(by=librarian, harvest=harvest, now=NOW)


TABLE = b"title|author\nEmma|Austen\nPersuasion|Austen|1817\n"


def test_refused_rows_are_taken_up_again_with_a_mended_profile(take, librarian):
    first = take(TABLE, name="books.csv", profile=Profile(format="table", delimiter="|", columns=("title", "author")))
    assert counts(first) == {"new": 1, "refused": 1}
    profile = import_actions.mended(first, columns=("title", "author", "year"))
    again = import_actions.retry(by=librarian, harvest=first, profile=profile, now=NOW)
    tasks.run_import(harvest=again.pk)
    again.refresh_from_db()
    first.refresh_from_db()
    assert (again.state, counts(again), again.bytes_done) == (HarvestState.FINISHED, {"new": 1}, 1)
    assert counts(first) == {"new": 1, "refused": 1}  # what was refused then stays said
    assert Refusal.objects.get().retried == again
    assert "Persuasion" in live_titles()
    with pytest.raises(NotPossible):
        import_actions.retry(by=librarian, harvest=first, profile=profile, now=NOW)


def test_what_is_refused_again_waits_under_the_new_import(take, librarian):
    first = take(lines([record("1")]) + b'{"titles": 7}\n')
    again = import_actions.retry(by=librarian, harvest=first, profile=import_actions.mended(first), now=NOW)
    tasks.run_import(harvest=again.pk)
    again.refresh_from_db()
    assert (counts(again), again.rows_in) == ({"refused": 1}, 1)
    assert [row.harvest for row in Refusal.objects.filter(retried=None)] == [again]


def test_headings_are_found_again_with_another_character_set(take, librarian):
    profile = Profile(format="table", encoding="cp1252", delimiter=",", columns=("a", "b"))
    first = take("题名,著者\n红楼梦,曹雪芹,清\n".encode("gb18030"), name="books.csv", profile=profile)
    after = import_actions.mended(first, encoding="gb18030")
    assert (after.encoding, after.columns) == ("gb18030", ("题名", "著者"))


def settled(harvest: Harvest) -> Harvest:
    tasks.run_undo(harvest=harvest.pk)
    harvest.refresh_from_db()
    return harvest


def test_an_import_is_taken_back_and_that_taken_back_again(take, librarian):
    take([BOOKS[0], BOOKS[1], BOOKS[2]])
    newer = record("1", "Title number 1, revised", by="Author 1", lang="en", year="1901")
    second = take([newer, *BOOKS[3:]], name="second.jsonl")
    assert undoing.preview(second) == undoing.Preview(new=3, changed=1, deleted=0, overtaken=0)
    undo = settled(import_actions.undo(by=librarian, harvest=second, now=NOW))
    assert (undo.state, counts(undo)) == (HarvestState.FINISHED, {"deleted": 3, "changed": 1})
    assert live_titles() == {f"Title number {n}" for n in range(3)}
    assert (found_by_readers(), undoing.is_undone(second)) == (3, True)
    back = settled(import_actions.undo(by=librarian, harvest=undo, now=NOW))
    assert counts(back) == {"new": 3, "changed": 1}
    assert live_titles() == {"Title number 1, revised", *(f"Title number {n}" for n in (0, 2, 3, 4, 5))}
    assert (found_by_readers(), undoing.is_undone(second)) == (6, False)


def test_what_an_import_withdrew_comes_back_and_goes_again(take, librarian):
    take(BOOKS[:2])
    gone = take(BOOKS[:1], name="gone.jsonl", profile=Profile(deletions=True))
    assert undoing.preview(gone).deleted == 1
    undo = settled(import_actions.undo(by=librarian, harvest=gone, now=NOW))
    assert live_titles() == {"Title number 0", "Title number 1"}
    settled(import_actions.undo(by=librarian, harvest=undo, now=NOW))
    assert live_titles() == {"Title number 1"}
    assert SourceRecord.objects.get(key="0").withdrawn == gone


def test_what_a_newer_import_changed_since_is_left_alone(take, librarian):
    first = take(BOOKS[:2])
    take([record("0", "Title number 0, revised", by="Author 0", lang="en", year="1900")], name="newer.jsonl")
    assert undoing.preview(first) == undoing.Preview(new=1, changed=0, deleted=0, overtaken=1)
    settled(import_actions.undo(by=librarian, harvest=first, now=NOW))
    assert live_titles() == {"Title number 0, revised"}


def test_numbers_of_works_are_the_same_after_both_ways(take, librarian):
    first = take(BOOKS)
    before = dict(Work.objects.values_list("pk", "title"))
    undo = settled(import_actions.undo(by=librarian, harvest=first, now=NOW))
    assert set(Work.objects.values_list("state", flat=True)) == {Work.State.DELETED}
    settled(import_actions.undo(by=librarian, harvest=undo, now=NOW))
    assert dict(Work.objects.filter(state=Work.State.LIVE).values_list("pk", "title")) == before
    assert not Instance.objects.filter(live=False).exists()


def test_an_undoing_that_is_stopped_goes_on(take, librarian, monkeypatch):
    monkeypatch.setattr(undoing, "PIECE", 2)
    undo = import_actions.undo(by=librarian, harvest=take(BOOKS), now=NOW)
    monkeypatch.setattr(jobs, "stop", already())
    with pytest.raises(jobs.Interrupted):
        tasks.run_undo(harvest=undo.pk)
    undo.refresh_from_db()
    assert (undo.state, counts(undo)) == (HarvestState.RUNNING, {"deleted": 2})
    monkeypatch.setattr(jobs, "stop", Event())
    assert counts(settled(undo)) == {"deleted": 6}
    assert live_titles() == set()


def test_an_import_is_taken_back_once(take, librarian):
    harvest = take(BOOKS)
    undo = settled(import_actions.undo(by=librarian, harvest=harvest, now=NOW))
    with pytest.raises(NotPossible):
        import_actions.undo(by=librarian, harvest=harvest, now=NOW)
    again = settled(import_actions.undo(by=librarian, harvest=undo, now=NOW))
    with pytest.raises(NotPossible):
        import_actions.undo(by=librarian, harvest=undo, now=NOW)
    with pytest.raises(NotPossible):
        import_actions.undo(by=librarian, harvest=again, now=NOW)
    assert import_actions.undo(by=librarian, harvest=harvest, now=NOW).parent == harvest
    assert AuditEntry.objects.filter(action="catalog.undo_import").count() == 3
    assert Job.objects.filter(name="catalog.undo").count() == 3


def test_the_same_file_again_takes_in_what_was_taken_back(take, librarian):
    harvest = take(BOOKS)
    settled(import_actions.undo(by=librarian, harvest=harvest, now=NOW))
    assert counts(take(BOOKS)) == {"changed": 6}
    assert len(live_titles()) == 6
