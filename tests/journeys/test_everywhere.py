"""Every page, in every language, on a phone and a desk, by day and by night: no rule of accessibility broken, nothing sticks out.

axe-core checks each page in all four views without loading it anew: theme and width change under it. Which pages: ``addresses``.
What is not about color is asked on a desk in English, and on a phone in every language: the elements are the same, but what is folded away is not.
The rules about color take most of its time. They are asked of the whole page once, by day on a desk in English, and elsewhere once for each way
in which letters are drawn (``drawings``), wherever it stood first: a way says nothing of words, so it is the same in all languages. By night
nothing else is asked again: nothing else that axe looks at depends on the theme. In other languages than English a page by night is looked at
where it shows a new way by day: no color depends on the language, and what it shows by night in English has been looked at.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lantai.catalog.locations import Location

from .addresses import READERS, RESOURCE_STAFF, RESOURCES, STAFF
from .numbers import numbers  # noqa: F401
from .resources import resources  # noqa: F401
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
LANGUAGES = ("en", "zh-hans", "ar")
"""English first: where it shows no new way of drawing letters, the others seldom do."""

BY_NIGHT = "rules => document.styleSheets[0].insertRule(`@media (prefers-color-scheme: dark) { ${rules} }`, document.styleSheets[0].cssRules.length)"
RIGHT: set[str] = set()
"""Ways of drawing letters whose colors this process has found right on some page."""

STILL = "matchMedia('(prefers-reduced-motion: reduce) and (prefers-color-scheme: light)').matches"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def faults(page: Page, addresses: list[str], numbers: dict[str, int]) -> list[str]:  # noqa: F811
    """Return what is wrong on any of these pages, in any language and view."""
    page.add_init_script(path=AXE)  # read by each page as it opens: in a third of the time that sending it takes
    return [
        fault
        for lang in LANGUAGES
        for address in addresses
        for fault in faults_at(page, lang, address, address.format(**numbers))
    ]


def faults_at(page: Page, lang: str, name: str, address: str) -> Iterator[str]:
    """Yield what is wrong on one page in one language, in any view."""
    answer = page.goto(address + ("&" if "?" in address else "?") + f"lang={lang}")
    if answer is None or answer.status >= 500:
        yield f"{name} {lang}: the server answered with an error of its own"
    yield from (f"{name} {lang} {fault}" for fault in faults_here(page, RIGHT, whole=lang == "en", by_night=lang == "en"))
    headings = page.evaluate("document.querySelectorAll('h1').length")
    if headings != 1 and name != "/style/":  # which shows the parts of whole pages
        yield f"{name} {lang}: not one heading of the first level"


def faults_here(page: Page, drawings: set[str], *, whole: bool = False, by_night: bool = True) -> Iterator[str]:
    """Yield what is wrong on the page that is open, in any view.

    ``drawings``: those whose colors were looked at; more are added. ``whole``: look at all colors, by day on a desk, and at all else there
    too. ``by_night``: look by night too where day showed nothing new.
    """
    still, without_axe = page.evaluate(f"[{STILL}, window.axe === undefined]")
    if not still:
        page.emulate_media(reduced_motion="reduce", color_scheme="light")  # no color is measured on its way to another
    if without_axe:
        page.evaluate(AXE.read_text())
    as_left = page.viewport_size["width"]  # by the page before: drawing one at another width takes as long as half the rules
    for width in (PHONE, DESK) if as_left == PHONE else (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 844})
        known = len(drawings)
        yield from (f"light {width}: {fault}" for fault in by_day(page, drawings, width, whole=whole))
        if by_night or len(drawings) > known:
            page.emulate_media(color_scheme="dark")
            yield from (f"dark {width}: {fault}" for fault in sights(page, drawings))
            page.emulate_media(color_scheme="light")


def by_day(page: Page, drawings: set[str], width: int, *, whole: bool) -> Iterator[str]:
    """Yield what is wrong by day at this width."""
    if whole and width == DESK:
        yield from page.evaluate(RUN, {})
    elif whole or width == PHONE:
        yield from page.evaluate(RUN, WITHOUT_COLORS)
    yield from sights(page, drawings)


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
        found = faults(signed_in(visit, "/accounts/login/"), STAFF, numbers)
        assert not found, "\n".join(found)


class TestElectronicResources:
    def test_pages_of_electronic_resources_break_no_rule(self, resources, staff, visit):  # noqa: F811
        found = faults(signed_in(visit, "/accounts/login/"), RESOURCES + RESOURCE_STAFF, resources)
        assert not found, "\n".join(found)


class TestForms:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_is_shown_after_a_form_breaks_no_rule(self, numbers, staff, visit, lang):  # noqa: F811
        page = signed_in(visit, "/accounts/login/")
        page.goto(f"/desk/changes/new/?lang={lang}&numbers=B13")
        page.locator("[name=doing]").select_option("status.set")
        page.locator("[name=status]").select_option("missing")
        page.locator("[name=step]").click()
        page.locator("[name=expected]").wait_for(state="attached")
        page.wait_for_load_state()
        found = [f"preview of a change: {fault}" for fault in faults_here(page, RIGHT)]
        page.goto(f"/desk/locations/add/?lang={lang}")
        page.locator("[name=name_en]").fill("Annex")
        page.locator("[name=code]").fill("ANX")
        page.context.clear_cookies(name="sessionid")
        page.locator("main form button.main").click()
        page.locator("[name=username]").wait_for()
        page.wait_for_load_state()
        found += [f"signed out meanwhile: {fault}" for fault in faults_here(page, RIGHT)]
        page.locator("[name=username]").fill("librarian")
        page.locator("[name=password]").fill("a pass phrase for journeys")
        page.locator("main form button").click()
        page.wait_for_url("**/accounts/kept/")
        page.locator("main summary").click()
        found += [f"kept: {fault}" for fault in faults_here(page, RIGHT)]
        page.locator("main form button").click()
        page.wait_for_url("**/desk/locations/")
        assert Location.objects.get(code="ANX").name_en == "Annex"
        assert not found, "\n".join(found)


def test_night_is_dark_and_day_is_light(shelf, visit):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert visit("/").evaluate(ground) == "rgb(250, 250, 247)"
    assert visit("/", dark=True).evaluate(ground) == "rgb(20, 23, 26)"


def test_the_check_itself_sees_what_is_wrong(numbers, visit):  # noqa: F811
    page = visit("/")
    page.add_init_script(path=AXE)
    page.goto("/")
    assert page.evaluate(RUN, {}) == []
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert {fault.split(":")[0] for fault in page.evaluate(RUN, {})} == {"color-contrast", "button-name"}


def test_a_color_that_is_wrong_by_night_alone_is_seen_wherever_it_first_stands(numbers, visit):  # noqa: F811
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
