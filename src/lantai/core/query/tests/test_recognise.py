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
        ("٩٧٨٩٦٥١٣٢١٣٣٧", "isbn:9789651321337"),
        ("ISBN9787020002207", "isbn:9787020002207"),
        ("9787020002207 (pbk.) : ¥59.70", "isbn:9787020002207"),
        ("ISBN 978-7-02-000220-7/I·1", "isbn:9787020002207"),
        ("urn:isbn:0306406152", "isbn:9780306406157"),
        ("isbn number 0306406152.", "isbn:9780306406157"),
        ("978.0.306.40615.7", "isbn:9780306406157"),
        ("https://www.example.org/gp/product/0306406152/ref=sr_1_1", "isbn:9780306406157"),
        ("国际标准书号 7-02-000220-X", "isbn:9787020002207"),
        (
            "Austen, Jane: Emma. Oxford 2003, ISBN 978-0-306-40615-7, 9 pounds, as new; bought by a reader who wanted all of it to be said in one line",
            "isbn:9780306406157",
        ),
        ("e-ISSN 1614-4384", "issn:1614-4384"),
        ("urn:issn:0378-5955", "issn:0378-5955"),
        ("ISSN (Online): 0378-5955", "issn:0378-5955"),
        ("https://portal.issn.org/resource/ISSN/0378-5955", "issn:0378-5955"),
        ("oclc12345", "oclc:12345"),
        ("https://search.worldcat.org/title/12345", "oclc:12345"),
        ("https://www.worldcat.org/title/emma/oclc/12345", "oclc:12345"),
        ("https://lccn.loc.gov/2001627090", "lccn:2001627090"),
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
        ("CN 120 .E5 1998", "callno:cn120e51998"),
        ("https://doi.org/10.1007/978-0-387-68574-8", "isbn:9780387685748"),
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
        "letters of the war 1914-1918, and of the peace that nobody who had been in it wanted to have had: a reader, with the pictures of all",
        "",
        "红楼梦",
        "20000 leagues under the sea, a novel in two parts with pictures by the author",
    ],
)
def test_titles_and_years_are_no_identifiers(text):
    assert recognise(text) == ()


@pytest.mark.parametrize(
    "text, value",
    [
        ("10.1111/1467-9868.00123", "doi:10.1111/1467-9868.00123"),
        ("10.1007/978-0-387-68574-8_5", "doi:10.1007/978-0-387-68574-8_5"),
        ("0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
    ],
)
def test_a_number_within_a_longer_one_is_not_taken_for_another(text, value):
    assert {one.partition(":")[0] for one in recognise(text)} & {"doi", "orcid", "isbn", "issn"} == {value.partition(":")[0]}
    assert value in recognise(text)
