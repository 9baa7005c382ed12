import subprocess
import sys
from pathlib import Path

import pytest

from lantai.core.romanise.readings import syllables

ROOT = Path(__file__).resolve().parents[5]


@pytest.mark.parametrize(
    "run, read",
    [
        ("长江", "chang jiang"),
        ("校长", "xiao zhang"),
        ("重庆音乐", "chong qing yin yue"),
        ("重慶音樂", "chong qing yin yue"),
        ("乾隆", "qian long"),
        ("女性", "nv xing"),
        ("银行", "yin hang"),
        ("𪚥", "zhe"),
    ],
)
def test_characters_are_read_as_in_their_phrases(run, read):
    assert syllables(run) == read.split(" ")


def test_every_character_has_one_syllable():
    assert len(syllables("中国音乐学院长长恨歌")) == 10


def test_the_table_is_what_the_tool_makes():
    pytest.importorskip("pypinyin")
    assert subprocess.run([sys.executable, ROOT / "tools/make_readings_table.py", "--check"], check=False).returncode == 0
