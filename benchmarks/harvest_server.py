"""A repository on this machine that speaks OAI-PMH: as many records as wanted, some of them deleted, a token a page.

``Repository`` answers questions; ``serving`` puts it behind an address of the loopback.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

DAYS = 28


@dataclass
class Repository:
    """``deleted_every``: each so-manieth record is one. ``changed``: number -> another title. ``asked``: the questions that came.

    ``answers``: what is sent instead, in order: (status, headers, body). ``deletions``: what Identify says of them; ``dropped``: records gone without
    a word; ``unlisted``: that are there, but on no list of identifiers; ``sets``: which records each has; ``said_size``: how many records lists are said
    to have, 0 the truth.
    """

    records: int = 250
    page_size: int = 20
    deleted_every: int = 10
    changed: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    deletions: str = "persistent"
    dropped: set[int] = field(default_factory=set)
    said_size: int = 0
    unlisted: set[int] = field(default_factory=set)
    sets: dict[str, set[int]] = field(default_factory=dict)

    def answer(self, question: dict[str, str]) -> bytes:
        """Return the body of an answer."""
        if question["verb"] == "Identify":
            return (
                b"<OAI-PMH><responseDate>2026-11-28T01:00:00Z</responseDate><Identify><repositoryName>A repository</repositoryName>"
                b"<baseURL>http://127.0.0.1/</baseURL><deletedRecord>%s</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"
                % self.deletions.encode()
            )
        if question["verb"] == "GetRecord":
            n = int(question["identifier"].rpartition(":")[2])
            there = n < self.records and n not in self.dropped
            said = f"<GetRecord>{self.record(n)}</GetRecord>" if there else "<error code='idDoesNotExist'/>"
            return f"<OAI-PMH>{said}</OAI-PMH>".encode()
        at, _, chosen = (
            question.get("resumptionToken", f"from 0 {question.get('set', '') if self.sets else ''}")
            .partition(" ")[2]
            .partition(" ")
        )
        start = int(at)
        numbers = [n for n in range(self.records) if n not in self.dropped and self.day(n) >= question.get("from", "")]
        if chosen and self.sets:
            numbers = [n for n in numbers if n in self.sets.get(chosen, ())]
        if question["verb"] == "ListIdentifiers":
            numbers = [n for n in numbers if n not in self.unlisted]
        if not numbers:
            return b"<OAI-PMH><error code='noRecordsMatch'/></OAI-PMH>"
        part, end = numbers[start : start + self.page_size], start + self.page_size
        following = f"from {end} {chosen}".strip() if end < len(numbers) else ""
        token = f"<resumptionToken completeListSize='{self.said_size or len(numbers)}'>{following}</resumptionToken>"
        head = "<?xml version='1.0' encoding='UTF-8'?><OAI-PMH><responseDate>2026-11-28T01:00:00Z</responseDate>"
        verb, one = ("ListIdentifiers", self.header) if question["verb"] == "ListIdentifiers" else ("ListRecords", self.record)
        return f"{head}<{verb}>{''.join(map(one, part))}{token}</{verb}></OAI-PMH>".encode()

    def header(self, n: int) -> str:
        """Return the header of a record as it stands in a list of identifiers."""
        head = self.named(n)
        said = " status='deleted'" if self.is_deleted(n) else ""
        return f"<header{said}>{head}</header>"

    def record(self, n: int) -> str:
        """Return one record as it stands on a page."""
        head = self.named(n)
        if self.is_deleted(n):
            return f"<record><header status='deleted'>{head}</header></record>"
        title = self.changed.get(n, f"Report number {n} of the observatory, {WORDS[n % len(WORDS)]}")
        described = (
            f"<dc:title>{title}</dc:title><dc:creator>Author {n}</dc:creator><dc:identifier>https://r.example/{n}</dc:identifier>"
        )
        said = f"<dc:language>{('eng', 'zho', 'ara')[n % 3]}</dc:language><dc:date>{2000 + n % 25}</dc:date><dc:type>article</dc:type>"
        return f"<record><header>{head}</header><metadata><oai_dc:dc>{described}{said}</oai_dc:dc></metadata></record>"

    def named(self, n: int) -> str:
        """Return what a header says of a record."""
        of = "".join(f"<setSpec>{name}</setSpec>" for name, numbers in self.sets.items() if n in numbers)
        return f"<identifier>oai:r.example:{n}</identifier><datestamp>{self.day(n)}</datestamp>{of}"

    def day(self, n: int) -> str:
        """Return when a record last changed."""
        return "2026-11-28" if n in self.changed or n in self.gone else f"2026-01-{1 + n * DAYS // max(self.records, 1):02}"

    def is_deleted(self, n: int) -> bool:
        """Say whether a record is gone."""
        return n in self.gone or (bool(self.deleted_every) and n % self.deleted_every == self.deleted_every - 1)


WORDS = ("rivers", "floods", "sands", "winds", "stars", "tides", "ice", "grain", "salt", "birds", "ashes")


@contextmanager
def serving(repository: Repository) -> Iterator[str]:
    """Serve it; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            question = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            repository.asked.append(question)
            repository.agents.append(self.headers.get("User-Agent", ""))
            status, headers, body = repository.answers.pop(0) if repository.answers else (200, {}, repository.answer(question))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/oai"
        finally:
            server.shutdown()
