"""What holdings answers to programs."""

from functools import cache
from typing import Any

import msgspec

from lantai.infra.operations import Told, operations

from .api import Databases, Journals
from .az.journals import MOST_PAGES


@operations
@cache
def told() -> Told:
    """Describe the lists of journals and databases."""
    (journals, databases), shapes = msgspec.json.schema_components(
        (Journals, Databases), ref_template="#/components/schemas/{name}"
    )
    of_journals = [
        _parameter("q", "Words of a title, former ones too, pinyin, or an ISSN"),
        _parameter("script", "Script of the letter (ISO 15924), “#” for digits and signs"),
        _parameter("letter", "The letter under which a title stands"),
        _parameter("subject", "A discipline “d:08”, or a class “clc:TP”"),
        _parameter("publisher", "Key of a publisher"),
        _parameter("open", "“1”: only what is open to all"),
        _parameter("reviewed", "“1”: only what is reviewed by peers"),
        {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES}},
    ]
    names = ("q", "script", "letter", "subject", "type", "language", "only")
    paths = {
        "/api/v1/journals": _get("listJournals", "Journals that readers have today", of_journals, journals),
        "/api/v1/databases": _get(
            "listDatabases", "Databases that readers have today", [_parameter(n, _SAID[n]) for n in names], databases
        ),
    }
    return paths, shapes


_SAID = {
    "q": "Words of a name or description",
    "script": "Script of the letter",
    "letter": "The letter under which a name stands",
    "subject": "Code of a discipline",
    "type": "What it holds: “full_text”, “data” …",
    "language": "Language of its content (BCP 47)",
    "only": "“new” or “trial”",
}


def _parameter(name: str, said: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": said, "schema": {"type": "string"}}


def _get(name: str, summary: str, parameters: list[dict[str, Any]], shape: dict[str, Any]) -> dict[str, Any]:
    answers = {
        "200": {"description": summary, "content": {"application/json": {"schema": shape}}},
        "400": {
            "description": "A parameter that cannot be used",
            "content": {"application/problem+json": {"schema": {"type": "object"}}},
        },
        "304": {"description": "Nothing has changed since (If-None-Match)"},
        "401": {"description": "The key that was sent is not known"},
        "429": {"description": "Too many requests in this minute; Retry-After says when to ask again"},
    }
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}}
