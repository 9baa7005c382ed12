from collections.abc import Sequence

from msgspec.structs import replace

from lantai.core.bilingual.entry import Origin
from lantai.core.query.blocks import Blocks
from lantai.core.query.crossing import about, evened, evened_own, is_subject, leveled, terms_of
from lantai.core.query.expansion import Alternative
from lantai.core.query.stretches import Piece, Stretch
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import Field, Node, SomeOf, Term
from lantai.core.query.units import Unit

TYPED = Term(("история",), "история")
HISTORY = Alternative(text="history", lang="en", weight=1.0, tokens=("histori",), origin=Origin.AUTHORITY, stem=True)
GESCHICHTE = Alternative(text="Geschichte", lang="de", weight=1.0, tokens=("geschicht",), origin=Origin.AUTHORITY, stem=True)


def unit(alternatives: Sequence[Alternative]) -> Unit:
    return Unit(text="история", lang="ru", start=0, end=7, alternatives=tuple(alternatives))


def stretch(field: Field = Field.ANY) -> Stretch:
    return Stretch("история", "Cyrl", field, (Piece(TYPED, 0, 7),))


def of_one(stretch: Stretch, one: Unit) -> Node:
    (block,) = Blocks().of(stretch, [unit([])], [one])
    return block.loose


def test_a_word_is_not_more_to_the_point_for_being_rare_here():
    even = evened(unit([HISTORY, GESCHICHTE]), {True: {"histori": 100, "geschicht": 5}, False: {}}, 1_000)
    often, seldom = (one.weight for one in even.alternatives)
    assert often == 1.0
    assert 0.4 < seldom < 0.5


def test_phrases_keep_their_weight():
    phrase = Alternative(text="life story", lang="en", weight=1.0, tokens=("life", "stori"), origin=Origin.LEXICON, stem=True)
    assert evened(unit([HISTORY, phrase]), {True: {"histori": 9}, False: {}}, 10).alternatives[1].weight == 1.0


def test_what_an_authority_knows_is_also_looked_for_among_subjects():
    group = of_one(stretch(), unit([HISTORY]))
    found = about(stretch(), unit([HISTORY]), group)
    assert isinstance(found, SomeOf)
    assert (found.nodes[0], found.least) == (group, 1)
    assert {term.text for term in positive_terms(found.nodes[1]) if term.field is Field.SUBJECT} == {"история", "history"}


def test_titles_and_dictionaries_say_nothing_of_subjects():
    group = of_one(stretch(), unit([HISTORY]))
    assert is_subject(stretch(), unit([HISTORY]))
    for one in (
        Alternative(text="Histories", lang="en", weight=1.0, tokens=("histori",), origin=Origin.AUTHORITY, records=(251,)),
        Alternative(text="story", lang="en", weight=1.0, tokens=("stori",), origin=Origin.LEXICON),
    ):
        assert not is_subject(stretch(), unit([one]))
        assert about(stretch(), unit([one]), group) is group
    assert about(stretch(Field.TITLE), unit([HISTORY]), group) is group


def test_the_readers_own_word_of_a_subject_is_not_more_to_the_point_for_being_rare():
    group = of_one(stretch(), unit([HISTORY]))
    often = {False: {"история": 3}, True: {"histori": 100, "истор": 3}}
    own = next(term for term in positive_terms(evened_own(group, often, 1_000)) if term.text == "история" and not term.stem)
    assert 0.4 < own.weight < 0.5
    rare = {False: {"история": 300}, True: {"histori": 100, "истор": 300}}
    assert evened_own(group, rare, 1_000) == group


NAME = Alternative(text="Shakespeare, William", lang="en", weight=1.0, tokens=("shakespeare", "william"), origin=Origin.NAME)


def test_a_name_is_looked_for_among_makers_and_where_it_is_said():
    among, said = terms_of(NAME)
    assert (among.field, among.tokens, among.stem) == (Field.NAME, ("shakespeare", "william"), False)
    assert (said.field, said.tokens, said.stem) == (Field.ANY, ("shakespear", "william"), True)
    assert [term.field for term in terms_of(NAME, Field.NAME)] == [Field.NAME]
    assert [term.field for term in terms_of(NAME, Field.TITLE)] == [Field.TITLE]


LIFE_STORY = Alternative(text="life story", lang="en", weight=1.0, tokens=("life", "stori"), origin=Origin.LEXICON, stem=True)


def level(alternatives: Sequence[Alternative], works: dict[str, int]) -> list[float]:
    return [one.weight for one in leveled(unit(alternatives), lambda token, stem: works.get(token, 0), 10_000).alternatives]


def test_a_rare_synonym_is_brought_half_the_way_to_the_usual_word():
    annals = replace(HISTORY, text="annals", tokens=("annal",))
    usual, rare, other = level([HISTORY, annals, GESCHICHTE], {"histori": 1_000, "annal": 5, "geschicht": 5})
    assert usual > 0.99
    assert other == 1.0
    assert 0.5 < rare < 0.6


def test_a_translation_in_many_tokens_weighs_no_more_than_the_readers_own_word():
    works = {"история": 5, "life": 5, "stori": 5}
    (alone,) = level([LIFE_STORY], {**works, "история": 0})
    (beside,) = level([LIFE_STORY], works)
    assert (alone > beside, beside) == (True, 0.5)
