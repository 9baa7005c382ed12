"""What every part of a description is made of: the place it stood in, words in a language and script, identifiers. See ``record``."""

from enum import StrEnum

import msgspec


class Part(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Anything that a record says.

    ``at``: the place in the source record: a MARC tag with the number of its occurrence from the second on ("245",
    "650/3"), a column heading, a JSON or XML path.
    ``src``: index into ``BibRecord.sources`` of a merged record; 0 in a record from one source.
    """

    at: str = ""
    src: int = 0


class Text(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Words in one language and script.

    ``lang``: BCP 47, with the script where it is not the language's usual one ("zh-Hant", "zh-Latn", "ru"); "" unknown.
    """

    value: str
    lang: str = ""


Forms = tuple[Text, ...]
"""The same words in several scripts: the original script first, then romanised or transcribed forms; never empty."""


class Scheme(StrEnum):
    """Whose identifiers they are."""

    ISBN = "isbn"  # value: ISBN-13, digits only
    ISSN = "issn"  # value: NNNN-NNNX
    ISSN_L = "issnl"
    DOI = "doi"  # value: lower case, without resolver
    LCCN = "lccn"
    OCLC = "oclc"  # value: digits
    CN_SERIAL = "cn"  # 统一刊号: CN11-1234/G
    ISMN = "ismn"
    EAN = "ean"
    ARXIV = "arxiv"
    PMID = "pmid"
    OPENALEX = "openalex"
    ORCID = "orcid"
    ISNI = "isni"
    VIAF = "viaf"
    ROR = "ror"
    WIKIDATA = "wikidata"
    AUTHORITY = "authority"  # value: "(agency)number", as in MARC $0
    URI = "uri"
    REPORT = "report"
    STANDARD = "standard"
    PUBLISHER = "publisher"
    BARCODE = "barcode"
    LOCAL = "local"  # value: "(agency)number" where an agency is given
    OTHER = "other"


class Standing(StrEnum):
    """Whether an identifier may be trusted to identify the thing described."""

    VALID = "valid"
    INVALID = "invalid"  # its check digit or shape is wrong; never matched
    CANCELLED = "cancelled"  # given by the source as wrong or withdrawn ($z); never matched
    RELATED = "related"  # of another format or of the whole set (a qualifier says which); never matched alone


class Identifier(Part, frozen=True, omit_defaults=True, kw_only=True):
    """An identifier, normalised. ``given`` is the text as received where it differs; ``repair`` says what was mended."""

    scheme: Scheme
    value: str
    given: str = ""
    qualifier: str = ""
    standing: Standing = Standing.VALID
    repair: str = ""
