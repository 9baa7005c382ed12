"""Orders that speakers know by heart."""

import pytest

from lantai.infra.collation import collation, ordered, sort_keys

ORDERS = {
    "zh": ["安徽", "北京", "重庆", "广东", "红楼梦", "上海", "四川", "天津", "云南", "浙江"],
    "zh-Hans": ["阿Q正传", "巴金", "曹雪芹", "大学", "鲁迅"],
    "sv": ["ankare", "zebra", "åka", "ägg", "öra"],
    "da": ["abe", "zoo", "æble", "øl", "år"],
    "de": ["Apfel", "Äpfel", "Arm", "Straße", "Strauß", "Über", "Ufer", "Zug"],
    "es": ["nube", "ñandú", "oso"],
    "ar": ["أدب", "بيت", "تاريخ", "جبل", "علم", "كتاب", "نور", "يوم"],
    "fa": ["آب", "پدر", "تهران", "چای", "ژاله", "گل", "یاد"],
    "ru": ["ад", "ёлка", "ель", "жизнь", "яблоко"],
    "ko": ["가나", "나무", "다리", "한국"],
    "ja": ["あさ", "いぬ", "うみ", "かわ"],
    "tr": ["çay", "dağ", "ılık", "iş", "şeker", "zaman"],
    "cs": ["cena", "čas", "hora", "chata", "ryba", "řeka"],
    "en": ["apple", "Éclair", "zebra"],
}


@pytest.mark.parametrize(("language", "right"), ORDERS.items())
def test_words_stand_as_speakers_of_the_language_look_for_them(language, right):
    shuffled = right[1::2][::-1] + right[::2]
    assert [shuffled[n] for n in ordered(shuffled, language)] == right


def test_swedish_and_german_put_the_same_letter_in_different_places():
    words = ["zebra", "ärta", "arm"]
    assert [words[n] for n in ordered(words, "sv")] == ["arm", "zebra", "ärta"]
    assert [words[n] for n in ordered(words, "de")] == ["arm", "ärta", "zebra"]


@pytest.mark.parametrize(
    ("language", "rules"),
    [("zh-Hant", "zh_tw"), ("no", "nb"), ("xx", "en_us"), ("", "en_us"), ("'; DROP", "en_us"), ("nfc", "en_us"), ("PT-br", "pt")],
)
def test_a_language_has_the_rules_of_its_own_or_the_general_ones(language, rules):
    assert collation(language) == rules


@pytest.mark.parametrize("texts", [[], ["", "a"], ["\0", "x" * 10_000, "😀", "\ud800"[:0]]])
def test_any_text_has_a_key(texts):
    assert [type(key) for key in sort_keys(texts, "en")] == [bytes] * len(texts)
