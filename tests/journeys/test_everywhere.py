"""Every page, in every language, on a phone and a desk, by day and by night: no rule of accessibility broken, nothing sticks out.

axe-core checks each page in all four views without loading it anew: theme and width change under it. Which pages: ``addresses``.
Opening a page and looking at it takes seconds of three processes, so each is opened in one language, the next one in the next (``openings``), and
what a reader comes by from a question to a citation in all; the other languages are asked for without a browser (``said``).
``LANTAI_TEST_WALK=whole`` opens every page in all three and looks at each on a desk and on a phone; nothing else is otherwise then.

The rules about color take most of axe's time. They are asked once for each way in which letters are drawn (``drawings``), wherever it stood
first: a way says nothing of words, so it is the same in all languages. Where a page is opened in all languages they are asked of the whole page
too, once, by day on a desk in English: what is drawn in ways that were right alone must be right. What is not about color is asked on a desk or
on a phone: the elements are the same, but what is folded away is not. By night only new ways are asked: nothing else that axe looks at depends
on the theme. In further languages a page by night is looked at where it shows a new way by day: no color depends on the language.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client
from playwright.sync_api import Page

from lantai.catalog.locations import Location
from lantai.people.models import Account

from .addresses import EVERYWHERE, READERS, RESOURCE_STAFF, RESOURCES, STAFF
from .numbers import numbers  # noqa: F401
from .resources import resources  # noqa: F401
from .said import faults_said, faults_unopened
from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (rules, where = document) => (await axe.run(where, {...rules, resultTypes: ['violations'], iframes: false})).violations.flatMap(
  v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.html.slice(0, 160)}`))"""
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WITHOUT_COLORS = {"rules": {"color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}}}
DRAWINGS = (Path(__file__).with_name("drawings.js")).read_text(encoding="utf-8")
RUN_ON = f"""([ways, rules]) => {{ const found = ({DRAWINGS})(); return ({RUN})(rules, {{include: ways.map(way => found.get(way))}}); }}"""
DESK, PHONE = 1280, 390
WHOLE = os.environ.get("LANTAI_TEST_WALK") == "whole"
LANGUAGES = ("en", "zh-hans", "ar")
"""English first: where it shows no new way of drawing letters, the others seldom do."""

BY_NIGHT = "rules => document.styleSheets[0].insertRule(`@media (prefers-color-scheme: dark) { ${rules} }`, document.styleSheets[0].cssRules.length)"
RIGHT: set[str] = set()
"""Ways of drawing letters whose colors this process has found right on some page."""

STILL = "matchMedia('(prefers-reduced-motion: reduce) and (prefers-color-scheme: light)').matches"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@dataclass(frozen=True, slots=True)
class Opening:
    """A page that is opened in a language. ``rules``: the widths at which all that is not about color is asked.

    ``first``: nothing of it was looked at in another language. ``whole``: colors are asked of all of it, not of new ways alone.
    """

    lang: str
    address: str
    rules: tuple[int, ...]
    first: bool = True
    whole: bool = False


def openings(addresses: Sequence[str], *, whole: bool = WHOLE) -> Iterator[Opening]:
    """Yield in which languages each page is opened; a page in all of them, or in one in turn, on a phone and on a desk in turn."""
    for lang in LANGUAGES:
        for place, address in enumerate(addresses):
            if whole or address in EVERYWHERE:
                first = lang == LANGUAGES[0]
                yield Opening(lang, address, (DESK, PHONE) if first else (PHONE,), first, whole=first)
            elif lang == LANGUAGES[place % len(LANGUAGES)]:
                yield Opening(lang, address, ((DESK, PHONE)[place % 2],))


def faults(
    page: Page,
    addresses: Sequence[str],
    numbers: dict[str, int],  # noqa: F811
    by: Account | None = None,
    *,
    whole: bool = WHOLE,
) -> list[str]:
    """Return what is wrong on any of these pages, in any language and view. ``by``: who has signed in."""
    page.add_init_script(path=AXE)  # read by each page as it opens: in a third of the time that sending it takes
    opened = {(each.lang, each.address): each for each in openings(addresses, whole=whole)}
    found = [f"{each.address} {each.lang} {fault}" for each in opened.values() for fault in faults_at(page, each, numbers)]
    client = Client(raise_request_exception=False)
    if by is not None:
        client.force_login(by)
    for lang in LANGUAGES:
        for address in addresses:
            if (lang, address) not in opened:
                found += [
                    f"{address} {lang}: {fault}"
                    for fault in faults_unopened(client, lang, address, filled(address, lang, numbers))
                ]
    return found


def filled(address: str, lang: str, numbers: dict[str, int]) -> str:  # noqa: F811
    """Return an address with its numbers, in this language."""
    return address.format(**numbers) + ("&" if "?" in address else "?") + f"lang={lang}"


def faults_at(page: Page, opening: Opening, numbers: dict[str, int]) -> Iterator[str]:  # noqa: F811
    """Yield what is wrong on one page in one language, in any view."""
    answer = page.goto(filled(opening.address, opening.lang, numbers))
    if answer is None or answer.status >= 500:
        yield "the server answered with an error of its own"
    else:
        yield from faults_said(page.content(), opening.lang, opening.address)
    yield from faults_here(page, RIGHT, rules=opening.rules, whole=opening.whole, by_night=opening.first)


def faults_here(
    page: Page, drawings: set[str], *, rules: Sequence[int] = (PHONE,), whole: bool = False, by_night: bool = True
) -> Iterator[str]:
    """Yield what is wrong on the page that is open, in any view.

    ``drawings``: those whose colors were looked at; more are added. ``rules``: the widths at which all that is not about color is asked.
    ``whole``: look at all colors, by day on a desk. ``by_night``: look by night too where day showed nothing new.
    """
    still, without_axe = page.evaluate(f"[{STILL}, window.axe === undefined]")
    if not still:
        page.emulate_media(reduced_motion="reduce", color_scheme="light")  # no color is measured on its way to another
    if without_axe:
        page.evaluate(AXE.read_text())
    near, far = (PHONE, DESK) if page.viewport_size["width"] == PHONE else (DESK, PHONE)  # near: as the page before left it
    known = len(drawings)
    for width, theme in (
        ((near, "light"), (near, "dark"), (far, "dark"), (far, "light")) if by_night else ((near, "light"), (far, "light"))
    ):
        yield from faults_in_view(page, drawings, width, theme, rules, whole=whole)
    if not by_night and len(drawings) > known:
        for width in (far, near):
            yield from faults_in_view(page, drawings, width, "dark")
        page.emulate_media(color_scheme="light")


def faults_in_view(
    page: Page, drawings: set[str], width: int, theme: str, rules: Sequence[int] = (), *, whole: bool = False
) -> Iterator[str]:
    """Yield what is wrong in one view, after changing to it: that draws the page anew, and takes as long as a third of the rules."""
    if page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=theme)
    asked = []
    if theme == "light" and width in rules:
        asked = page.evaluate(RUN, {} if whole and width == DESK else WITHOUT_COLORS)
    yield from (f"{theme} {width}: {fault}" for fault in [*asked, *sights(page, drawings)])


def sights(page: Page, drawings: set[str]) -> list[str]:
    """Return what is wrong with the colors of letters that are drawn as none before, and whether the page sticks out; remember what is right."""
    ways, too_wide = page.evaluate(f"[[...({DRAWINGS})().keys()], {TOO_WIDE}]")
    new = [way for way in ways if way not in drawings]
    found = list(page.evaluate(RUN_ON, [new, COLORS])) if new else []
    drawings |= set() if found else set(new)
    return [*found, "wider than the screen"] if too_wide else found


class TestReaders:
    """Each kind of page has a class of its own, so that several can run beside each other; one library, and one signing in, does for all languages."""

    def test_readers_pages_break_no_rule(self, numbers, visit):  # noqa: F811
        found = faults(visit("/"), READERS, numbers)
        assert not found, "\n".join(found)


class TestStaff:
    def test_staff_pages_break_no_rule(self, numbers, staff, visit):  # noqa: F811
        found = faults(signed_in(visit, "/accounts/login/"), STAFF, numbers, by=staff)
        assert not found, "\n".join(found)


class TestElectronicResources:
    def test_pages_of_electronic_resources_break_no_rule(self, resources, staff, visit):  # noqa: F811
        found = faults(signed_in(visit, "/accounts/login/"), RESOURCES + RESOURCE_STAFF, resources, by=staff)
        assert not found, "\n".join(found)


class TestForms:
    def test_what_is_shown_after_a_form_breaks_no_rule(self, numbers, staff, visit):  # noqa: F811
        page = signed_in(visit, "/accounts/login/")
        found = [f"{lang} {fault}" for lang in LANGUAGES for fault in faults_after_forms(page, lang)]
        assert not found, "\n".join(found)


def faults_after_forms(page: Page, lang: str) -> Iterator[str]:
    """Yield what is wrong on the preview of a change, and on what is shown of a form that was sent when its sender was signed out."""
    page.goto(f"/desk/changes/new/?lang={lang}&numbers=B13")
    page.locator("[name=doing]").select_option("status.set")
    page.locator("[name=status]").select_option("missing")
    page.locator("[name=step]").click()
    page.locator("[name=expected]").wait_for(state="attached")
    page.wait_for_load_state()
    yield from (f"preview of a change: {fault}" for fault in faults_here(page, RIGHT))
    page.goto(f"/desk/locations/add/?lang={lang}")
    page.locator("[name=name_en]").fill("Annex")
    page.locator("[name=code]").fill(f"ANX-{lang}")
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button.main").click()
    page.locator("[name=username]").wait_for()
    page.wait_for_load_state()
    yield from (f"signed out meanwhile: {fault}" for fault in faults_here(page, RIGHT))
    page.locator("[name=username]").fill("librarian")
    page.locator("[name=password]").fill("a pass phrase for journeys")
    page.locator("main form button").click()
    page.wait_for_url("**/accounts/kept/")
    page.locator("main summary").click()
    yield from (f"kept: {fault}" for fault in faults_here(page, RIGHT))
    page.locator("main form button").click()
    page.wait_for_url("**/desk/locations/")
    assert Location.objects.get(code=f"ANX-{lang}").name_en == "Annex"


def test_night_is_dark_and_day_is_light(shelf, visit):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert visit("/").evaluate(ground) == "rgb(250, 250, 247)"
    assert visit("/", dark=True).evaluate(ground) == "rgb(20, 23, 26)"


def test_every_page_is_opened_and_each_language_and_width_has_its_part():
    addresses = [f"/{n}/" for n in range(60)] + EVERYWHERE
    taken = list(openings(addresses, whole=False))
    assert {each.address for each in taken} == set(addresses)
    once = Counter((each.lang, each.rules) for each in taken if each.address not in EVERYWHERE)
    assert once == {(lang, (width,)): 10 for lang in LANGUAGES for width in (DESK, PHONE)}
    for walk in (taken, list(openings(addresses, whole=True))):
        everywhere = [(each.lang, each.rules) for each in walk if each.address == EVERYWHERE[0]]
        assert everywhere == [("en", (DESK, PHONE)), ("zh-hans", (PHONE,)), ("ar", (PHONE,))]


DEFECTS = {
    "/about/": (LANGUAGES, '<font color="#bbbbbb">Pale</font>', "/about/ en light 1280: color-contrast"),
    "/help/": (LANGUAGES, "<input>", "/help/ zh-hans light 390: label"),
    "/privacy/": (LANGUAGES, '<font color="#333333">Dark by night</font>', "/privacy/ ar dark 1280: color-contrast"),
    "/accessibility/": (LANGUAGES, '<hr width="700">', "/accessibility/ en light 390: wider than the screen"),
    "/news/": (("ar",), '<a href="/"></a>', "/news/ ar: without a name"),
    "/guides/": (("en",), "", "/guides/ en: the server answered with an error of its own"),
    "/hours/": (("zh-hans",), '<img alt="" src="https://there.example/a.png">', "/hours/ zh-hans: it asks another machine"),
}
"""Pages, the languages in which each is broken, how (nothing: no answer at all), and how what a walk says of it begins."""


def test_a_walk_that_opens_each_page_once_sees_every_kind_of_defect(numbers, visit, monkeypatch):  # noqa: F811
    answered = BaseHandler.get_response

    def broken(handler: BaseHandler, request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        answer = answered(handler, request)
        languages, defect, _ = DEFECTS.get(request.path, ((), "", ""))
        if request.GET.get("lang") in languages:
            answer.status_code = answer.status_code if defect else 500
            answer.content = answer.content.replace(b"</main>", f"{defect}</main>".encode())
            answer["Content-Length"] = len(answer.content)
        return answer

    monkeypatch.setattr(BaseHandler, "get_response", broken)
    found = faults(visit("/"), list(DEFECTS), numbers, whole=False)
    for address, (_, _, said) in DEFECTS.items():
        assert [fault for fault in found if fault.startswith(said)], f"{address}: {found}"
    assert {fault.split()[0] for fault in found} == set(DEFECTS)


def test_the_check_itself_sees_what_is_wrong(shelf, visit):
    page = visit("/")
    page.add_init_script(path=AXE)
    page.goto("/")
    assert page.evaluate(RUN, {}) == []
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert {fault.split(":")[0] for fault in page.evaluate(RUN, {})} == {"color-contrast", "button-name"}


def test_a_color_that_is_wrong_by_night_alone_is_seen_wherever_it_first_stands(shelf, visit):
    page, drawings = visit("/"), set()
    assert list(faults_here(page, drawings)) == []
    known = len(drawings)
    assert list(faults_here(page, drawings)) == []
    assert len(drawings) == known > 5
    page.evaluate(BY_NIGHT, "main p, main li { color: #333 }")
    found = [tuple(fault.split(": ")[:2]) for fault in faults_here(page, drawings)]
    assert set(found) == {("dark 1280", "color-contrast"), ("dark 390", "color-contrast")}
    page.evaluate(BY_NIGHT, "main { background: #777 } main p, main li { color: unset }")
    assert any("color-contrast" in fault for fault in faults_here(page, drawings))
