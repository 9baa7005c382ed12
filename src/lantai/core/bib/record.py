"""BibRecord: one description of one thing, as one source gives it (or as several, merged).

Every value is a frozen struct that knows where it stood (``at``) and, after merging, which source gave it (``src``).
Whatever a source says that no field here can hold is kept in ``verbatim``. Structs are msgspec's: they are built
and encoded on the hot path of every import (docs/decisions/0002); they hold no cycles, so the collector need not look at them.
"""

from enum import StrEnum

import msgspec

from .parts import Forms as Forms
from .parts import Identifier as Identifier
from .parts import Part as Part
from .parts import Scheme as Scheme
from .parts import Standing as Standing
from .parts import Text as Text


class TitleKind(StrEnum):
    """What a title is to the thing that it names."""

    PROPER = "proper"
    PARALLEL = "parallel"
    UNIFORM = "uniform"
    ORIGINAL = "original"
    ALTERNATIVE = "alternative"
    FORMER = "former"
    COVER = "cover"
    SPINE = "spine"
    RUNNING = "running"
    ABBREVIATED = "abbreviated"
    TRANSLATED = "translated"  # given by a cataloguer or a service, not by the thing itself
    COLLECTIVE = "collective"


class TitleForm(Text, frozen=True, omit_defaults=True):
    """A title in one script: ``value`` is the title proper without its subtitle.

    ``rest``: subtitle and other title information. ``part``: number and name of the part. ``by``: the statement of
    responsibility. ``nonfiling``: how many characters of ``value`` sorting skips.
    """

    rest: str = ""
    part: str = ""
    by: str = ""
    nonfiling: int = 0


class Title(Part, frozen=True, omit_defaults=True, kw_only=True):
    """One title in all its scripts."""

    forms: tuple[TitleForm, ...]
    kind: TitleKind = TitleKind.PROPER


class AgentKind(StrEnum):
    """What sort of agent."""

    PERSON = "person"
    FAMILY = "family"
    ORGANIZATION = "organization"
    MEETING = "meeting"


class Affiliation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Where an agent worked when it did what it did.

    ``name``: of the body, as the source calls it, "" where it knows the printed words only. ``printed``: the words of the publication.
    ``identifiers``: of the body (ROR, ISNI, GRID as "other"). ``country``: ISO 3166-1 alpha-2, lower case.
    """

    name: str = ""
    printed: str = ""
    identifiers: tuple[Identifier, ...] = ()
    country: str = ""


class Contribution(Part, frozen=True, omit_defaults=True, kw_only=True):
    """An agent and what it did.

    ``forms``: the name in all its scripts, as a heading ("Cao, Xueqin", "曹雪芹"). ``roles``: MARC relator codes ("aut",
    "trl"). ``role_words``: the words of the source ("主编"). ``dates``: as given ("1715?-1763"). ``main``: the main entry.
    ``affiliations``: in their order. ``corresponding``: readers write to this author.
    """

    forms: Forms
    kind: AgentKind = AgentKind.PERSON
    roles: tuple[str, ...] = ()
    role_words: tuple[str, ...] = ()
    dates: str = ""
    identifiers: tuple[Identifier, ...] = ()
    title: str = ""  # of the work, in a name-title entry
    main: bool = False
    affiliations: tuple[Affiliation, ...] = ()
    corresponding: bool = False


class Funding(Part, frozen=True, omit_defaults=True, kw_only=True):
    """Who paid for the research, and by which grants. ``awards``: their numbers; ``title``: of the grant, where the source says it."""

    funder: str
    identifiers: tuple[Identifier, ...] = ()
    awards: tuple[str, ...] = ()
    title: str = ""


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    UNKNOWN = "unknown"


class DateKind(StrEnum):
    """What happened at a date."""

    PUBLISHED = "published"
    COPYRIGHT = "copyright"
    ORIGINAL = "original"  # first publication of what is reprinted or translated
    CREATED = "created"
    RUNNING = "running"  # first and last issue of a serial


class Date(Part, frozen=True, omit_defaults=True, kw_only=True):
    """A date with its words.

    ``start`` and ``end``: astronomical Gregorian years, both included; None: open or unknown. ``iso``: "2021-03-15" where month
    or day is known. ``certain`` is False for [1994?] and ca. ``calendar``: "" Gregorian, or "minguo", "showa", "hijri", ….
    """

    text: str
    start: int | None = None
    end: int | None = None
    iso: str = ""
    precision: Precision = Precision.YEAR
    certain: bool = True
    kind: DateKind = DateKind.PUBLISHED
    calendar: str = ""


class Imprint(Part, frozen=True, omit_defaults=True, kw_only=True):
    """One statement of publication, production, distribution or manufacture (``function``), in all its scripts."""

    places: tuple[Forms, ...] = ()
    publishers: tuple[Forms, ...] = ()
    date: str = ""
    function: str = "publication"


class Statement(Part, frozen=True, omit_defaults=True, kw_only=True):
    """Words as the source gives them, in all their scripts: an edition, an extent."""

    forms: Forms


class NoteKind(StrEnum):
    """What a note is about."""

    GENERAL = "general"
    SUMMARY = "summary"
    CONTENTS = "contents"
    THESIS = "thesis"
    LANGUAGE = "language"
    AUDIENCE = "audience"
    BIBLIOGRAPHY = "bibliography"
    RIGHTS = "rights"
    PRICE = "price"
    LOCAL = "local"


class Note(Statement, frozen=True, omit_defaults=True, kw_only=True):
    """A note of a known kind."""

    kind: NoteKind = NoteKind.GENERAL


class Series(Statement, frozen=True, omit_defaults=True, kw_only=True):
    """A series and the place in it."""

    number: str = ""
    identifiers: tuple[Identifier, ...] = ()


class SubjectKind(StrEnum):
    """What a subject heading names."""

    TOPIC = "topic"
    PERSON = "person"
    ORGANIZATION = "organization"
    MEETING = "meeting"
    TITLE = "title"
    PLACE = "place"
    PERIOD = "period"
    GENRE = "genre"
    KEYWORD = "keyword"


class Subject(Statement, frozen=True, omit_defaults=True, kw_only=True):
    """A subject heading; ``forms`` hold the first element alone, ``subdivisions`` the rest in order.

    ``scheme``: "lcsh", "mesh", "fast", "cct" (中国分类主题词表), "rameau", "gnd" … as MARC source codes; "" uncontrolled.
    """

    kind: SubjectKind = SubjectKind.TOPIC
    scheme: str = ""
    subdivisions: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class Classification(Part, frozen=True, omit_defaults=True, kw_only=True):
    """A class number. ``scheme``: "clc", "lcc", "ddc", "udc", "nlm", "cas" (科图法) …; ``item``: the book number after it."""

    scheme: str
    value: str
    edition: str = ""
    item: str = ""


class Relation(StrEnum):
    """How another thing relates to this one: that thing is the … of this."""

    HOST = "host"
    EARLIER = "earlier"
    LATER = "later"
    ORIGINAL = "original"  # this is a translation of it
    TRANSLATION = "translation"
    OTHER_EDITION = "other_edition"
    OTHER_FORM = "other_form"
    SUPPLEMENT = "supplement"
    SUPPLEMENT_TO = "supplement_to"
    CONSTITUENT = "constituent"
    REVIEWED = "reviewed"
    RELATED = "related"


class Link(Part, frozen=True, omit_defaults=True, kw_only=True):
    """Another thing that the record points to; for an article, its journal with volume, issue and pages."""

    relation: Relation
    titles: tuple[TitleForm, ...] = ()
    names: Forms = ()
    identifiers: tuple[Identifier, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: str = ""
    text: str = ""  # what the source says beyond these


class AccessKind(StrEnum):
    """What an address leads to."""

    RESOURCE = "resource"
    VERSION = "version"
    RELATED = "related"
    UNKNOWN = "unknown"


class Openness(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What a service says of the copy at an address; core.openness judges by it.

    ``by``: the service ("OpenAlex"). ``host``: "publisher", "repository", "unplaced" (nobody says whose it is), "" (told by its address).
    ``version`` and ``license``: its words. ``free``: it was found free. ``until``: the first day on which it is, "2027-03-01", "" for no embargo.
    ``is_file``: the address is of a file. ``journal``: the name of the journal; ``all_open``: "no", "yes", "paid" (authors pay), "unpaid", ""
    where the service does not say.
    """

    by: str
    host: str
    version: str = ""
    license: str = ""
    free: bool = False
    until: str = ""
    is_file: bool = False
    journal: str = ""
    all_open: str = ""


class Access(Part, frozen=True, omit_defaults=True, kw_only=True):
    """An address of the thing or of something near it."""

    url: str
    kind: AccessKind = AccessKind.UNKNOWN
    label: str = ""
    note: str = ""
    openness: Openness | None = None

    @property
    def is_closed(self) -> bool:
        """Say whether it is known that not everybody can read what is there."""
        return self.openness is not None and not self.openness.free


class ItemRecord(Part, frozen=True, omit_defaults=True, kw_only=True):
    """One physical piece as a source describes it."""

    barcode: str = ""
    location: str = ""
    call_number: str = ""
    volume: str = ""
    copy: str = ""
    status: str = ""  # the source's word or code; "" unknown
    material: str = ""
    note: str = ""


class HoldingRecord(Part, frozen=True, omit_defaults=True, kw_only=True):
    """That a library has the thing, where, and which parts of it. ``call_number`` is whole, as on the spine."""

    library: str = ""
    location: str = ""
    call_number: str = ""
    scheme: str = ""  # of the call number: as Classification.scheme
    coverage: tuple[str, ...] = ()
    note: str = ""
    items: tuple[ItemRecord, ...] = ()


class Verbatim(Part, frozen=True, omit_defaults=True, kw_only=True):
    """A field, or what was left of one, that no other part holds.

    MARC: ``name`` is the tag, ``marks`` the two indicators ("" for a control field), ``values`` the (code, value) pairs in order.
    Elsewhere ``name`` is the column, tag or path, and each value has the code "".
    """

    name: str
    values: tuple[tuple[str, str], ...]
    marks: str = ""


class Repair(Part, frozen=True, omit_defaults=True, kw_only=True):
    """Something that was mended, or doubtful, while reading. ``code`` is stable ("length", "charset", "isbn");
    ``detail`` is for people."""

    code: str
    detail: str = ""


class Kind(StrEnum):
    """What sort of thing is described; what readers filter by."""

    BOOK = "book"
    CHAPTER = "chapter"
    JOURNAL = "journal"
    NEWSPAPER = "newspaper"
    SERIES = "series"
    ARTICLE = "article"
    CONFERENCE = "conference"
    THESIS = "thesis"
    REPORT = "report"
    STANDARD = "standard"
    PATENT = "patent"
    PREPRINT = "preprint"
    MAP = "map"
    SCORE = "score"
    SOUND = "sound"
    VIDEO = "video"
    IMAGE = "image"
    MANUSCRIPT = "manuscript"
    DATASET = "dataset"
    SOFTWARE = "software"
    WEBSITE = "website"
    DATABASE = "database"
    OBJECT = "object"
    OTHER = "other"


class Origin(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Which received record a value came from: the key of a SourceRecord and the short name of its source."""

    record: int
    source: str


LAST_YEAR = 9_999
"""A larger number in a date is no year."""


class BibRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """One description. Empty fields mean that the source does not say, never that there is none.

    ``control``: the source's own number of the record, its key across imports ("" none). ``dialect``: how it was read
    ("marc21", "cnmarc", "ris", …). ``languages`` of the text, ``original_languages`` of what was translated and
    ``summary_languages``: BCP 47. ``countries``: ISO 3166-1 alpha-2, lower case. ``leader``: a MARC record's, as
    received. ``deleted``: the source
    withdraws the record. ``sources``: of a merged record, what ``Part.src`` counts. ``nothing``: of a correction, the fields in
    which nothing is to be shown, whatever the sources say.
    """

    control: str = ""
    agency: str = ""
    dialect: str = ""
    kind: Kind = Kind.OTHER
    deleted: bool = False
    leader: str = ""
    titles: tuple[Title, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    languages: tuple[str, ...] = ()
    original_languages: tuple[str, ...] = ()
    summary_languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    dates: tuple[Date, ...] = ()
    imprints: tuple[Imprint, ...] = ()
    editions: tuple[Statement, ...] = ()
    extents: tuple[Statement, ...] = ()
    series: tuple[Series, ...] = ()
    notes: tuple[Note, ...] = ()
    subjects: tuple[Subject, ...] = ()
    classifications: tuple[Classification, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    access: tuple[Access, ...] = ()
    holdings: tuple[HoldingRecord, ...] = ()
    fundings: tuple[Funding, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()
    repairs: tuple[Repair, ...] = ()
    sources: tuple[Origin, ...] = ()
    nothing: tuple[str, ...] = ()

    @property
    def title(self) -> Title | None:
        """Return the title proper, else the first title there is."""
        return next((t for t in self.titles if t.kind is TitleKind.PROPER), self.titles[0] if self.titles else None)

    @property
    def year(self) -> int | None:
        """Return the year to sort and filter by: of publication, else of copyright, else any that is known."""
        order = (DateKind.PUBLISHED, DateKind.RUNNING, DateKind.COPYRIGHT, DateKind.CREATED, DateKind.ORIGINAL)
        known = [d for d in self.dates if d.start is not None and abs(d.start) <= LAST_YEAR]
        return min(known, key=lambda d: order.index(d.kind)).start if known else None

    @property
    def language(self) -> str:
        """Return the first language of the text, "" if none is given."""
        return self.languages[0] if self.languages else ""


_encode = msgspec.json.Encoder()
_decode = msgspec.json.Decoder(BibRecord)


def encode(record: BibRecord) -> bytes:
    """Return the record as compact JSON, empty fields left out."""
    return _encode.encode(record)


def decode(data: bytes) -> BibRecord:
    """Return the record that ``encode`` wrote; raise msgspec.ValidationError for anything else."""
    return _decode.decode(data)
