"""The demo's fictional scholars: found in every script they are named in, one looked after, made once."""

from pathlib import Path

import lantai
from lantai.apps.scholars import demo, queries
from lantai.apps.scholars.models import Scholar
from lantai.catalog.tests.conftest import NOW

PAPERS = Path(lantai.__file__).parent / "demo/files/made-up-papers.jsonl"


def test_the_demo_has_scholars_with_works_and_names_in_several_scripts(take, librarian):
    take(PAPERS.read_bytes(), name="papers.jsonl")
    demo.furnish(by=librarian, now=NOW)
    demo.furnish(by=librarian, now=NOW)
    assert Scholar.objects.count() == len(demo.PEOPLE)
    for name, _printed, forms, numbers in demo.PEOPLE:
        for form in (name, *forms):
            assert name in [one.scholar.name for one in queries.find(form)], form
        assert queries.works_of(Scholar.objects.get(name=name)).count() == len(numbers)
    assert [one.scholar.name for one in queries.find("Ада Демо")] == ["Ada Demo"]
    assert queries.of_account(librarian).name == demo.CLAIMED


def test_where_the_papers_are_not_there_nothing_is_made(library, librarian):
    demo.furnish(by=librarian, now=NOW)
    assert not Scholar.objects.exists()
