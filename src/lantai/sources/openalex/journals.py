"""OpenAlex's sources that are journals and open as a whole, as facts of journals."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lantai.core.bib.identifiers import issn
from lantai.core.formats.jsonfields import member, objects, text, texts
from lantai.core.openness.journals import Charge, DescribedJournal, RefusedRow

from .rows import objects as decoded

BY = "OpenAlex"
MOST = 100_000_000
"""What no journal asks, in any currency: more is a slip."""

_CURRENCY = re.compile(r"[A-Z]{3}")


def read(parts: Iterable[Path]) -> Iterator[DescribedJournal | RefusedRow]:
    """Yield the open journals of all parts; what is no journal, or not open, is not spoken of. Raise SourceError."""
    for path in parts:
        for number, source in decoded(path):
            if source is None:
                yield RefusedRow(number, 0, f"{path.name}: not JSON", is_cut=False)
            elif text(source.get("type")) == "journal" and source.get("is_oa") is True:
                yield _journal(source, number)


def _journal(source: dict[str, Any], number: int) -> DescribedJournal | RefusedRow:
    given = [text(source.get("issn_l")), *texts(source.get("issn"))]
    issns = tuple(dict.fromkeys(valid for one in given if one and (valid := issn(one))))
    page = text(source.get("id"))
    if not issns:
        return RefusedRow(number, 0, f"no valid ISSN among: {', '.join(filter(None, given)) or 'none'}", page=page)
    site = text(source.get("homepage_url"))
    prices = [(text(one.get("currency")).upper(), _price(one.get("price"))) for one in objects(source.get("apc_prices"))]
    amounts = tuple((minor, currency) for currency, minor in prices if minor and _CURRENCY.fullmatch(currency))
    return DescribedJournal(
        title=text(source.get("display_name")), issns=issns, charge=Charge.YES if amounts else Charge.UNKNOWN, amounts=amounts,
        publisher=text(source.get("host_organization_name")), country=text(source.get("country_code")),
        page=page, row={"in DOAJ": str(member(source, "is_in_doaj"))} | ({"homepage_url": site} if site else {}),
    )  # fmt: skip


def _price(said: object) -> int:
    """Return a price in the hundredth part of its currency, also of one that is written as text; 0 for what is no price."""
    try:
        price = Decimal(str(said)) if isinstance(said, (int, float, str)) else Decimal(0)
    except InvalidOperation:
        return 0
    return round(price * 100) if price.is_finite() and 0 < price < MOST else 0
