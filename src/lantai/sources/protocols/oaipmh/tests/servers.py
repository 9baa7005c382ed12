"""A server of OAI-PMH that plays what it is told to: answers in order, or by the question asked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from lantai.sources.protocols.oaipmh.asking import Asker

NOW = datetime(2026, 11, 29, tzinfo=UTC)


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """Plays ``answers`` in order; an exception among them is raised. ``asked``: the questions that came."""

    answers: list
    asked: list = field(default_factory=list)
    slept: list = field(default_factory=list)
    now: datetime = NOW

    def fetch(self, url):
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(url).query).items()})
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Answer) else Answer(200, answer)

    def asker(self, **more):
        return Asker("https://r.example/oai", self.fetch, self.slept.append, lambda: self.now, pause_s=0, **more)


def record(n, day="2026-01-01", status=""):
    about = f"<header{status}><identifier>oai:{n}</identifier><datestamp>{day}</datestamp></header>"
    return f"<record>{about}<metadata><dc><title>Paper {n}</title></dc></metadata></record>"


def page(*records, token="", verb="ListRecords", tail=True, attributes=""):
    token = f"<resumptionToken{attributes}>{token}</resumptionToken>" if token or attributes else ""
    end = f"{token}</{verb}></OAI-PMH>" if tail else ""
    return (
        f'<?xml version="1.0"?><OAI-PMH><responseDate>2026-11-28T01:00:00Z</responseDate><{verb}>{"".join(records)}{end}'.encode()
    )


def error(code, words=""):
    return f'<OAI-PMH><error code="{code}">{words}</error></OAI-PMH>'.encode()
