"""The readers' lists for programs: journals and databases that readers have today, narrowed as their pages are, as JSON."""

from datetime import date
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .az import asking
from .az import databases as of_databases
from .az import journals as of_journals
from .models.listed import Journal

_encode = msgspec.json.Encoder().encode


class Offer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a journal is to be had. ``coverage``: statements as in KBART; ``until``: the last day before which it is, absent without an end;
    ``kept``: whether these years stayed after an agreement ended."""

    platform: str
    package: str
    url: str = ""
    coverage: tuple[dict[str, str], ...] = ()
    embargo: str = ""
    open: bool = False
    trial: bool = False
    kept: bool = False
    until: str = ""


class JournalOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A journal. ``work``: its number in the catalog; ``names``: other titles; ``subjects``: "d:08" a discipline, "clc:TP" a class."""

    id: int
    url: str
    title: str
    language: str = ""
    names: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    publisher: str = ""
    work: int = 0
    open: bool = False
    reviewed: bool = False
    offers: tuple[Offer, ...] = ()


class Journals(msgspec.Struct, frozen=True, kw_only=True):
    """A page of journals. ``total``: of all pages."""

    total: int
    page: int
    pages: int
    journals: tuple[JournalOf, ...]


class DatabaseOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A database. ``names`` and ``descriptions``: language -> words; ``trial_until``: the day before which a trial lasts."""

    id: int
    url: str
    name: str
    language: str = ""
    names: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    address: str = ""
    provider: str = ""
    subjects: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    seats: int = 0
    new: bool = False
    trial_until: str = ""


class Databases(msgspec.Struct, frozen=True, kw_only=True):
    """The databases that readers have."""

    total: int
    databases: tuple[DatabaseOf, ...]


@require_safe
def journals(request: HttpRequest) -> HttpResponse:
    """Answer with a page of journals; 400 where ``page`` is no number of a page."""
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdecimal() and len(page) < 5 and 1 <= int(page) <= of_journals.MOST_PAGES):
        return _refused(f"page must be a whole number from 1 to {of_journals.MOST_PAGES}")
    today = timezone.localdate()
    found = of_journals.journals(asking.of_journals(request.GET), on=today)
    rows = tuple(_journal(row, request, today) for row in found.rows)
    return _json(Journals(total=found.total, page=found.asked.page, pages=found.pages, journals=rows))


@require_safe
def databases(request: HttpRequest) -> HttpResponse:
    """Answer with the databases."""
    found = of_databases.databases(asking.of_databases(request.GET), on=timezone.localdate(), lang=get_language() or "en")
    return _json(Databases(total=len(found.rows), databases=tuple(_database(row, request) for row in found.rows)))


def _json(answer: msgspec.Struct) -> HttpResponse:
    return HttpResponse(_encode(answer), content_type="application/json; charset=utf-8")


def _refused(said: str) -> HttpResponse:
    body = {"type": "about:blank", "title": "A parameter cannot be used", "status": 400, "detail": said}
    return HttpResponse(_encode(body), status=400, content_type="application/problem+json")


def _journal(row: Journal, request: HttpRequest, day: date) -> JournalOf:
    return JournalOf(
        id=row.pk,
        url=request.build_absolute_uri(reverse("holdings:journal", args=[row.pk])),
        title=row.title,
        language=row.language,
        names=tuple(value for value, _lang, _kind in row.names),
        issns=tuple(row.issns),
        publisher=row.publisher,
        work=row.work or 0,
        open=row.is_open,
        reviewed=row.is_reviewed,
        offers=tuple(_offer(offer) for offer in of_journals.offers_on(row, day)),
    )


def _offer(offer: dict[str, Any]) -> Offer:
    until = str(offer["until"])
    return Offer(
        platform=offer["platform"],
        package=offer["name"],
        url=offer["url"],
        coverage=tuple(offer["coverage"]),
        embargo=offer["embargo"],
        open=offer["open"],
        trial=offer["trial"],
        kept=bool(offer.get("kept")),
        until="" if until.startswith("9999") else until,
    )


def _database(listed: of_databases.Listed, request: HttpRequest) -> DatabaseOf:
    row = listed.database
    return DatabaseOf(
        id=row.pk,
        url=request.build_absolute_uri(reverse("holdings:database", args=[row.pk])),
        name=row.name,
        language=row.language,
        names=row.names,
        descriptions=row.descriptions,
        address=row.address,
        provider=row.provider,
        subjects=tuple(row.subjects),
        types=tuple(row.types),
        languages=tuple(row.languages),
        seats=row.seats or 0,
        new=listed.is_new,
        trial_until=listed.trial_until.isoformat() if listed.trial_until else "",
    )
