"""The terms that a licence may have, the values each may take, and what every value means in plain words.

The sentences are for readers; they say what somebody may do, not what a contract calls it. A term that nobody has said anything of is
simply not there; one on which the contract is silent says so to staff, and nothing to readers.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy


class Term(TextChoices):
    """What a licence speaks of, in the order of pages."""

    AUTHORISED = "authorised", _("Authorised users")
    WALK_IN = "walk_in", _("Visitors in the library")
    REMOTE = "remote", _("From outside the campus")
    CONCURRENT = "concurrent", _("Readers at a time")
    ILL_PRINT = "ill_print", _("Interlibrary loan: on paper")
    ILL_ELECTRONIC = "ill_electronic", _("Interlibrary loan: electronic")
    COURSE_PACKS = "course_packs", _("Course packs")
    TEXT_MINING = "text_mining", _("Text and data mining")
    AI_USE = "ai_use", _("Use with artificial intelligence")
    ARCHIVING = "archiving", _("Authors’ own archiving")
    PERPETUAL = "perpetual", _("Perpetual access")
    PRICE_CAP = "price_cap", _("Limit of price increases")
    LAW = "law", _("Governing law")


class Value(TextChoices):
    """What a licence says of a term."""

    PERMITTED = "permitted", _("Permitted")
    CONDITIONAL = "conditional", _("Permitted on conditions")
    PROHIBITED = "prohibited", _("Prohibited")
    SILENT = "silent", _("The licence is silent")
    MEMBERS = "members", _("Students and staff")
    MEMBERS_ALUMNI = "alumni", _("Students, staff and alumni")
    NONE = "none", _("None")
    SUBSCRIBED = "subscribed", _("What was published while the library subscribed")
    ACCESSIBLE = "accessible", _("All that could be read while the library subscribed")
    UNLIMITED = "unlimited", _("Without a limit")
    LIMITED = "limited", _("Up to the number")
    STATED = "stated", _("As stated")


_PERMISSION = (Value.PERMITTED, Value.CONDITIONAL, Value.PROHIBITED, Value.SILENT)
VALUES: Mapping[Term, tuple[Value, ...]] = MappingProxyType(
    {
        Term.AUTHORISED: (Value.MEMBERS, Value.MEMBERS_ALUMNI, Value.STATED),
        Term.CONCURRENT: (Value.UNLIMITED, Value.LIMITED),
        Term.PERPETUAL: (Value.NONE, Value.SUBSCRIBED, Value.ACCESSIBLE, Value.SILENT),
        Term.PRICE_CAP: (Value.NONE, Value.LIMITED),
        Term.LAW: (Value.STATED, Value.SILENT),
    }
)
"""Which values a term may take; one that is not here is a permission."""

NUMBERED = {Term.CONCURRENT: Value.LIMITED, Term.PRICE_CAP: Value.LIMITED}
"""Terms of which this value needs a number."""

STAFF_ONLY = frozenset({Term.PRICE_CAP, Term.LAW})
"""Terms that say nothing to readers."""

NEEDED = (Term.AUTHORISED, Term.REMOTE, Term.PERPETUAL)
"""Terms without which nobody may be let in."""


def values_of(term: str) -> tuple[Value, ...]:
    """Return the values that a term may take."""
    return VALUES.get(Term(term), _PERMISSION)


PLAIN: Mapping[tuple[str, str], Promise] = MappingProxyType(
    {
        (Term.AUTHORISED, Value.MEMBERS): _("For students and staff of the university."),
        (Term.AUTHORISED, Value.MEMBERS_ALUMNI): _("For students, staff and alumni of the university."),
        (Term.WALK_IN, Value.PERMITTED): _("Visitors may use it on the library’s computers."),
        (Term.WALK_IN, Value.CONDITIONAL): _("Visitors may use it on the library’s computers, on conditions."),
        (Term.WALK_IN, Value.PROHIBITED): _("Visitors may not use it."),
        (Term.REMOTE, Value.PERMITTED): _("You can use it from anywhere when you sign in."),
        (Term.REMOTE, Value.CONDITIONAL): _("You can use it from outside the campus on conditions."),
        (Term.REMOTE, Value.PROHIBITED): _("It can be used on the campus only."),
        (Term.CONCURRENT, Value.UNLIMITED): _("Any number of readers can use it at the same time."),
        (Term.ILL_PRINT, Value.PERMITTED): _("The library may send printed copies to other libraries."),
        (Term.ILL_PRINT, Value.CONDITIONAL): _("The library may send printed copies to other libraries, on conditions."),
        (Term.ILL_PRINT, Value.PROHIBITED): _("The library may not send printed copies to other libraries."),
        (Term.ILL_ELECTRONIC, Value.PERMITTED): _("The library may send files to other libraries."),
        (Term.ILL_ELECTRONIC, Value.CONDITIONAL): _("The library may send files to other libraries, on conditions."),
        (Term.ILL_ELECTRONIC, Value.PROHIBITED): _("The library may not send files to other libraries."),
        (Term.COURSE_PACKS, Value.PERMITTED): _("Teachers may put parts of it into course readers."),
        (Term.COURSE_PACKS, Value.CONDITIONAL): _("Teachers may put parts of it into course readers, on conditions."),
        (Term.COURSE_PACKS, Value.PROHIBITED): _("It may not be put into course readers; a link to it may."),
        (Term.TEXT_MINING, Value.PERMITTED): _("You may analyse it with programs for research."),
        (Term.TEXT_MINING, Value.CONDITIONAL): _("You may analyse it with programs for research, on conditions: ask the library."),
        (Term.TEXT_MINING, Value.PROHIBITED): _("It may not be analysed with programs."),
        (Term.AI_USE, Value.PERMITTED): _("You may use parts of it with artificial intelligence tools."),
        (Term.AI_USE, Value.CONDITIONAL): _("You may use parts of it with artificial intelligence tools, on conditions: ask the library."),
        (Term.AI_USE, Value.PROHIBITED): _("It may not be given to artificial intelligence tools."),
        (Term.ARCHIVING, Value.PERMITTED): _("Authors of the university may archive their own articles."),
        (Term.ARCHIVING, Value.CONDITIONAL): _("Authors of the university may archive their own articles, on conditions."),
        (Term.ARCHIVING, Value.PROHIBITED): _("Authors may not archive the published version."),
        (Term.PERPETUAL, Value.SUBSCRIBED): _("What is published while the library subscribes stays readable for ever."),
        (Term.PERPETUAL, Value.ACCESSIBLE): _("All that can be read now stays readable for ever."),
        (Term.PERPETUAL, Value.NONE): _("It can be read only as long as the library subscribes."),
    }
)  # fmt: skip
"""What readers are told; what is not here they are not told."""


def sentence(term: str, value: str, number: int | None) -> str:
    """Return what a term means for readers, "" where it says nothing to them."""
    if (term, value) == (Term.CONCURRENT, Value.LIMITED) and number:
        said = ngettext("%(n)d reader can use it at a time.", "%(n)d readers can use it at the same time.", number)
        return said % {"n": number}
    return str(PLAIN.get((term, value), ""))


ALLOWING = frozenset({Value.PERMITTED, Value.UNLIMITED, Value.SUBSCRIBED, Value.ACCESSIBLE, Value.MEMBERS, Value.MEMBERS_ALUMNI})
FORBIDDING = frozenset({Value.PROHIBITED, Value.NONE})
LOOKS = {True: "have", False: "stop", None: "care"}
"""The icon of a value: allowed, forbidden, neither."""


def look(value: str) -> str:
    """Return the name of the icon that says whether a value allows."""
    return LOOKS[True if value in ALLOWING else False if value in FORBIDDING else None]


HEADING = pgettext_lazy("licence", "What you may do with it")
