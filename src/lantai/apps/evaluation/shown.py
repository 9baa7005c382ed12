"""A report in words and tables, in the language of the page: what the page draws and the document writes, so that they never differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lantai.core.measures.trials import Overlap
from lantai.core.text import languages

from .models import Assessment, Recommendation, Role, Trial
from .reports import Asked, Figures, Metric

CHOSEN_FROM = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name, in a language ("" not known), its figures, and how long its bar is, in percent of the longest."""

    name: str
    cells: tuple[str, ...]
    lang: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the heads of its columns, the first being that of the names."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def has_bars(self) -> bool:
        """Say whether it has a picture beside it."""
        return any(line.percent is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody's words in their language, and who says them; ``before``: what they answer."""

    text: str
    lang: str
    by: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report. ``note``: what is counted, from where."""

    code: str
    heading: str
    note: str = ""
    words: tuple[Words, ...] = ()
    grid: Grid | None = None


def shown(trial: Trial, figures: Figures, made: Assessment | None, *, lang: str) -> list[Section]:
    """Return the report's parts in their order; those without anything to say are left out."""
    return [part for part in _parts(trial, figures, made, lang) if part.words or part.grid]


def _parts(trial: Trial, figures: Figures, made: Assessment | None, lang: str) -> Iterator[Section]:
    yield Section("summary", _("Summary"), grid=Grid((_("Fact"), _("Value")), tuple(_facts(trial, figures))))
    yield Section("recommendation", _("Recommendation"), words=tuple(_recommended(figures)))
    yield _scores(figures, lang)
    yield _choices(figures, lang)
    yield _answered(figures, lang)
    yield from (_use(metric) for metric in figures.usage)
    if figures.overlap:
        yield _overlap(figures.overlap)
        yield _disciplines(figures.overlap)
    yield _prices(figures)
    yield from _judged(figures)
    yield _comments(figures, lang)
    if made and made.is_signed:
        yield _signature(made)


def _facts(trial: Trial, figures: Figures) -> Iterator[Line]:
    yield Line(_("Tried"), (str(trial.target),))
    yield Line(_("Vendor"), (trial.vendor or "–",))
    yield Line(_("From"), (date_format(trial.from_date),))
    yield Line(_("Ends before"), (date_format(trial.until_date),))
    yield Line(_("For whom"), (str(trial.get_audience_display()),))
    yield Line(_("How readers get in"), (str(trial.get_method_display()),))
    yield Line(_("Answers"), (_number(figures.answers),))
    yield Line(_("Mean of all scores, 1 to 5"), (_decimal(figures.mean),))
    if figures.overlap:
        yield Line(_("Titles"), (_number(figures.overlap.titles),))
        yield Line(_("Titles had nowhere else"), (_number(figures.overlap.unique),))
    yield Line(_("Price of a year"), (_money(figures.money, figures.currency),))


def _recommended(figures: Figures) -> Iterator[Words]:
    said = figures.assessed
    if said.get("recommendation"):
        yield Words(str(Recommendation(said["recommendation"]).label), "", before="")
    if said.get("reasons"):
        yield Words(said["reasons"], "")


def _scores(figures: Figures, lang: str) -> Section:
    rows = [asked for asked in figures.asked if asked.kind == "score"]
    lines = tuple(_score_line(asked, lang) for asked in rows if asked.score.count)
    head = (_("Question"), _("Mean"), _("Answers"), *(f"{n}" for n in range(1, CHOSEN_FROM + 1)))
    note = _("Scores from 1 (poor) to 5 (very good); the last five columns say how many gave each.")
    return Section("scores", _("What readers think"), note, grid=Grid(head, lines) if lines else None)


def _score_line(asked: Asked, lang: str) -> Line:
    words, code = _said(asked.words, lang)
    percent = int(asked.score.mean * 100 / CHOSEN_FROM) if asked.score.mean is not None else 0
    cells = (_decimal(asked.score.mean), _number(asked.score.count), *map(_number, asked.score.spread))
    return Line(words, cells, code, percent)


def _choices(figures: Figures, lang: str) -> Section:
    rows = [asked for asked in figures.asked if asked.kind == "choice" and sum(asked.choices)]
    lines = []
    for asked in rows:
        words, code = _said(asked.words, lang)
        lines.append(Line(words, tuple(map(_number, asked.choices)), code, round(100 * asked.choices[0] / sum(asked.choices))))
    head = (_("Question"), _("Yes"), _("Perhaps"), _("No"))
    note = _("The bar is the share of those who said yes.")
    return Section("choices", _("Yes or no"), note, grid=Grid(head, tuple(lines)) if lines else None)


def _answered(figures: Figures, lang: str) -> Section:
    rows = [(str(Role(role).label), n) for role, n in figures.by_role.items()]
    rows += [(languages.name(code, lang), n) for code, n in figures.by_language.items()]
    lines = tuple(Line(name, (_number(n),), percent=round(100 * n / max(figures.answers, 1))) for name, n in rows)
    note = _("As what they answered, where they said, and in which language they read the form.")
    return Section("answered", _("Who answered"), note, grid=Grid((_("Readers"), _("Answers")), lines) if lines else None)


def _use(metric: Metric) -> Section:
    most = max((count or 0 for _year, _month, count in metric.months), default=0)
    lines = tuple(
        Line(
            f"{year}-{month:02}",
            ("–" if count is None else _number(count),),
            percent=None if count is None else _share(count, most),
        )
        for year, month, count in metric.months
    )
    note = _("All months together: {total}. – : nobody has counted.").format(total=_number(metric.total))
    return Section("use", _("Use: {metric}").format(metric=metric.name), note, grid=Grid((_("Month"), _("Count")), lines))


def _overlap(overlap: Overlap) -> Section:
    rows = [
        (_("Titles"), overlap.titles, overlap.titles),
        (_("had already, electronically"), overlap.common, overlap.titles),
        (_("had nowhere else electronically"), overlap.unique, overlap.titles),
        (_("of these, on the shelves in print"), overlap.printed, overlap.titles),
        (_("Title-years of serials"), overlap.title_years, overlap.title_years),
        (_("title-years had already"), overlap.common_title_years, overlap.title_years),
        (_("title-years had nowhere else"), overlap.unique_title_years, overlap.title_years),
    ]
    lines = tuple(Line(name, (_number(n), _percent(n, whole)), percent=_share(n, whole)) for name, n, whole in rows if whole)
    note = _("Titles are the same by work or by ISSN and ISBN; a title-year is one year of one serial that can be read.")
    return Section("overlap", _("Beside what the library has"), note, grid=Grid((_("What"), _("Count"), _("Share")), lines))


def _disciplines(overlap: Overlap) -> Section:
    most = max((part.titles for part in overlap.parts), default=0)
    lines = tuple(
        Line(part.discipline or _("Discipline not known"), tuple(map(_number, (part.titles, part.common, part.unique))),
             percent=_share(part.titles, most))
        for part in overlap.parts
    )  # fmt: skip
    head = (_("Discipline"), _("Titles"), _("had already"), _("had nowhere else"))
    note = _("By the main class of the library’s own record, where it has one.")
    return Section("disciplines", _("By discipline"), note, grid=Grid(head, lines) if len(lines) > 1 else None)


def _prices(figures: Figures) -> Section:
    if figures.money is None:
        return Section("price", _("Price"))
    rows = [
        (_("Price of a year"), figures.money),
        (_("for a title"), figures.per_title),
        (_("for a title had nowhere else"), figures.per_new_title),
        (_("for a reader"), figures.per_reader),
    ]
    lines = tuple(Line(name, (_money(value, figures.currency),)) for name, value in rows if value is not None)
    readers = _("Shared among {n} readers.").format(n=_number(figures.readers)) if figures.readers else ""
    return Section("price", _("Price"), readers, grid=Grid((_("What"), _("Amount")), lines))


def _judged(figures: Figures) -> Iterator[Section]:
    named = (("content", _("Content")), ("functions", _("Functions of the platform")), ("service", _("Service of the vendor")))
    for code, heading in named:
        if said := figures.assessed.get(code):
            yield Section(code, heading, words=(Words(said, ""),))


def _comments(figures: Figures, lang: str) -> Section:
    words = tuple(
        Words(
            one.text,
            one.language,
            str(Role(one.role).label) if one.role else "",
            _said(one.question, lang)[0] if one.question else "",
        )
        for one in figures.comments
    )
    return Section("comments", _("In readers’ own words"), words=words)


def _signature(made: Assessment) -> Section:
    signed = localtime(made.signed_at) if made.signed_at else None
    when = f"{date_format(signed, 'DATE_FORMAT')} {signed:%H:%M}" if signed else ""
    lines = (
        Line(_("Name"), (made.signed_name,)),
        Line(pgettext("signature", "As"), (made.signed_role,)),
        Line(_("On"), (when,)),
    )
    return Section("signature", _("Signed"), grid=Grid((_("Fact"), _("Value")), lines))


def _said(words: dict[str, str], lang: str) -> tuple[str, str]:
    code = next((code for code in (lang, lang.partition("-")[0], "en", *words) if words.get(code)), "")
    return words.get(code, ""), code


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _decimal(value: Decimal | None) -> str:
    return "–" if value is None else f"{value}"


def _money(value: Decimal | None, currency: str) -> str:
    return "–" if value is None else f"{value:,.2f} {currency}".strip()


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _percent(part: int, whole: int) -> str:
    return f"{_share(part, whole)}%"


__all__: Sequence[str] = ("Grid", "Line", "Section", "Words", "shown")
