"""What is wrong with a page by its text alone, as the server sends it: what another language may break, asked without a browser.

A page has the same elements in all languages (one template draws it); what differs is what they say. So a sentence that cannot be filled in,
a name that is empty, two landmarks with one name are looked for here, on every page in every language; ``test_everywhere`` opens it in one of them.
"""

from collections import Counter
from collections.abc import Iterator

from django.test import Client
from lxml import html

RIGHT_TO_LEFT = {"ar"}
PARTS_SHOWN = "/style/"
"""The page that shows the parts of whole pages, their headings and landmarks among them."""

NAMED = (
    "//a[@href] | //button | //summary | //label | //legend | //title | //h1 | //h2 | //h3 | //h4 | //*[@aria-label] | //iframe"
)
NAMES = ".//@aria-label | .//@title | .//@alt | ./@value | ./@aria-labelledby"
LANDMARKS = "//nav | //aside | //section | //form | //search | //*[@role='region' or @role='navigation' or @role='search']"
FETCHED = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //source/@srcset"
    " | //link[@rel='stylesheet' or @rel='icon' or @rel='preload' or @rel='modulepreload' or @rel='manifest']/@href"
)


def faults_unopened(client: Client, lang: str, name: str, address: str) -> Iterator[str]:
    """Yield what is wrong on a page in a language; nothing of it is drawn. ``name``: its line in ``addresses``."""
    answer = client.get(address, follow=True)
    if answer.status_code >= 500:
        yield "the server answered with an error of its own"
    else:
        yield from faults_said(answer.content.decode(), lang, name)


def faults_said(text: str, lang: str, name: str = "") -> Iterator[str]:
    """Yield what is wrong with this text of a page that should be in this language."""
    page = html.document_fromstring(text)
    written = page.get("lang", "").lower(), page.get("dir", "")
    if written != (lang, "rtl" if lang in RIGHT_TO_LEFT else "ltr"):
        yield f"it calls itself {written}"
    for address in page.xpath(FETCHED):
        if address.startswith(("http:", "https:", "//")):
            yield f"it asks another machine: {address}"
    for element in page.xpath(NAMED):
        if not element.text_content().strip() and not any(said.strip() for said in element.xpath(NAMES)):
            yield f"without a name: {html.tostring(element, encoding='unicode', with_tail=False)[:160]}"
    if name == PARTS_SHOWN:
        return
    if len(page.xpath("//h1")) != 1:
        yield "not one heading of the first level"
    named = Counter(
        (element.get("role") or element.tag, said) for element in page.xpath(LANDMARKS) if (said := called(page, element))
    )
    yield from (f"two landmarks called {said!r}" for (_, said), count in named.items() if count > 1)


def called(page: html.HtmlElement, landmark: html.HtmlElement) -> str:
    """Return the name of a landmark, empty where it has none of its own."""
    by = [page.get_element_by_id(key, None) for key in landmark.get("aria-labelledby", "").split()]
    return landmark.get("aria-label") or " ".join(element.text_content().strip() for element in by if element is not None)
