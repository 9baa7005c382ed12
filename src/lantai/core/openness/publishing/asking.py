"""Can an author publish in a journal without paying? The rule: facts of an agreement, of a journal and of the question in, answer and reasons out.

Enter at ``judge`` (one agreement) and ``overall`` (all of them, and what is said of the journal itself). A journal that is missing from a list means
"ask": of 2,484 articles that appeared under agreements, 2.8 % were in journals that the lists lack.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from lantai.core.openness.journals import Charge
from lantai.core.text.messages import N_

NEARLY = 0.8
"""Share of a cap from which it is said that it nears its end."""


class Answer(StrEnum):
    """What an author is told, from the best to the worst. PARTLY: at a lower charge."""

    YES = "yes"
    PARTLY = "partly"
    ASK = "ask"
    NO = "no"


class Covers(StrEnum):
    """How much of the charge an agreement pays; UNKNOWN: registries do not say."""

    FULL = "full"
    DISCOUNT = "discount"
    UNKNOWN = ""


class Reason(StrEnum):
    """Why; the beginning of the value says to which answer it leads, "note" to none. Those of waivers stand last (``waivers``)."""

    ENDED = "no-ended"
    NOT_BEGUN = "no-not-begun"
    NO_MEMBER = "no-member"
    WRONG_TYPE = "no-type"
    NOT_CORRESPONDING = "no-corresponding"
    MEMBER_UNKNOWN = "ask-member"
    NOT_LISTED = "ask-listed"
    NO_LIST = "ask-list"
    LEFT_LIST = "ask-left"
    CAP_USED = "ask-cap"
    CORRESPONDING_UNKNOWN = "ask-corresponding"
    DISCOUNT = "partly-discount"
    LISTED = "note-listed"
    MEMBER = "note-member"
    THROUGH_PARENT = "note-parent"
    CAP_NEAR = "note-cap"
    ENDS_SOON = "note-ends"
    COVERS_UNKNOWN = "open-covers"
    TYPES_UNKNOWN = "open-types"
    CORRESPONDING_UNSAID = "open-corresponding"
    DAY_UNSAID = "open-day"
    END_UNKNOWN = "open-end"
    WAIVER_ENDED = "no-waiver-ended"
    WAIVER_NOT_BEGUN = "no-waiver-not-begun"
    WAIVER_TYPE = "no-waiver-type"
    NO_COUNTRY = "no-country"
    NOT_OPEN = "no-not-open"
    COUNTRY_UNKNOWN = "ask-country"
    ALL_AUTHORS = "ask-all-authors"
    CORRESPONDING_COUNTRY = "ask-corresponding-country"
    OPEN_UNKNOWN = "ask-wholly-open"
    BY_CASE = "ask-case"
    LOWERED = "partly-waiver"
    COUNTRY = "note-country"
    AUTOMATIC = "note-automatic"
    ON_REQUEST = "note-request"
    WAIVER_ENDS_SOON = "note-waiver-ends"
    WHO_UNKNOWN = "open-who"
    GIVEN_UNKNOWN = "open-given"
    WAIVER_COVERS_UNKNOWN = "open-waiver-covers"


SAID: dict[Reason, str] = {
    Reason.ENDED: N_("The agreement has ended."),
    Reason.NOT_BEGUN: N_("The agreement has not begun on that day."),
    Reason.NO_MEMBER: N_("The institution does not take part; the list of those that do is whole."),
    Reason.WRONG_TYPE: N_("The agreement does not cover this type of article."),
    Reason.NOT_CORRESPONDING: N_("It covers only articles whose corresponding author is at the institution."),
    Reason.MEMBER_UNKNOWN: N_("Whether the institution takes part is not known here."),
    Reason.NOT_LISTED: N_("The journal is not in the agreement’s list. Lists lag behind, so this does not mean no."),
    Reason.NO_LIST: N_("No list of the agreement’s journals is known here."),
    Reason.LEFT_LIST: N_("The journal was in the agreement’s list and is not any more."),
    Reason.CAP_USED: N_("What the agreement covers in this period is used up."),
    Reason.CORRESPONDING_UNKNOWN: N_("It covers only articles whose corresponding author is at the institution: is that so?"),
    Reason.DISCOUNT: N_("The agreement lowers the charge; a part remains to be paid."),
    Reason.LISTED: N_("The journal is in the agreement’s list."),
    Reason.MEMBER: N_("The institution takes part in the agreement."),
    Reason.THROUGH_PARENT: N_("The institution takes part through the one above it."),
    Reason.CAP_NEAR: N_("Most of what the agreement covers in this period is used up."),
    Reason.ENDS_SOON: N_("The agreement ends within 90 days: what counts is the day that it names."),
    Reason.COVERS_UNKNOWN: N_("Whether it pays the whole charge is not said."),
    Reason.TYPES_UNKNOWN: N_("Which types of article it covers is not said."),
    Reason.CORRESPONDING_UNSAID: N_("Whether the corresponding author must be at the institution is not said; it is usual."),
    Reason.DAY_UNSAID: N_("Whether the day of submission or of acceptance counts is not said."),
    Reason.END_UNKNOWN: N_("When the agreement ends is not said."),
    Reason.WAIVER_ENDED: N_("The waiver has ended."),
    Reason.WAIVER_NOT_BEGUN: N_("The waiver has not begun on that day."),
    Reason.WAIVER_TYPE: N_("The waiver does not hold for this type of article."),
    Reason.NO_COUNTRY: N_("The country is not among those of the waiver."),
    Reason.NOT_OPEN: N_("It holds only for journals that are wholly open, and this one is not."),
    Reason.COUNTRY_UNKNOWN: N_("It depends on the country where the author works: say which."),
    Reason.ALL_AUTHORS: N_("All authors must work in such countries: is that so?"),
    Reason.CORRESPONDING_COUNTRY: N_("What counts is the country where the corresponding author works: is it this one?"),
    Reason.OPEN_UNKNOWN: N_("It holds only for journals that are wholly open; whether this one is is not known here."),
    Reason.BY_CASE: N_("The publisher decides each time anew."),
    Reason.LOWERED: N_("The waiver lowers the charge; a part remains to be paid."),
    Reason.COUNTRY: N_("The country is among those of the waiver."),
    Reason.AUTOMATIC: N_("It is given by itself, by where the author works."),
    Reason.ON_REQUEST: N_("It is given to whoever asks for it in time: see what to do."),
    Reason.WAIVER_ENDS_SOON: N_("The waiver ends within 90 days: what counts is the day that it names."),
    Reason.WHO_UNKNOWN: N_("Whose country counts is not said; mostly it is the corresponding author’s."),
    Reason.GIVEN_UNKNOWN: N_("Whether one must ask for it is not said."),
    Reason.WAIVER_COVERS_UNKNOWN: N_("Whether it waives the whole charge is not said."),
}
"""What a reader is told of a reason."""

SOON_DAYS = 90


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What an agreement says. ``until_date``: the first day on which it no longer holds. ``types``: of articles, () where that is not said.

    ``corresponding``: whether the corresponding author must be at the institution; None not said. ``used``: the greater share that is used of what it covers in
    this period, of articles or of money, 0 to more than 1; None where it has no cap. ``counts_by``: "submission", "acceptance", "" not said.
    ``members_whole``: who is not in the list of members takes no part.
    """

    from_date: date | None = None
    until_date: date | None = None
    covers: Covers = Covers.UNKNOWN
    types: tuple[str, ...] = ()
    corresponding: bool | None = None
    counts_by: str = ""
    used: float | None = None
    members_whole: bool = False


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How journal and institution stand to an agreement. ``listed``: None where it has no list. ``left_date``: since when the journal is not listed."""

    listed: bool | None = None
    left_date: date | None = None
    member: bool = False
    through_parent: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What an author asks. ``type`` "" and ``corresponding`` None: not said."""

    day: date
    type: str = ""
    corresponding: bool | None = True


class Verdict(msgspec.Struct, frozen=True):
    """The answer of one agreement with its reasons; ``is_sure``: nothing that could change the answer is left unsaid."""

    answer: Answer
    reasons: tuple[Reason, ...]

    @property
    def is_sure(self) -> bool:
        """Say whether the agreement says all that the answer rests on."""
        return not any(reason.startswith("open-") for reason in self.reasons)

    @property
    def has_ended(self) -> bool:
        """Say whether the agreement has ended, which must not be overlooked."""
        return Reason.ENDED in self.reasons


def judge(terms: Terms, standing: Standing, asked: Question) -> Verdict:
    """Return what an agreement means for a question."""
    reasons = (
        *_of_days(terms, asked),
        *_of_institution(terms, standing),
        *_of_list(standing, asked),
        *_of_author(terms, asked),
        *_of_money(terms),
    )
    return Verdict(answer_of(reasons), reasons)


def answer_of(reasons: Sequence[Reason]) -> Answer:
    """Return the answer to which reasons lead: the worst of theirs."""
    order = [answer for answer in (Answer.NO, Answer.ASK, Answer.PARTLY) if any(r.startswith(f"{answer}-") for r in reasons)]
    return order[0] if order else Answer.YES


def _of_days(terms: Terms, asked: Question) -> list[Reason]:
    if terms.until_date is not None and asked.day >= terms.until_date:
        return [Reason.ENDED]
    if terms.from_date is not None and asked.day < terms.from_date:
        return [Reason.NOT_BEGUN]
    found = [] if terms.counts_by else [Reason.DAY_UNSAID]
    if terms.until_date is None:
        found.append(Reason.END_UNKNOWN)
    elif (terms.until_date - asked.day).days <= SOON_DAYS:
        found.append(Reason.ENDS_SOON)
    return found


def _of_institution(terms: Terms, standing: Standing) -> list[Reason]:
    if standing.member:
        return [Reason.THROUGH_PARENT if standing.through_parent else Reason.MEMBER]
    return [Reason.NO_MEMBER if terms.members_whole else Reason.MEMBER_UNKNOWN]


def _of_list(standing: Standing, asked: Question) -> list[Reason]:
    if standing.listed is None:
        return [Reason.NO_LIST]
    if standing.listed:
        return [Reason.LISTED]
    left = standing.left_date is not None and standing.left_date <= asked.day
    return [Reason.LEFT_LIST if left else Reason.NOT_LISTED]


def _of_author(terms: Terms, asked: Question) -> list[Reason]:
    found = []
    if not terms.types:
        found.append(Reason.TYPES_UNKNOWN)
    elif asked.type and asked.type not in terms.types:
        found.append(Reason.WRONG_TYPE)
    if terms.corresponding is None:
        found.append(Reason.CORRESPONDING_UNSAID)
    elif terms.corresponding and asked.corresponding is not True:
        found.append(Reason.CORRESPONDING_UNKNOWN if asked.corresponding is None else Reason.NOT_CORRESPONDING)
    return found


def _of_money(terms: Terms) -> list[Reason]:
    found = []
    if terms.covers is Covers.DISCOUNT:
        found.append(Reason.DISCOUNT)
    elif terms.covers is Covers.UNKNOWN:
        found.append(Reason.COVERS_UNKNOWN)
    if terms.used is not None and terms.used >= 1:
        found.append(Reason.CAP_USED)
    elif terms.used is not None and terms.used >= NEARLY:
        found.append(Reason.CAP_NEAR)
    return found


_ORDER = list(Answer)


def goodness(verdict: Verdict) -> tuple[int, bool]:
    """Return what the better of two verdicts has less of."""
    return _ORDER.index(verdict.answer), not verdict.is_sure


def overall(verdicts: Sequence[Verdict], charge: Charge) -> Answer:
    """Return the answer to an author: of the best agreement or waiver, or of a journal in which nobody pays; what is not known is to be asked."""
    found = min((verdict.answer for verdict in verdicts), key=_ORDER.index, default=None)
    if found is Answer.YES or charge is Charge.NO:
        return Answer.YES
    if found in (Answer.PARTLY, Answer.ASK):
        return found
    return Answer.NO if charge is Charge.YES else Answer.ASK
