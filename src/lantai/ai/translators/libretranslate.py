"""A service that speaks LibreTranslate's ``/translate``: a library can run one itself."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from lantai.ai.choice import Choice, ServiceFailed, Unusable
from lantai.ai.service import ask

from . import Translator, believed

CODES = {"zh": "zh-Hans"}
"""Where its codes differ from ours."""


class _Said(msgspec.Struct):
    translatedText: list[str]  # noqa: N815  # the service's own name


class LibreTranslate:
    """See Translator."""

    name = "libretranslate"

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self.title = f"LibreTranslate ({urlsplit(choice.at).hostname})"

    def translate(self, texts: Sequence[str], source: str, target: str) -> Mapping[str, str]:
        """Return what the service translated."""
        sent = {"q": list(texts), "source": CODES.get(source, source), "target": CODES.get(target, target), "format": "text"}
        if self._choice.key:
            sent["api_key"] = self._choice.key
        found = ask(self._choice, "translate", sent, _Said).translatedText
        if len(found) != len(texts):
            raise ServiceFailed(f"{self._choice.at}: {len(found)} translations came back for {len(texts)} words")
        return {text: kept for text, translation in zip(texts, found, strict=True) if (kept := believed(text, translation))}


def open_translator(choice: Choice) -> Translator:
    """Return the service; raise Unusable where its address is not named."""
    if not choice.at or choice.client is None:
        raise Unusable("libretranslate: LANTAI_TRANSLATOR_AT must name the address, e.g. http://127.0.0.1:5000")
    return LibreTranslate(choice)
