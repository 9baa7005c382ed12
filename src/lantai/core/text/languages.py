"""Languages: whatever a record or a form says, as a BCP 47 tag; and a tag as a MARC code or a name to show.

The tables of CLDR (by Babel) do most; what they lack stands below: codes that MARC alone has or had, and the twenty languages
with two three-letter codes.
"""

from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.core import get_global

UNKNOWN = "und"

_BIBLIOGRAPHIC = {
    "sq": "alb", "hy": "arm", "eu": "baq", "my": "bur", "zh": "chi", "cs": "cze", "nl": "dut", "fr": "fre", "ka": "geo", "de": "ger",
    "el": "gre", "is": "ice", "mk": "mac", "mi": "mao", "ms": "may", "fa": "per", "ro": "rum", "sk": "slo", "bo": "tib", "cy": "wel",
}  # fmt: skip
"""Languages whose code in MARC (ISO 639-2/B) is not the one of ISO 639-3."""

_OBSOLETE = {
    "ajm": "ase", "cam": "km", "esk": "ypk", "esp": "eo", "eth": "gez", "far": "fo", "fri": "fy", "gae": "gd", "gag": "gl", "gal": "om",
    "gua": "gn", "int": "ia", "iri": "ga", "kus": "kos", "lan": "oc", "lap": "smi", "max": "gv", "mla": "mg", "mol": "ro", "sao": "sm",
    "scc": "sr", "scr": "hr", "sho": "sn", "snh": "si", "sso": "st", "swz": "ss", "tag": "tl", "tgl": "tl", "taj": "tg", "tar": "tt", "tru": "chk",
    "tsw": "tn", "vtn": "vi", "jap": "ja", "ltv": "lv", "iw": "he", "in": "id", "ji": "yi", "jw": "jv",
}  # fmt: skip
"""Codes that MARC or ISO gave up, still in old records; "vtn", "jap" and "ltv" are slips seen in real ones."""

_AS_THEY_ARE = {"bih": "bih", "him": "him", "ijo": "ijo", "cnr": "cnr", "fat": "fat", "twi": "tw", "cmn": "zh", "lzh": "lzh"}
"""Codes that CLDR folds into a neighbor which MARC tells apart, or does not have."""

_GROUPS = {
    "afa": "Afroasiatic", "alg": "Algonquian", "apa": "Apache", "art": "Artificial", "ath": "Athapascan", "aus": "Australian", "bad": "Banda",
    "bai": "Bamileke", "bat": "Baltic", "ber": "Berber", "bih": "Bihari", "bnt": "Bantu", "btk": "Batak", "cai": "Central American Indian",
    "cau": "Caucasian", "cel": "Celtic", "cmc": "Chamic", "cpe": "Creoles, English-based", "cpf": "Creoles, French-based",
    "cpp": "Creoles, Portuguese-based", "crp": "Creoles and pidgins", "cus": "Cushitic", "day": "Dayak", "dra": "Dravidian", "fiu": "Finno-Ugrian",
    "gem": "Germanic", "him": "Western Pahari", "ijo": "Ijo", "inc": "Indic", "ine": "Indo-European", "ira": "Iranian", "iro": "Iroquoian",
    "kar": "Karen", "khi": "Khoisan", "kro": "Kru", "map": "Austronesian", "mis": "Other languages", "mkh": "Mon-Khmer", "mno": "Manobo",
    "mun": "Munda", "myn": "Mayan", "nah": "Nahuatl", "nai": "North American Indian", "nic": "Niger-Kordofanian", "nub": "Nubian", "oto": "Otomian",
    "paa": "Papuan", "phi": "Philippine", "pra": "Prakrit", "roa": "Romance", "sai": "South American Indian", "sal": "Salishan", "sem": "Semitic",
    "sgn": "Sign languages", "sio": "Siouan", "sit": "Sino-Tibetan", "sla": "Slavic", "smi": "Sami", "son": "Songhai", "ssa": "Nilo-Saharan",
    "tai": "Tai", "tup": "Tupi", "tut": "Altaic", "wak": "Wakashan", "wen": "Sorbian", "ypk": "Yupik", "znd": "Zande", "cnr": "Montenegrin",
    "fat": "Fanti",
}  # fmt: skip
"""English names of what CLDR has no name for."""

NOTHING = frozenset(("", "und", "zxx", "|||", "###", "   "))
"""Codes that name no language."""


@lru_cache(maxsize=4096)
def bcp47(code: str) -> str:
    """Return the BCP 47 primary tag of a code (MARC, ISO 639-1, -2/B, -2/T, -3, also obsolete), of a tag, or of a language's name.

    "chi", "zho", "zh-Hant-TW", "Chinese" and "中文" are all "zh". Nothing, "und" and "zxx" give "": there is no language to speak of.
    What is none we know gives "und".
    """
    given = code.strip().replace("_", "-").casefold()
    if given in NOTHING or not given.strip("|# -."):
        return ""
    primary = given.split("-")[0]
    if primary.isascii() and primary.isalpha() and len(primary) in (2, 3):
        known = from_code(primary)
        if known or primary == given:
            return known or _names().get(given, UNKNOWN)
    return _names().get(" ".join(given.split()), UNKNOWN)


def from_code(code: str) -> str:
    """Return the tag of a code of two or three letters, "" where nobody knows it."""
    if code in NOTHING:
        return ""
    if code in _OBSOLETE:
        return _OBSOLETE[code]
    if code in _AS_THEY_ARE:
        return _AS_THEY_ARE[code]
    alias = get_global("language_aliases").get(code)
    if alias:
        return str(alias).split("_")[0]
    if code in _GROUPS or code == "mul" or code in get_global("likely_subtags") or code in Locale("en").languages:
        return code
    return ""


@cache
def _names() -> dict[str, str]:
    """Return casefolded name -> tag, as ``tools/make_language_names.py`` wrote it down."""
    text = files("lantai.core.text").joinpath("data/language_names.txt").read_text(encoding="utf-8")
    return {name: tag for tag, *names in (line.split("\t") for line in text.splitlines()) for name in names}


@cache
def _three_letters() -> dict[str, str]:
    found = {
        two: three
        for three, two in get_global("language_aliases").items()
        if len(three) == 3 and three not in _OBSOLETE and two.isalpha()
    }
    return found | _BIBLIOGRAPHIC


_THREE = {
    "ar": "ara", "az": "aze", "en": "eng", "et": "est", "fa": "per", "he": "heb", "hr": "hrv", "ku": "kur", "lv": "lav", "mn": "mon",
    "nb": "nob", "ne": "nep", "nn": "nno", "no": "nor", "or": "ori", "ps": "pus", "sh": "hbs", "sr": "srp", "sw": "swa", "tl": "tgl",
    "fil": "fil", "uz": "uzb", "yi": "yid", "om": "orm", "mg": "mlg", "ms": "may", "sq": "alb", "qu": "que", "gn": "grn", "gu": "guj", "tw": "twi", "ff": "ful",
    "ak": "aka", "ay": "aym", "cr": "cre", "ik": "ipk", "iu": "iku", "kg": "kon", "kr": "kau", "kv": "kom", "oj": "oji", "sc": "srd",
    "yue": "chi", "wuu": "chi", "nan": "chi", "hak": "chi", "lzh": "chi", "gan": "chi",
}  # fmt: skip
"""Macrolanguages and others where several three-letter codes lead to one tag: the one that MARC uses."""


def marc_code(tag: str) -> str:
    """Return the MARC code of a tag: "zh-Hant" is "chi"; no tag, or none that MARC has a code for, is "und"."""
    primary = tag.replace("_", "-").split("-")[0].casefold()
    if len(primary) == 3 and primary not in _THREE and primary not in _OBSOLETE:
        return primary if from_code(primary) == primary else marc_code(from_code(primary))
    return _THREE.get(primary) or _three_letters().get(primary) or UNKNOWN


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=4096)
def name(tag: str, ui: str) -> str:
    """Return the name of a language in the language ``ui`` of the page; failing that its English name, or the tag itself."""
    for locale in (_locale(ui), _locale(ui.split("-")[0]), _locale("en")):
        found = locale and _name_in(tag, locale)
        if found:
            return found
    return _GROUPS.get(tag, tag)


def _name_in(tag: str, locale: Locale) -> str:
    primary, *rest = tag.replace("_", "-").split("-")
    label = locale.languages.get("_".join([primary, *rest])) or locale.languages.get(primary)
    if not label:
        return ""
    script = next((locale.scripts.get(part) for part in rest if len(part) == 4), None)
    if script and "_".join([primary, *rest]) not in locale.languages:
        return f"{label} ({script})"
    return str(label)


@lru_cache(maxsize=4096)
def own_name(tag: str) -> str:
    """Return what speakers call the language themselves ("中文", "العربية"), or its English name."""
    locale = _locale(tag) or _locale(tag.replace("_", "-").split("-")[0])
    label = locale.get_display_name(locale) if locale and "-" in tag else None
    if locale and not label:
        label = locale.languages.get(locale.language)
    return label or name(tag, "en")
