"""Notices: read from Crossref's members, told once, and how a work stands after them."""

from datetime import date

import msgspec
import pytest

from lantai.core.bib.notices import Nature, Notice, flagged, given_out, nature_of, received, standing, together
from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.core.formats import crossref
from lantai.core.formats.protocol import Profile


def read(**said: object) -> BibRecord:
    return crossref.read(
        msgspec.json.encode({"DOI": "10.5555/n", "title": ["Retraction: Terns"], "type": "journal-article"} | said), Profile()
    )


def notice(nature: Nature, year: int | None = 2024, **more: object) -> Notice:
    return Notice(**{"nature": nature, "by": "Crossref", "day": date(year, 1, 1) if year else None} | more)


@pytest.mark.parametrize("words, nature", [
    ("retraction", Nature.RETRACTION), ("Withdrawal", Nature.RETRACTION), ("expression_of_concern", Nature.CONCERN),
    ("Expression of concern", Nature.CONCERN), ("Corrigendum", Nature.CORRECTION), ("partial_retraction", Nature.CORRECTION),
    ("Reinstatement", Nature.REINSTATEMENT), ("new_version", None), ("", None),
])  # fmt: skip
def test_types_and_labels_say_the_nature(words, nature):
    assert nature_of(words) is nature


def test_a_notice_says_what_it_is_about_and_since_when():
    entry = {"DOI": "10.5555/X", "type": "retraction", "label": "Retraction", "updated": {"date-parts": [[2024, 3, 28]]}}
    found = dict(
        given_out(
            read(**{"update-to": [entry, entry | {"DOI": "10.5555/n"}, entry | {"DOI": "10.5555/y", "label": "New version"}]})
        )
    )
    assert found == {"10.5555/x": Notice(nature=Nature.RETRACTION, by="Crossref", day=date(2024, 3, 28), doi="10.5555/n")}


def test_a_record_names_the_notices_about_it():
    entry = {"DOI": "10.5555/N", "type": "correction", "updated": {"date-time": "2023-05-01T00:00:00Z"}}
    (found,) = received(read(**{"updated-by": [entry, entry | {"type": "new_edition"}]}))
    assert found == Notice(nature=Nature.CORRECTION, by="Crossref", day=date(2023, 5, 1), doi="10.5555/n")
    assert list(received(BibRecord())) == []


def test_several_sources_tell_of_one_notice():
    told = together(
        [
            notice(Nature.RETRACTION, doi="10.5555/n"),
            notice(Nature.RETRACTION, None, doi="10.5555/n", by="Retraction Watch", reasons=("Error",)),
        ]
    )
    assert told == (notice(Nature.RETRACTION, doi="10.5555/n", by="Crossref, Retraction Watch", reasons=("Error",)),)


RETRACTED = BibRecord(titles=(Title(forms=(TitleForm("Retracted: Terns"),)),))


@pytest.mark.parametrize("records, natures, stands", [
    ([], [], None),
    ([RETRACTED], [], Nature.RETRACTION),
    ([], [(Nature.CORRECTION, 2020), (Nature.RETRACTION, 2021)], Nature.RETRACTION),
    ([], [(Nature.RETRACTION, 2021), (Nature.REINSTATEMENT, 2022)], None),
    ([RETRACTED], [(Nature.REINSTATEMENT, 2022)], None),
    ([], [(Nature.REINSTATEMENT, 2022), (Nature.RETRACTION, 2021), (Nature.RETRACTION, 2023)], Nature.RETRACTION),
    ([], [(Nature.RETRACTION, 2021), (Nature.REINSTATEMENT, 2022), (Nature.CORRECTION, 2023)], Nature.CORRECTION),
    ([], [(Nature.CONCERN, None), (Nature.CORRECTION, 2020)], Nature.CONCERN),
])  # fmt: skip
def test_a_work_stands_as_the_last_word_says(records, natures, stands):
    assert standing(records, [notice(*one) for one in natures]) == stands


def test_what_is_taken_away_says_it():
    said = flagged(BibRecord(), Nature.RETRACTION, [notice(Nature.RETRACTION, doi="10.5555/n")])
    assert [note.forms[0].value for note in said.notes] == ["Retracted 2024-01-01: https://doi.org/10.5555/n (Crossref)"]
    assert [note.forms[0].value for note in flagged(BibRecord(), Nature.RETRACTION, []).notes] == ["Retracted."]
    assert flagged(BibRecord(), None, []) == BibRecord()
