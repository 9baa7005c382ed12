"""Which known edition a title of a list is: by its numbers, else by its title and how it began."""

import pytest

from lantai.core.bib.statements import Statement
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
        ({"numbers": frozenset({"1234-5679"})}, {"numbers": frozenset({"2049-3630"})}, Tie.QUEUED),
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
