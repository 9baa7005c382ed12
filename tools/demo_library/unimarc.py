"""Editions as UNIMARC in the French manner: RAMEAU, 454 and 500 of translations, 995 of copies."""

from .facts import Edition, Facts, Person
from .iso2709 import Record
from .marc21 import ARTICLES
from .scripts import script
from .shelf import copies, ddc_call_number
from .tables import AGENCY, EDITED_BY, LIBRARY, ROOMS, TRANSLATED_BY, marc_language

ROLES = {"aut": "070", "trl": "730", "edt": "340", "com": "220", "ill": "440", "ann": "020"}
SCRIPTS = {
    "Latn": "ba",
    "Cyrl": "ca",
    "Kana": "da",
    "Hani": "ea",
    "Arab": "fa",
    "Grek": "ga",
    "Hebr": "ha",
    "Hang": "ka",
    "Thai": "ia",
    "Deva": "ja",
}
FRENCH = {
    "fr": "français", "it": "italien", "es": "espagnol", "pt": "portugais", "ca": "catalan", "ro": "roumain", "eu": "basque",
}  # fmt: skip


class Unimarc:
    """Writes one edition after another."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def record(self, edition: Edition) -> Record:
        """Return the whole record."""
        self.edition, self.work = edition, edition.work
        self.out = Record("00000nam0 2200000   450 ")
        self._coded()
        self._titles()
        self._linked()
        self._subjects()
        self._agents()
        self._copies()
        return self.out

    def _coded(self) -> None:
        e = self.edition
        self.out.control("001", f"LDR{e.number:06d}")
        self.out.control("005", "20261101080000.0")
        self.out.add("010", "##", ("a", e.extra("isbn")))
        first, _, last = e.year.partition("-")
        kind = "g" if last else "d" if first else "u"
        self.out.add("100", "##", ("a", f"20261101{kind}{first or '    '}{last or '    '}|||y0frey50      ba"))
        middle = e.extra("from")
        if e.translated:
            via = marc_language(middle) if middle else ""
            self.out.add("101", "1#", ("a", marc_language(e.lang)), ("b", via), ("c", marc_language(self.work.lang)))
        else:
            self.out.add("101", "0#", ("a", marc_language(e.lang)))
        country = self.facts.places.get(e.place, ["", ""])[1]
        self.out.add("102", "##", ("a", country.upper()))

    def _titles(self) -> None:
        e = self.edition
        title, rest = e.title.split()
        authors = ", ".join(_direct(p) for p in self.work.authors)
        other = "; ".join(self._statement(role, words) for role, words in (("trl", TRANSLATED_BY), ("edt", EDITED_BY)))
        other = other.strip("; ")
        self.out.add(
            "200",
            "1#",
            ("a", self._sorted(title.native)),
            ("e", rest.native),
            ("f", authors or other),
            ("g", other if authors else ""),
        )
        self.out.add("210", "##", ("a", e.place), ("c", e.publisher), ("d", e.year))
        self.out.add("225", "2#", ("a", e.extra("series")))
        self.out.add("300", "##", ("a", e.extra("note")))

    def _sorted(self, title: str) -> str:
        """Return the title with its article between the marks of what sorting skips."""
        article = next((a for a in ARTICLES.get(self.edition.lang, ()) if title.startswith(a)), "")
        return f"\x88{article}\x89{title[len(article) :]}" if article else title

    def _statement(self, role: str, words: dict[str, str]) -> str:
        names = ", ".join(_direct(person) for r, person in self.edition.people if r == role)
        return words.get(self.edition.lang, "{}").format(names) if names else ""

    def _linked(self) -> None:
        work, e = self.work, self.edition
        title = work.title.split()[0]
        if e.translated:
            author = work.authors[0].heading if work.authors else ""
            if title.latin:
                self.out.add("454", "#|", ("a", author), ("t", title.roman))
            else:
                kind = SCRIPTS.get(script(title.native), "zz")
                self.out.add("454", "#|", ("6", "a01"), ("7", "ba"), ("a", author), ("t", title.roman))
                self.out.add("454", "#|", ("6", "a01"), ("7", kind), ("t", title.native))
        if e.translated or title.roman != e.title.split()[0].roman or not work.authors:
            self.out.add("500", "11", ("a", work.uniform), ("m", FRENCH.get(e.lang, "") if e.translated else ""))
        for other in filter(None, self.edition.extra("alt").split(";")):
            self.out.add("517", "1#", ("a", other.partition(" = ")[0]))

    def _subjects(self) -> None:
        work = self.work
        for heading in dict.fromkeys((*filter(None, work.extras.get("r", "").split(";")), *work.group.rameau)):
            first, *others = heading.split("--")
            marked = [
                ("z" if "siècle" in o or o[-1:].isdigit() else "y" if o[:1].isupper() and o not in PLAIN else "x", o)
                for o in others
            ]
            self.out.add("606", "##", ("a", first), *marked, ("2", "rameau"))
        self.out.add("676", "##", ("a", work.extras.get("ddc") or work.group.ddc), ("v", "23"))

    def _agents(self) -> None:
        for place, person in enumerate(self.work.authors):
            self._agent("701" if place else "700", person, "aut")
        for role, person in self.edition.people:
            self._agent("702", person, role)

    def _agent(self, tag: str, person: Person, role: str) -> None:
        if person.body:
            self.out.add("712", "02", ("a", person.heading), ("4", ROLES[role]))
            return
        entry, _, rest = person.heading.partition(", ")
        native = person.form("")
        pair = role == "aut" and native
        seven = (("6", "a02"), ("7", "ba")) if pair else ()
        ind = "#1" if rest else "#0"
        self.out.add(tag, ind, *seven, ("a", entry), ("b", rest), ("f", person.dates), ("4", ROLES[role]))
        if pair:
            kind = SCRIPTS.get(script(native), "zz")
            first, _, last = native.partition(", ")
            self.out.add(
                tag,
                "#1" if last else "#0",
                ("6", "a02"),
                ("7", kind),
                ("a", first),
                ("b", last),
                ("f", person.dates),
                ("4", ROLES[role]),
            )

    def _copies(self) -> None:
        self.out.add("801", "#0", ("a", "FR"), ("b", AGENCY), ("c", "20261101"), ("g", "AFNOR"))
        call_number = " ".join(ddc_call_number(self.edition))
        for copy in copies(self.edition):
            self.out.add(
                "995",
                "##",
                ("b", LIBRARY),
                ("e", ROOMS[copy.room][0]),
                ("f", copy.barcode),
                ("k", call_number),
                ("r", "aa"),
            )


PLAIN = {"Romans", "Sources", "Histoire", "Philosophie", "Livres sacrés", "Protection", "Avant 1868"}


def _direct(person: Person) -> str:
    family, comma, given = person.heading.partition(", ")
    return f"{given} {family}" if comma else family
