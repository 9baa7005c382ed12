"""A library with papers of fictional scholars, and people who look after profiles."""

import msgspec
import pytest

from lantai.apps.scholars import actions
from lantai.apps.scholars.models import Scholar
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import NOW, librarian, library, take  # noqa: F401
from lantai.people.models import Account

ANA, WANG, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"
TOPICS = [{"display_name": "Lakes", "subfield": {"id": "https://openalex.org/subfields/1702"}}]
LAB = ["Lena Frost", "Omar Haddad"]


def paper(number: int, title: str, *people: tuple[str, str, str], year: int = 2020, **more: object) -> bytes:
    """Return a paper as OpenAlex has it; people: (name, ORCID, affiliation)."""
    told = {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/{number}",
        "title": title,
        "publication_year": year,
        "type": "article",
        "topics": TOPICS,
        "authorships": [
            {
                "raw_author_name": name,
                "author": {"orcid": f"https://orcid.org/{orcid}" if orcid else None},
                "raw_affiliation_strings": [place] if place else [],
            }
            for name, orcid, place in people
        ],
    }
    return msgspec.json.encode(told | more)


LAKESIDE = "Dept. of Lakes, Lakeside University"
PAPERS = (
    paper(1, "Lakes in spring", ("Ana Ruiz", ANA, LAKESIDE), *((name, "", "") for name in LAB), year=2019),
    paper(2, "Lakes in summer", ("Ruiz, A.", ANA, LAKESIDE), ("王小明", WANG, "湖滨大学"), year=2021),
    paper(3, "Lakes in autumn", ("A. Ruiz", "", LAKESIDE), *((name, "", "") for name in LAB), year=2022),
    paper(4, "Rivers", ("Wang Xiaoming", WANG, "Lakeside University"), ("Ana Ruiz", OTHER, "Elsewhere College"), year=2023),
    paper(5, "Nobody’s", ("et al.", "", ""), ("Lake Research Group", "", ""), year=2024),
)


@pytest.fixture
def papers(take):  # noqa: F811
    """Import the papers, make the profiles, and return works by title."""
    take(b"\n".join(PAPERS), name="works.jsonl")
    actions.rebuild(now=NOW)
    return {work.title: work for work in Work.objects.all()}


@pytest.fixture
def ana(papers) -> Scholar:
    """Return the profile of Ana Ruiz."""
    return Scholar.objects.get(orcid=ANA)


@pytest.fixture
def reader(db) -> Account:
    """Return somebody with an account and nothing else."""
    return Account.objects.create_user("ana", email="ana@lakeside.example", password="long enough words")


@pytest.fixture
def keeper(ana, reader) -> Account:
    """Return somebody who looks after Ana Ruiz’ profile."""
    actions.prove(by=reader, orcid=ANA, now=NOW)
    ana.refresh_from_db()
    return reader
