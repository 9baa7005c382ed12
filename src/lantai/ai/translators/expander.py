"""A translation service as the last of the expanders: for words that nothing else knows, within the time that a reader can wait.

A reader waits BUDGET_S at the most; an answer that comes later is kept and serves the next who asks. A service that fails or is late three times is left alone
for a minute. What is sent: the words and two language codes.
"""

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from lantai.ai.breaker import Breaker
from lantai.ai.choice import AiError
from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found, Span

from . import Translator
from .memory import Memory

BUDGET_S = 0.8

MOST_TERMS = 4
LONGEST_TERM = 80
MOST_TARGETS = 2
"""Words of a question and languages for which the service is asked; the languages of which the collection has most."""

AT_ONCE = 4

log = logging.getLogger(__name__)


class Service:
    """See Expander. ``clock``: seconds since 1970."""

    origin = Origin.SERVICE

    def __init__(
        self,
        translator: Translator,
        memory: Memory,
        *,
        breaker: Breaker | None = None,
        budget_s: float = BUDGET_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._translator, self._memory = translator, memory
        self._breaker = breaker or Breaker()
        self._budget_s, self._clock = budget_s, clock
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="translator")

    def languages(self) -> Collection[tuple[str, str]]:
        """Return no pairs: a service is no reason to take a question for one of its languages."""
        return ()

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return the translations of the words of a question, as far as they are known or come in time. The keys are the words as typed."""
        texts = {span: span.key for span in spans}
        found: dict[Span, list[Found]] = {}
        late: dict[Future[Mapping[str, str]], tuple[str, str]] = {}
        for source, words in _by_language(texts).items():
            for target in [target for target in dict.fromkeys(targets) if target != source][:MOST_TARGETS]:
                known = self._memory.known(words, source, target, now=self._clock())
                _add(found, texts, known, source, target, self._translator.title)
                missing = [word for word in words if word not in known]
                if missing and self._breaker.lets_through:
                    late[self._pool.submit(self._asked, missing, source, target)] = (source, target)
        done, waiting = wait(late, timeout=self._budget_s) if late else (set(), set())
        for future in done:
            _add(found, texts, future.result(), *late[future], self._translator.title)
        for future in waiting:
            future.cancel()
            self._breaker.failed()
        return found

    def _asked(self, words: Sequence[str], source: str, target: str) -> Mapping[str, str]:
        try:
            said = self._translator.translate(words, source, target)
        except AiError as problem:
            self._breaker.failed()
            log.warning("The translation service was of no help: %s", problem)
            return {}
        self._breaker.went_well()
        self._memory.keep({word: said.get(word, "") for word in words}, source, target, now=self._clock())
        return said


def _by_language(texts: Mapping[Span, str]) -> dict[str, list[str]]:
    """Return the words to ask for by their language: few, short and with letters."""
    words: dict[str, list[str]] = {}
    for span, text in list(texts.items()):
        if span.lang and len(text) <= LONGEST_TERM and any(map(str.isalpha, text)) and sum(map(len, words.values())) < MOST_TERMS:
            words.setdefault(span.lang, []).append(text)
    return words


def _add(
    found: dict[Span, list[Found]], texts: Mapping[Span, str], said: Mapping[str, str], source: str, target: str, title: str
) -> None:
    for span, text in texts.items():
        if span.lang == source and said.get(text):
            found.setdefault(span, []).append(Found(text=said[text], lang=target, weight=1.0, origin=Origin.SERVICE, layer=title))
