"""The words of organizations' names as they are compared: folded, shortened ones written out, small ones left out, the same in any language."""

import re
from functools import cache

from babel import Locale

from lantai.core.text.fold import fold

TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")
HAN = re.compile(r"[\u3400-\u9fff]")

SMALL = frozenset(
    {
        "the", "of", "and", "for", "at", "in", "on", "de", "la", "le", "les", "du", "des", "el", "los", "las", "del", "do", "da", "dos", "di",
        "della", "dei", "degli", "delle", "der", "die", "das", "den", "dem", "und", "et", "e", "y", "i", "van", "von", "zu", "zur", "fur", "fuer",
        "l", "d", "a", "an", "al", "ve",
    }
)  # fmt: skip

SAME = {
    word: plain
    for plain, words in {
        "university": "univ universita universitat universitaet universite universidad universidade universiteit universitet universitetet "
        "universitesi uniwersytet univerzita univerzitet universitatea universitas universities universitetas egyetem univeristy universtiy universiti",
        "institute": "inst institut instituto istituto instituut institutet institutes instytut insitute",
        "center": "centre centro centrum zentrum ctr cent centers centres",
        "hospital": "hosp hopital ospedale hospitals krankenhaus",
        "department": "dept dep departamento dipartimento departement",
        "national": "natl nacional nationale nazionale nat", "academy": "acad academie academia akademie akademi accademia",
        "sciences": "sci science scis ciencias scienze wissenschaften", "technology": "technol tech technologies tecnologia technologie "
        "technological technical technische tecnica technique",
        "college": "coll", "laboratory": "lab labs laboratories laboratoire laboratorio", "school": "sch", "medical": "med",
        "medicine": "medicina medecine medizin", "engineering": "eng engn ingenieria ingegneria", "research": "res recherche", "international": "intl int",
        "polytechnic": "politecnico polytechnique politecnica politechnika", "saint": "st", "foundation": "fdn", "company": "co",
        "corporation": "corp", "limited": "ltd", "state": "staatliche", "agricultural": "agr agric agriculture", "имени": "им",
        "імені": "ім",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Words that are another one in names: abbreviations, and the words for kinds of bodies in the languages of Europe."""

_CITIES = (
    "北京 beijing 上海 shanghai 天津 tianjin 重庆 chongqing 武汉 wuhan 南京 nanjing 西安 xian 广州 guangzhou 深圳 shenzhen 杭州 hangzhou 成都 chengdu "
    "青岛 qingdao 济南 jinan 威海 weihai 徐州 xuzhou 苏州 suzhou 合肥 hefei 长沙 changsha 哈尔滨 harbin 长春 changchun 沈阳 shenyang 大连 dalian "
    "兰州 lanzhou 昆明 kunming 厦门 xiamen 福州 fuzhou 南昌 nanchang 郑州 zhengzhou 太原 taiyuan 石家庄 shijiazhuang 保定 baoding 珠海 zhuhai "
    "宁波 ningbo 南宁 nanning 贵阳 guiyang 海口 haikou 银川 yinchuan 西宁 xining 乌鲁木齐 urumqi 拉萨 lhasa 呼和浩特 hohhot 秦皇岛 qinhuangdao "
    "香港 hongkong 澳门 macau 台北 taipei"
)
HAN_CITIES = tuple(re.findall(r"[\u3400-\u9fff]+", _CITIES))
SAME |= {han + end: latin for han, latin in (each.split(" ") for each in re.findall(r"\S+ \S+", _CITIES)) for end in ("", "市")}

BODIES = frozenset(
    {
        "university", "institute", "center", "hospital", "academy", "clinic", "college", "laboratory", "school", "foundation", "company", "corporation",
        "polytechnic", "council", "ministry", "agency", "museum", "society", "association", "department", "faculty",
    }
)  # fmt: skip

PLAIN = frozenset(SAME.values()) | {
    "health",
    "education",
    "business",
    "management",
    "economics",
    "physics",
    "chemistry",
    "biology",
    "mathematics",
    "psychology",
    "pediatrics",
    "surgery",
    "oncology",
    "neurology",
    "biochemistry",
    "pharmacy",
    "nursing",
    "science",
    "statistics",
    "philosophy",
    "history",
    "law",
    "agriculture",
    "biotechnology",
    "informatics",
    "biomedicine",
    "genetics",
    "ecology",
    "environment",
    "energy",
    "nutrition",
    "unit",
    "group",
    "division",
    "north",
    "south",
    "east",
    "west",
    "central",
    "united",
    "states",
}
"""Words that alone are nobody's name in an affiliation, whoever bears them in the registry."""

FIELDS = frozenset(
    {
        "medicine",
        "medical",
        "technology",
        "sciences",
        "engineering",
        "agricultural",
        "education",
        "business",
        "economics",
        "finance",
        "arts",
        "health",
        "pharmacy",
        "normal",
        "forestry",
        "petroleum",
        "chinese",
        "electronic",
        "information",
        "science",
        "management",
        "law",
        "polytechnic",
    }
)
"""Words that after a name make it another's: Henan University of Chinese Medicine."""

OUTER = BODIES - {"department", "faculty", "laboratory", "school", "college"}
"""Words for bodies that stand for themselves."""

COUNTRIES = {
    "us": "usa;u s a;united states of america;u s", "gb": "uk;u k;england;scotland;wales;northern ireland;great britain",
    "cn": "p r china;pr china;people s republic of china;peoples republic of china;中国;中华人民共和国", "kr": "korea;republic of korea;s korea",
    "ru": "russian federation", "ir": "islamic republic of iran", "vn": "viet nam", "cz": "czech republic", "nl": "the netherlands;holland",
    "tw": "republic of china;taiwan r o c;taiwan roc", "de": "deutschland;fr germany", "es": "espana", "it": "italia", "br": "brasil", "at": "osterreich",
    "ch": "schweiz;suisse", "be": "belgique;belgie", "tr": "turkey;turkiye", "hk": "hong kong;hongkong", "jp": "日本", "mo": "macau;macao",
}  # fmt: skip
"""ISO codes -> names in affiliations that registers of countries do not have."""


_STATES = (
    "al ak az ar ca co ct fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc "
    "alabama alaska arizona arkansas california colorado connecticut florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland "
    "massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont "
    "virginia wisconsin wyoming"
)
STATES = frozenset(_STATES.split(" ")) - {"la"}
"""States of the United States as the last parts of addresses say them."""


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name or of a part of a string, each in the one form that is compared."""
    return tuple(SAME.get(word, word) for word in TOKEN.findall(fold(text)) if word not in SMALL)


def shortened(text: str) -> tuple[str, ...]:
    """Return the words of an acronym as they stand: none of them is written out."""
    return tuple(TOKEN.findall(fold(text)))


def key(words: tuple[str, ...]) -> str:
    """Return the key of a name: its words in any order, so that "Salerno University" is the "University of Salerno"."""
    return words[0] if len(words) == 1 else " ".join(sorted(words))


@cache
def countries() -> dict[str, str]:
    """Return key of a country's name -> its ISO code, upper case."""
    found: dict[str, str] = {}
    for language in ("en", "zh", "de", "fr", "es", "ar", "ru", "ja", "ko", "fa", "pt", "it"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(key(tokens(name) or (name,)), code)
    for code, names in COUNTRIES.items():
        found.update((key(tokens(name)), code.upper()) for name in names.split(";"))
    return found


@cache
def country_words() -> frozenset[str]:
    """Return the words of countries' names."""
    return frozenset(word for name in countries() for word in name.split(" "))
