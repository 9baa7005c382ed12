"""Careful looks into JSON from outside: any member may be absent, null, or of another type than its documentation says."""

from typing import Any


def text(value: Any) -> str:
    """Return a string or number as text; "" for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def texts(value: Any) -> list[str]:
    """Return the texts of a list, or the one text that stands in its place."""
    values = value if isinstance(value, list) else [value]
    return [found for one in values if (found := text(one))]


def member(value: Any, *path: str) -> Any:
    """Return what stands at the end of a path of keys; None where the path breaks off."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
