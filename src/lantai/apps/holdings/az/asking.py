"""What an address asks of the readers' lists; what makes no sense is left out rather than refused."""

from django.http import QueryDict

from . import databases, journals

LONGEST = 120


def of_journals(query: QueryDict) -> journals.Asked:
    """Return what an address wants of the list of journals."""
    page = query.get("page", "")
    return journals.Asked(
        words=_clean(query, "q"),
        script=_script(query)[:4],
        letter=_clean(query, "letter")[:4],
        subject=_clean(query, "subject"),
        publisher=_clean(query, "publisher"),
        is_open=query.get("open") == "1",
        is_reviewed=query.get("reviewed") == "1",
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
    )


def of_databases(query: QueryDict) -> databases.Asked:
    """Return what an address wants of the list of databases."""
    names = ("script", "letter", "subject", "type", "language", "only", "order")
    said = {name: _clean(query, name) for name in names}
    return databases.Asked(words=_clean(query, "q"), **said | {"script": _script(query)})


def _script(query: QueryDict) -> str:
    """Return the script of the letter that is asked for: an A without one is the Latin A, as somebody types it into an address."""
    letter = _clean(query, "letter")
    return _clean(query, "script") or ("Latn" if letter.isascii() and letter.isalpha() else "")


def _clean(query: QueryDict, name: str) -> str:
    return " ".join(query.get(name, "").replace("\0", "").split())[:LONGEST]
