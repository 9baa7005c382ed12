"""Hours and a notice of the demo library: two places, one of them open past midnight, and a holiday."""

from datetime import datetime, time, timedelta

from lantai.people.models import Account

from . import actions
from .models import Place, Started, Tone

NIGHT = {"en": "Night reading room", "zh-hans": "夜间阅览室", "ar": "قاعة المطالعة الليلية"}
MAIN = {"en": "Main library", "zh-hans": "总馆", "ar": "المكتبة الرئيسية"}


def furnish(*, by: Account, now: datetime) -> None:
    """Say when the demo library is open and put up a notice, once: what staff change or take away stays so."""
    if Place.objects.exists() or not Started.objects.get_or_create(name="demo", defaults={"at": now})[1]:
        return
    main = actions.add_place(by=by, names=MAIN, addresses={}, now=now)
    week = [*((day, time(8), time(22)) for day in range(5)), (5, time(9), time(18)), (6, time(12), time(18))]
    actions.set_hours(by=by, place=main, names=MAIN, addresses={}, spans=week, now=now)
    night = actions.add_place(by=by, names=NIGHT, addresses={}, now=now)
    actions.set_hours(
        by=by, place=night, names=NIGHT, addresses={}, spans=[(day, time(18), time(2)) for day in range(7)], now=now
    )
    new_year = now.date().replace(year=now.year + 1, month=1, day=1)
    reasons = {"en": "New Year’s Day", "zh-hans": "元旦", "ar": "رأس السنة الميلادية"}
    actions.add_special_day(by=by, place=None, first=new_year, last=new_year, opens=None, closes=None, reasons=reasons, now=now)
    _welcome(by, now)


def _welcome(by: Account, now: datetime) -> None:
    actions.put_up_notice(
        by=by,
        headings={"en": "This is the demo library.", "zh-hans": "这是演示图书馆。", "ar": "هذه مكتبة العرض."},
        texts={
            "en": "Its records are real works of literature and scholarship; its copies, hours and places are examples.",
            "zh-hans": "书目是真实的文学与学术著作，复本、时间和馆舍均为示例。",
            "ar": "تسجيلاتها أعمال حقيقية من الأدب والعلم، أما النسخ والساعات والأماكن فأمثلة.",
        },
        tone=Tone.NOTE,
        link="/about/",
        starts_at=now,
        ends_at=now + timedelta(days=365),
        now=now,
    )
