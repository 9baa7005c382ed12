"""Harvests on the desk: set up by catalogers, begun by librarians, told in plain words, and profiles of what is wanted."""

import pytest

from lantai.catalog import harvest_actions
from lantai.catalog.models import Harvest, HarvestPlan, HarvestState, SelectionProfile
from lantai.catalog.tests.conftest import NOW
from lantai.core.bib.selection import Selection
from lantai.infra.models import Job

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Observatory", "kind": "oaipmh", "address": "https://r.example/oai", "prefix": "oai_dc", "sets": "physics\r\nhistory", "source": "obs",
         "schedule": "daily", "since": "2020-01-01", "filters": ""}  # fmt: skip


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def plan(db):
    made = HarvestPlan(name="Observatory", kind="oaipmh", address="https://r.example/oai?key=secret", prefix="oai_dc")
    return harvest_actions.save_plan(by=None, plan=made, source="obs", now=NOW)


def test_a_harvest_is_set_up_and_shown(staff):
    page = staff.post("/desk/harvests/add/", GIVEN, follow=True).content.decode()
    plan = HarvestPlan.objects.get()
    assert (plan.all_sets, plan.source.name, plan.next_at is not None) == (("physics", "history"), "obs", True)
    assert "what has changed since" in page
    assert "Harvest now" in page


def test_a_source_with_an_address_of_its_own_needs_none(staff):
    staff.post("/desk/harvests/add/", GIVEN | {"kind": "arxiv", "address": "", "prefix": ""})
    assert HarvestPlan.objects.get().address == "https://oaipmh.arxiv.org/oai"


@pytest.mark.parametrize("wrong, said", [({"address": ""}, "its own address"), ({"address": "javascript:1"}, "Enter a valid URL"),
                                         ({"source": "two words"}, "valid"), ({"kind": "nothing"}, "valid choice")])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(staff, wrong, said):
    assert said in staff.post("/desk/harvests/add/", GIVEN | wrong).content.decode()
    assert not HarvestPlan.objects.exists()


def test_a_name_is_given_once(staff, plan):
    assert "Another harvest has this name" in staff.post("/desk/harvests/add/", GIVEN).content.decode()
    assert staff.post(f"/desk/harvests/{plan.pk}/change/", GIVEN).status_code == 302


def test_a_key_in_the_address_is_not_shown(staff, plan):
    for at in ("/desk/harvests/", f"/desk/harvests/{plan.pk}/"):
        assert "secret" not in staff.get(at).content.decode()


def test_it_is_begun_once_and_its_run_is_shown(staff, plan):
    answer = staff.post(f"/desk/harvests/{plan.pk}/begin/")
    run = Harvest.objects.get()
    assert answer.url == f"/desk/imports/{run.pk}/"
    assert Job.objects.get().payload == {"harvest": run.pk}
    assert "The harvest and its other runs" in staff.get(answer.url).content.decode()
    assert "running already" in staff.post(f"/desk/harvests/{plan.pk}/begin/", follow=True).content.decode()
    assert Harvest.objects.count() == 1


@pytest.mark.parametrize("error, advice", [
    ("http://r.example/oai: the server answers with status 404.", "Look at the address"),
    ("10.0.0.1 is 10.0.0.1, which lies inside the house.", "allow the host"),
    ("the server gives records again that it gave before, under other tokens.", "round in circles"),
    ("the server says cannotDisseminateFormat.", "Look at the metadata format"),
    ("no answer of OAI-PMH came but: moved.", "Open the address in a browser"),
])  # fmt: skip
def test_why_it_stopped_is_told_with_what_to_do(staff, plan, error, advice):
    staff.post(f"/desk/harvests/{plan.pk}/begin/")
    Harvest.objects.update(state=HarvestState.STOPPED, error=error)
    page = staff.get(f"/desk/harvests/{plan.pk}/").content.decode()
    assert advice in page
    assert "Nothing that came is lost" in page
    assert "Go on" in page


def test_the_list_asks_the_same_questions_however_many_there_are(staff, plan, django_assert_max_num_queries):
    staff.get("/desk/harvests/")
    for n in range(5):
        made = HarvestPlan(name=f"Repository {n}", kind="oaipmh", address="https://r.example/oai")
        harvest_actions.begin(by=None, plan=harvest_actions.save_plan(by=None, plan=made, source="obs", now=NOW), now=NOW)
    with django_assert_max_num_queries(14):
        staff.get("/desk/harvests/")


def test_a_profile_is_kept_and_used(staff):
    given = {"name": "Lanzhou", "institutions": "https://ror.org/01mkqqe32\n# a note\n", "since": "2019", "until": "", "languages": "ZH, en",
             "disciplines": ["0701"], "kinds": ["article"]}  # fmt: skip
    assert staff.post("/desk/harvests/profiles/add/", given).status_code == 302
    profile = SelectionProfile.objects.get()
    assert profile.wanted == Selection(("01mkqqe32",), 2019, None, ("zh", "en"), ("0701",), ("article",))
    shown = staff.get(f"/desk/harvests/profiles/{profile.pk}/").content.decode()
    assert '<option dir="auto" value="article" selected>Article' in shown
    assert "1 institution" in staff.get("/desk/harvests/").content.decode()


def test_names_that_nobody_surely_has_are_told_line_by_line(staff, library):
    given = {"name": "Some", "institutions": "https://ror.org/01mkqqe32\nUniversity of Nowhere", "languages": ""}
    page = staff.post("/desk/harvests/profiles/add/", given).content.decode()
    assert "Line 2" in page
    assert not SelectionProfile.objects.exists()


def test_years_in_the_wrong_order_are_refused(staff):
    page = staff.post("/desk/harvests/profiles/add/", {"name": "x", "since": "2020", "until": "2010"}).content.decode()
    assert "The first year is after the last" in page


def test_what_a_profile_passed_over_is_counted_on_the_page(staff, plan):
    staff.post(f"/desk/harvests/{plan.pk}/begin/")
    run = Harvest.objects.get()
    Harvest.objects.update(
        state=HarvestState.FINISHED, rows_done=3, new=1, skipped=2, skips={"year": 2}, selection={"since": 2010}
    )
    page = staff.get(f"/desk/imports/{run.pk}/").content.decode()
    assert "Not wanted" in page
    assert "another year" in page
    assert "The sums agree" in page
    assert "not wanted" in page
