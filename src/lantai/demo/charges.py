"""What a made-up agreement paid for papers of the made-up universities, and what was paid for others: as OpenAPC would list it, so that figures show both."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lantai.apps.publishing import actions
from lantai.core.openness.publishing.described import DescribedCharge
from lantai.people.models import Account

from . import university

REFERENCE = "example-heron"
"""The example agreement of publishing's own demo."""


def furnish(*, by: Account, now: datetime) -> None:
    """Take the charges in; those that are there already stay as they are."""
    actions.take_charges(by=by, rows=list(_charges()), on=now.date().replace(month=1, day=1), now=now)


def _charges() -> Iterator[DescribedCharge]:
    for line in university.lines():
        paper = json.loads(line)
        place = paper["locations"][0]
        if place["is_oa"] and paper["apc_list"]:
            covered = paper["apc_paid"] is None and not place["source"]["is_oa"]
            if covered or paper["apc_paid"]:
                yield _charge(paper, place, covered=covered)


def _charge(paper: dict[str, Any], place: dict[str, Any], *, covered: bool) -> DescribedCharge:
    return DescribedCharge(
        kind="article",
        institution=paper["authorships"][0]["institutions"][0]["display_name"],
        year=paper["publication_year"],
        minor=None if covered else int(paper["apc_paid"]["value"]) * 100,
        doi=paper["doi"].removeprefix("https://doi.org/"),
        is_hybrid=not place["source"]["is_oa"],
        publisher=place["source"]["host_organization_name"],
        title=place["source"]["display_name"],
        numbers=(),
        license="CC BY",
        url="",
        reference=REFERENCE if covered else "",
        opted_out=None,
    )
