"""What a file says itself of what may be done with it, and what of that speaks against the license claimed for it, or against a deposit.

A person decides: publishers print "all rights reserved" over articles that are open, and authors upload the wrong file. Enter at ``speaking_against``.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from lantai.core.bib.licenses import License, license_of
from lantai.core.text.messages import N_

from .keeping import freedom
from .model import FullText

FIRST_PAGES, LAST_PAGES = 2, 2
"""Pages of a PDF on which publishers say it; in between, papers write of others' rights."""

MOST, LONGEST, BESIDE = 5, 300, 110
"""Statements that are shown, and characters of one and on each side of its words."""


class Against(StrEnum):
    """How a file speaks against a claim."""

    STRICTER = "stricter"
    OTHER = "other"
    RESERVED = "reserved"
    NOT_HERE = "not-here"


SAID: dict[str, str] = {
    Against.STRICTER: N_("The file names a license that allows less."),
    Against.OTHER: N_("The file names another license."),
    Against.RESERVED: N_("The file says that all rights are reserved."),
    Against.NOT_HERE: N_("The file says that it is not to be passed on, or not in a repository."),
}
"""What people are told of it."""


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """Words of a file. ``page``: of a PDF, 0 for those of JATS about the article as a whole."""

    kind: Against
    words: str
    page: int = 0


_RESERVED = re.compile(
    r"all\s+rights\s+(?:are\s+)?reserved|no\s+part\s+of\s+this\s+\w+\s+may\s+be\s+reproduced|版权所有|版權所有|保留所有权利|翻印必究|不得转载|無断転載|无断转载"
    r"|جميع\s+الحقوق\s+محفوظة|(?:todos\s+los|todos\s+os)\s+(?:derechos|direitos)\s+reservados|tous\s+droits\s+réservés|alle\s+rechte\s+vorbehalten"
    r"|все\s+права\s+защищены|tutti\s+i\s+diritti\s+riservati",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"for\s+(?:your\s+)?(?:personal|private|internal|non-?commercial research and education)\s+use\s+only|not\s+for\s+(?:further\s+)?(?:re)?distribution"
    r"|(?:may|must|can|should)\s*not\s+be\s+(?:re)?(?:posted|deposited|distributed|uploaded|shared)|(?:posting|deposit\w*|distribution|uploading)[^.]{0,60}\s(?:prohibited|forbidden|not\s+(?:permitted|allowed))"
    r"|仅供(?:个人|内部)|不得(?:上传|传播|公开)|للاستخدام\s+الشخصي\s+فقط",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"creativecommons\.org/(?:licen[sc]es|publicdomain)/[a-z-]+/\d\.\d|\bCC[ -]?(?:BY(?:[ -](?:NC|ND|SA))*|0|ZERO)\b|"
    r"Creative\s+Commons\s+Attribution(?:\s*[-–]?\s*(?:Non-?\s?Commercial|No-?\s?Deriv\w*|Share-?\s?Alike))*",
    re.IGNORECASE,
)


def speaking_against(text: FullText, claimed: License | None) -> tuple[Statement, ...]:
    """Return what a file says against the license claimed for it; None: a deposit without a license. The plainest first, few of them."""
    every = list(_places(text))
    named = [
        (page, found.group(), license_of(_plain(found.group()))) for page, words in every for found in _NAMED.finditer(words)
    ]
    if text.license and (granted := license_of(text.license)) and granted.family:
        named.insert(0, (0, text.license, granted))
    says_so = claimed is not None and any(one and one.family == claimed.family for _page, _words, one in named)
    found = [] if says_so or claimed is None else list(_other_licenses(named, claimed))
    for kind, pattern in ((Against.RESERVED, _RESERVED), (Against.NOT_HERE, _NOT_HERE)):
        if kind is Against.RESERVED and says_so:  # publishers print it beside the license
            continue
        found += [Statement(kind, _around(words, hit), page) for page, words in every for hit in [pattern.search(words)] if hit]
    return tuple({one.words: one for one in reversed(found)}.values())[::-1][:MOST]


def _other_licenses(named: list[tuple[int, str, License | None]], claimed: License) -> Iterator[Statement]:
    """Yield each license that is named, once."""
    families = set[str]()
    for page, words, one in named:
        if one is not None and one.family and one.family not in families:
            families.add(one.family)
            kind = Against.STRICTER if freedom(one) < freedom(claimed) else Against.OTHER
            yield Statement(kind, words[:LONGEST], page)


def _places(text: FullText) -> Iterator[tuple[int, str]]:
    """Yield the words in which a file speaks of itself, with their page."""
    if text.permissions:
        yield 0, text.permissions
    for passage in text.passages:
        if passage.page and (passage.page <= FIRST_PAGES or passage.page > text.page_count - LAST_PAGES):
            yield passage.page, "\n".join(passage.paragraphs)


def _plain(words: str) -> str:
    return f"https://{words}/" if words.lower().startswith("creativecommons.org") else " ".join(words.split())


def _around(words: str, hit: re.Match[str]) -> str:
    """Return a place with what stands before and behind it in its line, as much as helps to judge."""
    start = max(words.rfind("\n", 0, hit.start()) + 1, hit.start() - BESIDE)
    end = words.find("\n", hit.end())
    stop = min(end if end >= 0 else len(words), hit.end() + BESIDE)
    return " ".join(words[start:stop].split())[:LONGEST]
