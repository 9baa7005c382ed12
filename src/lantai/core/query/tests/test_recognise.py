import pytest

from lantai.core.query.recognise import recognise


@pytest.mark.parametrize(
    "text, value",
    [
        ("9787020002207", "isbn:9787020002207"),
        ("978-7-02-000220-7", "isbn:9787020002207"),
        ("ISBN 978 7 02 000220 7", "isbn:9787020002207"),
        ("９７８-７-０２-０００２２０-７", "isbn:9787020002207"),
        ("0-306-40615-2", "isbn:9780306406157"),
        ("isbn-10: 080442957X", "isbn:9780804429573"),
        ("080442957x", "isbn:9780804429573"),
        ("0378-5955", "issn:0378-5955"),
        ("ISSN 03785955", "issn:0378-5955"),
        ("https://doi.org/10.1000/ABC.1", "doi:10.1000/abc.1"),
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        ("0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        ("(OCoLC)00012345", "oclc:12345"),
        ("ocm00012345", "oclc:12345"),
        ("oclc 12345", "oclc:12345"),
        ("LCCN: 2001-627090", "lccn:2001627090"),
        ("arXiv:2101.12345v2", "arxiv:2101.12345"),
        ("hep-th/9901001", "arxiv:hep-th/9901001"),
        ("PMID: 12345", "pmid:12345"),
        ("https://pubmed.ncbi.nlm.nih.gov/31452104/", "pmid:31452104"),
        ("CN11-1234/G", "cn:CN11-1234/G"),
    ],
)
def test_the_most_certain_reading_comes_first(text, value):
    assert recognise(text)[0] == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("0130000123456", "barcode:0130000123456"),
        ("TU0012345", "barcode:TU0012345"),
        ("tu0012345", "barcode:TU0012345"),
        ("I242.4/12", "callno:i242412"),
        ("PZ7.R79835 Har 1997", "callno:pz7r79835har1997"),
        ("12345678", "oclc:12345678"),
        ("9787020002208", "isbn:9787020002208"),
    ],
)
def test_it_gives_everything_a_number_might_be(text, value):
    assert value in recognise(text)


@pytest.mark.parametrize(
    "text",
    [
        "1984",
        "2666",
        "war and peace",
        "1949-1950",
        "",
        "红楼梦",
        "20000 leagues under the sea, a novel in two parts with pictures by the author",
    ],
)
def test_titles_and_years_are_no_identifiers(text):
    assert recognise(text) == ()
