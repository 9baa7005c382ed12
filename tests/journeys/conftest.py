"""A real browser over a small library on a live server; nothing may be asked of any other machine.

Each page of a journey is watched: a request beyond the origin, a script error or a broken content policy fails the test.
A step that the page answers by itself (a click that leads on, a form that is sent, keys) is followed by waiting for what a person
would wait for: the next page, the focus, a text. ``page.keyboard`` goes to whatever has the focus at that moment and waits for nothing.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from lantai.catalog.tests.conftest import librarian, library, lines, record, take  # noqa: F401
from lantai.core.bib.record import (
    Access,
    AccessKind,
    BibRecord,
    Contribution,
    HoldingRecord,
    ItemRecord,
    Kind,
    Text,
    Title,
    TitleForm,
)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # the browser's own loop runs in this thread; the database is asked between its steps
)

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "src" / "lantai" / "site" / "static" / "built" / "site.css"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there: the same engine in each; without a window of its own it opens a page in less than half the time."""

CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]

PATIENCE_MS = 30_000
"""How long a page or a state of it is waited for. Only a failing journey waits so long, so it may be more than a busy machine needs."""

expect.set_options(timeout=PATIENCE_MS)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt install chromium)")
    if not STYLES.exists():
        pytest.skip("the styles are not built (npm ci && npm run build)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, live_server) -> Iterator[Open]:
    """Return a function that opens an address in a fresh browser: ``visit("/", width=390, javascript=False)``.

    ``besides``: another machine that may be asked, since the journey leads there.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def visit(address: str, *, width: int = 1280, javascript: bool = True, dark: bool = False, besides: str = "") -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="en-US",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        own = (live_server.url, "data:", *filter(None, [besides]))
        page.on("request", lambda request: request.url.startswith(own) or wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if broken(message) else None)
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not wrong, f"asked of another machine, or broken on the page: {wrong}"


def broken(message: ConsoleMessage) -> bool:
    """Say whether the browser complains of anything but the status of a page itself, which may well be 404."""
    of_a_page = "status of" in message.text and "/static/" not in message.location["url"]
    return message.type == "error" and not of_a_page


def work(control: str, title: str, by: str, lang: str, **more: str) -> BibRecord:
    """Return a book on a shelf. ``more``: romanised, status, url, year."""
    forms = [TitleForm(title, lang)]
    if "romanised" in more:
        forms.append(TitleForm(more["romanised"], f"{lang}-Latn"))
    item = ItemRecord(barcode=f"B{control}", status=more.get("status", "available"))
    plain = record(control, title, lang=lang, year=more.get("year", "1999"))
    return BibRecord(
        control=control,
        kind=Kind.BOOK,
        titles=(Title(forms=tuple(forms)),),
        contributions=(Contribution(forms=(Text(by, lang),), roles=("aut",), main=True),),
        languages=(lang,),
        dates=plain.dates,
        access=(Access(url=more["url"], kind=AccessKind.RESOURCE),) if "url" in more else (),
        holdings=(HoldingRecord(library="Main library", location="Level 3", call_number="I242.4 C1", items=(item,)),),
    )


SHELF = [
    work("1", "红楼梦", "曹雪芹", "zh", romanised="Hong lou meng", year="1982"),
    work("2", "丝绸之路考古十五讲", "林梅村", "zh", year="2006"),
    work("3", "طريق الحرير (دراسة)", "أيرين فرانك", "ar", year="1997", status="on loan"),
    work(
        "4", "The silk roads: a new history of the world", "Frankopan, Peter", "en", url="https://example.org/silk", year="2015"
    ),
    work("5", "La route de la soie", "Boulnois, Luce", "fr", year="2001"),
    work("6", "シルクロード", "長澤和俊", "ja", year="1993"),
    *(work(str(n), f"A history of something, volume {n}", "Someone", "en", year=str(1950 + n)) for n in range(10, 40)),
]


@pytest.fixture
def shelf(take) -> None:  # noqa: F811
    """Import the library of the journeys, one row of it damaged."""
    take(lines(SHELF) + b'{"titles": 7}\n', name="shelf.jsonl")
