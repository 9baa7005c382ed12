"""What a person chose stays, in its own language; what is kept back is told by no other profile; who proves an iD has the profile that it leads to."""

import pytest

from lantai.apps.scholars import actions, queries
from lantai.apps.scholars.models import FIELDS, Scholar
from lantai.apps.scholars.shown import profile
from lantai.catalog.tests.conftest import NOW
from lantai.people.models import Account

from .conftest import ANA, OTHER, WANG


def described(scholar: Scholar, by: Account, name: str, **seen: str) -> Scholar:
    """Have staff describe a profile, and everything made again, as every night."""
    own = [text for text, _language in scholar.own_names]
    visibility = dict.fromkeys(FIELDS, "public") | seen
    actions.describe(by=by, scholar=scholar, name=name, own_names=own, about="", visibility=visibility, now=NOW)
    actions.rebuild(now=NOW)
    return Scholar.objects.get(pk=scholar.pk)


@pytest.mark.parametrize("name", ["آنا رويث", "Ruiz, A."])
def test_a_name_that_a_person_chose_for_a_profile_that_nobody_claimed_stays(ana, librarian, name):
    after = described(ana, librarian, name)
    assert after.name == name
    assert described(after, librarian, "Ana Ruiz").name == "Ana Ruiz"


def test_a_profile_keeps_the_name_under_which_staff_made_it(papers, librarian):
    made = actions.make_profile(by=librarian, name="Ruiz, Ana", works=[], now=NOW)
    actions.decide_work(by=librarian, scholar=made, work=papers["Lakes in autumn"], verdict="mine", now=NOW)
    actions.rebuild(now=NOW)
    made.refresh_from_db()
    assert (made.name, {row.text for row in made.names.all()}) == ("Ruiz, Ana", {"Ruiz, Ana", "A. Ruiz"})


def test_a_name_has_the_language_of_its_own_form_or_none(ana, librarian, client):
    Scholar.objects.filter(pk=ana.pk).update(language="en")
    after = described(ana, librarian, "آنا رويث")
    assert after.language == ""
    assert '<bdi lang="" dir="rtl">آنا رويث</bdi>' in client.get(f"/scholars/{ana.pk}/").content.decode()


def test_the_form_shows_the_name_once(ana, librarian, client):
    described(ana, librarian, "آنا رويث")
    client.force_login(librarian)
    assert client.get(f"/scholars/{ana.pk}/change/").content.decode().count('value="آنا رويث"') == 1
    assert "آنا رويث</textarea>" not in client.get(f"/scholars/{ana.pk}/change/").content.decode()


@pytest.mark.parametrize("field, seen, is_led_to", [
    ("collaborators", "private", False), ("works", "campus", False), ("works", "private", False), ("about", "private", True),
])  # fmt: skip
def test_no_other_profile_leads_to_one_that_keeps_back_its_works_or_whom_it_wrote_with(ana, librarian, field, seen, is_led_to):
    wang = Scholar.objects.get(orcid=WANG)
    described(wang, librarian, wang.name, **{field: seen})
    together = {one.name: one.scholar for one in profile(Scholar.objects.get(pk=ana.pk), None).together}
    assert together["王小明"] == (wang if is_led_to else None)


def test_who_proves_an_id_whose_profile_was_joined_to_another_has_that_one(ana, reader, librarian):
    other = Scholar.objects.get(orcid=OTHER)
    actions.pair(by=librarian, left=ana, right=other, is_same=True, now=NOW)
    ana.refresh_from_db()
    head, part = (other, ana) if ana.joined_id else (ana, other)
    assert actions.prove(by=reader, orcid=part.orcid, now=NOW) == head
    assert queries.of_account(reader) == head
    assert {part.orcid, head.orcid} == {ANA, OTHER}
