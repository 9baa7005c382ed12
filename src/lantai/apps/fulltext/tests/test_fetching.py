"""Copies that may be kept are asked for politely, one outcome each, and again where a host was only busy."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from lantai.apps.fulltext import actions, queries, store, tasks
from lantai.apps.fulltext.actions.fetching import Asker, asker
from lantai.apps.fulltext.models import CopyToFetch, FullText
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.fulltext import child
from lantai.infra import confined
from lantai.infra.courtesy import Courtesy
from lantai.infra.httpclient import AddressRefused, Answer, FetchFailed, NoAddress, TooLarge
from lantai.infra.models import Job

from .conftest import ARTICLE, PAPER, SCAN

HOST = "https://repository.example"


def paper(number: int, **location: object) -> bytes:
    """Return a paper as OpenAlex has it, with one copy in a repository."""
    said = {
        "is_oa": True, "landing_page_url": f"{HOST}/{number}", "pdf_url": f"{HOST}/{number}.pdf", "license": "cc-by", "version": "acceptedVersion",
        "source": {"display_name": "Repository", "type": "repository", "is_oa": True},
    } | location  # fmt: skip
    told = {"id": f"https://openalex.org/W{number}", "doi": f"https://doi.org/10.5555/{number}", "title": f"Paper {number}", "publication_year": 2020,
            "type": "article", "authorships": [], "locations": [said], "primary_location": said}  # fmt: skip
    return msgspec.json.encode(told)


class Web:
    """The outside: what each address answers. Notes what was asked for, and how long was waited."""

    def __init__(self, **answers: object) -> None:
        self.answers = {f"{HOST}/{name.lstrip('_')}.pdf": answer for name, answer in answers.items()}
        self.asked: list[str] = []
        self.waited: list[float] = []

    def asker(self) -> Asker:
        return Asker(self.get, Courtesy(clock=lambda: 0.0, sleep=self.waited.append, interval_s=2.0))

    def get(self, url: str) -> Answer:
        self.asked.append(url)
        answer = self.answers.get(url, (404, b""))
        if isinstance(answer, Exception):
            raise answer
        status, body, *headers = answer
        return Answer(url, status, headers[0] if headers else {}, body)


@pytest.fixture
def copies(take, monkeypatch):
    """Take in papers of which six copies may be kept, and have the copies looked for."""
    monkeypatch.setattr(confined, "run", lambda module, data, limits: child.main(data))
    closed = [paper(7, license=None), paper(8, license="publisher-specific-oa"), paper(9, is_oa=False), paper(10, pdf_url=None)]
    take(b"\n".join([*(paper(n) for n in range(1, 7)), *closed]), name="works.jsonl")
    return actions.gather(now=NOW)


def fetch(web: Web, at=NOW, most: int = 100):
    return actions.fetch_due(now=lambda: at, most=most, asks=web.asker())


def test_only_files_under_a_license_that_lets_them_be_kept_are_asked_for_and_each_has_an_outcome(copies):
    assert copies == CopyToFetch.objects.count() == 6
    web = Web(
        _1=(200, PAPER), _2=(200, b"<html>Sign in</html>"), _3=(404, b""), _4=(503, b"", {"retry-after": "7200"}), _5=TooLarge("large"),
        _6=AddressRefused("inside"),
    )  # fmt: skip
    done = fetch(web)
    assert (done.asked, done.kept, done.refused, done.later, done.failed) == (6, 1, 3, 1, 1)
    stands = dict(CopyToFetch.objects.values_list("work__title", "state"))
    assert stands == {
        "Paper 1": "kept",
        "Paper 2": "refused",
        "Paper 3": "failed",
        "Paper 4": "waiting",
        "Paper 5": "refused",
        "Paper 6": "refused",
    }
    assert dict(queries.standing().reasons) == {
        "not-read": 1, "the host answered 404": 1, "the host answered 503": 1, "too-large": 1, "inside": 1,
    }  # fmt: skip
    kept = FullText.objects.get()
    assert (kept.origin, kept.url, kept.version, kept.label, kept.by) == ("fetched", f"{HOST}/1.pdf", "accepted", "CC BY", None)
    assert set(web.waited) == {2.0 * n for n in range(1, 7)}  # one host, two seconds between, its robots.txt first
    assert fetch(Web()).asked == 0
    assert CopyToFetch.objects.get(work__title="Paper 4").due_at == NOW + timedelta(hours=2)


def test_a_busy_host_is_asked_again_and_in_the_end_counts_as_not_to_be_had(copies):
    at = NOW
    for _ in range(8):
        fetch(Web(**{f"_{n}": FetchFailed("no answer") for n in range(1, 7)}), at)
        at += timedelta(days=5)
    assert set(CopyToFetch.objects.values_list("state", "tries")) == {("failed", 5)}


def test_what_robots_txt_forbids_is_not_asked_for(copies):
    web = Web(_1=(200, PAPER))
    web.answers[f"{HOST}/robots.txt"] = (200, b"User-agent: *\nDisallow: /")
    fetch(web)
    assert web.asked == [f"{HOST}/robots.txt"]
    assert set(CopyToFetch.objects.values_list("reason", flat=True)) == {"robots"}


def test_a_run_goes_on_where_the_last_one_was_stopped_and_finds_nothing_twice(copies, take):
    web = Web(_1=(200, PAPER), _2=(200, SCAN))
    assert (fetch(web, most=1).kept, fetch(web, most=1).kept) == (1, 1)
    assert actions.gather(now=NOW) == 0
    take(b"\n".join([paper(1, version="publishedVersion"), paper(11)]), name="more.jsonl")
    assert actions.gather(now=NOW) == 1


def test_fetching_is_off_until_it_is_chosen_and_stops_where_the_room_ends(copies, settings):
    tasks.ask_to_fetch()
    assert not Job.objects.filter(name="fulltext.fetch").exists()
    actions.choose(by=None, now=NOW, fetches=True, most_bytes=10, is_searched=False)
    tasks.ask_to_fetch()
    tasks.ask_to_fetch()
    assert Job.objects.filter(name="fulltext.fetch").count() == 1
    web = Web(_1=(200, PAPER), _2=(200, SCAN))
    assert fetch(web).kept == 1
    assert queries.bytes_of(FullText.objects.get()) > len(PAPER)  # with its picture
    assert store.total_bytes() == queries.bytes_of(FullText.objects.get())


def test_no_address_of_the_house_is_asked_not_even_one_that_harvests_may(take, settings):
    settings.HARVEST_PAUSE, settings.SERVICE_HOSTS = 0, {"127.0.0.1"}
    take(paper(1, pdf_url="http://127.0.0.1:9/secret.pdf"), name="works.jsonl")
    actions.gather(now=NOW)
    assert actions.fetch_due(now=lambda: NOW, most=5, asks=asker()).refused == 1
    assert CopyToFetch.objects.get().reason == "inside"


def test_what_is_wrong_with_one_copy_does_not_stop_the_others(take, copies):
    take(paper(21, pdf_url="http://[bad/x.pdf"), name="bad.jsonl")
    assert actions.gather(now=NOW) == 1
    web = Web(_1=ZeroDivisionError("a fault of ours"), _2=(302, b"", {"location": "http://[x/a.pdf"}), _3=(200, PAPER))
    web.answers["http://[bad/x.pdf"] = NoAddress("none")
    done = fetch(web)
    assert (done.asked, done.kept, done.later, done.failed) == (7, 1, 1, 5)
    assert dict(CopyToFetch.objects.exclude(reason="").values_list("work__title", "reason")) == {
        "Paper 1": "went-wrong", "Paper 2": "no-address", "Paper 21": "no-address",
    } | {f"Paper {n}": "the host answered 404" for n in (4, 5, 6)}  # fmt: skip


def test_where_a_redirect_leads_is_asked_as_politely(copies):
    web = Web(
        _1=(302, b"", {"location": "https://elsewhere.example/a.pdf"}),
        _2=(302, b"", {"location": "/kept.pdf"}),
        _kept=(200, PAPER),
    )
    web.answers["https://elsewhere.example/robots.txt"] = (200, b"User-agent: *\nDisallow: /a")
    assert fetch(web, most=2).kept == 1
    assert "https://elsewhere.example/robots.txt" in web.asked
    assert "https://elsewhere.example/a.pdf" not in web.asked
    assert CopyToFetch.objects.get(work__title="Paper 1").reason == "robots"


def test_a_copy_is_asked_for_by_one_run_alone_until_its_time_is_over(copies, monkeypatch):
    seen = queries.due_copies(NOW, 1)
    monkeypatch.setattr(queries, "due_copies", lambda now, most: seen)
    web = Web(_1=(200, PAPER))
    other = Web(_1=(200, PAPER))
    get = web.get

    def meanwhile(url: str) -> Answer:
        fetch(other)
        return get(url)

    web.get = meanwhile
    assert (fetch(web).kept, other.asked) == (1, [])
    monkeypatch.undo()
    CopyToFetch.objects.exclude(pk=seen[0].pk).delete()
    CopyToFetch.objects.update(state="waiting")
    assert [len(queries.due_copies(NOW + timedelta(minutes=n), 9)) for n in (14, 16)] == [0, 1]


def test_a_work_of_which_a_file_was_taken_down_takes_nothing_fetched(copies, librarian):
    fetch(Web(_1=(200, PAPER)), most=1)
    kept = FullText.objects.get()
    actions.take_down(by=librarian, full_text=kept, why="They asked.", now=NOW)
    CopyToFetch.objects.create(
        work=kept.work, address=f"{HOST}/1.pdf?stamped", host="repository.example", due_at=NOW, version="published"
    )
    CopyToFetch.objects.filter(work=kept.work).update(state="waiting", due_at=NOW)
    CopyToFetch.objects.exclude(work=kept.work).delete()
    web = Web(_1=(200, SCAN))
    assert (fetch(web).refused, web.asked) == (2, [])
    assert CopyToFetch.objects.get(address=f"{HOST}/1.pdf").reason == "work-down"
    with pytest.raises(actions.NotKept, match="taken down"):
        actions.keep(by=None, work=kept.work_id, data=SCAN, file_name="", origin="fetched", now=NOW, license="cc-by")
    assert actions.keep(by=None, work=kept.work_id, data=SCAN, file_name="", origin="command", now=NOW, license="cc-by").is_new
    actions.put_back(by=librarian, full_text=kept, now=NOW)
    actions.gather(now=NOW)
    assert CopyToFetch.objects.get(address=f"{HOST}/1.pdf").state == "waiting"


def test_the_stricter_of_file_and_catalog_counts_as_both_stand_today(copies, take):
    stricter = ARTICLE.replace(b"10.5555/LAKES.1", b"10.5555/1").replace(b"licenses/by/4.0", b"licenses/by-nc-nd/4.0")
    own = ARTICLE.replace(b"10.5555/LAKES.1", b"10.5555/2").replace(b' xlink:href="https://creativecommons.org/licenses/by/4.0/"><p>Open.',
        b"><p>All rights reserved.")  # fmt: skip
    bare = ARTICLE.replace(b"10.5555/LAKES.1", b"10.5555/3").replace(
        b' xlink:href="https://creativecommons.org/licenses/by/4.0/"', b""
    )
    take(paper(4, license="publisher-specific-oa"), name="corrected.jsonl")
    web = Web(_1=(200, stricter), _2=(200, own), _3=(200, bare), _4=(200, PAPER))
    fetch(web)
    assert list(FullText.objects.order_by("pk").values_list("work__title", "label", "said_by", "rule")) == [
        ("Paper 1", "CC BY-NC-ND 4.0", "file", "license-nd"), ("Paper 3", "CC BY", "catalog", "license"),
    ]  # fmt: skip
    reasons = dict(CopyToFetch.objects.values_list("work__title", "reason"))
    assert (reasons["Paper 2"], reasons["Paper 4"]) == ("publisher-words", "not-allowed")
    assert f"{HOST}/4.pdf" not in web.asked


def test_the_same_bytes_may_be_written_by_several_at_once():
    with ThreadPoolExecutor(8) as several:
        digests = list(several.map(lambda n: store.put(b"the same bytes" * 20_000 + bytes([n // 8])), range(64)))
    assert len(set(digests)) == 8
    assert all(store.get(one) for one in set(digests))
