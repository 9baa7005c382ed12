import pytest

from lantai.core.query.identify import AS_A_WHOLE, candidates, readings

KNOWN = ("en", "fr", "de", "es", "tr", "zh", "ja", "ru", "uk", "ar", "fa", "ur")


def taken_for(text: str, script: str, *, prior: str = "", knows: dict[str, float] | None = None) -> tuple[str, ...]:
    words = text.split()
    possible = candidates(words, script, prior=prior, known=KNOWN)
    return readings({lang: (knows or {}).get(lang, 0.0) for lang in possible}, words, script, prior=prior)


@pytest.mark.parametrize(
    "text, script, first",
    [
        ("红楼梦", "Hani", "zh"),
        ("図書館 経済", "Hani", "ja"),
        ("日本の歴史", "Hani", "ja"),
        ("한국 漢字", "Hani", "ko"),
        ("война и мир", "Cyrl", "ru"),
        ("історія України", "Cyrl", "uk"),
        ("تاريخ العرب", "Arab", "ar"),
        ("تاریخ پارسی چیست", "Arab", "fa"),
        ("اردو ادب کی تاریخ میں ٹیگور", "Arab", "ur"),
        ("what is the history of the city", "Latn", "en"),
        ("quelle est la ville de la reine", "Latn", "fr"),
        ("was ist die Geschichte der Stadt", "Latn", "de"),
        ("¿cuál es la historia de la ciudad?", "Latn", "es"),
        ("Türkiye'nin en büyük şehri hangisidir", "Latn", "tr"),
    ],
)
def test_letters_and_function_words_tell_the_language(text, script, first):
    assert taken_for(text, script)[0] == first


@pytest.mark.parametrize("text", ["chiến tranh", "chie\u0302\u0301n tranh", "LỊCH SỬ"])
def test_letters_that_one_language_alone_writes_leave_no_other(text):
    assert candidates(text.split(), "Latn", prior="en", known=KNOWN) == ["vi"]


def test_a_table_that_knows_the_word_says_more_than_the_page():
    assert taken_for("livre", "Latn", prior="en", knows={"fr": 1.0}) == ("fr",)


def test_the_language_of_the_page_decides_where_both_know_the_word():
    knows = {"de": 1.0, "en": 1.0}
    assert taken_for("Gift", "Latn", prior="de", knows=knows)[0] == "de"
    assert taken_for("Gift", "Latn", prior="en", knows=knows)[0] == "en"


def test_han_is_chinese_unless_japanese_alone_knows_it_as_a_whole_or_the_page_is_japanese():
    assert taken_for("学", "Hani", knows={"zh": 1.0, "ja": 1.0})[0] == "zh"
    assert taken_for("学", "Hani", knows={"zh": 1.0, "ja": 1.0 + AS_A_WHOLE})[0] == "ja"
    assert taken_for("学", "Hani", prior="ja", knows={"zh": 1.0, "ja": 1.0})[0] == "ja"


def test_two_readings_are_live_where_nothing_decides():
    assert set(taken_for("table", "Latn", knows={"fr": 1.0, "de": 1.0})) == {"fr", "de"}


def test_a_language_that_nobody_trained_is_still_a_reading():
    assert candidates(["ქართული"], "Geor", prior="", known=()) == ["ka"]
    assert candidates(["😀"], "", prior="", known=()) == ["en"]


def test_long_questions_are_looked_up_in_few_languages():
    many = ("en", *(f"x{n}" for n in range(50)))
    assert len(candidates(["word"] * 60, "Latn", prior="en", known=many)) == 2
