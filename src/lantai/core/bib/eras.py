"""Years as other calendars count them: the reign eras of East Asia, and the calendars of Islam, Iran, Israel and others.

``era_years`` reads a year in words (民国二十年, 昭和5, Meiji 20); ``CALENDARS`` turn a number into Gregorian years;
``calendar_between`` says which calendar a cataloguer's pair such as "1427 [2006]" was taken from.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from .digits import CHINESE_NUMERAL, ascii_digits, chinese_number

# name: (first year, last year or None, calendar). Both simplified and traditional, and the usual romanisations without marks.
# Sources: the tables of reign eras in Ershisi shi shuo run biao (陈垣) and of the National Diet Library's name authorities.
ERAS: dict[str, tuple[int, int | None, str]] = {}


def _eras(calendar: str, table: str) -> None:
    """Add lines of "names first last"; names are separated by a vertical bar, the last year may be missing."""
    for line in table.strip().splitlines():
        names, first, *last = line.rsplit(maxsplit=2) if line.split()[-2].isdigit() else line.rsplit(maxsplit=1)
        for name in names.split("|"):
            ERAS[name.strip()] = (int(first), int(last[0]) if last else None, calendar)


_eras(
    "minguo",
    "中华民国|中華民國|中华民國|民国|民國|minguo|min guo|min kuo|minkuo|chung-hua min kuo|zhonghua minguo|zhong hua min guo 1912",
)
_eras(
    "chinese",
    """
    洪武|hongwu 1368 1398
    建文 1399 1402
    永乐|永樂|yongle 1403 1424
    洪熙 1425 1425
    宣德|xuande 1426 1435
    正统|正統|zhengtong 1436 1449
    景泰|jingtai 1450 1456
    天顺|天順|tianshun 1457 1464
    成化|chenghua 1465 1487
    弘治|hongzhi 1488 1505
    正德|zhengde 1506 1521
    嘉靖|jiajing 1522 1566
    隆庆|隆慶|longqing 1567 1572
    万历|萬曆|萬歷|wanli 1573 1620
    泰昌 1620 1620
    天启|天啟|天啓|tianqi 1621 1627
    崇祯|崇禎|chongzhen|ch'ung-chen 1628 1644
    顺治|順治|shunzhi|shun-chih 1644 1661
    康熙|kangxi|k'ang-hsi 1662 1722
    雍正|yongzheng|yung-cheng 1723 1735
    乾隆|qianlong|ch'ien-lung 1736 1795
    嘉庆|嘉慶|jiaqing|chia-ch'ing 1796 1820
    道光|daoguang|tao-kuang 1821 1850
    咸丰|咸豐|xianfeng|hsien-feng 1851 1861
    同治|tongzhi|t'ung-chih 1862 1874
    光绪|光緒|guangxu|kuang-hsu 1875 1908
    宣统|宣統|xuantong|hsuan-t'ung 1909 1912
    康德|kangde 1934 1945
    建隆 960 963
    淳熙 1174 1189
    至元 1264 1294
    至正 1341 1370
    """,
)
_eras(
    "japanese",
    """
    慶長|keicho 1596 1615
    元和|genna 1615 1624
    寛永|kan'ei|kanei 1624 1644
    正保|shoho 1644 1648
    慶安|keian 1648 1652
    承応|joo 1652 1655
    明暦|meireki 1655 1658
    万治|manji 1658 1661
    寛文|kanbun 1661 1673
    延宝|enpo 1673 1681
    天和|tenna 1681 1684
    貞享|jokyo 1684 1688
    元禄|genroku 1688 1704
    宝永|hoei 1704 1711
    正徳|shotoku 1711 1716
    享保|kyoho 1716 1736
    元文|genbun 1736 1741
    寛保|kanpo 1741 1744
    延享|enkyo 1744 1748
    寛延|kan'en|kanen 1748 1751
    宝暦|horeki 1751 1764
    明和|meiwa 1764 1772
    安永|an'ei|anei 1772 1781
    天明|tenmei 1781 1789
    寛政|kansei 1789 1801
    享和|kyowa 1801 1804
    文化|bunka 1804 1818
    文政|bunsei 1818 1831
    天保|tenpo 1831 1845
    弘化|koka 1845 1848
    嘉永|kaei 1848 1855
    安政|ansei 1855 1860
    万延|man'en|manen 1860 1861
    文久|bunkyu 1861 1864
    元治|genji 1864 1865
    慶応|慶應|keio 1865 1868
    明治|meiji 1868 1912
    大正|taisho 1912 1926
    昭和|showa 1926 1989
    平成|heisei 1989 2019
    令和|reiwa 2019
    皇紀|kigen -659
    """,
)
_eras(
    "korean",
    """
    檀紀|檀纪|단기|tan'gi|tangi|dangi -2332
    開國|개국 1392 1895
    光武|광무 1897 1907
    隆熙|융희 1907 1910
    主體|주체|chuch'e|juche 1912
    """,
)
_eras(
    "vietnamese",
    """
    嘉隆|gia long 1802 1820
    明命|minh mang|minh menh 1820 1841
    嗣德|tu duc 1848 1883
    成泰|thanh thai 1889 1907
    保大|bao dai 1926 1945
    """,
)

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


@cache
def _era_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    han = sorted((name for name in ERAS if not name.isascii()), key=len, reverse=True)
    latin = sorted((name for name in ERAS if name.isascii()), key=len, reverse=True)
    return (
        re.compile(rf"({'|'.join(han)})\s*(?:(\d{{1,4}}|[{CHINESE_NUMERAL}元]{{1,6}})|([{_STEMS}][{_BRANCHES}]))?"),
        re.compile(rf"\b({'|'.join(latin)})\s+(\d{{1,4}})(?!\d)"),
    )


class EraYears(NamedTuple):
    """Gregorian years, both included, by a calendar."""

    start: int
    end: int | None
    calendar: str


def era_years(text: str) -> EraYears | None:
    """Return the years of the first reign year in the text; of a whole era where it names no year; None without an era."""
    han, latin = _era_patterns()
    if text.isascii():
        match = latin.search(text.lower())
    else:
        match = han.search(text) or latin.search(_without_marks(text).lower())
    if not match:
        return None
    first, last, calendar = ERAS[match[1]]
    number = _year_number(match[2] or "")
    if number is not None:
        return EraYears(first + number - 1, first + number - 1, calendar)
    if match.lastindex == 3 and match[3]:
        year = _sexagenary_year(match[3], first, last or first + 59)
        if year is not None:
            return EraYears(year, year, calendar)
    return EraYears(first, last, calendar)


def _without_marks(text: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return folded.replace("’", "'").replace("ʻ", "'").replace("ʼ", "'").replace("‘", "'")


def _year_number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_number(text) if text else None


def _sexagenary_year(name: str, first: int, last: int) -> int | None:
    """Return the year of the cycle (甲子 …) that lies in the era."""
    stem, branch = _STEMS.index(name[0]), _BRANCHES.index(name[1])
    return next((y for y in range(first, last + 1) if (y - 4) % 10 == stem and (y - 4) % 12 == branch), None)


# ---------------------------------------------------------------- calendars that count years


def _hijri(year: int) -> tuple[int, int]:
    """Tabular Islamic calendar: from the Gregorian year of 1 Muharram to that of the last of Dhu al-Hijja."""
    return _year_of_day(year), _year_of_day(year + 1, before=1)


def _year_of_day(hijri_year: int, *, before: int = 0) -> int:
    julian_day = 1948440 + (hijri_year - 1) * 354 + (3 + 11 * hijri_year) // 30 - before
    return date.fromordinal(julian_day - 1721425).year


CALENDARS: dict[str, Callable[[int], tuple[int, int]]] = {
    "hijri": _hijri,
    "jalali": lambda y: (y + 621, y + 622),
    "hebrew": lambda y: (y - 3761, y - 3760),
    "buddhist": lambda y: (y - 543, y - 543),
    "korean": lambda y: (y - 2333, y - 2333),
    "saka": lambda y: (y + 78, y + 79),
    "vikrama": lambda y: (y - 57, y - 56),
    "bengali": lambda y: (y + 593, y + 594),
    "burmese": lambda y: (y + 638, y + 639),
    "minguo": lambda y: (y + 1911, y + 1911),
    "ethiopian": lambda y: (y + 7, y + 8),
}
"""A year of the calendar -> the first and last Gregorian year that it touches."""

# The calendars that a bracketed Gregorian year is written after, the commonest first.
_PAIRED = ("hijri", "jalali", "hebrew", "buddhist", "vikrama", "saka", "bengali", "minguo", "korean", "burmese", "ethiopian")


def calendar_between(year: int, gregorian: int) -> str:
    """Return the calendar in which ``year`` is the Gregorian one, "" if none fits: (1427, 2006) -> "hijri"."""
    for name in _PAIRED:
        if name == "hijri" and not 1 <= year <= 1600:
            continue
        if gregorian in CALENDARS[name](year):
            return name
    return ""


_HEBREW_VALUES = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", [*range(1, 11), *range(20, 100, 10), *range(100, 500, 100)], strict=True))
_HEBREW_VALUES |= {"ך": 20, "ם": 40, "ן": 50, "ף": 80, "ץ": 90}
_HEBREW_YEAR = re.compile("([א-ת]{0,4}[\"״׳'”][א-ת])(?![א-ת])|(?<![א-ת])(ה?תש[א-ת]{1,2})(?![א-ת])")


def hebrew_year(text: str) -> int | None:
    """Return the year that Hebrew letters say, the thousands added: תשס"ו = 5766; None without one."""
    match = _HEBREW_YEAR.search(text)
    if not match:
        return None
    letters = [c for c in match[0] if c in _HEBREW_VALUES]
    if len(letters) > 3 and letters[0] == "ה":
        letters = letters[1:]
    value = sum(_HEBREW_VALUES[c] for c in letters)
    return 5000 + value if value >= 100 else None


_MARKED = (
    (
        re.compile(
            r"(?<!\d)(\d{3,4})\s*(?:هـ|ه‍|هجري|ق\b|(?<![A-Z.])(?:A\.?H\.?|H\.?|hijri)(?![A-Za-z]))|(?:هـ|A\.?H\.?)\s*(\d{3,4})"
        ),
        "hijri",
    ),
    (re.compile(r"(?<!\d)(\d{4})\s*(?:ش\b|هـ\.?ش|SH\b)"), "jalali"),
    (re.compile(r"(?:พ\.?\s?ศ\.?|B\.E\.)\s*(\d{4})"), "buddhist"),
    (re.compile(r"(?:[ŚS]aka|शक)\s*(\d{4})"), "saka"),
    (re.compile(r"(?:V\.?\s?S\.?|[Vv]ikrama?(?: sa[mṃ]vat)?|वि\.? ?सं\.?)\s*(\d{4})"), "vikrama"),
)
_DIGIT_CALENDARS = (("۰", "۹", 1200, 1500, "jalali"), ("٠", "٩", 1000, 1500, "hijri"), ("๐", "๙", 2300, 2700, "buddhist"))


def counted_years(text: str) -> EraYears | None:
    """Return the years of a number that a sign, its digits or its size show to be of another calendar, else None."""
    plain = ascii_digits(text)
    for pattern, calendar in _MARKED:
        if match := pattern.search(plain):
            return EraYears(*CALENDARS[calendar](int(match[1] or match[2])), calendar)
    year = hebrew_year(text)
    if year is not None:
        return EraYears(*CALENDARS["hebrew"](year), "hebrew")
    match = re.search(r"(?<!\d)\d{4}(?!\d)", plain)
    if not match:
        return None
    number, written = int(match[0]), text[match.start()]
    for zero, nine, low, high, calendar in _DIGIT_CALENDARS:
        if zero <= written <= nine and low <= number <= high:
            return EraYears(*CALENDARS[calendar](number), calendar)
    return _by_size(number)


def _by_size(number: int) -> EraYears | None:
    """No Gregorian imprint lies in these spans: 2400-2700 Buddhist, 4150-4450 Korean, 5300-5999 Hebrew."""
    for low, high, calendar in ((2400, 2700, "buddhist"), (4150, 4450, "korean"), (5300, 5999, "hebrew")):
        if low <= number <= high:
            return EraYears(*CALENDARS[calendar](number), calendar)
    return None
