"""The lists of titles follow the works."""

import pytest

from lantai.apps.discovery import actions
from lantai.apps.discovery.models import TitlePlace
from lantai.apps.discovery.tasks import follow_titles
from lantai.catalog.models import Harvest, HarvestState
from lantai.catalog.tests.conftest import record
from lantai.core.formats.protocol import Profile

pytestmark = pytest.mark.django_db(transaction=True)


def placed(language: str) -> list[tuple[str, str]]:
    rows = TitlePlace.objects.filter(language=language).order_by("key")
    return list(rows.values_list("initial", "title"))


def test_titles_are_placed_as_speakers_of_their_language_look_for_them(take):
    take([record(str(n), title, lang="zh") for n, title in enumerate(["上海", "重庆", "北京", "红楼梦"])])
    take([record(str(n), title, lang="sv") for n, title in enumerate(["Öl", "Zebra", "Ärta"])], name="sv.jsonl")
    assert actions.follow_titles() == 7
    assert placed("zh") == [("B", "北京"), ("C", "重庆"), ("H", "红楼梦"), ("S", "上海")]
    assert [title for _, title in placed("sv")] == ["Zebra", "Ärta", "Öl"]


def test_what_changed_is_placed_anew_and_what_is_gone_leaves(take):
    take([record("1", "Alpha", lang="en"), record("2", "Beta")])
    actions.follow_titles()
    take([record("1", "Gamma", lang="en")], name="again.jsonl")
    take([record("2", "Beta")], name="gone.jsonl", profile=Profile(deletions=True))
    actions.follow_titles()
    assert [title for _, title in placed("en")] == ["Gamma"]
    assert actions.follow_titles() == 0


def test_a_long_way_is_gone_in_pieces(take):
    take([record(str(n), f"Title {n}") for n in range(7)])
    looked_at = []
    while done := actions.follow_titles(piece=2):
        looked_at.append(done)
    assert sum(looked_at) >= 7
    assert TitlePlace.objects.count() == 7


def test_nothing_is_done_while_a_file_is_imported(take):
    take([record("1", "Alpha", lang="en")])
    Harvest.objects.update(state=HarvestState.RUNNING)
    follow_titles()
    assert not TitlePlace.objects.exists()
    Harvest.objects.update(state=HarvestState.FINISHED)
    follow_titles()
    assert TitlePlace.objects.exists()
