"""The doors as people who write programs are told of them: name, address, what it gives."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. ``route``: name of its address; ``example``: what to put behind the address to see something."""

    name: str | Promise
    route: str
    about: str | Promise
    example: str = ""


HEADER = "Authorization: Bearer …"
ENDINGS = "/works/12.marcxml · .mrc · .mods · .dc · .ris · .bib · .csl"

DOORS = (
    Door(
        "JSON API", "discovery:api_works", _("Search as on the pages, translations included; filters, facets, paging."), "?q=emma"
    ),
    Door(
        "JSON API", "discovery:api_works", _("Search as on the pages, translations included; filters, facets, paging."), "?q=emma"
    ),
    Door("OpenAPI 3.1", "discovery:api_openapi", _("All of it described for programs.")),
    Door(
        "JSON API",
        "discovery:api_changes",
        _("Every work in the order of its last change, to keep a copy up to date."),
        "?limit=10",
    ),
    Door(
        "OAI-PMH 2.0",
        "doors:oai",
        _("Harvest all works in Dublin Core, MARC 21 or MODS, and afterwards what changed or went."),
        "?verb=Identify",
    ),
    Door(
        "SRU 2.0, 1.2, 1.1", "doors:sru", _("Search in CQL; records in MARCXML, MODS or Dublin Core."), "?query=dc.title%3Demma"
    ),
    Door("OpenURL 1.0, 0.1", "doors:resolve", _("Find here what another place cites."), "?rft.title=Emma&rft.au=Austen"),
    Door("unAPI", "discovery:unapi", _("One record for citation managers; they find it on every page by themselves.")),
    Door("OPDS 2.0", "doors:opds", _("Books that everybody can read, for reading apps.")),
    Door("OpenSearch", "doors:opensearch", _("The search box for browsers.")),
    Door(_("Open data"), "doors:exports", _("All works and the tables of papers as files, for whoever wants the whole.")),
    Door("Sitemap", "doors:sitemaps", _("The address of every work, with when it last changed, for search engines.")),
    Door("Atom", "discovery:feed", _("What was newly added, also of one language or class.")),
)
