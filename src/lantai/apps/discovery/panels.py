"""What discovery shows elsewhere: a reference and files on the page of a work, and works on the pages of other areas.

``works.found`` takes (search, most): words, or an address of a search with its filters. ``works.listed`` takes [(number, note)], ``works.hits``
numbers alone.
"""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.catalog import queries as catalog
from lantai.catalog.kept_texts import KeptFile, files_of
from lantai.catalog.queries import WorkPage
from lantai.catalog.standing import standings
from lantai.core.formats.citing.styles import STYLES
from lantai.core.formats.highwire import meta_tags
from lantai.core.formats.schema_org import Encoding, described
from lantai.infra.panels import panel, row_panel

from . import params, queries
from .browse.collection import rows as lines_of
from .rows import ResultRow, row
from .taking.files import FORMS
from .taking.reads import edition_of
from .taking.served import SERVED, addressed, lacking
from .taking.styles import chosen_style


@panel("work.head")
def for_machines(request: HttpRequest, found: WorkPage) -> str:
    """Say in the page's head what search engines and citation tools read."""
    address = request.build_absolute_uri(reverse("discovery:work", args=[found.document.number]))
    record = edition_of(found.document, _edition(request))
    root = request.build_absolute_uri("/").rstrip("/")
    here = [_file(one, root) for one in files_of([found.document.number]).get(found.document.number, ())]
    pdf = next((one.content_url for one in here if one.media_type == "application/pdf"), "")
    context = {
        "number": found.document.number,
        "forms": [form for form in SERVED.values() if not lacking(form, addressed(record, address))],
        "tags": meta_tags(record, address=address, pdf=pdf),
        "description": described(found.document, address=address, files=here),
    }
    return render_to_string("discovery/cite_head.html", context)


def _file(one: KeptFile, root: str) -> Encoding:
    """Return how a kept file is described to machines."""
    return Encoding(root + one.address, one.media_type, one.size, one.license_url or one.license, one.digest)


@panel("work.actions")
def to_cite(request: HttpRequest, found: WorkPage) -> str:
    """Lead to the reference on the page."""
    return format_html('<a href="#cite">{}</a>', _("Cite and take away"))


@panel("work.body")
def cite(request: HttpRequest, found: WorkPage) -> str:
    """Lead to the reference in every style, the one that readers of this language are asked for first, and offer the files.

    Making a reference takes a third as long as the whole page, so it is made where it was asked for.
    """
    edition, first = _edition(request), chosen_style(request)
    record = edition_of(found.document, edition)
    context = {
        "number": found.document.number,
        "edition": edition,
        "edition_count": len(found.document.instances),
        "record": record,
        "styles": [first, *(style for style in STYLES.values() if style is not first)],
        "forms": FORMS.values(),
        "address": request.build_absolute_uri(reverse("discovery:work", args=[found.document.number])),
    }
    return render_to_string("discovery/cite_work.html", context, request)


def _edition(request: HttpRequest) -> int | None:
    given = request.GET.get("edition", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


@panel("works.found")
def found(request: HttpRequest, subject: tuple[str, int]) -> str:
    """Draw the first works of a search, with a link to all of them."""
    search, most = subject
    asked = params.read(QueryDict(_query(search)))
    results = queries.search(asked)
    rows = _plain_rows([(r.number, "") for r in results.rows[:most]])
    return render_to_string("discovery/brief.html", {"results": results, "rows": rows, "all": asked.address}, request)


def _query(search: str) -> str:
    """Return the query string of what an editor gave: of an address, else of words."""
    parts = urlsplit(search) if "?" in search else None
    return parts.query if parts else urlencode({"q": search}, errors="replace")


@panel("works.listed")
def listed(request: HttpRequest, subject: Sequence[tuple[int, str]]) -> str:
    """Draw works in the order given, each with what was noted about it; one that is gone since is left out."""
    return render_to_string("discovery/brief.html", {"rows": _plain_rows(subject)}, request)


@row_panel("works.hits")
def hits(request: HttpRequest, subject: Sequence[int]) -> dict[int, str]:
    """Draw works as lists of results do, with the ways to get them; one that is gone since is left out."""
    lines = lines_of(subject, lang=get_language() or "en")
    return {line.number: render_to_string("discovery/hit.html", {"row": line}) for line in lines}


@panel("works.picked")
def picked(request: HttpRequest, subject: object) -> str:
    """Draw what is done with the works that were chosen in a list of ``works.hits``."""
    return render_to_string("discovery/picked.html", {}, request)


def _plain_rows(works: Sequence[tuple[int, str]]) -> list[tuple[ResultRow, str]]:
    """Return the lines of works with their notes, nothing marked: nobody typed these words."""
    documents = catalog.documents([number for number, _ in works])
    lang, stand = get_language() or "en", standings(documents.values())
    here = [(number, note) for number, note in works if number in documents]
    return [(row(documents[number], mark=_plain, lang=lang, standing=stand[number]), note) for number, note in here]


def _plain(text: str, lang: str) -> list[tuple[str, bool]]:
    return [(text, False)] if text else []
