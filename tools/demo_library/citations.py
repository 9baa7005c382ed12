"""Editions as RIS and BibTeX, and the e-books as a table with Chinese headings."""

import csv
import io
import re

from .facts import Edition, Facts
from .shelf import ddc_call_number
from .tables import LANGUAGES, LIBRARY, marc_language

TEX = {
    "ä": '{\\"a}',
    "ö": '{\\"o}',
    "ü": '{\\"u}',
    "é": "{\\'e}",
    "è": "{\\`e}",
    "Ü": '{\\"U}',
    "ß": "{\\ss}",
    "ç": "{\\c c}",
    "&": "\\&",
}
HEADINGS = ["书名", "副题名", "责任者", "译者", "出版者", "出版年", "语种", "原书名", "分类号", "主题词", "馆藏地", "链接"]
MAPPING = {
    "书名": "title",
    "副题名": "title.rest",
    "责任者": "creator",
    "译者": "creator[trl]",
    "出版者": "publisher",
    "出版年": "date",
    "语种": "language",
    "原书名": "title.original",
    "分类号": "class[clc]",
    "主题词": "subject",
    "馆藏地": "holding.location",
    "链接": "url",
}


def ris(edition: Edition) -> str:
    """Return one RIS entry with its empty line."""
    e, w = edition, edition.work
    title, rest = e.title.split()
    first, _, last = e.extra("p").partition("-")
    lines = [("TY", e.extra("k") or ("JOUR" if e.extra("j") else "BOOK")), ("ID", f"ldl-ris-{e.number}")]
    lines += [("AU", a.heading) for a in w.authors]
    lines += [("TI", title.native + (f": {rest.native}" if rest.native else "")), ("T2", e.extra("j"))]
    lines += [
        ("VL", e.extra("v")),
        ("IS", e.extra("n")),
        ("SP", first),
        ("EP", last),
        ("PY", e.year),
        ("CY", e.place),
        ("PB", e.publisher),
    ]
    lines += [("DO", e.extra("doi")), ("SN", e.extra("issn")), ("LA", marc_language(e.lang)), ("UR", e.extra("url"))]
    lines += [("KW", heading) for heading in (*filter(None, w.extras.get("s", "").split(";")), *w.group.lcsh)]
    lines += [("N1", e.extra("note")), ("CN", " ".join(ddc_call_number(e)) if not e.extra("j") else "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def bibtex(edition: Edition) -> str:
    """Return one BibTeX entry; accents as commands where BibTeX users write them so."""
    e, w = edition, edition.work
    title, rest = e.title.split()
    people = {role: [p.heading for r, p in e.people if r == role] for role in ("trl", "edt")}
    authors = [f"{{{a.heading}}}" if a.body else a.heading for a in w.authors]
    said = {
        "author": " and ".join(authors),
        "title": "{" + title.native + (": " + rest.native if rest.native else "") + "}",
        "translator": " and ".join(people["trl"]),
        "editor": " and ".join(people["edt"]),
        "origtitle": w.title.native if e.translated else "",
        "journal": e.extra("j"),
        "volume": e.extra("v"),
        "number": e.extra("n"),
        "pages": e.extra("p").replace("-", "--"),
        "publisher": e.publisher,
        "address": e.place,
        "year": e.year.replace("-", "--"),
        "language": LANGUAGES[e.lang.split("-")[0]][1].lower(),
        "doi": e.extra("doi"),
        "note": e.extra("note"),
        "keywords": ", ".join(w.group.lcsh),
        "library": f"{LIBRARY}, Science Branch, " + " ".join(ddc_call_number(e)),
    }
    kind = "article" if e.extra("j") else "book"
    lines = [f"  {name} = {{{_tex(value) if name != 'doi' else value}}}," for name, value in said.items() if value]
    return f"@{kind}{{{_key(edition)},\n" + "\n".join(lines) + "\n}\n\n"


def ebooks(editions: list[Edition], facts: Facts) -> list[list[str]]:
    """Return the rows of the e-book table, without its headings."""
    rows = []
    for e in editions:
        title, rest = e.title.split()
        w = e.work
        authors = "; ".join(a.form(e.lang) or a.heading for a in w.authors)
        translators = "; ".join(p.form(e.lang) or p.heading for r, p in e.people if r == "trl")
        original = w.title.split()[0].native if e.translated else ""
        clc, topics = w.extras.get("clc") or w.group.clc, w.extras.get("z") or ";".join(w.group.cct)
        rows.append(
            [
                title.native,
                rest.native,
                authors,
                translators,
                e.publisher,
                e.year,
                marc_language(e.lang),
                original,
                clc,
                topics,
                "电子书",
                e.extra("url"),
            ]
        )
    return rows


def table(rows: list[list[str]]) -> str:
    """Return the rows with their headings as CSV with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([HEADINGS, *rows])
    return out.getvalue()


def _tex(text: str) -> str:
    return "".join(TEX.get(c, c) for c in text)


def _key(edition: Edition) -> str:
    word = edition.work.authors[0].heading if edition.work.authors else edition.title.roman
    name = re.sub(r"[^a-z]", "", word.split(",")[0].lower())
    return f"{name or 'anonymous'}{edition.year[:4]}n{edition.number}"
