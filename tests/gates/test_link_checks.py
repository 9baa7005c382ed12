"""Twelve kinds of fault are told apart, over a local server that plays them; and nothing is asked of any machine but this one."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lantai.apps.access.fetching import Fetcher, polite_client
from lantai.core.faults.judging import judge
from lantai.core.faults.kinds import FAULTS
from lantai.infra.courtesy import Courtesy
from tests.platforms.plays import plays
from tests.platforms.server import staged

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("link_checks.json").read_text())


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    programme, folder = plays(), tmp_path_factory.mktemp("certificates")
    with pytest.MonkeyPatch.context() as patch, staged(programme, folder) as stage:
        patch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
        client = polite_client(agent="LantaiLinkCheck/1.0", inside=frozenset({"127.0.0.1", "localhost"}), timeout_s=3.0)
        fetcher = Fetcher(client, Courtesy(clock=time.monotonic, sleep=time.sleep, interval_s=0))
        with ThreadPoolExecutor(8) as pool:
            came = list(pool.map(lambda n: fetcher.look(stage.address(programme[n], n)), range(len(programme))))
    return [(play, judge(each, play.expected)) for play, each in zip(programme, came, strict=True)]


def test_every_kind_is_played_in_many_variants():
    count = Counter(play.kind for play in plays())
    assert len(FAULTS) == FLOOR["kinds"]
    assert all(count[kind] >= FLOOR["variants"] for kind in FAULTS)


@pytest.mark.parametrize("half", ["rules", "held"])
def test_faults_are_told_apart(judged, half):
    of_half = [(play, verdict) for play, verdict in judged if play.half == half]
    right = sum(play.kind == verdict.kind for play, verdict in of_half if play.kind in FAULTS)
    wrong = [(play.name, verdict.kind, verdict.reasons) for play, verdict in of_half if play.kind != verdict.kind]
    assert right / sum(verdict.kind in FAULTS for _play, verdict in of_half) >= FLOOR["precision"], wrong
    assert right / sum(play.kind in FAULTS for play, _verdict in of_half) >= FLOOR["recall"], wrong


def test_every_verdict_but_of_sound_pages_says_why(judged):
    assert all(verdict.reasons for _play, verdict in judged if verdict.kind in FAULTS)
