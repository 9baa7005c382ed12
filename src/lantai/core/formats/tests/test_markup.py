"""Words out of marked-up titles and abstracts."""

import pytest

from lantai.core.formats.markup import plain

MATH = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>H</mml:mi><mml:mn>0</mml:mn></mml:msup></mml:math>'


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("H<sub>2</sub>O &amp; Ca<sup>2+</sup>", "H₂O & Ca²⁺"),
        ("changes of 10<sup>−3</sup>", "changes of 10⁻³"),
        ("x&lt;jats:sup&gt;2&lt;/jats:sup&gt;", "x²"),
        (f"Decays of {MATH}", "Decays of H⁰"),
        ("the 5<sup>th</sup> of V<sub>max</sub>", "the 5th of Vmax"),
        ("p < 0.05 and <5 years", "p < 0.05 and <5 years"),
    ],
)
def test_numbers_that_stood_high_or_low_stay_so_and_other_words_are_plain(marked, words):
    assert plain(marked) == words


def test_the_heading_of_a_part_of_an_abstract_is_parted_from_its_text():
    told = "<jats:sec><jats:title>Aims</jats:title><jats:p>We look.</jats:p></jats:sec><jats:title>Found:</jats:title><jats:p>It.</jats:p>"
    assert plain(told) == "Aims: We look. Found: It."
