"""The translation service that a library has chosen, as an expander; off until LANTAI_TRANSLATOR names one."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings

from lantai.ai.choice import Choice
from lantai.ai.translators import TRANSLATORS, Translator
from lantai.ai.translators.expander import Service
from lantai.ai.translators.memory import Memory
from lantai.infra.httpclient import Client

TIMEOUT_S = 10.0
"""How long an answer may take to be kept for the next who asks; no reader waits so long (BUDGET_S)."""


def service() -> Translator | None:
    """Return the service, None where none was chosen; raise Unusable, saying what to do."""
    choice: Choice | None = settings.TRANSLATOR
    return _opened(choice) if choice else None


def expander() -> Service | None:
    """Return the service as an expander, the last to be asked; None where none was chosen. Raise Unusable."""
    found = service()
    return _expander(found, Path(settings.DATA) / "services.sqlite3") if found else None


@cache
def _opened(choice: Choice) -> Translator:
    client = Client(agent="Lantai", timeout_s=TIMEOUT_S, limit_bytes=1_000_000, allowed=settings.SERVICE_HOSTS)
    return TRANSLATORS[choice.name](replace(choice, client=client, tries=1))


@cache
def _expander(translator: Translator, path: Path) -> Service:
    return Service(translator, Memory(path, f"{translator.name} {translator.title}"))
