"""Copies that may be kept are asked for politely, one outcome each, and again where a host was only busy."""

from datetime import timedelta

import msgspec
import pytest

from lantai.apps.fulltext import actions, queries, tasks
from lantai.apps.fulltext.actions.fetching import Asker, asker
from lantai.apps.fulltext.models import CopyToFetch, FullText
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.pdf import child
from lantai.infra import confined
from lantai.infra.courtesy import Courtesy
from lantai.infra.httpclient import AddressRefused, Answer, FetchFailed, TooLarge
from lantai.infra.models import Job

from .conftest import PAPER, SCAN

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


def test_no_address_of_the_house_is_asked(copies, settings):
    settings.HARVEST_PAUSE = 0
    one = CopyToFetch.objects.first()
    CopyToFetch.objects.exclude(pk=one.pk).delete()
    CopyToFetch.objects.filter(pk=one.pk).update(address="http://127.0.0.1:9/secret.pdf", host="127.0.0.1:9")
    assert actions.fetch_due(now=lambda: NOW, most=5, asks=asker()).refused == 1
    assert CopyToFetch.objects.get().reason == "inside"
    assert Work.objects.filter(state="live").count() == 10
