"""Editions as MARC 21 with AACR2 punctuation and paired 880 fields, as an American library exports them."""

import re

from .facts import Edition, Facts, Person, Phrase
from .iso2709 import Record, Subfields
from .scripts import script
from .shelf import copies, ddc_call_number, room
from .tables import (
    AGENCY,
    EDITED_BY,
    LANGUAGES,
    LIBRARY,
    RIGHT_TO_LEFT,
    ROOMS,
    SCRIPT_MARKS,
    TRANSLATED_BY,
    WRITTEN_BY,
    marc_language,
)

ARTICLES = {
    "en": ("The ", "A ", "An "), "fr": ("Le ", "La ", "Les ", "L'", "Un ", "Une "), "de": ("Der ", "Die ", "Das ", "Ein ", "Eine "),
    "es": ("El ", "La ", "Los ", "Las ", "Un ", "Una "), "it": ("Il ", "La ", "Lo ", "L'", "I ", "Gli ", "Le ", "Un ", "Una "),
    "pt": ("O ", "A ", "Os ", "As "), "nl": ("De ", "Het ", "Een "), "hu": ("A ", "Az "), "ca": ("El ", "La ", "L'", "Els "),
    "sv": ("En ", "Ett "), "da": ("En ", "Et "), "no": ("En ", "Et "), "ar": ("al-",), "he": ("Ha-",),
}  # fmt: skip
PLACES = {"China", "Japan", "India", "Spain", "France", "Russia", "Germany", "England", "Arab countries", "United States", "Ireland",
          "Korea", "Vietnam", "Italy", "Latin America", "Colombia", "Mexico", "Egypt", "Turkey", "Iran", "Europe", "Great Britain"}  # fmt: skip
FORMS = {
    "Fiction",
    "Poetry",
    "Drama",
    "Sources",
    "Juvenile fiction",
    "Early works to 1800",
    "Dictionaries",
    "Handbooks, manuals, etc",
    "Biography",
}
ROLE_WORDS = {"trl": "translator", "edt": "editor", "com": "compiler", "ill": "illustrator", "aut": "author", "ann": "annotator"}


class Marc21:
    """Writes one edition after another; ``facts`` for places and readings."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def record(self, edition: Edition) -> Record:
        """Return the whole record."""
        self.edition, self.work = edition, edition.work
        self.pairs: list[tuple[str, Subfields]] = []
        self.out = Record("00000nam a2200000 a 4500")
        self._control()
        self._identifiers()
        self._classes()
        self._main_entry()
        self._titles()
        self._imprint()
        self._notes()
        self._subjects()
        self._added_entries()
        self._copies()
        for ind, subfields in self.pairs:
            self.out.add("880", ind, *subfields)
        return self.out

    def _paired(self, tag: str, ind: str, roman: Subfields, native: Subfields) -> None:
        """Add the field in Latin letters and, where the words have another script, its 880."""
        words = "".join(v for _, v in native)
        kind = script(words)
        if kind == "Latn":
            self.out.add(tag, ind, *roman)
            return
        number = len(self.pairs) + 1
        mark = SCRIPT_MARKS.get(kind, "")
        link = f"{tag}-{number:02d}" + (f"/{mark}" if mark else "") + ("/r" if kind in RIGHT_TO_LEFT else "")
        self.out.add(tag, ind, ("6", f"880-{number:02d}"), *roman)
        self.pairs.append((ind, [("6", link), *native]))

    def _control(self) -> None:
        e = self.edition
        self.out.control("001", f"ldl{e.number:06d}")
        self.out.control("003", AGENCY)
        self.out.control("005", "20261101080000.0")
        first, _, last = e.year.partition("-")
        kind, dates = ("m", first + last) if last else ("s", first + "    ") if first else ("n", "uuuuuuuu")
        country = self.facts.places.get(e.place, ["xx"])[0].ljust(3)
        self.out.control(
            "008",
            f"261101{kind}{dates}{country}{'':11}000 {'1' if e.work.group.genre == 'Novels' else '0'} {marc_language(e.lang)} d",
        )

    def _identifiers(self) -> None:
        e = self.edition
        self.out.add("010", "##", ("a", e.extra("lccn")))
        self.out.add("020", "##", ("a", e.extra("isbn")))
        self.out.add("040", "##", ("a", AGENCY), ("b", "eng"), ("c", AGENCY))
        if e.translated:
            middle = e.extra("from")
            self.out.add(
                "041",
                "1#",
                ("a", marc_language(e.lang)),
                ("k", marc_language(middle) if middle else ""),
                ("h", marc_language(self.work.lang)),
            )

    def _classes(self) -> None:
        w = self.work
        number, item = ddc_call_number(self.edition)
        self.out.add("050", "#4", ("a", w.extras.get("lcc") or w.group.lcc))
        self.out.add("082", "04", ("a", number), ("2", "23"))
        self.out.add("090", "##", ("a", number), ("b", item))

    def _agent(self, tag: str, person: Person, tail: Subfields) -> None:
        native = person.form(self.edition.lang)
        if script(native) not in _scripts(self.edition.title.native):
            native = ""
        if person.body:
            self._paired(tag.replace("00", "10"), "2#", [("a", person.heading), *tail], [("a", native)] if native else [])
            return
        ind = ("1" if "," in person.heading else "0") + "#"
        dates = [("d", person.dates)] if person.dates else []
        name = person.heading + ("," if dates or tail else "")
        self._paired(tag, ind, [("a", name), *dates, *tail], [("a", native), *dates] if native else [])

    def _main_entry(self) -> None:
        w, e = self.work, self.edition
        if w.authors:
            self._agent("100", w.authors[0], [])
        if w.authors and (e.translated or e.title.split()[0].roman != w.uniform):
            self.out.add("240", "10", ("a", w.uniform + ("." if e.translated else "")), ("l", self._language_name()))
        elif not w.authors and w.group.key not in {"linguistics", "lis"}:
            self.out.add("130", "0#", ("a", w.uniform + ("." if e.translated else "")), ("l", self._language_name()))

    def _language_name(self) -> str:
        return LANGUAGES[self.edition.lang.split("-")[0]][1] if self.edition.translated else ""

    def _titles(self) -> None:
        e = self.edition
        title, rest = e.title.split()
        roman_by, native_by = self._statement(native=False), self._statement(native=True)
        skip = next((len(a) for a in ARTICLES.get(e.lang.split("-")[0], ()) if title.roman.startswith(a)), 0)
        ind = ("1" if self.work.authors else "0") + str(skip)
        self._paired("245", ind, _isbd(title.roman, rest.roman, roman_by), _isbd(title.native, rest.native, native_by))
        of_work = self.work.extras.get("alt", "") if e.extras is not self.work.extras else ""
        for other in filter(None, (*e.extra("alt").split(";"), *of_work.split(";"))):
            phrase = self.facts.phrase(other, "ru" if script(other) == "Cyrl" else self.work.lang)
            self._paired("246", "3#", [("a", phrase.roman)], [("a", phrase.native)])

    def _statement(self, *, native: bool) -> str:
        lang = self.edition.lang.split("-")[0]
        authors = self._names(self.work.authors, native=native)
        said = [_words(WRITTEN_BY, lang, authors, native=native)] if authors else []
        for role, words in (("trl", TRANSLATED_BY), ("edt", EDITED_BY)):
            if names := self._names([p for r, p in self.edition.people if r == role], native=native):
                said.append(_words(words, lang, names, native=native))
        return " ; ".join(said)

    def _names(self, people: list[Person], *, native: bool) -> str:
        if not native:
            return ", ".join(_direct(p.heading) for p in people)
        forms = [p.form(self.edition.lang) for p in people]
        return ", ".join(_direct(form) for form in forms if script(form) in _scripts(self.edition.title.native))

    def _imprint(self) -> None:
        e = self.edition
        place = (
            self.facts.phrase(e.place, e.lang)
            if not self.facts.places.get(e.place)
            else Phrase(e.place, self.facts.places[e.place][2])
        )
        publisher = self.facts.phrase(e.publisher, e.lang) if e.publisher else Phrase("", "")
        date = [("c", e.year)] if e.year else []
        native = place.native + publisher.native
        fields = [_published(p, q, date) for p, q in ((place.roman, publisher.roman), (place.native, publisher.native))]
        self._paired("260", "##", fields[0], fields[1] if native else [])
        if series := e.extra("series"):
            phrase = self.facts.phrase(series, e.lang)
            self._paired("490", "0#", [("a", phrase.roman)], [("a", phrase.native)])

    def _notes(self) -> None:
        e = self.edition
        if note := e.extra("note"):
            self.out.add("500", "##", ("a", note + "."))
        if e.translated:
            via = e.extra("from")
            through = f" by way of the {LANGUAGES[via][1]} translation" if via else ""
            self.out.add("546", "##", ("a", f"Translated from the {LANGUAGES[self.work.lang.split('-')[0]][1]}{through}."))

    def _subjects(self) -> None:
        w = self.work
        for heading in dict.fromkeys((*_split(w.extras.get("s", "")), *w.group.lcsh)):
            first, *others = heading.split("--")
            if ". " in first:
                self.out.add("600", "10", *_work_as_subject(first))
                continue
            tag = "651" if first in PLACES or first.endswith(("Empire", "Asia")) else "650"
            self.out.add(tag, "#0", ("a", first), *((_subdivision(o), o) for o in others))
        if w.group.genre:
            self.out.add("655", "#7", ("a", w.group.genre + "."), ("2", "lcgft"))

    def _added_entries(self) -> None:
        e, w = self.edition, self.work
        for person in w.authors[1:]:
            self._agent("700", person, [("e", "author."), ("4", "aut")])
        for role, person in e.people:
            self._agent("700", person, [("e", ROLE_WORDS[role] + "."), ("4", role)])
        if e.translated:
            author = w.authors[0] if w.authors else None
            name = f"{author.heading}, {author.dates}".rstrip(", ") if author else ""
            title, own = w.title.split()[0], author.form("") if author else ""
            self._paired("765", "0#", [("a", name), ("t", title.roman)], [("a", own), ("t", title.native)])

    def _copies(self) -> None:
        number, item = ddc_call_number(self.edition)
        for copy in copies(self.edition):
            place = ROOMS[copy.room][0]
            self.out.add(
                "852",
                "1#",
                ("a", LIBRARY),
                ("b", place),
                ("h", number),
                ("i", item),
                ("p", copy.barcode),
                ("t", str(copy.number)),
            )
        if room(self.edition) == "ONLINE":
            self.out.add("852", "##", ("a", LIBRARY), ("b", ROOMS["ONLINE"][0]))
        self.out.add("856", "40", ("u", self.edition.extra("url")))


def _isbd(title: str, rest: str, by: str) -> Subfields:
    fields = [("a", title), ("b", rest), ("c", by)]
    said = [(code, value) for code, value in fields if value]
    marks = {"b": " :", "c": " /"}
    ends = [marks.get(code, "") for code, _ in said[1:]] + ["." if by else ""]
    return [(code, value + end) for (code, value), end in zip(said, ends, strict=True)]


def _published(place: str, publisher: str, date: Subfields) -> Subfields:
    place = place + " :" if place and publisher else place + "," if place and date else place
    return [("a", place), ("b", publisher + "," if publisher and date else publisher), *date]


def _words(table: dict[str, str], lang: str, names: str, *, native: bool) -> str:
    pattern = table.get(lang, "{}")
    return pattern.format(names) if native or script(pattern) == "Latn" else names


def _direct(heading: str) -> str:
    """Return "Miguel de Cervantes" for "Cervantes, Miguel de"; a name without comma as it is."""
    family, comma, given = heading.replace("،", ",").partition(", ")
    return f"{given} {family}" if comma else heading


def _subdivision(text: str) -> str:
    if text in FORMS:
        return "v"
    return "z" if text in PLACES else "y" if re.search(r"\d", text) else "x"


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _scripts(text: str) -> set[str]:
    """Return the scripts that words beside this text may have: names in Han stand beside kana."""
    kind = script(text)
    return {"Hani", "Kana"} if kind in {"Hani", "Kana"} else {kind} - {"Latn"}


def _work_as_subject(heading: str) -> list[tuple[str, str]]:
    """Return the subfields of "Cao, Xueqin, 1715?-1763. Hong lou meng": a work that another is about."""
    author, _, title = heading.partition(". ")
    name, _, dates = author.rpartition(", ")
    return [("a", name + ","), ("d", dates + "."), ("t", title)]
