"""Templates: every word translatable, every record's value isolated, no code or style in the page, no left and right."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest

from .tree import PACKAGE, name_of, templates, tracked

TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S)
TAG = re.compile(r"{%.*?%}", re.S)
VALUE = re.compile(r"{{\s*(.*?)\s*}}", re.S)
LETTER = re.compile(r"[^\W\d_]")
SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
STYLE_OR_CODE = re.compile(r"<style|\sstyle\s*=|javascript:|<script(?![^>]*\ssrc=)", re.I)
ELSEWHERE = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""")
HANDLER = re.compile(r"\son[a-z]+\s*=", re.I)

ISOLATING = {"isolated", "ltr", "own_name", "spoken", "percent"}
"""Filters that put a value into <bdi> themselves."""

OURS = {
    "number",
    "named",
    "translated",
    "language_name",
    "country_name",
    "length",
    "unlocalize",
    "date",
    "time",
    "naturaltime",
    "filesizeformat",
}
"""Filters whose result is a number, or words of our own in the page's language."""

OWN_WORDS = re.compile(
    r"^(forloop\.|form\b|field\b|_\(|csrf_token|(text|bold|explain|said|heading|detail|more|link_text|error|code)$)"
    r"|\.(count|number|total|pk|id|name_local|at)$"
)
"""Variables that hold our own sentences, numbers, or parts of forms; anything else may come from a record."""


class Words(HTMLParser):
    """Collects what is shown or read aloud, and where a value stands in no element that isolates it: <bdi>, or one with dir."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.loose: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        isolates = tag == "bdi" or (tag != "html" and any(name == "dir" for name, _ in attrs))
        self.open.append((tag, isolates))
        self.words += [value for name, value in attrs if name in SPOKEN and value and LETTER.search(without_values(value))]

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            continue  # elements without an end tag are left with the one that holds them

    def handle_data(self, data: str) -> None:
        if LETTER.search(without_values(data)):
            self.words.append(data.strip())
        if not any(isolates for _, isolates in self.open):
            self.loose += [value for value in re.findall("\ue000(.*?)\ue001", data, re.S) if not harmless(value)]


def without_values(text: str) -> str:
    return re.sub("\ue000.*?\ue001", "", text, flags=re.S)


def harmless(value: str) -> bool:
    """Say whether a value cannot be a record's text, or is isolated by its filter."""
    path, *filters = re.split(r"\|(?=[a-z_])", value)
    names = {part.split(":")[0].strip() for part in filters}
    return bool(names & (ISOLATING | OURS)) or bool(OWN_WORDS.search(path))


@cache
def parsed(source: str) -> Words:
    """Read a template as a page: sentences and tags gone, values marked with characters that no template uses."""
    page = TAG.sub("", TRANSLATED.sub("", COMMENT.sub("", source)))
    page = VALUE.sub(lambda found: f"\ue000{found[1]}\ue001".replace("<", "").replace(">", ""), page)
    words = Words()
    words.feed(re.sub(r"=\"[^\"]*\"", lambda attribute: attribute[0].replace("<", "").replace(">", ""), page))
    words.close()
    return words


def test_every_word_can_be_translated():
    assert not {name_of(path): words for path in templates() if (words := parsed(path.read_text()).words)}


def test_every_value_of_a_record_is_isolated():
    found = {path: path.read_text() for path in templates()}
    loose = {
        name_of(path): value
        for path, source in found.items()
        for value in parsed(source).loose
        if not title_of_page(source, value)
    }
    assert not loose, "not in <bdi>"


def title_of_page(source: str, value: str) -> bool:
    """Say whether the value stands in <title>, where there can be no <bdi>."""
    return any(value in found for found in re.findall(r"{%\s*block title\s*%}(.*?){%\s*endblock", source, re.S))


def test_no_style_or_code_stands_in_a_page():
    assert not [
        name_of(path)
        for path in templates()
        if STYLE_OR_CODE.search(source := COMMENT.sub("", path.read_text())) or HANDLER.search(TAG.sub("", source))
    ]


def test_nothing_is_loaded_from_elsewhere():
    assert not [name_of(path) for path in templates() if ELSEWHERE.search(path.read_text())]


STYLES = [p for p in tracked() if p.suffix == ".css" and p.is_relative_to(PACKAGE)]
SIDED = re.compile(
    r"(?:^|[{;\s])((?:margin|padding|border)-(?:left|right)[a-z-]*|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_styles_know_start_and_end_not_left_and_right(path):
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert not [found[0] for found in SIDED.finditer(source)]


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_styles_load_nothing_from_elsewhere(path):
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import\s+[\"']?(?:https?:)?//", path.read_text())


@pytest.mark.parametrize(
    ("source", "words", "loose"),
    [
        ("<p>Hello</p>", 1, 0),
        ('<p>{% translate "Hello" %}</p>', 0, 0),
        ('<img alt="A cat">', 1, 0),
        ("<p>{{ work.title }}</p>", 0, 1),
        ("<bdi>{{ work.title }}</bdi>", 0, 0),
        ("<p>{{ work.title|isolated }}: {{ count|number }}</p>", 0, 0),
        ('<a href="/works/{{ work.pk }}">×</a>', 0, 0),
    ],
)
def test_the_check_itself_sees_what_is_wrong(source, words, loose):
    found = parsed(source)
    assert (len(found.words), len(found.loose)) == (words, loose)
