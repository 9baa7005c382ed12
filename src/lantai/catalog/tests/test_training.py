"""Tables are trained from what works say, only what changed is read again, and the old ones serve until the new are whole."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from lantai.catalog import import_actions, tasks, training, training_due, training_process, translations
from lantai.catalog.gathering import Gathered
from lantai.catalog.models import Harvest, Work
from lantai.catalog.tests.conftest import record
from lantai.core.bilingual.entry import Label, Layer, Origin, Row
from lantai.core.bilingual.lexicons import About
from lantai.core.formats.errors import FormatError
from lantai.core.query.expansion import Span
from lantai.infra import jobs
from lantai.infra.models import Job, JobState
from lantai.vocab import actions as vocab
from lantai.vocab import queries
from lantai.vocab.models import Training, TrainingState

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

BOOKS = [
    record("1", "中国园林史", lang="zh", original="A history of gardens in China", year="1990"),
    record("2", "园林与建筑", lang="zh", original="Gardens and architecture", year="1991"),
    record("3", "日本建筑", lang="zh", original="The architecture of Japan", year="1992"),
]


@dataclass
class Dictionary:
    """A lexicon of one word; counts how often it was read."""

    version: str = "1"
    readings: list[str] = field(default_factory=list)
    reader: str = "made"
    about: About = field(default_factory=About)

    @property
    def layer(self) -> Layer:
        return Layer(name="made", origin=Origin.LEXICON, title="Made", version=self.version)

    def rows(self) -> Iterator[Row]:
        self.readings.append(self.version)
        yield Row("zh", "龟", "en", f"turtle {self.version}", 1.0)

    def labels(self) -> Iterator[Label]:
        yield from ()


@pytest.fixture(autouse=True)
def dictionary(monkeypatch) -> Dictionary:
    """Give every test one small dictionary in place of the installed ones, which take ten seconds."""
    made = Dictionary()
    monkeypatch.setattr(training, "packaged", lambda: [made])
    return made


def train(**options: bool) -> training.Outcome:
    outcome = training.run(vocab.note_training(full=options.get("full", False), now=NOW), now=lambda: NOW, stop=Event())
    assert outcome is not None
    return outcome


def known(word: str, lang: str = "zh", target: str = "en") -> list[str]:
    return [found.text for found in translations.tables().look_up([Span(lang, word)], [target]).get(Span(lang, word), ())]


def test_an_empty_library_knows_what_its_dictionaries_know(library):
    outcome = train()
    assert outcome.is_new
    assert known("龟") == ["turtle 1"]


@dataclass
class Unreadable(Dictionary):
    """A lexicon that is cut short after its first word, until it is mended."""

    mended: bool = False

    @property
    def layer(self) -> Layer:
        return Layer(name="cut", origin=Origin.LEXICON, title="Cut short")

    def rows(self) -> Iterator[Row]:
        yield Row("fr", "tortu", "en", "tortoise", 1.0)
        if not self.mended:
            raise FormatError("the packed file ends early")


def test_a_lexicon_that_cannot_be_read_keeps_nothing_else_away_and_is_read_again(take, dictionary, monkeypatch):
    cut = Unreadable()
    monkeypatch.setattr(training, "packaged", lambda: [cut, dictionary])
    take(BOOKS)
    outcome = train()
    assert outcome.counts["unusable"] == {"cut": "the packed file ends early"}
    assert (known("龟"), known("tortu", "fr"), bool(known("园林"))) == (["turtle 1"], [], True)
    assert [layer.name for layer in translations.tables().store.layers if layer.name == "cut"] == []
    cut.mended = True
    assert train().counts["unusable"] == {}
    assert known("tortu", "fr") == ["tortoise"]
    assert not train().is_new


def test_an_added_lexicon_whose_card_is_damaged_is_left_out_and_told(library):
    card = library / "lexicons" / "terms" / "lexicon.json"
    card.parent.mkdir(parents=True)
    card.write_text("{")
    assert "damaged" in train().counts["unusable"]["terms"]
    assert known("龟") == ["turtle 1"]


def test_words_are_learned_from_the_titles_of_works(take):
    take(BOOKS)
    outcome = train()
    assert known("园林")[0].casefold() == "gardens"
    assert outcome.counts["kept"] == {"en zh": 3}
    row = Training.objects.get()
    assert (row.state, row.change, row.tables) == (TrainingState.FINISHED, outcome.change, outcome.tables)


def test_an_entry_says_which_works_it_is_from(take):
    take(BOOKS)
    train()
    (found, *_) = [f for f in translations.tables().explain(Span("zh", "园林"), "en", "gardens") if f.layer == "learned"]
    assert set(found.records) <= set(Work.objects.filter(title__contains="园林").values_list("pk", flat=True))
    assert found.evidence == len(found.records) == 2


def test_nothing_is_done_where_nothing_changed(take, dictionary):
    take(BOOKS)
    first = train()
    again = train()
    assert (again.is_new, again.tables, again.counts) == (False, first.tables, first.counts)
    assert dictionary.readings == ["1"]
    assert queries.last_training().state == TrainingState.SAME


def test_only_changed_works_are_read_again(take, monkeypatch):
    take(BOOKS)
    train()
    take([*BOOKS, record("4", "长城", lang="zh", original="The Great Wall")], name="more.jsonl")
    read = []
    monkeypatch.setattr("lantai.catalog.gathering.pairs_of", lambda records, work: read.append(work) or iter(()))
    train()
    assert read == [Work.objects.get(title="长城").pk]


def test_a_lexicon_that_did_not_change_is_taken_over_as_it_is(take, dictionary):
    train()
    take(BOOKS)
    train()
    assert dictionary.readings == ["1"]
    assert known("龟") == ["turtle 1"]
    dictionary.version = "2"
    train()
    assert dictionary.readings == ["1", "2"]
    assert known("龟") == ["turtle 2"]


def test_tables_taken_over_are_the_same_bytes_as_tables_made_anew(take, library):
    train()
    take(BOOKS)
    incremental = train().tables
    assert train(full=True).tables == incremental


def test_works_that_are_gone_are_forgotten(take, librarian):
    harvest = take(BOOKS)
    train()
    assert known("园林")
    tasks.run_undo(import_actions.undo(by=librarian, harvest=harvest, now=NOW).pk)
    assert not Work.objects.filter(state=Work.State.LIVE).exists()
    train()
    assert known("园林") == []


def test_a_training_that_is_stopped_goes_on_later(take):
    take(BOOKS)
    stop = Event()
    stop.set()
    row = vocab.note_training(full=False, now=NOW)
    assert training.run(row, now=lambda: NOW, stop=stop) is None
    row.refresh_from_db()
    assert row.state == TrainingState.WAITING
    assert translations.shelf().current() is None
    assert train().is_new
    row.refresh_from_db()
    assert row.state == TrainingState.FINISHED


def test_one_that_fails_says_why_and_leaves_the_old_tables(take, monkeypatch):
    train()
    take(BOOKS)
    monkeypatch.setattr(training, "_learn", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        train()
    assert "ZeroDivisionError" in queries.last_failure().error
    assert known("龟") == ["turtle 1"]


def test_damaged_tables_and_gatherings_are_made_anew(take, library):
    take(BOOKS)
    path = library / "translations" / train().tables
    path.write_bytes(b"nothing")
    (library / "translations" / "said").write_bytes(b"nothing either" * 100)
    assert translations.tables().store is None
    assert known("园林") == []
    train()
    assert known("园林")


def test_decisions_hold_over_trained_tables_at_once(take, librarian):
    take(BOOKS)
    train()
    best = known("园林")[0]
    vocab.decide(by=librarian, source="zh", word="园林", target="en", text=best, verdict="blocked", now=NOW)
    assert best not in known("园林")
    vocab.decide(by=librarian, source="zh", word="园林", target="en", text="garden art", verdict="accepted", now=NOW)
    assert known("园林")[0] == "garden art"


def test_headings_are_believed_of_two_works_that_agree(library):
    from lantai.core.bilingual.pair import Pair, PairKind

    gathered = Gathered(library / "translations")
    once = Pair("de", "Film", "en", "Motion pictures", PairKind.LABEL)
    rows = [[once, Pair("de", "Lyrik", "en", "Dogs", PairKind.LABEL)], [once]]
    for number, headings in enumerate(rows, start=1):
        gathered._base.execute("INSERT INTO works (work, headings) VALUES (?, ?)", (number, training_encoded(headings)))
    assert {(p.text, p.other) for p in gathered.pairs()} == {("Film", "Motion pictures")}


def training_encoded(value: object) -> bytes:
    from lantai.catalog.gathering import _encode

    return _encode(value)


@pytest.mark.parametrize(
    ("change", "hour", "due"),
    [("none", 12, True), ("trained", 12, False), ("imported", 12, True), ("settling", 12, False), ("edited", 12, False), ("edited", 3, True),
     ("failed", 12, False)],
)  # fmt: skip
def test_it_is_time_to_train(take, change, hour, due):
    now = NOW
    if change != "none":
        train()
    if change in ("imported", "settling", "edited"):
        harvest = take(BOOKS)
        ended = {
            "imported": NOW + timedelta(minutes=1),
            "settling": NOW + timedelta(minutes=9),
            "edited": NOW - timedelta(hours=1),
        }[change]
        Harvest.objects.filter(pk=harvest.pk).update(finished_at=ended)
        now = NOW + timedelta(minutes=10)
    if change == "failed":
        Training.objects.update(state=TrainingState.FAILED, finished_at=NOW)
    assert training_due.is_due(now=now, hour=hour) is due


def test_the_worker_notes_a_training_whose_process_was_killed(library, monkeypatch):
    row = vocab.begin_training(by=None, now=NOW)
    killed = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: real(killed, **options))
    assert training_process.run(row, stop=Event(), meanwhile=lambda: None)
    row.refresh_from_db()
    assert (row.state, row.error) == (TrainingState.FAILED, f"its process ended with code -{signal.SIGKILL}")


def test_while_a_training_runs_other_jobs_do_not_wait_for_it_but_other_trainings_do(library, monkeypatch):
    first = vocab.begin_training(by=None, now=NOW)
    seen: list[str] = []
    monkeypatch.setitem(jobs.kinds, "test.short", jobs.Kind("test.short", lambda: seen.append("short"), 1))
    jobs.enqueue("test.short")

    def run(training, *, stop, meanwhile):
        seen.append("begun")
        meanwhile()
        return True

    monkeypatch.setattr(training_process, "run", run)
    tasks.train(training=first.pk)
    assert seen == ["begun", "short"]
    assert Job.objects.get(name="catalog.train").state == JobState.WAITING


def test_counts_are_kept_with_the_tables(take):
    take(BOOKS)
    train()
    store = translations.shelf().current()
    assert json.loads(store.facts["counts"])["drawn"] == {"en zh": 3}
    assert not training.is_outdated(store)
    assert os.listdir(store.path.parent)


def test_a_lexicon_kept_ready_is_not_read_again_by_another_library(settings, tmp_path, dictionary):
    settings.READY = tmp_path / "lexicons"
    train()
    first = translations.shelf().name()
    settings.DATA = tmp_path / "other"
    train()
    assert dictionary.readings == ["1"]
    assert translations.shelf().name() == first
