"""What an address asks of the readers' lists; what makes no sense is left out rather than refused."""

from django.http import QueryDict

from . import databases, journals

LONGEST = 120


def of_journals(query: QueryDict) -> journals.Asked:
    """Return what an address wants of the list of journals."""
    page = query.get("page", "")
    return journals.Asked(
        words=_clean(query, "q"),
        script=_clean(query, "script")[:4],
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
    return databases.Asked(words=_clean(query, "q"), **{name: _clean(query, name) for name in names})


def _clean(query: QueryDict, name: str) -> str:
    return " ".join(query.get(name, "").replace("\0", "").split())[:LONGEST]
