"""The demo library's thesaurus is a lexicon like any that a librarian adds."""

from lantai.cli.demo import THESAURUS, add_thesaurus
from lantai.demo import FILES
from lantai.search import lexicons


def test_it_is_added_read_whole_and_replaced_by_a_later_one(tmp_path):
    for _version in range(2):
        add_thesaurus(tmp_path, FILES / "subjects.ttl")
    (card,) = lexicons.cards(tmp_path)
    assert (card.name, card.refused, card.about.title) == (THESAURUS, 0, "Subjects of the demo library")
    assert card.entries > 1_400
    labels = list(next(lexicons.shelved(tmp_path)).lexicon.labels())
    assert {"linguistics", "语言学", "لسانيات", "языкознание"} <= {label.text for label in labels}
