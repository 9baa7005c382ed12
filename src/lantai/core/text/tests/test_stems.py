"""Forms of a word share a stem; what has none stays itself, folded."""

from itertools import pairwise

import pytest

from lantai.core.text import stems as module
from lantai.core.text.stems import both_stems, has_stemmer, stem, stems, unmarked


@pytest.mark.parametrize(
    "lang, forms",
    [
        ("en", "book books BOOKS Book's"),
        ("en", "library libraries"),
        ("en", "tie ties tied"),
        ("en", "cry cries cried"),
        ("en", "department dept departments"),
        ("en", "koran Quran Qurʼan"),
        ("fr", "bibliothèque bibliothèques l'bibliothèque"),
        ("fr", "l’éducation éducation education"),
        ("de", "Bücher Buch bucher"),
        ("es", "educación educacion educaciones"),
        ("es", "añadió anadio añade"),
        ("pt", "informação informações informacao informacoes"),
        ("ru", "война войны войну ВОЙНОЙ"),
        ("ru", "Китай Китая Китаю Китаем"),
        ("pl", "wojna wojny"),
        ("cs", "kniha knihy"),
        ("tr", "kitap kitapları KİTAP"),
        ("tr", "orman ormanlar ormanında"),
        ("tr", "öğretmen öğretmenler öğretmenlerinin"),
        ("tr", "Ankara Ankara'nın Ankara’da"),
        ("el", "ιστορία ΙΣΤΟΡΊΑ ιστορια"),
        ("ar", "كتاب الكتاب والكتاب بالكتاب للكتاب كِتاب"),
        ("ar", "مكتبة مكتبه المكتبات والمكتبات"),
        ("ar", "أحمد احمد"),
        ("ar", "اليابان يابانية الياباني"),
        ("ar", "إيران الإيراني إيرانية"),
        ("fa", "کتاب کتابها کتاب‌ها كتاب"),
        ("hi", "किताब किताबें"),
        ("sr", "књига knjige књиге"),
        ("fi", "kirja kirjat"),
    ],
)
def test_forms_of_a_word_share_a_stem(lang, forms):
    assert len({stem(form, lang) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "lang, word, expected",
    [
        ("en", "war", "war"),
        ("en", "GPT4s", "gpt4s"),
        ("en", "1984", "1984"),
        ("ru", "дни", "дни"),
        ("ar", "لله", "لله"),
        ("vi", "Việt", "viet"),
        ("he", "שָׁלוֹם", "שלום"),
        ("zh", "紅樓夢", "红楼梦"),
        ("zh", "models", "model"),
        ("zh-Hant", "models", "model"),
        ("und-Thai", "models", "model"),
        ("fr", "et", "and"),
        ("xx", "Łódź", "lodz"),
        ("en", "", ""),
        ("en", "!", "!"),
        ("en", "e-mails", "e mail"),
    ],
)
def test_what_has_no_ending_to_lose_stays_itself_folded(lang, word, expected):
    assert stem(word, lang) == expected


def test_every_spaced_word_has_its_stem_in_order():
    assert stems("基于BERT的检索 of Libraries’ models", "zh") == ["bert", "of", "librari", "model"]
    assert stems("สวัสดี книги", "th") == ["книг"]
    assert stems("Война и мир: novels of الكتاب", "ru") == ["войн", "и", "мир", "novel", "of", "كتاب"]
    assert stems("", "en") == []


@pytest.mark.parametrize("lang", ["", "und", "mul", "en", "ru-Latn", "zh-Latn-CN", "und-Latn"])
def test_latin_words_that_nobody_says_the_language_of_are_taken_for_english(lang):
    assert stems("libraries", lang) == ["librari"]


def test_the_script_decides_where_the_tag_says_it_is_not_the_usual_one():
    assert stems("войны", "und-Cyrl") == stems("войны", "en-Cyrl") == stems("войны", "ru")
    assert stems("knjige", "sr-Latn") == stems("књиге", "sr-Cyrl")


def test_stems_are_folded_and_may_be_stemmed_by_no_one_twice_as_another_word():
    for lang in ("en", "de", "tr", "ar", "pt"):
        assert all(
            found and found == module.fold(found) for found in stems("Çalışmaları naïvetés القُرآن Überraschungen 12th", lang)
        )


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "_MOST_KNOWN", 10)
    for n, _ in pairwise(range(100)):
        stem(f"word{'x' * n}", "en")
    assert len(module._known("en")) <= 10


def test_languages_with_a_stemmer_are_known_by_their_tag():
    assert has_stemmer("pt-BR")
    assert not has_stemmer("vi")


def test_the_index_has_the_stem_that_a_word_has_without_its_marks_too():
    assert both_stems("La matinée des livres", "fr") == "la matin matine des livr"
    assert both_stems("plain words", "en").split() == stems("plain words", "en")
    for text, lang in (("Książki", "pl"), ("Türkiye’nin", "tr"), ("l’été", "fr"), ("کتاب‌ها", "fa")):
        assert stem(unmarked(text), lang) in both_stems(text, lang).split()


@pytest.mark.parametrize("lang", ["en", "fr", "tr", "ru", "ar", ""])
def test_a_long_text_has_the_stems_it_would_have_were_it_short(lang, monkeypatch):
    text = "L'été des bibliothèques, «войны и войн» والمكتبات — libraries' 1998; Ankara’nın évènements: naïve "
    long = text * (module.LONGEST_REMEMBERED // len(text) + 1)
    by_pieces = both_stems(long, lang)
    monkeypatch.setattr(module, "LONGEST_REMEMBERED", len(long) + 1)
    assert by_pieces == both_stems(long, lang)


@pytest.mark.parametrize(
    "word, lang, expected", [("1998", "", "1998"), ("B2B", "fr", "b2b"), ("Libraries", "", "librari"), ("ÉTÉS", "fr", "ete")]
)
def test_a_word_of_letters_or_with_digits_needs_no_second_look(word, lang, expected):
    assert stem(word, lang) == expected
