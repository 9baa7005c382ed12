"""What discovery answers to programs, made from the shapes and parameters themselves."""

from functools import cache
from typing import Any

import msgspec

from lantai.core.query.tree import Field
from lantai.infra.operations import Told, operations
from lantai.search.document import COUNTED, FACETS
from lantai.search.protocol import MAX_OFFSET, Sort

from .api.asked import MOST, MOST_VALUES, USUAL
from .api.shapes import Changes, Gone, Problem, Search, Suggested, Whole
from .params import FIRST_YEAR, LAST_YEAR, NOT
from .taking.served import SERVED, UNNAMED
from .taking.unapi import OFFERED

JSON, PROBLEM = "application/json", "application/problem+json"


@operations
@cache
def told() -> Told:
    """Describe searching, single works, what changed, and unAPI."""
    (search, whole, changes, gone, problem, suggested), shapes = msgspec.json.schema_components(
        (Search, Whole, Changes, Gone, Problem, Suggested), ref_template="#/components/schemas/{name}"
    )
    refused = {"400": _answer("A parameter that cannot be used", problem, PROBLEM)}
    elsewhere = {
        "300": _answer("It was divided into several", gone),
        "301": _answer("It was merged into another", gone),
        "404": _answer("There never was such a work", problem, PROBLEM),
        "410": _answer("It was withdrawn", gone),
    }
    no_page = {"404": {"description": "There never was such a work", "content": {PROBLEM: {"schema": problem}, "text/html": {}}}}
    down = {"503": _answer("The search cannot be asked now", problem, PROBLEM)}
    cannot = {"406": _answer("The work has not all that this form asks for", problem, PROBLEM)}
    paths = {
        "/api/v1/works": _get("searchWorks", "Search", _searching(), {"200": _answer("Works found", search)} | refused | down),
        "/api/v1/works/{id}": _get(
            "getWork", "One work with its editions", [_ID, *_part()], {"200": _whole_work(whole)} | elsewhere | refused | cannot
        ),
        "/api/v1/changes": _get(
            "listChanges", "All works by their last changes", _walking(), {"200": _answer("Works", changes)} | refused
        ),
        "/api/v1/suggest": _get("suggest", "What begins so", _suggesting(), {"200": _answer("Suggestions", suggested)}),
        "/works/{id}.{form}": _get(
            "getWorkAs", "One work in another form", [_ID, _FORM], {"200": _files()} | elsewhere | no_page | cannot
        ),
        "/unapi": _get("unapi", "One record for citation tools (unAPI)", _unapi(), _unapi_answers()),
    }
    return paths, shapes


_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
_FORM = {"name": "form", "in": "path", "required": True, "schema": {"enum": list(SERVED)}}


def _get(name: str, summary: str, parameters: list[dict[str, Any]], responses: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses | _PACED}}


def _answer(description: str, schema: dict[str, Any], media: str = JSON) -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": schema}}}


_PACED = {
    "304": {"description": "Nothing has changed since (If-None-Match)"},
    "401": {"description": "The key that was sent is not known"},
    "429": {"description": "Too many requests in this minute; Retry-After says when to ask again"},
}


def _whole_work(whole: dict[str, Any]) -> dict[str, Any]:
    other = {form.content_type: {} for form in SERVED.values() if form.ending not in UNNAMED}
    return {"description": "The work, in the form that is accepted", "content": {JSON: {"schema": whole}} | other}


def _files() -> dict[str, Any]:
    return {"description": "Its first edition", "content": {form.content_type: {} for form in SERVED.values()}}


def _searching() -> list[dict[str, Any]]:
    words: dict[str, Any] = {"type": "string"}
    year = {"anyOf": [{"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, {"type": "string", "maxLength": 0}]}
    return [
        _parameter("q", "The question, as in the search box", words),
        _parameter("in", "Where its words are looked for", {"enum": ["", *(field.value for field in Field)]}),
        *(_parameter(name, "Only works with one of these values", _many(words)) for name in FACETS),
        *(_parameter(NOT + name, "No works with one of these values", _many(words)) for name in FACETS),
        _parameter("from", "First year", year),
        _parameter("to", "Last year", year),
        _parameter("sort", "Order", {"enum": ["", *(sort.value for sort in Sort)]}),
        _parameter("words", "“own”: no translations", {"enum": ["", "own"]}),
        _parameter("x", "Codes of translations to do without", _many(words)),
        _parameter("lang", "The asker's language: what words of the question may be in", words),
        _parameter("facet", "Facets to count", _many({"enum": list(COUNTED)})),
        _parameter("values", "Values of each facet", _whole(20, MOST_VALUES)),
        _parameter("limit", "Works to return", _whole(USUAL, MOST)),
        _parameter("offset", "Works to pass over", _whole(0, MAX_OFFSET)),
        _parameter("page", "In place of offset: which page of `limit` works", _whole(1, MAX_OFFSET // USUAL, least=1)),
    ]


def _part() -> list[dict[str, Any]]:
    return [
        _parameter("offset", "Editions to pass over", _whole(0, MAX_OFFSET)),
        _parameter("limit", "Editions to return", _whole(MOST, MOST, least=1)),
    ]


def _walking() -> list[dict[str, Any]]:
    words: dict[str, Any] = {"type": "string"}
    return [
        _parameter("since", "Only what changed from this time on", {"type": "string", "format": "date-time"}),
        _parameter(
            "cursor", "Go on after this place, which an answer gave", {"type": "string", "pattern": r"^\d{1,15}\.\d{1,15}$"}
        ),
        _parameter("limit", "Works to return", _whole(MOST, MOST, least=1)),
        _parameter("kind", "Only works of this kind", words),
        _parameter("language", "Only works in this language", words),
    ]


def _suggesting() -> list[dict[str, Any]]:
    words: dict[str, Any] = {"type": "string"}
    return [
        _parameter("q", "What was typed so far: the beginning of a title, a name, a subject; or a whole number", words),
        _parameter("lang", "The reader's language: in which names are shown", words),
    ]


def _unapi() -> list[dict[str, Any]]:
    return [
        _parameter("id", "A record, as pages name it: works/12", {"type": "string"}),
        _parameter("format", "The format to give it in", {"enum": list(OFFERED)}),
    ]


def _unapi_answers() -> dict[str, Any]:
    media = {offered.content_type: {} for offered in OFFERED.values()}
    return {
        "200": {"description": "The record, or the list of all formats", "content": media},
        "300": {"description": "The formats of this record", "content": {"application/xml": {}}},
        "404": {"description": "There is no such record"},
        "406": {"description": "It is not given in this format"},
    }


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _whole(usual: int, most: int, *, least: int = 0) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": usual}
