"""Whether a record is what is cited: what speaks for it, what against."""

import pytest

from lantai.core.bib.record import BibRecord, Contribution, Date, Kind, Link, Relation, Text, Title, TitleForm
from lantai.core.bib.wanted import Wanted
from lantai.core.matching.wanted import LIKELY, SURE, agreement


def book(title: str, *names: str, year: int | None = None, rest: str = "") -> BibRecord:
    return BibRecord(
        kind=Kind.BOOK, titles=(Title(forms=(TitleForm(title, rest=rest),)),), contributions=tuple(Contribution(forms=(Text(n),)) for n in names),
        dates=(Date(text=str(year), start=year, end=year),) if year else (),
    )  # fmt: skip


EMMA = book("Emma", "Austen, Jane", year=1815)


@pytest.mark.parametrize(
    "wanted, record",
    [
        (Wanted(title="Emma", authors=("Austen, J.",), year=1815), EMMA),
        (Wanted(title="EMMA.", authors=("Jane Austen",)), EMMA),
        (Wanted(title="红楼夢", authors=("曹雪芹",)), book("红楼梦", "曹雪芹", year=1982)),
        (Wanted(title="The origin of species", authors=("Darwin",), year=1859),
         book("The origin of species", "Darwin, Charles", rest="by means of natural selection", year=1859)),
        (Wanted(title="The origin of species by means of natural selection", authors=("Darwin",)),
         book("The origin of species", "Darwin, Charles", rest="by means of natural selection", year=1859)),
    ],
)  # fmt: skip
def test_the_same_thing_is_sure(wanted, record):
    assert agreement(wanted, record, by_number=False) >= SURE


@pytest.mark.parametrize(
    "wanted, record",
    [
        (Wanted(title="Emma", authors=("Smith, Ann",), year=1999), EMMA),
        (Wanted(title="Emma"), EMMA),
        (Wanted(title="Emma in Bath", authors=("Austen, Jane",)), EMMA),
        (Wanted(title="Emma", authors=("Austen, Jane",), year=1990), EMMA),
        (Wanted(title="Collected works, volume 2", authors=("Marx",)), book("Collected works, volume 12", "Marx, Karl")),
    ],
)
def test_what_may_be_another_is_not(wanted, record):
    assert agreement(wanted, record, by_number=False) < SURE


def test_an_article_of_another_journal_is_another():
    article = BibRecord(
        kind=Kind.ARTICLE, titles=(Title(forms=(TitleForm("Editorial"),)),), links=(Link(relation=Relation.HOST, titles=(TitleForm("Nature"),)),)
    )  # fmt: skip
    assert agreement(Wanted(title="Editorial", host="Nature"), article, by_number=False) >= SURE
    assert agreement(Wanted(title="Editorial", host="The Lancet"), article, by_number=False) < SURE


def test_a_number_decides_unless_the_title_is_of_something_else():
    assert agreement(Wanted(identifiers=("isbn:1",)), EMMA, by_number=True) == 1.0
    assert agreement(Wanted(title="Emma: a novel"), EMMA, by_number=True) >= SURE
    assert LIKELY <= agreement(Wanted(title="The physics of semiconductors"), EMMA, by_number=True) < SURE


def test_without_a_title_words_say_nothing():
    assert agreement(Wanted(authors=("Austen",)), EMMA, by_number=False) == 0.0
