"""Whole journeys by keyboard alone, with an input method, without a mouse: nothing is out of reach, and focus is always seen."""

import pytest
from playwright.sync_api import Locator, Page, expect

from lantai.catalog.tests.conftest import lines, record

from .test_staff import signed_in, staff, work_off_all_jobs  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10));
  const free = at && [e, e.closest('label')].some(part => part && (part.contains(at) || at.contains(part)));
  return {words: (e.textContent || e.value || '').trim(), acts: e.matches('a, button, input, summary, select'),
    outline: getComputedStyle(e.closest('.seek') ?? e).outlineStyle, covered: !free, small: box.width < 1 || box.height < 1}; }"""


def tab_to(page: Page, words: str, *, most: int = 120) -> None:
    """Press Tab until something that says ``words`` has the focus; whatever has it on the way must be seen to have it."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        assert now["outline"] != "none", f"focus is not seen on {now['words']!r}"
        assert not now["covered"] or now["small"], f"what has the focus is hidden: {now['words']!r}"
        if words in now["words"] and now["acts"]:
            return
    raise AssertionError(f"Tab never comes to {words!r}")


def write(box: Locator, words: str) -> None:
    """Write into a box by keyboard, once it has the focus, and press Enter."""
    box.focus()
    expect(box).to_be_focused()
    box.page.keyboard.type(words)
    box.page.keyboard.press("Enter")


def test_a_reader_searches_narrows_opens_and_sees_where_it_is(shelf, visit):
    page = visit("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the header
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#hq")).to_be_focused()
    page.keyboard.type("history")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    write(page.get_by_label("From year"), "1985")
    expect(page.get_by_role("heading", level=1)).to_contain_text("6 works")
    tab_to(page, "A history of something, volume 35")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/**")
    expect(page.locator(".access")).to_contain_text("I242.4 C1")


@pytest.mark.parametrize("lang", ["en", "zh-hans", "ar"])
def test_search_filter_record_cite_by_keyboard_alone(shelf, visit, lang):
    page = visit(f"/?lang={lang}")
    write(page.locator("#hq"), "history OR soie OR 丝绸")
    page.wait_for_url("**/search/**")
    tab_to_element(page, "input[name=language][value=fr]")
    page.keyboard.press("Space")
    tab_to_element(page, ".facets .go button")
    page.keyboard.press("Enter")
    page.wait_for_url("**language=fr**")
    expect(page.get_by_role("article")).to_have_count(1)
    tab_to_element(page, ".hit h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/**")
    tab_to_element(page, "main a[href*='/cite/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cite/**")
    expect(page.locator(".reference").first).to_contain_text("La route de la soie")


def tab_to_element(page: Page, selector: str, *, most: int = 120) -> None:
    """Press Tab until what a selector names has the focus, seen and not covered."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        assert now["outline"] != "none", f"focus is not seen on {now['words']!r}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert not now["covered"] or now["small"], f"what has the focus is hidden: {now['words']!r}"
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_values_of_a_filter_are_found_ticked_and_left_out(shelf, visit):
    page = visit("/search/?q=history+OR+丝绸+OR+soie")
    tab_to(page, "Find or leave out: Languages")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/values/**")
    write(page.get_by_label("Find among these"), "fran")
    expect(page.locator(".choices li")).to_have_count(1)
    page.wait_for_load_state()
    page.get_by_label("Leave out French").press("Space")
    expect(page.get_by_label("Leave out French")).to_be_checked()
    tab_to(page, "Show results")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.not")).to_contain_text("French")
    expect(page.get_by_role("heading", level=1)).to_contain_text("32 works")


def test_the_sheet_of_filters_keeps_the_focus_and_lets_it_go(shelf, visit):
    page = visit("/search/?q=history", width=390)
    page.get_by_role("link", name="Filter").press("Enter")
    expect(page.get_by_label("From year")).to_be_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.facets')")
        assert inside, f"behind the sheet: {page.evaluate('document.activeElement.outerHTML')}"
    page.go_back()
    expect(page.get_by_label("From year")).to_be_hidden()


def test_staff_import_a_file_and_look_at_what_was_refused(staff, visit):  # noqa: F811
    page = signed_in(visit, "/desk/import/")
    file = lines([record("1", "红楼梦")]) + b'{"titles": 7}\n'
    page.get_by_label("File", exact=True).set_input_files({"name": "new.jsonl", "mimeType": "text/plain", "buffer": file})
    page.get_by_label("File", exact=True).focus()
    tab_to_element(page, "main button.main", most=12)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/imports/**")
    work_off_all_jobs()
    page.reload()
    expect(page.get_by_text("2 in = 1 kept + 1 refused")).to_be_visible()
    tab_to(page, "Bytes of record 2")
    page.keyboard.press("Enter")
    expect(page.locator("pre").first).to_have_text('{"titles": 7}')


def test_enter_that_ends_a_composition_chooses_characters_and_sends_nothing(shelf, visit):
    page = visit("/")
    box = page.locator("[type=search]")
    box.focus()
    expect(box).to_be_focused()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "hong lou meng", "selectionStart": 13, "selectionEnd": 13})
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    composing = {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    devtools.send("Input.dispatchKeyEvent", composing)
    page.evaluate("() => document.querySelector('[type=search]').dispatchEvent(new KeyboardEvent('keydown', "
                  "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true})) && document.querySelector('.seek').requestSubmit()")  # fmt: skip
    assert sent == []
    devtools.send("Input.insertText", {"text": "红楼梦"})
    expect(box).to_have_value("红楼梦")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.get_by_role("article")).to_have_count(1)
