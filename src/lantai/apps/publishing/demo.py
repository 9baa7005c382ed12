"""Fictional agreements, waivers, charges, requests and policies of the demo library, each marked as an example: nothing in it is real."""

from datetime import date, datetime, timedelta

from lantai.core.openness.publishing.described import DescribedCharge, ListedJournal
from lantai.people.models import Account

from . import actions
from .life import RequestState
from .models import (
    Cap,
    ChargeFund,
    ChargeRequest,
    CountryGroup,
    Institution,
    Membership,
    Policy,
    PolicyVersion,
    PublishingAgreement,
    Waiver,
)

HERE = "Lantai Demo University (example)"
JOURNALS = {
    "heron": ("2434-561X", "2167-8359"),
    "tern": ("1234-5679", "2049-3630"),
    "gull": ("1471-2105",),
}
TITLES = {"2434-561X": "Heron Letters (example)", "2167-8359": "Annals of Reeds (example)", "1234-5679": "Tern Reviews (example)",
          "2049-3630": "Gull Notes (example)", "1471-2105": "Journal of Tides (example)"}  # fmt: skip
IDENTIFY = {
    "en": "By the corresponding author’s mail address that ends in @demo.example.",
    "zh-hans": "以通讯作者的机构邮箱（@demo.example）识别。",
    "ar": "بعنوان بريد المؤلف المراسل المنتهي بـ ‎@demo.example.",
}
STEPS = {
    "en": "Submit with your university address; after acceptance choose “open access, paid by my institution”.",
    "zh-hans": "用学校邮箱投稿；录用后选择“开放获取，由本机构支付”。",
    "ar": "أرسل المقالة من عنوانك الجامعي، ثم اختر بعد القبول «وصول حر تدفعه مؤسستي».",
}
CLAUSE = (
    "Example, not a real contract: Articles of which the corresponding author is affiliated with a Member at the date of acceptance are published "
    "open access without charge, up to the yearly number agreed."
)
WAIVED = "Example, not a real policy: Authors whose corresponding author works in a country of Group A are asked for no charge."
LOWERED = "Example, not a real policy: Corresponding authors who work in a country of Group B may ask for half of the charge to be waived."
ASKING = {
    "en": "When you submit, name your country and tick “waiver”; later it is not given.",
    "zh-hans": "投稿时填写所在国家并勾选“费用减免”；事后不再给予。",
    "ar": "عند الإرسال اذكر بلدك واختر «إعفاء»؛ ولا يُمنح بعد ذلك.",
}
OLD = "Example, not a real policy. Authors deposit the accepted version. The copy may be embargoed for up to 12 months. Any license will do."
NEW = (
    "Example, not a real policy. Authors deposit the accepted version. The copy may be embargoed for up to 6 months. It is licensed CC BY. "
    "The university’s repository is the place."
)


def furnish(*, by: Account, now: datetime) -> bool:
    """Make all of it once, by the public actions; return whether anything was to do. What staff change afterwards stays so."""
    if Institution.objects.filter(name=HERE).exists():
        return False
    today = now.date()
    here = _places(by, now)
    deals = _deals(by, today, here, now)
    _waivers(by, today, now)
    _paid(by, deals, today, now)
    fund = actions.keep(by=by, row=ChargeFund(), said={
        "code": "OA-EXAMPLE", "name": "Publishing charges (example)", "currency": "EUR", "minor": 1_200_000, **_year(today)}, now=now)  # fmt: skip
    _requests(by, deals, fund, here, now)
    _policies(by, today, now)
    return True


def _year(today: date) -> dict[str, date]:
    return {"from_date": date(today.year, 1, 1), "until_date": date(today.year + 1, 1, 1)}


def _places(by: Account, now: datetime) -> Institution:
    here = {
        "name": HERE,
        "other_names": ["Lantai Demo University (made up)", "示例大学（兰台演示）", "جامعة لانتاي التجريبية (مثال)"],
        "country": "CN",
        "is_own": True,
    }
    own = actions.keep(by=by, row=Institution(), said=here, now=now)
    actions.keep(
        by=by, row=Institution(), said={"name": "Demo Institute of Tides (example)", "parent": own, "country": "CN"}, now=now
    )
    actions.keep(by=by, row=Institution(), said={"name": "Riverbank University (example)", "country": "FI"}, now=now)
    return own


def _deals(by: Account, today: date, here: Institution, now: datetime) -> dict[str, PublishingAgreement]:
    year = today.year
    kept = {"consortium": "Example consortium", "identify": IDENTIFY, "steps": STEPS, "clause": CLAUSE, "clause_lang": "en", "opt_out": True,
            "link": "https://agreements.example.org/", "corresponding": True, "types": ["research", "review"], "licenses": ["CC BY"]}  # fmt: skip
    said = {
        "heron": {"publisher": "Heron Press (example)", "covers": "full", "counts_by": "acceptance",
                  "from_date": date(year - 1, 1, 1), "until_date": date(year + 2, 1, 1), **kept},
        "tern": {"publisher": "Tern Publishing (example)", "covers": "discount", "discount": 15, "counts_by": "submission",
                 "from_date": date(year, 1, 1), "until_date": today + timedelta(days=33), **kept},
        "gull": {"publisher": "Gull & Sons (example)", "covers": "full", "counts_by": "acceptance",
                 "from_date": date(year - 3, 1, 1), "until_date": today - timedelta(days=20), **kept},
    }  # fmt: skip
    deals = {}
    for name, values in said.items():
        deal = actions.keep(
            by=by, row=PublishingAgreement(), said=values | {"reference": f"example-{name}", "members_whole": True}, now=now
        )
        actions.keep(by=by, row=Membership(), said={"agreement": deal, "institution": here, "from_date": deal.from_date}, now=now)
        deals[name] = deal
    rows = [ListedJournal(f"example-{name}", issn, n) for n, (name, issns) in enumerate(JOURNALS.items(), 1) for issn in issns]
    actions.take_lists(by=by, source="example", rows=rows, on=today - timedelta(days=30), now=now)
    actions.keep(by=by, row=Cap(), said={"agreement": deals["heron"], "articles": 50, "used_before": 40, **_year(today)}, now=now)
    actions.keep(by=by, row=Cap(), said={
        "agreement": deals["tern"], "minor": 3_000_000, "currency": "EUR", **_year(today)}, now=now)  # fmt: skip
    return deals


def _waivers(by: Account, today: date, now: datetime) -> None:
    """Make two groups of countries, which only look like those of publishers, a waiver and a discount by them, and an institution for which they are meant."""
    begun = {"from_date": date(today.year, 1, 1), "link": "https://countries.example.org/"}
    for code, name, countries in (
        ("example-a", "Group A (example)", ["ET", "KE", "NP"]),
        ("example-b", "Group B (example)", ["EG", "JO", "VN"]),
    ):
        actions.keep(by=by, row=CountryGroup(), said={"code": code, "name": name, "countries": countries, **begun}, now=now)
    kept = {"publisher": "Gull & Sons (example)", "who": "corresponding", "counts_by": "submission", "from_date": date(today.year - 1, 1, 1),
            "clause_lang": "en", "steps": ASKING, "link": "https://waivers.example.org/", "said_date": today - timedelta(days=60)}  # fmt: skip
    said = {
        "example-gull-a": {"groups": ["example-a"], "covers": "full", "given": "automatic", "clause": WAIVED},
        "example-gull-b": {"groups": ["example-b"], "covers": "discount", "discount": 50, "given": "request", "clause": LOWERED},
    }
    for reference, values in said.items():
        actions.keep(by=by, row=Waiver(), said=kept | values | {"reference": reference}, now=now)
    actions.keep(by=by, row=Institution(), said={"name": "Highland University (example)", "country": "KE"}, now=now)


def _paid(by: Account, deals: dict[str, PublishingAgreement], today: date, now: datetime) -> None:
    rows = []
    for n, (issn, title) in enumerate(TITLES.items()):
        name = next(name for name, issns in JOURNALS.items() if issn in issns)
        for back in range(3):
            under = name == "heron" and back < 2
            rows.append(DescribedCharge(
                kind="article", institution=HERE, year=today.year - back, minor=None if under else 145_000 + 12_500 * n + 5_000 * back,
                doi=f"10.5555/example.{n}.{back}", is_hybrid=True, publisher=deals[name].publisher, title=title, numbers=(issn,), license="CC BY",
                url="", reference=f"example-{name}" if under else "", opted_out=None))  # fmt: skip
    actions.take_charges(by=by, rows=rows, on=today - timedelta(days=30), now=now)


def _requests(by: Account, deals: dict[str, PublishingAgreement], fund: ChargeFund, here: Institution, now: datetime) -> None:
    common = {"institution": here, "type": "research", "corresponding": True}
    heron = common | {
        "journal": TITLES["2434-561X"],
        "issn": "2434-561X",
        "publisher": "Heron Press (example)",
        "agreement": deals["heron"],
    }
    tides = common | {
        "journal": TITLES["1471-2105"],
        "issn": "1471-2105",
        "publisher": "Gull & Sons (example)",
        "minor": 195_000,
        "currency": "EUR",
    }
    _request(by, heron | {"title": "Reeds in slow water (example)", "accepted_date": now.date()}, now - timedelta(days=1), [])
    _request(
        by,
        tides | {"title": "Tides of a small estuary (example)", "accepted_date": now.date() - timedelta(days=8)},
        now - timedelta(days=7),
        [],
    )
    closed = [(RequestState.APPROVED, {"agreement": deals["heron"]}), (RequestState.CLOSED, {})]
    _request(by, heron | {"title": "Herons by night (example)", "accepted_date": now.date()}, now - timedelta(days=20), closed)
    paid = [
        (RequestState.APPROVED, {"fund": fund}),
        (RequestState.INVOICED, {"invoice": "EX-17"}),
        (RequestState.PAID, {"paid_date": now.date()}),
    ]
    _request(by, tides | {"title": "Currents and counters (example)"}, now - timedelta(days=40), paid)


def _request(by: Account, said: dict[str, object], began: datetime, steps: list[tuple[str, dict[str, object]]]) -> ChargeRequest:
    row = actions.make_request(by=by, said=said, now=began)
    row = actions.move_own(by=by, request=row, to=RequestState.SUBMITTED, now=began)
    for n, (state, money) in enumerate(steps, 1):
        row = actions.decide(by=None, request=row, to=state, said=money, now=began + timedelta(days=n))
    return row


def _policies(by: Account, today: date, now: datetime) -> None:
    own = actions.keep_policy(by=by, row=Policy(), said={
        "name": "Open access policy of the university (example)", "body": HERE, "kind": "university", "country": "CN",
        "link": "https://policy.example.org/", "applies_here": True}, now=now)  # fmt: skip
    old = {"from_date": date(today.year - 6, 1, 1), "text": OLD, "lang": "en", "version": "accepted", "embargo_months": 12}
    new = {"from_date": date(today.year - 1, 1, 1), "text": NEW, "lang": "en", "version": "accepted", "embargo_months": 6,
           "licenses": ["CC BY"], "place": "The university’s repository (example)"}  # fmt: skip
    for said in (old, new):
        actions.keep_version(by=by, row=PolicyVersion(policy=own), said=said, now=now)
    funder = actions.keep_policy(by=by, row=Policy(), said={
        "name": "Funder of the Seas (example)", "body": "Funder of the Seas (example)", "kind": "funder", "country": "FI"}, now=now)  # fmt: skip
    said = {
        "from_date": date(today.year, 1, 1),
        "text": "Example, not a real policy. Articles are open at once.",
        "lang": "en",
        "embargo_months": 0,
    }
    actions.keep_version(by=by, row=PolicyVersion(policy=funder), said=said, now=now)
