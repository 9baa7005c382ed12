"""Real works and made-up figures that the style page shows every part of the pages with, drawn by the code that draws the pages."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lantai.apps.desk.queries.runs import Outcome, Step
from lantai.apps.discovery import facets, page, params, queries
from lantai.apps.discovery.offering import offers_of_work, offers_of_works
from lantai.apps.discovery.rows import Pieces, ResultRow, row
from lantai.apps.discovery.ways import Way
from lantai.apps.discovery.words.strip import strip
from lantai.apps.discovery.words.through import Seen
from lantai.catalog.queries import WorkPage
from lantai.core.bib.record import (
    Access,
    AccessKind,
    BibRecord,
    Classification,
    Contribution,
    Date,
    HoldingRecord,
    Imprint,
    ItemRecord,
    Kind,
    Text,
    Title,
    TitleForm,
    TitleKind,
)
from lantai.core.bib.work import InstanceDocument, WorkDocument
from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Alternative, Concept, Expansion
from lantai.core.query.parse import parse
from lantai.core.text.segment import sequence

LANGUAGES = ("en", "zh-hans", "ar")
"""The languages that every part is shown in."""


def record(title: TitleForm, *others: TitleForm, by: str, year: str, publisher: str, place: str, **more: str) -> BibRecord:
    """Return a book. ``more``: gloss, romanised (of the name), status, number, url, cls (its class in the CLC)."""
    lang = title.lang
    names = [Text(by, lang), *([Text(more["romanised"], f"{lang}-Latn")] if "romanised" in more else [])]
    glosses = [Title(forms=(TitleForm(more["gloss"], "en"),), kind=TitleKind.PARALLEL)] if "gloss" in more else []
    items = (ItemRecord(status=more["status"]),) if "status" in more else ()
    return BibRecord(
        kind=Kind.BOOK,
        titles=(Title(forms=(title, *others)), *glosses),
        contributions=(Contribution(forms=tuple(names), roles=("aut",), main=True),),
        languages=(lang,),
        dates=(Date(text=year, start=int(year), end=int(year)),),
        imprints=(Imprint(places=((Text(place, lang),),), publishers=((Text(publisher, lang),),), date=year),),
        classifications=(Classification(scheme="clc", value=more.get("cls", "K203")),),
        access=(Access(url=more["url"], kind=AccessKind.RESOURCE),) if "url" in more else (),
        holdings=(HoldingRecord(library="", location=more["shelf"], call_number=more["number"], items=items),) if "number" in more else (),
    )  # fmt: skip


SILK = [
    record(
        TitleForm("丝绸之路考古十五讲", "zh"), by="林梅村", romanised="Lin Meicun", year="2006", publisher="北京大学出版社", place="北京",
        gloss="Fifteen lectures on the archaeology of the Silk Road", status="在架", number="K928.6/214", shelf="总馆三层",
    ),
    record(
        TitleForm("طريق الحرير", "ar"), TitleForm("Ṭarīq al-ḥarīr", "ar-Latn"), by="أيرين فرانك", year="1997",
        publisher="المجلس الأعلى للثقافة", place="القاهرة", status="معار", number="380.1 FRA", shelf="المكتبة الرئيسية",
    ),
    record(
        TitleForm("The Silk Roads", "en", rest="a new history of the world"), by="Peter Frankopan", year="2015",
        publisher="Bloomsbury", place="London", status="available", number="909 FRA", shelf="Main library, level 3",
        url="https://example.org/silk-roads",
    ),
]  # fmt: skip
"""Three books about the Silk Road, one a script, in three states."""

MARKED = ("丝绸之路", "طريق الحرير", "Silk Roads")


def _also(text: str, lang: str, weight: float = 1.0) -> Alternative:
    tokens = tuple(sequence(text))
    return Alternative(text=text, lang=lang, weight=weight, tokens=tokens, origin=Origin.AUTHORITY, code=f"{lang}:{text}")


SILK_WORDS = Expansion(
    concepts=(
        Concept(
            text="丝绸之路",
            lang="zh",
            alternatives=(
                _also("Silk Road", "en"), _also("طريق الحرير", "ar", 0.9), _also("route de la soie", "fr", 0.8), _also("Шёлковый путь", "ru", 0.7),
                _also("シルクロード", "ja", 0.6), _also("Silk Roads", "en", 0.5), _also("Seidenstraßen", "de", 0.4), _also("Ruta de la Seda", "es", 0.4),
                _also("Rota da Seda", "pt", 0.4), _also("İpek Yolu", "tr", 0.3),
            ),
            dropped=(_also("Seidenstraße", "de"),),
        ),
        Concept(text="考古學記", lang="zh"),
    ),
    languages=("zh",),
)  # fmt: skip
"""A question in Chinese with its translations, one of them dropped, and a word nobody could translate."""


def rows(lang: str) -> list[ResultRow]:
    """Return the three as lines of a list."""
    works = [WorkDocument(number=n, instances=(InstanceDocument(number=n, record=r),)) for n, r in enumerate(SILK, 1)]
    seen = Seen(SILK_WORDS, sequence(MARKED[0]))
    ways_to = offers_of_works(works)
    return [row(work, mark=_mark, lang=lang, seen=seen, offers=ways_to[work.number]) for work in works]


def results(lang: str = "") -> queries.Results:
    """Return a search with filters chosen and left out, and the words it was also searched by."""
    asked = [("q", "丝绸之路"), ("kind", "book"), ("not-language", "fr"), ("from", "1950"), ("to", "2026")]
    search = params.read(QueryDict(urlencode(asked)))
    counts = {
        "availability": (("shelf", 604), ("online", 391)),
        "language": (("zh", 508), ("en", 402), ("ru", 96), ("ja", 88), ("ar", 43)),
        "kind": (("book", 812), ("article", 396), ("map", 22)),
    }
    years = [(1900 + 8 * n, n * n + 1) for n in range(16)]
    return queries.Results(
        params=search,
        question=parse(search.text),
        strip=strip(SILK_WORDS, lang=lang),
        whole=38,
        total=1208,
        facets=facets.facets(search, counts),
        bars=facets.bars(search, years),
        chips=tuple(facets.chips(search)),
    )


def nothing() -> queries.Results:
    """Return a search that found nothing, with ways on."""
    search = params.SearchParams(text="كتاب المناظر في الهند")
    on = [
        Way("without", 38, "?q=كتاب المناظر", detail="الهند"),
        Way("anywhere", 41, "?q=المناظر"),
        Way("catalog", 1208, "?sort=added"),
    ]
    return queries.Results(params=search, question=parse(search.text), ways=on)


def work() -> page.RecordPage:
    """Return a work in three languages, on shelves and online."""
    instances = tuple(InstanceDocument(number=n, record=r) for n, r in enumerate(SILK, 1))
    document = WorkDocument(number=1, instances=instances, why=("", "staff", "staff"))
    found = WorkPage(document=document, origins={}, added_at=datetime(2026, 11, 28, tzinfo=UTC))
    return page.record_page(found, offers=offers_of_work(document))


def _mark(text: str, lang: str) -> Pieces:
    for words in MARKED:
        before, found, after = text.partition(words)
        if found:
            return [(piece, hit) for piece, hit in ((before, False), (found, True), (after, False)) if piece]
    return [(text, False)] if text else []


@dataclass(frozen=True, slots=True)
class Meter:
    """How far an import is, as ``desk/meter.html`` draws it."""

    percent: int
    outcomes: tuple[Outcome, ...]


METER = Meter(68, (Outcome("new", 24_310, 0, 53), Outcome("same", 5_480, 53, 12), Outcome("refused", 1_414, 65, 3)))


STEPS = (Step("receive", "done"), Step("read", "done"), Step("match", "now"), Step("index", "waits"))


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart; ``percent`` of the longest."""

    label: str
    lang: str
    count: int
    percent: float


CHART = [
    Bar("English", "en", 412_300, 100),
    Bar("中文", "zh", 386_200, 93.7),
    Bar("العربية", "ar", 48_100, 11.7),
    Bar("Русский", "ru", 55_200, 13.4),
]


class Fields(forms.Form):
    """A field as it stands and one filled in wrongly."""

    name = forms.CharField(label=_("Title"), required=False, initial="红楼梦")
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("Four digits"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("A year has four digits, such as 1904.")},
    )


def fields(lang: str) -> Fields:
    """Return the form with its mistake; every language's fields have identifiers of their own."""
    return Fields({"name": "红楼梦", "year": "19o4"}, auto_id=f"{lang}-%s")
