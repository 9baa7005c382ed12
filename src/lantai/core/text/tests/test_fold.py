import pytest

from lantai.core.text.fold import fold, key
from lantai.core.text.segment import sequence

LATIN = [("STRASSE", "Straße"), ("Øre", "ore"), ("Łódź", "lodz"), ("đường", "duong"),
         ("İstanbul", "istanbul"), ("ılık", "ilik"), ("IŞIK", "ışık"),
         ("Æon", "AEon"), ("œuvre", "oeuvre"), ("Þórður", "thordur"), ("ﬁlm", "film"),
         ("Tiếng Việt", "tieng viet"), ("Ａｄｄ １２", "add 12"),
         ("revoli︠u︡t︠s︡ii︠a︡", "revoliutsiia"), ("tysi͡acha", "tysiacha"), ("ŋgɔmɛ", "ngome"),
         ("Two³", "two3")]  # fmt: skip
GREEK_AND_CYRILLIC = [
    ("ΦΙΛΟΣΟΦΊΑ", "φιλοσοφια"),
    ("ᾠδή", "ωδη"),
    ("λόγος", "ΛΟΓΟΣ"),
    ("ёж", "еж"),
    ("за\u0301мок", "замок"),
    ("ПОДЪЁМ", "подъем"),
]
HEBREW_AND_ARABIC = [("סֶגוֹל", "סגול"), ("דָאס", "דאס"), ("ירושלים־תל", "ירושלים תל"),
                     ('צה"ל', "צהל"), ("צה״ל", "צהל"), ("ײַנגל", "יינגל"),
                     ("أعمال", "اعمال"), ("القرآن", "القران"), ("السفينة", "السفينه"),
                     ("مستشفى", "مستشفي"), ("كتـــاب", "كتاب"), ("كِتَابٌ", "كتاب"),
                     ("کتاب یک", "كتاب يك"), ("می‌شود", "می شود"), ("١٩٨٤", "1984"),
                     ("۱۹۸۴", "1984"), ("ﻛﺘﺎﺏ", "كتاب")]  # fmt: skip
EAST_ASIAN = [("國學", "国学"), ("文藝戰線", "文芸戦線"), ("佛教學", "仏教学"), ("歷史", "历史"), ("曆史", "历史"), ("羣峯", "群峰"), ("說", "説"),
              ("カタカナ", "かたかな"),
    ("コンピューター", "コンピュータ"),
    ("ｻｰﾊﾞｰ", "サーバ"), ("ｶﾞｷﾞ", "がぎ"), ("가", "가"), ("２００８年", "2008年"), ("佐々木", "佐佐木"),
              ("卡尔·马克思", "卡尔马克思"), ("豈", "岂")]  # fmt: skip
INDIAN_AND_OTHERS = [("ज़मीन", "जमीन"), ("क़लम", "कलम"), ("चाँद", "चांद"), ("१२३", "123"), ("ႠႡ", "აბ"), ("ᲗᲑ", "თბ"), ("և", "եւ")]
SIGNS = [("l'homme", "l’homme"), ("ʻAlī", "Ali"), ("semʹi", "semi"), ("serie[s]", "series"),
         ("[S]eries", "series"), ("(dis)ability", "disability"),
         ("C#", "c-sharp"), ("C++", "c plus plus"), ("F♯", "F sharp"), ("E♭", "E-flat"),
         ("e‐mail", "e mail"), ("time & money", "time and money"),
         ("Zeit und Geld", "Zeit & Geld"), ("fin et début", "fin & debut"),
         ("soft\u00adhyphen", "softhyphen"), ("a\u202eb\x00c", "abc")]  # fmt: skip


@pytest.mark.parametrize("one, other", [*LATIN, *GREEK_AND_CYRILLIC, *HEBREW_AND_ARABIC, *EAST_ASIAN, *INDIAN_AND_OTHERS, *SIGNS])
def test_spellings_of_one_word_are_the_same_tokens(one, other):
    assert sequence(one) == sequence(other)
    assert sequence(one)


@pytest.mark.parametrize(
    "one, other",
    [
        ("мой", "мои"),
        ("їжак", "іжак"),
        ("ћ", "ђ"),
        ("ก็", "ก"),
        ("กุ", "ก"),
        ("बिल", "बल"),
        ("ড়", "ড"),
        ("བོད", "བད"),
        ("が", "か"),
        ("gwr", "gwyr"),
    ],
)
def test_marks_that_spell_are_kept(one, other):
    assert sequence(one) != sequence(other)


def test_it_keeps_hangul_composed_whatever_form_it_came_in():
    assert fold("\u1112\u1161\u11ab\u1100\u116e\u11a8") == "한국"


@pytest.mark.parametrize(
    "one, other",
    [
        ("The Nation.", "the nation"),
        ("Jazz : an introduction", "Jazz: an introduction"),
        ("红楼梦", "紅樓夢"),
        ("E-mail", "Email"),
        ("Time & money", "Time and money"),
        ("《论语》", "論語"),
        ("Толстой", "Толстои"),
        ("सामान्य विज्ञान", "सामानय विजञान"),
    ],
)
def test_titles_that_differ_in_signs_and_spaces_have_one_key(one, other):
    assert key(one) == key(other)


def test_a_title_of_signs_alone_still_has_a_key():
    assert key("!!!") == "!!!"
    assert key(" ") == ""
