"""What translations may not change: the nodes of the reader's own words."""

from lantai.core.bilingual.entry import Origin
from lantai.core.query.blocks import Blocks
from lantai.core.query.expansion import Alternative
from lantai.core.query.stretches import Piece, Stretch
from lantai.core.query.tree import AllOf, AnyOf, Field, Node, SomeOf, Term
from lantai.core.query.units import Unit

RED, CHAMBER = Term(("red",), "red"), Term(("chamber",), "chamber")
TYPED = Stretch("red chamber", "Latn", Field.ANY, (Piece(RED, 0, 3), Piece(CHAMBER, 4, 11)))
HUGUENOT = Stretch("胡格诺", "Hani", Field.ANY, (Piece(Term(("胡格", "格诺"), "胡格诺"), 0, 3),))


def unit(text: str, start: int, *found: str, lang: str = "xx") -> Unit:
    alternatives = tuple(
        Alternative(text=one, lang="fr", weight=0.5, tokens=(one,), origin=Origin.LEXICON, stem=True) for one in found
    )
    return Unit(text=text, lang=lang, start=start, end=start + len(text), alternatives=alternatives)


OWN = [unit("red", 0), unit("chamber", 4)]


def translation(text: str) -> Term:
    return Term((text,), text, weight=0.5, lang="fr", origin="lexicon", stem=True)


def test_without_translations_each_word_is_a_block_of_its_own() -> None:
    for known in ([], OWN):
        assert [(one.strict, one.loose, one.words) for one in Blocks().of(TYPED, OWN, known)] == [
            (RED, RED, 1),
            (CHAMBER, CHAMBER, 1),
        ]


def test_one_word_with_its_translations_is_one_group_however_much_must_match() -> None:
    one, other = Blocks().of(TYPED, OWN, [unit("red", 0, "rouge"), unit("chamber", 4, "chambre")])
    assert one.strict == AnyOf((RED, translation("rouge")))
    assert one.strict is one.loose
    assert other.strict is other.loose


def test_the_words_of_a_known_phrase_add_up_as_they_do_by_themselves() -> None:
    (block,) = Blocks().of(TYPED, OWN, [unit("red chamber", 0, "pavillon")])
    assert block.strict == AnyOf((AllOf((RED, CHAMBER)), translation("pavillon")))
    assert block.loose == AnyOf((SomeOf((RED, CHAMBER)), translation("pavillon")))
    assert block.words == 2


def test_a_word_taken_apart_is_searched_as_typed_beside_the_translations_of_its_pieces() -> None:
    (block,) = Blocks().of(
        HUGUENOT, [unit("胡格诺", 0, lang="zh")], [unit("胡", 0, "beard", lang="zh"), unit("格诺", 1, "geno", lang="zh")]
    )
    own = HUGUENOT.pieces[0].node
    beard, geno = map(translation, ("beard", "geno"))
    assert (block.strict, block.loose) == (AnyOf((own, AllOf((beard, geno)))), AnyOf((own, SomeOf((beard, geno)))))


def test_a_piece_without_a_translation_is_not_matched_by_the_others() -> None:
    (block,) = Blocks().of(
        HUGUENOT, [unit("胡格诺", 0, lang="zh")], [unit("胡", 0, "beard", lang="zh"), unit("格诺", 1, lang="zh")]
    )
    assert block.strict == HUGUENOT.pieces[0].node
    assert translation("beard") in nodes(block.loose)


def test_a_word_that_is_written_in_parts_stays_one_concept() -> None:
    (block,) = Blocks().of(TYPED, [unit("red chamber", 0)], [])
    assert block.strict == AnyOf((AllOf((RED, CHAMBER)),))


def nodes(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, AnyOf) else (node,)
