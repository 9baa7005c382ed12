"""What a citation format must not lose, and that the page which lists the losses is fresh."""

from pathlib import Path

import pytest
from benchmarks import format_losses

PAGE = Path(__file__).resolve().parents[2] / "docs/data/losses.md"


@pytest.mark.parametrize("format_", format_losses.CITATIONS)
def test_no_field_that_must_survive_is_lost(format_: str):
    survival = format_losses.survival(format_)
    assert {name: survival[name] for name in format_losses.MUST if survival[name][0] < survival[name][1]} == {}


def test_our_own_form_loses_nothing():
    assert [name for name, (kept, had) in format_losses.survival("native").items() if kept < had] == []


def test_the_samples_put_every_field_that_must_survive_to_the_test():
    assert [name for name in format_losses.MUST if format_losses.survival("native")[name][1] == 0] == []


def test_the_page_of_losses_is_what_the_command_writes():
    assert PAGE.read_text(encoding="utf-8") == format_losses.table(), (
        "run: python benchmarks/format_losses.py --write docs/data/losses.md"
    )
