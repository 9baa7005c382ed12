"""Every address that the site answers, found by walking its URL configuration, each with a sample to ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

SAMPLES = ("1", "a", "en", "0b5f9b1e-1c8a-4f43-9b3e-0f8d5f4f3c11", "1.json", "people", "2026-11-28")
"""What is tried in place of a parameter, until the address leads where it should."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name with its namespaces ("desk:run"), or its pattern where it has none; and a sample of it."""

    name: str
    address: str


def routes(urlconf: str | None = None) -> list[Route]:
    """Return all of them; ``urlconf``: those of another module than the site's own.

    One without a sample is shadowed by another address that comes before it, or needs what SAMPLES has not.
    """
    return list(_walk(get_resolver(urlconf), "", [], urlconf))


def _walk(resolver: URLResolver, prefix: str, namespaces: list[str], urlconf: str | None) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + _form(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern, [*namespaces, entry.namespace] if entry.namespace else namespaces, urlconf)
        elif isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name]) if entry.name else f"/{pattern}"
            yield Route(name, _sample(pattern, entry, urlconf))


def _form(pattern: Any) -> str:
    """Return a part of an address with ``%(name)s`` where a parameter stands."""
    if isinstance(pattern, RoutePattern):
        form = str(pattern)
        for name, converter in pattern.converters.items():
            for kind in (f"<{name}>", *(f"<{word}:{name}>" for word in _words_for(converter))):
                form = form.replace(kind, f"%({name})s")
        return form
    return normalize(pattern.regex.pattern)[0][0]


def _words_for(converter: Any) -> list[str]:
    from django.urls.converters import get_converters

    return [word for word, known in get_converters().items() if type(known) is type(converter)]


def _sample(form: str, entry: URLPattern, urlconf: str | None) -> str:
    names = [piece.partition(")s")[0] for piece in form.split("%(")[1:]]
    for values in islice(product(SAMPLES, repeat=len(names)), 5_000):
        address = "/" + form % dict(zip(names, values, strict=True))
        try:
            if resolve(address, urlconf).func == entry.callback:
                return address
        except Resolver404:
            continue
    return ""
