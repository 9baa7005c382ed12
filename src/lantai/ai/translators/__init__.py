"""Translators: words of a question in other languages, from a service that a library has chosen. Off until one is; the last to be asked.

Enter by ``TRANSLATORS[choice.name](choice)``. What a translator is told: the words that nothing else knows, and the two languages; never who asks.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from lantai.ai.choice import Choice
from lantai.core.registry import Registry

LONGEST = 120
"""Characters of a translation that are believed; longer ones are explanations or excuses."""


class Translator(Protocol):
    """Translates words and phrases. ``title``: the service's name, as readers are told it."""

    name: str
    title: str

    def translate(self, texts: Sequence[str], source: str, target: str) -> Mapping[str, str]:
        """Return the translations of those of ``texts`` that it could translate, from and into a language (primary subtags).

        Raise ServiceFailed or Unusable. Safe to call from several threads.
        """


class OpenTranslator(Protocol):
    """How a translator is opened; what the registry holds."""

    def __call__(self, choice: Choice) -> Translator:
        """Return the translator; raise Unusable, saying what to do. Nothing is sent yet."""


TRANSLATORS: Registry[OpenTranslator] = Registry(
    "translator",
    {
        "chat": "lantai.ai.translators.chat:open_translator",
        "libretranslate": "lantai.ai.translators.libretranslate:open_translator",
    },
)
"""The translators by name; each is called with a Choice and gives a Translator."""


def believed(text: str, translation: str) -> str:
    """Return a translation as words to search by; "" when it is none: empty, the text itself, several lines, or a whole essay."""
    cleaned = " ".join(translation.strip().strip("\"'“”«»。.").split())
    several = "\n" in translation.strip() or len(cleaned) > max(LONGEST, 6 * len(text))
    return "" if several or cleaned.casefold() == text.casefold() else cleaned
