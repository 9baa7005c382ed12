"""Papers taken apart, compared and grouped."""

import pytest

from lantai.core.matching.papers.clusters import clustered
from lantai.core.matching.papers.columns import label, parts_of, said
from lantai.core.matching.papers.measures import told
from lantai.core.matching.papers.paper import Said, described, people
from lantai.core.matching.papers.placing import placed
from lantai.core.matching.papers.venues import written_alike


def test_it_reads_people_in_either_order_and_in_han():
    assert people("王小明；李娜") == (frozenset({"王小明"}), frozenset({"李娜"}))
    assert people("Wang Xiaoming")[0] & people("Xiaoming Wang")[0] == {"wang", "xiaoming"}
    assert people("p. auer, n. cesa-bianchi, et al.") == (frozenset({"auer"}), frozenset({"cesa", "bianchi"}))


def test_it_takes_tags_out_of_titles_and_reads_numbers_of_parts():
    paper = described(Said(key="1", title="On <i>E. coli</i>, Part II", doi="https://doi.org/10.1000/ABC.1."))
    assert "i" not in paper.words
    assert (paper.numbers, paper.doi) == ({"2"}, "10.1000/abc.1")


def test_it_puts_a_journal_that_stands_in_the_title_where_it_belongs():
    known = [described(Said(key=str(n), title=f"title {n}", container="SIGMOD Record")) for n in range(3)]
    (paper,) = placed([described(Said(key="9", title="book review column sigmod record 2002"))], known)
    assert (paper.title, paper.container, paper.numbers) == ("book review column", ("sigmod", "record"), frozenset())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("vldb", "very large data bases", True),
        ("acm trans database syst", "acm transactions on database systems", True),
        ("nature", "science", False),
    ],
)
def test_it_knows_shortened_containers(one, other, alike):
    assert (written_alike(tuple(one.split()), tuple(other.split())) > 0.5) is alike


def _taken(*rows: Said) -> set[tuple[int, int]]:
    return told([*map(described, rows)], None, None)[1]


def _row(
    key: str, title: str, *, year: str = "2001", authors: str = "Ada Lovelace, Alan Turing, Grace Hopper", **more: str
) -> Said:
    return Said(key=key, title=title, authors=authors, year=year, container="Journal of Computing", **more)


def test_it_brings_a_paper_together_with_its_short_citation_and_keeps_other_parts_apart():
    rows = (
        _row("1", "Learning to index very long documents with few examples"),
        _row("2", "Learning to index very long documents with few examples.", authors="A. Lovelace; A. Turing; G. Hopper"),
        _row("3", "Sorting numbers on paper machines", authors="Ada Lovelace"),
    )
    assert _taken(*rows) == {(0, 1)}


def test_a_correction_is_never_merged_unseen():
    pair = (_row("1", "Counting words in large libraries"), _row("2", "Erratum: Counting words in large libraries"))
    found, _ = told([described(pair[0])], [described(pair[1])], [(0, 0)])
    assert not found[0].auto


def test_groups_need_the_mean_of_all_links_and_never_hold_what_must_stay_apart():
    links = [(0, 1, 0.99), (1, 2, 0.9), (0, 2, 0.05)]
    assert clustered(3, links, least=0.5) == [0, 0, 2]
    assert clustered(3, [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9)], least=0.5) == [0, 0, 0]
    assert clustered(2, [(0, 1, 0.99)], least=0.5, apart=[(0, 1)]) == [0, 1]
    assert clustered(4, [(a, b, 0.9) for a in range(4) for b in range(a)], least=0.5, most=3).count(0) == 3


def test_columns_are_found_by_their_names():
    parts = parts_of(("Entity Id", "Author(s)", "Paper Title", "Venue", "Year", "note"))
    assert said("7", ("7", "A. Turing", "On paper", "Mind", "1950", "fine"), parts) == Said(
        key="7", title="On paper", authors="A. Turing", container="Mind", year="1950", other="fine"
    )
    assert [label(text) for text in ("1", "0", "True", "maybe")] == [True, False, True, None]
