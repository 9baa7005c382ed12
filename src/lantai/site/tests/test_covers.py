"""Drawn covers."""

from xml.etree import ElementTree

import pytest

from lantai.core.bib.record import Classification
from lantai.site.covers import draw

LONG = "Über die centralasiatischen Seidenstrassen bis zum 2. Jahrhundert nach Christus und danach"


@pytest.mark.parametrize(
    "title", ["红楼梦", "シルクロード", "홍루몽", "طريق الحرير", "Don Quijote", LONG, "", "<&>", "字" * 300, "x" * 300]
)
def test_any_title_gives_a_drawing_that_stays_inside_its_frame(title):
    svg = ElementTree.fromstring(draw(title, lang="und", author="A. Author"))
    heights = [float(y) for part in svg.iter() if part.tag in ("text", "tspan") for y in part.get("y", "").split()]
    assert heights or not title
    assert all(0 <= y <= 168 for y in heights)


def test_han_is_set_vertically_and_other_scripts_on_a_label():
    assert 'text-anchor="middle"' in draw("红楼梦", lang="zh")
    assert 'text-anchor="middle"' not in draw("Don Quijote", lang="es")


def test_arabic_is_ranged_from_the_right():
    assert 'direction="rtl"' in draw("طريق الحرير", lang="ar")


@pytest.mark.parametrize(
    ("scheme", "number", "cloth"), [("clc", "I242.4", "i"), ("lcc", "PL2727", "i"), ("ddc", "910", "k"), ("udc", "8", "a")]
)
def test_the_cloth_says_the_class(scheme, number, cloth):
    assert f"cloth-{cloth}" in draw("x", classes=[Classification(scheme=scheme, value=number)])


def test_no_style_stands_in_the_drawing():
    assert "style=" not in draw("红楼梦", classes=[Classification(scheme="clc", value="I")])
