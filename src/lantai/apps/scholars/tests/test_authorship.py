"""What people said of who wrote what reaches the store of papers: change by change, after it is made anew, and back again."""

from importlib import import_module

import pytest
from django.apps import apps

from lantai.apps.scholars import actions, authorship
from lantai.apps.scholars.models import FIELDS, Pairing, Scholar, ScholarWork, WorkDecision
from lantai.catalog import index
from lantai.catalog import papers as store
from lantai.catalog.models import Moved, Work
from lantai.catalog.papers import building
from lantai.catalog.tests.conftest import NOW

from .conftest import ANA, OTHER, WANG, paper
from .test_orcid import listed, record

pytestmark = pytest.mark.django_db
ALONE = "~ana ruiz"


def wrote() -> dict[str, list[str]]:
    """Return as whom the authors of each paper are counted, in their order."""
    with store.opened() as con:
        rows = con.execute("SELECT title, author FROM contributions JOIN papers USING (work) ORDER BY work, position").fetchall()
    found: dict[str, list[str]] = {}
    for title, author in rows:
        found.setdefault(title, []).append(author)
    return found


@pytest.fixture
def counted(papers):
    """Make the store and return works by title."""
    building.build(now=NOW)
    return papers


def decide(by, scholar, work, verdict):
    made = actions.decide_work(by=by, scholar=scholar, work=work, verdict=verdict, now=NOW)
    building.follow(now=NOW)
    return made


def test_a_work_that_a_scholar_denies_is_counted_as_theirs_no_more_until_it_is_taken_back(counted, ana, keeper):
    before = wrote()
    denied = decide(keeper, ana, counted["Lakes in spring"], "not")
    after = wrote()
    assert (before["Lakes in spring"][0], after["Lakes in spring"][0]) == (ANA, ALONE)
    assert {title for title in before if before[title] != after[title]} == {"Lakes in spring"}
    assert _orcids(counted["Lakes in spring"]) == {""}

    building.build(now=NOW)
    assert wrote() == after

    actions.undo_decision(by=keeper, decision=denied, now=NOW)
    building.follow(now=NOW)
    assert wrote() == before


def _orcids(work) -> set[str]:
    with store.opened() as con:
        return {orcid for (orcid,) in con.execute("SELECT orcid FROM contributions WHERE work = ?", [work.pk]).fetchall()}


def test_a_missing_work_is_counted_as_theirs(counted, ana, keeper):
    assert wrote()["Lakes in autumn"][0] == "~a ruiz"
    decide(keeper, ana, counted["Lakes in autumn"], "mine")
    assert wrote()["Lakes in autumn"][0] == ANA
    building.build(now=NOW)
    assert wrote()["Lakes in autumn"] == [ANA, "~frost lena", "~haddad omar"]


def test_the_scholar_s_own_word_takes_nothing_from_another_s_orcid_and_that_of_staff_does(counted, ana, keeper, librarian):
    decide(keeper, ana, counted["Rivers"], "mine")
    assert wrote()["Rivers"] == [WANG, OTHER]
    decide(librarian, ana, counted["Rivers"], "mine")
    assert wrote()["Rivers"] == [WANG, ANA]


def test_whom_a_record_does_not_name_is_added_by_staff_alone(counted, ana, keeper, librarian):
    before = wrote()["Nobody’s"]
    decide(keeper, ana, counted["Nobody’s"], "mine")
    assert wrote()["Nobody’s"] == before
    decide(librarian, ana, counted["Nobody’s"], "mine")
    assert wrote()["Nobody’s"] == [*before, ANA]


def test_somebody_without_an_orcid_is_counted_as_one_by_the_number_of_the_profile(counted, librarian):
    works = [(counted[title].pk, "frost lena") for title in ("Lakes in spring", "Lakes in autumn")]
    made = actions.make_profile(by=librarian, name="Lena Frost", works=works, now=NOW)
    building.follow(now=NOW)
    assert [wrote()[title][1] for title in ("Lakes in spring", "Lakes in autumn")] == [f"scholar:{made.pk}"] * 2


def test_two_profiles_of_one_person_are_counted_as_one_until_they_are_parted(counted, ana, librarian):
    other = Scholar.objects.get(orcid=OTHER)
    before = wrote()
    paired = actions.pair(by=librarian, left=ana, right=other, is_same=True, now=NOW)
    building.follow(now=NOW)
    assert (before["Rivers"], wrote()["Rivers"]) == ([WANG, OTHER], [WANG, ANA])

    actions.undo_pairing(by=librarian, pairing=Pairing.objects.get(pk=paired.pk), now=NOW)
    building.follow(now=NOW)
    assert wrote() == before


@pytest.mark.parametrize("field", ["works", "orcid"])
def test_what_a_scholar_keeps_back_the_store_does_not_tell(counted, ana, keeper, field):
    before = wrote()
    decide(keeper, ana, counted["Lakes in autumn"], "mine")
    told = wrote()
    seen = dict.fromkeys(FIELDS, "public") | {field: "private"}
    actions.describe(by=keeper, scholar=ana, name="Ana Ruiz", own_names=[], about="", visibility=seen, now=NOW)
    building.follow(now=NOW)
    assert told != before
    assert wrote() == before


def test_a_hidden_profile_tells_what_is_not_its_own_and_nothing_else(counted, ana, keeper):
    before = wrote()
    decide(keeper, ana, counted["Lakes in autumn"], "mine")
    decide(keeper, ana, counted["Lakes in spring"], "not")
    actions.hide(by=keeper, scholar=ana, is_hidden=True, now=NOW)
    building.follow(now=NOW)
    assert wrote()["Lakes in autumn"] == before["Lakes in autumn"]
    assert wrote()["Lakes in spring"][0] == ALONE


def test_a_word_follows_its_work_where_works_are_merged_and_to_the_part_with_the_name_where_one_is_split(counted, ana, librarian):
    spring, autumn, nobody = (counted[title] for title in ("Lakes in spring", "Lakes in autumn", "Nobody’s"))
    decide(librarian, ana, autumn, "mine")
    decide(librarian, ana, nobody, "not")
    Work.objects.filter(pk=nobody.pk).update(state=Work.State.MOVED)
    Moved.objects.create(work=nobody, to=spring)
    building.build(now=NOW)
    assert wrote()["Lakes in spring"][0] == ALONE

    rivers = counted["Rivers"]
    Work.objects.filter(pk=autumn.pk).update(state=Work.State.MOVED)
    Moved.objects.bulk_create(Moved(work=autumn, to=to) for to in (counted["Lakes in summer"], rivers))
    Work.objects.filter(pk=nobody.pk).update(state=Work.State.LIVE)
    building.build(now=NOW)
    assert wrote()["Rivers"] == [WANG, OTHER]


def test_a_piece_of_works_is_asked_about_with_the_same_questions_whatever_was_said(
    counted, ana, librarian, django_assert_max_num_queries
):
    works = [work.pk for work in counted.values()]
    for title in ("Lakes in spring", "Lakes in summer", "Rivers"):
        decide(librarian, ana, counted[title], "not")
    with django_assert_max_num_queries(5):
        assert len(authorship.said(works).corrections) == 3


def test_an_orcid_record_that_is_taken_in_reaches_the_store(counted, ana, keeper):
    index.rebuild()
    actions.take_bytes(by=keeper, scholar=ana, raw=record(listed(1, "10.5555/3")), now=NOW)
    building.follow(now=NOW)
    assert wrote()["Lakes in autumn"][0] == ANA


def test_what_was_said_before_the_store_heard_of_it_is_looked_at_once_more(counted, ana, librarian):
    denied = counted["Lakes in spring"]
    WorkDecision.objects.create(scholar=ana, work=denied, verdict="not", by=librarian, at=NOW)
    building.follow(now=NOW)
    assert wrote()["Lakes in spring"][0] == ANA

    import_module("lantai.apps.scholars.migrations.0003_decisions_reach_papers").reach(apps, None)
    building.follow(now=NOW)
    assert wrote()["Lakes in spring"][0] == ALONE
    assert ScholarWork.objects.filter(work=denied, scholar=ana).exists()


def test_a_paper_imported_after_two_profiles_were_joined_counts_for_the_one_person(counted, ana, librarian, take):
    actions.pair(by=librarian, left=ana, right=Scholar.objects.get(orcid=OTHER), is_same=True, now=NOW)
    take(paper(9, "Lakes in winter", ("A. Ruiz", OTHER, "")), name="more.jsonl")
    building.follow(now=NOW)
    assert wrote()["Lakes in winter"] == [ANA]
