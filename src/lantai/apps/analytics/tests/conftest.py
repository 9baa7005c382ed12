"""A library with papers of three institutions, and the store made from it."""

import pytest

from lantai.apps.analytics.queries import figures
from lantai.catalog.papers import building
from lantai.catalog.papers.tests.conftest import HERE, THERE, described
from lantai.catalog.tests.conftest import NOW, library, take
from lantai.people import actions
from lantai.people.roles import Role

__all__ = ["described", "library", "take"]

ELSEWHERE = {"id": "https://openalex.org/I3", "display_name": "Third < Fourth College", "country_code": "FR"}


def by(*places, names=("Ana Sample", "Bo Demo", "Chen Muster")):
    """Return the authors of a paper, one at each of these places."""
    return [
        {"raw_author_name": name, "institutions": [place], "is_corresponding": n == 0}
        for n, (name, place) in enumerate(zip(names, places, strict=False))
    ]


def closed(number):
    """Return a paper of this number that nobody can read."""
    source = {"display_name": "Closed Letters", "type": "journal", "is_oa": False, "host_organization_name": "Closed Press"}
    place = {"id": f"doi:{number}", "is_oa": False, "landing_page_url": f"https://example.org/{number}", "source": source}
    return {"locations": [place], "primary_location": place, "apc_list": None}


@pytest.fixture
def counted(take, described):
    """Make four papers: two of Example University and Sample Institute, one of the first alone, one of a third."""
    take(
        described(
            {"number": 1, "authorships": by(HERE, THERE), "publication_year": 2020},
            {"number": 2, "authorships": by(HERE, THERE), "publication_year": 2022, **closed(2)},
            {"number": 3, "authorships": by(HERE), "publication_year": 2022},
            {"number": 4, "authorships": by(ELSEWHERE), "publication_year": 2022},
        )
    )
    figures._counted.cache_clear()
    building.build(now=NOW)


@pytest.fixture
def librarian(db):
    return actions.add_account(username="li", password="Ein langes Wort 9", role=Role.LIBRARIAN, now=NOW)
