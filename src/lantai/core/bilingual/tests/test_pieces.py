"""Words that no table knows are taken apart into those that one does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.core.bilingual.pieces import candidates, pieces
from lantai.core.bilingual.words import Word, cut, key
from lantai.core.text.tests.test_properties import TEXTS


def known(lang: str, *words: str) -> set[str]:
    return {key(word, lang) for word in words}


def parts(text: str, lang: str, *words: str) -> list[str]:
    return [piece.text for piece in pieces(cut(text, lang)[0], lang, known(lang, *words))]


def test_it_takes_compounds_apart_with_the_letters_that_join_them():
    assert parts("Universitätsbibliothek", "de", "Universität", "Bibliothek") == ["Universitäts", "bibliothek"]
    assert parts("kirjastohistoria", "fi", "kirjasto", "historia") == ["kirjasto", "historia"]


def test_it_takes_the_end_of_a_compound_whose_beginning_nobody_knows():
    word = cut("Lutherbibel", "de")[0]
    assert pieces(word, "de", known("de", "Bibel")) == (Word("Lutherbibel", key("Bibel", "de"), 0, 11),)


def test_it_leaves_out_endings_that_the_stemmer_does_not_know():
    assert pieces(cut("savunması", "tr")[0], "tr", {"savunma"})[0].key == "savunma"
    assert pieces(cut("وسياسته", "ar")[0], "ar", known("ar", "سياسة"))[0].key == key("سياسة", "ar")


def test_an_adjective_is_taken_for_the_noun_that_it_is_made_of_however_short_the_stem_of_that():
    for word, lang, noun in (
        ("исламский", "ru", "ислам"),
        ("исламские", "ru", "ислам"),
        ("islamska", "pl", "islam"),
    ):
        assert pieces(cut(word, lang)[0], lang, known(lang, noun))[0].key == key(noun, lang)
    assert not parts("русский", "ru", "рус")


def test_it_leaves_words_alone_of_which_no_piece_is_known_or_only_a_scrap():
    assert not parts("Universitätsbibliothek", "de", "Universität")
    assert not parts("kullanılmaktadır", "tr", "kul")
    assert not parts("Broncos", "es", "bronco")


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(("de", "tr", "ar", "fi", "he", "en", "", "xx")))
def test_all_it_asks_for_can_be_looked_up_at_once(text, lang):
    for word in cut(text, lang):
        wanted = candidates(word, lang)
        assert all(
            piece.key in wanted and word.start <= piece.start < piece.end <= word.end for piece in pieces(word, lang, wanted)
        )
        assert len(wanted) <= 800
