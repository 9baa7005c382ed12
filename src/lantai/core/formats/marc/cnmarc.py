"""CNMARC as rules: UNIMARC with the habits of Chinese libraries.

Differences: capital codes are pinyin; 701/711 $4 holds words of the title page; 606 is 中国分类主题词表; 690 is 中图法, 692 科图法;
091/092 hold 统一书刊号; 905, 906 and 935 are holdings and pieces.
"""

from collections.abc import Callable

import msgspec

from lantai.core.bib.record import Scheme, SubjectKind

from . import unimarc
from .draft import Draft
from .fields import Field
from .local_items import by_habit, chinese_holding, chinese_item, chinese_items
from .numbers import number
from .rule import Rule
from .subjects import class_number, unimarc_heading

prepare: Callable[[Draft, str, dict[str, list[Field]]], None] = unimarc.prepare
finish: Callable[[Draft, dict[str, list[Field]]], None] = unimarc.finish


def _chinese_heading(tag: str, kind: SubjectKind, words: str = "a", by: str = " ") -> Rule:
    """Take the UNIMARC rule, with 中国分类主题词表 as the scheme of headings that name none."""
    return msgspec.structs.replace(unimarc.RULES[tag], read=unimarc_heading(kind, words=words, by=by, scheme="cct"))


RULES: dict[str, Rule] = {
    **unimarc.RULES,
    "091": Rule(into="identifiers", read=number(Scheme.CN_SERIAL, price="d"), holds="a+ z+ d+", trims=False, says="统一书刊号: CN11-1234/G"),
    "092": Rule(into="identifiers", read=number(Scheme.CN_SERIAL, good="ab", price="d"), whole=True, trims=False, says="统一刊号, order number"),
    "600": _chinese_heading("600", SubjectKind.PERSON, "abcd", ", "),
    "601": _chinese_heading("601", SubjectKind.ORGANIZATION, "ab", ". "),
    "602": _chinese_heading("602", SubjectKind.PERSON),
    "605": _chinese_heading("605", SubjectKind.TITLE),
    "606": _chinese_heading("606", SubjectKind.TOPIC),
    "607": _chinese_heading("607", SubjectKind.PLACE),
    "690": Rule(into="classifications", read=class_number("clc", edition="v"), holds="a+ v", trims=False, says="中图法; $v edition"),
    "692": Rule(into="classifications", read=class_number("cas", edition="v"), holds="a+ v", trims=False, says="科图法; $v edition"),
    "696": Rule(into="classifications", read=class_number("other", edition="v", source="2"), holds="a+ v 2", trims=False, says="other Chinese class"),
    "905": Rule(into="holdings", read=chinese_holding, whole=True, trims=False,
                says="$a library, $b barcodes, $d class, $e book number, $s or $f whole call number"),
    "906": Rule(into="holdings", read=chinese_item, whole=True, trims=False, says="one piece: $b barcode"),
    "935": Rule(into="holdings", read=chinese_items, whole=True, trims=False, says="a run of pieces, where no 906 names them"),
    "995": Rule(into="holdings", read=by_habit("995"), whole=True, trims=False, says="items, where written in the French manner"),
}  # fmt: skip
