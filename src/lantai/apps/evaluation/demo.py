"""Three fictional trials of the demo library: one that runs, one that has ended with answers in three languages, one whose report is signed."""

from datetime import date, datetime, timedelta

from django.utils import translation

from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Database, Package, PackageKind, PackageSource
from lantai.core.measures.usage_table import Use
from lantai.people.models import Account

from . import actions
from .models import AccessMethod, Audience, Criterion, Question, QuestionKind, Questionnaire, Recommendation, Trial

QUESTIONS: list[tuple[Criterion, QuestionKind, dict[str, str]]] = [
    (Criterion.CONTENT, QuestionKind.SCORE, {
        "en": "Is what it holds of use to your work?", "zh-hans": "其内容对您的学习和研究有用吗？", "ar": "هل محتواه مفيد لعملك؟"}),
    (Criterion.PLATFORM, QuestionKind.SCORE, {
        "en": "How well do the functions of the platform work?", "zh-hans": "平台功能是否好用？", "ar": "ما مدى جودة وظائف المنصة؟"}),
    (Criterion.SEARCH, QuestionKind.SCORE, {
        "en": "Do you find what you look for?", "zh-hans": "您能找到所需的内容吗？", "ar": "هل تجد ما تبحث عنه؟"}),
    (Criterion.FULL_TEXT, QuestionKind.SCORE, {
        "en": "How good is the full text?", "zh-hans": "全文质量如何？", "ar": "ما جودة النص الكامل؟"}),
    (Criterion.SERVICE, QuestionKind.SCORE, {
        "en": "How good is the help of the vendor?", "zh-hans": "供应商的服务如何？", "ar": "ما جودة خدمة المورّد؟"}),
    (Criterion.USE, QuestionKind.CHOICE, {"en": "Would you use it?", "zh-hans": "您会使用它吗？", "ar": "هل ستستعمله؟"}),
    (Criterion.OTHER, QuestionKind.TEXT, {"en": "What is missing?", "zh-hans": "还缺少什么？", "ar": "ما الذي ينقصه؟"}),
]  # fmt: skip

ANSWERS = [
    ("en", "teacher", (5, 4, 4, 5, 3), "yes", "Maps before 1900.", ""),
    ("zh-hans", "student", (5, 3, 4, 4, 3), "yes", "希望有中文界面。", "内容很全，检索稍慢。"),
    ("ar", "student", (4, 3, 3, 4, 2), "perhaps", "", "المحتوى جيد لكن البحث بالعربية ضعيف."),
    ("zh-hans", "librarian", (4, 4, 3, 4, 4), "yes", "", "与现有馆藏重复较少。"),
    ("en", "", (3, 2, 3, 3, 3), "no", "", ""),
]


def furnish(*, by: Account, now: datetime) -> None:
    """Prepare, open, answer and sign the three trials, once; what staff change afterwards stays so."""
    if Questionnaire.objects.exists():
        return
    asked = actions.make_questionnaire(by=by, name="Standard questions", questions=QUESTIONS, now=now)
    _running(by, asked, now)
    _ended(by, asked, now)
    _signed(by, asked, now)


def _running(by: Account, asked: Questionnaire, now: datetime) -> None:
    database = _database(
        "demo-trial-caravan", "Caravan Maps (example)", {"zh-hans": "驼队地图库（示例）", "ar": "خرائط القوافل (مثال)"}, now
    )
    trial = _trial(
        by, asked, "Caravan Maps (example)", {"database": database}, now - timedelta(days=5), now + timedelta(days=25), now
    )
    actions.open_trial(by=by, trial=trial, now=now)


def _ended(by: Account, asked: Questionnaire, now: datetime) -> None:
    package = _package("demo-trial-oasis", "Oasis Journals (example)", now)
    began = now - timedelta(days=60)
    trial = _trial(by, asked, "Oasis Journals (example)", {"package": package}, began, now - timedelta(days=3), began)
    _tried(by, trial, began)
    actions.follow_the_day(now=now)


def _signed(by: Account, asked: Questionnaire, now: datetime) -> None:
    package = _package("demo-trial-steppe", "Steppe Archive (example)", now)
    began = now - timedelta(days=200)
    trial = _trial(by, asked, "Steppe Archive (example)", {"package": package}, began, began + timedelta(days=60), began)
    _tried(by, trial, began)
    actions.follow_the_day(now=now)
    assessed = {
        "price": "48200.00", "currency": "CNY", "readers": 1200, "content": "Sources on the steppe that no other collection has.",
        "functions": "Searches in Chinese work; references can be taken along.", "service": "The vendor answered within a day.",
        "recommendation": Recommendation.BUY, "reasons": "Readers ask for it, little of it is had already, and the price a reader is low.",
    }  # fmt: skip
    actions.assess(by=None, trial=trial, values=assessed, now=now)
    with translation.override("en"):
        actions.sign(by=by, trial=trial, role="Head of collections (example)", now=now)


def _tried(by: Account, trial: Trial, began: datetime) -> None:
    """Open a trial on the day on which it began, have it answered, and enter its use."""
    actions.open_trial(by=by, trial=trial, now=began)
    scored = list(Question.objects.filter(questionnaire=trial.questionnaire, kind=QuestionKind.SCORE))
    choice = Question.objects.get(questionnaire=trial.questionnaire, kind=QuestionKind.CHOICE)
    words = Question.objects.get(questionnaire=trial.questionnaire, kind=QuestionKind.TEXT)
    for n, (language, role, scores, use, missing, comment) in enumerate(ANSWERS):
        given = {question.pk: str(score) for question, score in zip(scored, scores, strict=True)}
        given |= {choice.pk: use, words.pk: missing}
        at = began + timedelta(days=n + 1)
        actions.answer(
            trial=trial, given=given, comment=comment, language=language, role=role, form=f"demo {trial.pk} {n}", address="", now=at
        )  # fmt: skip
    first = began.date()
    months = (first, first.replace(day=1) + timedelta(days=31))  # thirty days on, a month of 31 may be in it still
    uses = [
        Use(day.year, day.month, metric, count + 40 * n, n + 2)
        for n, day in enumerate(months)
        for metric, count in (("Total_Item_Requests", 320), ("Searches_Regular", 510))
    ]
    actions.put_usage(by=by, trial=trial, uses=uses, now=began + timedelta(days=59))


def _trial(
    by: Account,
    asked: Questionnaire,
    name: str,
    target: dict[str, Package | Database],
    first: datetime,
    end: datetime,
    now: datetime,
) -> Trial:
    introductions = {
        "en": "An example: neither the vendor nor what it offers is real.", "zh-hans": "示例：供应商及其产品均为虚构。",
        "ar": "مثال: لا المورّد ولا ما يعرضه حقيقي.",
    }  # fmt: skip
    days: dict[str, date] = {"from_date": first.date(), "until_date": end.date()}
    values = {
        "name": name, "vendor": "Example vendor", "questionnaire": asked, "audience": Audience.ALL, "method": AccessMethod.ADDRESS,
        "address": "https://trial.example.org/", "introductions": introductions, "responsible": by, **target, **days,
    }  # fmt: skip
    return actions.make_trial(by=by, values=values, now=now)


def _package(reference: str, name: str, now: datetime) -> Package:
    values = {
        "name": name,
        "reference": reference,
        "kind": PackageKind.JOURNALS,
        "source": PackageSource.CUSTOM,
        "provider": "Example vendor",
    }
    return holdings.make_package(by=None, values=values, now=now)


def _database(reference: str, name: str, names: dict[str, str], now: datetime) -> Database:
    values = {
        "name": name,
        "names": names,
        "reference": reference,
        "provider": "Example vendor",
        "address": "https://trial.example.org/",
    }
    return holdings.make_database(by=None, values=values, now=now)
