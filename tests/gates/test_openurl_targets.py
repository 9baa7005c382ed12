"""A citation opens its own work, or leads to a list: of a library's own editions, and of works that it does not have, one in a hundred is wrong at most.

Runs ``benchmarks/openurl_targets.py`` on the library of the relevance set's records.
"""

from typing import Any

import pytest

from .conftest import Relevance, last_line

pytestmark = pytest.mark.gate

MOST_WRONG = {"whole": 0, "without_numbers": 0, "not_held": 5}
"""Of 500. "not_held": as if the library did not have the work; what is opened then is always wrong."""

FEWEST_RIGHT = {"whole": 486, "without_numbers": 485}


@pytest.fixture(scope="module")
def measured(relevance: Relevance) -> dict[str, Any]:
    return last_line("benchmarks/openurl_targets.py", "--data", str(relevance.directory))


@pytest.mark.parametrize("way", MOST_WRONG)
def test_hardly_any_citation_opens_another_work(measured, way):
    assert measured[way]["asked"] == 500
    assert measured[way].get("wrong", 0) <= MOST_WRONG[way], measured[way]


@pytest.mark.parametrize("way", FEWEST_RIGHT)
def test_a_citation_of_what_is_here_opens_it(measured, way):
    assert measured[way]["right"] >= FEWEST_RIGHT[way], measured[way]
