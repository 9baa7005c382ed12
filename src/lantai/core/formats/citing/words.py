"""Words that records write out and styles want as numbers or codes: editions, degrees, the type marks of GB/T 7714."""

import re
from typing import NamedTuple

from lantai.core.bib.record import Kind

_HAN_DIGITS = {character: n for n, character in enumerate("一二三四五六七八九十", start=1)}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "الأولى": 1, "الاولى": 1, "الثانية": 2, "الثالثة": 3, "الرابعة": 4, "الخامسة": 5, "السادسة": 6, "السابعة": 7, "الثامنة": 8,
    "التاسعة": 9, "العاشرة": 10,
    "première": 1, "deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5,
    "первое": 1, "второе": 2, "третье": 3, "четвертое": 4, "пятое": 5,
}  # fmt: skip
_EDITION = re.compile(
    r"(?:第\s*(?P<han>\d+|[一二三四五六七八九十])\s*版|(?:ط\.?|الطبعة|طبعة)\s*(?P<arabic>\d+|\w+)|"
    r"(?P<number>\d+)\s*(?:st|nd|rd|th|a|ª|o|º|e|ème|eme|er|ère|\.)?(?:-?[а-я]{1,2})?\s*(?:ed|edn|edition|éd|édition|édit|изд|издание|aufl|auflage|ausg|"
    r"ed|edición|edição|edizione|wyd|vyd|版)\.?|(?P<word>\w+)\s+(?:ed|edition|éd|édition|изд|издание)\.?)",
    re.I,
)


def edition(statement: str, language: str) -> str:
    """Return an edition as a number where styles have words for it ("3" in English), else in its own words; "" for the first."""
    words = statement.strip(" ,;/")
    found = _EDITION.fullmatch(words)
    if found is None:
        return words
    said = next((value for value in found.groups() if value), "").casefold()
    number = int(said) if said.isdecimal() else _HAN_DIGITS.get(said) or _ORDINALS.get(said) or 0
    if number == 0:
        return words
    if number == 1:
        return ""
    return str(number) if language.split("-")[0] == "en" else words


def short_edition(words: str) -> str:
    """Return a Chinese edition as GB/T 7714 wants it: 第2版 is 2版."""
    found = re.fullmatch(r"第\s*(\d+|[一二三四五六七八九十])\s*版", words)
    return f"{_HAN_DIGITS.get(found[1], found[1])}版" if found else words


class Degree(NamedTuple):
    """What a thesis was written for: the words for it in the language of the thesis, and where."""

    words: str
    school: str


_LEVELS = (
    ("doctor", re.compile(r"ph\.?\s?d|d\.?\s?phil|doctor|doktor|doctora|sc\.?\s?d|博士|докт|دكتور|dissertation|habilitation", re.I)),
    ("master", re.compile(r"m\.?\s?a\b|m\.?\s?sc?\b|m\.?\s?phil|m\.?\s?ed|m\.?\s?ba|master|magist|硕士|碩士|修士|магист|ماجستير|maestr|mestrado|laurea", re.I)),
    ("bachelor", re.compile(r"b\.?\s?a\b|b\.?\s?sc?\b|bachelor|licence|学士|學士|бакалавр|بكالوريوس|licenciat", re.I)),
)  # fmt: skip
_DEGREES = {
    "en": {"doctor": "Doctoral dissertation", "master": "Master’s thesis", "bachelor": "Bachelor’s thesis", "": "Thesis"},
    "zh": {"doctor": "博士学位论文", "master": "硕士学位论文", "bachelor": "学士学位论文", "": "学位论文"},
    "zh-Hant": {"doctor": "博士論文", "master": "碩士論文", "bachelor": "學士論文", "": "學位論文"},
    "ja": {"doctor": "博士論文", "master": "修士論文", "bachelor": "卒業論文", "": "学位論文"},
    "ar": {"doctor": "رسالة دكتوراه", "master": "رسالة ماجستير", "bachelor": "بحث تخرج", "": "رسالة جامعية"},
    "fr": {"doctor": "Thèse de doctorat", "master": "Mémoire de master", "bachelor": "Mémoire de licence", "": "Thèse"},
    "de": {"doctor": "Dissertation", "master": "Masterarbeit", "bachelor": "Bachelorarbeit", "": "Hochschulschrift"},
    "es": {"doctor": "Tesis doctoral", "master": "Tesis de maestría", "bachelor": "Tesis de licenciatura", "": "Tesis"},
    "ru": {"doctor": "Докторская диссертация", "master": "Магистерская диссертация", "bachelor": "Дипломная работа", "": "Диссертация"},
}  # fmt: skip
_CANDIDATE = re.compile(r"канд", re.I)
_SCHOOL = re.compile(
    r"(?:[-–—:]{1,2}|,|،|\(|（|\.)\s*(?P<school>[^-–—:,،()（）]*(?:universi|université|institut|college|school|academ|大学|大學|学院|學院|研究院|"
    r"университет|институт|академия|جامعة|الجامعة|hochschule|école)[^:,،()（）]*?)\s*(?:[,،:.)）]|\s\d{4}|$)",
    re.I,
)


def degree(note: str, language: str) -> Degree:
    """Return what a note such as "Thesis (Ph.D.)--Columbia University, 2003." says; "Thesis" alone where it says nothing."""
    words = _DEGREES.get(language) or _DEGREES.get(language.split("-")[0], _DEGREES["en"])
    level = next((name for name, pattern in _LEVELS if pattern.search(note)), "")
    named = "Кандидатская диссертация" if language.startswith("ru") and _CANDIDATE.search(note) else words[level]
    school = _SCHOOL.search(note)
    return Degree(named, school["school"].strip(" -–—") if school else "")


_MARKS = {
    Kind.BOOK: "M", Kind.CHAPTER: "M", Kind.ARTICLE: "J", Kind.JOURNAL: "J", Kind.NEWSPAPER: "N", Kind.CONFERENCE: "C", Kind.THESIS: "D",
    Kind.REPORT: "R", Kind.STANDARD: "S", Kind.PATENT: "P", Kind.DATABASE: "DB", Kind.DATASET: "DS", Kind.SOFTWARE: "CP", Kind.WEBSITE: "EB",
    Kind.MAP: "CM", Kind.PREPRINT: "A", Kind.MANUSCRIPT: "A", Kind.SERIES: "M",
}  # fmt: skip
_ONLY_ONLINE = {Kind.DATABASE, Kind.WEBSITE}


def type_mark(kind: Kind, *, online: bool, newspaper: bool = False) -> str:
    """Return the mark of GB/T 7714-2015, appendix B: "M", "J/OL", "EB/OL"; "Z" for what the standard has no letter for."""
    letters = "N" if newspaper else _MARKS.get(kind, "Z")
    return f"{letters}/OL" if online or kind in _ONLY_ONLINE else letters
