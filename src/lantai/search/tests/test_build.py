"""By which numbers a work is found."""

import pytest

from lantai.core.bib.record import Access, AccessKind, BibRecord, Classification
from lantai.search.build import identifiers


def test_a_class_number_with_its_book_number_is_a_place_on_the_shelf():
    numbers = (Classification(scheme="lcc", value="TJ5", item=".C66 2012"), Classification(scheme="ddc", value="621"))
    assert list(identifiers(BibRecord(classifications=numbers))) == ["callno:tj5c662012"]


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://doi.org/10.1007/978-0-387-68574-8", "doi:10.1007/978-0-387-68574-8"),
        ("http://dx.doi.org/10.1007/BFb0088073", "doi:10.1007/bfb0088073"),
        ("https://proxy.example.edu/login?url=http://dx.doi.org/10.1007/1-4020-3742-2", "doi:10.1007/1-4020-3742-2"),
        ("https://doi-org.proxy.example.edu/10.3886%2FICPSR35465", "doi:10.3886/icpsr35465"),
        ("https://doi.org.proxy.example.edu/10.3886/ICPSR35465", "doi:10.3886/icpsr35465"),
    ],
)
def test_an_address_that_resolves_a_doi_tells_it(url, number):
    assert list(identifiers(BibRecord(access=(Access(url=url, kind=AccessKind.RESOURCE),)))) == [number]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://doi.org/10.1007/978-0-387-68574-8", AccessKind.RELATED),
        ("https://example.org/doi/10.1007/978-0-387-68574-8/full", AccessKind.RESOURCE),
        ("https://doi.org/", AccessKind.RESOURCE),
    ],
)
def test_other_addresses_tell_none(url, kind):
    assert list(identifiers(BibRecord(access=(Access(url=url, kind=kind),)))) == []
