"""A service as an expander: asked once, never waited for long, left alone when it fails."""

import threading

import pytest

from lantai.ai.breaker import Breaker
from lantai.ai.choice import ServiceFailed
from lantai.ai.translators import expander
from lantai.ai.translators.expander import MOST_TARGETS, MOST_TERMS, Service
from lantai.ai.translators.memory import Memory
from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found, Span

WHEAT = Span("zh", "小麦")


class Dictionary:
    """Knows one word; counts how often it was asked."""

    name = title = "Test service"

    def __init__(self, problem=None) -> None:
        self.asked = []
        self.problem = problem
        self.go_on = threading.Event()
        self.go_on.set()

    def translate(self, texts, source, target):
        self.asked.append((list(texts), source, target))
        self.go_on.wait(5)
        if self.problem:
            raise self.problem
        return {text: f"wheat-{target}" for text in texts if text in ("小麦", "running")}


@pytest.fixture
def dictionary():
    return Dictionary()


def service(tmp_path, dictionary, **rest):
    return Service(dictionary, Memory(tmp_path / "said.sqlite3", "test"), clock=lambda: 1_000_000_000.0, **rest)


def test_its_translations_carry_its_name(tmp_path, dictionary):
    found = service(tmp_path, dictionary).look_up([WHEAT], ["en"])
    assert found == {WHEAT: [Found(text="wheat-en", lang="en", weight=1.0, origin=Origin.SERVICE, layer="Test service")]}


def test_it_is_asked_once_for_the_same_words_even_if_it_knows_nothing(tmp_path, dictionary):
    unknown = Span("zh", "玉米")
    for _ in range(3):
        service(tmp_path, dictionary).look_up([WHEAT, unknown], ["en"])
    assert dictionary.asked == [(["小麦", "玉米"], "zh", "en")]


def test_it_is_asked_little(tmp_path, dictionary):
    spans = [Span("en", f"word{chr(97 + n)}") for n in range(30)] + [Span("en", "x" * 200), Span("en", "123"), Span("", "小麦")]
    service(tmp_path, dictionary).look_up(spans, ["en", "de", "fr", "ru"])
    assert [(len(texts), target) for texts, _, target in sorted(dictionary.asked, key=lambda row: row[2])] == [
        (MOST_TERMS, "de"),
        (MOST_TERMS, "fr"),
    ]
    assert len(dictionary.asked) == MOST_TARGETS


def test_a_late_answer_is_not_waited_for_and_serves_the_next(tmp_path, dictionary):
    dictionary.go_on.clear()
    slow = service(tmp_path, dictionary, budget_s=0.05)
    assert slow.look_up([WHEAT], ["en"]) == {}
    dictionary.go_on.set()
    slow._pool.shutdown()
    assert service(tmp_path, dictionary).look_up([WHEAT], ["en"])[WHEAT][0].text == "wheat-en"
    assert len(dictionary.asked) == 1


def test_a_service_that_fails_is_left_alone_and_told_in_the_log(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr(expander.log, "disabled", False)
    broken = Dictionary(ServiceFailed("https://example.org: status 503"))
    failing = service(tmp_path, broken, breaker=Breaker(failures=2))
    for _ in range(5):
        assert failing.look_up([WHEAT], ["en"]) == {}
    assert len(broken.asked) == 2
    assert "status 503" in caplog.text


def test_a_memory_that_cannot_be_used_is_as_good_as_none(tmp_path, dictionary):
    (tmp_path / "said.sqlite3").write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    assert service(tmp_path, dictionary).look_up([WHEAT], ["en"])[WHEAT][0].text == "wheat-en"


def test_old_answers_are_forgotten(tmp_path):
    memory = Memory(tmp_path / "said.sqlite3", "test")
    memory.keep({"小麦": "wheat"}, "zh", "en", now=0)
    assert memory.known(["小麦"], "zh", "en", now=100) == {"小麦": "wheat"}
    assert memory.known(["小麦"], "zh", "en", now=100 * 86_400) == {}
