import pytest

from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Node, Not, SomeOf, Term, Then
from lantai.search.plan import MOST_TERMS, MOST_TOKENS, planned
from lantai.search.protocol import Request
from lantai.search.ranking import START


def term(text: str, **rest: object) -> Term:
    return Term(tuple(text.split()), text, **rest)  # type: ignore[arg-type]


def words(text: str) -> AllOf:
    return AllOf(tuple(map(term, text.split())))


@pytest.mark.parametrize(
    "tree, bounded",
    [
        (term("a"), term("a")),
        (AllOf((term("a"),)), term("a")),
        (AllOf((term("a"), AnyOf(()), term(""))), term("a")),
        (Not(AnyOf(())), None),
        (Term(("",), "", prefix=True), None),
        (AnyOf(()), None),
        (Everything(), Everything()),
        (term("one two th", prefix=True), AllOf((term("one two"), term("th", prefix=True)))),
        (term("one two thr", prefix=True), term("one two thr", prefix=True)),
        (Term(("红楼", "楼梦"), "红楼梦", prefix=True), Term(("红楼", "楼梦"), "红楼梦")),
    ],
)
def test_a_plan_keeps_what_can_be_searched(tree: Node, bounded: Node | None) -> None:
    kept = planned(Request(tree=tree)).tree
    if isinstance(bounded, AllOf):
        assert isinstance(kept, AllOf)
        assert [(t.tokens, t.prefix) for t in kept.nodes] == [(t.tokens, t.prefix) for t in bounded.nodes]  # type: ignore[union-attr]
    else:
        assert kept == bounded


def test_a_work_needs_no_and_unless_that_is_all_that_is_asked() -> None:
    tree = planned(Request(tree=words("war and peace"))).tree
    assert isinstance(tree, AllOf)
    assert [node.text for node in tree.nodes if isinstance(node, Term)] == ["war", "peace"]
    assert planned(Request(tree=words("and and"))).tree == words("and and")
    assert planned(Request(tree=AllOf((term("and"), Not(term("peace")))))).tree == AllOf((term("and"), Not(term("peace"))))
    assert planned(Request(tree=words("war and peace"))).title == ("war", "peace")


def test_a_loose_plan_takes_every_beginning_from_its_phrase() -> None:
    tree = planned(Request(tree=term("one two three", prefix=True)), loose=True).tree
    assert isinstance(tree, AllOf)
    assert len(tree.nodes) == 2


def test_a_plan_bounds_terms_tokens_and_depth() -> None:
    assert len(planned(Request(tree=words("x " * 10_000))).leaves) == MOST_TERMS
    (leaf,) = planned(Request(tree=term("x " * 10_000))).leaves
    assert len(leaf.tokens) == MOST_TOKENS
    deep: Node = term("x")
    for _ in range(5000):
        deep = AllOf((Everything(), deep))
    assert planned(Request(tree=deep)).leaves == ()


def test_both_halves_of_a_then_are_bounded_by_themselves() -> None:
    many = AllOf(tuple(term(f"word{n}") for n in range(MOST_TERMS)))
    tree = planned(Request(tree=Then(many, SomeOf(many.nodes)))).tree
    assert tree == Then(many, SomeOf(many.nodes))
    assert planned(Request(tree=Then(AnyOf(()), term("a")))).tree == term("a")
    assert planned(Request(tree=Then(term("a"), AnyOf(())))).tree == term("a")


def test_what_stands_beside_is_searched_and_what_is_known_is_not() -> None:
    some = SomeOf((term("a"),), 1, (term("b"), term("")))
    assert planned(Request(tree=some)).tree == SomeOf((term("a"),), 1, (term("b"),))
    assert planned(Request(tree=Then(term("c"), some, (1,)))).leaves == (term("a"), term("b"))
    assert planned(Request(tree=Then(term("c"), AnyOf(()), (1,)))).tree == term("c")


def test_titles_are_lifted_by_the_question_as_typed() -> None:
    typed = Term(("红楼", "楼梦", "梦研", "研究"), "红楼梦研究")
    groups = AllOf(
        (
            AnyOf((Term(("红楼", "楼梦"), "红楼梦"), term("dream", lang="en"))),
            AnyOf((Term(("研究",), "研究"), term("study", lang="en"))),
        )
    )
    assert planned(Request(tree=groups, typed=typed)).title == typed.tokens


def test_leaves_are_the_terms_outside_of_not() -> None:
    tree = AllOf((term("a"), Not(term("b")), AnyOf((term("c"), term("d")))))
    assert [leaf.text for leaf in planned(Request(tree=tree)).leaves] == ["a", "c", "d"]


@pytest.mark.parametrize(
    "tree, title",
    [
        (words("red chamber"), ("red", "chamber")),
        (term("red chamber"), ("red", "chamber")),
        (AllOf((AnyOf((term("red"), term("rouge", origin="lexicon"))), term("chamber"))), ("red", "chamber")),
        (AllOf((term("red", field=Field.TITLE), term("chamber"))), ("red", "chamber")),
        (AnyOf((term("red"), term("chamber"))), ()),
        (AllOf((term("red"), Not(term("chamber")))), ()),
        (AllOf((term("red"), term("cham", prefix=True))), ()),
        (term("red", field=Field.NAME), ()),
        (Everything(), ()),
    ],
)
def test_a_question_of_words_alone_could_be_a_title(tree: Node, title: tuple[str, ...]) -> None:
    plan = planned(Request(tree=tree))
    assert plan.title == title
    assert [tokens[0] for tokens, _ in plan.title_phrases][:1] == ([START] if title else [])


def pairs(text: str, **rest: str) -> list[tuple[str, str]]:
    plan = planned(Request(tree=words(text), **rest))  # type: ignore[arg-type]
    return [(title, " ".join(term.text for term in author)) for title, author in plan.pairs]


def test_words_are_read_as_author_and_title_both_ways() -> None:
    assert pairs("dante divine comedy") == [
        ("divinecomedy", "dante"),
        ("dantedivine", "comedy"),
        ("comedy", "dante divine"),
        ("dante", "divine comedy"),
    ]


def test_titles_keep_the_words_that_the_tree_leaves_out() -> None:
    assert ("warandpeace", "tolstoy") in pairs("tolstoy war peace", exact_key="tolstoywarandpeace")
    assert ("warandpeace", "tolstoy") in pairs("war peace tolstoy", exact_key="warandpeacetolstoy")


def test_authors_have_few_words_and_titles_any_number() -> None:
    found = pairs("a b c d e f g h i j")
    assert ("bcdefghij", "a") in found
    assert ("efghij", "a b c d") in found
    assert ("fghij", "a b c d e") not in found
    assert pairs("a") == []
