"""Names of publishers: companies of one house are one, universities are not; an address says who publishes."""

import pytest

from lantai.core.matching.publishers import host_of, named_by, publishers_agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Cambridge University Press", "Cambridge University Press (CUP)", True),
        ("Wiley-Blackwell", "John Wiley & Sons, Ltd", True),
        ("Nature Publishing Group", "Springer Nature", True),
        ("Informa UK Limited", "Routledge", True),
        ("Lippincott Williams & Wilkins", "Ovid Technologies (Wolters Kluwer Health)", True),
        ("University of Niš", "University of Ni", True),
        ("Universidad de Chile", "Pontificia Universidad Católica del Perú", False),
        ("Universidad Nacional Autónoma de México", "Universidad de Alicante", False),
        ("Oxford University Press", "Cambridge University Press", False),
        ("Springer", "Scion", False),
        ("University Press", "Elsevier", None),
        ("", "Elsevier", None),
    ],
)
def test_publishers_are_told_apart_by_what_only_they_are_called(one, other, agree):
    assert publishers_agree(one, other) is publishers_agree(other, one) is agree


@pytest.mark.parametrize(
    ("address", "publisher", "named"),
    [
        ("https://onlinelibrary.wiley.com/journal/1", "Wiley-Blackwell", True),
        ("http://journals.cambridge.org/action/x", "Cambridge University Press", True),
        ("https://www.sciencedirect.com/science/1", "Elsevier BV", True),
        ("https://www.tandfonline.com/loi/x", "Informa UK Limited", True),
        ("https://doi.org/10.1000/1", "Elsevier", False),
        ("https://onlinelibrary.wiley.com/journal/1", "SAGE Publications", False),
        ("not an address", "Elsevier", False),
        ("http://[", "Elsevier", False),
    ],
)
def test_an_address_names_a_publisher(address, publisher, named):
    assert named_by(host_of(address), publisher) is named
