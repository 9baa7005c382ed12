"""The mapping file of a table (TOML or JSON, docs/data/mapping.md): which column is which field, and how the file is written.

Enter at ``read_mapping``; what it returns is the beginning of an import profile.
"""

import json
import tomllib
from typing import Any

from .errors import WrongProfile
from .protocol import Profile
from .table_fields import known

_SETTINGS = frozenset({"format", "encoding", "delimiter", "library", "columns", "deletions", "map", "sheet"})
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}


def read_mapping(raw: bytes, filename: str) -> Profile:
    """Return the profile that a mapping file lays down; raise WrongProfile where the file says what cannot be."""
    try:
        said: Any = json.loads(raw) if filename.lower().endswith(".json") else tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as problem:
        raise WrongProfile(f"{filename}: {problem}") from problem
    if not isinstance(said, dict):
        raise WrongProfile(f"{filename}: a table of settings was expected")
    columns = said.get("map", {})
    unknown = sorted(said.keys() - _SETTINGS) + [
        f"map.{column} = {path!r}" for column, path in columns.items() if path != "ignore" and not known(str(path))
    ]
    if unknown:
        raise WrongProfile(f"{filename}: unknown: {', '.join(unknown)} (docs/data/mapping.md lists what there is)")
    delimiter = str(said.get("delimiter", ""))
    return Profile(
        format=str(said.get("format", "table")),
        dialect=str(said.get("sheet", "")),
        encoding=str(said.get("encoding", "")),
        delimiter=_DELIMITERS.get(delimiter, delimiter),
        columns=tuple(map(str, said.get("columns", ()))),
        mapping={str(column): str(path) for column, path in columns.items()},
        library=str(said.get("library", "")),
        deletions=bool(said.get("deletions", False)),
    )
