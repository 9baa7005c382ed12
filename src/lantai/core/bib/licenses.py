"""Licences as sources write them, read into one form: SPDX identifier, version, jurisdiction, and whether anything may be reused under it.

``license_of`` takes "cc-by", "CC BY 4.0", "https://creativecommons.org/licenses/by/3.0/igo/", "Creative Commons Attribution 4.0
International", "知识共享 署名 4.0" or a publisher's own words. Words that grant no reuse ("implied-oa", a publisher's user licence) are kept, and say so.
"""

import re
from dataclasses import dataclass, replace

_PORTED = frozenset({
    "CC-BY-2.5-AU", "CC-BY-3.0-AT", "CC-BY-3.0-AU", "CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL", "CC-BY-3.0-US", "CC-BY-NC-3.0-DE",
    "CC-BY-NC-ND-3.0-DE", "CC-BY-NC-ND-3.0-IGO", "CC-BY-NC-SA-2.0-DE", "CC-BY-NC-SA-2.0-FR", "CC-BY-NC-SA-2.0-UK", "CC-BY-NC-SA-3.0-DE",
    "CC-BY-NC-SA-3.0-IGO", "CC-BY-ND-3.0-DE", "CC-BY-SA-2.0-UK", "CC-BY-SA-2.1-JP", "CC-BY-SA-3.0-AT", "CC-BY-SA-3.0-DE", "CC-BY-SA-3.0-IGO",
})  # fmt: skip
"""The ported licences that SPDX has an identifier for (list 3.25); others get that of the unported one, and their jurisdiction beside it."""

_PUBLIC_DOMAIN = {"CC0": "zero", "PDM": "mark"}
_VERSIONS = frozenset({"1.0", "2.0", "2.1", "2.5", "3.0", "4.0"})
_ADDRESS = re.compile(
    r"creativecommons\.org/licen[sc]es/(?P<parts>[a-z+-]+)(?:/(?P<version>\d\.\d))?(?:/(?P<place>[a-z]{2,4})(?=/|$))?", re.I
)
_ADDRESSES = re.compile(r"creativecommons\.org/(?:licen[sc]es|publicdomain)/[a-z0-9+./-]+", re.I)
_ZERO = re.compile(r"creativecommons\.org/publicdomain/zero|\bcc[- ]?0\b|\bcc[- ]zero\b|公有领域贡献", re.I)
_MARK = re.compile(
    r"creativecommons\.org/(?:publicdomain/mark|licenses/publicdomain)|^pd$|public[- ]?domain|公有领域|公共领域", re.I
)
_SHORT = re.compile(
    r"\b(?:cc|creative[ -]?commons)[-_ :]*(?P<parts>by(?:[-_ ,/]*(?:nc|nd|sa))*)\b[-_ ,v]*(?P<version>\d(?:\.\d)?)?"
    r"(?:[-_ ]+(?:international|unported|(?P<place>igo|[a-z]{2})\b))?",
    re.I,
)  # fmt: skip
_LONG = re.compile(r"creative[ -]?commons|知识共享|知識共享|创作共用|創用\s*CC|クリエイティブ・?コモンズ|المشاع الإبداعي", re.I)
_WORDS = (
    (
        "nc",
        re.compile(
            r"non[- ]?comm?erci|no[- ]?comercial|n[ãa]o[- ]?comercial|pas d[’'] ?utilisation commerciale|nicht[- ]?kommerziell|niet[- ]?commercieel|"
            r"некоммерч|gayri ?ticari|非商业|非商業|非営利|비영리|غير تجاري",
            re.I,
        ),
    ),
    (
        "nd",
        re.compile(
            r"no[- ]?deriv|sin[- ]?(?:obras?[- ]?)?deriv|sem[- ]?deriv|non opere derivate|pas de modification|keine[- ]?bearbeitung|geen[- ]?afgeleide|"
            r"без производных|türetilemez|禁止演绎|禁止改作|改変禁止|변경금지|منع الاشتقاق",
            re.I,
        ),
    ),
    (
        "sa",
        re.compile(
            r"share[- ]?alike|compart\w*[- ]?igual|condividi allo stesso modo|partage dans les m[êe]mes|weitergabe unter gleichen|gelijk ?delen|"
            r"сохранением условий|aynı lisansla|相同方式共享|相同方式分享|継承|동일조건|المشاركة بالمثل|الترخيص بالمثل",
            re.I,
        ),
    ),
)
_NAMES = re.compile(
    r"(?<![a-z])(?:creative[ -]?commons|cc[- ]?0|cc|attribution|by|nc|nd|sa|zero|non[- ]?commercial|no[- ]?deriv(?:ative)?s?(?: works)?|share[- ]?alike"
    r"|public[- ]?domain(?:[- ]mark|[- ]dedication)?|pdm?|the|licen[sc]e|deed|version|v|international|unported|generic|universal|public|igo"
    r"|(?<=\d[ -])[a-z]{2})(?![a-z])|[1-4](?:\.\d)?"
    r"|知识共享|知識共享|创作共用|創用|署名|姓名标示|姓名標示|非商业性?(?:使用)?|非商業性?(?:使用)?|禁止演绎|禁止改作"
    r"|相同方式共享|相同方式分享"
    r"|国际|國際|许可协议|許可協議|授權條款|公有领域(?:贡献|标记)?|公共领域|版"
    r"|المشاع الإبداعي|نسب(?:ة)?(?: المصنف)?|غير تجاري|منع الاشتقاق|المشاركة بالمثل|الترخيص بالمثل|رخصة|ال?دولية?",
    re.I,
)
"""What a whole name of a licence is made of; words in which anything else stands may say the opposite."""

_PARTS = tuple((part, re.compile(rf"(?<![a-z]){part}(?![a-z])|{said.pattern}", re.I)) for part, said in _WORDS)
_GRANTED = re.compile(
    r"\b(?:distributed|licen[sc]ed|published|available|released) under (?:the )?(?:terms (?:and conditions )?of )?(?:the |a )?(?:creative commons|cc)\b",
    re.I,
)
_AGAINST = re.compile(
    r"\b(?:not|no longer|never|except\w*|unless|exclud\w+|reserved|other than|apart from|but|however)\b|n[’']t\b", re.I
)
_BY = re.compile(
    r"attribution|atribuci[óo]n|reconocimiento|atribui[çc][ãa]o|attribuzione|namensnennung|naamsvermelding|атрибуц|указанием авторства|"
    r"署名|姓名标示|姓名標示|コモンズ 表示|저작자표시|نسب",
    re.I,
)
_NUMBER = re.compile(r"(?<![\d.])([1-4]\.\d)(?![\d.])")
_SOFTWARE = (
    ("MIT", re.compile(r"^mit(?:[- ]licen[sc]e)?$|opensource\.org/licenses/mit", re.I)),
    (
        "Apache-2.0",
        re.compile(r"^apache[- ]?(?:license)?[-, ]*(?:version )?v?2(?:\.0)?$|apache\.org/licenses/license-2\.0", re.I),
    ),
    ("GPL-3.0-only", re.compile(r"^gpl[- ]?v?3(?:\.0)?(?:-only)?$|gnu\.org/licenses/gpl-3\.0", re.I)),
    ("GPL-2.0-only", re.compile(r"^gpl[- ]?v?2(?:\.0)?(?:-only)?$|gnu\.org/licenses/(?:old-licenses/)?gpl-2\.0", re.I)),
    ("ODC-By-1.0", re.compile(r"^odc[- ]by(?:[- ]1\.0)?$|opendatacommons\.org/licenses/by", re.I)),
    ("ODbL-1.0", re.compile(r"^odbl(?:[- ]1\.0)?$|opendatacommons\.org/licenses/odbl", re.I)),
    ("PDDL-1.0", re.compile(r"^pddl(?:[- ]1\.0)?$|opendatacommons\.org/licenses/pddl", re.I)),
)


@dataclass(frozen=True, slots=True)
class License:
    """A licence. ``given``: the words it came in. ``family``: "CC-BY-NC", "CC0", "PDM" (public domain), "MIT" …, "" for words of a publisher's own.

    ``spdx``: "" where SPDX has none or the version is not said. ``jurisdiction``: "IGO", "DE"; "" for none. ``reuse``: others may use it again on
    stated terms, be it without change or commerce only. ``sure``: it is an address of a licence in use, a whole name and nothing else, or the sentence
    "distributed under the terms of" one without any reservation; else it was found among words that may as well say that it does not hold.
    """

    given: str
    family: str = ""
    version: str = ""
    jurisdiction: str = ""
    spdx: str = ""
    reuse: bool = False
    sure: bool = False

    @property
    def label(self) -> str:
        """Return what it is called on a page: "CC BY-NC 4.0"; words of a publisher's own as they came."""
        if not self.family:
            return self.given
        return " ".join(filter(None, (self.family.replace("-", " ", 1), self.version, self.jurisdiction)))

    @property
    def uri(self) -> str:
        """Return the address of its text: the one that was given, else that of its maker; "" where the version is not known, or it has none."""
        if given := next((word for word in self.given.split() if word.startswith(("https://", "http://"))), ""):
            return given
        if self.family in _PUBLIC_DOMAIN:
            return f"https://creativecommons.org/publicdomain/{_PUBLIC_DOMAIN[self.family]}/1.0/"
        if self.family.startswith("CC-") and self.version:
            place = f"{self.jurisdiction.lower()}/" if self.jurisdiction else ""
            return f"https://creativecommons.org/licenses/{self.family.removeprefix('CC-').lower()}/{self.version}/{place}"
        return f"https://spdx.org/licenses/{self.spdx}.html" if self.spdx else ""


def license_of(words: str) -> License | None:
    """Return the licence that words or an address mean; None for no words at all."""
    plain = " ".join(words.split())
    if not plain:
        return None
    found = _found(words, plain)
    return replace(found, sure=True) if found.family and _is_sure(found.family, plain) else found


def _found(words: str, plain: str) -> License:
    if _ZERO.search(plain):
        return License(words, "CC0", "1.0", "", "CC0-1.0", reuse=True)
    if _MARK.search(plain):
        return License(words, "PDM", reuse=True)
    return _creative_commons(words, plain) or _software(words, plain) or License(words)


def _is_sure(family: str, plain: str) -> bool:
    """Say whether words are of one licence alone: its address, though there are others around it, its name from end to end, or a sentence that grants it."""
    if not family.startswith("CC-BY") and family not in _PUBLIC_DOMAIN:
        return not family.startswith("CC")
    if addresses := {found[0] for found in _ADDRESSES.finditer(plain)}:
        return {_found(one, one).family for one in addresses} == {family}
    spaced = plain.replace("_", " ")
    named = {part.lower() for part in family.split("-")[1:]}
    if {part for part, said in _PARTS if said.search(spaced)} != named - {"by"}:
        return False
    if {found.family for one in _SHORT.finditer(plain) if (found := _built("", one["parts"], "", ""))} - {family}:
        return False
    if _GRANTED.search(plain) and not _AGAINST.search(plain):
        return True
    is_by = bool(re.search(r"(?<![a-z])by(?![a-z])", spaced, re.I) or _BY.search(plain))
    return not re.search(r"\w", _NAMES.sub("", spaced)) and is_by == ("by" in named)


def _creative_commons(words: str, plain: str) -> License | None:
    if found := _ADDRESS.search(plain):
        return _built(words, found["parts"], found["version"] or "", found["place"] or "")
    if found := _SHORT.search(plain):
        version = found["version"] or ""
        return _built(words, found["parts"], f"{version}.0" if len(version) == 1 else version, found["place"] or "")
    if _LONG.search(plain) and _BY.search(plain):
        parts = "-".join(["by", *(part for part, said in _WORDS if said.search(plain))])
        number = _NUMBER.search(plain)
        return _built(words, parts, number[1] if number else "", "igo" if re.search(r"\bigo\b", plain, re.I) else "")
    return None


def _built(words: str, parts: str, version: str, place: str) -> License | None:
    """Return the licence of its parts; the order in which old ones were written ("by-nd-nc") is that of today."""
    said = set(re.findall(r"[a-z+]+", parts.lower()))
    if not said or said - {"by", "nc", "nd", "sa"}:  # "sampling+", "devnations" and others of old
        return None
    family = "-".join(["CC", *(part.upper() for part in ("by", "nc", "nd", "sa") if part in said)])
    version = version if version in _VERSIONS else ""
    place = "" if place.lower() in ("", "deed", "int") else place.upper()
    plain = f"{family}-{version}" if version else ""
    ported = f"{plain}-{place}"
    return License(words, family, version, place, ported if ported in _PORTED else plain, reuse=True)


def _software(words: str, plain: str) -> License | None:
    return next((License(words, name, "", "", name, reuse=True) for name, said in _SOFTWARE if said.search(plain)), None)
