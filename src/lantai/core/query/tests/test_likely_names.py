"""What in a question may be somebody's name."""

import pytest

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found
from lantai.core.query.likely_names import names
from lantai.core.query.reading import Known, read


def taught(evidence: int) -> list[Found]:
    return [Found(text="manifesto", lang="en", weight=1.0, origin=Origin.LEARNED, layer="learned", evidence=evidence)]


@pytest.mark.parametrize(("evidence", "found"), [(1, ["مو", "مو يان"]), (2, ["مو"])])
def test_a_word_that_a_single_record_taught_may_be_part_of_a_name_and_is_none_alone(evidence, found):
    reading = read("مو يان", "ar")
    known = Known({reading.span(1, 2): taught(evidence)}.items())
    assert sorted(names(reading, known).values()) == found


def test_a_syllable_is_a_name_only_where_it_is_written_as_one():
    assert names(read("lịch sử", "vi"), Known()) == {}
    assert "Lép" in names(read("Lép Tôn-xtôi", "vi"), Known()).values()
