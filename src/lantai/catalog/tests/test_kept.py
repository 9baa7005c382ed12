"""An index made anew holds the same works whether their documents were kept or are made again."""

import pytest

from lantai.catalog import actions, documents, index
from lantai.catalog.models import Work
from lantai.core.query.parse import parse
from lantai.core.query.tree import Everything
from lantai.search.protocol import Request

from .conftest import record


def titles(word: str) -> list[int]:
    return [hit.id for hit in index.engine().search(Request(tree=parse(word).tree)).hits]


def works() -> list[int]:
    return [hit.id for hit in index.engine().search(Request(tree=Everything(), limit=100)).hits]


@pytest.fixture
def made(monkeypatch) -> list[int]:
    """Return the works of which documents have been made since."""
    numbers: list[int] = []
    make = documents.described

    def described(asked):
        numbers.extend(asked)
        return make(asked)

    monkeypatch.setattr(documents, "described", described)
    return numbers


def test_what_an_import_made_is_not_made_again(take, made):
    take([record(f"r{n}", f"Silence {n}", by="Cage, John") for n in range(5)])
    before = titles("silence")
    assert index.rebuild() == 5
    assert made == []
    assert titles("silence") == before
    assert len(before) == 5


def test_what_has_changed_is_made_again_and_then_kept(take, made):
    take([record("r1", "Silence"), record("r2", "Empty words")])
    first, second = Work.objects.order_by("pk").values_list("pk", flat=True)
    actions.touch([second])
    index.rebuild()
    assert made == [second]
    index.rebuild()
    assert made == [second]
    assert (titles("silence"), titles("words")) == ([first], [second])


def test_a_work_whose_record_comes_twice_in_one_file_is_kept_as_it_was_left(take):
    take([record("r1", "Silence"), record("r1", "Silence : lectures")])
    index.rebuild()
    assert titles("lectures") == works()


def test_a_new_version_of_a_record_is_found_by_what_it_says_now(take):
    take([record("r1", "Silence"), record("r2", "Empty words")])
    take([record("r1", "Silence : lectures and writings"), record("r2", "Empty words")], name="again.jsonl")
    index.rebuild()
    assert len(titles("lectures")) == 1


def test_without_what_was_kept_all_is_made_from_the_database(take, made, library):
    take([record(f"r{n}", f"Silence {n}") for n in range(3)])
    for file in (library / "index" / "documents").iterdir():
        file.unlink()
    assert index.rebuild() == 3
    assert len(made) == len(works()) == 3
