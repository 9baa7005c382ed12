import pytest

from lantai.core.text.countries import country_of_marc, marc_country, name


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
