"""The API's OpenAPI 3.1 document, made from the shapes and parameters themselves."""

from functools import cache
from typing import Any

import msgspec

from lantai import __version__
from lantai.core.query.tree import Field
from lantai.search.document import FACETS
from lantai.search.protocol import MAX_OFFSET, Sort

from ..params import NOT
from .asked import MOST, MOST_VALUES, USUAL
from .shapes import Gone, Problem, Search, Whole


def described(server: str) -> dict[str, Any]:
    """Return the document. ``server``: the address that all paths begin with."""
    return {"openapi": "3.1.0", "info": _INFO, "servers": [{"url": server}], **_paths_and_shapes()}


_INFO = {
    "title": "Lantai",
    "version": f"1 ({__version__})",
    "description": "The library's catalog: the same questions give the same works as on its pages, translations included.",
}


@cache
def _paths_and_shapes() -> dict[str, Any]:
    (search, whole, gone, problem), shapes = msgspec.json.schema_components(
        (Search, Whole, Gone, Problem), ref_template="#/components/schemas/{name}"
    )
    refused = _answer("A parameter that cannot be used", problem, "application/problem+json")
    return {
        "paths": {
            "/works": {
                "get": {
                    "operationId": "searchWorks",
                    "summary": "Search",
                    "parameters": _parameters(),
                    "responses": {
                        "200": _answer("Works found", search),
                        "400": refused,
                        "503": _answer("The search cannot be asked now", problem, "application/problem+json"),
                    },
                }
            },
            "/works/{id}": {
                "get": {
                    "operationId": "getWork",
                    "summary": "One work with its editions",
                    "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}],
                    "responses": {
                        "200": _answer("The work", whole),
                        "300": _answer("It was divided into several", gone),
                        "301": _answer("It was merged into another", gone),
                        "404": _answer("There never was such a work", problem, "application/problem+json"),
                        "410": _answer("It was withdrawn", gone),
                    },
                }
            },
        },
        "components": {"schemas": shapes},
    }


def _answer(description: str, schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": schema}}}


def _parameters() -> list[dict[str, Any]]:
    words: dict[str, Any] = {"type": "string"}
    return [
        _parameter("q", "The question, as in the search box", words),
        _parameter("in", "Where its words are looked for", {"enum": [field.value for field in Field]}),
        *(_parameter(name, "Only works with one of these values", _many(words)) for name in FACETS),
        *(_parameter(NOT + name, "No works with one of these values", _many(words)) for name in FACETS),
        _parameter("from", "First year", {"type": "integer"}),
        _parameter("to", "Last year", {"type": "integer"}),
        _parameter("sort", "Order", {"enum": [sort.value for sort in Sort]}),
        _parameter("words", "“own”: no translations", {"enum": ["own"]}),
        _parameter("x", "Codes of translations to do without", _many(words)),
        _parameter("lang", "The asker's language: what words of the question may be in", words),
        _parameter("facet", "Facets to count", _many({"enum": list(FACETS)})),
        _parameter("values", "Values of each facet", _whole(20, MOST_VALUES)),
        _parameter("offset", "Works to pass over", _whole(0, MAX_OFFSET)),
        _parameter("limit", "Works to return", _whole(USUAL, MOST)),
    ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _whole(usual: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": most, "default": usual}
