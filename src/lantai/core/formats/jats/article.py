"""An article of JATS as a record: whose it is, where and when it appeared, what it says in short, under which licence.

``_META`` says what each element of ``article-meta`` means; what is in no table is kept verbatim. NLM's older element sets are read alike.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    AccessKind,
    Affiliation,
    AgentKind,
    BibRecord,
    Contribution,
    Identifier,
    Kind,
    Link,
    NoteKind,
    Relation,
    Scheme,
    SubjectKind,
    Text,
    TitleKind,
)
from lantai.core.formats.agent_names import heading
from lantai.core.formats.draft import Draft
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.formats.xmlstream import split_elements
from lantai.core.formats.xmltree import descendants, lang_of, local, xml_encoding
from lantai.core.text.languages import bcp47
from lantai.core.text.messages import N_

from .tree import article_of, attribute, first, within, words

KINDS = {"preprint": Kind.PREPRINT, "dissertation": Kind.THESIS, "data-paper": Kind.ARTICLE, "book-chapter": Kind.CHAPTER}
ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "reviewer": "rev", "illustrator": "ill", "guest-editor": "edt"}
NO_ARTICLE = N_("This is no article of JATS: it has no front matter.")
NOTHING_TO_FIND = N_("The article has no title and no identifier: there is nothing to find it by.")
_SIGNS = re.compile(rb"<(?:[\w.-]+:)?article[\s>]")
_NOTES = frozenset({"xref", "fn", "tex-math"})


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are articles of JATS."""
    if not _SIGNS.search(head):
        return 0.0
    return 0.97 if b"article-meta" in head or b"journal-meta" in head else 0.6 if b"JATS" in head or b"NLM//DTD" in head else 0.1


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding that the bytes show."""
    return msgspec.structs.replace(profile, format="jats", encoding=profile.encoding or xml_encoding(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the articles; a file most often holds one."""
    return split_elements(stream, frozenset({"article"}), encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one article; raise Unreadable."""
    article, repairs = article_of(raw, profile.encoding)
    meta = first(article, "front", "article-meta")
    if meta is None:
        raise Unreadable(NO_ARTICLE)
    draft = Draft("jats", KINDS.get(attribute(article, "article-type"), Kind.ARTICLE))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    draft.language(lang_of(article), "article/@xml:lang")
    draft.keep("article-type", attribute(article, "article-type"))
    _titles(draft, meta)
    _names(draft, meta)
    _dates(draft, meta)
    for element in meta:
        if isinstance(element.tag, str) and (name := local(element)) not in _ELSEWHERE:
            _META.get(name, _kept)(draft, name, element)
    _numbering(draft, meta)
    journal = first(article, "front", "journal-meta")
    if journal is not None:
        _journal(draft, journal)
    draft.control = next((i.value for i in draft.identifiers if i.scheme is Scheme.DOI), draft.control)
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


# ---------------------------------------------------------------- titles, people, dates


def _lang(element: etree._Element) -> str:
    return bcp47(lang_of(element)) if lang_of(element) else ""


def _titles(draft: Draft, meta: etree._Element) -> None:
    for group in within(meta, "title-group"):
        for title in within(group, "article-title"):
            subtitle = words(first(group, "subtitle"), without=_NOTES)
            draft.title(words(title, without=_NOTES), "article-title", rest=subtitle, lang=_lang(title))
        for other in (*within(group, "trans-title-group"), *([group] if within(group, "trans-title") else [])):
            for title in within(other, "trans-title"):
                rest = words(first(other, "trans-subtitle"), without=_NOTES)
                draft.title(
                    words(title, without=_NOTES),
                    "trans-title",
                    kind=TitleKind.PARALLEL,
                    rest=rest,
                    lang=_lang(title) or _lang(other),
                )
        for title in within(group, "alt-title"):
            kind = TitleKind.RUNNING if "running" in attribute(title, "alt-title-type") else TitleKind.ALTERNATIVE
            draft.title(words(title, without=_NOTES), "alt-title", kind=kind, lang=_lang(title))


def _names(draft: Draft, meta: etree._Element) -> None:
    places = {attribute(aff, "id"): _place(aff) for aff in meta.iter("{*}aff") if attribute(aff, "id")}
    for group in within(meta, "contrib-group"):
        for number, contrib in enumerate(within(group, "contrib"), start=1):
            at = f"contrib/{number}"
            role = ROLES.get(attribute(contrib, "contrib-type") or attribute(group, "content-type"), "ctb")
            found = _agent(contrib, role, at)
            if found is None:
                continue
            known = [places[ref] for xref in within(contrib, "xref") for ref in attribute(xref, "rid").split() if ref in places]
            own = [_place(aff) for aff in within(contrib, "aff")]
            worked = tuple(place for place in dict.fromkeys([*known, *own]) if place != Affiliation())
            corresponding = attribute(contrib, "corresp") == "yes"
            draft.names.append(msgspec.structs.replace(found, affiliations=worked, corresponding=corresponding))


def _place(aff: etree._Element) -> Affiliation:
    """Return where somebody worked: the printed words, with the body's name where the publisher gives its number too."""
    ids = [identify(Scheme.ROR, words(one), at="aff") for one in descendants(aff, "institution-id") if "ror.org" in words(one)]
    institution, country = next(iter(descendants(aff, "institution")), None), first(aff, "country")
    land = attribute(country, "country").lower() if country is not None else ""
    printed = words(aff, without={"label", "sup", "xref", "institution-id"}).strip(" ,;")
    return Affiliation(
        name=words(institution) if ids else "", printed=printed, identifiers=tuple(dict.fromkeys(ids)), country=land
    )


def _agent(contrib: etree._Element, role: str, at: str) -> Contribution | None:
    holders = [contrib, *within(contrib, "name-alternatives"), *within(contrib, "collab-alternatives")]
    forms = [form for holder in holders for child in holder if isinstance(child.tag, str) and (form := _form(child)).value]
    if not forms:
        return None
    is_body = any(within(holder, "collab") for holder in holders) and not any(
        within(holder, "name", "surname") for holder in holders
    )
    return Contribution(
        forms=tuple(forms),
        kind=AgentKind.ORGANIZATION if is_body else AgentKind.PERSON,
        roles=(role,),
        identifiers=tuple(_person_ids(contrib, at)),
        at=at,
    )


def _form(element: etree._Element) -> Text:
    """Return a name in one script; "" for an element that is no name."""
    name = local(element)
    if name in ("name", "string-name") and within(element, "surname"):
        family = " ".join(filter(None, (words(first(element, "prefix")), words(first(element, "surname")))))
        return Text(heading(family, words(first(element, "given-names")), suffix=words(first(element, "suffix"))), _lang(element))
    if name in ("name", "string-name", "collab"):
        return Text(words(element, without={"contrib-group", "contrib", "aff", "xref", "fn"}), _lang(element))
    return Text("")


def _person_ids(contrib: etree._Element, at: str) -> Iterator[Identifier]:
    for given in within(contrib, "contrib-id"):
        kind = attribute(given, "contrib-id-type").lower()
        scheme = {"orcid": Scheme.ORCID, "isni": Scheme.ISNI}.get(kind)
        if scheme and words(given):
            yield identify(scheme, words(given), at=at)


_DATE_ORDER = ("epub", "pub", "epub-ppub", "ppub", "collection", "")


def _dates(draft: Draft, meta: etree._Element) -> None:
    """Take the day on which it appeared first; the other dates are kept."""
    found: dict[str, str] = {}
    for date in within(meta, "pub-date"):
        kind = attribute(date, "pub-type") or attribute(date, "date-type")
        parts = [words(first(date, part)) for part in ("year", "month", "day")]
        text = attribute(date, "iso-8601-date") or "-".join(p.zfill(2) for p in parts if p.isdecimal()) or words(date)
        found.setdefault(kind, text)
    ranked = sorted(found, key=lambda kind: _DATE_ORDER.index(kind) if kind in _DATE_ORDER else len(_DATE_ORDER))
    if ranked:
        draft.date(found[ranked[0]], f"pub-date/{ranked[0]}" if ranked[0] else "pub-date")
    for kind in ranked[1:]:
        draft.keep(f"pub-date/{kind}" if kind else "pub-date", found[kind])
    for date in within(meta, "history", "date"):
        parts = [words(first(date, part)) for part in ("year", "month", "day")]
        draft.keep(
            f"history/{attribute(date, 'date-type')}",
            attribute(date, "iso-8601-date") or "-".join(p.zfill(2) for p in parts if p),
        )


# ---------------------------------------------------------------- the journal, and where in it


def _journal(draft: Draft, journal: etree._Element) -> None:
    for holder in (*within(journal, "journal-title-group"), journal):
        for name in ("journal-title", "trans-title", "abbrev-journal-title"):
            for title in within(holder, name):
                draft.host(words(title), name)
    for number in within(journal, "issn"):
        draft.number(words(number), "issn")
        draft.qualify(
            attribute(number, "publication-format")
            or {"epub": "electronic", "ppub": "print"}.get(attribute(number, "pub-type"), "")
        )
    draft.host_identifiers.extend(identify(Scheme.ISSN_L, words(number), at="issn-l") for number in within(journal, "issn-l"))
    for publisher in within(journal, "publisher"):
        draft.publisher(words(first(publisher, "publisher-name")), "publisher")
        draft.place(words(first(publisher, "publisher-loc")), "publisher")
    draft.keep("journal-id", *(words(given) for given in within(journal, "journal-id")))


def _numbering(draft: Draft, meta: etree._Element) -> None:
    said = {name: words(first(meta, name)) for name in ("volume", "issue", "fpage", "lpage", "elocation-id", "page-range")}
    ends = [said["fpage"], *([said["lpage"]] if said["lpage"] not in ("", said["fpage"]) else [])]
    pages = said["page-range"] or "-".join(filter(None, ends)) or said["elocation-id"]
    draft.numbering("article-meta", volume=said["volume"], issue=said["issue"], pages=pages)


# ---------------------------------------------------------------- the other elements of article-meta

Action = Callable[[Draft, str, etree._Element], None]


def _kept(draft: Draft, name: str, element: etree._Element) -> None:
    draft.keep(name, words(element))


_SCHEMES = {"doi": Scheme.DOI, "pmid": Scheme.PMID, "arxiv": Scheme.ARXIV}


def _identifier(draft: Draft, name: str, element: etree._Element) -> None:
    kind, value = attribute(element, "pub-id-type"), words(element)
    if kind in _SCHEMES:
        draft.identifier(_SCHEMES[kind], value, "article-id")
    elif kind in ("pmc", "pmcid"):
        draft.identifiers.append(identify(Scheme.OTHER, f"PMC{value.removeprefix('PMC')}", qualifier="pmcid", at="article-id"))
    elif value:
        draft.control = draft.control or value
        draft.keep(f"article-id/{kind}", value)


def _abstract(draft: Draft, name: str, element: etree._Element) -> None:
    """Take the abstract; a teaser, a summary for laypeople or the editor's has its kind before it."""
    kind = attribute(element, "abstract-type")
    text = words(element, without={"tex-math", "object-id", "xref"} if kind == "toc" else {"tex-math", "object-id"})
    title = words(first(element, "title"))
    text = text.removeprefix(title).strip() if title.lower() in ("abstract", "summary", "摘要") else text
    draft.note(text, f"{name}/{kind}" if kind else name, kind=NoteKind.SUMMARY, lang=_lang(element))


def _keywords(draft: Draft, name: str, element: etree._Element) -> None:
    for keyword in descendants(element, "kwd"):
        draft.subject(words(keyword), name, lang=_lang(element))


def _categories(draft: Draft, name: str, element: etree._Element) -> None:
    """Headings of the journal; of which kind an article is, stands among them and is kept apart."""
    for group in element.iter("{*}subj-group"):
        for subject in within(group, "subject"):
            if attribute(group, "subj-group-type") in ("heading", "display-channel", "article-type", "Article Type"):
                draft.keep("category", words(subject))
            else:
                draft.subject(words(subject), name, kind=SubjectKind.TOPIC)


def _permissions(draft: Draft, name: str, element: etree._Element) -> None:
    for statement in within(element, "copyright-statement"):
        draft.note(words(statement), name, kind=NoteKind.RIGHTS)
    for granted in within(element, "license"):
        address = attribute(granted, "href") or next((words(ref) for ref in descendants(granted, "license_ref")), "")
        draft.note(" ".join(filter(None, (address, words(granted, without={"license_ref"})))), name, kind=NoteKind.RIGHTS)


def _funding(draft: Draft, name: str, element: etree._Element) -> None:
    for award in descendants(element, "award-group"):
        draft.funding(
            words(first(award, "funding-source")), "funding", awards=[words(one) for one in descendants(award, "award-id")]
        )
    for statement in descendants(element, "funding-statement"):
        draft.keep("funding", words(statement))


def _related(draft: Draft, name: str, element: etree._Element) -> None:
    address = attribute(element, "href")
    doi = address if attribute(element, "ext-link-type") == "doi" or "10." in address else ""
    identifiers = (identify(Scheme.DOI, doi, at=name),) if doi else ()
    text = " ".join(filter(None, (attribute(element, "related-article-type"), words(element) or ("" if doi else address))))
    draft.links.append(Link(relation=Relation.RELATED, identifiers=identifiers, text=text, at=name))


def _address(draft: Draft, name: str, element: etree._Element) -> None:
    draft.url(attribute(element, "href"), name, kind=AccessKind.RESOURCE, note=attribute(element, "content-type"))


_ELSEWHERE = frozenset({
    "title-group", "contrib-group", "pub-date", "history", "volume", "issue", "fpage", "lpage", "elocation-id", "page-range", "aff",
    "aff-alternatives", "counts", "pub-history",
})  # fmt: skip
_META: dict[str, Action] = {
    "article-id": _identifier, "abstract": _abstract, "trans-abstract": _abstract, "kwd-group": _keywords, "article-categories": _categories,
    "permissions": _permissions, "funding-group": _funding, "related-article": _related, "related-object": _related, "self-uri": _address,
    "copyright-statement": lambda draft, name, element: draft.note(words(element), name, kind=NoteKind.RIGHTS),
}  # fmt: skip
