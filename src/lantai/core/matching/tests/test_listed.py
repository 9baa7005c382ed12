"""Which known edition a title of a list is: by its numbers, else by its title and how it began."""

import pytest

from lantai.core.bib.statements import Statement
from lantai.core.matching.books_listed import edition_of
from lantai.core.matching.listed import Said, Tie, begun_alike, issue_of, match
from lantai.core.matching.serial_titles import Relation, names, relation

PRESS = "Example University Press"


def said(title: str, **more: object) -> Said:
    return Said(titles=(title,), **{"publisher": PRESS} | more)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Journal of Wood & Stone", "The journal of wood and stone", Relation.SAME),
        ("Canadian Journal on Aging/Revue canadienne", "Canadian Journal on Aging", Relation.SAME),
        ("Etudes", "Études (Online)", Relation.SAME),
        ("Africa: The Journal of the Institute", "Africa", Relation.SUBTITLE),
        ("Filozofija i Društvo", "Filozofija i Drutvo", Relation.SAME),
        ("Türk Kütüphaneciliği = Turkish Librarianship", "Türk Kütüphanecilii", Relation.SAME),
        ("Вестник", "Bulletin", None),
        ("ESAIM: Probability and Statistics", "ESAIM: Control and Optimisation", None),
        ("Acta Crystallographica: Section A", "Acta Crystallographica", None),
        ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences", Relation.ABBREVIATED),
        ("J. Appl. Phys.", "Journal of Applied Physics", Relation.ABBREVIATED),
        ("J. Appl. Phys.", "Journal of Applied Polymers", None),
        ("Air Quarterly", "Air Letters", None),
    ],
)
def test_titles_are_one_in_some_ways_alone(one, other, found):
    assert relation(one, other) is relation(other, one) is found


def test_an_abbreviated_title_is_looked_up_under_a_name_of_the_full_one():
    assert set(names("Proc. Natl. Acad. Sci.")) & set(names("Proceedings of the National Academy of Sciences"))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"issue": (1990, 1)}, {"issue": (1990, 1)}, True),
        ({"issue": (1997, 14)}, {"issue": (1984, 1)}, True),
        ({"issue": (1997, 14)}, {"issue": (2000, 3)}, False),
        ({"issue": (1997, 114)}, {"issue": (1998, 130)}, None),
        ({"issue": (1997, 14)}, {"began": 1984}, True),
        ({"issue": (1997, 14)}, {"began": 2005}, False),
        ({"issue": (1997, 140)}, {"began": 1984}, None),
        ({}, {"issue": (1990, 1)}, None),
    ],
)
def test_beginnings_are_compared_as_far_as_they_are_known(one, other, alike):
    assert begun_alike(said("A", **one), said("A", **other)) is begun_alike(said("A", **other), said("A", **one)) is alike


@pytest.mark.parametrize(
    ("asked", "known", "tie"),
    [
        ({"publisher": ""}, {}, Tie.QUEUED),
        ({"publisher": "", "issue": (1926, 1)}, {"issue": (1926, 1)}, Tie.MATCHED),
        ({"publisher": "Another House", "issue": (1926, 1)}, {"issue": (1926, 1)}, Tie.QUEUED),
        ({"issue": (1926, 1)}, {"issue": (1960, 1)}, Tie.QUEUED),
        ({"numbers": frozenset({"1234-5679", "0378-5955"})}, {"numbers": frozenset({"2049-3630"})}, Tie.QUEUED),
    ],
)
def test_a_title_of_one_word_needs_more_than_its_name(asked, known, tie):
    assert match(said("Speculum", **asked), [], [said("Speculum", key=1, **known)]).tie is tie


def test_the_first_issue_with_a_volume_is_read_from_the_statements():
    statements = (
        Statement(first="1980"),
        Statement(first="1990-02", first_volume="11"),
        Statement(first="2000", first_volume="A"),
    )
    assert (issue_of(statements), issue_of(statements[:1])) == ((1990, 11), None)


@pytest.mark.parametrize(
    ("title", "asked", "known", "tie"),
    [
        ("Journal of Sport History", {"publisher": "University of Illinois Press"}, {"publisher": "North American Society for Sport History"}, Tie.MATCHED),
        ("Journal of Health Law", {"publisher": "One House"}, {"publisher": "Another Place"}, Tie.QUEUED),
        ("Archives of Foundry Sand Casting Methods", {"publisher": "One House"}, {"publisher": "Another Place"}, Tie.MATCHED),
        ("City and Community", {"publisher": "", "host": "onlinelibrary wiley"}, {"publisher": "Wiley-Blackwell"}, Tie.MATCHED),
        ("City and Community", {"publisher": "", "host": "onlinelibrary wiley"}, {"publisher": "Hans Press"}, Tie.QUEUED),
        ("City and Community", {"publisher": ""}, {"publisher": "Hans Press"}, Tie.MATCHED),
        ("City Life", {"numbers": frozenset({"1234-5679"})}, {"beside": frozenset({"1234-5679"}), "numbers": frozenset({"2049-3630"})}, Tie.MATCHED),
        ("City Life", {"numbers": frozenset({"1234-5679"})}, {"numbers": frozenset({"2049-3630"})}, Tie.MATCHED),
        ("City Life", {"numbers": frozenset({"1234-5679", "0378-5955"})}, {"numbers": frozenset({"2049-3630"})}, Tie.QUEUED),
    ],
)  # fmt: skip
def test_a_title_is_tied_by_what_else_speaks_for_it(title, asked, known, tie):
    assert match(said(title, **asked), [], [said(title, key=1, **known)]).tie is tie


def test_what_nothing_else_speaks_for_is_tied_only_where_no_other_has_that_name():
    asked = said("City and Community", publisher="")
    one, other = said("City and Community", key=1, group=1), said("City and Community", key=2, group=2, publisher="Another")
    assert match(asked, [], [one]).reasons[-1] == ("no_other", "")
    assert match(asked, [], [one, other]).tie is Tie.QUEUED


BOOK = {"serial": False, "people": frozenset({"shui"}), "year": 2011}


@pytest.mark.parametrize(
    ("title", "asked", "known", "tie"),
    [
        ("Water", {}, {}, Tie.MATCHED),
        ("Water", {"year": 2012}, {}, Tie.MATCHED),
        ("Water", {"year": 2014}, {}, Tie.QUEUED),
        ("Water", {"year": None}, {}, Tie.QUEUED),
        ("Water", {"people": frozenset()}, {}, Tie.QUEUED),
        ("Water", {"people": frozenset({"feng"})}, {}, Tie.NEW),
        ("Water", {"edition": "2"}, {"edition": "2nd ed., rev."}, Tie.MATCHED),
        ("Water", {"edition": "2"}, {}, Tie.QUEUED),
        ("Water", {"edition": "1"}, {}, Tie.MATCHED),
        ("Water (2nd ed.)", {}, {"titles": ("Water",), "edition": "Second edition"}, Tie.MATCHED),
        ("Water", {"part": "2"}, {"part": "1"}, Tie.NEW),
        ("Water", {"part": "2"}, {}, Tie.QUEUED),
        ("Water", {"publisher": "Another House"}, {}, Tie.QUEUED),
        ("Water: a history", {}, {"titles": ("Water", "Water: a reader")}, Tie.QUEUED),
        ("Water: a history", {}, {"titles": ("Water", "Water: a history of the sea")}, Tie.MATCHED),
        ("Shui", {}, {"titles": ("Shui", "Shui: late work")}, Tie.QUEUED),
    ],
)
def test_a_book_is_tied_where_author_year_edition_and_publisher_agree(title, asked, known, tie):
    one, other = (
        Said(titles=(title,), **BOOK | {"publisher": PRESS} | asked),
        BOOK | {"publisher": PRESS, "titles": (title,)} | known,
    )
    assert match(one, [], [Said(key=1, **other)]).tie is tie


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("2nd ed., rev.", "2"),
        ("Second edition", "2"),
        ("第2版", "2"),
        ("", "1"),
        ("Rev. ed.", "rev"),
        ("3. Aufl.", "3"),
        ("1", "1"),
        ("修订本", "rev"),
    ],
)
def test_an_edition_is_known_by_its_number(statement, number):
    assert edition_of(statement) == number
