"""Whether two records describe the same edition, or the same work.

The thresholds are cautious on purpose: a wrong merge hides a book, a missed one only shows it twice.
"""

from .seen import Signs
from .verdict import Decision, Verdict

ALIKE = 0.5
"""Share of title words that two editions with one identifier must have in common; below it, one of them has the wrong identifier.
Chosen by judgement, not yet calibrated: measure it on labelled pairs before it is moved."""

DIFFERENT = Verdict(Decision.DIFFERENT)


UNLIKE = 0.3
"""Share of all title words below which a record under a known number may be another thing: titles that
share only "and" or "of" stay below it. Chosen by judgement, not yet calibrated."""


def another_thing(before: Signs, after: Signs, *, one_file: bool) -> bool:
    """Return whether a record that comes under a known number cannot be the same one changed: its title is another, and
    something else
    speaks against it too. A number is a promise, and it takes evidence to doubt it; only inside ``one_file`` the title
    is enough."""
    if before.identifiers & after.identifiers or before.proper & after.proper or not before.words or not after.words:
        return False
    if max(len(x & y) / len(x | y) for x in before.words for y in after.words) >= UNLIKE:
        return False
    return bool(
        one_file
        or _schemes(before) & _schemes(after)
        or (before.creators and after.creators and not creators_agree(before, after))
        or (before.languages and after.languages and not before.languages & after.languages)
        or before.group != after.group
    )


def same_edition(a: Signs, b: Signs, *, one_source: bool) -> Verdict:
    """Return whether both describe one edition. ``one_source``: a library that keeps two records means two things,
    unless an identifier says otherwise."""
    shared = a.identifiers & b.identifiers
    if shared:
        return _with_identifier(a, b, sorted(shared)[0])
    hinted = (a.identifiers | a.hints) & (b.identifiers | b.hints)
    if hinted:
        told = ("titles_alike" if title_likeness(a, b) >= ALIKE else "titles_differ", "")
        return Verdict(Decision.UNSURE, 0.3, (("shared_doubtful_identifier", sorted(hinted)[0]), told))
    return DIFFERENT if one_source else _without_identifier(a, b)


def _with_identifier(a: Signs, b: Signs, identifier: str) -> Verdict:
    reason = ("shared_identifier", identifier)
    likeness = title_likeness(a, b)
    if likeness < ALIKE:
        return Verdict(Decision.UNSURE, 0.4, (reason, ("titles_differ", f"{likeness:.2f}")))
    if a.part != b.part:
        return Verdict(Decision.UNSURE, 0.5, (reason, ("parts_differ", f"{a.part} / {b.part}")))
    if a.languages and b.languages and not a.languages & b.languages:
        return Verdict(Decision.UNSURE, 0.5, (reason, ("languages_differ", "")))
    if a.group != b.group:
        return Verdict(Decision.DIFFERENT, 0.5, (reason, ("kinds_differ", f"{a.group} / {b.group}")))
    return Verdict(Decision.SAME, 0.7 + 0.3 * likeness, (reason, ("titles_alike", f"{likeness:.2f}")))


def _without_identifier(a: Signs, b: Signs) -> Verdict:
    """Two sources that agree on title, creator, year, language, kind and publisher mean one edition."""
    if a.identifiers and b.identifiers and _schemes(a) & _schemes(b):
        return DIFFERENT
    agree = (
        a.proper & b.proper
        and a.part == b.part
        and a.year is not None
        and a.year == b.year
        and a.group == b.group
        and a.languages == b.languages
        and creators_agree(a, b)
        and (a.publisher == b.publisher or not a.publisher or not b.publisher)
    )
    return Verdict(Decision.SAME, 0.85, (("same_title_creator_year", str(a.year)),)) if agree else DIFFERENT


def same_work(a: Signs, b: Signs) -> Verdict:
    """Return whether both are editions or translations of one work: one creator, and a title under which both know it."""
    if a.group != b.group:
        return DIFFERENT
    if not a.creators and not b.creators:
        return _same_uniform_title(a, b)
    titles = a.titles & b.titles
    if not titles or not creators_agree(a, b):
        return DIFFERENT
    translated = a.translation != b.translation or (a.languages and b.languages and not a.languages & b.languages)
    code = "same_creator_and_original_title" if translated else "same_creator_and_title"
    return Verdict(Decision.SAME, 0.9, ((code, ""),))


def _same_uniform_title(a: Signs, b: Signs) -> Verdict:
    """Anonymous classics: both are entered under one controlled title (MARC 130, UNIMARC 500), which is an authority,
    not a transcribed title."""
    shared = a.uniform & b.uniform
    return Verdict(Decision.SAME, 0.8, (("same_uniform_title", ""),)) if shared else DIFFERENT


def creators_agree(a: Signs, b: Signs) -> bool:
    """Return whether some creator may be the same person: equal family name, and initials that do not contradict."""
    return any(fa == fb and (not ia or not ib or ia == ib) for fa, ia in a.creators for fb, ib in b.creators)


def title_likeness(a: Signs, b: Signs) -> float:
    """Return 0..1: the best share of words in common between any forms of the two proper titles; 1 where one title key
    is shared."""
    if a.proper & b.proper or a.titles & b.titles:
        return 1.0
    return max((_likeness(x, y) for x in a.words for y in b.words), default=0.0)


def _likeness(x: frozenset[str], y: frozenset[str]) -> float:
    common = len(x & y)
    return common / len(x | y) if min(len(x), len(y)) < 2 else max(common / len(x | y), 0.9 * common / min(len(x), len(y)))


def _schemes(signs: Signs) -> set[str]:
    return {i.partition(":")[0] for i in signs.identifiers}
