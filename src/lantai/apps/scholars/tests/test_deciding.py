"""Profiles made from records, decided on by people, made again: nothing decided is lost, everything can be taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.scholars import actions, queries
from lantai.apps.scholars.actions import rebuilding
from lantai.apps.scholars.actions.deriving import draw
from lantai.apps.scholars.models import (
    FIELDS,
    Pairing,
    Proposal,
    ProposedScholar,
    Scholar,
    ScholarName,
    ScholarWork,
    Visibility,
    WorkDecision,
)
from lantai.catalog.models import Moved, Work
from lantai.catalog.tests.conftest import NOW
from lantai.infra.models import AuditEntry

from .conftest import ANA, OTHER, WANG, paper


def titles(scholar: Scholar) -> list[str]:
    return [row.work.title for row in queries.works_of(scholar).select_related("work")]


def everything() -> list[object]:
    tables = (Scholar, ScholarWork, ScholarName, Proposal, WorkDecision, Pairing, ProposedScholar)
    return [
        sorted(map(str, table.objects.values_list(*[f.attname for f in table._meta.concrete_fields if f.name != "id"])))
        for table in tables
    ]


def test_an_orcid_makes_a_profile_with_its_works_and_names_in_all_scripts(papers):
    assert titles(Scholar.objects.get(orcid=ANA)) == ["Lakes in summer", "Lakes in spring"]
    wang = Scholar.objects.get(orcid=WANG)
    assert (wang.name, titles(wang)) == ("王小明", ["Rivers", "Lakes in summer"])
    assert {row.text for row in wang.names.all()} == {"王小明", "Wang Xiaoming"}
    assert Scholar.objects.count() == 3


def test_what_is_not_sure_is_proposed_with_reasons_and_never_added(ana, papers):
    proposed = Proposal.objects.get(scholar=ana)
    assert (proposed.work, proposed.printed) == (papers["Lakes in autumn"], "A. Ruiz")
    assert "coauthors" in {code for code, _points in proposed.reasons}
    assert "Lakes in autumn" not in titles(ana)


def test_two_orcids_of_one_name_are_two_persons_and_not_even_proposed(papers):
    assert not Proposal.objects.filter(other__isnull=False).exists()
    assert titles(Scholar.objects.get(orcid=OTHER)) == ["Rivers"]


def test_a_second_rebuild_changes_nothing(papers):
    before = everything()
    actions.rebuild(now=NOW)
    assert everything() == before


def test_an_accepted_work_stays_and_is_proposed_no_more(ana, papers, librarian):
    actions.decide_work(by=librarian, scholar=ana, work=papers["Lakes in autumn"], verdict="mine", why="asked her", now=NOW)
    actions.rebuild(now=NOW)
    assert titles(ana)[0] == "Lakes in autumn"
    assert not Proposal.objects.exists()
    kept = WorkDecision.objects.get()
    assert (kept.by, kept.why, kept.score > 0.5, bool(kept.reasons)) == (librarian, "asked her", True, True)


def test_what_is_decided_while_profiles_are_made_again_is_not_lost(ana, papers, librarian, monkeypatch):
    read = rebuilding.find

    def slowly(*given):
        found = read(*given)
        actions.decide_work(by=librarian, scholar=ana, work=papers["Lakes in autumn"], verdict="mine", now=NOW)
        return found

    monkeypatch.setattr(rebuilding, "find", slowly)
    actions.rebuild(now=NOW)
    assert titles(ana)[0] == "Lakes in autumn"
    assert not Proposal.objects.exists()


def test_a_name_that_a_scholar_gave_meanwhile_is_not_written_over(keeper, ana):
    before = Scholar.objects.get(pk=ana.pk)
    seen = dict.fromkeys(FIELDS, Visibility.PUBLIC)
    actions.describe(by=keeper, scholar=ana, name="Ana María", own_names=[], about="", visibility=seen, now=NOW)
    draw(before)
    assert Scholar.objects.get(pk=ana.pk).name == "Ana María"


def test_a_work_denied_is_gone_although_its_record_has_the_orcid_and_comes_back_when_taken_back(ana, papers, librarian):
    before = everything()
    denied = actions.decide_work(by=librarian, scholar=ana, work=papers["Lakes in spring"], verdict="not", now=NOW)
    actions.rebuild(now=NOW)
    assert titles(ana) == ["Lakes in summer"]
    actions.undo_decision(by=librarian, decision=denied, now=NOW)
    WorkDecision.objects.all().delete()
    actions.rebuild(now=NOW)
    assert everything() == before


def test_a_refused_proposal_is_not_proposed_again(ana, papers, librarian):
    actions.decide_work(by=librarian, scholar=ana, work=papers["Lakes in autumn"], verdict="not", now=NOW)
    actions.rebuild(now=NOW)
    assert not Proposal.objects.exists()


def test_a_decision_follows_its_work_where_works_are_merged(ana, papers, librarian):
    actions.decide_work(by=librarian, scholar=ana, work=papers["Lakes in autumn"], verdict="mine", now=NOW)
    Work.objects.filter(pk=papers["Lakes in autumn"].pk).update(state=Work.State.MOVED)
    Moved.objects.create(work=papers["Lakes in autumn"], to=papers["Nobody’s"])
    actions.rebuild(now=NOW)
    assert "Nobody’s" in titles(ana)


def test_joined_profiles_are_shown_as_one_and_parted_exactly(ana, papers, librarian):
    other = Scholar.objects.get(orcid=OTHER)
    before = everything()
    joined = actions.pair(by=librarian, left=other, right=ana, is_same=True, why="two iDs", now=NOW)
    ana, other = Scholar.objects.get(pk=ana.pk), Scholar.objects.get(pk=other.pk)
    head = other if ana.joined_id else ana
    assert titles(head) == ["Rivers", "Lakes in summer", "Lakes in spring"]
    actions.rebuild(now=NOW)
    assert titles(head) == ["Rivers", "Lakes in summer", "Lakes in spring"]
    actions.undo_pairing(by=librarian, pairing=joined, now=NOW)
    Pairing.objects.all().delete()
    actions.rebuild(now=NOW)
    assert everything() == before


def test_a_hidden_profile_stays_hidden_at_a_rebuild(ana, librarian):
    actions.hide(by=librarian, scholar=ana, is_hidden=True, why="asked", now=NOW)
    actions.rebuild(now=NOW)
    assert Scholar.objects.filter(orcid=ANA).count() == 1
    assert not queries.find("Ana Ruiz") or queries.find("Ana Ruiz")[0].scholar.orcid == OTHER


def test_readers_decide_nothing_and_scholars_only_about_themselves(keeper, papers, reader):
    other = Scholar.objects.get(orcid=OTHER)
    with pytest.raises(PermissionDenied):
        actions.decide_work(by=reader, scholar=other, work=papers["Rivers"], verdict="not", now=NOW)
    with pytest.raises(PermissionDenied):
        actions.pair(by=reader, left=other, right=Scholar.objects.get(orcid=ANA), is_same=True, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.rebuild(by=reader, now=NOW)


def test_what_is_decided_stands_in_the_audit_log(ana, papers, librarian):
    actions.decide_work(by=librarian, scholar=ana, work=papers["Rivers"], verdict="not", now=NOW)
    assert AuditEntry.objects.filter(action="scholars.work_not").count() == 1


def test_people_at_our_own_institution_are_proposed_as_profiles_and_dismissed_for_good(take, librarian):
    ours = [("Bo Demo", "", "Lakeside University"), ("Lena Frost", "", "Far College")]
    take(
        paper(1, "One", *ours) + b"\n" + paper(2, "Two", *ours) + b"\n" + paper(3, "Three", ("Far Person", ANA, "Far College")),
        name="works.jsonl",
    )
    actions.name_homes(by=librarian, names=["Lakeside University"], now=NOW)
    actions.rebuild(now=NOW)
    assert Scholar.objects.count() == 0
    group = ProposedScholar.objects.get()
    assert (group.name, len(group.members)) == ("Bo Demo", 2)
    [(_group, works, more)] = queries.group_works([group], 1)
    assert ([printed for _work, printed in works], works[0][0].title in ("One", "Two"), more) == (["Bo Demo"], True, 1)
    actions.dismiss_group(by=librarian, group=group, now=NOW)
    actions.rebuild(now=NOW)
    assert not queries.proposed_scholars().exists()


def test_a_proposed_profile_that_is_made_has_its_works_after_a_rebuild(take, librarian):
    ours = [("Bo Demo", "", "Lakeside University"), ("Lena Frost", "", "Far College")]
    take(paper(1, "One", *ours) + b"\n" + paper(2, "Two", *ours), name="works.jsonl")
    actions.name_homes(by=librarian, names=["lakeside university"], now=NOW)
    actions.rebuild(now=NOW)
    made = actions.accept_group(by=librarian, group=ProposedScholar.objects.get(), now=NOW)
    actions.rebuild(now=NOW)
    assert sorted(titles(made)) == ["One", "Two"]
    assert not ProposedScholar.objects.exists()


def test_only_claimable_profiles_are_claimed_and_staff_decide(ana, reader, librarian, papers):
    claim = actions.claim(by=reader, scholar=ana, words="Dept. of Lakes", now=NOW)
    assert actions.claim(by=reader, scholar=ana, words="again", now=NOW) == claim
    actions.decide_claim(by=librarian, claim=claim, is_granted=True, now=NOW)
    claim.refresh_from_db()
    assert (claim.words, queries.of_account(reader)) == ("", ana)
    assert reader.notices.count() == 1
    with pytest.raises(ValidationError):
        actions.claim(by=reader, scholar=Scholar.objects.get(orcid=OTHER), words="", now=NOW)
    with pytest.raises(ValidationError):
        actions.claim(by=librarian, scholar=ana, words="", now=NOW)


def test_what_a_scholar_said_is_forgotten_after_their_account_was_erased(keeper, ana):
    actions.describe(
        by=keeper, scholar=ana, name="Ana Ruiz", own_names=["安娜"], about="Me", visibility={"works": "private"}, now=NOW
    )
    keeper.delete()
    actions.rebuild(now=NOW)
    ana.refresh_from_db()
    assert (ana.about, ana.own_names, ana.proof, ana.visibility) == ("", [], "", {"works": "private"})
