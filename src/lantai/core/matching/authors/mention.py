"""What is known of one person at one work: the name in all its scripts, and what stood around it."""

import re

import msgspec

from .called import Called, called

MOST_COAUTHORS = 50
"""Persons of a work up to which they tell who somebody is; of five thousand, nearly everybody in a field has written with everybody."""

_NOBODY = re.compile(
    r"^(?:\W*|et\.?\s*al\.?|and others|others|等|他|u\.\s*a\.|и др\.?|وآخرون|anonymous|anon\.?|unknown|n\.\s*n\.|佚名|无名氏|مجهول)$",
    re.I,
)
_BODY = re.compile(
    r"\b(?:group|consortium|collaboration|committee|network|team|society|association|institute|university|department|ministry|commission|"
    r"investigators|initiative|working party|council|foundation|organi[sz]ation|authority|agency|project|program(?:me)?|study)\b"
    r"|协作组|研究组|委员会|课题组|编委会|编写组|大学|研究所|研究院|学会|协会|جامعة|معهد|جمعية|لجنة|وزارة",
    re.I,
)


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person at one work. ``key``: its own, the same at every run; ``work``: two of one work are two persons.

    ``names``: in all scripts, as printed. ``orcid``: "" none. ``coauthors``: keys of the other persons' names, empty where there are none or too
    many. ``institutions``: ROR or folded names. ``topics``, ``domains`` (of mail). ``scholar``: the number of the profile that it belongs to
    by somebody's word, 0 none; such a word binds as an ORCID does.
    """

    key: str
    work: str
    names: tuple[Called, ...]
    orcid: str = ""
    scholar: int = 0
    coauthors: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    year: int | None = None


def names_of(forms: tuple[str, ...]) -> tuple[Called, ...]:
    """Return the forms of a person's name ready to compare; none for "et al.", for nobody and for what is a body's name."""
    return tuple(found for form in forms if is_person(form) and (found := called(form)) is not None)


def is_person(form: str) -> bool:
    """Say whether a name may be a person's."""
    return not _NOBODY.match(form.strip()) and not _BODY.search(form)
