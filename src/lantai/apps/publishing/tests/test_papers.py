"""What publishing tells the store of papers: what was paid, what agreements covered, which chances there were; on made-up rows and on real lists."""

import csv
import gzip
from datetime import date

import msgspec
import pytest
from tests.repository.tree import ROOT

from lantai.apps.publishing import actions
from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import Charge, Institution, ListedJournal, Membership, Policy, PolicyVersion
from lantai.apps.publishing.queries import told as queries
from lantai.catalog.papers import told
from lantai.catalog.papers.shapes import Amount, Paper
from lantai.core.openness.publishing.described import DescribedCharge
from lantai.infra.models import Job

from .conftest import GULLS, NOW, REEDS, TODAY, deal, lists

pytestmark = pytest.mark.django_db
SAMPLES = ROOT.parent / "shared/data/openaccess"
KEY = "0heron111"


def known(
    work=1,
    *,
    year=2025,
    issn=GULLS,
    doi="10.5555/one",
    is_open=False,
    color="closed",
    leads=(KEY,),
    name="Heron University",
    **more,
):
    """Return a paper of one author at Heron University."""
    paper = Paper(
        work=work, title="Of one", year=year, kind="article", language="en", color=color, rule="", is_open=is_open, license="", publisher="Tern Press",
        issn=issn, journal="Gulls", doi=doi, retracted=False, author_count=1, disciplines=(), changes=None,
    )  # fmt: skip
    whose = None if leads is None else frozenset(leads)
    return told.Known(paper=paper, places={KEY: name}, leads=whose, funders=frozenset(more.get("funders", ())))


def charge(doi="10.5555/one", *, minor=None, reference="", **more) -> DescribedCharge:
    said = {"kind": "article", "institution": "Heron University", "year": 2025, "is_hybrid": True, "publisher": "Tern Press", "title": "Gulls",
            "numbers": (GULLS,), "license": "CC BY", "url": "", "opted_out": None}  # fmt: skip
    return DescribedCharge(doi=doi, minor=minor, reference=reference, **(said | more))


def take_charges(*rows):
    actions.take_charges(by=None, rows=rows, on=TODAY, now=NOW)


def test_what_was_paid_and_what_an_agreement_covered_is_told_with_its_source_and_day():
    take_charges(
        charge(minor=145_000), charge("10.5555/two", reference="tern2025"), charge("10.5555/three", reference="x", opted_out=True)
    )
    papers = [known(1), known(2, doi="10.5555/two"), known(3, doi="10.5555/three"), known(4, doi="")]

    rows = {
        (row.work, row.kind, row.minor, row.currency, row.said_by, row.said_date, row.reference)
        for row in queries.amounts(papers)
    }

    assert rows == {(1, "paid", 145_000, "EUR", "OpenAPC", TODAY, ""), (2, "covered", None, "", "OpenAPC", TODAY, "tern2025")}


def test_requests_of_the_library_count_when_they_are_done_and_no_list_says_it(author, here, agreement):
    said = {
        "title": "Of gulls",
        "journal": "Gulls",
        "doi": "10.5555/one",
        "agreement": agreement,
        "institution": here,
        "accepted_date": TODAY,
    }
    row = actions.move_own(
        by=author, request=actions.make_request(by=author, said=said, now=NOW), to=RequestState.SUBMITTED, now=NOW
    )
    assert list(queries.amounts([known()])) == []
    for state in (RequestState.APPROVED, RequestState.CLOSED):
        actions.decide(by=None, request=row, to=state, said={"agreement": agreement}, now=NOW)

    assert [(row.kind, row.said_by, row.reference) for row in queries.amounts([known()])] == [("covered", "library", "tern2025")]
    take_charges(charge(minor=99))
    assert [(row.kind, row.said_by) for row in queries.amounts([known()])] == [("paid", "OpenAPC")]


def test_a_list_price_is_an_estimate_until_somebody_says_who_paid():
    price = Amount(work=1, kind="list", minor=200, currency="EUR", said_by="DOAJ", said_date=TODAY)
    covered = Amount(work=1, kind="covered", minor=None, currency="", said_by="OpenAPC", said_date=TODAY)
    paid = Amount(work=1, kind="paid", minor=150, currency="EUR", said_by="OpenAPC", said_date=TODAY)
    gold, closed = known(color="gold", is_open=True).paper, known().paper

    def kinds(paper, *said):
        return sorted((row.kind, row.minor) for row in told.united(paper, [], said))

    assert kinds(gold, price) == [("estimate", 200), ("list", 200)]
    assert kinds(gold, price, paid) == [("list", 200), ("paid", 150)]
    assert kinds(gold, price, covered) == [("covered", None), ("list", 200), ("spared", 200)]
    assert kinds(closed, price) == [("list", 200)]
    ours = told.united(gold, [], [price, msgspec.structs.replace(covered, said_by=told.OWN)])
    assert [row.said_by for row in ours if row.kind != "list"] == [told.OWN, told.OWN]


def chances(*papers):
    return [(row.work, row.institution, row.kind, row.reference) for row in queries.chances(papers)]


def test_a_closed_paper_is_a_missed_chance_where_an_agreement_held_the_whole_year(agreement):
    assert chances(known()) == [(1, KEY, "agreement", "tern2025")]
    assert (
        chances(
            known(year=2024),
            known(year=2028),
            known(year=None),
            known(issn=REEDS),
            known(leads=None),
            known(leads=[]),
            known(name="Else"),
        )
        == []
    )


def test_who_is_below_a_member_takes_part_and_its_ror_id_says_who_it_is(agreement, here):
    below = {"name": "Institute of Reeds", "parent": here, "ror": KEY}
    actions.keep(by=None, row=Institution(), said=below, now=NOW)
    assert chances(known(name="Something else")) == [(1, KEY, "agreement", "tern2025")]


def test_a_discount_is_no_chance_to_publish_at_no_charge(here):
    made = deal("less", covers="discount", discount=15)
    actions.keep(by=None, row=Membership(), said={"agreement": made, "institution": here, "from_date": date(2025, 1, 1)}, now=NOW)
    lists({"less": [GULLS]})
    assert chances(known()) == []


def test_a_policy_lets_a_copy_be_deposited_when_its_embargo_is_over(here):
    said = {"name": "Open policy", "body": "Heron University", "kind": "university", "applies_here": True}
    policy = actions.keep_policy(by=None, row=Policy(), said=said, now=NOW)
    words = {"from_date": date(2020, 1, 1), "text": "Deposit.", "version": "accepted", "embargo_months": 6}
    actions.keep_version(by=None, row=PolicyVersion(policy=policy), said=words, now=NOW)

    assert chances(known(year=2024, issn="")) == [(1, KEY, "deposit", "Open policy")]
    assert chances(known(year=2026), known(year=2019), known(year=2024, name="Else")) == []


def test_papers_are_looked_at_again_when_lists_and_payments_change(agreement):
    assert Job.objects.filter(name="publishing.touch_closed").exists()
    assert actions.touch_closed(agreements=[agreement.pk], after=0) is None


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real lists are not here")
def test_real_lists_say_what_was_covered_and_what_might_have_been():
    apc, deals = SAMPLES / "apc", SAMPLES / "agreements"
    for path in (deals / "esac_registry.csv.gz", apc / "openapc_institutions.csv.gz", deals / "openapc_contracts.csv.gz", apc / "openapc_se_sample.csv.gz",
                 apc / "openapc_agreement_articles_sample.csv.gz"):  # fmt: skip
        actions.take_file(by=None, path=path, on=TODAY, now=NOW)
    with gzip.open(apc / "openapc_agreement_articles_sample.csv.gz", "rt", encoding="utf-8") as lines:
        covered = [row["doi"].lower() for row in csv.DictReader(lines) if row["doi"].startswith("10.")][:200]
    with gzip.open(apc / "openapc_se_sample.csv.gz", "rt", encoding="utf-8") as lines:
        paid = [row["doi"].lower() for row in csv.DictReader(lines) if row["doi"].startswith("10.")][:200]
    papers = [known(n, doi=doi) for n, doi in enumerate([*covered, *paid])]

    rows = list(queries.amounts(papers))

    said = Charge.objects.filter(doi__in=[*covered, *paid])
    assert {row.kind for row in rows if row.work < 200} == {"covered"}
    assert {row.kind for row in rows if row.work >= 200} == {"paid"}
    assert sum(row.minor or 0 for row in rows) == sum(said.values_list("minor", flat=True).exclude(minor=None))
    assert len({row.work for row in rows}) == len({*covered, *paid})

    wiley = "wiley2025finelib"
    lists({wiley: ["1616-301X"]}, on=date(2025, 1, 1))
    assert ListedJournal.objects.count() == 1
    aalto = known(issn="1616-301X", name="Aalto University")
    assert chances(aalto) == [(1, KEY, "agreement", wiley)]
