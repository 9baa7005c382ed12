"""A library with papers, as OpenAlex describes them."""

from collections.abc import Callable

import msgspec
import pytest

from lantai.catalog.tests.conftest import library, take

__all__ = ["described", "library", "take"]

HERE = {
    "id": "https://openalex.org/I1",
    "display_name": "Example University",
    "ror": "https://ror.org/0exampl11",
    "country_code": "CN",
}
THERE = {"id": "https://openalex.org/I2", "display_name": "Sample Institute", "country_code": "DE"}


@pytest.fixture
def described() -> Callable[..., bytes]:
    """Return a function that describes papers in JSON Lines: (number, more members)."""

    def described(*papers: dict[str, object]) -> bytes:
        return b"".join(msgspec.json.encode(paper(**one)) + b"\n" for one in papers)

    return described


def paper(number: int = 1, **more: object) -> dict[str, object]:
    """Return a paper of two authors at two places, in an open journal that takes a charge."""
    journal = {
        "display_name": "Example Letters",
        "type": "journal",
        "is_oa": True,
        "host_organization_name": "Example Press",
        "issn_l": "9900-0016",
    }
    place = {"id": f"doi:{number}", "is_oa": True, "landing_page_url": f"https://example.org/{number}", "license": "cc-by",
             "version": "publishedVersion", "source": journal}  # fmt: skip
    return {
        "id": f"https://openalex.org/W{number}", "title": f"Of the example number {number}", "publication_year": 2020, "type": "article",
        "language": "en", "doi": f"https://doi.org/10.5555/example.{number}", "locations": [place], "primary_location": place,
        "authorships": [
            {"raw_author_name": "Bo Demo", "author": {"orcid": "https://orcid.org/0000-0002-1825-0097"}, "institutions": [HERE],
             "is_corresponding": True, "raw_affiliation_strings": ["Example University, China"]},
            {"raw_author_name": "Ana Sample", "author": {}, "institutions": [HERE, THERE], "raw_affiliation_strings": []},
        ],
        "funders": [{"display_name": "Example Foundation", "ror": "https://ror.org/0funder99"}],
        "apc_list": {"value": 1200, "currency": "EUR", "value_usd": 1300},
        "topics": [{"display_name": "Examples", "subfield": {"id": "https://openalex.org/subfields/1702"}}],
        **more,
    }  # fmt: skip
