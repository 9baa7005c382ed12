"""Two descriptions side by side: what counts as different, down to the words."""

import pytest

from lantai.core.bib.beside import beside, pieces
from lantai.core.bib.record import BibRecord, Contribution, Identifier, Kind, Scheme, Text, Title, TitleForm


def book(title: str, *names: str, role: str = "aut", isbn: str = "") -> BibRecord:
    return BibRecord(
        kind=Kind.BOOK,
        titles=(Title(forms=(TitleForm(title, "en"),)),),
        contributions=tuple(Contribution(forms=(Text(name),), roles=(role,)) for name in names),
        identifiers=(Identifier(scheme=Scheme.ISBN, value=isbn),) if isbn else (),
    )


def states(left: BibRecord, right: BibRecord) -> dict[str, str]:
    return {row.field: row.state for row in beside(left, right)}


def test_case_marks_and_punctuation_make_no_difference():
    assert states(book("The Silk Roads."), book("the silk roads"))["titles"] == "same"


def test_each_field_says_on_which_side_it_stands():
    found = states(book("Emma", "Austen, Jane", isbn="9787020002207"), book("Emma: a novel"))
    assert found == {"titles": "differs", "contributions": "left", "kind": "same", "identifiers": "left"}


def test_the_same_name_in_another_role_is_a_difference():
    assert states(book("Emma", "Austen"), book("Emma", "Austen", role="trl"))["contributions"] == "differs"


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("The silk roads, volume 1", "The silk roads, volume 2", ["1"]),
        ("红楼梦校注", "红楼梦", ["校注"]),
        ("طريق الحرير القديم", "طريق الحرير", ["القديم"]),
        ("Émile", "emile", []),
        ("Whole new thing", "", ["Whole new thing"]),
    ],
)
def test_only_the_words_that_differ_are_marked(text, other, marked):
    found = pieces(text, [other] if other else [])
    assert [piece.strip() for piece, differs in found if differs] == marked
    assert "".join(piece for piece, _ in found) == text


def test_numbers_say_whose_they_are():
    (row,) = [r for r in beside(book("a", isbn="9787020002207"), book("a")) if r.field == "identifiers"]
    assert row.left[0].text == "ISBN 9787020002207"


def test_five_thousand_names_are_compared_as_wholes():
    names = [f"Name {n}" for n in range(5_000)]
    (row,) = [r for r in beside(book("a", *names), book("a", *names[1:])) if r.field == "contributions"]
    assert sum(not said.shared for said in row.left) == 1
