"""The lists of the desk that can be saved, each with how many rows its filters leave."""

from django.http import QueryDict
from django.urls import reverse

from lantai.apps.desk.listings import listing
from lantai.apps.desk.narrowing import Narrowing
from lantai.catalog import queries as catalog

from .checks import findings
from .runs import narrowed


@listing(
    "findings", permission="catalog.view_harvest", path=lambda filters: reverse("desk:rule", args=[filters.get("rule") or "-"])
)
def count_findings(filters: QueryDict) -> int:
    """Count what a rule found, narrowed; which rule is among the filters."""
    form = Narrowing(filters)
    return findings(filters.get("rule", ""), state=form.state, chosen=form.chosen, new=form.only_new).count()


@listing("imports", permission="catalog.view_harvest", path="desk:imports")
def count_imports(filters: QueryDict) -> int:
    """Count imports in a state or of a source."""
    return narrowed(filters).count()


@listing("pairs", permission="catalog.change_judgement", path="desk:pairs")
def count_pairs(filters: QueryDict) -> int:
    """Count the pairs that wait for a decision."""
    return catalog.unsure_pairs().count()
