"""Every figure of the shared JATS articles is found with its caption, word for word."""

import json
from pathlib import Path

import pytest
from benchmarks.jats import measured

from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("jats.json").read_text())


def test_all_figures_and_captions_are_found():
    folder = shared("openaccess/jats")
    assert dict(measured(folder)) == FLOOR
