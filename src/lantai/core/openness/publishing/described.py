"""What registries say of agreements with publishers, of who takes part in them, of their journals, and of what was paid."""

from datetime import date

import msgspec


class DescribedAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement as the ESAC registry describes it. ``until_date``: the first day on which it no longer holds.

    ``annual_articles``: how many articles a year were expected; None where that is not said. ``countries``: as the registry names them.
    """

    reference: str
    publisher: str
    consortium: str
    countries: tuple[str, ...]
    annual_articles: int | None
    from_date: date
    until_date: date
    url: str


class ListedJournal(msgspec.Struct, frozen=True):
    """A journal, by its ISSN-L, that stands in the list of an agreement; ``line``: where it says so."""

    reference: str
    issn: str
    line: int


class FamilyNumber(msgspec.Struct, frozen=True):
    """An ISSN and the ISSN-L of its journal."""

    issn: str
    linking: str


class DescribedInstitution(msgspec.Struct, frozen=True, kw_only=True):
    """One institution as OpenAPC lists it; ``ror`` "" where it has none; ``country``: ISO 3166 of two letters."""

    name: str
    full_name: str
    ror: str
    country: str


class DescribedContract(msgspec.Struct, frozen=True, kw_only=True):
    """That an institution took part in an agreement from a year on, until before ``until_date``; ``line``: where it says so.

    ``reference``: the number at ESAC, else what OpenAPC's own name of the group says. ``minor``: what was paid for ``cost_type``, in euro cents.
    """

    institution: str
    ror: str
    consortium: str
    name: str
    reference: str
    from_date: date
    until_date: date
    cost_type: str
    minor: int | None
    line: int


class DescribedCharge(msgspec.Struct, frozen=True, kw_only=True):
    """What an institution paid for one article or book, or that it appeared under an agreement (``reference``) without a payment of its own.

    ``minor``: euro cents, None where the agreement paid. ``numbers``: ISSNs of the journal, the ISSN-L first, or ISBNs of the book.
    """

    kind: str
    institution: str
    year: int
    minor: int | None
    doi: str
    is_hybrid: bool | None
    publisher: str
    title: str
    numbers: tuple[str, ...]
    license: str
    url: str
    reference: str
    opted_out: bool | None
    row: dict[str, str] = {}
