"""Fetching from outside: what is refused, and what is bounded."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lantai.infra.courtesy import allowed, host_of
from lantai.infra.httpclient import AddressRefused, Client, FetchFailed, NoAddress, TooLarge, askable, is_public

asked: list[tuple[str, str | None]] = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append((self.headers["Host"], self.headers["Authorization"]))
        elsewhere = f"http://localhost:{self.server.server_port}/hello"
        where = {
            "/moved": "/hello",
            "/away": elsewhere,
            "/inside": "http://10.0.0.1/",
            "/round": "/round",
            "/file": "file:///etc/passwd",
            "/broken": "http://[x/a.pdf",
            "/letters": "/论文 1".encode().decode("latin-1"),
        }.get(self.path)
        self.send_response(302 if where else 200)
        if where:
            self.send_header("Location", where)
        packed = {
            "/packed": gzip.compress(b"hello"),
            "/swelling": gzip.compress(b"x" * 5_000),
            "/spoilt": gzip.compress(b"hello")[:-9],
        }
        if self.path in packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if not where:
            self.wfile.write(packed.get(self.path) or (b"x" * 5_000 if self.path == "/large" else b"hello"))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(307 if self.path == "/moved" else 200)
        self.send_header("Location", "/hello")
        self.end_headers()
        self.wfile.write(self.headers["X-Kind"].encode() + b": " + sent)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


HOUSE = Client(agent="test", timeout_s=5, limit_bytes=1_000, allowed={"127.0.0.1"})


def test_an_allowed_address_is_fetched(address):
    assert HOUSE.get(f"{address}/hello").body == b"hello"


def test_a_redirect_is_followed_and_named(address):
    assert HOUSE.get(f"{address}/moved").url == f"{address}/hello"


@pytest.mark.parametrize(("path", "told"), [("/moved", ["Bearer x", "Bearer x"]), ("/away", ["Bearer x", None])])
def test_a_secret_goes_to_no_other_server_than_the_one_asked(address, path, told):
    asked.clear()
    here = Client(agent="test", timeout_s=5, allowed={"127.0.0.1", "localhost"})
    assert here.get(f"{address}{path}", headers={"Authorization": "Bearer x"}).body == b"hello"
    assert [secret for _host, secret in asked] == told


def test_what_is_sent_arrives_with_its_headers(address):
    assert HOUSE.post(f"{address}/", b"words", headers={"X-Kind": "text"}).body == b"text: words"


def test_what_is_sent_is_not_sent_on_where_a_redirect_leads(address):
    assert HOUSE.post(f"{address}/moved", b"words", headers={"X-Kind": "text"}).status == 307


def test_nothing_is_sent_inside_the_house():
    with pytest.raises(AddressRefused, match="inside the house"):
        Client(agent="test").post("http://127.0.0.1:1/", b"words", headers={})


def test_an_address_inside_the_house_is_refused(address):
    with pytest.raises(AddressRefused, match="inside the house"):
        Client(agent="test").get(address)


@pytest.mark.parametrize("path", ["/inside", "/file"])
def test_a_redirect_cannot_lead_round_the_guard(address, path):
    with pytest.raises(AddressRefused):
        HOUSE.get(f"{address}{path}")


@pytest.mark.parametrize(
    "url",
    [
        "http://[bad/x.pdf",
        "http://host:abc/",
        "http://host:99999/",
        f"http://{'a' * 64}.example/",
        f"http://{'é' * 64}.example/",
        "http://h/\ud800",
    ],
)
def test_what_is_no_address_fails_as_any_other(url):
    with pytest.raises(NoAddress):
        HOUSE.get(url)
    assert isinstance(host_of(url), str)
    assert allowed("User-agent: *\nAllow: /", "Lantai/1", url) == (True, 0.0)


def test_other_letters_are_sent_percent_encoded(address):
    assert (
        askable("https://出版.cn:8080/论文 1.pdf?名=a%20b#x")
        == "https://xn--79q800f.cn:8080/%E8%AE%BA%E6%96%87%201.pdf?%E5%90%8D=a%20b"
    )
    assert HOUSE.get(f"{address}/论文.pdf").body == b"hello"
    assert HOUSE.get(f"{address}/letters").url == f"{address}/%E8%AE%BA%E6%96%87%201"
    with pytest.raises(NoAddress):
        HOUSE.get(f"{address}/broken")


def test_what_is_broken_in_robots_txt_is_passed_over():
    for broken in ("Crawl-delay: ²", "Disallow: //[x", f"Crawl-delay: {'9' * 5_000}"):
        robots = f"User-agent: *\n{broken}\nDisallow: /no"
        assert [allowed(robots, "Lantai/1", f"http://h/{path}")[0] for path in ("no", "yes")] == [False, True]
    assert allowed(f"User-agent: *\nCrawl-delay: {'9' * 400}", "Lantai/1", "http://h/")[1] == 86_400


def test_headers_that_come_drop_by_drop_are_not_waited_for_beyond_the_time():
    def drip(server: socket.socket) -> None:
        taken, _ = server.accept()
        with taken:
            taken.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            for _ in range(40):
                try:
                    taken.sendall(b"x")
                except OSError:
                    return
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(FetchFailed) as failed:
            Client(agent="test", timeout_s=0.2, allowed={"127.0.0.1"}).get(f"http://127.0.0.1:{server.getsockname()[1]}/")
    assert isinstance(failed.value.__cause__, TimeoutError)
    assert time.monotonic() - began < 1.5


def test_endless_redirects_end(address):
    with pytest.raises(FetchFailed, match="redirects"):
        HOUSE.get(f"{address}/round")


def test_too_large_an_answer_is_refused(address):
    with pytest.raises(TooLarge, match="1,000 bytes"):
        HOUSE.get(f"{address}/large")


def test_what_a_server_packs_unasked_is_unpacked_within_bounds(address):
    assert HOUSE.get(f"{address}/packed").body == b"hello"
    with pytest.raises(TooLarge):
        HOUSE.get(f"{address}/swelling")
    with pytest.raises(FetchFailed, match="before its end"):
        HOUSE.get(f"{address}/spoilt")


def test_the_beginning_of_an_answer_may_be_enough(address):
    assert Client(agent="test", limit_bytes=1_000, allowed={"127.0.0.1"}, cut=True).get(f"{address}/large").body == b"x" * 1_000


def test_one_answer_is_had_without_following_it(address):
    assert HOUSE.once(f"{address}/moved").headers["location"] == "/hello"


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2001:4860:4860::8888", True),
    ],
)
def test_addresses_of_the_public_internet_are_told_from_others(ip, public):
    assert is_public(ip) is public
