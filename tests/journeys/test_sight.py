"""Pages as people set them up to see: twice as large, in the colors of their system, on paper."""

import pytest
from playwright.sync_api import Page, expect

from .numbers import numbers  # noqa: F401
from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/", "/search/?q=history&kind=book", "/search/?q=nonsense", "/works/{foreign}/", "/works/{long}/", "/works/{editions}/"]
OVERFLOW = """() => [...document.querySelectorAll('main *, header *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (!e.textContent.trim() || !e.checkVisibility() || style.position === 'absolute' || e.closest('.tw, .unseen, .trap, svg, pre, thead')) return false;
  return box.right > innerWidth + 1 || box.left < -1 || (style.overflow === 'hidden' && e.scrollHeight > e.clientHeight + 2);
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_at_twice_the_size_nothing_is_cut_or_needs_two_scroll_bars(numbers, visit, lang):  # noqa: F811
    page = visit("/", width=640)  # what a window of 1280 has left at 200 %
    for address in PAGES:
        page.goto(address.format(**numbers) + ("&" if "?" in address else "?") + f"lang={lang}")
        assert page.evaluate(OVERFLOW) == [], address


@pytest.mark.parametrize("width", [1280, 390])
def test_letters_twice_as_large_stay_in_their_places(numbers, visit, width):  # noqa: F811
    page = visit("/", width=width)
    for address in PAGES:
        page.goto(address.format(**numbers))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(OVERFLOW) == [], address


def edged(page: Page, selector: str) -> bool:
    """Say whether every such element has an edge that forced colors leave in sight."""
    script = """s => [...document.querySelectorAll(s)].filter(e => e.offsetParent).every(e => {
      const style = getComputedStyle(e); return ['Top', 'Bottom', 'InlineStart', 'Left'].some(
        side => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none')})"""
    return page.evaluate(script, selector)


def test_in_forced_colors_edges_and_marks_carry_what_grounds_did(numbers, staff, visit):  # noqa: F811
    page = signed_in(visit, "/accounts/login/")
    page.emulate_media(forced_colors="active")
    page.goto("/search/?q=history&kind=book")
    for part in (".btn", ".seek", ".chip", ".pages b"):
        assert page.locator(part).count(), part
        assert edged(page, part), part
    assert page.evaluate("getComputedStyle(document.querySelector('mark')).textDecorationLine") == "underline"
    assert page.evaluate("getComputedStyle(document.querySelector('.doors [aria-current]')).borderBottomStyle") == "solid"
    page.goto(f"/desk/imports/{numbers['run']}/")
    fills = "[...document.querySelectorAll('.meter > rect')].map(r => getComputedStyle(r).fill)"
    assert len(set(page.evaluate(fills))) > 1  # parts of the bar are still told apart


def test_on_paper_stand_the_words_and_no_controls(numbers, visit):  # noqa: F811
    page = visit("/search/?q=history")
    page.emulate_media(media="print")
    for part in (".seek", ".facets", ".doors", ".pages", ".foot", ".skip"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_role("article").last).to_contain_text("I242.4 C1")
    page.goto(f"/works/{numbers['foreign']}/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("ISBN")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 25, 28)"
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
