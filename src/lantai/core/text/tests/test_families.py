"""Families and scripts of languages."""

from lantai.core.text.families import _FAMILIES, OTHER, families, family, script, script_name


def test_a_language_belongs_to_one_family():
    tags = [tag for group in _FAMILIES.values() for tag in group.split()]
    assert len(tags) == len(set(tags))
    assert [family(tag) for tag in ("zh-Hant", "fa", "sw", "xx")] == ["sinitic", "iranian", "niger-congo", OTHER]
    assert families()[-1] == OTHER


def test_a_language_has_its_usual_script_or_the_one_its_tag_names():
    assert [script(tag) for tag in ("zh", "ar", "ru", "ja", "sr-Latn", "xx", "th")] == [
        "Hani",
        "Arab",
        "Cyrl",
        "Jpan",
        "Latn",
        "",
        "Thai",
    ]


def test_a_script_is_named_in_the_language_of_the_page():
    assert script_name("Arab", "ar") == "العربية"
    assert script_name("Cyrl", "zh-hans") == "西里尔文"
    assert script_name("Xxxx", "en") == "Xxxx"
