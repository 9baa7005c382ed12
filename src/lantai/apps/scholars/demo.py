"""Fictional scholars of the demo library: authors of its made-up papers, with names in several scripts, one of them looked after by the staff account."""

from datetime import datetime

from lantai.people.models import Account

from . import actions, queries
from .models import FIELDS, Scholar
from .reading import mark

HOME = "Lantai Demo University"

PEOPLE: tuple[tuple[str, str, tuple[str, ...], tuple[int, ...]], ...] = (
    ("Bo Demo", "Demo, Bo", ("德莫·波", "بو ديمو", "Бо Демо"), (1, 5, 9)),
    ("陈示例", "Demo, Chen", ("Chen Shili", "Chen Demo", "Чэнь Шили"), (2, 6, 10)),
    ("دينا ديمو", "Demo, Dina", ("Dina Demo", "Дина Демо", "迪娜·德莫"), (3, 7, 11)),
    ("Ada Demo", "Demo, Ada", ("Ада Демо", "アダ・デモ", "에이다 데모"), (4, 8, 12)),
)
"""Name to show first, name as printed, other forms, numbers of the made-up papers."""

CLAIMED = "Ada Demo"
ABOUT = "A fictional scholar, so that the demo library has somebody to show."


def furnish(*, by: Account, now: datetime) -> None:
    """Make the profiles, once; what staff change afterwards stays so."""
    if Scholar.objects.exists():
        return
    wanted = {("doi", f"10.5555/lantai-demo.{n}") for _name, _printed, _forms, numbers in PEOPLE for n in numbers}
    works = queries.works_numbered(wanted)
    if not works:
        return
    actions.name_homes(by=by, names=[HOME], now=now)
    for name, printed, forms, numbers in PEOPLE:
        own = [(work, mark(printed)) for n in numbers for work in works.get(("doi", f"10.5555/lantai-demo.{n}"), ())]
        scholar = actions.make_profile(by=by, name=name, works=own, now=now)
        public = dict.fromkeys(FIELDS, "public")
        about = ABOUT if name == CLAIMED else ""
        actions.describe(by=by, scholar=scholar, name=name, own_names=forms, about=about, visibility=public, now=now)
        if name == CLAIMED:
            claim = actions.claim(by=by, scholar=scholar, words="The demo library", now=now)
            actions.decide_claim(by=by, claim=claim, is_granted=True, now=now)
    actions.rebuild(now=now)
