"""Pairs of records side by side, for a person to decide, and what people decided last."""

from collections.abc import Collection
from dataclasses import dataclass

from lantai.catalog import queries as catalog
from lantai.catalog.models import Judgement, Verdict
from lantai.catalog.queries import OriginRow
from lantai.core.bib.record import BibRecord


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records side by side, each with where it came from."""

    judgement: Judgement
    left: BibRecord
    right: BibRecord
    left_origin: OriginRow
    right_origin: OriginRow


def pairs(judgements: Collection[Judgement]) -> list[PairRow]:
    """Return what a person must see to decide these."""
    return [
        PairRow(p.judgement, p.left, p.right, p.origins[p.judgement.left_id], p.origins[p.judgement.right_id])
        for p in catalog.pairs(judgements)
    ]


def decided(limit: int = 20) -> list[PairRow]:
    """Return what people decided last and may take back."""
    rows = Judgement.objects.filter(by__isnull=False, undone_at=None).exclude(verdict=Verdict.UNSURE)
    last = rows.exclude(reasons__0__0="correction").select_related("by").order_by("-at", "-pk")[:limit]
    return pairs(list(last))
