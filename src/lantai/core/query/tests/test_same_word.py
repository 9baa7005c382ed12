import pytest

from lantai.core.query.same_word import is_form_of


@pytest.mark.parametrize(
    ("word", "lang", "names"),
    [
        ("Чехии", "ru", ("Чехия", "Чешская Республика")),
        ("русского", "ru", ("русский",)),
        ("французской", "ru", ("французский",)),
        ("Кубы", "ru", ("Куба",)),
        ("الصينية", "ar", ("الصين",)),
        ("Türkiyedeki", "tr", ("Türkiye",)),
        ("歷史", "zh", ("历史",)),
        ("Республика", "ru", ("Чешская Республика",)),
    ],
)
def test_a_word_is_a_form_of_a_name(word, lang, names):
    assert is_form_of(word, lang, names)


@pytest.mark.parametrize(("word", "lang", "names"), [("Чехов", "ru", ("Чехия",)), ("كارينينا", "ar", ("كاري",))])
def test_a_word_only_has_the_stem_of_a_name(word, lang, names):
    assert not is_form_of(word, lang, names)
