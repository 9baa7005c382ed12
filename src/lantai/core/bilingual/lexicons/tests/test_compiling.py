import pytest

from lantai.core.bilingual.lexicons import Entry
from lantai.core.bilingual.lexicons.compiling import MOST, compiled


def rows(*entries):
    found = {}
    for row in compiled(entries):
        found.setdefault((row.source, row.key), []).append((row.text, row.weight))
    return found


def entry(head, *senses, **more):
    return Entry("de", head, "en", tuple((sense,) if isinstance(sense, str) else sense for sense in senses), **more)


def test_earlier_senses_weigh_more_and_the_weights_of_a_word_add_up_to_one():
    (first, a), (second, b) = rows(entry("Bank", "bench", "shore"))["de", "bank"]
    assert (first, second) == ("bench", "shore")
    assert a > b
    assert a + b == pytest.approx(1)


def test_synonyms_share_the_weight_of_their_sense():
    assert {weight for _, weight in rows(entry("Auto", ("car", "automobile")))["de", "auto"]} == {0.5}


def test_what_the_source_says_of_senses_goes_before_their_order():
    assert rows(entry("Bank", "bench", "shore", shares=(1.0, 3.0)))["de", "bank"] == [("shore", 0.75), ("bench", 0.25)]


def test_a_mere_name_weighs_little():
    (_, king), (_, name) = rows(entry("König", "king", "Konig", names=1))["de", "konig"]
    assert king > 5 * name


def test_the_reverse_comes_from_the_same_entries_and_the_commoner_head_first():
    found = rows(
        entry("Haus", "house"), entry("Bude", "house"), entry("altes Haus", "old house"), entry("Haus am See", "lake house")
    )
    assert [text for text, _ in found["en", "hous"]] == ["Haus", "Bude"]
    assert [text for text, _ in found["en", "old hous"]] == ["altes Haus"]


def test_forms_of_one_word_are_one_shown_as_each_entry_has_it():
    assert rows(entry("Häuser", "houses"), entry("Haus", "house"), entry("Heim", "house"))["de", "haus"] == [("houses", 1.0)]


def test_every_head_of_an_entry_has_its_senses():
    assert rows(entry("Porträt", "portrait", also=("Portrait",))).keys() >= {("de", "portrat"), ("de", "portrait")}


def test_function_words_and_sentences_are_left_out():
    assert rows(entry("von", "of"), entry("das", "the one that I told you all about")) == {}


def test_a_word_keeps_its_best_translations_only():
    many = entry("machen", *(f"word{letter}" for letter in "abcdefghijklmnop"))
    assert len(rows(many)["de", "mach"]) <= MOST


def test_the_same_entries_give_the_same_rows():
    entries = [entry("Haus", "house", "home"), entry("Heim", "home")]
    assert list(compiled(entries)) == list(compiled(entries))
