"""The pages of the work list, today's page, and lists saved under a name."""

import pytest

from lantai.apps.desk import actions, checking, listings
from lantai.apps.desk.models import Check, Finding, SavedView
from lantai.catalog.models import Harvest, HarvestState
from lantai.catalog.tests.conftest import NOW, lines, record
from lantai.infra import panels
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
RULE = "/desk/quality/catalog.creator_missing/"


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def found(take) -> Check:
    """Let the rules find something in two sources."""
    take([record("1", "Emma", lang="en"), record("2", "红楼梦", lang="zh")])
    take([record("1", "<b>Persuasion", lang="en")], source="theses", name="theses.jsonl")
    check = actions.begin_check(by=None, whole=True, now=NOW)
    checking.run(check, now=lambda: NOW)
    return check


@pytest.fixture
def other(db) -> Account:
    return Account.objects.create_superuser("colleague")


def test_the_work_list_counts_what_each_rule_found(staff, found):
    shown = staff.get("/desk/quality/").text
    assert "Nobody named who made it" in shown
    assert f'href="{RULE}?state=new"' in shown
    assert "Wrong ISBN" in shown  # in order, but still there to be looked at


def test_a_round_under_way_shows_how_far_it_is(staff, found):
    Check.objects.update(state="running", seen=500, total=1000)
    shown = staff.get("/desk/quality/?part=round").text
    assert "500</bdi> of" in shown
    assert 'width="50.00%"' in shown
    assert "<html" not in shown


def test_a_rule_shows_the_records_behind_it_and_why_it_matters(staff, found):
    shown = staff.get(RULE).text
    assert "Emma" in shown
    assert "&lt;b&gt;Persuasion" in shown
    assert "citations begin with the title" in shown


@pytest.mark.parametrize(
    ("query", "count"),
    [("source=theses", 1), ("language=zh", 1), ("language=zh&source=theses", 0), ("state=solved", 0), ("state=nonsense", 3),
     ("state=new&page=999", 3), ("kind=%00%FF", 0)],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_the_address_says(staff, found, query, count):
    assert staff.get(f"{RULE}?{query}").context["page"].paginator.count == count


def test_an_unknown_rule_is_not_there(staff, found):
    assert staff.get("/desk/quality/catalog.nothing/").status_code == 404
    assert staff.get("/desk/quality/catalog.nothing/findings.csv").status_code == 404


def test_the_list_comes_as_a_table_that_no_spreadsheet_runs(staff, found):
    Finding.objects.update(detail="=cmd()")
    sent = b"".join(staff.get(f"{RULE}findings.csv?source=theses").streaming_content).decode()
    head, row = sent.strip().splitlines()
    assert head.startswith("\ufeffTitle,Found,Source")
    assert "'=cmd()" in row
    assert "http://testserver/works/" in row


def test_findings_are_set_aside_for_a_reason_and_taken_up_again(staff, found):
    pks = list(Finding.objects.filter(rule="catalog.creator_missing").values_list("pk", flat=True)[:2])
    answer = staff.post(f"{RULE}aside/", {"finding": pks, "reason": "anonymous", "source": "library"}, follow=True)
    assert "2 findings are set aside." in answer.text
    assert answer.redirect_chain[-1][0] == f"{RULE}?source=library"
    assert "anonymous" in staff.get(f"{RULE}?state=aside").text
    staff.post(f"{RULE}aside/", {"finding": pks[:1], "take_up": "1", "state": "aside"})
    assert Finding.objects.filter(state="aside").count() == 1


@pytest.mark.parametrize("sent", [{"reason": "because"}, {"finding": ["x", "9" * 40], "reason": "because"}, {"finding": ["1"]}])
def test_setting_aside_nothing_or_without_a_reason_changes_nothing(staff, found, sent):
    answer = staff.post(f"{RULE}aside/", sent, follow=True)
    assert answer.status_code == 200
    assert not Finding.objects.filter(state="aside").exists()


def test_a_round_is_begun_on_demand(staff, library):
    answer = staff.post("/desk/quality/check/", {"whole": "1"}, follow=True)
    assert "waits for the worker" in answer.text
    assert AuditEntry.objects.filter(action="desk.check").count() == 1


def test_today_says_plainly_that_nothing_waits(staff, library):
    assert "Nothing waits." in staff.get("/desk/").text


def test_today_counts_what_waits_since_when_and_leads_there(staff, take, found):
    harvest = take(lines([record("7")]) + b'{"titles": 7}\n', name="damaged.jsonl")
    shown = staff.get("/desk/").text
    assert "refused row to be dealt with" in shown
    assert f'href="/desk/imports/{harvest.pk}/#refused"' in shown
    assert "new findings of the last round of checks" in shown
    Harvest.objects.filter(pk=harvest.pk).update(state=HarvestState.STOPPED)
    assert "import stopped before its end" in staff.get("/desk/").text


def test_today_shows_what_other_areas_say_waits(staff, library, monkeypatch):
    monkeypatch.setitem(panels._panels, "desk.today", [lambda request, subject: "<li>3 drafts</li>"])
    shown = staff.get("/desk/").text
    assert "3 drafts" in shown
    assert "Nothing waits." not in shown


def test_today_asks_few_questions_however_much_there_is(staff, take, found, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        staff.get("/desk/")


@pytest.mark.parametrize(("state", "count"), [("halted", 0), ("finished", 2), ("refused", 0), ("nonsense", 2), ("", 2)])
def test_imports_are_narrowed_by_where_they_stand(staff, found, state, count):
    assert staff.get(f"/desk/imports/?state={state}").context["page"].paginator.count == count


@pytest.mark.parametrize("address", ["", "?lang=en", "?state=&source=", "?page=1"])
def test_imports_are_not_said_to_be_narrowed_by_what_narrows_nothing(staff, found, address):
    assert not staff.get(f"/desk/imports/{address}").context["chosen"]


def test_a_saved_list_is_in_the_language_of_whoever_opens_it(staff, found):
    assert listings.cleaned("lang=ar&rule=x&page=2") == "rule=x"


def save(client, **given: str):
    sent = {"name": "Theses", "listing": "findings", "query": "rule=catalog.creator_missing&source=theses&page=3", "back": RULE}
    return client.post("/desk/lists/save/", sent | given, follow=True)


def test_a_list_is_saved_with_its_filters_and_counted_on_todays_page(staff, found):
    assert "The list is saved" in save(staff).text
    shown = staff.get("/desk/").text
    assert f'href="{RULE}?source=theses"' in shown
    assert '<span class="figure"><bdi dir="ltr" class="num">1</bdi></span><span><a' in shown


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "x" * 81}, {"listing": "nothing"}, {"query": "x" * 2_001}])
def test_a_list_that_cannot_be_saved_says_so(staff, found, given):
    assert 'class="note stop"' in save(staff, **given).text
    assert not SavedView.objects.exists()


def test_a_name_is_given_once(staff, found):
    save(staff)
    assert "You have a list of this name already." in save(staff).text


def test_nobody_is_led_away_from_the_site_after_saving(staff, found):
    assert save(staff, back="https://elsewhere.example/").redirect_chain[-1][0] == "/desk/"


def test_shared_lists_are_seen_by_others_and_taken_away_by_their_owner(staff, found, client, other):
    save(staff, shared="1")
    save(staff, name="My own")
    client.force_login(other)
    shown = client.get("/desk/").text
    assert "Theses" in shown
    assert "My own" not in shown
    pk = SavedView.objects.get(name="Theses").pk
    assert client.post(f"/desk/lists/{pk}/forget/").status_code == 403
    client.force_login(SavedView.objects.get(pk=pk).owner)
    client.post(f"/desk/lists/{pk}/forget/")
    assert not SavedView.objects.filter(pk=pk).exists()
