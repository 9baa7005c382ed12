"""Access in the demo library: fictional platforms with faults at each state, ninety days of history, maintenance to come, proxies.

Everything goes through the public actions, at the times at which it would have happened. All names are invented; addresses end in .example.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from lantai.apps.holdings.actions import make_database, make_platform
from lantai.apps.holdings.models import Database, Platform
from lantai.core.faults.kinds import FaultClass
from lantai.people.models import Account

from . import actions
from .models import Fault, PlatformAccess, Resolution, State

PLATFORMS = ("Demo Reader", "Silkroad Journals (demo)", "Pagoda Data (demo)", "Minaret Texts (demo)")
TOLD = {
    "en": (
        "The whole site is down, 503 Service Unavailable",
        "It has been offline since this morning, nothing loads",
        "Bad gateway for every title",
    ),
    "zh-hans": ("整个平台都打不开，显示503", "网站一直超时，什么都加载不了", "平台宕机了吗？"),
    "ar": ("الموقع كله متوقف منذ الصباح", "انتهت مهلة الاتصال ولا شيء يعمل", "المنصة لا تعمل لأحد"),
}
SAID = {
    FaultClass.NO_ENTITLEMENT: ("en", "It asks me to buy the article although the library says we have it"),
    FaultClass.PROXY: ("zh-hans", "校内可以，在家通过代理就打不开"),
    FaultClass.WRONG_COVERAGE: ("en", "The list says 1990 to present but only 2005 onwards is there"),
    FaultClass.FEDERATED_LOGIN: ("ar", "جامعتنا غير موجودة في قائمة الدخول المؤسسي"),
    FaultClass.USER_ERROR: ("zh-hans", "请问怎么把整本书下载成PDF？找不到按钮"),
    FaultClass.EXCESS_DOWNLOAD: ("en", "Your IP address has been blocked because of excessive downloading"),
}
WAY = {
    FaultClass.NO_ENTITLEMENT: (State.TRIAGED, State.WAITING),
    FaultClass.PROXY: (State.TRIAGED, State.FIXED),
    FaultClass.WRONG_COVERAGE: (State.TRIAGED, State.FIXED, State.VERIFIED),
    FaultClass.FEDERATED_LOGIN: (State.TRIAGED, State.FIXED, State.CLOSED, State.REOPENED),
    FaultClass.USER_ERROR: (State.TRIAGED, State.CLOSED),
    FaultClass.EXCESS_DOWNLOAD: (State.TRIAGED,),
}
ENDS = {
    FaultClass.PROXY: Resolution.PROXY_SET, FaultClass.WRONG_COVERAGE: Resolution.COVERAGE_MENDED,
    FaultClass.FEDERATED_LOGIN: Resolution.PROXY_SET, FaultClass.USER_ERROR: Resolution.EXPLAINED,
}  # fmt: skip
KNOWN = {
    "en": "The vendor knows and works on it.",
    "zh-hans": "数据库商已知晓，正在处理。",
    "ar": "المورد على علم ويعمل على إصلاحه.",
}
UPGRADE = {"en": "Upgrade by the vendor", "zh-hans": "数据库商升级系统", "ar": "تحديث يجريه المورد"}


def furnish(*, by: Account, now: datetime) -> None:
    """Fill the fault desk and the status page, once: what staff change or take away stays so."""
    if PlatformAccess.objects.exists() or Fault.objects.exists():
        return
    platforms = list(_platforms(now))
    _ways(platforms, now)
    for n, platform in enumerate(platforms):
        _history(platform, by=by, now=now, rng=Random(n))
    databases = [_database(platform, now) for platform in platforms]
    for n, label in enumerate(SAID):
        _case(databases[n % len(databases)], label, by=by, now=now - timedelta(days=5 - n % 3, hours=7 * n))
    _outage(databases[1], by=by, now=now)
    actions.set_assignment(by=None, label=FaultClass.PROXY, platform=None, account=by, now=now)
    actions.set_assignment(by=None, label=FaultClass.PLATFORM_DOWN, platform=platforms[1], account=by, now=now)
    start = (now + timedelta(days=3)).replace(hour=22, minute=0, second=0, microsecond=0)
    actions.plan_downtime(
        by=by, platform=platforms[2], from_at=start, until_at=start + timedelta(hours=6), notes=UPGRADE, now=now
    )


def _platforms(now: datetime) -> Iterator[Platform]:
    for n, name in enumerate(PLATFORMS):
        values = {"name": name, "provider": name, "address": f"https://platform{n + 1}.example/"}
        yield Platform.objects.filter(name=name).first() or make_platform(by=None, values=values, now=now)


def _database(platform: Platform, now: datetime) -> Database:
    found = Database.objects.filter(platform=platform).first()
    if found is not None:
        return found
    values = {
        "name": f"{platform.name}: Collection", "reference": f"demo-access-{platform.pk}", "platform": platform,
        "address": f"{platform.address}collection", "language": "en",
    }  # fmt: skip
    return make_database(by=None, values=values, now=now)


def _ways(platforms: list[Platform], now: datetime) -> None:
    """Give the library proxies that are examples, and each platform its importance and its vendor's address."""
    ez = actions.keep_proxy(
        by=None, proxy=None, now=now,
        values={"name": "EZproxy (demo)", "kind": "ezproxy", "template": "https://login.ezproxy.example/login?url={url}"},
    )  # fmt: skip
    template = "https://platform3.example/Shibboleth.sso/Login?entityID={entity}&target={url_encoded}"
    entity = "https://idp.library.example/idp/shibboleth"
    wayless = actions.keep_proxy(
        by=None, proxy=None, now=now, values={"name": "CARSI (demo)", "kind": "wayfless", "template": template, "entity": entity}
    )
    for n, platform in enumerate(platforms):
        values = {
            "proxy": wayless if n == 2 else ez, "importance": 3 - n % 3, "vendor_mail": f"support@platform{n + 1}.example",
            "vendor_language": ("en", "zh-hans", "zh-hans", "ar")[n],
        }  # fmt: skip
        actions.keep_access(by=None, platform=platform, values=values, now=now)


def _history(platform: Platform, *, by: Account, now: datetime, rng: Random) -> None:
    """Let a platform have been down a few times in ninety days, and every time be told of, mended and closed."""
    for _ in range(rng.randint(2, 4)):
        began = now - timedelta(days=rng.randint(8, 88), hours=rng.randint(0, 9))
        language = rng.choice(list(TOLD))
        fault = _tell(actions.About(platform=platform), rng.choice(TOLD[language]), language, began)
        if not fault.is_open:
            continue
        actions.classify_as(by=by, fault=fault, label=FaultClass.PLATFORM_DOWN, now=began + timedelta(minutes=20))
        over = began + timedelta(minutes=rng.randint(40, 400))
        for state, at in (
            (State.TRIAGED, began + timedelta(minutes=25)),
            (State.FIXED, over),
            (State.VERIFIED, over),
            (State.CLOSED, over),
        ):
            actions.move(
                by=by, fault=fault, state=state, resolution=Resolution.VENDOR_FIXED if state == State.FIXED else "", now=at
            )


def _case(database: Database, label: FaultClass, *, by: Account, now: datetime) -> None:
    """Bring one fault of a class to where its way ends."""
    language, words = SAID[label]
    fault = _tell(actions.About(database=database), words, language, now)
    actions.classify_as(by=by, fault=fault, label=label, now=now + timedelta(minutes=30))
    for n, state in enumerate(WAY[label], 1):
        end = ENDS.get(label, "") if state in (State.FIXED, State.CLOSED) else ""
        actions.move(by=by, fault=fault, state=state, resolution=end, now=now + timedelta(hours=n))


def _outage(database: Database, *, by: Account, now: datetime) -> None:
    """Let a platform be down now, told of by many readers and known to the vendor; and leave one report that nobody has looked at."""
    began, fault = now - timedelta(hours=3), None
    for n, (language, words) in enumerate((lang, words) for lang, several in TOLD.items() for words in several):
        fault = _tell(actions.About(database=database), words, language, began + timedelta(minutes=4 * n))
    if fault is not None:
        top = fault.parent or fault
        actions.assign(by=by, fault=top, to=by, now=began + timedelta(minutes=45))
        actions.publish(by=by, fault=top, notes=KNOWN, now=began + timedelta(minutes=50))
    lone = Database.objects.exclude(platform=database.platform).order_by("pk").first()
    if lone is not None:
        _tell(
            actions.About(database=lone), "رابط قاعدة البيانات يشير إلى صفحة غير موجودة (404)", "ar", now - timedelta(minutes=50)
        )


def _tell(about: actions.About, words: str, language: str, at: datetime) -> Fault:
    return actions.report(about=about, text=words, mail="", language=language, page="/status/", sender="", on_campus=None, now=at)
