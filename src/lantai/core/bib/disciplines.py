"""Disciplines, the fourteen categories under which universities in China teach and count (学科门类), and which classes belong to each.

Readers' lists of journals and databases are browsed by them, whichever scheme a record is classed by: CLC by its letter, for T by two;
LCC by one letter or two; DDC by its first digits. The longest beginning counts. A class that is no discipline's (Z, A of LCC, 000) has none.
"""

from collections.abc import Iterable

from lantai.core.text.messages import N_

NAMES: dict[str, str] = {
    "01": N_("Philosophy"),
    "02": N_("Economics"),
    "03": N_("Law, politics and society"),
    "04": N_("Education and psychology"),
    "05": N_("Languages and literature"),
    "06": N_("Historical studies"),
    "07": N_("Natural sciences"),
    "08": N_("Engineering"),
    "09": N_("Agriculture"),
    "10": N_("Medicine"),
    "11": N_("Military science"),
    "12": N_("Management and information"),
    "13": N_("Arts"),
    "14": N_("Interdisciplinary studies"),
}

_CLC = {
    "A": "01", "B": "01", "B84": "04", "C": "03", "C8": "02", "C93": "12", "D": "03", "E": "11", "F": "02", "F27": "12", "G": "04",
    "G2": "12", "G25": "12", "H": "05", "I": "05", "J": "13", "K": "06", "K9": "07", "N": "07", "N94": "14", "O": "07", "P": "07", "Q": "07",
    "R": "10", "S": "09", "T": "08", "U": "08", "V": "08", "X": "08", "Z": "",
}  # fmt: skip
_LCC = {
    "A": "", "B": "01", "BF": "04", "C": "06", "D": "06", "E": "06", "F": "06", "G": "07", "GN": "03", "GR": "03", "GT": "03", "GV": "04", "H": "03",
    "HB": "02", "HC": "02", "HD": "02", "HF": "02", "HG": "02", "HJ": "02", "J": "03", "K": "03", "L": "04", "M": "13", "N": "13", "P": "05",
    "Q": "07", "QA76": "08", "QP": "10", "QR": "07", "R": "10", "S": "09", "T": "08", "TR": "13", "TX": "08", "U": "11", "V": "11", "Z": "12",
}  # fmt: skip
_DDC = {
    "0": "", "004": "08", "005": "08", "006": "08", "02": "12", "1": "01", "15": "04", "2": "01", "3": "03", "33": "02", "355": "11", "356": "11",
    "357": "11", "358": "11", "359": "11", "37": "04", "38": "02", "4": "05", "5": "07", "6": "08", "61": "10", "63": "09", "65": "12", "7": "13",
    "796": "04", "8": "05", "9": "06", "91": "07",
}  # fmt: skip
_TABLES = {"clc": _CLC, "lcc": _LCC, "ddc": _DDC}


def disciplines(classes: Iterable[tuple[str, str]]) -> list[str]:
    """Return the codes of the disciplines that classes belong to, in the order of the classes, each once; ``classes``: scheme, number."""
    found = (_of(scheme, number.strip().upper()) for scheme, number in classes)
    return list(dict.fromkeys(code for code in found if code))


def is_discipline(code: str) -> bool:
    """Say whether there is a discipline of that code."""
    return code in NAMES


def _of(scheme: str, number: str) -> str:
    table = _TABLES.get(scheme, {})
    for length in range(min(len(number), 4), 0, -1):
        if number[:length] in table:
            return table[number[:length]]
    return ""
