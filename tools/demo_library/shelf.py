"""Where the demo library keeps each edition: room, call number and barcodes; the library's own inventions, always the same."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from .facts import Edition

ROOM_OF_FILE = {"cnmarc": "EAR", "unimarc": "ROM", "marcxml": "APR", "bibtex": "SCI", "ebooks": "ONLINE"}


@dataclass(frozen=True)
class Copy:
    """One physical piece."""

    barcode: str
    room: str
    number: int


def letters(edition: Edition) -> str:
    """Return the three letters after the class: of the first author, else of the title."""
    work = edition.work
    word = work.authors[0].heading if work.authors else edition.title.roman
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if c.isascii() and c.isalpha())
    return plain[:3].upper()


def ddc_call_number(edition: Edition) -> tuple[str, str]:
    """Return class and book number, as on the spine of the main library's books."""
    work = edition.work
    item = letters(edition) + (f" {edition.year[:4]}" if edition.year else "")
    return work.extras.get("ddc") or work.group.ddc, item


def clc_call_number(edition: Edition) -> tuple[str, str]:
    """Return class and book number as Chinese libraries write them; the book number counts works, after = editions."""
    work = edition.work
    which = work.editions.index(edition)
    return work.extras.get("clc") or work.group.clc, f"{work.number}" + (f"={which + 1}" if which else "")


def room(edition: Edition) -> str:
    """Return the code of the room."""
    if said := edition.extra("room") or edition.work.extras.get("room"):
        return said
    lang = edition.lang.split("-")[0]
    if edition.year[:4].isdigit() and int(edition.year[:4]) < 1850:
        return "RARE"
    if edition.work.group.key == "law":
        return "LAW"
    by_language = {"ja": "EAR", "ko": "EAR", "zh": "EAR", "ar": "APR", "fa": "APR", "he": "APR", "ur": "APR", "yi": "APR"}
    return by_language.get(lang) or ROOM_OF_FILE.get(edition.file, "MAIN")


def copies(edition: Edition) -> list[Copy]:
    """Return one to three copies, the second and third perhaps in the closed stacks; none of what is online."""
    place = room(edition)
    if place == "ONLINE":
        return []
    draw = sha256(f"{edition.number}".encode()).digest()[0]
    count = 1 if place == "RARE" or draw < 170 else 2 if draw < 235 else 3
    rooms = [place, place if draw % 2 else "STORE", "STORE"]
    return [Copy(f"DEMO{edition.number * 10 + n:06d}", rooms[n], n + 1) for n in range(count)]
