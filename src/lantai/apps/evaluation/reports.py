"""The evaluation report: everything that is known of a trial, as figures; the same for the page, the document and the comparison.

``report_of`` gives a signed report as it was signed, any other as things stand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.timezone import localdate
from django.utils.translation import get_language

from lantai.core.measures.trials import Overlap, Part, Score, months_between, price_each, scored

from .models import Answer, Assessment, Criterion, Question, QuestionKind, Trial
from .overlap import overlap_of
from .queries import packages_of

CHOICES = ("yes", "perhaps", "no")
MOST_COMMENTS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered to one question. ``words``: the question, by language. ``score`` of 1 to 5; ``choices``: yes, perhaps, no."""

    words: dict[str, str]
    criterion: str
    kind: str
    score: Score
    choices: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """Somebody's words. ``question``: to which they answer, by language; none: a comment on the whole."""

    text: str
    language: str
    role: str
    question: dict[str, str]


@dataclass(frozen=True, slots=True)
class Metric:
    """What was counted, by month: (year, month, count); a month between that nobody counted has None."""

    name: str
    months: tuple[tuple[int, int, int | None], ...]

    @property
    def total(self) -> int:
        """Return all of it."""
        return sum(count or 0 for _year, _month, count in self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of a report. ``price``: of a year as written, "" not known; the others of it are worked out here.

    ``by_language``, ``by_role``: how many answered so.
    """

    answers: int
    by_language: dict[str, int]
    by_role: dict[str, int]
    asked: tuple[Asked, ...]
    comments: tuple[Comment, ...]
    usage: tuple[Metric, ...]
    overlap: Overlap | None
    price: str = ""
    currency: str = ""
    readers: int | None = None
    assessed: dict[str, str] = field(default_factory=dict)

    @property
    def mean(self) -> Decimal | None:
        """Return the mean of all scores that were given."""
        return scored(value for asked in self.asked for value, n in enumerate(asked.score.spread, 1) for _ in range(n)).mean

    def mean_of(self, criterion: str) -> Decimal | None:
        """Return the mean of what was answered on one criterion."""
        about = (asked for asked in self.asked if asked.criterion == criterion)
        return scored(value for asked in about for value, n in enumerate(asked.score.spread, 1) for _ in range(n)).mean

    @property
    def money(self) -> Decimal | None:
        """Return the price of a year."""
        return Decimal(self.price) if self.price else None

    @property
    def per_title(self) -> Decimal | None:
        """Return the price of one title."""
        return price_each(self.money, self.overlap.titles if self.overlap else None)

    @property
    def per_new_title(self) -> Decimal | None:
        """Return the price of one title that is had nowhere else."""
        return price_each(self.money, self.overlap.unique if self.overlap else None)

    @property
    def per_reader(self) -> Decimal | None:
        """Return the price for one of the readers whom it would serve."""
        return price_each(self.money, self.readers)


def report_of(trial: Trial, *, now: datetime) -> Figures:
    """Return the figures of a trial's report."""
    made = Assessment.objects.filter(trial=trial).first()
    return kept_figures(made.figures) if made and made.figures is not None else _figures(trial, made, now)


def figures_of(trial: Trial, *, now: datetime) -> dict[str, Any]:
    """Return the figures as they stand now, to be kept with a signature."""
    return msgspec.to_builtins(_figures(trial, Assessment.objects.filter(trial=trial).first(), now))  # type: ignore[no-any-return]


def kept_figures(kept: Mapping[str, Any]) -> Figures:
    """Return figures that were kept with a signature."""
    return msgspec.convert(kept, Figures)


def _figures(trial: Trial, made: Assessment | None, now: datetime) -> Figures:
    answers = list(trial.answers.all())
    questions = list(trial.questionnaire.questions.all())
    packages = packages_of(trial)
    overlap = overlap_of(packages, on=localdate(now), lang=get_language() or "en") if packages else None
    return Figures(
        answers=len(answers),
        by_language=dict(Counter(one.language for one in answers).most_common()),
        by_role=dict(Counter(one.role for one in answers).most_common()),
        asked=tuple(_asked(question, answers) for question in questions if question.kind != QuestionKind.TEXT),
        comments=tuple(_comments(questions, answers)[:MOST_COMMENTS]),
        usage=_usage(trial),
        overlap=overlap if overlap and overlap.titles else None,
        price=str(made.price) if made and made.price is not None else "",
        currency=made.currency if made else "",
        readers=made.readers if made else None,
        assessed=_assessed(made),
    )


def _asked(question: Question, answers: Sequence[Answer]) -> Asked:
    given = [one.given[key] for one in answers if (key := str(question.pk)) in one.given]
    counted = Counter(value for value in given if isinstance(value, str))
    yes, perhaps, no = (counted[choice] for choice in CHOICES)
    return Asked(
        dict(question.words),
        question.criterion,
        question.kind,
        scored(v for v in given if isinstance(v, int)),
        (yes, perhaps, no),
    )


def _comments(questions: Sequence[Question], answers: Sequence[Answer]) -> list[Comment]:
    found: list[Comment] = []
    for one in answers:
        for question in questions:
            said = one.given.get(str(question.pk), "")
            if question.kind == QuestionKind.TEXT and said:
                found.append(Comment(str(said), one.language, one.role, dict(question.words)))
        if one.comment:
            found.append(Comment(one.comment, one.language, one.role, {}))
    return found


def _usage(trial: Trial) -> tuple[Metric, ...]:
    counts: dict[str, dict[tuple[int, int], int]] = {}
    for row in trial.usage.all():
        counts.setdefault(row.metric, {})[row.month.year, row.month.month] = row.count
    return tuple(
        Metric(name, tuple((year, month, kept.get((year, month))) for year, month in months_between(kept)))
        for name, kept in sorted(counts.items())
    )


def _assessed(made: Assessment | None) -> dict[str, str]:
    if made is None:
        return {}
    names = ("content", "functions", "service", "recommendation", "reasons")
    return {name: str(getattr(made, name)) for name in names if getattr(made, name)}


COMPARED = (Criterion.CONTENT, Criterion.PLATFORM, Criterion.SEARCH, Criterion.FULL_TEXT, Criterion.SERVICE)
"""Criteria by which trials are set side by side, whatever the words of their questions."""

__all__ = ["COMPARED", "Asked", "Comment", "Figures", "Metric", "Part", "figures_of", "kept_figures", "report_of"]
