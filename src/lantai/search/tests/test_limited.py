"""Questions with a limit of time: answered by another thread, left behind when no answer comes, never too many of them."""

import os
import threading
from contextvars import ContextVar

import pytest

from lantai.search.limited import Askers, TooSlow

said = ContextVar("said", default="")


def test_it_gives_the_answer_and_raises_what_the_question_raises():
    askers = Askers()
    assert askers.ask(lambda: 7, 5) == 7
    with pytest.raises(KeyError):
        askers.ask(lambda: {}["missing"], 5)
    with pytest.raises(TimeoutError, match="its own"):
        askers.ask(own_timeout, 5)
    assert askers.behind == 0


def own_timeout():
    raise TimeoutError("its own")


def test_it_asks_in_the_context_of_whoever_asks():
    said.set("here")
    assert Askers().ask(said.get, 5) == "here"


def test_one_thread_is_enough_for_one_question_after_the_other():
    askers = Askers()
    assert len({askers.ask(threading.get_ident, 5) for _ in range(20)}) == 1


def test_a_question_without_an_answer_is_left_behind_and_its_thread_comes_back():
    askers, gate = Askers(), threading.Event()
    with pytest.raises(TooSlow):
        askers.ask(lambda: gate.wait(10), 0.01)
    assert askers.behind == 1
    assert askers.ask(lambda: 7, 5) == 7
    gate.set()
    for _ in range(200):
        if not askers.behind:
            break
        threading.Event().wait(0.01)
    assert askers.behind == 0


def test_a_fork_asks_by_threads_of_its_own():
    askers = Askers()
    askers.ask(lambda: 7, 5)
    child = os.fork()
    if child == 0:
        os._exit(askers.ask(lambda: 3, 5))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def test_nothing_is_asked_while_too_many_are_left_behind():
    askers, gate = Askers(most_behind=2), threading.Event()
    for _ in range(2):
        with pytest.raises(TooSlow):
            askers.ask(lambda: gate.wait(10), 0.01)
    with pytest.raises(TooSlow):
        askers.ask(lambda: 7, 5)
    gate.set()
