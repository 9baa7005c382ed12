"""A page as the judge sees it: its names, its headlines, what it says of itself to machines, and its words; broken HTML is read too."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from lxml.etree import LxmlError, XPathEvalError

LONGEST = 60_000
UNSEEN = {"script", "style", "noscript", "template", "svg", "head"}
AROUND = {"header", "nav", "footer", "aside"}
LOUD = re.compile(r"alert|error|warning|message|notice|banner|denied|paywall|access", re.I)
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """``title``, ``headings`` and ``loud`` (alerts) in plain words; ``text``: all that is seen, ``main``: without what stands around it.

    ``metas``: contents by name in lower case. ``things``: objects of schema.org. ``links``: texts of links and buttons. ``refresh``:
    where the page sends the browser by itself. ``passwords``: how many fields for one there are.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    loud: tuple[str, ...] = ()
    text: str = ""
    main: str = ""
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    things: tuple[Mapping[str, Any], ...] = ()
    links: tuple[str, ...] = ()
    refresh: str = ""
    passwords: int = 0
    is_html: bool = True

    @property
    def head(self) -> str:
        """What the page says first: its title, headings, alerts, and the first words of its text."""
        return " \n ".join((self.title, *self.headings, *self.loud, self.main[:240])).lower()


def read(body: bytes, content_type: str) -> Page:
    """Return the page; one of nothing but ``is_html`` where it is something else, such as a PDF."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and "html" not in kind and "xml" not in kind and not kind.startswith("text/"):
        return Page(is_html=False)
    if body[:5] == b"%PDF-":
        return Page(is_html=False)
    source = decoded(body, content_type)
    try:
        tree = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (LxmlError, ValueError):
        return Page(text=clean(source), main=clean(source))
    return _page(tree)


def decoded(body: bytes, content_type: str) -> str:
    """Return the text in the encoding that the answer or the page itself names; UTF-8 or GB 18030 where neither does."""
    named = re.search(r"charset=[\"']?([\w-]+)", content_type, re.I)
    in_page = _CHARSET.search(body[:4096])
    named_codes = [named.group(1)] if named else [in_page.group(1).decode("ascii")] if in_page else []
    for code in (*named_codes, "utf-8", "gb18030"):
        try:
            return body.decode("gb18030" if code.lower() in ("gb2312", "gbk") else code)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("utf-8", "replace")


def clean(text: str) -> str:
    """Return the words with one space between them, compatibility forms made plain."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST])).strip()


def _page(tree: Any) -> Page:
    metas: dict[str, tuple[str, ...]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name and (content := clean(meta.get("content") or "")):
            metas[name] = (*metas.get(name, ()), content)
    return Page(
        title=clean(tree.findtext(".//title") or ""),
        headings=tuple(clean(e.text_content()) for level in ("h1", "h2") for e in tree.iter(level))[:12],
        loud=tuple(_loud(tree)),
        text=clean(" ".join(_words(tree, UNSEEN))),
        main=clean(" ".join(_words(tree, UNSEEN | AROUND))),
        metas=metas,
        things=tuple(_things(tree)),
        links=tuple(clean(e.text_content() or e.get("value") or "")[:80].lower() for e in _pressed(tree))[:200],
        refresh=_refresh(tree),
        passwords=len(tree.xpath("//input[translate(@type,'PASWORD','pasword')='password']")),
    )


def _words(tree: Any, without: set[str]) -> Iterator[str]:
    stack = [(tree, False)]
    while stack:
        element, left = stack.pop()
        if left:
            yield element.tail or ""
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in without or _is_hidden(element):
            continue
        yield element.text or ""
        stack.extend((child, False) for child in reversed(element))


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "")


def _loud(tree: Any) -> Iterator[str]:
    for element in tree.xpath("//*[@role='alert' or @class or @id]")[:600]:
        said = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("div", "p", "section", "span", "strong") and (element.get("role") == "alert" or LOUD.search(said)):
            text = clean(element.text_content())
            if 3 < len(text) < 400:
                yield text


def _pressed(tree: Any) -> list[Any]:
    try:
        return list(tree.xpath("//a | //button | //input[@type='submit']"))
    except XPathEvalError:
        return []


def _things(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        try:
            found = json.loads(script.text or "")
        except ValueError:
            continue
        yield from _flat(found)


def _flat(found: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(found, list):
        for each in found:
            yield from _flat(each)
    elif isinstance(found, dict):
        yield found
        for key in ("@graph", "mainEntity", "isPartOf", "hasPart"):
            yield from _flat(found.get(key, []))


def _refresh(tree: Any) -> str:
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            to = re.search(r"url\s*=\s*['\"]?([^'\">]+)", meta.get("content") or "", re.I)
            if to:
                return to.group(1).strip()
    return ""
