"""Draft: gathers what a source of flat pairs says, in whatever order it says it, and builds the record.

What a pair means can depend on others: the ISSN of an article is its journal's, the language of a title is known only when
the language line comes. Readers put in what they find, each with its place; ``build`` decides once for all formats.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from lantai.core.bib.dates import parse_date
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    Access,
    AccessKind,
    AgentKind,
    BibRecord,
    Classification,
    Contribution,
    Date,
    DateKind,
    Funding,
    HoldingRecord,
    Identifier,
    Imprint,
    Kind,
    Link,
    Note,
    NoteKind,
    Openness,
    Relation,
    Repair,
    Scheme,
    Series,
    Standing,
    Statement,
    Subject,
    SubjectKind,
    Text,
    Title,
    TitleForm,
    TitleKind,
    Verbatim,
)
from lantai.core.text.languages import bcp47
from lantai.core.text.scripts import tagged

from .agent_names import kind_of, without_others
from .markup import collapse

IN_A_HOST = frozenset({Kind.ARTICLE, Kind.CHAPTER})
SERIALS = frozenset({Kind.JOURNAL, Kind.NEWSPAPER, Kind.SERIES})

_DASH = "- \u2010-\u2013"
_ISBN_OR_ISSN = re.compile(
    rf"(?<![\dXx])(?:(?P<isbn>97[89](?:[{_DASH}]?\d){{10}}|\d(?:[{_DASH}]?\d){{8}}[{_DASH}]?[\dXx])|\d{{4}}[{_DASH}]?\d{{3}}[\dXx])(?![\dXx])"
)

_SPOILT = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.I)  # what a spreadsheet makes of 9787503717444: 9.78750E+12
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/10\.", re.I)

T = TypeVar("T", bound=msgspec.Struct)


class Draft:
    """What a source has said so far. Empty texts are passed over; ``at`` is always the place in the source.

    ``host_``…: the journal or book that the thing stands in. The lists are open to formats that know more.
    """

    def __init__(self, dialect: str, kind: Kind = Kind.OTHER) -> None:
        self.dialect, self.kind = dialect, kind
        self.control = self.agency = ""
        self.deleted = False
        self.languages: list[str] = []
        self.original_languages: list[str] = []
        self.summary_languages: list[str] = []
        self.countries: list[str] = []
        self.titles: list[Title] = []
        self.names: list[Contribution] = []
        self.dates: list[Date] = []
        self.places: list[Text] = []
        self.publishers: list[Text] = []
        self.imprint_at = ""
        self.imprints: list[Imprint] = []
        self.editions: list[Statement] = []
        self.extents: list[Statement] = []
        self.series: list[Series] = []
        self.notes: list[Note] = []
        self.subjects: list[Subject] = []
        self.classes: list[Classification] = []
        self.identifiers: list[Identifier] = []
        self.links: list[Link] = []
        self.access: list[Access] = []
        self.holdings: list[HoldingRecord] = []
        self.fundings: list[Funding] = []
        self.verbatim: list[Verbatim] = []
        self.repairs: list[Repair] = []
        self.host_titles: list[TitleForm] = []
        self.host_names: list[Text] = []
        self.host_identifiers: list[Identifier] = []
        self.host_at = self.host_text = self.volume = self.issue = self.pages = ""
        self._numbers: list[Identifier] = []  # ISBN and ISSN, whose owner build finds out

    # ------------------------------------------------------------ what the thing is called, and by whom it is

    def title(
        self, value: str, at: str, *, kind: TitleKind = TitleKind.PROPER, rest: str = "", part: str = "", lang: str = ""
    ) -> None:
        """Add a title. ``lang``: only where the source says it of this very title."""
        if value.strip():
            form = TitleForm(value=collapse(value), lang=lang, rest=collapse(rest), part=collapse(part))
            self.titles.append(Title(forms=(form,), kind=kind, at=at))
        else:
            self.keep(at, rest)

    def name(
        self,
        heading: str,
        at: str,
        *,
        role: str = "",
        word: str = "",
        kind: AgentKind | None = None,
        identifiers: tuple[Identifier, ...] = (),
    ) -> None:
        """Add an agent by its heading. ``role``: a MARC relator code; ``word``: the source's word for the role."""
        if not heading.strip():
            return
        self.names.append(
            Contribution(
                forms=(Text(collapse(heading)),),
                kind=kind or kind_of(heading),
                roles=(role,) if role else (),
                role_words=(word,) if word else (),
                identifiers=identifiers,
                at=at,
            )
        )

    # ------------------------------------------------------------ when and where

    def date(self, text: str, at: str, *, kind: DateKind = DateKind.PUBLISHED) -> None:
        """Add a date by its words; what is no date is kept verbatim, as "0000-00-00" with which databases say that they have none."""
        found = parse_date(text.strip(), kind=kind, at=at) if text.strip(" 0-/.") else None
        if found:
            self.dates.append(found)
        else:
            self.keep(at, text)

    def place(self, text: str, at: str) -> None:
        """Add a place of publication."""
        if text.strip():
            self.places.append(Text(collapse(text)))
            self.imprint_at = self.imprint_at or at

    def publisher(self, text: str, at: str) -> None:
        """Add a publisher."""
        if text.strip():
            self.publishers.append(Text(collapse(text)))
            self.imprint_at = self.imprint_at or at

    def language(self, code: str, at: str, *, original: bool = False) -> None:
        """Add a language by code or name; one that nobody knows is kept verbatim."""
        tag = known_language(code)
        known = self.original_languages if original else self.languages
        if not tag:
            self.keep(at, code)
        elif tag not in known:
            known.append(tag)

    # ------------------------------------------------------------ what it is part of

    def host(self, title: str, at: str) -> None:
        """Add a title of the journal or book that this stands in."""
        if title.strip() and collapse(title) not in [form.value for form in self.host_titles]:
            self.host_titles.append(TitleForm(value=collapse(title)))
            self.host_at = self.host_at or at

    def numbering(self, at: str, *, volume: str = "", issue: str = "", pages: str = "") -> None:
        """Lay down volume, issue and pages; a second value for one of them is kept verbatim."""
        for field, value in (("volume", volume), ("issue", issue), ("pages", pages)):
            if value.strip() and getattr(self, field) not in ("", value.strip()):
                self.keep(at, value)
            elif value.strip():
                setattr(self, field, value.strip())
                self.host_at = self.host_at or at

    def serie(self, title: str, at: str, *, number: str = "") -> None:
        """Add a series."""
        if title.strip():
            self.series.append(Series(forms=(Text(collapse(title)),), number=number.strip(), at=at))
        else:
            self.keep(at, number)

    # ------------------------------------------------------------ how it is identified and reached

    def identifier(self, scheme: Scheme, text: str, at: str, *, qualifier: str = "") -> None:
        """Add an identifier of the thing itself."""
        if text.strip():
            self.identifiers.append(identify(scheme, text.strip(), qualifier=qualifier, at=at))

    def number(self, text: str, at: str, *, scheme: Scheme | None = None) -> None:
        """Add every ISBN and ISSN of a text; what is neither is kept as an invalid one, of ``scheme`` where that is known."""
        if _SPOILT.fullmatch(text.strip()):
            lost = Identifier(
                scheme=scheme or Scheme.ISBN, value=text.strip(), standing=Standing.INVALID, repair="digits lost", at=at
            )
            self._numbers.append(lost)
            return
        found = list(_ISBN_OR_ISSN.finditer(text))
        for number in found:
            seen = Scheme.ISBN if number["isbn"] else Scheme.ISSN
            self._numbers.append(identify(seen, number[0] if len(found) > 1 else text.strip(), at=at))
        if text.strip() and not found:
            guessed = scheme or (Scheme.ISSN if len(text.strip()) < 10 else Scheme.ISBN)
            self._numbers.append(identify(guessed, text.strip(), at=at))

    @property
    def number_schemes(self) -> set[Scheme]:
        """Of what kind the sound numbers are that wait to be given to the thing or to its host."""
        return {number.scheme for number in self._numbers if number.standing is not Standing.INVALID}

    def qualify(self, qualifier: str) -> None:
        """Say of the number that was added last which form it belongs to (print, electronic)."""
        if self._numbers:
            self._numbers[-1] = msgspec.structs.replace(self._numbers[-1], qualifier=qualifier)

    def url(
        self,
        text: str,
        at: str,
        *,
        kind: AccessKind = AccessKind.RESOURCE,
        label: str = "",
        note: str = "",
        openness: Openness | None = None,
    ) -> None:
        """Add an address."""
        if text.strip() and text.strip() not in [access.url for access in self.access]:
            self.access.append(Access(url=text.strip(), kind=kind, label=label, note=note, openness=openness, at=at))

    # ------------------------------------------------------------ what it is about, and the rest

    def note(self, text: str, at: str, *, kind: NoteKind = NoteKind.GENERAL, lang: str = "") -> None:
        """Add a note."""
        if text.strip():
            self.notes.append(Note(forms=(Text(text.strip(), lang),), kind=kind, at=at))

    def subject(self, text: str, at: str, *, kind: SubjectKind = SubjectKind.KEYWORD, scheme: str = "", lang: str = "") -> None:
        """Add a subject heading or keyword."""
        if text.strip():
            self.subjects.append(Subject(forms=(Text(text.strip(), lang),), kind=kind, scheme=scheme, at=at))

    def funding(
        self, funder: str, at: str, *, identifiers: tuple[Identifier, ...] = (), awards: Iterable[str] = (), title: str = ""
    ) -> None:
        """Add who paid; of a source that names a funder once a grant, the grants stand together."""
        if not funder.strip():
            self.keep(at, *awards)
            return
        name, numbers = collapse(funder), tuple(filter(None, map(str.strip, awards)))
        for n, known in enumerate(self.fundings):
            if known.funder == name and not (title or known.title):
                together = tuple(dict.fromkeys((*known.awards, *numbers)))
                self.fundings[n] = msgspec.structs.replace(known, awards=together, identifiers=known.identifiers or identifiers)
                return
        self.fundings.append(Funding(funder=name, identifiers=identifiers, awards=numbers, title=title.strip(), at=at))

    def edition(self, text: str, at: str) -> None:
        """Add an edition statement."""
        if text.strip():
            self.editions.append(Statement(forms=(Text(text.strip()),), at=at))

    def extent(self, text: str, at: str) -> None:
        """Add an extent."""
        if text.strip():
            self.extents.append(Statement(forms=(Text(text.strip()),), at=at))

    def keep(self, name: str, *values: str) -> None:
        """Keep what no part of the record holds, under the source's own name for it."""
        kept = tuple(("", value) for value in values if value.strip())
        if kept:
            self.verbatim.append(Verbatim(name=name, values=kept, at=name))

    def repair(self, code: str, detail: str, at: str = "") -> None:
        """Say what was mended or is doubtful."""
        self.repairs.append(Repair(code=code, detail=detail, at=at))

    # ------------------------------------------------------------ the record

    def build(self) -> BibRecord:
        """Return the record."""
        self._leave_out_others()
        self._give_numbers()
        self._give_numbering()
        self._find_doi()
        links = [*self._host(), *self.links]
        return BibRecord(
            control=self.control,
            agency=self.agency,
            dialect=self.dialect,
            kind=self.kind,
            deleted=self.deleted,
            titles=tuple([t if _is_tagged(t.forms) else msgspec.structs.replace(t, forms=self._titled(t)) for t in self.titles]),
            contributions=self._all(self.names),
            languages=tuple(self.languages),
            original_languages=tuple(self.original_languages),
            summary_languages=tuple(self.summary_languages),
            countries=tuple(self.countries),
            dates=tuple(self.dates),
            imprints=self._imprints(),
            editions=self._all(self.editions),
            extents=self._all(self.extents),
            series=self._all(self.series),
            notes=self._all(self.notes),
            subjects=self._all(self.subjects),
            classifications=tuple(self.classes),
            identifiers=_unique(self.identifiers),
            links=tuple(msgspec.structs.replace(link, titles=self._tagged(link.titles)) for link in links),
            access=tuple(self.access),
            holdings=tuple(self.holdings),
            fundings=tuple(self.fundings),
            verbatim=tuple(self.verbatim),
            repairs=tuple(self.repairs),
        )

    def _leave_out_others(self) -> None:
        """Take "et al." for what it says: that there are more people than are named."""
        names = self.names
        for n, name in enumerate(names):
            first = name.forms[0]
            left = without_others(first.value)
            if left != first.value:
                self.repair("others", f"the source gives the first names only ({first.value})", name.at)
                names[n] = msgspec.structs.replace(name, forms=(msgspec.structs.replace(first, value=left), *name.forms[1:]))
        self.names = [name for name in names if name.forms[0].value]

    def _tagged(self, forms: tuple[T, ...]) -> tuple[T, ...]:
        """Return the forms, each with its language and script where the source did not say them."""
        if _is_tagged(forms):
            return forms
        language = self.languages[0] if self.languages else ""
        return tuple(f if f.lang else msgspec.structs.replace(f, lang=tagged(language, f.value)) for f in forms)  # type: ignore[attr-defined]

    def _titled(self, title: Title) -> tuple[TitleForm, ...]:
        """Return the forms of a title; that of an original is in its language, not in that of the translation."""
        if title.kind is not TitleKind.ORIGINAL:
            return self._tagged(title.forms)
        original = self.original_languages[0] if self.original_languages else "und"
        return tuple(f if f.lang else msgspec.structs.replace(f, lang=tagged(original, f.value)) for f in title.forms)

    def _all(self, parts: list[T]) -> tuple[T, ...]:
        return tuple([part if _is_tagged(part.forms) else self._tagged_part(part) for part in parts])  # type: ignore[attr-defined]

    def _tagged_part(self, part: T) -> T:
        forms = part.forms  # type: ignore[attr-defined]
        told = self._tagged(forms)
        return part if told is forms else msgspec.structs.replace(part, forms=told)

    def _imprints(self) -> tuple[Imprint, ...]:
        date = next((d.text for d in self.dates if d.kind in (DateKind.PUBLISHED, DateKind.RUNNING)), "")
        if not (self.places or self.publishers):
            return tuple(self.imprints)
        places = tuple(self._tagged((place,)) for place in self.places)
        publishers = tuple(self._tagged((publisher,)) for publisher in self.publishers)
        return (*self.imprints, Imprint(places=places, publishers=publishers, date=date, at=self.imprint_at))

    def _give_numbers(self) -> None:
        """Give each ISBN and ISSN to the thing, to its host, or to its series."""
        hosted = self.kind in IN_A_HOST or bool(self.host_titles)
        for number in self._numbers:
            if hosted:
                self.host_identifiers.append(number)
            elif number.scheme is Scheme.ISSN and self.kind not in SERIALS and len(self.series) == 1:
                only = self.series[0]
                self.series[0] = msgspec.structs.replace(only, identifiers=(*only.identifiers, number))
            elif number.scheme is Scheme.ISSN and self.kind not in SERIALS and self.kind is not Kind.OTHER:
                standing = Standing.RELATED if number.standing is Standing.VALID else number.standing
                self.identifiers.append(msgspec.structs.replace(number, standing=standing))
            else:
                self.identifiers.append(number)
        self._numbers = []

    def _give_numbering(self) -> None:
        """Give the volume of a thing that stands in no host to its only series, or make it a part of its title."""
        if self.host_titles or self.kind in IN_A_HOST or not (self.volume or self.pages):
            return
        if self.pages:
            self.extents.append(Statement(forms=(Text(self.pages),), at=self.host_at))
        if self.volume and len(self.series) == 1 and not self.series[0].number:
            self.series[0] = msgspec.structs.replace(self.series[0], number=self.volume)
        elif self.volume and self.titles and not self.titles[0].forms[0].part:
            form = msgspec.structs.replace(self.titles[0].forms[0], part=self.volume)
            self.titles[0] = msgspec.structs.replace(self.titles[0], forms=(form,))
        elif self.volume:
            self.keep(self.host_at, self.volume)
        self.volume = self.pages = ""

    def _find_doi(self) -> None:
        """Take the DOI out of an address of the thing where it is given nowhere else."""
        if any(i.scheme is Scheme.DOI and i.standing is Standing.VALID for i in self.identifiers):
            return
        resolved = next((a for a in self.access if a.kind is AccessKind.RESOURCE and _DOI_ADDRESS.match(a.url)), None)
        if resolved:
            self.identifier(Scheme.DOI, resolved.url, resolved.at)

    def _host(self) -> list[Link]:
        if not (self.host_titles or self.host_identifiers or self.host_names or self.volume or self.issue or self.pages):
            return []
        return [
            Link(
                relation=Relation.HOST,
                titles=tuple(self.host_titles),
                names=self._tagged(tuple(self.host_names)),
                identifiers=_unique(self.host_identifiers),
                volume=self.volume,
                issue=self.issue,
                pages=self.pages,
                text=self.host_text,
                at=self.host_at,
            )
        ]


def known_language(code: str) -> str:
    """Return the tag of a language by its code or name; "" of one that nobody knows."""
    tag = bcp47(code.strip()) if code.strip() else ""
    return "" if tag.startswith("und") else tag


def _is_tagged(forms: tuple[Any, ...]) -> bool:
    return len(forms) == 1 and bool(forms[0].lang)


def _unique(identifiers: list[Identifier]) -> tuple[Identifier, ...]:
    return tuple({(i.scheme, i.value, i.qualifier): i for i in reversed(identifiers)}.values())[::-1]
