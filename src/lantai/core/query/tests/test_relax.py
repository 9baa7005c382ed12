import pytest

from lantai.core.query.parse import parse
from lantai.core.query.relax import MOST, relaxations
from lantai.core.query.tree import Field

from .reading import written


def offered(text, **options):
    return [(relaxed.kind, relaxed.text) for relaxed in relaxations(parse(text, **options))]


@pytest.mark.parametrize(
    "text, first",
    [
        ('"tom sawyer" twain', ("apart", "tom sawyer twain")),
        ("title:war author:tolstoy", ("anywhere", "war tolstoy")),
        ("红楼梦曹雪芹", ("cut", "红楼梦 曹雪芹")),
        ("harry potter libraries 1999", ("without", "harry potter libraries")),
        ("libraries", ("beginning", "librar*")),
    ],
)
def test_the_smallest_change_comes_first(text, first):
    assert offered(text)[0] == first


def test_each_is_what_its_text_would_be_read_as():
    for relaxed in relaxations(parse("harry potter libraries 1999")):
        assert written(parse(relaxed.text).tree) == written(relaxed.tree)


def test_it_says_which_word_is_dropped_and_at_last_takes_any():
    offers = relaxations(parse("harry potter libraries 1999"))
    assert [relaxed.detail for relaxed in offers if relaxed.kind == "without"] == ["1999", "libraries", "potter", "harry"]
    assert offers[-1].kind == "any"
    assert len(offers) <= MOST


def test_the_field_chosen_beside_the_text_stays():
    assert all("title:" in written(relaxed.tree) for relaxed in relaxations(parse("war peace", field=Field.TITLE)))


@pytest.mark.parametrize("text", ["", "&", "a"])
def test_nothing_weaker_than_nothing_or_a_letter(text):
    assert offered(text) == []
