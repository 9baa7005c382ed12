"""Holdings as the standards write them: 852, 863-868, and Alma's AVA and AVE, which many libraries publish with their records."""

from lantai.core.bib.record import Access, AccessKind, HoldingRecord, ItemRecord

from .rules import Given, Reading
from .shelves import Covered, Shelved, call_number

_SCHEMES = {"0": "lcc", "1": "ddc", "2": "nlm", "3": "sudoc"}


def location(given: Given) -> Reading:
    """852: $a, $b, $c name library and shelf, $h $i $j $k $l $m the call number, $p the piece."""
    where = given.each("abc")
    if not where and not given.first("hjp"):
        return None
    library = (given.first("b") if given.first("c") else "") or given.first("a") or given.first("b")
    rest = [place for place in where if place != library and (place != given.first("a") or not given.first("c"))]
    items = tuple(ItemRecord(barcode=v, at=given.at) for v in given.each("p"))
    holding = HoldingRecord(
        library=library,
        location=" ".join(rest),
        call_number=call_number(given, "khijlm"),
        scheme=_SCHEMES.get(given.mark1, given.first("2")),
        note=given.joined("z", by="; "),
        items=items,
        at=given.at,
    )
    given.draft.add("shelved", Shelved(holding=holding, link=given.first("8").partition(".")[0] or given.first("0"), at=given.at))
    return ()


def coverage(given: Given) -> Reading:
    """866-868: the text of what is held."""
    words = given.joined("az", by=" ").strip()
    if not words:
        return None
    given.draft.add("shelved", Covered(words=words, link=given.first("8").partition(".")[0] or given.first("0"), at=given.at))
    return ()


def enumeration(given: Given) -> Reading:
    """863-865: numbering and years without their captions: "84:4 (2008/11/15)"."""
    numbers, years = ":".join(given.each("abcdef")), "/".join(given.each("ijklm"))
    words = f"{numbers} ({years})" if numbers and years else numbers or years
    if not words:
        return None
    given.draft.add("shelved", Covered(words=words, link=given.first("8").partition(".")[0], at=given.at))
    return ()


def available(given: Given) -> Reading:
    """AVA (Alma): a holding with its place in words, call number, state and what is held."""
    holding = HoldingRecord(
        library=given.first("q") or given.first("b"),
        location=given.first("c") or given.first("j"),
        call_number=" ".join(given.first("d").split()),
        scheme=_SCHEMES.get(given.first("k"), ""),
        coverage=tuple(given.each("tv")),
        note=given.first("e"),
        at=given.at,
    )
    if not (holding.library or holding.location or holding.call_number):
        return None
    given.draft.add("shelved", Shelved(holding=holding, link=given.first("8")))
    return ()


def available_online(given: Given) -> Reading:
    """AVE (Alma): an electronic portfolio: its address, and the collection that holds it."""
    url = given.first("u")
    if url.startswith(("http://", "https://")):
        return Access(url=url, kind=AccessKind.RESOURCE, label=given.first("tm"), note=given.joined("s", by="; "), at=given.at)
    holding = HoldingRecord(
        location=given.first("m") or given.first("t"), coverage=tuple(given.each("s")), note=given.first("e"), at=given.at
    )
    if holding.location or holding.coverage:
        given.draft.add("shelved", Shelved(holding=holding, link=given.first("8")))
        return ()
    return None
