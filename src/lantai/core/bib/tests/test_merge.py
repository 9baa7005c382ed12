"""What descriptions of one edition say alike is said once."""

import pytest

from lantai.core.bib.merge import merge
from lantai.core.bib.record import BibRecord, Note, Origin, Text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Open access, and who pays.", "open access and who pays"),
        ("Straße – “Ümlaut”", "STRASSE: ümlaut"),
        ("红楼梦：研究。", "红楼梦 研究"),
        ("العلم، والنشر", "العلم والنشر"),
        ("x_1²", "x 1²"),
        ("a lone \ud800 half", "A lone half"),
    ],
)
def test_notes_that_differ_in_signs_and_capitals_are_one(one, other):
    records = [(BibRecord(notes=(Note(forms=(Text(said),)),)), Origin(n, "source")) for n, said in enumerate((one, other))]
    assert [note.forms[0].value for note in merge(records).notes] == [one]


def test_notes_that_differ_in_a_letter_are_two():
    records = [
        (BibRecord(notes=(Note(forms=(Text(said),)),)), Origin(n, "source")) for n, said in enumerate(("Étude 1", "Etude 1"))
    ]
    assert len(merge(records).notes) == 2
