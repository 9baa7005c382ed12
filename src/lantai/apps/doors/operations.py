"""What the doors answer, as OpenAPI has it; what their answers hold is laid down by their own standards."""

from functools import cache
from typing import Any

from lantai.infra.operations import Told, operations

from .oai.arguments import VERBS
from .oai.lists import PREFIXES
from .opds import LAST_PAGE, OPDS
from .sru.arguments import SCHEMAS

_TEXT: dict[str, Any] = {"type": "string"}
_PACED = {
    "304": {"description": "Nothing has changed since (If-None-Match)"},
    "401": {"description": "The key that was sent is not known"},
    "429": {"description": "Too many requests in this minute; Retry-After says when to ask again"},
}


@operations
@cache
def told() -> Told:
    """Describe OAI-PMH, SRU and OpenURL."""
    return {"/oai": _oai(), "/sru": _sru(), "/resolve": _resolve(), "/opds/": _opds()}, {}


def _oai() -> dict[str, Any]:
    parameters = [
        _parameter("verb", "What is asked", {"enum": list(VERBS)}),
        _parameter("identifier", "One record", _TEXT),
        _parameter("metadataPrefix", "The format", {"enum": list(PREFIXES)}),
        _parameter("from", "Changed at this time or later", _TEXT),
        _parameter("until", "Changed at this time or earlier", _TEXT),
        _parameter("set", "Only works of this set", _TEXT),
        _parameter("resumptionToken", "The next piece of a list", _TEXT),
    ]
    slow = {"503": {"description": "Too many requests in this minute; Retry-After says when to ask again"}}
    return _both(
        "oaiPmh", "Harvest (OAI-PMH 2.0)", parameters, {"200": _xml("The answer, or one of the protocol's errors")} | slow
    )


def _sru() -> dict[str, Any]:
    parameters = [
        _parameter("query", "A query in CQL", _TEXT),
        _parameter(
            "operation", "What is asked; of version 2.0 only scan needs it", {"enum": ["searchRetrieve", "scan", "explain"]}
        ),
        _parameter("version", "The protocol's version", {"enum": ["1.1", "1.2", "2.0"]}),
        _parameter("startRecord", "The first record wished for, from 1", {"type": "integer", "minimum": 1}),
        _parameter("maximumRecords", "Records wished for; 50 are given at most", {"type": "integer", "minimum": 0}),
        _parameter("recordSchema", "The format", {"enum": [*SCHEMAS, *SCHEMAS.values()]}),
        _parameter("recordPacking", "Of versions 1.1 and 1.2: records as elements or as text", {"enum": ["xml", "string"]}),
        _parameter("recordXMLEscaping", "Of version 2.0: records as elements or as text", {"enum": ["xml", "string"]}),
        _parameter("sortKeys", "An order, as version 1.1 has it: title,,1", _TEXT),
        _parameter("scanClause", "Where in an index to list its terms: dc.title=emma", _TEXT),
        _parameter("responsePosition", "Where among the terms that one stands, from 1", {"type": "integer", "minimum": 0}),
        _parameter("maximumTerms", "Terms wished for; 50 are given at most", {"type": "integer", "minimum": 1}),
    ]
    answers = {"200": _xml("Records, terms, an explanation, or diagnostics"), "503": _xml("The search cannot be asked now")}
    return _both("sru", "Search in CQL (SRU)", parameters, answers)


def _resolve() -> dict[str, Any]:
    keys = (
        "rft.title",
        "rft.atitle",
        "rft.jtitle",
        "rft.btitle",
        "rft.au",
        "rft.aulast",
        "rft.date",
        "rft.isbn",
        "rft.issn",
        "rft_id",
        "rft_val_fmt",
    )
    keys = (*keys, "rft.genre", "title", "atitle", "aulast", "date", "isbn", "issn", "id", "genre", "sid", "ctx_enc", "list")
    parameters = [_parameter(key, "As OpenURL 1.0 or 0.1 has it", _TEXT) for key in keys]
    answers = {
        "200": {"description": "What was cited, and what is near it", "content": {"text/html": {}}},
        "302": {"description": "To the work that is surely meant"},
    }
    return _both("openUrl", "Find what is cited (OpenURL)", parameters, answers)


def _opds() -> dict[str, Any]:
    parameters = [
        _parameter("query", "A question, as in the search box", _TEXT),
        _parameter("page", "Which page", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE}),
    ]
    problem = {"content": {"application/problem+json": {}}}
    answers = {
        "200": {"description": "Books that everybody can read", "content": {OPDS: {}}},
        "400": {"description": "A parameter that cannot be used"} | problem,
        "503": {"description": "The search cannot be asked now"} | problem,
    }
    return {
        "get": {
            "operationId": "openBooks",
            "summary": "Free books (OPDS 2.0)",
            "parameters": parameters,
            "responses": answers | _PACED,
        }
    }


def _both(name: str, summary: str, parameters: list[dict[str, Any]], answers: dict[str, Any]) -> dict[str, Any]:
    """Return an operation that can be asked by GET and, with the same parameters in a form, by POST."""
    fields = {"type": "object", "properties": {one["name"]: one["schema"] for one in parameters}}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": fields}}}
    common = {"summary": summary, "responses": answers | _PACED}
    return {
        "get": {"operationId": name, "parameters": parameters} | common,
        "post": {"operationId": f"{name}Post", "requestBody": body} | common,
    }


def _xml(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"text/xml": {}, "application/sru+xml": {}}}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}
