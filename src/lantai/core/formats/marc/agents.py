"""Agents: from heading fields to Contribution, with roles as codes and as the words of the source."""

from collections.abc import Callable, Iterable

from lantai.core.bib.identifiers import authority
from lantai.core.bib.record import AgentKind, Contribution, Identifier, Text
from lantai.core.bib.roles import role

from .rules import Given, Reading

Read = Callable[[Given], Reading]


def agent(kind: AgentKind, *, main: bool = False) -> Read:
    """Return the reader of a MARC 21 heading (100-111, 700-711)."""

    def read(given: Given) -> Reading:
        sort = _kind(kind, given.mark1)
        forms = given.forms(_NAME[sort], by=_BETWEEN[sort])
        if not forms:
            return None
        words, codes = tuple(given.each(_ROLE_WORDS[sort])), given.each("4")
        roles = roles_of(codes, words) if codes or words else ()
        has_title = "t" in given.codes
        if not has_title and ("n" in given.codes or "p" in given.codes):  # then $n and $p number a body or a meeting, not a work
            given.keep("np")
        if codes and list(roles[: len(codes)]) != codes:
            given.keep("4")
        return Contribution(
            forms=forms,
            kind=sort,
            roles=roles,
            role_words=words,
            dates=given.joined("d"),
            identifiers=identifiers_of(given, "01"),
            title=given.joined(_TITLE[sort], by=". ") if has_title else "",
            main=main,
            at=given.at,
        )

    return read


_NAME = {AgentKind.PERSON: "abc", AgentKind.FAMILY: "abc", AgentKind.ORGANIZATION: "ab", AgentKind.MEETING: "aenc"}
_BETWEEN = {AgentKind.PERSON: ", ", AgentKind.FAMILY: ", ", AgentKind.ORGANIZATION: ". ", AgentKind.MEETING: " "}
_ROLE_WORDS = {AgentKind.PERSON: "e", AgentKind.FAMILY: "e", AgentKind.ORGANIZATION: "e", AgentKind.MEETING: "j"}
_TITLE = {AgentKind.PERSON: "tnp", AgentKind.FAMILY: "tnp", AgentKind.ORGANIZATION: "tnp", AgentKind.MEETING: "tp"}


def _kind(kind: AgentKind, mark: str) -> AgentKind:
    """A first indicator 3 makes a personal heading that of a family."""
    return AgentKind.FAMILY if kind is AgentKind.PERSON and mark == "3" else kind


def uncontrolled_name(given: Given) -> Reading:
    """720: a name as found, its first indicator telling persons (1) from others (2)."""
    forms = given.forms("a")
    words, codes = tuple(given.each("e")), given.each("4")
    roles = roles_of(codes, words)
    if list(roles[: len(codes)]) != codes:
        given.keep("4")
    kind = AgentKind.ORGANIZATION if given.mark1 == "2" else AgentKind.PERSON
    return Contribution(forms=forms, kind=kind, roles=roles, role_words=words, at=given.at) if forms else None


def roles_of(codes: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """Return the relator codes of codes and words, each once, unknown ones left out."""
    found = [code for word in (*codes, *words) if (code := role(word))]
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def identifiers_of(given: Given, codes: str) -> tuple[Identifier, ...]:
    """Return the identifiers of an agent, concept or series ($0, $1, $3)."""
    for code in codes:
        if code in given.codes:
            return tuple([authority(value) for value in given.each(codes)])
    return ()


# ---------------------------------------------------------------- UNIMARC and CNMARC


def unimarc_agent(kind: AgentKind, *, main: bool = False) -> Read:
    """Return the reader of a UNIMARC heading (700-722); $4 holds a code, or in CNMARC the word of the title page."""

    def read(given: Given) -> Reading:
        sort = AgentKind.MEETING if kind is AgentKind.ORGANIZATION and given.mark1 == "1" else kind
        forms = given.forms("ab", by=", " if sort in (AgentKind.PERSON, AgentKind.FAMILY) else ". ")
        if not forms:
            return None
        given_roles = given.each("4")
        words = tuple([word for word in given_roles if not _is_code(word)])
        return Contribution(
            forms=(*forms, *_other_form(given, forms)),
            kind=sort,
            roles=roles_of(given_roles, ()),
            role_words=words,
            dates=given.first("f"),
            identifiers=identifiers_of(given, "3"),
            title=given.first("t"),
            main=main,
            at=given.at,
        )

    return read


def _is_code(word: str) -> bool:
    return len(word) == 3 and word.isascii()


def _other_form(given: Given, forms: tuple[Text, ...]) -> tuple[Text, ...]:
    """CNMARC gives a foreign name in its own script in $g or $c: 海明威 $g Hemingway, Ernest."""
    for value in given.each("gc"):
        bare = value.strip("() （）")
        name = given.text(bare)
        if len(bare) > 3 and bare[0].isalpha() and bare[0] < "\u2e80" <= forms[0].value[:1]:
            given.keep("gc")
            return (name,)
    return ()
