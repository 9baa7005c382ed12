import pytest

from lantai.core.bib.identifiers import authority, doi, identify, isbn10, isbn13, issn
from lantai.core.bib.record import Scheme, Standing


@pytest.mark.parametrize(
    "text, value, qualifier, repair",
    [
        ("7503717440", "9787503717444", "", "isbn10"),
        ("7-5037-1744-0", "9787503717444", "", "isbn10"),
        ("978-7-5037-1744-4 (pbk.) : CNY68.00", "9787503717444", "pbk.", ""),
        ("ISBN 978 7 5037 1744 4", "9787503717444", "", ""),
        ("080442957X (alk. paper)", "9780804429573", "alk. paper", "isbn10"),
        ("９７８７５０３７１７４４４", "9787503717444", "", ""),
        ("9787503717444（精装）", "9787503717444", "精装", ""),
    ],
)
def test_reads_an_isbn_as_thirteen_digits_and_keeps_what_stands_beside_it(
    text: str, value: str, qualifier: str, repair: str
) -> None:
    found = identify(Scheme.ISBN, text)
    assert (found.value, found.qualifier, found.repair) == (value, qualifier, repair)
    assert found.standing is Standing.VALID
    assert (found.given or found.value) == text


@pytest.mark.parametrize(
    "text, value, repair",
    [
        ("7503717441", "7503717441", "check digit"),
        ("9787503717445 (pbk.)", "9787503717445", "check digit"),
        ("CNY68.00", "CNY68.00", "price"),
        ("$12.95", "$12.95", "price"),
        ("25.00元", "25.00元", "price"),
        ("1234-5678", "12345678", "shape"),
        ("", "", "shape"),
        ("pbk.", "pbk.", "shape"),
    ],
)
def test_never_trusts_a_wrong_isbn(text: str, value: str, repair: str) -> None:
    found = identify(Scheme.ISBN, text)
    assert (found.value, found.standing, found.repair) == (value, Standing.INVALID, repair)


@pytest.mark.parametrize("qualifier", ["set", "v. 2", "Bd. 3", "全套", "vol. 1 : pbk.", "上册", "第2卷"])
def test_holds_the_isbn_of_a_set_or_volume_as_related_only(qualifier: str) -> None:
    assert identify(Scheme.ISBN, f"9787503717444 ({qualifier})").standing is Standing.RELATED
    assert identify(Scheme.ISBN, "9787503717444", qualifier=qualifier).standing is Standing.RELATED


def test_converts_between_ten_and_thirteen_digits() -> None:
    assert isbn13("7503717440") == "9787503717444"
    assert isbn10("9787503717444") == "7503717440"
    assert isbn10("9791034740987") is None
    assert isbn13("no number") is None


@pytest.mark.parametrize(
    "text, value, repair",
    [
        ("0028-0836", "0028-0836", ""),
        ("00280836", "0028-0836", "hyphen"),
        ("280836", "0028-0836", "leading zero"),
        ("ISSN 1000-954X (print)", "1000-954X", ""),
        ("1000-954x", "1000-954X", ""),
    ],
)
def test_reads_an_issn_that_lost_its_hyphen_or_zeros(text: str, value: str, repair: str) -> None:
    found = identify(Scheme.ISSN, text)
    assert (found.value, found.standing, found.repair) == (value, Standing.VALID, repair)
    assert issn(text) == value


@pytest.mark.parametrize("text", ["0028-0837", "nature", "", "9787503717444"])
def test_refuses_what_is_no_issn(text: str) -> None:
    assert issn(text) is None
    assert identify(Scheme.ISSN, text).standing is Standing.INVALID


@pytest.mark.parametrize(
    "text, value",
    [
        ("https://doi.org/10.1000/XYZ.123", "10.1000/xyz.123"),
        ("http://dx.doi.org/10.1000%2Fxyz", "10.1000/xyz"),
        ("doi:10.1016/S0140-6736(97)11096-0.", "10.1016/s0140-6736(97)11096-0"),
        ("(see 10.1000/182)", "10.1000/182"),
        ("10.1000/", None),
        ("110.1000/182", None),
        ("nothing", None),
        ("10.1175/1520-0442(1997)010<2004:ASSOT>2.0.CO;2", "10.1175/1520-0442(1997)010<2004:assot>2.0.co;2"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        (
            "https://doi.org/10.1002/(sici)1097-4636(1998)39:1%3C1::aid-jbm1%3E3.0.co;2-r",
            "10.1002/(sici)1097-4636(1998)39:1<1::aid-jbm1>3.0.co;2-r",
        ),
        ("<b>10.1000/182</b>", "10.1000/182"),
        ("10.1000/182<br>2.0 and more", "10.1000/182"),
        ("10.1000/a&amp;b", "10.1000/a&b"),
        ("https://doi.org/10.1000/182?utm_source=mail&utm_id=3", "10.1000/182"),
        ("10.1000/182;jsessionid=A1B2", "10.1000/182"),
        ("10.1000/182;10.1000/183", "10.1000/182"),
        ("10.1000/182\u200b", "10.1000/182"),
        ("（10.1000/182）", "10.1000/182"),
    ],
)
def test_finds_a_doi_without_its_resolver(text: str, value: str | None) -> None:
    assert doi(text) == value


@pytest.mark.parametrize(
    "scheme, text, value",
    [
        (Scheme.OCLC, "(OCoLC)ocm00012345 ", "12345"),
        (Scheme.OCLC, "(OCoLC)ocn900000001", "900000001"),
        (Scheme.OCLC, "on1234567890", "1234567890"),
        (Scheme.LCCN, "   85153773 ", "85153773"),
        (Scheme.LCCN, "n78-890351", "n78890351"),
        (Scheme.LCCN, "85-2 ", "85000002"),
        (Scheme.LCCN, "^^^76951523^/HE", "76951523"),
        (Scheme.LCCN, "75-425165//r75", "75425165"),
        (Scheme.CN_SERIAL, "11－1234/G4", "CN11-1234/G4"),
        (Scheme.CN_SERIAL, "CN 11-1234", "CN11-1234"),
        (Scheme.ISMN, "M-2306-7118-7", "9790230671187"),
        (Scheme.ARXIV, "arXiv:2101.00001v2", "2101.00001"),
        (Scheme.ORCID, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (Scheme.ISNI, "0000 0001 2103 2683", "0000000121032683"),
        (Scheme.WIKIDATA, "http://www.wikidata.org/entity/Q8265", "Q8265"),
    ],
)
def test_normalises_numbers_of_other_schemes(scheme: Scheme, text: str, value: str) -> None:
    found = identify(scheme, text)
    assert (found.value, found.standing, found.given or found.value) == (value, Standing.VALID, text)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("text", ["", " ", "\x00", "X", "(" * 500, "9" * 5000, "一二三", "-", "10./"])
def test_never_raises(scheme: Scheme, text: str) -> None:
    assert identify(scheme, text).scheme is scheme


@pytest.mark.parametrize(
    "text, scheme, value",
    [
        ("(DE-588)118580604", Scheme.AUTHORITY, "(DE-588)118580604"),
        ("http://id.loc.gov/authorities/names/n79021164", Scheme.AUTHORITY, "(DLC)n79021164"),
        ("https://d-nb.info/gnd/118580604", Scheme.AUTHORITY, "(DE-588)118580604"),
        ("http://viaf.org/viaf/50566653", Scheme.VIAF, "50566653"),
        ("(orcid)0000-0002-1825-0097", Scheme.ORCID, "0000-0002-1825-0097"),
        ("http://id.worldcat.org/fast/1204155", Scheme.AUTHORITY, "(OCoLC)fst01204155"),
        ("https://example.org/agent/1", Scheme.URI, "https://example.org/agent/1"),
    ],
)
def test_knows_whose_authority_a_link_leads_to(text: str, scheme: Scheme, value: str) -> None:
    found = authority(text, at="100")
    assert (found.scheme, found.value, found.at) == (scheme, value, "100")
