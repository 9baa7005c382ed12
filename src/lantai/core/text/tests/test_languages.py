import runpy
from importlib.resources import files
from pathlib import Path

import pytest

from lantai.core.text.languages import bcp47, marc_code, name, own_name

ROOT = Path(__file__).parents[5]


@pytest.mark.parametrize(
    "code, tag",
    [("chi", "zh"), ("zho", "zh"), ("zh-Hant-TW", "zh"), ("cmn", "zh"), ("Chinese", "zh"),
     ("中文", "zh"), ("fre", "fr"), ("FRA", "fr"), ("fr_FR", "fr"),
     ("scr", "hr"), ("scc", "sr"), ("iri", "ga"), ("esp", "eo"), ("iw", "he"), ("ger", "de"),
     ("Deutsch", "de"), ("العربية", "ar"), ("русский", "ru"),
     ("grc", "grc"), ("gre", "el"), ("yid", "yi"), ("roa", "roa"), ("mul", "mul"), ("fil", "fil"),
     ("tgl", "tl"), ("twi", "tw"), ("日文", "ja")],
)  # fmt: skip
def test_codes_and_names_become_one_tag(code, tag):
    assert bcp47(code) == tag


@pytest.mark.parametrize("code", ["", "   ", "|||", "und", "zxx"])
def test_no_language_is_no_tag(code):
    assert bcp47(code) == ""


@pytest.mark.parametrize("code", ["N/A", "???", "xqz", "gibberish", "d", "12", "\x00"])
def test_what_is_no_language_is_undetermined(code):
    assert bcp47(code) == "und"


@pytest.mark.parametrize(
    "code",
    [
        "alb",
        "ara",
        "arm",
        "baq",
        "bur",
        "chi",
        "cnr",
        "cze",
        "dut",
        "eng",
        "est",
        "fre",
        "geo",
        "ger",
        "gre",
        "guj",
        "heb",
        "hrv",
        "ice",
        "ijo",
        "jpn",
        "kor",
        "lav",
        "mac",
        "mao",
        "may",
        "mon",
        "nep",
        "nob",
        "nor",
        "per",
        "rum",
        "rus",
        "sgn",
        "slo",
        "srp",
        "swa",
        "tgl",
        "tib",
        "twi",
        "ukr",
        "uzb",
        "vie",
        "wel",
        "yid",
    ],
)
def test_marc_codes_survive_the_way_there_and_back(code):
    assert marc_code(bcp47(code)) == code


@pytest.mark.parametrize(
    "tag, code", [("zh-Hant", "chi"), ("yue", "chi"), ("", "und"), ("und", "und"), ("sr-Latn", "srp"), ("xx", "und")]
)
def test_a_tag_with_script_has_the_code_of_its_language(tag, code):
    assert marc_code(tag) == code


@pytest.mark.parametrize(
    "tag, ui, expected",
    [
        ("zh", "en", "Chinese"),
        ("zh", "ar", "الصينية"),
        ("fr", "zh-Hans", "法语"),
        ("ru-Latn", "en", "Russian (Latin)"),
        ("roa", "en", "Romance"),
        ("qqz", "en", "qqz"),
    ],
)
def test_a_language_has_a_name_on_every_page(tag, ui, expected):
    assert name(tag, ui) == expected


@pytest.mark.parametrize("tag, expected", [("zh", "中文"), ("ar", "العربية"), ("el", "Ελληνικά"), ("roa", "Romance")])
def test_a_language_names_itself(tag, expected):
    assert own_name(tag) == expected


def test_the_names_are_those_of_the_tables_that_they_were_made_from():
    made = runpy.run_path(str(ROOT / "tools/make_language_names.py"))["table"]()
    assert files("lantai.core.text").joinpath("data/language_names.txt").read_text(encoding="utf-8") == made
