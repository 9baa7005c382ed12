"""Whether two records describe versions of one paper: what was submitted, what was accepted, what was published.

A record that names the other by its number says so itself, and is believed where titles and people agree; where they do not, a person decides. A preprint
and a paper that only look alike are never put together unseen. Enter at ``one_work``, which answers for all works.
"""

from .compare import ALIKE, DIFFERENT, creators_agree, same_work, title_likeness
from .papers.pairs import scored
from .papers.paper import KINDS, described, numbers
from .papers.rarity import Rarity
from .scorecard import card
from .seen import Signs
from .verdict import Decision, Verdict

PREPRINT = "preprint"
PUBLISHED = frozenset({"article", "conference", "chapter", "report", "thesis"})

_ABOUT = frozenset({"correction", "retraction", "comment", "review", "supplement"})
"""Kinds of titles that are about another paper, and no version of it."""


def one_work(a: Signs, b: Signs) -> Verdict:
    """Return whether both are of one work: versions of a paper, editions or translations."""
    if number := _named(a, b):
        return _told(a, b, number)
    verdict = same_work(a, b)
    return _alike(a, b) if verdict.decision is Decision.DIFFERENT and _are_versions_by_kind(a, b) else verdict


def _named(a: Signs, b: Signs) -> str:
    """Return the number by which one names the other, or that a preprint and what was published share; "" for none."""
    shared = (a.versions & b.identifiers) | (b.versions & a.identifiers)
    if not shared and _are_versions_by_kind(a, b):
        shared = frozenset(number for number in a.identifiers & b.identifiers if number.startswith("doi:"))
    return min(shared, default="")


def _are_versions_by_kind(a: Signs, b: Signs) -> bool:
    return (a.group == PREPRINT and b.group in PUBLISHED) or (b.group == PREPRINT and a.group in PUBLISHED)


def _told(a: Signs, b: Signs, number: str) -> Verdict:
    reason = ("version_named", number)
    likeness = title_likeness(a, b)
    if likeness < ALIKE or _about(a) != _about(b):
        return Verdict(Decision.UNSURE, 0.5, (reason, ("titles_differ", f"{likeness:.2f}")))
    if a.creators and b.creators and not creators_agree(a, b):
        return Verdict(Decision.UNSURE, 0.5, (reason, ("creators_differ", "")))
    if _numbers(a) != _numbers(b):
        return Verdict(Decision.UNSURE, 0.6, (reason, ("parts_differ", "")))
    return Verdict(Decision.SAME, 0.95, (reason, ("titles_alike", f"{likeness:.2f}")))


def _alike(a: Signs, b: Signs) -> Verdict:
    """Weigh a preprint and a paper of which neither names the other, by the scorecard of papers; whoever says that they are one is a person.

    Of two descriptions alone nobody can tell how rare their words are: all count alike.
    """
    if a.paper is None or b.paper is None or not creators_agree(a, b) or _about(a) or _about(b):
        return DIFFERENT
    pair, by = (described(a.paper), described(b.paper)), card("papers")
    (found,) = scored(pair[:1], pair[1:], [(0, 0)], Rarity(()), by=by)
    if found.score < by.same:
        return DIFFERENT
    return Verdict(Decision.UNSURE, round(found.score, 3), (("looks_like_a_version", f"{found.score:.2f}"),))


def _about(signs: Signs) -> frozenset[str]:
    return frozenset(KINDS[word] for words in signs.words for word in words if word in KINDS) & _ABOUT


def _numbers(signs: Signs) -> frozenset[str]:
    return frozenset(number for words in signs.words[:1] for word in words for number in numbers(word))
