"""Databases of the demo library: invented names, providers and addresses (``.example``), in several disciplines, types and languages."""

import csv
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from lantai.people.models import Account

from . import actions
from .models import Basis, Database, Platform

TRIAL_DAYS = 45

_ACCESS = {
    "campus": {
        "en": "On campus, and elsewhere after signing in.",
        "zh": "校内直接访问，校外登录后访问。",
        "ar": "داخل الحرم، وخارجه بعد تسجيل الدخول.",
    },
    "hall": {
        "en": "Only at the terminals of the reading room.",
        "zh": "仅限阅览室内的终端使用。",
        "ar": "على أجهزة قاعة المطالعة فقط.",
    },
    "open": {"en": "Open to everybody.", "zh": "对所有人开放。", "ar": "متاحة للجميع."},
}
_NO_BULK = {"en": "Systematic downloading is not allowed.", "zh": "不得批量下载。", "ar": "لا يُسمح بالتنزيل المنهجي."}


def furnish_databases(*, by: Account, now: datetime) -> None:
    """Put the databases on the shelf, once: what staff change or take away stays so."""
    if Database.objects.filter(reference__startswith="demo-db-").exists():
        return
    name = "Example Reading Rooms"
    platform = Platform.objects.filter(name=name).first() or actions.make_platform(
        by=by, values={"name": name, "provider": "Example Vendors", "address": "https://rooms.example/"}, now=now
    )
    lines = resources.files("lantai.apps.holdings").joinpath("data/demo_databases.tsv").read_text("utf-8").splitlines()
    for n, row in enumerate(csv.DictReader(lines, delimiter="\t"), 1):
        _put_up(n, row, by=by, platform=platform, now=now)


def _put_up(n: int, row: Mapping[str, str], *, by: Account, platform: Platform, now: datetime) -> None:
    today, basis = now.date(), Basis(row["basis"])
    begun = today - timedelta(days=int(row["days_ago"]))
    made = actions.make_database(by=by, values=_values(n, row, platform) | {"added_date": begun}, now=now)
    ends = today + timedelta(days=TRIAL_DAYS) if basis == Basis.TRIAL else None
    actions.activate(by=by, target=made, basis=basis, key=f"demo:{n}", from_date=begun, until_date=ends, now=now)
    for ago in range(min(6, int(row["days_ago"]) // 30)):
        actions.count_opening(database=made, times=(n * 37 + ago * 11) % 90 + 1, now=now - timedelta(days=30 * ago))


def _values(n: int, row: Mapping[str, str], platform: Platform) -> dict[str, Any]:
    return {
        "name": row["name"],
        "language": row["language"],
        "reference": f"demo-db-{n:02}",
        "names": _by_language(row, "name"),
        "descriptions": _by_language(row, "description"),
        "address": f"https://db{n:02}.rooms.example/",
        "platform": platform,
        "provider": "Example Vendors",
        "subjects": row["subjects"].split(),
        "types": row["types"].split(),
        "languages": row["languages"].split(),
        "access_notes": _ACCESS[row["access"]],
        "seats": int(row["seats"]) if row["seats"] else None,
        "limits": {} if row["access"] == "open" else _NO_BULK,
    }


def _by_language(row: Mapping[str, str], field: str) -> dict[str, str]:
    return {tag: row[f"{field}_{tag}"] for tag in ("en", "zh", "ar") if row[f"{field}_{tag}"]}
