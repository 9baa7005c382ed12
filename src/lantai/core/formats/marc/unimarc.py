"""UNIMARC as rules: which field becomes which part of the record. CNMARC builds on this table.

A line of ``RULES`` reads: tag, list of the BibRecord, what reads it, the subfields that the part holds; what is not held stays verbatim.
"""

from collections.abc import Callable

from lantai.core.bib.record import AgentKind, Kind, NoteKind, Relation, Scheme, SubjectKind, TitleKind
from lantai.core.text.countries import country_of_marc

from .agents import unimarc_agent
from .draft import Draft
from .fields import Field
from .fixed import languages, unimarc_dates, unimarc_kind
from .holdings import available, available_online, coverage, location
from .imprints import imprint, imprint_by_function, settle_dates
from .linking import address, unimarc_link
from .local_items import by_habit
from .notes import general_note, note, pair_series, series, statement
from .numbers import number, settle_formats, system_number
from .pairing import Pairing, pair_links
from .rule import Rule
from .rules import Given, Reading
from .shelves import assemble
from .subjects import class_number, keywords, unimarc_heading
from .titles import title, title_and_responsibility

EARLY: frozenset[str] = frozenset(("100", "101", "102", "105", "110", "801"))
pair: Callable[[tuple[Field, ...], Draft], Pairing] = pair_links

_NOTE = "(abcdefghijklmnopqrstuvxyz)"
_SUBJECT = "a x+ y+ z+ j+ 3+"
_NAME = "(ab) f 4+ 3+ t"


def _notes(kind: NoteKind, says: str, *, language: str = "catalog") -> Rule:
    return Rule(into="notes", read=note(kind), holds=_NOTE, scripts=_NOTE.strip("()"), language=language, trims=False, says=says)


def _titled(kind: TitleKind, says: str, *, language: str = "text") -> Rule:
    read = title(kind, part="hi")
    return Rule(into="titles", read=read, holds="a (hi)", scripts="ahi", language=language, trims=False, says=says)


def _linked(relation: Relation, says: str) -> Rule:
    return Rule(into="links", read=unimarc_link(relation), whole=True, trims=False, says=says)


def _number(scheme: Scheme, says: str) -> Rule:
    return Rule(into="identifiers", read=number(scheme), holds="a+ z+", trims=False, says=says)


def _coded(into: str, says: str) -> Rule:
    return Rule(into=into, whole=True, trims=False, says=says)


def _agent(kind: AgentKind, says: str, *, main: bool = False) -> Rule:
    return Rule(into="contributions", read=unimarc_agent(kind, main=main), holds=_NAME, scripts="ab", trims=False, says=says)


RULES: dict[str, Rule] = {
    # numbers
    "010": Rule(into="identifiers", read=number(Scheme.ISBN, qualifier="b", price="d"), holds="a+ b z+ d+", trims=False,
                says="ISBN; $b of which binding or volume; $z wrong; $d price"),
    "011": Rule(into="identifiers", read=number(Scheme.ISSN, wrong="yz", linking="f", qualifier="b", price="d"), holds="a+ f+ b d+", trims=False,
                says="ISSN; $f ISSN-L; $y, $z cancelled or wrong"),
    "013": _number(Scheme.ISMN, "ISMN"),
    "015": _number(Scheme.REPORT, "ISRN"),
    "017": _number(Scheme.OTHER, "other standard number"),
    "020": _number(Scheme.OTHER, "national bibliography number"),
    "022": _number(Scheme.REPORT, "government publication number"),
    "035": Rule(into="identifiers", read=system_number, holds="a+ z+", trims=False, says="OCLC number, or (agency)number"),
    "071": _number(Scheme.PUBLISHER, "publisher's number"),
    "072": _number(Scheme.OTHER, "UPC"),
    "073": _number(Scheme.EAN, "EAN"),
    # coded
    "100": _coded("dates", "$a/8-16 dates, /22-24 language of cataloguing"),
    "101": _coded("languages", "$a text, $c original, $d summary"),
    "102": _coded("countries", "$a country"),
    "105": _coded("kind", "$a/4-7 thesis, report, patent …, /8 conference"),
    "110": _coded("kind", "$a/0 periodical, newspaper, series"),
    "801": _coded("agency", "$b agency that made the record"),
    # titles
    "200": Rule(into="titles", read=title_and_responsibility, holds="a+ c+ d+ (e) (f) (g) (h) (i)", scripts="acdefghi", trims=False,
                says="$a title proper, $c by another author, $d parallel title; $e subtitle, $h $i part, $f $g responsibility"),
    "500": _titled(TitleKind.UNIFORM, "uniform title", language="original"),
    "501": _titled(TitleKind.COLLECTIVE, "collective uniform title"),
    "503": _titled(TitleKind.UNIFORM, "conventional heading"),
    "510": Rule(into="titles", read=title(TitleKind.PARALLEL, part="hi"), holds="a (hi)", scripts="ahi", language="parallel", trims=False,
                says="parallel title"),
    "512": _titled(TitleKind.COVER, "cover title"),
    "513": _titled(TitleKind.ALTERNATIVE, "added title page"),
    "514": _titled(TitleKind.ALTERNATIVE, "caption title"),
    "515": _titled(TitleKind.RUNNING, "running title"),
    "516": _titled(TitleKind.SPINE, "spine title"),
    "517": _titled(TitleKind.ALTERNATIVE, "other variant title"),
    "518": _titled(TitleKind.ALTERNATIVE, "title in modern spelling"),
    "520": _titled(TitleKind.FORMER, "former title"),
    "530": _titled(TitleKind.ALTERNATIVE, "key title"),
    "531": _titled(TitleKind.ABBREVIATED, "abbreviated title"),
    "532": _titled(TitleKind.ALTERNATIVE, "expanded title"),
    "540": _titled(TitleKind.ALTERNATIVE, "title supplied by the cataloguer", language="catalog"),
    "541": _titled(TitleKind.TRANSLATED, "title translated by the cataloguer", language="catalog"),
    "545": _titled(TitleKind.ALTERNATIVE, "section title"),
    # edition, imprint, extent, series
    "205": Rule(into="editions", read=statement("abdf"), holds="(abdf)", scripts="abdf", trims=False, says="edition"),
    "206": Rule(into="extents", read=statement("abc"), holds="(abc)", scripts="abc", trims=False, says="scale of a map"),
    "207": _notes(NoteKind.GENERAL, "numbering of a serial"),
    "208": Rule(into="editions", read=statement("ad"), holds="(ad)", scripts="ad", trims=False, says="presentation of music"),
    "210": Rule(into="imprints", read=imprint("a", "c", "d"), holds="a+ c+ (d)", scripts="ac", trims=False, says="$a place, $c publisher, $d date"),
    "214": Rule(into="imprints", read=imprint_by_function("a", "c", "d", unimarc=True), holds="a+ c+ (d)", scripts="ac", trims=False,
                says="indicator 2: 0 publication, 1 production, 2 distribution, 3 manufacture, 4 copyright"),
    "215": Rule(into="extents", read=statement("acde", by=" ; "), holds="(acde)", scripts="acde", language="catalog", trims=False, says="extent"),
    "225": Rule(into="series", read=series(part="hi"), holds="(ahi) v x", scripts="ahi", trims=False, says="series as on the thing"),
    "410": Rule(into="series", read=lambda given: _series_link(given), whole=True, trims=False, says="series; not doubled where 225 says it"),
    # notes
    "300": Rule(into="notes", read=general_note, holds=_NOTE, scripts=_NOTE.strip("()"), language="catalog", trims=False, says="note"),
    "302": _notes(NoteKind.LANGUAGE, "coded information: language"),
    "303": _notes(NoteKind.GENERAL, "description"),
    "304": _notes(NoteKind.GENERAL, "title and responsibility"),
    "305": _notes(NoteKind.GENERAL, "edition and history"),
    "306": _notes(NoteKind.GENERAL, "publication"),
    "307": _notes(NoteKind.GENERAL, "physical description"),
    "308": _notes(NoteKind.GENERAL, "series"),
    "310": _notes(NoteKind.GENERAL, "binding and availability"),
    "311": _notes(NoteKind.GENERAL, "linked titles"),
    "312": _notes(NoteKind.GENERAL, "related titles"),
    "313": _notes(NoteKind.GENERAL, "subject access"),
    "314": _notes(NoteKind.GENERAL, "responsibility"),
    "316": _notes(NoteKind.LOCAL, "the copy in hand"),
    "317": _notes(NoteKind.LOCAL, "provenance"),
    "320": _notes(NoteKind.BIBLIOGRAPHY, "bibliographies and indexes"),
    "321": _notes(NoteKind.GENERAL, "indexed elsewhere"),
    "322": _notes(NoteKind.GENERAL, "credits"),
    "323": _notes(NoteKind.GENERAL, "performers"),
    "324": _notes(NoteKind.GENERAL, "original version"),
    "325": _notes(NoteKind.GENERAL, "reproduction"),
    "326": _notes(NoteKind.GENERAL, "frequency"),
    "327": _notes(NoteKind.CONTENTS, "contents", language="text"),
    "328": _notes(NoteKind.THESIS, "thesis"),
    "330": _notes(NoteKind.SUMMARY, "summary"),
    "333": _notes(NoteKind.AUDIENCE, "audience"),
    "336": _notes(NoteKind.GENERAL, "type of electronic resource"),
    "337": _notes(NoteKind.GENERAL, "system requirements"),
    "345": _notes(NoteKind.GENERAL, "acquisition"),
    "359": _notes(NoteKind.CONTENTS, "contents", language="text"),
    # links
    "411": _linked(Relation.HOST, "subseries"),
    "421": _linked(Relation.SUPPLEMENT, "supplement"),
    "422": _linked(Relation.SUPPLEMENT_TO, "supplement to"),
    "423": _linked(Relation.RELATED, "issued with"),
    **{f"43{n}": _linked(Relation.EARLIER, "earlier title") for n in range(8)},
    **{f"44{n}": _linked(Relation.LATER, "later title") for n in range(9)},
    "451": _linked(Relation.OTHER_EDITION, "other edition"),
    "452": _linked(Relation.OTHER_FORM, "edition in another medium"),
    "453": _linked(Relation.TRANSLATION, "translation"),
    "454": _linked(Relation.ORIGINAL, "original of a translation; its title is also the original title"),
    "455": _linked(Relation.OTHER_FORM, "reproduction of"),
    "456": _linked(Relation.OTHER_FORM, "reproduced as"),
    "461": _linked(Relation.HOST, "set"),
    "462": _linked(Relation.HOST, "subset"),
    "463": _linked(Relation.HOST, "host: the piece that contains this"),
    "464": _linked(Relation.CONSTITUENT, "part"),
    "470": _linked(Relation.REVIEWED, "thing reviewed"),
    "481": _linked(Relation.RELATED, "bound in with this"),
    "482": _linked(Relation.RELATED, "bound with"),
    "488": _linked(Relation.RELATED, "other relation"),
    # subjects and classes
    "600": Rule(into="subjects", read=unimarc_heading(SubjectKind.PERSON, words="abcd", by=", "), holds="(abcd) f x+ y+ z+ j+ 3+", scripts="abcd",
                language="catalog", trims=False, says="person as subject"),
    "601": Rule(into="subjects", read=unimarc_heading(SubjectKind.ORGANIZATION, words="ab", by=". "), holds="(ab) x+ y+ z+ j+ 3+", scripts="ab",
                language="catalog", trims=False, says="body or meeting as subject"),
    "602": Rule(into="subjects", read=unimarc_heading(SubjectKind.PERSON), holds=_SUBJECT, scripts="a", language="catalog", trims=False, says="family"),
    "604": Rule(into="subjects", read=unimarc_heading(SubjectKind.TITLE, words="at", by=". "), whole=True, language="catalog", trims=False,
                says="name and title as subject"),
    "605": Rule(into="subjects", read=unimarc_heading(SubjectKind.TITLE), holds=_SUBJECT, scripts="a", language="catalog", trims=False,
                says="title as subject"),
    "606": Rule(into="subjects", read=unimarc_heading(SubjectKind.TOPIC), holds=_SUBJECT, scripts="a", language="catalog", trims=False,
                says="topic; $2 scheme; $x $y $z $j subdivisions"),
    "607": Rule(into="subjects", read=unimarc_heading(SubjectKind.PLACE), holds=_SUBJECT, scripts="a", language="catalog", trims=False, says="place"),
    "608": Rule(into="subjects", read=unimarc_heading(SubjectKind.GENRE), holds=_SUBJECT, scripts="a", language="catalog", trims=False,
                says="genre or form"),
    "610": Rule(into="subjects", read=keywords(), holds="a+", scripts="a", trims=False, says="uncontrolled terms"),
    "675": Rule(into="classifications", read=class_number("udc", edition="v"), holds="a+ v", trims=False, says="UDC"),
    "676": Rule(into="classifications", read=class_number("ddc", edition="v"), holds="a+ v", trims=False, says="DDC"),
    "680": Rule(into="classifications", read=class_number("lcc", item="b"), holds="a+ (b)", trims=False, says="LCC"),
    "686": Rule(into="classifications", read=class_number("other", item="b", edition="v", source="2"), holds="a+ (b) v 2", trims=False,
                says="the scheme that $2 names"),
    # agents
    "700": _agent(AgentKind.PERSON, "person, main entry; $4 role", main=True),
    "701": _agent(AgentKind.PERSON, "person of equal share; $4 role"),
    "702": _agent(AgentKind.PERSON, "person of lesser share; $4 role"),
    "710": _agent(AgentKind.ORGANIZATION, "body (indicator 1: 1 meeting), main entry", main=True),
    "711": _agent(AgentKind.ORGANIZATION, "body (indicator 1: 1 meeting) of equal share"),
    "712": _agent(AgentKind.ORGANIZATION, "body (indicator 1: 1 meeting) of lesser share"),
    "716": _agent(AgentKind.ORGANIZATION, "trade mark"),
    "720": _agent(AgentKind.FAMILY, "family, main entry", main=True),
    "721": _agent(AgentKind.FAMILY, "family of equal share"),
    "722": _agent(AgentKind.FAMILY, "family of lesser share"),
    "730": _agent(AgentKind.PERSON, "name as found"),
    # access and holdings
    "856": Rule(into="access", read=address, holds="u+ (y3) (z)", trims=False, says="address; indicator 2: 0 the thing, 1 a version, 2 related"),
    "852": Rule(into="holdings", read=location, whole=True, trims=False, says="library, place, call number"),
    "866": Rule(into="holdings", read=coverage, whole=True, trims=False, says="what is held, in words"),
    "995": Rule(into="holdings", read=by_habit("995"), whole=True, trims=False, says="items: $f barcode, $b library, $e place, $k call number"),
    "952": Rule(into="holdings", read=by_habit("952"), whole=True, trims=False, says="items, as Koha writes them"),
    "AVA": Rule(into="holdings", read=available, whole=True, trims=False, says="Alma: holding"),
    "AVE": Rule(into="holdings", read=available_online, whole=True, trims=False, says="Alma: electronic portfolio"),
}  # fmt: skip


def _series_link(given: Given) -> Reading:
    """410: the title embedded after $1, or in $t."""
    if not given.first("1"):
        return series(words="t", part="hi", ids="3")(given)
    return series()(given)


def prepare(draft: Draft, leader: str, early: dict[str, list[Field]]) -> None:
    """Read leader, 100-110 and 801: kind, languages, countries and agency. ``early``: the fields of these tags."""
    draft.deleted = leader[5:6] == "d"
    draft.kind = unimarc_kind(leader, _first(early, "105"), _first(early, "110"))
    for field in early.get("101", ()):
        draft.languages += [tag for value in field.all("a") for tag in languages(value)]
        draft.original_languages += [tag for value in field.all("c") for tag in languages(value)]
        draft.summary_languages += [tag for value in field.all("d") for tag in languages(value)]
    draft.countries = [c for f in early.get("102", ()) for v in f.all("a") if (c := _country(v))]
    draft.agency = next((f.first("b") for f in early.get("801", ()) if f.first("b")), "")
    coded = _first(early, "100")
    if "100" in early and len(coded) != 36:
        draft.doubt("100", "100", f"{len(coded)} characters instead of 36")
    _deduplicate(draft)
    catalog = next(iter(languages(coded[22:25])), "")
    draft.speak(
        text=draft.languages[0] if draft.languages else "",
        catalog=catalog,
        original=draft.original_languages[0] if draft.original_languages else "",
        parallel=draft.languages[1] if len(draft.languages) == 2 else "",
    )


def _first(early: dict[str, list[Field]], tag: str) -> str:
    return next((field.first("a") for field in early.get(tag, ())), "")


def _country(code: str) -> str:
    """Return the country of an ISO code of two letters, or of MARC's."""
    bare = code.strip().lower()
    return bare if len(bare) == 2 and bare.isascii() and bare.isalpha() and bare != "xx" else country_of_marc(bare)


def _deduplicate(draft: Draft) -> None:
    draft.languages = list(dict.fromkeys(draft.languages))
    draft.original_languages = list(dict.fromkeys(draft.original_languages))
    draft.summary_languages = list(dict.fromkeys(draft.summary_languages))
    draft.countries = list(dict.fromkeys(draft.countries))


def finish(draft: Draft, early: dict[str, list[Field]]) -> None:
    """Settle what depends on several fields: dates, series, holdings, the kind of a thesis."""
    coded = _first(early, "100")
    settle_dates(draft, unimarc_dates(coded[8:17]))
    settle_formats(draft, electronic=draft.kind in (Kind.SOFTWARE, Kind.WEBSITE, Kind.DATABASE))
    if "series" in draft.lists:
        pair_series(draft)
    if "shelved" in draft.lists:
        assemble(draft)
    noted = any(getattr(part, "kind", None) is NoteKind.THESIS for part in draft.parts("notes"))
    if (
        draft.kind in (Kind.BOOK, Kind.MANUSCRIPT)
        and noted
        and not any(getattr(i, "publishers", ()) for i in draft.parts("imprints"))
    ):
        draft.kind = Kind.THESIS
