"""Columns of years: nothing is cut off, and on a phone words are as large as they are on a desk."""

import re

import pytest

from lantai.apps.analytics import drawing
from lantai.apps.analytics.drawing.png import with_fonts

LEGEND = [
    (color, name)
    for color, name in zip(drawing.COLORS, ("Diamond", "Gold", "Hybrid", "Bronze", "Green", "Open", "Closed"), strict=True)
]


@pytest.mark.parametrize("width", [drawing.WIDTH, drawing.NARROW])
@pytest.mark.parametrize("count", [1, 9, 61])
def test_years_and_legend_stand_inside_the_drawing(width, count):
    drawn = drawing.years(
        [(1966 + n, [("gold", n + 1), ("closed", 2)]) for n in range(count)], LEGEND, title="Years", width=width
    )

    middles = [float(x) for x in re.findall(r'<text [^>]*x="([\d.]+)"[^>]*text-anchor="middle"', drawn)]
    begins = [
        (float(x), words) for x, words in re.findall(r'<text [^>]*x="([\d.]+)"[^>]*text-anchor="start"[^>]*>([^<]*)<', drawn)
    ]
    assert drawn.startswith(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" direction="ltr" role="img" viewBox="0 0 {width} '
    )
    assert middles
    assert all(14 <= x <= width - 14 for x in middles)
    assert {words for _, words in LEGEND} <= {words for _, words in begins}
    assert all(x + 6.8 * len(words) <= width for x, words in begins)


def test_a_column_is_as_high_as_its_year_has_papers():
    drawn = drawing.years([(2020, [("gold", 4)]), (2021, [("gold", 2), ("closed", 2)])], LEGEND, title="Years")

    heights = [float(h) for h in re.findall(r'<rect class="oa-(?:gold|closed)"[^>]*height="([\d.]+)"><title>', drawn)]
    assert heights == [240, 120, 120]


def test_lines_with_arabic_or_han_letters_name_a_font_that_has_these_and_latin_ones():
    drawn = drawing.bars([("Muster", 3, "3"), ("جامعة A &amp; B", 2, "2"), ("示例大学", 1, "1")], title="Institutions")

    families = dict(re.findall(r"<text font-family=\"'([\w ]+)'[^>]*>([^<]*)", with_fonts(drawn)))
    assert families == {"DejaVu Sans": "جامعة A &amp;amp; B", "Noto Sans CJK SC": "示例大学"}
