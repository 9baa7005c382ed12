from collections.abc import Sequence

from lantai.core.query.blocks import Block
from lantai.core.query.loosening import ENOUGH, by_rarest, loosened
from lantai.core.query.tree import AllOf, AnyOf, Field, Having, Node, SomeOf, Term


def concepts(*names: str) -> tuple[Node, ...]:
    return tuple(Term((name,), name) for name in names)


def test_a_work_must_match_one_of_the_rarer_concepts() -> None:
    def works(nodes: Sequence[Node]) -> list[int]:
        return [
            {"study": 50_000, "china": ENOUGH, "wood": 40, "beam": 30, "lost": 0}[str(node.text)]
            for node in nodes
            if isinstance(node, Term)
        ]

    loose = SomeOf(concepts("study", "china", "wood", "lost", "beam"))
    assert by_rarest(loose, works) == SomeOf(concepts("china", "wood", "lost", "beam"), 1, concepts("study"))
    fixed = Having("kind", ("book",))
    assert by_rarest(AllOf((loose, fixed)), works) == AllOf((by_rarest(loose, works), fixed))


def test_a_small_library_is_asked_for_any_of_them() -> None:
    loose = SomeOf(concepts("a", "b", "c", "d"))
    assert by_rarest(loose, lambda nodes: [100] * len(nodes)) == loose


def test_where_the_rarest_find_enough_a_common_concept_must_stand_with_another() -> None:
    loose = SomeOf(concepts("a", "b", "c", "d"))
    a, b, c, d = loose.nodes
    found = by_rarest(loose, lambda nodes: [ENOUGH * 2] * len(nodes))
    assert found == SomeOf((a,), 1, (b, c, d), (AllOf((b, AnyOf((c, d)))),))
    assert by_rarest(SomeOf((a, b)), lambda nodes: [ENOUGH * 2] * len(nodes)) == SomeOf((a, b))


def test_rare_concepts_are_needed_until_they_find_enough() -> None:
    loose = SomeOf(concepts("a", "b", "c", "d"))
    assert by_rarest(loose, lambda nodes: [ENOUGH - 1] * len(nodes)) == SomeOf(concepts("a", "b", "c"), 1, concepts("d"))


def test_a_common_concept_adds_to_scores_without_its_weak_translations() -> None:
    def of(name: str, lang: str, weight: float) -> Term:
        return Term((name,), name, lang=lang, weight=weight)

    own, strong, fair, weak, only = (
        Term(("study",), "study"), of("研究", "zh", 0.8), of("学习", "zh", 0.2), of("书房", "zh", 0.19), of("estudo", "pt", 0.1)
    )  # fmt: skip
    common = AnyOf((own, strong, fair, weak, only))
    rare = concepts("a", "b", "c")
    loose = SomeOf((*rare, common))
    assert by_rarest(loose, lambda nodes: [ENOUGH - 1] * 3 + [ENOUGH + 1]) == SomeOf(rare, 1, (AnyOf((own, strong, fair, only)),))
    assert by_rarest(loose, lambda nodes: [ENOUGH - 1] * 3 + [ENOUGH]) == SomeOf(rare, 1, (common,))
    assert by_rarest(loose, lambda nodes: [1] * 4) == loose  # what must match keeps them all: works are found by them


def test_where_several_are_needed_all_count() -> None:
    loose = SomeOf(concepts("a", "b", "c", "d"), 2)
    assert by_rarest(loose, lambda nodes: [ENOUGH * 2] * len(nodes)) == loose


def test_the_readers_own_words_count_not_what_tables_make_of_them() -> None:
    """Two words that are one concept are two words: with tables a part of a question is enough where it is without."""
    red, chamber, dream = concepts("red", "chamber", "Traum")
    block = Block(AnyOf((AllOf((red, chamber)), dream)), AnyOf((SomeOf((red, chamber)), dream)), words=2)
    assert loosened(block.strict, [block], words=3) == SomeOf((block.loose,))
    assert loosened(block.strict, [block], words=2) is None


def test_what_stands_beside_the_words_must_match() -> None:
    one, two = (Block(node, node) for node in concepts("one", "two"))
    fixed = Having("kind", ("book",))
    found = loosened(AllOf((one.strict, fixed, two.strict)), [one, two], words=3)
    assert found == AllOf((SomeOf((one.loose, two.loose)), fixed))


def test_a_question_of_two_words_may_be_loosened_where_no_work_has_both() -> None:
    women, education = (Block(node, node) for node in concepts("women", "education"))
    groups = AllOf((women.strict, education.strict))
    assert loosened(groups, [women, education], words=2) is None
    assert loosened(groups, [women, education], words=2, fewest_words=2) == SomeOf((women.loose, education.loose))


def test_a_translated_name_does_not_make_a_question_one_of_two_fields() -> None:
    name = AnyOf((Term(("толстой",), "Толстой"), Term(("tolstoy",), "Tolstoy", Field.NAME, lang="en")))
    one, two = Block(name, name), Block(*concepts("война", "война"))
    assert loosened(AllOf((one.strict, two.strict)), [one, two], words=3) is not None
