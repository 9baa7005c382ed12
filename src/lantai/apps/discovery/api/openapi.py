"""The whole description for programs (OpenAPI 3.1): what every area says that it answers (``infra.operations``)."""

from typing import Any

from lantai import __version__
from lantai.infra import operations

_ABOUT = (
    "The library's catalog: the same questions give the same works as on its pages, translations included. "
    "Beside the JSON API stand the doors of older protocols; what they answer is laid down by their own standards."
)


def described(server: str, *, contact: str = "") -> dict[str, Any]:
    """Return the document. ``server``: the address that all paths begin with; ``contact``: a mail address."""
    paths, shapes = operations.described()
    info = {"title": "Lantai", "version": f"1 ({__version__})", "description": _ABOUT}
    keys = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "A key raises how often one may ask; none is needed."},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    return {
        "openapi": "3.1.0",
        "info": info | ({"contact": {"email": contact}} if contact else {}),
        "servers": [{"url": server}],
        "security": [{}, {"bearer": []}, {"header": []}],
        "paths": paths,
        "components": {"schemas": shapes, "securitySchemes": keys},
    }
