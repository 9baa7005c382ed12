"""A vendor's platform on loopback: it shows a page for every title, or, while it is down, refuses."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

PAGE = b"<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href=data:,><title>%s</title><h1>%s</h1>"


class Vendor:
    """Where the platform is, and whether it answers; ``asked``: the paths that somebody wanted."""

    def __init__(self, url: str) -> None:
        self.url, self.down, self.asked = url, False, list[str]()


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """Run a vendor's platform for as long as a journey lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            words = b"503 Service Unavailable" if made.down else self.path.encode()
            self.send_response(503 if made.down else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE % (words, words))

        def log_message(self, *said: object) -> None:
            """Say nothing: the journey looks at ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Vendor(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
