"""An engine that fails or crawls is left alone for a while, and what it said before is said again, with its time."""

import threading

import pytest

from lantai.core.query.tree import Everything, Term
from lantai.search import memory, patient
from lantai.search.patient import Breaker, PatientEngine
from lantai.search.protocol import EngineUnavailable, Request, Result

ASKED = Request(tree=Everything())


class Moody:
    """An engine that can be told to fail, or to hang."""

    def __init__(self):
        self.fails, self.asked, self.gate = False, 0, None

    def search(self, request):
        self.asked += 1
        if self.gate is not None:
            self.gate.wait(10)
        if self.fails:
            raise EngineUnavailable("gone")
        return Result(total=7, hits=())


@pytest.fixture
def clock():
    return [100.0]


@pytest.fixture
def engine(clock):
    return PatientEngine(Moody(), breaker=Breaker(lambda: clock[0]))


def test_it_answers_as_the_engine_within_and_the_page_is_of_now(engine):
    with memory.page():
        assert engine.search(ASKED).total == 7
        assert memory.told_from_memory() is None


def test_it_says_again_what_it_said_before_and_the_page_knows_when(engine):
    engine.search(ASKED)
    engine.inner.fails = True
    with memory.page():
        assert engine.search(ASKED).total == 7
        assert memory.told_from_memory() is not None


def test_a_question_never_asked_before_fails(engine):
    engine.search(ASKED)
    engine.inner.fails = True
    with pytest.raises(EngineUnavailable, match="gone"):
        engine.search(Request(tree=Term(("new",), "new")))


def test_it_is_left_alone_after_three_failures_then_tried_by_one(engine, clock):
    engine.inner.fails = True
    for _ in range(5):
        with pytest.raises(EngineUnavailable):
            engine.search(ASKED)
    assert engine.inner.asked == patient.FAILURES
    clock[0] += patient.REST_S + 0.1
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            engine.search(ASKED)
    assert engine.inner.asked == patient.FAILURES + 1


def test_it_is_asked_as_ever_once_it_answers_again(engine, clock):
    engine.inner.fails = True
    for _ in range(4):
        with pytest.raises(EngineUnavailable):
            engine.search(ASKED)
    engine.inner.fails = False
    clock[0] += patient.REST_S + 0.1
    assert [engine.search(ASKED).total for _ in range(3)] == [7, 7, 7]


def test_one_that_hangs_holds_only_some_threads_and_the_others_are_answered(engine, monkeypatch):
    monkeypatch.setattr(patient, "WAIT_S", 0.02)
    engine.inner.gate = threading.Event()
    stuck = [threading.Thread(target=engine.search, args=(ASKED,)) for _ in range(patient.SLOTS)]
    for thread in stuck:
        thread.start()
    with pytest.raises(EngineUnavailable, match="too slow"):
        engine.search(Request(tree=Term(("other",), "other")))
    engine.inner.gate.set()
    for thread in stuck:
        thread.join()


def test_one_without_an_answer_is_waited_for_no_longer_than_the_limit_and_then_left_alone(engine, clock):
    engine.search(ASKED)
    hangs = engine.inner.gate = threading.Event()
    engine._limit_s = 0.02
    with memory.page():
        assert engine.search(ASKED).total == 7
        assert memory.told_from_memory() is not None
    with pytest.raises(EngineUnavailable, match="asked again"):
        engine.search(Request(tree=Term(("other",), "other")))
    assert engine.inner.asked == 2
    hangs.set()
    engine.inner.gate = None
    clock[0] += patient.REST_S + 0.1
    assert engine.search(ASKED).total == 7
    assert engine.inner.asked == 3


def test_wrong_questions_are_no_failures_of_the_engine(engine):
    engine.inner.search = lambda request: {}["missing"]
    for _ in range(4):
        with pytest.raises(KeyError):
            engine.search(ASKED)


def test_what_was_not_asked_for_longest_is_forgotten_first():
    kept = memory.Memory(questions=2)
    for key in (b"1", b"2", b"3"):
        kept.keep("questions", key, key, now=memory.datetime.now())
    with pytest.raises(KeyError):
        kept.recall("questions", b"1")
    assert kept.recall("questions", b"3") == b"3"
