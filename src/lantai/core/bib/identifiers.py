"""Identifiers of works, editions and people: checked, normalised, and what was mended said.

``identify`` is the way in; one small function a scheme stands in the table ``_READERS``. A wrong identifier is kept with
its standing and never matched: it is evidence of a mistake, not of a thing.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from .digits import ascii_digits
from .record import Identifier, Scheme, Standing


class Reading(NamedTuple):
    """What a text says as an identifier of one scheme."""

    value: str
    standing: Standing = Standing.VALID
    qualifier: str = ""
    repair: str = ""


def identify(scheme: Scheme, text: str, *, qualifier: str = "", at: str = "") -> Identifier:
    """Return the identifier that the text gives in this scheme; never raises.

    What fails its check gets Standing.INVALID and keeps its text as value. The ISBN of a whole set or of one volume gets RELATED.
    ``repair`` is a stable word: "isbn10", "check digit", "shape", "price", "hyphen", "leading zero", "digits lost".
    """
    reading = _read(scheme, text)
    return Identifier(
        scheme=scheme,
        value=reading.value,
        given="" if text == reading.value else text,
        qualifier=qualifier or reading.qualifier,
        standing=_standing_by_qualifier(scheme, reading, qualifier),
        repair=reading.repair,
        at=at,
    )


@lru_cache(maxsize=8192)
def _read(scheme: Scheme, text: str) -> Reading:
    return _READERS.get(scheme, _as_given)(ascii_digits(text))


# The set or a volume: "(set)", "v. 2", "Bd. 3", 全套, 第2册. Such a number stands on records of different things.
_SET_OR_VOLUME = re.compile(
    r"\b(set|sets|complete work|gesamtwerk|gesamtausg|obra completa|o\.?\s?c\.|coffret)"
    r"|\b(v|vol|vols|bd|band|t|tome|tomo|č|т)\.?\s*\d"
    r"|全套|全集|套装|[第卷][一二三四五六七八九十百\d]|[上中下]册|セット",
    re.IGNORECASE,
)


def _standing_by_qualifier(scheme: Scheme, reading: Reading, qualifier: str) -> Standing:
    words = qualifier or reading.qualifier
    if words and scheme is Scheme.ISBN and reading.standing is Standing.VALID and _SET_OR_VOLUME.search(words):
        return Standing.RELATED
    return reading.standing


# ---------------------------------------------------------------- ISBN


def isbn13(text: str) -> str | None:
    """Return the 13 digits of the first ISBN in the text (of 10 or 13 digits, check digit right), else None."""
    return _isbn_value(ascii_digits(text))[0]


def isbn10(isbn13: str) -> str | None:
    """Return the ten-digit form of an ISBN-13 that begins with 978, else None."""
    if len(isbn13) != 13 or not isbn13.isdigit() or not isbn13.startswith("978"):
        return None
    body = isbn13[3:12]
    return body + _isbn10_check(body)


_ISBN = re.compile(r"(?:97[89][-‐‑–—\s]?)?\d(?:[-‐‑–—\s]?\d){8}[-‐‑–—\s]?[\dXx](?![\dXx])")
_LONG_NUMBER = re.compile(r"[\dXx][-‐‑–—\dXx]{6,}")
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]?")
_PRICE = re.compile(r"^\W*(CNY|RMB|USD|EUR|GBP|HKD|HK\$|NT\$|US\$|[$¥￥£€]|Rs\.?|£)\s*\d|\d\s*元\W*$", re.IGNORECASE)


def _isbn(text: str) -> Reading:
    value, start, end, repair = _isbn_value(text)
    qualifier = _qualifier(text[end:] if end else text)
    if value:
        return Reading(value, qualifier=qualifier, repair=repair)
    if _PRICE.search(text):
        return Reading(text.strip(), Standing.INVALID, repair="price")
    number = text[start:end] if end else text
    return Reading(_bare(number) or text.strip(), Standing.INVALID, qualifier, repair or "shape")


def _isbn_value(text: str) -> tuple[str | None, int, int, str]:
    """Return the ISBN-13 or None, where it stands in the text, and what was mended."""
    match = _ISBN.search(text)
    if not match:
        long = _LONG_NUMBER.search(text)
        return None, *(long.span() if long else (0, 0)), "shape"
    digits = _bare(match[0])
    if len(digits) == 10:
        right = digits[9] == _isbn10_check(digits[:9])
        body = "978" + digits[:9]
        return (body + _ean_check(body) if right else None), *match.span(), "isbn10" if right else "check digit"
    right = digits[12] == _ean_check(digits[:12])
    return (digits if right else None), *match.span(), "" if right else "check digit"


def _bare(text: str) -> str:
    return "".join(c for c in text if c in "0123456789Xx").upper()


def _qualifier(text: str) -> str:
    return " ".join(part.strip() for part in _BRACKETS.findall(text)).strip(" :;")


def _isbn10_check(nine: str) -> str:
    rest = sum((i + 1) * int(d) for i, d in enumerate(nine)) % 11
    return "X" if rest == 10 else str(rest)


def _ean_check(twelve: str) -> str:
    return str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(twelve)) % 10)


# ---------------------------------------------------------------- numbers of serials, music and trade


def issn(text: str) -> str | None:
    """Return NNNN-NNNX if the text is an ISSN with the right check digit (hyphen or zeros may be lost), else None."""
    reading = _issn(ascii_digits(text))
    return reading.value if reading.standing is Standing.VALID else None


_ISSN = re.compile(r"(?<![\dXx])(\d{4})([-‐‑–—\s]?)(\d{3}[\dXx])(?![\dXx])")
_ISSN_SHORT = re.compile(r"^\D*(\d{4,6}[\dXx])\D*$")


def _issn(text: str) -> Reading:
    if match := _ISSN.search(text):
        number = match[1] + match[3].upper()
        repair = "" if match[2] == "-" else "hyphen"
    elif match := _ISSN_SHORT.search(text):
        number, repair = match[1].upper().zfill(8), "leading zero"
    else:
        return Reading(text.strip(), Standing.INVALID, repair="shape")
    value = f"{number[:4]}-{number[4:]}"
    right = number[7] == _issn_check(number[:7])
    qualifier = _qualifier(text[match.end() :])
    return (
        Reading(value, qualifier=qualifier, repair=repair)
        if right
        else Reading(value, Standing.INVALID, qualifier, "check digit")
    )


def issn_checks(issn: str) -> bool:
    """Say whether the check digit of NNNN-NNNX is right; of text in that form alone, in the digits 0-9."""
    return issn[8] == _issn_check(issn[:4] + issn[5:8])


def _issn_check(seven: str) -> str:
    a, b, c, d, e, f, g = map(int, seven)
    return "0123456789X"[-(8 * a + 7 * b + 6 * c + 5 * d + 4 * e + 3 * f + 2 * g) % 11]


_CN_SERIAL = re.compile(
    r"(?:CN|ＣＮ)?\s*[:：]?\s*(\d{2})\s*[-‐‑–—－]\s*(\d{4})\s*(?:[/／]\s*([A-Za-z][A-Za-z0-9.]*))?", re.IGNORECASE
)


def _cn_serial(text: str) -> Reading:
    match = _CN_SERIAL.search(text)
    if not match:
        return Reading(text.strip(), Standing.INVALID, repair="shape")
    return Reading(f"CN{match[1]}-{match[2]}" + (f"/{match[3].upper()}" if match[3] else ""))


def _ismn(text: str) -> Reading:
    bare = "".join(c for c in text.upper() if c in "0123456789M")
    number = "9790" + bare[1:] if bare.startswith("M") else bare
    return _thirteen(number, text)


def _ean(text: str) -> Reading:
    return _thirteen("".join(c for c in text if c in "0123456789"), text)


def _thirteen(digits: str, text: str) -> Reading:
    if len(digits) != 13 or not digits.isdigit():
        return Reading(text.strip(), Standing.INVALID, repair="shape")
    right = digits[12] == _ean_check(digits[:12])
    return Reading(digits) if right else Reading(digits, Standing.INVALID, repair="check digit")


# ---------------------------------------------------------------- numbers of records and documents


def doi(text: str) -> str | None:
    """Return the DOI in the text, lower case and without resolver, else None.

    A DOI may hold angle brackets (those of SICI: 10.1175/1520-0442(1997)010<2004:a>2.0.co;2), which Crossref writes as entities.
    """
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if not text.isascii():
        text = text.translate(_UNSEEN)
    match = (_DOI_OR_SICI if "<" in text else _DOI).search(text)
    if not match:
        return None
    found = match[0]
    if "?" in found or ";" in found or "," in found:
        found = _AFTER_A_DOI.split(found, maxsplit=1)[0]
    found = found.rstrip(".,;:'\"。，；）】》”’")
    while found and found[-1] in ")]}" and found.count(found[-1]) > found.count(_OPENING[found[-1]]):
        found = found[:-1].rstrip(".,;:")
    return found.lower() if not found.endswith("/") else None


_BEFORE, _IN_A_DOI = r"(?<![\d.])10\.\d{4,9}(?:\.\d+)*/", r"[^\s\"<>{}|\\^`]"
_DOI = re.compile(f"{_BEFORE}{_IN_A_DOI}+")
_DOI_OR_SICI = re.compile(rf"{_BEFORE}(?:{_IN_A_DOI}|<[^\s\"<>]{{1,80}}>(?=\d\.\d\.[a-z]{{2}};))+", re.IGNORECASE)
_AFTER_A_DOI = re.compile(r"\?[a-z_]+=|;jsessionid=|[;,](?:https?://(?:dx\.)?doi\.org/|doi:)?10\.\d{4,9}/", re.IGNORECASE)
"""What belongs to an address and not to the DOI in it, and where another DOI begins."""
_OPENING = {")": "(", "]": "[", "}": "{"}
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
"""Characters that have no form of their own, as they come along when text is copied from a page."""


def _doi(text: str) -> Reading:
    found = doi(text)
    return Reading(found) if found else Reading(text.strip(), Standing.INVALID, repair="shape")


_OCLC = re.compile(r"^\s*(?:\(OCoLC(?:-[A-Z])?\))?\s*(?:oc[mn]|on|\(?OCoLC\)?)?\s*0*(\d+)\s*\W*$", re.IGNORECASE)


def _oclc(text: str) -> Reading:
    match = _OCLC.match(text)
    return Reading(match[1]) if match else Reading(text.strip(), Standing.INVALID, repair="shape")


_LCCN = re.compile(r"^[a-z]{0,3}(\d{8}|\d{10})$")


def _lccn(text: str) -> Reading:
    """Normalise as the Library of Congress does: no blanks, nothing from a slash on, the number after a hyphen of six digits.

    Exports write the blanks of the field as ^, # or a backslash.
    """
    bare = "".join(c for c in text if c not in " ^#|\\\t\xa0").partition("/")[0].lower()
    head, hyphen, tail = bare.partition("-")
    value = head + tail.zfill(6) if hyphen else bare
    return Reading(value) if _LCCN.match(value) else Reading(value or text, Standing.INVALID, repair="shape")


_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)


def _pattern(pattern: str, *, form: str = "{}") -> Callable[[str], Reading]:
    """Return a reader that takes the first group of the pattern, or says that the shape is wrong."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def read(text: str) -> Reading:
        match = compiled.search(text)
        return Reading(form.format(match[1])) if match else Reading(text.strip(), Standing.INVALID, repair="shape")

    return read


_SIXTEEN = re.compile(r"(\d{4})[-\s]?(\d{4})[-\s]?(\d{4})[-\s]?(\d{3}[\dXx])(?![\dXx])")


def _isni(text: str) -> Reading:
    return _sixteen(text, hyphen="")


def _orcid(text: str) -> Reading:
    return _sixteen(text, hyphen="-")


def _sixteen(text: str, *, hyphen: str) -> Reading:
    """Read an ISNI or ORCID iD: 16 characters with the check of ISO 7064 mod 11-2."""
    match = _SIXTEEN.search(text)
    if not match:
        return Reading(text.strip(), Standing.INVALID, repair="shape")
    number = "".join(match.groups()).upper()
    total = 0
    for digit in number[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    value = hyphen.join(number[i : i + 4] for i in range(0, 16, 4))
    right = number[15] == ("X" if check == 10 else str(check))
    return Reading(value) if right else Reading(value, Standing.INVALID, repair="check digit")


def _as_given(text: str) -> Reading:
    return Reading(text.strip())


_READERS: dict[Scheme, Callable[[str], Reading]] = {
    Scheme.ISBN: _isbn,
    Scheme.ISSN: _issn,
    Scheme.ISSN_L: _issn,
    Scheme.CN_SERIAL: _cn_serial,
    Scheme.ISMN: _ismn,
    Scheme.EAN: _ean,
    Scheme.DOI: _doi,
    Scheme.OCLC: _oclc,
    Scheme.LCCN: _lccn,
    Scheme.ARXIV: _pattern(_ARXIV.pattern),
    Scheme.PMID: _pattern(r"(?<!\d)0*(\d{1,9})(?!\d)"),
    Scheme.OPENALEX: _pattern(r"(?:^|/)([WASICPFT]\d{3,})\b"),
    Scheme.ORCID: _orcid,
    Scheme.ISNI: _isni,
    Scheme.VIAF: _pattern(r"(?<!\d)(\d{2,22})(?!\d)"),
    Scheme.ROR: _pattern(r"\b(0[a-z0-9]{6}\d{2})\b"),
    Scheme.WIKIDATA: _pattern(r"\b(Q\d+)\b"),
}


# ---------------------------------------------------------------- identifiers of agents and concepts

_LINKS: tuple[tuple[re.Pattern[str], Scheme, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), scheme, form)
    for pattern, scheme, form in (
        (r"viaf\.org/viaf/(\d+)|^\(viaf\)\D*(\d+)", Scheme.VIAF, "{}"),
        (r"wikidata\.org/(?:entity|wiki)/(Q\d+)|^\(wikidata\)\D*(Q\d+)", Scheme.WIKIDATA, "{}"),
        (r"orcid\.org/([\dX-]{16,19})|^\(orcid\)\D*([\dX-]{16,19})", Scheme.ORCID, "{}"),
        (r"isni\.org/(?:isni/)?([\dX]{16})|^\(isni\)\D*([\dX ]{16,19})", Scheme.ISNI, "{}"),
        (r"ror\.org/(0[a-z0-9]{8})", Scheme.ROR, "{}"),
        (
            r"id\.loc\.gov/(?:rwo/agents|authorities/(?:names|subjects|genreForms|childrensSubjects))/(\w+)",
            Scheme.AUTHORITY,
            "(DLC){}",
        ),
        (r"d-nb\.info/(?:gnd/)?(\d[\dX-]+)", Scheme.AUTHORITY, "(DE-588){}"),
        (r"id\.worldcat\.org/fast/(\d+)", Scheme.AUTHORITY, "(OCoLC)fst{:0>8}"),
        (r"id\.nlm\.nih\.gov/mesh/(\w+)", Scheme.AUTHORITY, "(DNLM){}"),
    )
)
_AGENCY = re.compile(r"^\s*\(([^()]+)\)\s*(\S.*?)\s*$")


def authority(text: str, *, at: str = "") -> Identifier:
    """Return the identifier of an agent or concept as MARC gives it in $0 and $1: "(agency)number" or a URI."""
    return _authority(text, at)


@lru_cache(maxsize=8192)
def _authority(text: str, at: str) -> Identifier:
    for pattern, scheme, form in _LINKS:
        if match := pattern.search(text):
            found = identify(scheme, form.format(next(g for g in match.groups() if g)), at=at)
            return Identifier(scheme=scheme, value=found.value, given=text, standing=found.standing, repair=found.repair, at=at)
    if match := _AGENCY.match(text):
        value = f"({match[1]}){match[2]}"
        return Identifier(scheme=Scheme.AUTHORITY, value=value, given="" if value == text else text, at=at)
    bare = text.strip()
    scheme = Scheme.URI if bare.startswith(("http://", "https://", "urn:", "info:")) else Scheme.AUTHORITY
    return Identifier(scheme=scheme, value=bare, given="" if bare == text else text, at=at)
