"""Years out of statements of print holdings."""

import pytest

from lantai.core.bib.held_years import held_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("v.1 (1990)-v.20 (2009)", [(1990, 2009)]),
        ("1990-1995, 1997-", [(1990, 1995), (1997, None)]),
        ("v.1, no.1 (1990)-v.5, no.12 (1994); v.7 (1996)-", [(1990, 1994), (1996, None)]),
        ("1921/22-1930", [(1921, 1930)]),
        ("1999/2000", [(1999, 2000)]),
        ("第1卷(1990)-第5卷(1994)", [(1990, 1994)]),
        ("1990年至今", [(1990, None)]),
        ("1990-present", [(1990, None)]),
        ("1987", [(1987, 1987)]),
        ("١٩٩٠-١٩٩٥", [(1990, 1995)]),
        ("v.1-12", []),
        ("", []),
    ],
)
def test_a_statement_names_these_years(text, years):
    assert list(held_years(text)) == years
