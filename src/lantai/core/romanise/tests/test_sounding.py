import pytest

from lantai.core.romanise import japanese
from lantai.core.romanise.sounding import asked, tokens

needs_readings = pytest.mark.skipif(not japanese.can_read("漢字"), reason="the extra japanese is not installed")

SAME = {
    ("红楼梦", "zh"): ["Hong lou meng", "hongloumeng", "hónglóumèng", "Hung lou meng", "hong2 lou2 meng4", "hong lou"],
    ("西安碑林", "zh"): ["Xi'an bei lin", "xianbeilin"],
    ("清史論叢", "zh"): ["Qing shi lun cong", "Ch'ing shih lun ts'ung"],
    ("女性文学 2015 选", "zh"): ["nüxing wenxue 2015 xuan", "nuxing wenxue", "nvxing wenxue", "nv3 xing4 wen2xue2"],
    ("한국 문학사", "ko"): ["Han'guk munhaksa", "hangukmunhaksa", "hankuk munhaksa"],
    ("독립신문 연구", "ko"): ["Tongnip sinmun yŏn'gu", "dongnip sinmun yeongu", "dokrip sinmun yeongu"],
    ("История русской литературы", "ru"): [
        "Istorii͡a russkoĭ literatury",
        "istoriya russkoy literatury",
        "istorija russkoj literatury",
    ],
    ("Жизнь и судьба Чехова", "ru"): ["Žizn' i sud'ba Čechova", "zhizn i sudba chekhova", "zizn i sudba cehova"],
    ("Вишнёвый сад", "ru"): ["Vishnevyĭ sad", "vishnyovy sad"],
    ("Історія України Грушевського", "uk"): ["istoriia ukrainy hrushevskoho", "istoriya ukrainy grushevskogo"],
    ("Ιστορία της Κρήτης", "el"): ["istoria tes kretes", "istoria tis kritis"],
    ("تاريخ الأدب العربي", "ar"): ["Tārīkh al-adab al-ʻArabī", "tarikh aladab alarabi", "tareekh el adab el 3arabi"],
    ("البيان والتبيين", "ar"): ["al-Bayān wa-al-tabyīn", "al-bayan wat-tabyin"],
    ("דברי ימי ישראל בירושלים", "he"): ["Divre yeme Yiśraʼel bi-Yerushalayim", "divrei yemei israel birushalaim"],
    ("תולדות הציונות ושאלת הערבים", "he"): ["Toldot ha-tsiyonut u-sheʼelat ha-ʻArvim", "toldot hatzionut"],
    ("חיים נחמן ביאליק", "he"): ["Ḥayim Naḥman Byaliḳ", "chaim nachman bialik"],
    ("געשיכטע פון ייִדן", "yi"): ["Geshikhte fun Yidn", "geshichte fun yidn"],
    ("ديوان حافظ شيرازي", "fa"): ["Dīvān-i Ḥāfiẓ-i Shīrāzī", "divan-e hafez-e shirazi"],
    ("ذاكرة الجسد المنسي", "ar"): ["Dhākirat al-jasad al-mansī", "zakirat el gasad el mansi"],
}
JAPANESE = {
    ("日本の歴史", "ja"): ["Nihon no rekishi", "nihonno rekisi", "Nippon no rekishi"],
    ("小説の方法", "ja"): ["Shōsetsu no hōhō", "syousetu no houhou", "shosetsu no hoho"],
    ("純文学と新聞", "ja"): ["Jun bungaku to shimbun", "zyunbungaku to sinbun"],
}


def finds(query: str, held: list[str]) -> bool:
    return any(sum(bool(set(part) & set(held)) for part in way.parts) >= way.least for way in asked(query))


@pytest.mark.parametrize("title, query", [(title, query) for title, queries in SAME.items() for query in queries])
def test_spellings_of_one_title_meet(title, query):
    assert finds(query, tokens(*title))


@needs_readings
@pytest.mark.parametrize("title, query", [(title, query) for title, queries in JAPANESE.items() for query in queries])
def test_spellings_of_one_japanese_title_meet(title, query):
    assert finds(query, tokens(*title))


@pytest.mark.parametrize("query", ["history of art", "women in science", "data mining", "Hong lou meng yan jiu", "istoriya"])
def test_other_titles_do_not(query):
    assert not finds(query, [*tokens("红楼梦", "zh"), *tokens("한국 문학사", "ko"), *tokens("Преступление и наказание", "ru")])


@pytest.mark.parametrize(
    "romanised, lang, title",
    [
        ("Hong lou meng", "zh", "红楼梦"),
        ("Hung lou mêng", "zh", "紅樓夢"),
        ("Shui hu zhuan", "zh", "水浒传"),
        ("Chosŏn Pulgyosa", "ko", "朝鮮 佛敎史"),
        ("Voĭna i mir", "ru", "Война и мир"),
        ("Tārīkh al-adab", "ar", "تاريخ الأدب"),
    ],
)
def test_a_title_in_its_own_script_finds_the_romanised_one_that_stands_alone(romanised, lang, title):
    assert finds(title, tokens(romanised, lang, alone=True))
    assert not finds(title, tokens(romanised, lang))


@pytest.mark.parametrize("query", ["hongloumeng", "Hung lou meng", "hong2 lou2 meng4", "hónglóumèng"])
def test_what_a_cataloguer_romanised_sounds_too(query):
    assert finds(query, tokens("Hong lou meng", "zh"))


def test_homophones_do_not_find_each_other():
    assert not finds("理事", tokens("历史", "zh"))


def test_titles_in_latin_letters_have_no_tokens_unless_their_language_has_another_script():
    assert tokens("Hamlet", "en") == tokens("Über alles", "de", alone=True) == tokens("", "zh") == []


def test_one_word_may_be_of_any_language_and_is_not_sure():
    assert not any(way.sure for way in asked("women"))
    assert any(way.sure for way in asked("hongloumeng"))


def test_consonants_alone_are_no_romanisation_of_what_leaves_vowels_out():
    assert not finds("shvk", tokens("שוויק", "he"))
    assert finds("RSFSR", tokens("РСФСР", "ru"))
    assert finds("shvik", tokens("שוויק", "he"))


def test_what_is_asked_for_is_bounded():
    ways = asked("hong lou meng " * 200)
    assert all(len(way.parts) <= 24 for way in ways)
    assert asked("a" * 5000) == asked("a" * 5000)
    assert asked("?!") == asked("") == []
