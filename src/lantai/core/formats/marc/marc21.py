"""MARC 21 as rules: which field becomes which part of the record, and which of its subfields the part holds exactly.

A line of ``RULES`` reads: tag, list of the BibRecord, what reads it, the subfields held, and what the field says. Fields that are not
in the table are kept verbatim. The coded fields are read first (``prepare``), because languages and kind depend on them.
"""

from collections.abc import Sequence

from lantai.core.bib.record import AgentKind, Kind, NoteKind, Part, Relation, Scheme, SubjectKind, TitleKind
from lantai.core.text.countries import country_of_marc

from .agents import agent, uncontrolled_name
from .draft import Draft
from .fields import Field
from .fixed import languages, marc21_dates, marc21_kind
from .holdings import available, available_online, coverage, enumeration, location
from .imprints import imprint, imprint_by_function, settle_dates
from .linking import added_title, address, link, original
from .local_items import HABITS, by_habit
from .notes import general_note, note, pair_series, series, statement
from .numbers import number, other_standard_number, publisher_number, settle_formats, system_number
from .rule import Rule
from .shelves import assemble
from .subjects import class_number, heading, keywords
from .titles import title, title_statement, varying_title

_NAME = "(abc) d e+ 4+ (tnp) 0+ 1+"
_BODY = "(ab) d e+ 4+ (tnp) 0+ 1+"
_MEETING = "(aenc) d j+ 4+ (tp) 0+ 1+"
_SUBJECT = "(ab) x+ y+ z+ v+ 2 0+ 1+"
_NAME_SUBJECT = "(abcdfgklmnopqrst) x+ y+ z+ v+ 2 0+ 1+"
_NOTE = "(abcdefghijklmnopqrstuvxyz)"


# What stands before an element of a name heading; a full stop before the others.
_PERSON = {"b": " ", "c": ", ", "d": ", ", "q": " "}
_MEETING_OR_BODY = {"c": " ", "d": " ", "n": " ", "q": " "}


def _notes(kind: NoteKind, says: str, *, language: str = "catalog") -> Rule:
    return Rule(into="notes", read=note(kind), holds=_NOTE, scripts=_NOTE.strip("()"), trims=False, language=language, says=says)


def _linked(relation: Relation, says: str) -> Rule:
    return Rule(into="links", read=link(relation), whole=True, says=says)


def _local_items(tag: str) -> Rule:
    names = ", ".join(dict.fromkeys(habit.name for habit in HABITS[tag]))
    return Rule(into="holdings", read=by_habit(tag), whole=True, trims=False, says=f"items, as {names} writes them")


RULES: dict[str, Rule] = {
    # numbers
    "010": Rule(into="identifiers", read=number(Scheme.LCCN), holds="a+ z+", trims=False, says="LCCN; $z cancelled"),
    "015": Rule(into="identifiers", read=number(Scheme.OTHER), holds="a+ z+", trims=False, says="national bibliography number"),
    "016": Rule(into="identifiers", read=number(Scheme.OTHER), holds="a+ z+", trims=False, says="number of a national agency"),
    "017": Rule(into="identifiers", read=number(Scheme.OTHER), holds="a+ z+", trims=False, says="legal deposit number"),
    "020": Rule(into="identifiers", read=number(Scheme.ISBN, qualifier="q", price="c"), holds="a+ z+ q c+", trims=False,
                says="ISBN; $q or parentheses: of which binding or volume; $z cancelled; $c price"),
    "022": Rule(into="identifiers", read=number(Scheme.ISSN, wrong="yz", linking="l"), holds="a+ l+ (yz)", trims=False,
                says="ISSN; $l ISSN-L; $y, $z incorrect or cancelled"),
    "024": Rule(into="identifiers", read=other_standard_number, holds="a+ z+", trims=False,
                says="the number that indicator 1 or $2 names: DOI, ISMN, EAN, URI …"),
    "027": Rule(into="identifiers", read=number(Scheme.REPORT), holds="a+ z+", trims=False, says="technical report number"),
    "028": Rule(into="identifiers", read=publisher_number, holds="a+ (b)", trims=False, says="publisher's or plate number"),
    "035": Rule(into="identifiers", read=system_number, holds="a+ z+", trims=False, says="OCLC number, or (agency)number"),
    "040": Rule(into="verbatim", whole=True, says="$b language of cataloguing; kept as it is"),
    "041": Rule(into="languages", whole=True, says="$a $d text, $h original, $b summary"),
    "044": Rule(into="countries", whole=True, says="countries of publication"),
    "086": Rule(into="identifiers", read=number(Scheme.REPORT), holds="a+ z+", trims=False, says="government document number"),
    "088": Rule(into="identifiers", read=number(Scheme.REPORT), holds="a+ z+", trims=False, says="report number"),
    # classes
    "050": Rule(into="classifications", read=class_number("lcc", item="b"), holds="a+ (b)", trims=False, says="LCC"),
    "055": Rule(into="classifications", read=class_number("lcc", item="b"), holds="a+ (b)", trims=False, says="LCC as in Canada"),
    "060": Rule(into="classifications", read=class_number("nlm", item="b"), holds="a+ (b)", trims=False, says="NLM"),
    "070": Rule(into="classifications", read=class_number("nal", item="b"), holds="a+ (b)", trims=False, says="NAL"),
    "080": Rule(into="classifications", read=class_number("udc", item="b", edition="2"), holds="a+ (b) 2", trims=False, says="UDC"),
    "082": Rule(into="classifications", read=class_number("ddc", item="b", edition="2"), holds="a+ (b) 2", trims=False, says="DDC"),
    "083": Rule(into="classifications", read=class_number("ddc", item="b", edition="2"), holds="a+ (b) 2", trims=False, says="DDC, additional"),
    "084": Rule(into="classifications", read=class_number("other", item="b", source="2"), holds="a+ (b) 2", trims=False,
                says="the scheme that $2 names"),
    "090": Rule(into="classifications", read=class_number("lcc", item="b"), holds="a+ (b)", trims=False, says="LCC as assigned locally"),
    "092": Rule(into="classifications", read=class_number("ddc", item="b", edition="2"), holds="a+ (b) 2", trims=False, says="DDC as assigned locally"),
    "096": Rule(into="classifications", read=class_number("nlm", item="b"), holds="a+ (b)", trims=False, says="NLM as assigned locally"),
    # agents
    "100": Rule(into="contributions", read=agent(AgentKind.PERSON, main=True), holds=_NAME, scripts="abc", says="person, main entry"),
    "110": Rule(into="contributions", read=agent(AgentKind.ORGANIZATION, main=True), holds=_BODY, scripts="ab", says="body, main entry"),
    "111": Rule(into="contributions", read=agent(AgentKind.MEETING, main=True), holds=_MEETING, scripts="aenc", says="meeting, main entry"),
    "700": Rule(into="contributions", read=agent(AgentKind.PERSON), holds=_NAME, scripts="abc", says="person; $t a work of theirs"),
    "710": Rule(into="contributions", read=agent(AgentKind.ORGANIZATION), holds=_BODY, scripts="ab", says="body"),
    "711": Rule(into="contributions", read=agent(AgentKind.MEETING), holds=_MEETING, scripts="aenc", says="meeting"),
    "720": Rule(into="contributions", read=uncontrolled_name, holds="a e+ 4+", scripts="a", says="name as found"),
    # titles
    "130": Rule(into="titles", read=title(TitleKind.UNIFORM, words="ap", part="n", mark=1), holds="(ap) (n)", scripts="apn",
                language="original", says="uniform title, main entry"),
    "210": Rule(into="titles", read=title(TitleKind.ABBREVIATED), holds="a", trims=False, says="abbreviated title"),
    "222": Rule(into="titles", read=title(TitleKind.ALTERNATIVE, mark=2), holds="a", scripts="a", says="key title"),
    "240": Rule(into="titles", read=title(TitleKind.UNIFORM, mark=2), holds="a (np)", scripts="anp", language="original", says="uniform title"),
    "242": Rule(into="titles", read=title(TitleKind.TRANSLATED, mark=2), holds="a (np)", scripts="anp", language="catalog",
                says="title translated by the cataloguer"),
    "243": Rule(into="titles", read=title(TitleKind.COLLECTIVE, mark=2), holds="a (np)", scripts="anp", language="catalog", says="collective title"),
    "245": Rule(into="titles", read=title_statement, holds="a (b) (c) (np)", scripts="abcnp",
                says="title proper; $b subtitle, after = parallel title; $n $p part; $c responsibility; indicator 2: what sorting skips"),
    "246": Rule(into="titles", read=varying_title, holds="(ab) (np)", scripts="abnp",
                says="indicator 2: 1 parallel, 4 cover, 7 running, 8 spine, else alternative"),
    "247": Rule(into="titles", read=title(TitleKind.FORMER, words="ab"), holds="(ab) (np)", scripts="abnp", says="former title"),
    "740": Rule(into="titles", read=title(TitleKind.ALTERNATIVE, mark=1), holds="a (np)", scripts="anp", says="uncontrolled title of a part or other title"),
    "730": Rule(into="links", read=added_title, whole=True, language="parallel", says="uniform title of a related or contained work"),
    # edition, imprint, extent
    "250": Rule(into="editions", read=statement("ab"), holds="(ab)", scripts="ab", trims=False, says="edition"),
    "254": Rule(into="editions", read=statement("a"), holds="a", scripts="a", trims=False, says="presentation of music"),
    "255": Rule(into="extents", read=statement("abc"), holds="(abc)", scripts="abc", trims=False, says="scale and coordinates of a map"),
    "260": Rule(into="imprints", read=imprint(), holds="a+ b+ (c)", scripts="ab", says="place, publisher, date"),
    "264": Rule(into="imprints", read=imprint_by_function(), holds="a+ b+ (c)", scripts="ab",
                says="indicator 2: 0 production, 1 publication, 2 distribution, 3 manufacture, 4 copyright"),
    "300": Rule(into="extents", read=statement("abcef"), holds="(abcef)", scripts="abcef", trims=False, language="catalog", says="extent"),
    "310": _notes(NoteKind.GENERAL, "frequency"),
    "321": _notes(NoteKind.GENERAL, "former frequency"),
    "362": _notes(NoteKind.GENERAL, "first and last issue"),
    # series
    "440": Rule(into="series", read=series(part="np"), holds="(anp) v x", scripts="anp", says="series, as statement and entry"),
    "490": Rule(into="series", read=series(), holds="a v x", scripts="a", says="series as on the thing"),
    "800": Rule(into="series", read=series(words="t", part="np"), whole=True, says="series under a person; not doubled where 490 says it"),
    "810": Rule(into="series", read=series(words="t", part="np"), whole=True, says="series under a body; not doubled where 490 says it"),
    "811": Rule(into="series", read=series(words="t", part="np"), whole=True, says="series under a meeting; not doubled where 490 says it"),
    "830": Rule(into="series", read=series(part="np", ids="01"), whole=True, says="series by its authorised title; not doubled where 490 says it"),
    # notes
    "500": Rule(into="notes", read=general_note, holds=_NOTE, scripts=_NOTE.strip("()"), trims=False, language="catalog",
                says="note; Translation of: … is also the title of the original"),
    "501": _notes(NoteKind.GENERAL, "with …"),
    "502": _notes(NoteKind.THESIS, "thesis"),
    "504": _notes(NoteKind.BIBLIOGRAPHY, "bibliography"),
    "505": _notes(NoteKind.CONTENTS, "contents", language="text"),
    "506": _notes(NoteKind.RIGHTS, "restrictions on access"),
    "507": _notes(NoteKind.GENERAL, "scale of graphic material"),
    "508": _notes(NoteKind.GENERAL, "creation and production credits"),
    "510": _notes(NoteKind.GENERAL, "cited in"),
    "511": _notes(NoteKind.GENERAL, "performers"),
    "513": _notes(NoteKind.GENERAL, "report type and period"),
    "514": _notes(NoteKind.GENERAL, "data quality"),
    "515": _notes(NoteKind.GENERAL, "numbering"),
    "516": _notes(NoteKind.GENERAL, "type of data"),
    "518": _notes(NoteKind.GENERAL, "date and place of an event"),
    "520": _notes(NoteKind.SUMMARY, "summary"),
    "521": _notes(NoteKind.AUDIENCE, "audience"),
    "522": _notes(NoteKind.GENERAL, "geographic coverage"),
    "524": _notes(NoteKind.GENERAL, "preferred citation"),
    "525": _notes(NoteKind.GENERAL, "supplements"),
    "526": _notes(NoteKind.GENERAL, "study program"),
    "530": _notes(NoteKind.GENERAL, "other physical forms"),
    "533": _notes(NoteKind.GENERAL, "reproduction"),
    "534": _notes(NoteKind.GENERAL, "original version"),
    "535": _notes(NoteKind.GENERAL, "location of originals"),
    "538": _notes(NoteKind.GENERAL, "system details"),
    "540": _notes(NoteKind.RIGHTS, "terms of use"),
    "541": _notes(NoteKind.LOCAL, "acquisition"),
    "542": _notes(NoteKind.RIGHTS, "copyright"),
    "544": _notes(NoteKind.GENERAL, "location of other archival materials"),
    "545": _notes(NoteKind.GENERAL, "biography or history"),
    "546": _notes(NoteKind.LANGUAGE, "languages and scripts"),
    "547": _notes(NoteKind.GENERAL, "former title complexity"),
    "550": _notes(NoteKind.GENERAL, "issuing body"),
    "552": _notes(NoteKind.GENERAL, "entity and attributes"),
    "555": _notes(NoteKind.GENERAL, "indexes and finding aids"),
    "556": _notes(NoteKind.GENERAL, "documentation"),
    "561": _notes(NoteKind.LOCAL, "provenance"),
    "562": _notes(NoteKind.LOCAL, "copy and version"),
    "563": _notes(NoteKind.LOCAL, "binding"),
    "565": _notes(NoteKind.GENERAL, "case file characteristics"),
    "567": _notes(NoteKind.GENERAL, "methodology"),
    "580": _notes(NoteKind.GENERAL, "linking note"),
    "581": _notes(NoteKind.GENERAL, "publications about"),
    "583": _notes(NoteKind.LOCAL, "action"),
    "584": _notes(NoteKind.GENERAL, "accumulation and frequency of use"),
    "585": _notes(NoteKind.GENERAL, "exhibitions"),
    "586": _notes(NoteKind.GENERAL, "awards"),
    "588": _notes(NoteKind.GENERAL, "source of description"),
    "590": _notes(NoteKind.LOCAL, "local note"),
    # subjects
    "600": Rule(into="subjects", read=heading(SubjectKind.PERSON, words="abcdfgklmnopqrst", by=_PERSON), holds=_NAME_SUBJECT, scripts="abcdfgklmnopqrst",
                language="catalog", says="person as subject"),
    "610": Rule(into="subjects", read=heading(SubjectKind.ORGANIZATION, words="abcdfgklmnoprst", by=_MEETING_OR_BODY), holds=_NAME_SUBJECT,
                scripts="abcdfgklmnopqrst",
                language="catalog", says="body as subject"),
    "611": Rule(into="subjects", read=heading(SubjectKind.MEETING, words="acdefgklnpqst", by=_MEETING_OR_BODY), holds=_NAME_SUBJECT.replace("ab", "ae"),
                scripts="acdefgklnpqst", language="catalog", says="meeting as subject"),
    "630": Rule(into="subjects", read=heading(SubjectKind.TITLE, words="adfgklmnoprst", by={}), holds=_NAME_SUBJECT, scripts="adfgklmnoprst",
                language="catalog", says="title as subject"),
    "648": Rule(into="subjects", read=heading(SubjectKind.PERIOD, words="a"), holds="a x+ y+ z+ v+ 2 0+ 1+", scripts="a", language="catalog",
                says="period"),
    "650": Rule(into="subjects", read=heading(SubjectKind.TOPIC, words="ab"), holds=_SUBJECT, scripts="ab", language="catalog",
                says="topic; indicator 2 or $2: scheme; $x $y $z $v subdivisions"),
    "651": Rule(into="subjects", read=heading(SubjectKind.PLACE, words="a"), holds="a x+ y+ z+ v+ 2 0+ 1+", scripts="a", language="catalog",
                says="place"),
    "653": Rule(into="subjects", read=keywords(), holds="a+", scripts="a", language="text", says="uncontrolled terms"),
    "655": Rule(into="subjects", read=heading(SubjectKind.GENRE, words="ab"), holds=_SUBJECT, scripts="ab", language="catalog",
                says="genre or form"),
    "689": Rule(into="subjects", read=heading(SubjectKind.TOPIC, words="a", scheme="gnd"), holds="a 2 0+", scripts="a", language="catalog",
                says="one link of a chain of subjects, as German libraries write them"),
    "690": Rule(into="subjects", read=heading(SubjectKind.TOPIC, words="ab", scheme="local"), holds=_SUBJECT, scripts="ab",
                language="catalog", says="local topic"),
    # links
    "760": _linked(Relation.HOST, "main series"),
    "765": Rule(into="links", read=original, whole=True, language="original", says="original of a translation; its $t is also the original title"),
    "767": _linked(Relation.TRANSLATION, "translation"),
    "770": _linked(Relation.SUPPLEMENT, "supplement"),
    "772": _linked(Relation.SUPPLEMENT_TO, "supplement to"),
    "773": _linked(Relation.HOST, "host: $t $x $z $w; $g, $q volume, issue, pages"),
    "774": _linked(Relation.CONSTITUENT, "part"),
    "775": _linked(Relation.OTHER_EDITION, "other edition"),
    "776": _linked(Relation.OTHER_FORM, "other physical form"),
    "777": _linked(Relation.RELATED, "issued with"),
    "780": _linked(Relation.EARLIER, "earlier title"),
    "785": _linked(Relation.LATER, "later title"),
    "787": _linked(Relation.RELATED, "other relation"),
    # access, holdings, items
    "856": Rule(into="access", read=address, holds="u+ (y3) (z)", trims=False, says="address; indicator 2: 0 the thing, 1 a version, 2 related"),
    "852": Rule(into="holdings", read=location, whole=True, trims=False, says="$a $b $c library and place, call number, $p barcode"),
    "863": Rule(into="holdings", read=enumeration, whole=True, trims=False, says="numbering of what is held"),
    "866": Rule(into="holdings", read=coverage, whole=True, trims=False, says="what is held, in words"),
    "867": Rule(into="holdings", read=coverage, whole=True, trims=False, says="supplements held"),
    "868": Rule(into="holdings", read=coverage, whole=True, trims=False, says="indexes held"),
    "AVA": Rule(into="holdings", read=available, whole=True, trims=False, says="Alma: holding"),
    "AVE": Rule(into="holdings", read=available_online, whole=True, trims=False, says="Alma: electronic portfolio"),
    **{tag: _local_items(tag) for tag in HABITS if tag != "995"},
}  # fmt: skip

CONTROL = ("001", "003", "005", "006", "007", "008", "009")


def prepare(draft: Draft, leader: str, early: dict[str, list[Field]]) -> None:
    """Read leader, 008, 040, 041 and 044: kind, languages and countries. ``early``: the fields of these tags."""
    data = _coded(draft, early)
    draft.deleted = leader[5:6] in ("d", "s", "x")
    draft.kind = marc21_kind(leader, data)
    _languages(draft, data, early.get("041", ()))
    country = country_of_marc(data[15:18].strip(" |#")) if data else ""
    found = [country] if country else []
    found += [c for f in early.get("044", ()) for v in f.all("a") if (c := country_of_marc(v.strip()))]
    draft.countries = list(dict.fromkeys(found))
    catalog = next((tag for f in early.get("040", ()) for v in f.all("b") for tag in languages(v)), "")
    draft.speak(
        text=draft.languages[0] if draft.languages else "",
        catalog=catalog or "en",
        original=draft.original_languages[0] if draft.original_languages else "",
        parallel=draft.languages[1] if len(draft.languages) == 2 else "",
    )


def _coded(draft: Draft, early: dict[str, list[Field]]) -> str:
    """Return 008; a wrong length is doubtful, and its positions are then believed only as far as they can be."""
    field = next(iter(early.get("008", ())), None)
    data = field.data if field else ""
    if data and len(data) != 40:
        draft.doubt("008", "008", f"{len(data)} characters instead of 40")
        return data if len(data) > 38 else data[:15] if len(data) >= 15 else ""
    return data


def _languages(draft: Draft, data: str, fields: Sequence[Field]) -> None:
    text = list(languages(data[35:38], coded=False)) if data else []
    for field in fields:
        coded = field.ind[1:2] != "7"
        for code, value in field.subfields:
            if code in "ad":
                text += languages(value, coded=coded)
            elif code == "h":
                draft.original_languages += languages(value, coded=coded)
            elif code == "b":
                draft.summary_languages += languages(value, coded=coded)
    draft.languages = list(dict.fromkeys(text))
    draft.original_languages = list(dict.fromkeys(draft.original_languages))
    draft.summary_languages = list(dict.fromkeys(draft.summary_languages))


def finish(draft: Draft, early: dict[str, list[Field]]) -> None:
    """Settle what depends on several fields: dates, series, holdings, the kind of a thesis."""
    data = next((f.data for f in early.get("008", ()) if len(f.data) >= 15), "")
    settle_dates(draft, marc21_dates(data[6:15]))
    settle_formats(draft, electronic=any(f.data[23:24] in tuple("oqs") for f in early.get("008", ())))
    if "series" in draft.lists:
        pair_series(draft)
    if "shelved" in draft.lists:
        assemble(draft)
    if draft.kind in (Kind.BOOK, Kind.MANUSCRIPT) and "notes" in draft.lists and _is_thesis(draft):
        draft.kind = Kind.THESIS
    elif draft.kind is Kind.CHAPTER and any(_is_in_a_serial(part) for part in draft.parts("links")):
        draft.kind = Kind.ARTICLE


def _is_thesis(draft: Draft) -> bool:
    """A note of a thesis on something without a publisher; what is published after a thesis is a book."""
    noted = any(getattr(part, "kind", None) is NoteKind.THESIS for part in draft.parts("notes"))
    return noted and not any(getattr(part, "publishers", ()) for part in draft.parts("imprints"))


def _is_in_a_serial(part: Part) -> bool:
    return getattr(part, "relation", None) is Relation.HOST and any(
        i.scheme is Scheme.ISSN for i in getattr(part, "identifiers", ())
    )
