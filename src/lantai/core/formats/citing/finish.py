"""The last touches on a line: what stands before it, doubled marks, punctuation of the language."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from lantai.core.text.scripts import direction_of_tag, script_of

from .engine import ITALIC, ROMAN
from .styles import Style

_MARKS = f"[{ITALIC}{ROMAN}]*"
_NUMBER = re.compile(r"^(?:\[1\]|1\.)\s*")
_DOUBLED = (
    (re.compile(rf"([?!…])({_MARKS})\.(?=\s|$)"), r"\1\2"),  # "speak?. In" -> "speak? In"
    (re.compile(rf"([?!])({_MARKS}),(?=\s)"), r"\1\2"),
    (re.compile(rf"[.,]({_MARKS}) ?\.(?=\s|$)"), r".\1"),
    (re.compile(r"\. (?=\[Accessed)"), " "),
    (re.compile(r"\s+([.,;])(?=\s|$)"), r"\1"),
    (re.compile(r"\(\s*\)|\[\s*\]"), ""),
    (re.compile(r"\s{2,}"), " "),
)
_IN_QUOTES = (
    (re.compile(rf"([?!.,])({_MARKS})”({_MARKS})[.,]"), r"\1\2”\3"),
    (re.compile(rf"({_MARKS})”({_MARKS})([.,])"), r"\3\1”\2"),
)


_EASTERN = (
    (re.compile(r"卷 (\d+), 期 (\d+)"), r"第\1卷, 第\2期"),
    (re.compile(r"巻 (\d+), 号 (\d+)"), r"第\1巻, 第\2号"),
    (re.compile(r"(?<=[, ])(期|号) (\d+)"), r"第\2\1"),
    (re.compile(r"页 (\w?\d+(?:–\d+)?)"), r"第\1页"),
    (re.compile(r"ページ (\w?\d+(?:–\d+)?)"), r"\1頁"),
    (re.compile(r"编辑 ([^,.]+)"), r"\1编"),
    (re.compile(r"編集者: ([^,.]+)"), r"\1編"),
    (re.compile(r"(?:翻译|译者:?) ([^,.]+)"), r"\1译"),
    (re.compile(r"(?:翻訳者?: ?)([^,.]+)"), r"\1訳"),
    (re.compile(r"(?<=[\u3040-\u9fff]) (等|ほか|他)(?=[.,]|$)"), r"\1"),
    (re.compile(r"\((\d{4}), (\d+月)"), r"(\1年\2"),
    (re.compile(r"\((\d{4}), (\d+월)"), r"(\1년 \2"),
    (re.compile(r"「([^「」]*)「([^「」]*)」([^「」]*)」"), r"「\1『\2』\3」"),
    (re.compile(r"《([^《》]*)《([^《》]*)》([^《》]*)》"), r"《\1〈\2〉\3》"),
)
_ARABIC = (
    (re.compile(rf"(?<=[\u0600-\u06ff»)\d])({_MARKS}), "), r"\1، "),
    (re.compile(rf"(?<=[\u0600-\u06ff»)\d])({_MARKS}); "), r"\1؛ "),
)
_BARE = re.compile(r"[A-Z]{0,2} ?\d[\d ,./-]*[A-Z]?\d?")
_CALLED = {"zh": "专利号", "ja": "特許番号", "ko": "특허번호", "ar": "براءة اختراع رقم", "ru": "Патент №"}
_ISSUED = {"en": ", issued ", "": ", issued ", "fr": ", délivré le ", "zh": ", 公告于 ", "ru": ", опубл. ", "ar": "، صدرت في "}


def finished(line: str, style: Style, item: Mapping[str, Any]) -> str:
    """Return the line of a CSL item as it is read, italics still marked."""
    language = item.get("language", "")
    line = _NUMBER.sub("", line)
    for pattern, better in _DOUBLED:
        line = pattern.sub(better, line)
    if item["type"] == "patent":
        line = _patent(line, item.get("number", ""), language)
    if not style.own_words or language in ("", "en"):
        for pattern, better in _IN_QUOTES:
            line = pattern.sub(better, line)
    elif not style.numbered:
        line = _own(line, language)
    line = line.strip(" ,")
    return f"{line}." if style.name == "iso690" and line[-1:] not in ".?!" else line


def _own(line: str, language: str) -> str:
    """Give a line the punctuation of its language."""
    for pattern, better in _EASTERN:
        line = pattern.sub(better, line)
    if direction_of_tag(language) == "rtl" and script_of(line) == "Arab":
        for pattern, better in _ARABIC:
            line = pattern.sub(better, line)
    return line


def _patent(line: str, number: str, language: str) -> str:
    """Call a patent's number what its language calls it, and once: "Privilege No. 1896" is no "Patent No. Privilege No. 1896"."""
    line = line.replace(", issued ", _ISSUED.get(language, ", "))
    if not number:
        return line
    called = _CALLED.get(language, "") if _BARE.fullmatch(number) else number
    if not called:
        return line
    shown = called if called == number else f"{called} {number}"
    return re.sub(
        rf"[^\s(\[]+ (?:No\.|Nᵒ|Nº|№|n\.?º) {re.escape(number)}|(?<=\. )[^\s(\[.]+ {re.escape(number)}(?=, )", shown, line
    )


def html(line: str) -> str:
    """Return a line as HTML."""
    return escape(line, quote=False).replace(ITALIC, "<i>").replace(ROMAN, "</i>")


def plain(line: str) -> str:
    """Return a line as text."""
    return line.replace(ITALIC, "").replace(ROMAN, "")
