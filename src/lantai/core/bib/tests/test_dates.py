import pytest

from lantai.core.bib.dates import parse_date, parse_dates
from lantai.core.bib.record import DateKind, Precision

Y, M, D, R, X, C, U = (
    Precision.YEAR,
    Precision.MONTH,
    Precision.DAY,
    Precision.RANGE,
    Precision.DECADE,
    Precision.CENTURY,
    Precision.UNKNOWN,
)


@pytest.mark.parametrize(
    "text, start, end, precision, certain",
    [
        ("1994", 1994, 1994, Y, True),
        ("1994.", 1994, 1994, Y, True),
        ("[1994]", 1994, 1994, Y, True),
        ("[1994?]", 1994, 1994, Y, False),
        ("ca. 1850", 1850, 1850, Y, False),
        ("约1850年", 1850, 1850, Y, False),
        ("[199-?]", 1990, 1999, X, False),
        ("199-", 1990, 1999, X, False),
        ("199u", 1990, 1999, X, False),
        ("199X", 1990, 1999, X, False),
        ("1990s", 1990, 1999, X, False),
        ("[19--?]", 1900, 1999, C, False),
        ("19uu", 1900, 1999, C, False),
        ("18th century", 1701, 1800, C, False),
        ("18世紀", 1701, 1800, C, False),
        ("1998-2003", 1998, 2003, R, True),
        ("1998-99", 1998, 1999, R, True),
        ("1998-[2003]", 1998, 2003, R, True),
        ("1998-", 1998, None, R, True),
        ("-1998", None, 1998, R, True),
        ("-0199", -199, -199, Y, True),
        ("[1954 or 1955-1972 or 1973]", 1954, 1973, R, False),
        ("<1998->", 1998, None, R, True),
        ("1998-9999", 1998, None, R, True),
        ("2021/2022", 2021, 2022, R, True),
        ("2021/22", 2021, 2022, R, True),
        ("2011/12", 2011, 2012, R, True),
        ("[1998 or 1999]", 1998, 1999, R, False),
        ("[between 1998 and 2003]", 1998, 2003, R, False),
        ("[not before 1998]", 1998, None, R, False),
        ("[not after 1998]", None, 1998, R, False),
        ("1980 [i.e. 1890]", 1890, 1890, Y, True),
        ("MDCCXC", 1790, 1790, Y, True),
        ("M. DCC. LXXXIX.", 1789, 1789, Y, True),
        ("MDCCXC [1790]", 1790, 1790, Y, True),
        ("二〇〇六年", 2006, 2006, Y, True),
        ("１９９４", 1994, 1994, Y, True),
        ("200 B.C.", -199, -199, Y, True),
        ("-0500", -500, -500, Y, True),
        ("−0500", -500, -500, Y, True),
        ("[-500?]", -500, -500, Y, False),
        ("−1200", -1200, -1200, Y, True),
        ("-0500-03-01", -500, -500, Y, True),
        ("printed 1723 by the author", 1723, 1723, Y, True),
        ("9999", None, None, U, False),
        ("uuuu", None, None, U, False),
        ("[n.d.]", None, None, U, False),
        ("1998-1989", 1989, 1998, R, False),
    ],
)
def test_derives_years_precision_and_certainty(text: str, start: int, end: int, precision: Precision, certain: bool) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.start, found.end, found.precision, found.certain) == (start, end, precision, certain)
    assert found.text == text


@pytest.mark.parametrize(
    "text, start, end, calendar",
    [
        ("民国二十年", 1931, 1931, "minguo"),
        ("民国20年", 1931, 1931, "minguo"),
        ("民國廿三年 [1934]", 1934, 1934, "minguo"),
        ("民国元年", 1912, 1912, "minguo"),
        ("Shōwa 21 [1946]-", 1946, None, "japanese"),
        ("5715-733 [1954 or 1955-1972 or 1973]", 1954, 1973, "hebrew"),
        ("Min guo 71 [1982]", 1982, 1982, "minguo"),
        ("昭和5", 1930, 1930, "japanese"),
        ("[昭和5]", 1930, 1930, "japanese"),
        ("Shōwa 5 [1930]", 1930, 1930, "japanese"),
        ("明治二十年", 1887, 1887, "japanese"),
        ("大正１０年", 1921, 1921, "japanese"),
        ("平成元年", 1989, 1989, "japanese"),
        ("令和3", 2021, 2021, "japanese"),
        ("崇祯三年", 1630, 1630, "chinese"),
        ("清康熙五十年", 1711, 1711, "chinese"),
        ("清乾隆", 1736, 1795, "chinese"),
        ("光绪甲辰", 1904, 1904, "chinese"),
        ("檀紀 4288", 1955, 1955, "korean"),
        ("4288", 1955, 1955, "korean"),
        ("1427 [2006 or 2007]", 2006, 2007, "hijri"),
        ("1427 هـ", 2006, 2007, "hijri"),
        ("١٤٢٧", 2006, 2007, "hijri"),
        ("۱۳۸۵", 2006, 2007, "jalali"),
        ("1385 [2006 or 2007]", 2006, 2007, "jalali"),
        ("5766", 2005, 2006, "hebrew"),
        ('תשס"ו', 2005, 2006, "hebrew"),
        ("766 [2005 or 2006]", 2005, 2006, ""),
        ("2549", 2006, 2006, "buddhist"),
        ("๒๕๔๙", 2006, 2006, "buddhist"),
        ("2549 [2006]", 2006, 2006, "buddhist"),
    ],
)
def test_reads_the_years_of_other_calendars(text: str, start: int, end: int, calendar: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.start, found.end, found.calendar) == (start, end, calendar)


@pytest.mark.parametrize(
    "text, iso, precision",
    [
        ("2021-03-15", "2021-03-15", D),
        ("20210315", "2021-03-15", D),
        ("2021/03/15", "2021-03-15", D),
        ("2021年3月15日", "2021-03-15", D),
        ("March 2021", "2021-03", M),
        ("15 Mar. 2021", "2021-03-15", D),
        ("15.3.2021", "2021-03-15", D),
        ("2021-03", "2021-03", M),
    ],
)
def test_keeps_month_and_day(text: str, iso: str, precision: Precision) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.iso, found.precision, found.start) == (iso, precision, 2021)


@pytest.mark.parametrize("text", ["c2010", "©2010", "cop. 2010", "[c2010]", "p2010"])
def test_tells_copyright_from_publication(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.kind, found.start) == (DateKind.COPYRIGHT, 2010)


def test_reads_publication_and_copyright_of_one_statement() -> None:
    published, copyright_ = parse_dates("1999, c1998.")
    assert (published.start, published.kind) == (1999, DateKind.PUBLISHED)
    assert (copyright_.start, copyright_.kind) == (1998, DateKind.COPYRIGHT)


@pytest.mark.parametrize(
    "text", ["", "  ", "\x00", "?" * 10_000, "1" * 10_000, "民国", "民国百千万年", "--", "M" * 900, "תש", "[[[[", "99999"]
)
def test_never_raises(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.text
