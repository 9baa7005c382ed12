"""Learning what sounds stand for each other."""

from lantai.core.names.costs import NONE, made, prior
from lantai.core.names.learn import counts, everywhere, path
from lantai.core.names.parts import name


def test_sounds_that_often_stand_for_each_other_come_to_cost_little():
    pairs = [(name(one), name(other)) for one, other in (("海明威", "Hemingway"), ("霍桑", "Hawthorne"), ("黑塞", "Hesse"))]
    learned = counts(pairs)["Hani", "Latn"]
    assert learned["h", "h"] >= 2


def test_an_alignment_has_every_sound_of_both_words():
    steps = list(path("tolstoy", "twlstwy", made({}, prior())))
    assert "".join(a for a, _ in steps if a != NONE) == "tolstoy"
    assert "".join(b for _, b in steps if b != NONE) == "twlstwy"


def test_counts_of_all_scripts_go_both_ways():
    both = everywhere(counts([(name("Толстой"), name("Tolstoy"))]))
    assert both["t", "t"]
    assert all(both[a, b] == both[b, a] for a, b in both)


def test_the_same_pairs_teach_the_same():
    pairs = [(name("Лу Синь"), name("Lu Xun")), (name("Толстой"), name("Tolstoy"))]
    assert counts(pairs) == counts(pairs)
