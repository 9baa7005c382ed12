"""Under which letter speakers of a language look for a title."""

import pytest

from lantai.core.text.initials import HAN, OTHER, filed, initials
from lantai.infra.collation import sort_keys


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("zh", {"红楼梦": "H", "重庆": "C", "阿Q正传": "A", "围城": "W", "左传": "Z", "C语言": "C", "1984": OTHER}),
        ("sv", {"Ångström": "Å", "ärta": "Ä", "öl": "Ö", "arm": "A", "Émile": "E"}),
        ("de", {"Äpfel": "A", "Über": "U", "zur Kritik": "Z"}),
        ("es", {"ñandú": "Ñ", "Élite": "E"}),
        ("cs", {"Čapek": "Č", "Řeka": "Ř", "Úvod": "U"}),
        ("ar", {"أدب": "ا", "إسلام": "ا", "كتاب": "ك"}),
        ("ru", {"Ёлка": "Е", "Йога": "Й", "Тихий Дон": "Т"}),
        ("ja", {"さくら": "さ", "ガラス": "か", "源氏物語": HAN}),
        ("ko", {"한국": "하", "꿈": "가", "역사": "아"}),
        ("en", {"": OTHER, "…": OTHER, "ßeta": "S"}),
    ],
)
def test_a_title_stands_under_the_letter_of_its_language(language, titles):
    assert dict(zip(titles, initials(list(titles), language, sort_keys), strict=True)) == titles


@pytest.mark.parametrize(
    ("value", "nonfiling", "language", "right"),
    [
        ("The silk roads", 4, "en", "silk roads"),
        ("العربية", 0, "ar", "عربية"),
        ("المقدمة", 2, "ar", "مقدمة"),
        ("ألف ليلة", 0, "ar", "ألف ليلة"),
        ("《红楼梦》研究", 0, "zh", "红楼梦》研究"),
        ("The", 4, "en", "The"),
    ],
)
def test_a_title_is_filed_without_its_article(value, nonfiling, language, right):
    assert filed(value, nonfiling, language) == right
