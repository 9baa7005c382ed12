"""The strip of words that were also searched, and by which of them a line was found."""

from lantai.apps.discovery.words import strip as strips
from lantai.apps.discovery.words.strip import strip
from lantai.apps.discovery.words.through import Seen
from lantai.core.query.expansion import Concept, Expansion

from .asked import ARABIC, DREAM, REVE, STONE, alternative


def of(*concepts: Concept, **more) -> strips.Strip:
    return strip(Expansion(concepts=concepts), **more)


def test_the_best_of_each_language_stands_before_the_second_of_any():
    (group,) = of(Concept(text="红楼梦", lang="zh", alternatives=(DREAM, STONE, REVE, ARABIC))).groups
    assert [chip.one.text for chip in group.shown] == [DREAM.text, REVE.text, ARABIC.text, STONE.text]


def test_a_translation_into_the_language_of_the_page_stands_first():
    (group,) = of(Concept(text="红楼梦", lang="zh", alternatives=(DREAM, REVE, ARABIC)), lang="ar").groups
    assert group.shown[0].one == ARABIC


def test_long_lists_are_folded_and_the_more_words_the_sooner():
    many = tuple(alternative(f"word{n}", "en", 1 - n / 100) for n in range(20))
    one = of(Concept(text="a", lang="zh", alternatives=many))
    four = of(*(Concept(text=word, lang="zh", alternatives=many) for word in "abcd"))
    assert (len(one.groups[0].shown), len(one.groups[0].more)) == (strips.SHOWN_OF_ONE, 20 - strips.SHOWN_OF_ONE)
    assert len(four.groups[0].shown) == strips.SHOWN // 4


def test_few_more_fold_away_here_and_many_stand_on_a_page_of_their_own():
    words = [alternative(f"word{n}", "en", 1 - n / 100) for n in range(60)]
    assert of(Concept(text="a", lang="zh", alternatives=tuple(words[:12]))).folds
    assert not of(Concept(text="a", lang="zh", alternatives=tuple(words))).folds


def test_a_word_that_several_languages_spell_alike_is_one_chip_that_drops_them_all():
    words = [
        alternative("guerra", "es"),
        alternative("guerre", "fr"),
        alternative("guerra", "it", 0.9),
        alternative("Guerra", "pt", 0.8),
    ]
    (group,) = of(Concept(text="война", lang="ru", alternatives=tuple(words))).groups
    assert [(chip.one.text, chip.languages, chip.code) for chip in group.shown] == [
        ("guerra", ("es", "it", "pt"), "es,it,pt:guerra"),
        ("guerre", ("fr",), "fr:guerre"),
    ]


def test_one_more_is_shown_instead_of_folded():
    eight = tuple(alternative(f"word{n}", "en") for n in range(strips.SHOWN_OF_ONE + 1))
    assert of(Concept(text="a", lang="zh", alternatives=eight)).groups[0].more == []


def test_a_word_that_was_typed_several_times_stands_once():
    words = [Concept(text=text, lang="zh", alternatives=(DREAM,)) for text in ("a", "b", "A", "a")]
    assert [group.text.casefold() for group in of(*words).groups] == ["a", "b"]


def test_words_without_a_translation_are_named_once():
    assert of(Concept(text="xyzzy", lang=""), Concept(text="xyzzy", lang="")).untranslated == ["xyzzy"]
    assert not of()


def test_a_line_says_by_which_translated_words_it_was_found_and_none_by_the_readers_own():
    expansion = Expansion(concepts=(Concept(text="红楼梦", lang="zh", alternatives=(DREAM, REVE)),))
    seen = Seen(expansion, ["红楼", "楼梦", "dream"])
    marked = [("Dream", True), (" of the ", True), ("Red Chamber", True)]
    assert [one.alternative for one in seen([marked], "en")] == [DREAM]
    assert seen([[("Dream", True), (" in the pavilion", False)]], "en") == ()
    assert seen([[("红楼梦", True)]], "zh") == ()


def test_of_several_translations_that_a_line_has_the_one_in_the_language_of_its_title_is_named():
    seen = Seen(Expansion(concepts=(Concept(text="红楼梦", lang="zh", alternatives=(DREAM, REVE)),)), [])
    marked = [[("Dream of the Red Chamber", True)], [("Le rêve dans le pavillon rouge", True)]]
    assert [one.alternative for one in seen(marked, "fr")] == [REVE]
    assert [one.alternative for one in seen(marked, "ja")] == [REVE]  # the longer one, where none is in its language


def test_nothing_is_said_of_a_word_that_stands_there_as_it_was_typed():
    seen = Seen(Expansion(concepts=(Concept(text="红楼梦", lang="zh", alternatives=(DREAM,)),)), [])
    assert seen([[("红楼梦", True)], [("Dream of the Red Chamber", True)]], "zh") == ()
