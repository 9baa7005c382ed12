"""The words of organizations' names as they are compared: folded, shortened ones written out, small ones left out, the same in any language."""

import re
from functools import cache

from babel import Locale

from lantai.core.text.fold import fold

_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")
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
        "universitesi uniwersytet univerzita univerzitet universitatea universitas universitat",
        "institute": "inst institut instituto istituto instituut institutet institutes instytut insitute",
        "center": "centre centro centrum zentrum ctr cent centers centres",
        "hospital": "hosp hopital ospedale hospitals krankenhaus",
        "department": "dept dep departamento dipartimento departement",
        "national": "natl nacional nationale nazionale nat", "academy": "acad academie academia akademie akademi accademia",
        "sciences": "sci science scis ciencias scienze wissenschaften", "technology": "technol tech technologies tecnologia technologie",
        "college": "coll", "laboratory": "lab labs laboratories laboratoire laboratorio", "school": "sch", "medical": "med",
        "medicine": "medicina medecine medizin", "engineering": "eng engn", "research": "res recherche", "international": "intl int",
        "polytechnic": "politecnico polytechnique politecnica politechnika", "saint": "st", "foundation": "fdn", "company": "co",
        "corporation": "corp", "limited": "ltd", "state": "staatliche", "agricultural": "agr agric", "technical": "technische tecnica technique",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Words that are another one in names: abbreviations, and the words for kinds of bodies in the languages of Europe."""

BODIES = frozenset(
    {
        "university", "institute", "center", "hospital", "academy", "college", "laboratory", "school", "foundation", "company", "corporation",
        "polytechnic", "council", "ministry", "agency", "museum", "clinic", "society", "association", "department", "faculty",
    }
)  # fmt: skip

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


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name or of a part of a string, each in the one form that is compared."""
    return tuple(SAME.get(word, word) for word in _TOKEN.findall(fold(text)) if word not in SMALL)


def key(words: tuple[str, ...]) -> str:
    """Return the key of a name: its words in any order, so that "Salerno University" is the "University of Salerno"."""
    return words[0] if len(words) == 1 else " ".join(sorted(words))


@cache
def countries() -> dict[str, str]:
    """Return key of a country's name -> its ISO code, upper case."""
    found: dict[str, str] = {}
    for language in ("en", "zh", "de", "fr", "es"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(key(tokens(name) or (name,)), code)
    for code, names in COUNTRIES.items():
        found.update((key(tokens(name)), code.upper()) for name in names.split(";"))
    return found
