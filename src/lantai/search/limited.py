"""Asking with a limit of time: whoever asks goes on when no answer has come, and the question is left behind.

No thread can be made to stop asking a disk that does not answer. So questions are asked by other threads, kept for the next question; one that is
left behind comes back when its question ends, if ever. So many may be left behind that a process stays small; then nothing more is asked.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeAlias, TypeVar

Answer = TypeVar("Answer")

Todo: TypeAlias = "SimpleQueue[tuple[Callable[[], Any], Future[Any]]]"

MOST_BEHIND = 12
"""Questions that may be left behind at a time."""


class TooSlow(Exception):
    """No answer came in time, or too many questions are still left behind."""


class Askers:
    """Threads that ask in the place of others; safe to share between threads. A thread costs 0.1 ms at each question, and ends with the process."""

    def __init__(self, most_behind: int = MOST_BEHIND) -> None:
        self._most_behind = most_behind
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._idle: list[Todo] = []
        self.behind = 0

    def ask(self, question: Callable[[], Answer], limit_s: float) -> Answer:
        """Return the answer, or raise what the question raises; raise TooSlow after ``limit_s`` seconds."""
        with self._lock:
            if self._process != os.getpid():  # a fork has none of the threads
                self._process, self._idle, self.behind = os.getpid(), [], 0
            if self.behind >= self._most_behind:
                raise TooSlow
            asker = self._idle.pop() if self._idle else None
        asker = asker or self._started()
        answer: Future[Answer] = Future()
        asker.put((partial(copy_context().run, question), answer))
        try:
            found = answer.result(limit_s)
        except TimeoutError:
            if answer.done():  # the question itself raised it
                self._free(asker)
                raise
            self._leave(asker, answer)
            raise TooSlow from None
        except BaseException:
            self._free(asker)
            raise
        self._free(asker)
        return found

    def _started(self) -> Todo:
        todo: Todo = SimpleQueue()
        threading.Thread(target=_ask_on, args=(todo,), name="asks the engine", daemon=True).start()
        return todo

    def _free(self, asker: Todo) -> None:
        with self._lock:
            self._idle.append(asker)

    def _leave(self, asker: Todo, answer: Future[Any]) -> None:
        with self._lock:
            self.behind += 1

        def back(_: Future[Any]) -> None:
            with self._lock:
                self.behind -= 1
                self._idle.append(asker)

        answer.add_done_callback(back)


def _ask_on(todo: Todo) -> None:
    while True:
        question, answer = todo.get()
        try:
            found = question()
        except BaseException as problem:
            answer.set_exception(problem)
        else:
            answer.set_result(found)
        del question, answer
