"""What organizations are called, by their identifiers of ROR, in the language of a page.

From a small file beside the compiled registry, made with it (``lantai affiliations import``): the registry itself takes seconds to read and is for
finding. Of whom it does not tell, the name that papers have for them, from the store of papers.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from lantai.core.matching.organizations.registry import Organization
from lantai.core.text.languages import bcp47

from .papers.store import PapersUnavailable, opened, root
from .papers.store import standing as store_standing

FILE = "organization-names.sqlite3"
_TABLE = "CREATE TABLE name (ror TEXT, language TEXT, name TEXT, PRIMARY KEY (ror, language)) WITHOUT ROWID"
_ASKED = "SELECT ror, language, name FROM name WHERE ror IN (SELECT value FROM json_each(?)) AND language IN (?, ?, '')"
_IN_PAPERS = "SELECT institution, name FROM institutions WHERE institution IN (SELECT unnest($1::VARCHAR[])) AND name <> ''"

MOST_REMEMBERED = 20_000


def keep(directory: Path, organizations: Iterable[Organization]) -> Path:
    """Write the names of organizations into a directory, whole or not at all; return the file. The one shown first stands under no language."""
    new, kept = directory / f"{FILE}.new", directory / FILE
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new)) as file:
        file.execute(_TABLE)
        rows = ((each.id, tag, name) for each in organizations for tag, name in _by_language(each).items())
        file.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", rows)
        file.commit()
    new.replace(kept)
    return kept


def _by_language(each: Organization) -> dict[str, str]:
    labels = each.labels or ((("", each.names[0][0]),) if each.names else ())
    found = {"": labels[0][1]} if labels else {}
    for tag, name in labels:
        if tag and name and (known := bcp47(tag)) not in found:
            found[known] = name
    return found


def organization_names(rors: Collection[str], language: str) -> Mapping[str, str]:
    """Return what organizations are called in a language, else as the registry shows them first; nothing of those that nobody names."""
    path = Path(settings.DATA) / FILE
    seen = (str(path), path.stat().st_mtime_ns) if path.is_file() else ("", 0)
    found, missing = {}, []
    for ror in dict.fromkeys(rors):
        name = _remembered(seen, _store(), language).get(ror)
        found[ror] = name if name is not None else ""
        missing += [ror] if name is None else []
    if missing:
        told = _read(seen[0], missing, language) if seen[0] else {}
        told |= _of_papers([ror for ror in missing if ror not in told])
        memory = _remembered(seen, _store(), language)
        if len(memory) > MOST_REMEMBERED:
            memory.clear()
        memory |= {ror: told.get(ror, "") for ror in missing}
        found |= told
    return {ror: name for ror, name in found.items() if name}


@lru_cache(maxsize=8)
def _remembered(seen: tuple[str, int], store: tuple[str, str], language: str) -> dict[str, str]:
    """Return the memory of one language, "" of those that nobody names; it is another one when the registry or the store is."""
    return {}


def _store() -> tuple[str, str]:
    return str(root()), store_standing().generation


def _read(path: str, rors: Collection[str], language: str) -> dict[str, str]:
    tag = bcp47(language)
    primary = tag.partition("-")[0]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        rows = file.execute(_ASKED, [json.dumps(list(rors)), tag, primary]).fetchall()
    order = {"": 0, primary: 1, tag: 2}
    return {ror: name for ror, _, name in sorted(rows, key=lambda row: order[row[1]])}


def _of_papers(rors: Collection[str]) -> dict[str, str]:
    if not rors:
        return {}
    try:
        with opened() as con:
            return dict(con.execute(_IN_PAPERS, [list(rors)]).fetchall())
    except PapersUnavailable:
        return {}
