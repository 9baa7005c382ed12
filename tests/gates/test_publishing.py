"""Registries' files are read row by row, and the rule answers yes where articles did appear under agreements."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from lantai.apps.publishing import reading
from lantai.core.openness.journals import RefusedRow
from lantai.core.openness.publishing import agreements, lists, openapc
from lantai.core.openness.publishing.asking import Answer, Question, Reason, Standing, Terms, judge
from tests.shared_data import shared

pytestmark = pytest.mark.gate
FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("publishing.json").read_text())
FILES = {
    "agreements": ("agreements/esac_registry.csv.gz", agreements.read),
    "contracts": ("agreements/openapc_contracts.csv.gz", openapc.read_contracts),
    "institutions": ("apc/openapc_institutions.csv.gz", openapc.read_institutions),
    "articles": ("apc/openapc_agreement_articles_sample.csv.gz", openapc.read_charges),
    "charges": ("apc/openapc_se_sample.csv.gz", openapc.read_charges),
    "books": ("apc/openapc_book_charges.csv.gz", openapc.read_books),
    "numbers": ("agreements/jct_issn_map.parquet", lists.read_families),
    "lists": ("agreements/jct_hybrid_journals.parquet", lists.read),
}


def rows(name):
    path, read = FILES[name]
    with reading.opened(shared(f"openaccess/{path}")) as sheet:
        yield from read(sheet)


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_or_refused_with_its_place(name):
    found = Counter(isinstance(row, RefusedRow) and bool(row.line and row.why) for row in rows(name))
    assert {"rows": found.total(), "refused": found[True]} == FLOOR[name]


def test_articles_that_appeared_under_agreements_are_answered_with_yes():
    """2,484 hybrid articles of FinELib's contracts, whose agreements have a list. Nothing but the list can say no to them: the rest is known."""
    deals = {one.reference: one for one in rows("agreements")}
    members = {(one.institution, one.reference) for one in rows("contracts")}
    listed = defaultdict(set)
    for one in rows("lists"):
        listed[one.reference].add(one.issn)
    linking = {one.issn: one.linking for one in rows("numbers")}
    answers: Counter[Answer] = Counter()
    for one in rows("articles"):
        if isinstance(one, RefusedRow) or not one.is_hybrid or not listed[one.reference]:
            continue
        deal = deals[one.reference]
        numbers = {linking.get(number, number) for number in one.numbers} | set(one.numbers)
        standing = Standing(listed=bool(numbers & listed[one.reference]), member=(one.institution, one.reference) in members)
        asked = Question(day=date(one.year, 12, 31), type="research")
        verdict = judge(Terms(from_date=deal.from_date, until_date=deal.until_date), standing, asked)
        answers[verdict.answer] += 1
        assert verdict.answer is Answer.YES or verdict.reasons.count(Reason.NOT_LISTED) == 1
        assert not verdict.is_sure  # registries say neither types nor what is paid
    assert answers[Answer.NO] == 0
    assert (answers.total(), answers[Answer.YES]) == (FLOOR["asked"], FLOOR["yes"])
