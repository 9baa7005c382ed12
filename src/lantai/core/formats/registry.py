"""The formats by name, and the other names that people call them.

A format is a module with the functions of ``protocol.Format``; a name that librarians use for a format *and* how to read
it ("cnmarc", "tsv") is an alias: the beginning of a profile.
"""

import msgspec

from lantai.core.formats.errors import UnknownFormat
from lantai.core.formats.protocol import Format, Profile
from lantai.core.registry import Registry

_HERE = "lantai.core.formats"

FORMATS: Registry[Format] = Registry(
    "format",
    {
        "iso2709": f"{_HERE}.marc.iso2709",
        "marcxml": f"{_HERE}.marc.marcxml",
        "marcjson": f"{_HERE}.marc.marcjson",
        "marcline": f"{_HERE}.marc.marcline",
        "mods": f"{_HERE}.mods",
        "oai_dc": f"{_HERE}.oai_dc",
        "ris": f"{_HERE}.ris",
        "bibtex": f"{_HERE}.bibtex",
        "csl": f"{_HERE}.csl",
        "endnote": f"{_HERE}.endnote",
        "noteexpress": f"{_HERE}.noteexpress",
        "table": f"{_HERE}.table",
        "xlsx": f"{_HERE}.xlsx",
        "openalex": f"{_HERE}.openalex",
        "crossref": f"{_HERE}.crossref",
        "unpaywall": f"{_HERE}.unpaywall",
        "doaj": f"{_HERE}.doaj",
        "arxiv": f"{_HERE}.arxiv",
        "jats": f"{_HERE}.jats.article",
        "datacite": f"{_HERE}.datacite.records",
        "openaire": f"{_HERE}.openaire.records",
        "native": f"{_HERE}.native",
    },
)

ALIASES: dict[str, Profile] = {
    "marc": Profile(format="iso2709"),
    "mrc": Profile(format="iso2709"),
    "marc21": Profile(format="iso2709", dialect="marc21"),
    "unimarc": Profile(format="iso2709", dialect="unimarc"),
    "cnmarc": Profile(format="iso2709", dialect="cnmarc"),
    "unimarcxml": Profile(format="marcxml", dialect="unimarc"),
    "marc-json": Profile(format="marcjson"),
    "marc-in-json": Profile(format="marcjson"),
    "mrk": Profile(format="marcline"),
    "marcmaker": Profile(format="marcline"),
    "alephseq": Profile(format="marcline"),
    "dc": Profile(format="oai_dc"),
    "bib": Profile(format="bibtex"),
    "biblatex": Profile(format="bibtex"),
    "csl-json": Profile(format="csl"),
    "enw": Profile(format="endnote"),
    "csv": Profile(format="table", delimiter=","),
    "tsv": Profile(format="table", delimiter="\t"),
}


def resolve(profile: Profile) -> Profile:
    """Return the profile with the alias in ``format`` replaced by what it stands for; what the profile itself lays down wins."""
    if profile.format in FORMATS or not profile.format:
        return profile
    name = profile.format.lower()
    alias = ALIASES.get(name, Profile(format=name))
    if alias.format not in FORMATS:
        known = ", ".join(sorted([*FORMATS, *ALIASES]))
        raise UnknownFormat(f"there is no format named {profile.format!r}; there are: {known}")
    return msgspec.structs.replace(
        profile, format=alias.format, dialect=profile.dialect or alias.dialect, delimiter=profile.delimiter or alias.delimiter
    )
