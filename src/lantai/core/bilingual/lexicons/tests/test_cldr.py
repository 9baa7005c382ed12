import pytest

from lantai.core.bilingual.lexicons import About, Files, cldr

CHOSEN = ("en", "zh", "ar", "ru", "tr", "ja", "pt")


@pytest.fixture(scope="module")
def labels():
    return list(cldr.read(Files(main="cldr", openers={}), About(languages=CHOSEN)))


@pytest.mark.parametrize(
    "concept, names",
    [
        ("territory:CN", {"en": "China", "zh": "中国", "ar": "الصين", "ru": "Китай", "tr": "Çin", "ja": "中国", "pt": "China"}),
        (
            "language:ar",
            {
                "en": "Arabic",
                "zh": "阿拉伯语",
                "ar": "العربية",
                "ru": "арабский",
                "tr": "Arapça",
                "ja": "アラビア語",
                "pt": "árabe",
            },
        ),
        (
            "city:Europe/Moscow",
            {"en": "Moscow", "zh": "莫斯科", "ar": "موسكو", "ru": "Москва", "tr": "Moskova", "ja": "モスクワ", "pt": "Moscou"},
        ),
    ],
)
def test_it_names_places_and_languages_in_every_language(labels, concept, names):
    assert {label.lang: label.text for label in reversed(labels) if label.concept == concept and label.preferred} == names


def test_it_knows_the_names_that_people_use_besides():
    assert set(cldr.spellings("Myanmar (Burma)")) == {"Myanmar", "Burma"}
    assert cldr.spellings("Congo - Kinshasa") == ["Congo-Kinshasa"]
    assert cldr.spellings("中国香港（特别行政区）") == ["中国香港"]


def test_no_name_stands_for_two_places_or_has_two_letters(labels):
    places = [(label.lang, label.text) for label in labels if label.concept.startswith("territory:")]
    assert len(places) == len(set(places))
    assert min(len(text) for lang, text in places if lang == "en") > 2


def test_a_name_left_in_english_is_no_name_in_a_language_of_another_script(labels):
    assert not [label for label in labels if label.lang == "ru" and label.text.isascii()]


def test_it_has_sixty_languages_and_more():
    assert len(list(cldr.languages())) >= 60


@pytest.mark.parametrize("lang, name", [("en", "Chad"), ("en", "Polish"), ("ru", "Чад"), ("tr", "Mısır"), ("pt", "Natal")])
def test_a_name_that_is_an_everyday_word_too_is_not_preferred(labels, lang, name):
    assert not any(label.preferred for label in labels if (label.lang, label.text) == (lang, name))
