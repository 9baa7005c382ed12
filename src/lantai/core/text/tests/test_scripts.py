import pytest

from lantai.core.text.scripts import direction_of_tag, direction_of_text, script_of, tagged


@pytest.mark.parametrize(
    "text, script",
    [("Война", "Cyrl"), ("war", "Latn"), ("Łódź", "Latn"), ("红楼梦", "Hani"), ("東京の夜", "Jpan"),
     ("カナ", "Jpan"), ("한국", "Kore"), ("韓國의", "Kore"), ("كتاب", "Arab"),
     ("ספר", "Hebr"), ("λόγος", "Grek"), ("हिन्दी", "Deva"), ("ไทย", "Thai"), ("བོད", "Tibt"),
     ("հայ", "Armn"), ("ქართ", "Geor"), ("አማርኛ", "Ethi"),
     ("தமிழ்", "Taml"), ("12 – !", ""), ("", ""), ("C语言程序设计", "Hani")],
)  # fmt: skip
def test_a_text_has_the_script_of_most_of_its_letters(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    "lang, text, tag",
    [("zh", "Hong lou meng", "zh-Latn"), ("zh", "红楼梦", "zh-Hans"), ("zh", "紅樓夢", "zh-Hant"),
     ("zh", "中文", "zh"), ("ru", "Мир", "ru"), ("ru", "Mir", "ru-Latn"),
     ("ja", "日本", "ja"), ("ja", "源氏物語の", "ja"), ("ko", "한국", "ko"), ("sr", "Мир", "sr"),
     ("sr", "Mir", "sr-Latn"), ("", "中文", "und-Hani"), ("", "war", "und-Latn"),
     ("en", "1984", "en"), ("ar", "كتاب", "ar"), ("yi", "Yidish", "yi-Latn"),
     ("en", "Война", "en-Cyrl"), ("ta", "தமிழ்", "ta")],
)  # fmt: skip
def test_a_tag_names_the_script_where_it_is_not_the_usual_one(lang, text, tag):
    assert tagged(lang, text) == tag


@pytest.mark.parametrize(
    "text, direction", [("كتاب", "rtl"), ("1. ספר", "rtl"), ("war كتاب", "ltr"), ("123", "ltr"), ("", "ltr")]
)
def test_a_text_runs_as_its_first_letter_does(text, direction):
    assert direction_of_text(text) == direction


@pytest.mark.parametrize(
    "tag, direction",
    [
        ("ar", "rtl"),
        ("ar-Latn", "ltr"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("yi", "rtl"),
        ("zh", "ltr"),
        ("und-Arab", "rtl"),
        ("", "ltr"),
    ],
)
def test_a_tag_runs_as_its_script_does(tag, direction):
    assert direction_of_tag(tag) == direction
