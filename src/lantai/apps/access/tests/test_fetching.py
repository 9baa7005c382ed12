"""Links are asked for politely: robots.txt, one request a second to a host, redirects guarded, the beginning of the answer."""

import time
from pathlib import Path

import pytest
from tests.platforms.plays import Answer, Play
from tests.platforms.server import staged

from lantai.apps.access.fetching import HEAD_BYTES, Fetcher, polite_client
from lantai.core.faults.facts import Expected, Problem
from lantai.core.faults.kinds import LinkKind
from lantai.infra.courtesy import Courtesy, allowed, host_of

LARGE = Play("large", LinkKind.SOUND, Expected(), {"/large": Answer(200, "x" * 3 * HEAD_BYTES)}, "/large")
CLOSED = Play("closed", LinkKind.SOUND, Expected(), {"/closed-to-robots/a": Answer(200, "secret")}, "/closed-to-robots/a")
INSIDE = Play("inside", LinkKind.SOUND, Expected(), {"/in": Answer(302, to="http://10.0.0.1/secret")}, "/in")
ROUND = Play("round", LinkKind.SOUND, Expected(), {"/round": Answer(302, to="{self}/round")}, "/round")
PLAYS = [LARGE, CLOSED, INSIDE, ROUND]
HOUSE = frozenset({"127.0.0.1", "localhost"})


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with staged(PLAYS, Path(tmp_path_factory.mktemp("certificates"))) as found:
        yield found


def looked(stage, number: int, *, inside: frozenset[str] = HOUSE, pause: float = 0.0):
    client = polite_client(agent="LantaiLinkCheck/1.0", inside=inside, timeout_s=2)
    fetcher = Fetcher(client, Courtesy(clock=time.monotonic, sleep=time.sleep, interval_s=pause))
    return fetcher.look(stage.address(PLAYS[number], number))


def test_only_the_beginning_is_taken(stage):
    assert len(looked(stage, 0).body) == HEAD_BYTES


def test_what_robots_may_not_see_is_not_asked_for(stage):
    assert looked(stage, 1).problem == Problem.ROBOTS
    assert stage.asked["/closed-to-robots/a"] == 0


def test_a_redirect_into_the_house_is_refused(stage):
    assert looked(stage, 2).problem == Problem.FORBIDDEN


def test_nothing_inside_the_house_is_asked_unless_it_is_configured(stage):
    before = stage.asked.total()
    assert looked(stage, 0, inside=frozenset()).problem == Problem.FORBIDDEN
    assert stage.asked.total() == before


def test_redirects_without_end_end(stage):
    assert looked(stage, 3).problem == Problem.REDIRECTS


def test_a_host_is_asked_once_in_an_interval(stage):
    stage.times.clear()
    looked(stage, 0, pause=0.3)
    assert len(stage.times) == 2
    assert stage.times[1] - stage.times[0] >= 0.29


def test_waiting_is_counted_by_host_and_longer_where_robots_txt_asks():
    waited: list[float] = []
    courtesy = Courtesy(clock=lambda: 100.0, sleep=waited.append)
    for host in ("a", "b", "a"):
        courtesy.wait(host)
    assert waited == [1.0]
    courtesy.slow_down("c", 7)
    courtesy.wait("c")
    courtesy.wait("c")
    assert waited == [1.0, 7.0]


def test_robots_txt_is_read_by_our_name():
    robots = "User-agent: LantaiLinkCheck\nCrawl-delay: 5\nDisallow: /x\n\nUser-agent: *\nDisallow: /"
    assert allowed(robots, "LantaiLinkCheck/1.0 (+mail)", "http://a.example/y") == (True, 5.0)
    assert allowed(robots, "LantaiLinkCheck/1.0", "http://a.example/x")[0] is False
    assert host_of("http://User:p@Host.example:81/a") == "host.example:81"
