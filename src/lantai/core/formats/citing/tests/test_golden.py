"""Sixty things in every style, against lines that were read by people with the rules of the styles beside them.

After a change that makes lines better: ``python -m lantai.core.formats.citing.tests.golden``, and read every line of the difference.
"""

from pathlib import Path

import pytest

from lantai.core.formats.citing.styles import STYLES

from .golden import GOLDEN, lines


@pytest.mark.parametrize("name", STYLES)
def test_every_line_is_as_it_was_read(name):
    assert lines(name) == Path(GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
