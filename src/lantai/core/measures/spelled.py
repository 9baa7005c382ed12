"""Checks of languages and scripts: does the title look like its language, is it there in both scripts, are its letters letters."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from lantai.core.bib.record import BibRecord, Kind
from lantai.core.text.scripts import script_of, tagged

from .checks import record_check

SEVERAL_SCRIPTS = frozenset(
    (
        "az", "bs", "crh", "dng", "ff", "ha", "jv", "kk", "kok", "ks", "ku", "ky", "mn", "ms", "mul", "pa", "sa", "sd", "sh", "sr",
        "su", "tg", "tk", "tly", "tt", "ug", "uz", "vai", "vi", "yi", "yue", "za", "zxx",
    )
)  # fmt: skip
"""Languages that are printed in more than one script, or were; none is strange to them."""

WORDLESS = frozenset((Kind.SCORE, Kind.SOUND, Kind.IMAGE, Kind.OBJECT, Kind.DATASET, Kind.SOFTWARE))
"""Kinds of things that may have no language."""

MANGLED = re.compile(
    r"[ÃÂ][\x80-\xbf™œ€‚ƒ„…†‡ˆ‰Š‹Œ]|â€[\x80-\xbf™œ˜\u201c\u201d]|ï»¿|\ufffd|锟斤拷|烫烫烫|屯屯屯|锘\?"
    r"|(?:[ÐÑØÙ][\x80-\xbf°-¿¡-¯†-‰]){2}|(?:[åäæçèé][\x80-\xbf¡-¿‚-‰Š-Ÿ…]{2}){2}"
)
"""UTF-8 that was read as Latin-1 or Windows-1252 (Ã©, â€™, ä¸­å›½), and what programs write where they could not read."""

MANGLED_CHINESE = re.compile(r"(?=[¡-ÿ]*[À-ÖØ-öø-ÿ][¡-ÿ]*[À-ÖØ-öø-ÿ])(?=[¡-ÿ]*[¡-¿×÷])[¡-ÿ]{4,}")
"""GBK or Big5 that was read as Latin-1: ºìÂ¥ÃÎ. Words have no such run of letters with signs among them."""


@record_check("language_missing")
def language_missing(record: BibRecord, today: date) -> str | None:
    """Say that the language is not given, or given as undetermined."""
    told = [tag for tag in record.languages if not tag.startswith("und")]
    return " ".join(record.languages) if not told and record.kind not in WORDLESS else None


@record_check("language_script")
def language_script(record: BibRecord, today: date) -> str | None:
    """Find a title in letters that none of the record's languages is written in; Latin letters may be a romanisation."""
    told = [primary for tag in record.languages if (primary := tag.split("-")[0]) not in ("", "und")]
    title = record.title
    if not told or title is None or not SEVERAL_SCRIPTS.isdisjoint(told):
        return None
    others = (form.value for form in title.forms if script_of(form.value) not in ("", "Latn"))
    strange = next((value for value in others if not any(fits(primary, value) for primary in told)), None)
    return None if strange is None else f"{' '.join(told)}: {strange}"


@record_check("script_missing")
def script_missing(record: BibRecord, today: date) -> str | None:
    """Find a title in Latin letters alone where the language is written in others."""
    title, primary = record.title, record.language.split("-")[0]
    if title is None or len(record.languages) != 1 or primary in SEVERAL_SCRIPTS or not primary or primary == "und":
        return None
    scripts = {script_of(form.value) for form in title.forms}
    return title.forms[0].value if scripts == {"Latn"} and not fits(primary, "a") else None


@record_check("romanised_missing")
def romanised_missing(record: BibRecord, today: date) -> str | None:
    """Find a title in other than Latin letters without a form in them."""
    title = record.title
    scripts = {script_of(form.value) for form in title.forms} - {""} if title else set()
    return title.forms[0].value if title and scripts and "Latn" not in scripts else None


@record_check("link_880")
def link_880(record: BibRecord, today: date) -> str | None:
    """Name the fields whose link to the other script leads nowhere."""
    found = [repair.at or repair.detail for repair in record.repairs if repair.code == "880"]
    return ", ".join(dict.fromkeys(found)) if found else None


@record_check("mojibake")
def mojibake(record: BibRecord, today: date) -> str | None:
    """Find words whose characters were read in the wrong character set."""
    return next((value for value in _words(record) if looks_mangled(value)), None)


def looks_mangled(value: str) -> bool:
    """Say whether text looks as if its bytes had been read in the wrong character set."""
    return not value.isascii() and bool(MANGLED.search(value) or MANGLED_CHINESE.search(value))


@lru_cache(maxsize=8192)
def fits(primary: str, value: str) -> bool:
    """Say whether the letters of ``value`` are those that a language (a primary tag) is written in."""
    return tagged(primary, value).partition("-")[2] in ("", "Hans", "Hant")


def _words(record: BibRecord) -> Iterator[str]:
    for title in record.titles:
        for form in title.forms:
            yield from (form.value, form.rest, form.by)
    for agent in record.contributions:
        yield from (form.value for form in agent.forms)
    for imprint in record.imprints:
        yield from (form.value for forms in imprint.publishers for form in forms)
    for subject in record.subjects:
        yield from (form.value for form in subject.forms)
