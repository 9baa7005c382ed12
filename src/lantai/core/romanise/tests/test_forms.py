import pytest

from lantai.core.romanise import japanese
from lantai.core.romanise.chinese import initials
from lantai.core.romanise.cyrillic import from_loc
from lantai.core.romanise.forms import beside, romanised, shown
from lantai.core.romanise.syllables import PINYIN, by_wade_giles, cut, wade_giles

needs_readings = pytest.mark.skipif(not japanese.can_read("漢字"), reason="the extra japanese is not installed")


@pytest.mark.parametrize(
    "text, lang, form",
    [
        ("红楼梦", "zh", "Hong lou meng"),
        ("长江、重庆与音乐", "zh", "Chang jiang, chong qing yu yin yue"),
        ("東北新勢力II", "zh", "Dong bei xin shi li II"),
        ("女性旅行史（上）", "zh", "Nü xing lü xing shi (shang)"),
        ("한국 경제 정책", "ko", "Han'guk kyŏngje chŏngch'aek"),
        ("노동 의 새벽", "ko", "Nodong ŭi saebyŏk"),
        ("독립문", "ko", "Tongnimmun"),
        ("高麗 人物 列傳", "ko", "Koryŏ inmul yŏlchŏn"),
        ("Достоевский и культура серебряного века", "ru", "Dostoevskiĭ i kulʹtura serebri͡anogo veka"),
        ("Історія України", "uk", "Istorii͡a Ukraïny"),
        ("Κρήτη του μπάρμπα", "el", "Krētē tou barmpa"),
    ],
)
def test_the_first_form_is_the_one_that_catalogues_hold(text, lang, form):
    assert shown(text, lang).text == form


@needs_readings
@pytest.mark.parametrize(
    "text, form",
    [
        ("日本の歴史", "Nihon no rekishi"),
        ("吾輩は猫である", "Wagahai wa neko de aru"),
        ("雑誌を買った純一", "Zasshi o katta jun'ichi"),
        ("國書解題", "Kokusho kaidai"),
        ("100年の歴史", "100-nen no rekishi"),
    ],
)
def test_japanese_is_read_word_by_word(text, form):
    assert shown(text, "ja").text == form


def test_kana_are_read_without_a_dictionary(monkeypatch):
    monkeypatch.setattr(japanese, "_tokenizer", lambda: None)
    assert japanese.hepburn("コンピューター マッチ") == "Konpyūtā matchi"
    assert japanese.hepburn("日本の歴史") == ""


def test_what_readers_type_follows_the_catalogues_form():
    assert [form.scheme for form in romanised("한국", "ko")] == ["mccune-reischauer", "revised"]
    assert romanised("鲁迅", "zh")[1].text == "Lu hsün"
    assert romanised("Достоевский", "ru")[1].text == "Dostoyevsky"


@pytest.mark.parametrize("text", ["", "Hamlet", "2001", "كتاب", "שלום"])
def test_what_needs_none_or_cannot_be_told_has_no_form(text):
    assert romanised(text) == ()


def test_initials_are_those_of_syllables_and_words():
    assert initials("红楼梦") == "hlm"
    assert initials("2015 Art 台北") == "2015atb"
    assert initials("Hamlet") == ""


def test_wade_and_giles_wrote_every_syllable():
    written = [wade_giles(one) for one in ("qing", "xu", "zhi", "guo", "meng", "lue", "si")]
    assert written == ["ch'ing", "hsü", "chih", "kuo", "mêng", "lüeh", "ssu"]
    assert {meant for every in by_wade_giles().values() for meant in every} == PINYIN


def test_a_run_of_letters_is_cut_where_syllables_can_end():
    assert cut("xian") == (("xian",), ("xi", "an"))
    assert cut("hunglou", wade=True) == (("hung", "lou"),)
    assert cut("history") == cut("xianb") == cut("a" * 200) == ()


@pytest.mark.parametrize(
    "romanised, lang, text",
    [
        ("Voĭna i mir", "ru", "Война и мир"),
        ("Russkai︠a︡ stilistika XIX veka", "ru", "Русская стилистика XIX века"),
        ("I͡Unostʹ: povestʹ", "ru", "Юность: повесть"),
        ("Istorii͡a Ukraïny", "uk", "Історія України"),
        ("Historyi͡a Belarusi", "be", "Гісторыя Беларусі"),
    ],
)
def test_the_tables_of_the_library_of_congress_lead_back_to_cyrillic(romanised, lang, text):
    assert from_loc(romanised, lang) == text


@pytest.mark.parametrize("text", ["War and peace", "Eti punktualnyje nemtsy", "Œuvres complètes"])
def test_what_does_not_follow_them_stays_as_it_is(text):
    assert from_loc(text, "ru") == ""


def test_only_a_form_that_is_lacking_is_made():
    assert beside([("红楼梦", "zh")]).text == "Hong lou meng"
    assert beside([("红楼梦", "zh"), ("Honglou meng", "zh-Latn")]) is None
    assert beside([("Voĭna i mir", "ru-Latn")]).text == "Война и мир"
    assert beside([("Hamlet", "en")]) is beside([("", "")]) is beside([("كتاب", "ar")]) is None
    assert beside([("红" * 1000, "zh")]) is None
