from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Alternative
from lantai.core.query.units import Unit, shared_out


def said(text: str, evidence: int, weight: float = 0.8) -> Alternative:
    return Alternative(text=text, lang="en", weight=weight, tokens=(text,), origin=Origin.LEARNED, stem=True, evidence=evidence)


def weights(*alternatives: tuple[Alternative, ...]) -> list[list[float]]:
    units = [Unit(text=str(n), lang="ru", start=n, end=n + 1, alternatives=each) for n, each in enumerate(alternatives)]
    return [[one.weight for one in unit.alternatives] for unit in shared_out([units])[0]]


def test_a_guess_beside_two_concepts_weighs_half_beside_each():
    origin, species = said("origin", 1), said("species", 1)
    assert weights((origin, species), (origin,)) == [[0.4, 0.8], [0.4]]


def test_what_two_records_say_stays_as_it_is():
    assert weights((said("origin", 2),), (said("origin", 2),)) == [[0.8], [0.8]]
