import subprocess
import sys
from pathlib import Path

import pytest

from lantai.core.text import han

ROOT = Path(__file__).parents[5]


@pytest.mark.parametrize(
    "group", ["国國囯圀", "芸藝艺", "仏佛", "发發髮発", "历歷曆歴", "并並竝", "齐齊斉", "龙龍竜", "后後", "州洲"]
)
def test_forms_of_a_character_fold_to_one(group):
    assert len({han.forms().get(character, character) for character in group}) == 1


@pytest.mark.parametrize("one, other", ["人入", "土士", "未末", "瓣辨", "辨辩", "日曰"])
def test_characters_that_are_not_forms_of_one_another_stay_apart(one, other):
    assert han.forms().get(one, one) != han.forms().get(other, other)


def test_folding_a_form_again_changes_nothing():
    assert not set(han.forms().values()) & set(han.forms())


def test_the_shipped_table_is_what_its_tool_makes():
    pytest.importorskip("opencc", reason="the tool needs opencc-python-reimplemented")
    run = subprocess.run(
        [sys.executable, ROOT / "tools/make_han_table.py", "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
