"""Lines of the log: as sentences, or as one JSON object each; in either, what readers asked for is taken out of addresses."""

import json
import logging
import re
from datetime import UTC, datetime

from .tracing import doing

_ASKED = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
"""An address with a query string, anywhere in a line."""


def scrubbed(text: str) -> str:
    """Return a line without the query strings of addresses in it: a log must not say what somebody searched for."""
    return _ASKED.sub(r"\1?…", text)


class Sentences(logging.Formatter):
    """``2026-11-28 17:00:00,000 WARNING lantai.catalog: …``, with the request or job in brackets where there is one."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}{doing}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.doing = f" [{doing()}]" if doing() else ""
        return scrubbed(super().format(record))


class JsonLines(logging.Formatter):
    """One object a line: ``at`` (UTC), ``level``, ``logger``, ``message``, ``doing``, then ``figures`` given by ``extra``, ``trace``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
        }
        if doing():
            said["doing"] = doing()
        said |= getattr(record, "figures", {})
        if record.exc_info:
            said["trace"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)
