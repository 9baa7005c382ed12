"""The places of the demo library by name in three languages, and the words that its departments have for them: two departments may
mean one room."""

from datetime import datetime

from lantai.catalog import shelving
from lantai.catalog.locations import Location, LocationKind
from lantai.people.models import Account

LIBRARY = "Lantai Demo Library"

PLACES = (
    ("MAIN", "Main library", "总馆", "المكتبة الرئيسية", LocationKind.OPEN, "1–3", ("Main Library",)),
    ("STACKS", "Closed stacks", "闭架书库", "المخزن المغلق", LocationKind.CLOSED, "−1", ("Closed Stacks", "闭架书库")),
    (
        "EAST",
        "East Asian reading room",
        "东亚阅览室",
        "قاعة مطالعة شرق آسيا",
        LocationKind.READING,
        "2",
        ("East Asian Reading Room", "东亚阅览室"),
    ),
    (
        "ARABIC",
        "Arabic and Persian room",
        "阿拉伯与波斯文阅览室",
        "قاعة العربية والفارسية",
        LocationKind.READING,
        "2",
        ("Arabic and Persian Room", "阿拉伯波斯文阅览室"),
    ),
    (
        "ROMANCE",
        "Romance languages room",
        "罗曼语族阅览室",
        "قاعة اللغات الرومانسية",
        LocationKind.READING,
        "3",
        ("Romance Languages Room",),
    ),
    (
        "SPECIAL",
        "Special collections",
        "特藏室",
        "المجموعات الخاصة",
        LocationKind.READING,
        "4",
        ("Special Collections", "特藏室"),
    ),
    ("LAW", "Law branch", "法学分馆", "فرع القانون", LocationKind.OPEN, "1", ("Law Branch", "法学分馆")),
)
"""Code, names in English, Chinese and Arabic, kind, floor, words of records."""


def furnish(*, by: Account, now: datetime) -> None:
    """Name the places, once: what staff change or take away stays so."""
    if Location.objects.exists():
        return
    for code, en, zh, ar, kind, floor, words in PLACES:
        place = Location(code=code, name_en=en, name_zh=zh, name_ar=ar, library=LIBRARY, kind=kind, floor=floor)
        place = shelving.save_location(by=by, location=place, now=now)
        shelving.map_words(by=by, words={(LIBRARY, word): place for word in words}, now=now)
