"""The server that plays: every play under an address of its own on this machine, with a certificate that ran out where one is asked for."""

import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from typing import Any

from .plays import Answer, Play

ROBOTS = "User-agent: *\nDisallow: /closed-to-robots/\n"


@dataclass
class Stage:
    """Where the plays are given. ``asked``: how often each path was asked for; ``times``: when anything was, in seconds."""

    http: int
    tls: int
    closed: int
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def address(self, play: Play, number: int) -> str:
        """Return the address of a play, the ``number``-th on the programme."""
        if play.at == "nowhere":
            return f"http://no-such-host-{number}.invalid{play.path}"
        port = {"http": self.http, "tls": self.tls, "closed": self.closed}[play.at]
        return f"{'https' if play.at == 'tls' else 'http'}://127.0.0.1:{port}{play.path}?play={number}"


@contextmanager
def staged(plays: list[Play], folder: Path) -> Iterator[Stage]:
    """Serve the plays until the block ends; ``folder``: where a certificate that ran out is made."""
    with create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    stage = Stage(0, 0, closed)
    handler = _handler(plays, stage)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as plain, ThreadingHTTPServer(("127.0.0.1", 0), handler) as secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_expired(folder))
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        stage.http, stage.tls = plain.server_port, secure.server_port
        for server in (plain, secure):
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
        yield stage
        plain.shutdown()
        secure.shutdown()


def _handler(plays: list[Play], stage: Stage) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers as the play in the query, or in the cookie-less Referer of the path, says."""

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            stage.asked[path] += 1
            stage.times.append(time.monotonic())
            if path == "/robots.txt":
                return self.send(Answer(200, ROBOTS, {"Content-Type": "text/plain"}))
            number = int(query.rpartition("play=")[2] or 0)
            return self.send(plays[number].answers.get(path, Answer(404, "<title>404</title>nothing is played here")), number)

        def send(self, answer: Answer, number: int = 0) -> None:
            if answer.delay_s:
                time.sleep(answer.delay_s)
            if answer.drop:
                self.connection.close()
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                self.send_header(name, value)
            if answer.to:
                to = answer.to.format(self=f"http://127.0.0.1:{stage.http}", other=f"http://localhost:{stage.http}")
                self.send_header("Location", f"{to}{'&' if '?' in to else '?'}play={number}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told: Any) -> None:
            """Stay silent."""

        def handle(self) -> None:
            try:
                super().handle()
            except (OSError, ValueError):
                self.close_connection = True

    return Handler


def _expired(folder: Path) -> tuple[Path, Path]:
    """Make an authority and a certificate of it that ran out, and return the latter with its key."""
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01")
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n"
        "[e]\nsubjectAltName=IP:127.0.0.1\n"
    )
    commands = (
        "req -x509 -newkey rsa:2048 -nodes -subj /CN=Played-Authority -days 30 -keyout ca.key -out ca.pem",
        "req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout site.key -out site.csr",
        "ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in site.csr -out site.pem -startdate 20200101000000Z -enddate 20210101000000Z"
        " -extensions e -notext",
    )
    for command in commands:
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return folder / "site.pem", folder / "site.key"
