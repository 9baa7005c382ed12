"""Rules: how the fields of a MARC family record become the parts of a BibRecord, and the machinery that applies them.

A dialect is a table {tag: Rule}. A rule names the list of the BibRecord it fills, the function that reads the field, and which
subfields that function holds *exactly*; whatever else the field has is kept verbatim beside the parts, under the same ``at``.
Enter at ``Reader.read``; the tables are in marc21.py, unimarc.py and cnmarc.py; the reading functions in titles.py, agents.py, …
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from string import ascii_letters, digits

from lantai.core.bib.record import Part, Text, Verbatim

from .draft import Draft
from .fields import Field
from .punctuation import ENDS, trim
from .rule import Rule

Subfields = tuple[tuple[str, str], ...]
Other = tuple[Field, str, Subfields]
"""Another script of a field: the field that holds it, its own place, its subfields under the codes of the first."""
Reading = Part | Iterable[Part] | None

LANGUAGES = ("text", "catalog", "original", "parallel")
"""Whose language the words of a field are in: the thing's, the cataloguer's, the original's, another one."""


class Given:
    """A field as a reading function gets it: its subfields trimmed, its other scripts beside it."""

    __slots__ = ("_scripts", "at", "codes", "draft", "field", "keeps", "pieces", "rule", "subfields")

    def __init__(self, field: Field, subfields: Subfields, at: str, rule: Rule, draft: Draft) -> None:
        self.field = field
        self.at = at
        self.rule = rule
        self.draft = draft
        self._scripts: tuple[Given, ...] = ()
        self.keeps = ""
        self.subfields: Sequence[tuple[str, str]] = subfields
        self.pieces = [code for code, _ in subfields]
        self.codes = "".join(self.pieces)
        trims = rule.trims
        index = 0
        for code, value in subfields:
            if not value:
                self.keeps += code
            elif trims and (value[-1] in ENDS or value[0] == " ") and (short := trim(value)) != value:
                self._shorten(index, code, value, short)
            index += 1  # noqa: SIM113  # counting costs less than enumerate's pairs, of which there are eighty a record

    def _shorten(self, index: int, code: str, value: str, short: str) -> None:
        """Take punctuation off a value; the piece of the layout keeps it. What cannot be put back so is kept verbatim."""
        bare = self.subfields if isinstance(self.subfields, list) else list(self.subfields)
        bare[index] = (code, short)
        self.subfields = bare
        if value[0] == " " or not short:
            self.keeps += code
        else:
            self.pieces[index] = code + value[len(short) :]

    @property
    def scripts(self) -> "tuple[Given, ...]":
        """The field in all its scripts, the original first. (Not kept where there is one: a cycle a field is work for the collector.)"""
        return self._scripts or (self,)

    @scripts.setter
    def scripts(self, scripts: "tuple[Given, ...]") -> None:
        self._scripts = scripts

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
        if len(self.subfields) == 1:  # as in every second field
            code, value = self.subfields[0]
            return [value] if value and code in codes else []
        if len(codes) == 1 and codes not in self.codes:
            return []
        return [value for code, value in self.subfields if code in codes and value]

    def joined(self, codes: str, *, by: str | dict[str, str] = " ") -> str:
        """Return those subfields as one text; ``by``: what stands between them, or what stands before each code."""
        if len(self.subfields) == 1:
            code, value = self.subfields[0]
            return value if code in codes else ""
        if isinstance(by, str):
            if len(codes) == 1 and codes not in self.codes:
                return ""
            return by.join([value for code, value in self.subfields if code in codes and value])
        first, *rest = [(code, value) for code, value in self.subfields if code in codes and value] or [("", "")]
        return first[1] + "".join([by.get(code, ". ") + value for code, value in rest])

    def text(self, value: str) -> Text:
        """Return the words with their language and script."""
        return Text(value, self.draft.language_of(value, self.rule.language))

    def forms(self, codes: str, *, by: str | dict[str, str] = " ") -> tuple[Text, ...]:
        """Return the joined subfields in every script of the field, the original script first; () where none says anything."""
        if not self._scripts:
            value = self.joined(codes, by=by)
            return (Text(value, self.draft.language_of(value, self.rule.language)),) if value else ()
        values = [given.joined(codes, by=by) for given in self.scripts]
        if not all(values):
            self.keep(codes)
        return tuple(self.text(value) for value in values if value)

    def keep(self, codes: str) -> None:
        """Have these subfields kept verbatim, because the parts made of them cannot give them back exactly."""
        for given in self.scripts:
            given.keeps += codes


@lru_cache(maxsize=16384)
def _not_held(holds: str, codes: str) -> str | None:
    """Return those of the field's codes that the rule does not hold exactly; None where a pattern cannot hold the codes at all."""
    if "$" in codes or any(code.isspace() for code in codes):
        return None
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


@lru_cache(maxsize=512)
def _group_of(holds: str, code: str) -> str:
    return next((group for group in _spelled_out(holds)[2] if code in group), code)


def held_together(rule: Rule, code: str) -> str:
    """Return the codes that a rule joins into one text with ``code``."""
    return _group_of(rule.holds, code)


_ONE_STREAM = ("xyzv", "01", "tnp")
"""Codes whose values parts hold in one list: where one of them is kept verbatim, all must be, or the order is lost."""

_MARKS = frozenset(a + b for a, b in product(" #|" + digits + ascii_letters, repeat=2))
"""Indicators that a pattern can hold; a field with others, or with odd codes, is kept whole."""


class Reader:
    """Applies the rules of a dialect to the fields of one record, filling a Draft and the layout.

    ``layout``: a line for each field in order: its place and, after a tab, its pattern: indicators, codes, and the punctuation taken off
    each value ("10$a :$b /$c."); no pattern for a field kept whole. A field that is one script of a part says which: "0@245:10$6$a" is
    an 880 that holds the first form of what stands at 245.
    """

    __slots__ = ("draft", "layout", "rules", "unpaired")

    def __init__(self, rules: dict[str, Rule], draft: Draft, *, unpaired: bool = False) -> None:
        self.rules = rules
        self.draft = draft
        self.unpaired = unpaired  # there is no 880 in the record, so that a link to one is a doubt
        self.layout: list[str] = []

    def read(self, field: Field, at: str, *, others: tuple[Other, ...] = (), rule: Rule | None = None) -> None:
        """Read one field with its other scripts, by the rule of its tag or another one."""
        rule = rule or self.rules.get(field.tag)
        if rule is None or rule.read is None or not field.subfields:
            self._keep_all_whole(field, at, others)
            return
        draft = self.draft
        given = Given(field, field.subfields, at, rule, draft)
        if others:
            given.scripts = self._in_order(given, others)
        found = rule.read(given)
        if found is None:
            self._keep_all_whole(field, at, others)
            return
        if isinstance(found, Part):
            draft.add(rule.into, found)
        else:
            for part in found:
                draft.add(rule.into, part)
        if not others:
            self._keep_rest(given)
        else:
            self._keep_rest_of_all(given)

    def _keep_all_whole(self, field: Field, at: str, others: tuple[Other, ...]) -> None:
        self.keep_whole(field, at)
        if not others:
            return
        for other, place, _ in others:
            if other is not field:
                self.keep_whole(other, place)

    def keep_whole(self, field: Field, at: str) -> None:
        """Keep a field as it is."""
        values = field.subfields or ((("", field.data),) if field.data or not field.ind else ())
        self.draft.verbatim.append(Verbatim(name=field.tag, marks=field.ind, values=values, at=at))
        self.draft.whole.add(at)
        if at.isprintable():  # else no line can hold it: the writer puts such fields at the end
            self.layout.append(at)

    def _in_order(self, given: Given, others: tuple[Other, ...]) -> tuple[Given, ...]:
        """Return all scripts, what is not in Latin letters first; among equals the 880 before the field that it pairs with."""
        beside = [Given(field, subfields, at, given.rule, self.draft) for field, at, subfields in others]
        return tuple(sorted((*beside, given), key=is_latin))

    def _keep_rest(self, given: Given, *, also: str = "", but: str = "") -> str:
        """Keep what the parts do not hold exactly (and ``also`` these codes, ``but`` not those); return the pattern of the field."""
        rule, field, codes, at = given.rule, given.field, given.codes, given.at
        rest = None if rule.whole else _not_held(rule.holds, codes)
        if rest is None or field.ind not in _MARKS or len(codes) != len(field.subfields) or "" in given.pieces:
            self.keep_whole(field, at)
            return ""
        if also:
            rest += also
        if given.keeps:
            rest += given.keeps + "".join([group for group in _ONE_STREAM if any(code in given.keeps for code in group)])
        if rest:
            values = tuple([pair for pair in field.subfields if pair[0] in rest and pair[0] not in but])
            if values:
                if self.unpaired and "6" in rest and field.first("6").startswith("880-"):
                    self.draft.doubt("880", at, "points to an 880 that is not there")
                self.draft.verbatim.append(Verbatim(name=field.tag, marks=field.ind, values=values, at=at))
        pattern = f"{field.ind}${'$'.join(given.pieces)}"
        self.layout.append(f"{at}\t{pattern}")
        return pattern

    def _keep_rest_of_all(self, given: Given) -> None:
        """Keep what each script holds beyond the forms, and where among the forms each of the fields stands."""
        scripts, rule = given.scripts, given.rule
        transcribed = any(other is not given and other.field is given.field for other in scripts)
        pattern = self._keep_rest(given, but=rule.scripts.upper() if transcribed else "")
        if pattern and scripts[-1] is not given:
            self.layout[-1] = f"{given.at}\t{scripts.index(given)}@{pattern}"
        for index, other in enumerate(scripts):
            if other.field is not given.field:
                pattern = self._keep_rest(other, also="".join([c for c in other.codes if c not in rule.scripts]))
                if pattern:
                    self.layout[-1] = f"{other.at}\t{index}@{given.at}:{pattern}"


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
