import pytest

from lantai.core.text.countries import code_of, country_of_marc, every, marc_country, name


@pytest.mark.parametrize(
    "code, country",
    [
        ("cc", "cn"),
        ("ch", "tw"),
        ("nyu", "us"),
        ("enk", "gb"),
        ("onc", "ca"),
        ("vra", "au"),
        ("gw ", "de"),
        ("xxr", "su"),
        ("xx", ""),
        ("", ""),
    ],
)
def test_a_marc_code_leads_to_a_country(code, country):
    assert country_of_marc(code) == country


@pytest.mark.parametrize("country, code", [("cn", "cc"), ("us", "xxu"), ("gb", "xxk"), ("de", "gw"), ("AU", "at"), ("zz", "xx")])
def test_a_country_has_a_marc_code(country, code):
    assert marc_country(country) == code


@pytest.mark.parametrize(
    "code, ui, expected",
    [("cn", "en", "China"), ("de", "zh-CN", "德国"), ("fr", "ar", "فرنسا"), ("su", "fr", "Soviet Union"), ("q", "en", "q")],
)
def test_a_country_has_a_name_on_every_page(code, ui, expected):
    assert name(code, ui) == expected


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("KE", "KE"),
        ("ke", "KE"),
        (" Kenya ", "KE"),
        ("肯尼亚", "KE"),
        ("كينيا", "KE"),
        ("ZZ", ""),
        ("Atlantis", ""),
        ("UK", ""),
        ("", ""),
    ],
)
def test_a_country_is_told_by_its_code_or_its_name_in_a_language_of_the_page(said, code):
    assert code_of(said, ("en", "zh-hans", "ar")) == code


def test_all_countries_come_in_the_order_of_their_names():
    found = every("en")
    assert (found[0], ("KE", "Kenya") in found, len(found) > 230) == (("AF", "Afghanistan"), True, True)
