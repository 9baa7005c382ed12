"""What published styles say in ways that the processor does not follow, said in ways that it does.

Each mend names what it is for. They change the style as read, never a file of it.
"""

from collections.abc import Callable
from typing import Any

_NS = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Root = Any  # an lxml element of the processor's


_PROSE = ("apa", "modern-language-association", "chicago-author-date", "chicago-notes-bibliography")
_EAST = ("zh", "ja")
_HYPHENS = ("china-national-standard-gb-t-7714-2015-numeric", "nlm-citation-sequence")

ONLY_TO_THE_DAY = "only-to-the-day"
"""An attribute of ours: a date that says nothing where the year alone is known, because the year was said already."""

TERMS: dict[str, dict[tuple[str, str], str]] = {
    "zh": {("in", ""): "载于", ("retrieved", ""): "检索于", ("from", ""): "取自", ("no date", ""): "无日期", ("no date", "short"): "无日期"},
    "ar": {
        ("editor", "short"): "محرر", ("editor", "verb"): "تحرير", ("editor", "verb-short"): "تحرير", ("translator", "short"): "مترجم",
        ("translator", "verb"): "ترجمة", ("et-al", ""): "وآخرون", ("edition", "short"): "ط.", ("no date", ""): "د.ت.", ("no date", "short"): "د.ت.",
        ("open-quote", ""): "«", ("close-quote", ""): "»", ("patent", ""): "براءة اختراع", ("page", "short"): "ص", ("dataset", ""): "مجموعة بيانات",
        ("issue", "short"): "ع", ("volume", "short"): "مج", ("retrieved", ""): "اطُّلع عليه", ("accessed", ""): "اطُّلع عليه", ("from", ""): "في",
        ("issued", ""): "صدرت",
    },
    "he": {("no date", ""): "חש״ד", ("no date", "short"): "חש״ד"},
    "ja": {("director", ""): "監督", ("director", "short"): "監督", ("director", "verb"): "監督:"},
    "ru": {
        ("translator", "verb"): "пер.:", ("editor", "verb"): "ред.:", ("page", "short"): "с.", ("patent", ""): "патент", ("issue", "short"): "№",
        ("dataset", ""): "набор данных",
    },
}  # fmt: skip
"""Language -> (term, form) -> the word where the processor's own word is missing or not what readers write."""


_OF_LANGUAGE: dict[tuple[str, str], dict[tuple[str, str], str]] = {("apa", "en"): {("dataset", ""): "data set"}}


def mend(root: Root, csl: str, locale: str) -> None:
    """Change a style for the processor and for the language of its words."""
    root.set("page-range-format", "expanded")  # pages come abridged
    for label in root.iter(f"{_NS}label"):
        if label.get("text-case") == "title":
            label.set("text-case", "capitalize-first")  # "title" is left undone where no language is known
    language = locale.split("-")[0]
    terms = (
        TERMS.get(language, {})
        | _OF_LANGUAGE.get((csl, language), {})
        | {("page-range-delimiter", ""): "-" if csl in _HYPHENS else "–"}
    )
    _say(root, locale, terms)
    if csl in _PROSE and language in _EAST:
        _eastern_lists(root)
    for change in _OF_STYLE.get(csl, ()):
        change(root)


def _say(root: Root, locale: str, words: dict[tuple[str, str], str]) -> None:
    """Put words before all others of a locale."""
    place = next((e for e in root.iter(f"{_NS}locale") if e.get(_LANG) == locale), None)
    if place is None:
        place = root.makeelement(f"{_NS}locale", {_LANG: locale})
        root.append(place)
    terms = place.find(f"{_NS}terms")
    if terms is None:
        terms = place.makeelement(f"{_NS}terms")
        place.append(terms)
    for (name, form), word in words.items():
        term = terms.makeelement(f"{_NS}term", {"name": name} | ({"form": form} if form else {}))
        term.text = word
        terms.insert(0, term)


def _eastern_lists(root: Root) -> None:
    """Chinese and Japanese names are listed with 、 and without "and"."""
    for element in (root, *root.iter(f"{_NS}name"), *root.iter(f"{_NS}bibliography")):
        element.attrib.pop("and", None)
        element.attrib.pop("delimiter-precedes-last", None)
        if element.tag == f"{_NS}name":
            element.set("delimiter", "、")
            element.set("delimiter-precedes-et-al", "never")


def _macro(root: Root, name: str) -> Any:
    return next(m for m in root.iter(f"{_NS}macro") if m.get("name") == name)


def _mark_is_given(root: Root) -> None:
    """GB/T: "[M]" is what the record's kind gives, printed whole: the processor drops a group with a fixed word and an empty variable."""
    for group in _macro(root, "title").findall(f"{_NS}group"):
        if group.get("prefix") == "[":
            for child in list(group):
                group.remove(child)
            text = group.makeelement(f"{_NS}text", {"variable": "medium"})
            group.append(text)


def _no_publication(root: Root) -> None:
    """APA writes "(Publication No. …)" for theses in a database, and here leaves the word without its number."""
    for text in list(_macro(root, "identifier-number").iter(f"{_NS}text")):
        if text.get("value") == "publication":
            text.getparent().remove(text)


def _once_dated(root: Root) -> None:
    """ISO 690: the year stands after the author; below, a date is given only to the day. Patents were published, not "and published"."""
    for date in list(_macro(root, "date").iter(f"{_NS}date")):
        date.set(ONLY_TO_THE_DAY, "true")
        if date.get("prefix") == "published on ":
            date.set("prefix", "Published ")
        elif date.get("variable") == "submitted":
            joint = date.getnext()
            date.getparent().remove(joint)
    for date in _macro(root, "accessed").iter(f"{_NS}date"):
        date.set("prefix", "\u00a0")


def _doi_of_data(root: Root) -> None:
    """ISO 690: data sets have a DOI as articles do."""
    others = root.find(f"{_NS}bibliography/{_NS}layout/{_NS}choose/{_NS}else/{_NS}group")
    url = next(text for text in others if text.get("macro") == "url")
    url.addprevious(url.makeelement(f"{_NS}text", {"macro": "doi", "suffix": ". "}))


_OF_STYLE: dict[str, tuple[Callable[[Root], None], ...]] = {
    "apa": (_no_publication,),
    "china-national-standard-gb-t-7714-2015-numeric": (_mark_is_given,),
    "iso690-author-date-en": (_once_dated, _doi_of_data),
}
