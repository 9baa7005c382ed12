"""Rules: how the fields of a MARC family record become the parts of a BibRecord, and the machinery that applies them.

A dialect is a table {tag: Rule}. A rule names the list of the BibRecord it fills, the function that reads the field, and which
subfields that function holds *exactly*; whatever else the field has is kept verbatim beside the parts, under the same ``at``.
Enter at ``Reader.read``; the tables are in marc21.py, unimarc.py and cnmarc.py; the reading functions in titles.py, agents.py, …
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

from lantai.core.bib.record import Kind, Part, Repair, Text, Verbatim
from lantai.core.text.scripts import script_of, tagged

from .fields import Field
from .punctuation import trim

Subfields = tuple[tuple[str, str], ...]
Reading = Part | Iterable[Part] | None

LANGUAGES = ("text", "catalog", "original", "parallel")
"""Whose language the words of a field are in: the thing's, the cataloguer's, the original's, another one."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a field.

    ``into``: the list of the BibRecord. ``read``: from Given to parts. ``holds``: the subfields that the parts hold exactly:
    "a" the first and only one, "x+" each of several, "(abc)" joined into one text, so that it is exact only where one of them occurs
    alone. ``scripts``: those that are also held in other scripts (field 880). ``trims``: ISBD punctuation goes.
    ``whole``: the field is kept verbatim besides, because its parts cannot give it back. ``says``: for the page of documentation.
    """

    into: str
    read: "Callable[[Given], Reading]"
    holds: str = ""
    scripts: str = ""
    language: str = "text"
    trims: bool = True
    whole: bool = False
    says: str = ""


class Given:
    """A field as a reading function gets it: its subfields trimmed, its other scripts beside it."""

    __slots__ = ("at", "draft", "field", "keeps", "rule", "scripts", "subfields")

    def __init__(self, field: Field, subfields: Subfields, at: str, rule: Rule, draft: "Draft") -> None:
        self.field = field
        self.subfields = subfields
        self.at = at
        self.rule = rule
        self.draft = draft
        self.scripts: tuple[Given, ...] = (self,)  # the original script first
        self.keeps = ""

    @property
    def mark1(self) -> str:
        """The first indicator."""
        return self.field.ind[:1]

    @property
    def mark2(self) -> str:
        """The second indicator."""
        return self.field.ind[1:2]

    def first(self, codes: str) -> str:
        """Return the first subfield whose code is one of ``codes``, "" if there is none."""
        for code, value in self.subfields:
            if code in codes and value:
                return value
        return ""

    def each(self, codes: str) -> list[str]:
        """Return every subfield whose code is one of ``codes`` and that says something, in order."""
        return [value for code, value in self.subfields if code in codes and value]

    def joined(self, codes: str, *, by: str = " ") -> str:
        """Return those subfields as one text."""
        return by.join(self.each(codes))

    def text(self, value: str) -> Text:
        """Return the words with their language and script."""
        return Text(value, self.draft.language_of(value, self.rule.language))

    def forms(self, codes: str, *, by: str = " ") -> tuple[Text, ...]:
        """Return the joined subfields in every script of the field, the original script first; () where none says anything."""
        if len(self.scripts) == 1:
            value = self.joined(codes, by=by)
            return (self.text(value),) if value else ()
        values = [given.joined(codes, by=by) for given in self.scripts]
        if not all(values):
            self.keep(codes)
        return tuple(self.text(value) for value in values if value)

    def keep(self, codes: str) -> None:
        """Have these subfields kept verbatim, because the parts made of them cannot give them back exactly."""
        for given in self.scripts:
            given.keeps += codes


class Draft:
    """A BibRecord while it is being made."""

    __slots__ = ("_latin", "_others", "agency", "control", "countries", "deleted", "kind", "languages", "lists", "original_languages", "repairs",
                 "speaking", "summary_languages", "verbatim")  # fmt: skip

    def __init__(self) -> None:
        self.control = ""
        self.agency = ""
        self.kind = Kind.OTHER
        self.deleted = False
        self.languages: list[str] = []
        self.original_languages: list[str] = []
        self.summary_languages: list[str] = []
        self.countries: list[str] = []
        self.lists: dict[str, list[Part]] = {}
        self.verbatim: list[Verbatim] = []
        self.repairs: list[Repair] = []
        self.speaking: dict[str, str] = {}
        self._latin: dict[str, str] = {}
        self._others: tuple[str, ...] = ()

    def add(self, into: str, part: Part) -> None:
        """Append a part to a list of the record."""
        parts = self.lists.get(into)
        if parts is None:
            self.lists[into] = [part]
        else:
            parts.append(part)

    def parts(self, into: str) -> list[Part]:
        """Return the parts of one list so far."""
        return self.lists.get(into, [])

    def doubt(self, code: str, at: str, detail: str) -> None:
        """Note something doubtful."""
        self.repairs.append(Repair(code=code, at=at, detail=detail))

    def speak(self, *, text: str, catalog: str, original: str = "", parallel: str = "") -> None:
        """Lay down which languages the four kinds of words are in ("" unknown)."""
        self.speaking = {"text": text, "catalog": catalog, "original": original or text, "parallel": parallel}
        self._latin = {use: _latin_tag(language) for use, language in self.speaking.items()}
        self._others = (text, *self.languages[1:4], *self.original_languages[:2])

    def language_of(self, value: str, use: str) -> str:
        """Return the BCP 47 tag of words, by whose they are and by their script."""
        if value.isascii() and self._latin[use] == self.speaking[use]:
            return self.speaking[use]
        return _tag(self.speaking[use], self._others, value)


@lru_cache(maxsize=512)
def _latin_tag(language: str) -> str:
    return tagged(language, "abc") if language else ""


@lru_cache(maxsize=8192)
def _tag(language: str, others: tuple[str, ...], value: str) -> str:
    """Give words to the first language that is usually written so; Latin letters are a romanisation if the language is not."""
    script = script_of(value)
    if script in ("Latn", ""):
        return tagged(language, value) if language else ""
    for candidate in (language, *others):
        tag = tagged(candidate, value) if candidate else ""
        if tag and not tag.endswith(f"-{script}"):
            return tag
    return tagged("", value)


@lru_cache(maxsize=16384)
def _not_held(holds: str, codes: str) -> str:
    """Return those of the field's codes that the rule does not hold exactly."""
    if not holds:
        return codes
    once, repeated, groups = _spelled_out(holds)
    kept = {c for c in codes if c not in repeated and (c not in once or codes.count(c) > 1)}
    for group in groups:
        present = [c for c in codes if c in group]
        if len(present) == 1:
            kept.discard(present[0])
    return "".join(sorted(kept))


@lru_cache(maxsize=512)
def _spelled_out(holds: str) -> tuple[str, str, tuple[str, ...]]:
    """Split "a (np) x+" into once "a", repeated "x" and the groups ("np",)."""
    words = holds.split()
    groups = tuple(word.strip("()") for word in words if word.startswith("("))
    repeated = "".join(word[0] for word in words if word.endswith("+"))
    once = "".join(word for word in words if not word.startswith("(") and not word.endswith("+"))
    return once, repeated, groups


def holds_in_text(rule: Rule) -> str:
    """Return all codes that a rule's parts hold, without signs."""
    once, repeated, groups = _spelled_out(rule.holds)
    return once + repeated + "".join(groups)


class Reader:
    """Applies the rules of a dialect to the fields of one record, filling a Draft and, for MARC 21, the layout."""

    __slots__ = ("draft", "layout", "rules")

    def __init__(self, rules: dict[str, Rule], draft: Draft) -> None:
        self.rules = rules
        self.draft = draft
        self.layout: list[tuple[str, str]] = []

    def read(
        self, field: Field, at: str, *, others: tuple[tuple[Field, str, Subfields], ...] = (), rule: Rule | None = None
    ) -> None:
        """Read one field with its other scripts (field, its own place, its subfields under the codes of the rule)."""
        rule = rule or self.rules.get(field.tag)
        if rule is None or not field.subfields:
            self.keep_whole(field, at)
            return
        subfields = _trimmed(field.subfields) if rule.trims else field.subfields
        given = Given(field, subfields, at, rule, self.draft)
        if others:
            given.scripts = self._in_order(given, others)
        found = rule.read(given)
        if found is None and not others:
            self.keep_whole(field, at)
            return
        self._add(rule.into, found)
        self._keep_rest(given, at, alternate=False)
        if others:
            self._keep_rest_of_others(given)

    def keep_whole(self, field: Field, at: str) -> None:
        """Keep a field as it is."""
        values = field.subfields or ((("", field.data),) if field.data or not field.ind else ())
        self.draft.verbatim.append(Verbatim(name=field.tag, marks=field.ind, values=values, at=at))
        self.layout.append((at, ""))

    def _in_order(self, given: Given, others: tuple[tuple[Field, str, Subfields], ...]) -> tuple[Given, ...]:
        beside = []
        for field, at, subfields in others:
            trimmed = _trimmed(subfields) if given.rule.trims else subfields
            beside.append(Given(field, trimmed, at, given.rule, self.draft))
        # A stable sort: the original script (not Latin) first; among equals the 880 before the field that it pairs with.
        return tuple(sorted((*beside, given), key=lambda g: is_latin(g)))

    def _add(self, into: str, found: Reading) -> None:
        if found is None:
            return
        if isinstance(found, Part):
            self.draft.add(into, found)
            return
        for part in found:
            self.draft.add(into, part)

    def _keep_rest(self, given: Given, at: str, *, alternate: bool) -> None:
        rule, field = given.rule, given.field
        codes = "".join([c for c, _ in field.subfields])
        if rule.whole or len(codes) != len(field.subfields) or "$" in codes:
            self.keep_whole(field, at)
            return
        rest = _not_held(rule.holds, codes) + given.keeps
        if alternate:
            rest += "".join(c for c in codes if c not in rule.scripts)
        elif len(given.scripts) > 1:  # CNMARC: a capital code is the transcription of the small one, held as another script
            own = any(g is not given and g.field is field for g in given.scripts)
            rest = "".join(c for c in rest if not (own and c.isupper() and c.lower() in rule.scripts))
        if rest:
            values = tuple([pair for pair in field.subfields if pair[0] in rest])
            if values:
                self.draft.verbatim.append(Verbatim(name=field.tag, marks=field.ind, values=values, at=at))
        self.layout.append((at, _pattern(given)))

    def _keep_rest_of_others(self, given: Given) -> None:
        """Keep what the other scripts hold beyond the forms, and where in the forms each of the fields stands."""
        place, pattern = self.layout[-1]
        scripts = given.scripts
        if scripts[-1] is not given and pattern:
            self.layout[-1] = (place, f"{scripts.index(given)}@{pattern}")
        for index, other in enumerate(scripts):
            if other.field is not given.field:
                self._keep_rest(other, other.at, alternate=True)
                place, pattern = self.layout[-1]
                if pattern:
                    self.layout[-1] = (place, f"{index}@{given.at}:{pattern}")


def _trimmed(subfields: Subfields) -> Subfields:
    return tuple([(code, trim(value)) for code, value in subfields])


def _pattern(given: Given) -> str:
    """Return the field with its held values taken out: indicators, codes, and what was trimmed from the end of each value."""
    pieces = [given.field.ind]
    for (code, raw), (_, bare) in zip(given.field.subfields, given.subfields, strict=True):
        pieces.append(code if len(raw) == len(bare) else code + raw[raw.find(bare) + len(bare) :])
    return "$".join(pieces)


def is_latin(given: Given) -> bool:
    """Tell whether the words of a field are in Latin letters (or have no letters at all)."""
    return all(value.isascii() or not any(c > "\u036f" and c.isalpha() and not "\u1e00" <= c <= "\u1eff" for c in value)
               for code, value in given.subfields if code not in "0123456789")  # fmt: skip


def places(fields: Iterable[Field]) -> Iterator[tuple[Field, str]]:
    """Yield each field with its place: the tag, from the second occurrence on with its number ("650/3")."""
    seen: dict[str, int] = {}
    for field in fields:
        tag = field.tag
        count = seen.get(tag, 0) + 1
        seen[tag] = count
        yield field, tag if count == 1 else f"{tag}/{count}"
