"""The page that says where each field goes is made from the rules, and fresh."""

import importlib.util
from pathlib import Path

import pytest

from lantai.core.bib.record import BibRecord
from lantai.core.formats.marc.dialect import DIALECTS

ROOT = Path(__file__).resolve().parents[6]
TOOL = ROOT / "tools" / "make_field_map.py"


@pytest.mark.skipif(not TOOL.exists(), reason="only in a checkout: tools/make_field_map.py")
def test_the_page_says_what_the_rules_do() -> None:
    spec = importlib.util.spec_from_file_location("make_field_map", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run tools/make_field_map.py"


@pytest.mark.parametrize("name", DIALECTS)
def test_every_rule_fills_a_list_of_the_record_and_says_what_it_is(name: str) -> None:
    for tag, rule in DIALECTS[name].rules.items():
        assert rule.into in (*BibRecord.__struct_fields__,), tag
        assert rule.says, tag
        assert rule.whole or rule.holds, tag
