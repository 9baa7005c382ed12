"""Fields as every carrier but ISO 2709 gives them, brought into shape: tags of three, two indicators, coded subfields.

What does not fit is mended so that no words are lost, and said.
"""

import re
import unicodedata
from collections.abc import Sequence

from lantai.core.bib.record import Repair
from lantai.core.formats.marc.fields import Field
from lantai.core.text.messages import N_

_BLANKS = str.maketrans("#\\_^", "    ")
_BREAK = re.compile(r"[ \t]*[\r\n]\s*")


def one_line(text: str) -> str:
    """Return the text on one line, composed (NFC): carriers that are indented break lines inside values."""
    if "\n" in text or "\r" in text:
        text = _BREAK.sub(" ", text.strip("\r\n\t") if text.strip() else "").strip()
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def leader_of(text: str, repairs: list[Repair]) -> str:
    """Return a leader of 24 characters."""
    text = text.replace("\n", " ").replace("^", " ")
    if not 20 <= len(text) <= 24:  # blanks at its end are often cut off
        repairs.append(Repair(code="leader", detail=N_("the leader has not 24 characters")))
    return text[:24].ljust(24)


def tag_of(text: str, repairs: list[Repair]) -> str:
    """Return a tag of three characters; leading zeros may have been lost."""
    tag = text.strip()
    if len(tag) < 3 and tag.isdigit():
        repairs.append(Repair(code="tag", detail=N_("leading zeros of a tag were lost"), at=tag.zfill(3)))
        return tag.zfill(3)
    return tag


def control_field(tag: str, value: str) -> Field:
    """Return a field without subfields."""
    return Field(tag, value)


def data_field(tag: str, marks: Sequence[str], parts: Sequence[tuple[str, str]], loose: str, repairs: list[Repair]) -> Field:
    """Return a field with two indicators; ``loose`` is text outside any subfield, ``parts`` the subfields."""
    ind = "".join(marks)
    if len(ind) != 2 or len(marks) != 2 or not ind.isalnum():
        ind = "".join(mark[:1] or " " for mark in (*marks, " ", " ")[:2]).translate(_BLANKS)
        if any(len(mark) > 1 for mark in marks):
            repairs.append(Repair(code="indicators", detail=N_("not two indicators"), at=tag))
    lost = [value for code, value in parts if len(code) != 1 or code == " "]
    if not lost and not loose:
        return Field(tag, "", ind, tuple(parts))
    kept = [(code.strip()[:1], value) for code, value in parts if code.strip()]
    lost = [value for code, value in parts if not code.strip()] + ([loose] if loose.strip() else [])
    if lost:
        repairs.append(Repair(code="subfields", detail=N_("a subfield without code"), at=tag))
    return Field(tag, "", ind, (*(("a", value) for value in lost), *kept))
