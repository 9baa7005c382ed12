"""Which edition goes into which export file, and the files themselves."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from . import damage, papers
from .citations import MAPPING, bibtex, ebooks, ris, table
from .cnmarc import Cnmarc
from .facts import Edition, Facts
from .marc21 import Marc21
from .scripts import script
from .thesaurus import turtle
from .unimarc import Unimarc

FILES = Path(__file__).parents[2] / "src/lantai/demo/files"
NAMES = {
    "main": "main-library-marc21.mrc.gz",
    "eastasia": "east-asian-marc21.mrc",
    "cnmarc": "chinese-books-cnmarc-gbk.iso",
    "unimarc": "romance-languages-unimarc.mrc",
    "marcxml": "arabic-persian-hebrew-marc21.xml.gz",
    "ris": "articles.ris",
    "bibtex": "science-classics.bib",
    "ebooks": "ebooks-zh.csv",
    "papers": "open-papers.jsonl",
    "made_up": "made-up-papers.jsonl",
}
THESAURUS = "subjects.ttl"
SOURCES = {
    "main": "Main library",
    "eastasia": "East Asian room",
    "cnmarc": "Chinese books",
    "unimarc": "Romance languages",
    "marcxml": "Arabic and Persian room",
    "ris": "Articles",
    "bibtex": "Science classics",
    "ebooks": "E-books",
    "papers": "Open papers",
    "made_up": "Made-up papers",
}
"""Shelf -> what its records' source is called in the library."""
BY_LANGUAGE = {
    "zh-Hans": "cnmarc", "zh-Hant": "eastasia", "ja": "eastasia", "ko": "eastasia", "vi": "eastasia", "mn": "eastasia",
    "fr": "unimarc", "it": "unimarc", "es": "unimarc", "pt": "unimarc", "ca": "unimarc", "ro": "unimarc", "eu": "unimarc",
    "ar": "marcxml", "fa": "marcxml", "he": "marcxml", "ur": "marcxml", "yi": "marcxml", "tr": "marcxml",
}  # fmt: skip
GUTENBERG = "https://www.gutenberg.org/ebooks/"


def build(facts: Facts) -> dict[str, bytes]:
    """Return the files by name."""
    shelves = sort(facts)
    marc21, cnmarc, unimarc = Marc21(facts), Cnmarc(facts), Unimarc(facts)
    rows = {
        "main": [marc21.record(e).to_bytes() for e in shelves["main"]],
        "eastasia": [marc21.record(e).to_bytes() for e in shelves["eastasia"]],
        "cnmarc": [cnmarc.record(e).to_bytes("gb18030") + b"\r\n" for e in shelves["cnmarc"]],
        "unimarc": [unimarc.record(e).to_bytes() for e in shelves["unimarc"]],
        "marcxml": [(marc21.record(e).to_xml() + "\n").encode() for e in shelves["marcxml"]],
        "ris": [ris(e).encode() for e in shelves["ris"]],
        "bibtex": [bibtex(e).encode() for e in shelves["bibtex"]],
        "ebooks": [line.encode() for line in table(ebooks(shelves["ebooks"], facts)).splitlines(keepends=True)],
    }
    harmed = damage.spread(rows)
    rows |= {"papers": papers.real(), "made_up": papers.made_up()}
    files = {NAMES[name]: _packed(NAMES[name], _whole(name, part)) for name, part in rows.items()}
    files["ebooks-zh.mapping.json"] = (json.dumps(MAPPING, ensure_ascii=False, indent=2) + "\n").encode()
    files[THESAURUS] = turtle().encode()
    files["manifest.json"] = _manifest(facts, rows, harmed)
    return files


def sort(facts: Facts) -> dict[str, list[Edition]]:
    """Return the editions by file; public-domain e-books are editions of their own, numbered after all others."""
    shelves: dict[str, list[Edition]] = {name: [] for name in NAMES}
    for edition in facts.editions():
        if edition.file == "bibtex" and not edition.title.latin:
            edition.file = ""
        edition.file = edition.file or BY_LANGUAGE.get(edition.lang, "main")
        shelves[edition.file].append(edition)
        if number := edition.extra("pg"):
            extras = {"url": GUTENBERG + number}
            shelves["ebooks"].append(
                replace(edition, year="", place="", publisher="Project Gutenberg", extras=extras, file="ebooks")
            )
    return shelves


def counts(facts: Facts, files: dict[str, bytes]) -> Iterator[str]:
    """Yield what the library holds, a line a figure."""
    said = json.loads(files["manifest.json"])
    yield f"papers {said['papers']}"
    yield f"works {said['works']}, editions {said['editions']}, languages {said['languages']}, scripts {said['scripts']}"
    yield from (
        f"{name}: {len(data):,} bytes, {said['files'].get(name, {}).get('rows', '-')} rows"
        for name, data in sorted(files.items())
    )
    yield f"together {sum(map(len, files.values())):,} bytes"


def _whole(name: str, rows: list[bytes]) -> bytes:
    body = b"".join(rows)
    if name == "marcxml":
        head = b'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
        return head + body + b"</collection>\n"
    return (b"\xef\xbb\xbf" + body) if name == "ebooks" else body


def _packed(name: str, data: bytes) -> bytes:
    """Return the bytes as they lie in the folder: the two large files are packed, without a date."""
    return gzip.compress(data, mtime=0) if name.endswith(".gz") else data


def _manifest(facts: Facts, rows: dict[str, list[bytes]], harmed: list[tuple[str, int, damage.Damage]]) -> bytes:
    editions = list(facts.editions())
    headings = {"ebooks": 1}
    files = {NAMES[shelf]: {"source": SOURCES[shelf], "rows": len(part) - headings.get(shelf, 0)} for shelf, part in rows.items()}
    languages = sorted({e.lang.split("-")[0] for e in editions})
    said = {
        "works": len({w.number for w in facts.works if w.editions}),
        "editions": len(editions),
        "languages": len(languages),
        "scripts": len({_script(e) for e in editions}),
        "papers": len(rows["papers"]) + len(rows["made_up"]),
        "refused": sum(d.outcome == "refused" for _, _, d in harmed),
        "files": files,
        "thesaurus": THESAURUS,
        "damaged": [
            {"file": NAMES[shelf], "row": row - headings.get(shelf, 0), "what": d.what, "outcome": d.outcome}
            for shelf, row, d in harmed
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _script(edition: Edition) -> str:
    kind = script(edition.title.native)
    if edition.lang in {"zh-Hans", "zh-Hant"}:
        return edition.lang
    return "Jpan" if edition.lang == "ja" else kind
