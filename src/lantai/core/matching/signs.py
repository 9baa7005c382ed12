"""What two descriptions are compared by: title keys, creators, years, volumes, languages; taken from a record once."""

from functools import lru_cache

from lantai.core.bib.pointers import Pointing, pointers
from lantai.core.bib.record import (
    AgentKind,
    BibRecord,
    Contribution,
    Identifier,
    Kind,
    Relation,
    Scheme,
    Standing,
    Text,
    Title,
    TitleForm,
    TitleKind,
)
from lantai.core.text.analysed import analyse
from lantai.core.text.fold import fold, key

from .papers.paper import Said
from .seen import Signs

CREATOR_ROLES = frozenset({"aut", "cre", "cmp", "art", "lbt", "pht", "ctg", "dis", "att", "dub", "inv", "prg"})
"""MARC relator codes of those who made the work, not this edition of it."""

WORK_TITLES = frozenset({TitleKind.PROPER, TitleKind.UNIFORM, TitleKind.ORIGINAL, TitleKind.PARALLEL})

COMMAS = str.maketrans("，、،", ",,,")

SHORTEST_WRONG = 8
"""Characters of a wrong identifier that is worth a look: an ISSN in the place of an ISBN, say."""

GENERIC = frozenset(
    map(
        key,
        """
        Works; Selected works; Collected works; Complete works; Works. Selections; Selections; Essays; Poems; Poetry
        Selected poems; Collected poems; Plays; Letters; Correspondence; Speeches; Short stories; Stories; Novels; Prose
        Prose works; Diaries; Songs; Sonatas; Symphonies; Quartets; Concertos; Instrumental music; Vocal music; Chamber music
        Orchestra music; Piano music; Laws, etc.; Treaties, etc.; Annual report; Report; Bulletin; Proceedings; Journal
        Newsletter; Catalogue; Catalog; Œuvres; Œuvres complètes; Gesammelte Werke; Sämtliche Werke; Gedichte; Briefe
        Obras completas; Obras; Poesías; Opere; Poésies; Собрание сочинений; Сочинения; Стихотворения; Избранное
        全集; 选集; 文集; 诗集; 诗选; 作品集; 小说选; 散文集; ديوان; الأعمال الكاملة; رسائل
        Editorial; Editorials; Guest editorial; Editorial note; Editor's note; Editors' note; From the editor; From the editors; Editorial board
        Letter to the editor; Letters to the editor; Letter from the editor; Book review; Book reviews; Obituary; Obituaries; In memoriam; In this issue
        Masthead; Front matter; Back matter; Table of contents; Éditorial; От редакции; Рецензия
        编者按; 编者的话; 卷首语; 编后记; 书评; 社论; 本期导读; 主编寄语; افتتاحية العدد; كلمة العدد; كلمة التحرير
        """.replace("\n", ";").split(";"),
    )
)
"""Titles that many works of one author share: they bring nobody together."""

VERSIONED = frozenset({Kind.ARTICLE, Kind.CONFERENCE, Kind.PREPRINT})
"""What has a version before the one that a publisher set."""

TEXT_KINDS = frozenset({Kind.BOOK, Kind.MANUSCRIPT, Kind.SERIES, Kind.OTHER})


def signs(record: BibRecord) -> Signs:
    """Return what ``record`` is compared by."""
    proper = _proper_forms(record)
    creators = tuple(
        dict.fromkeys(k for c in record.contributions if _made_it(c) for form in c.forms for k in _form_keys(form, record.kind))
    )
    return Signs(
        titles=known_titles(record),
        proper=proper_titles(record),
        words=tuple(words for form in proper if (words := frozenset(analyse(form.value).split()))),
        part=next((fold(form.part).strip() for form in proper if form.part), ""),
        creators=creators,
        uniform=frozenset() if creators else frozenset(_uniform(record)) - GENERIC,
        year=record.year,
        languages=frozenset(lang.partition("-")[0] for lang in record.languages),
        group="text" if record.kind in TEXT_KINDS else record.kind.value,
        identifiers=frozenset(trusted(record)),
        hints=frozenset(doubtful(record)),
        publisher=next((key(form[0].value) for imprint in record.imprints for form in imprint.publishers if form), ""),
        translation=is_translation(record),
        versions=frozenset(f"{Scheme.DOI}:{doi}" for kind, doi in pointers(record) if kind == Pointing.VERSION),
        paper=_said(record) if record.kind in VERSIONED else None,
    )


def _said(record: BibRecord) -> Said:
    """Return what versions of one paper have in common: not its numbers, and not where it appeared."""
    title = next((f"{form.value} {form.rest}" for form in _proper_forms(record)), "")
    makers = (c.forms[0].value for c in record.contributions if _made_it(c))
    return Said(key="", title=title, authors="; ".join(makers), year=str(record.year or ""))


def known_titles(record: BibRecord) -> frozenset[str]:
    """Return the keys under which the work may be known."""
    return frozenset(_work_titles(record)) - GENERIC


def proper_titles(record: BibRecord) -> frozenset[str]:
    """Return the keys of the edition's own titles, with and without subtitle."""
    return frozenset(
        k for form in _proper_forms(record) for k in (key(form.value), key(form.value + form.rest) if form.rest else "") if k
    )


def is_translation(record: BibRecord) -> bool:
    """Return whether the record describes a translation."""
    return bool(record.original_languages) or any(t.kind is TitleKind.ORIGINAL for t in record.titles)


def _proper_forms(record: BibRecord) -> list[TitleForm]:
    return [form for title in record.titles if title.kind is TitleKind.PROPER for form in title.forms]


MATCHING_SCHEMES = frozenset(
    {Scheme.ISBN, Scheme.ISSN, Scheme.ISSN_L, Scheme.DOI, Scheme.LCCN, Scheme.OCLC, Scheme.CN_SERIAL, Scheme.OPENALEX}
)
"""Identifiers that, shared, make two records worth comparing."""


def trusted(record: BibRecord) -> list[str]:
    """Return "scheme:value" of the identifiers that identify exactly what is described."""
    return [f"{i.scheme}:{i.value}" for i in record.identifiers if i.scheme in MATCHING_SCHEMES and i.standing is Standing.VALID]


def doubtful(record: BibRecord) -> list[str]:
    """Return "scheme:value" of those that may be of a set or of another format, or are wrong: staff are shown who shares them."""
    return [f"{i.scheme}:{i.value}" for i in record.identifiers if is_doubtful(i)]


def is_doubtful(identifier: Identifier) -> bool:
    """Return whether an identifier is no proof, but worth a look where two records share it; a short wrong one is only noise."""
    if identifier.scheme not in MATCHING_SCHEMES:
        return False
    wrong = identifier.standing is Standing.INVALID and len(identifier.value) >= SHORTEST_WRONG
    return wrong or identifier.standing is Standing.RELATED


def _made_it(agent: Contribution) -> bool:
    if agent.kind is AgentKind.MEETING or agent.title:
        return False
    return agent.main or bool(CREATOR_ROLES.intersection(agent.roles))


def _work_titles(record: BibRecord) -> list[str]:
    found = [k for title in record.titles if title.kind in WORK_TITLES for k in _title_keys(title)]
    found += [key(form.value) for link in record.links if link.relation is Relation.ORIGINAL for form in link.titles]
    return [k for k in found if k]


def _title_keys(title: Title) -> list[str]:
    keys = [key(form.value) for form in title.forms]
    return keys + [key(form.value[form.nonfiling :]) for form in title.forms if form.nonfiling]


def _uniform(record: BibRecord) -> list[str]:
    return [
        k
        for title in record.titles
        if title.kind is TitleKind.UNIFORM
        for k in _title_keys(title)
        if len(k) > 3 or not k.isascii()
    ]


def _form_keys(form: Text, kind: Kind) -> tuple[tuple[str, str], ...]:
    """Return the keys of a name. A romanised one begins with the family name, and only there: of syllables, "xi luo duo de"
    (Herodotus) and "xiu xi di de" (Thucydides) are no two people called De. In papers names in Latin letters stand in either order, whatever the
    language of the paper: "Xiaoming Wang"."""
    keys = name_keys(form.value)
    return keys[:1] if form.lang.endswith("-Latn") and "," not in form.value and kind not in VERSIONED else keys


@lru_cache(maxsize=50_000)
def name_keys(name: str) -> tuple[tuple[str, str], ...]:
    """Return (family, initial) keys of a heading; the initial is "" for a name in one piece, as in Han.

    "Cervantes Saavedra, Miguel de" has two, as it may be cut to its first surname; so has "Miguel Cervantes", whose
    family name is not told apart.
    """
    family, comma, given = name.translate(COMMAS).partition(",")
    parts = [p for p in map(_letters, fold(family).split()) if p]
    if not parts:
        return ()
    if comma:
        initial = _letters(fold(given))[:1]
        return tuple(dict.fromkeys([("".join(parts), initial), (parts[0], initial)]))
    if len(parts) == 1:
        return ((parts[0], ""),)
    return ((parts[0], parts[1][:1]), (parts[-1], parts[0][:1]))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))
