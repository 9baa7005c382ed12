"""Names of places, languages and scripts in every language that Unicode's CLDR has enough of, from the package Babel.

A concept is a code: "territory:CN", "language:zh", "script:Cyrl", "city:Europe/Moscow" (CLDR names the city of every time zone). Left out: names of
one or two letters, one name for two concepts of a kind, and names that were left in English in a language with another script. A name that
is an everyday word too ("Turkey", "Polish"; cldr_words.py) is not preferred: so the word's own translations come first.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version

from babel import Locale, localedata

from lantai.core.bilingual.entry import Label
from lantai.core.text.fold import key
from lantai.core.text.scripts import script_of

from .cldr_words import EVERYDAY, OTHER_NAMES
from .protocol import About, Files, Item

TITLE = "CLDR, by Babel (installed)"
EXPECTED = "nothing: these names are installed"

FEWEST_NAMES = 500
"""Languages with fewer are left out: they have names for their neighbors only. With 500, 142 languages are in (Babel 2.18)."""

REGIONAL = {
    "zh": ("zh_Hant", "zh_Hant_HK"),
    "pt": ("pt_PT",),
    "es": ("es_MX",),
    "fr": ("fr_CA",),
    "de": ("de_CH",),
    "en": ("en_GB", "en_IN"),
}
"""Locales whose differing names are further names in the language."""

NO_PLACES = frozenset(("ZZ", "XA", "XB", "QO", "EZ"))
NO_LANGUAGES = frozenset(("und", "mul", "zxx", "mis", "root"))
NO_SCRIPTS = frozenset(("Zzzz", "Zxxx", "Zyyy", "Zinh", "Zsym", "Zmth", "Zsye", "Brai", "Blis", "Visp"))


def sniff(head: bytes, name: str) -> float:
    """Return 0: no file is read."""
    return 0.0


def describe(files: Files) -> About:
    """Return what CLDR is called. No languages: that ``languages`` takes a second to find out."""
    return About(title="Unicode CLDR", licence="Unicode-3.0", version=f"Babel {version('babel')}")


def packaged() -> Files | None:
    """Return the installed names: there is no file to open."""
    return Files(main="cldr", openers={})


def languages(among: Collection[str] = ()) -> Iterator[str]:
    """Yield the languages that have enough names; ``among``: none but these."""
    for name in sorted(among or localedata.locale_identifiers()):
        if "_" not in name and name != "root" and localedata.exists(name):
            locale = Locale.parse(name)
            if len(locale.territories) + len(locale.languages) + len(locale.scripts) >= FEWEST_NAMES:
                yield name


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the names, one language after the other."""
    english = _names(Locale("en"))
    for lang in languages(about.languages):
        yield from _labels(lang, english)


def _labels(lang: str, english: Mapping[str, str]) -> Iterator[Label]:
    own = _names(Locale.parse(lang))
    is_latin = script_of("".join(own.values())) == "Latn"
    found: dict[tuple[str, str], Label] = {}
    for is_first, names in ((True, own), *((False, _names(Locale.parse(place))) for place in REGIONAL.get(lang, ()))):
        for concept, name in names.items():
            if not is_latin and name == english.get(concept):
                continue
            for number, text in enumerate(spellings(name)):
                preferred = is_first and number == 0 and key(text) not in EVERYDAY.get(lang, ())
                found.setdefault((concept, key(text)), Label(concept, lang, text, preferred))
    for concept, others in OTHER_NAMES.get(lang, {}).items():
        for text in others:
            found[concept, key(text)] = Label(concept, lang, text)  # as usual as CLDR's own name: Turkey, Türkiye
    shared = Counter((concept.partition(":")[0], folded) for concept, folded in found)
    for (concept, folded), label in found.items():
        if len(folded) >= _shortest(label.text) and shared[concept.partition(":")[0], folded] == 1:
            yield label


def spellings(name: str) -> list[str]:
    """Return a name and what it may also be called: "Myanmar (Burma)" is either, "Bosnia & Herzegovina" has "and" too, "Congo - Kinshasa" no spaces."""
    before, bracket, rest = name.replace("（", " (").replace("）", ")").partition(" (")
    inside, _, after = rest.partition(")")
    if not bracket:
        return [name.replace(" - ", "-")]
    if after.strip():
        return [f"{before} {after.strip()}"]
    return [before, inside] if inside[:1].isupper() and before[:1].isupper() and " " not in inside else [before]


def _names(locale: Locale) -> dict[str, str]:
    names = {f"territory:{code}": name for code, name in locale.territories.items() if code not in NO_PLACES}
    names |= {f"language:{code}": name for code, name in locale.languages.items() if code not in NO_LANGUAGES and "_" not in code}
    names |= {f"script:{code}": name for code, name in locale.scripts.items() if code not in NO_SCRIPTS}
    named = set(locale.territories.values())
    cities = {zone: said["city"] for zone, said in locale.time_zones.items() if "city" in said}
    if locale.language == "en" and not locale.territory:
        cities = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in _zones()} | cities
    names |= {f"city:{zone}": name for zone, name in cities.items() if name not in named and not zone.startswith("Etc/")}
    return {concept: str(name).replace("’", "'") for concept, name in names.items() if name}


def _zones() -> list[str]:
    """Return the time zones that have a city: those that CLDR names in Chinese, where every one is written out."""
    return [str(zone) for zone in Locale("zh").time_zones if "/" in str(zone) and not str(zone).startswith("Etc/")]


def _shortest(text: str) -> int:
    """Return how many characters a name must have at least: acronyms of two letters are other things in other languages."""
    return 3 if script_of(text) in ("Latn", "Cyrl", "Grek", "Arab", "Hebr", "Armn", "Geor") else 2
