"""Staff's lists: narrowing, columns, changes of many with a trial and a way back, files out and in, history; over a list of accounts."""

from datetime import UTC, datetime
from io import BytesIO
from threading import Event

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from lantai.apps.desk import changing, sheets
from lantai.apps.desk.changing import Proposed
from lantai.apps.desk.models import RowsRun, RunState
from lantai.infra import audit, lists
from lantai.infra.lists import Column, Kind, Narrowing, StaffList
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account

NOW = datetime(2026, 11, 21, tzinfo=UTC)
NAME = "tests.people"
LIST = f"/desk/lists/{NAME}/"
pytestmark = pytest.mark.django_db


def rename(*, by, row, values, now):
    """Stand for an area's action: it has a rule of its own, writes, and is audited."""
    if values.get("first") == "Nobody":
        raise ValidationError({"first": "Nobody is no name."})
    for name, field in (("first", "first_name"), ("last", "last_name"), ("active", "is_active")):
        if name in values:
            setattr(row, field, values[name])
    row.save()
    audit.record(by=by, action="tests.rename", subject=row, now=now)


def hire(*, by, values, now):
    return Account.objects.create(username=values["name"], first_name=values.get("first", ""))


@pytest.fixture
def people(db):
    made = StaffList(
        name=NAME,
        label="People",
        permission="people.view_account",
        rows=Account.objects.all,
        columns=(
            Column("name", "User name", path="username", required=True, editable=True),
            Column("first", "First name", path="first_name", editable=True),
            Column("last", "Last name", path="last_name", editable=True, shown=False),
            Column("active", "Active", kind=Kind.TICK, path="is_active", editable=True),
            Column("joined", "Joined", kind=Kind.MOMENT, path="date_joined"),
        ),
        find=lambda rows, words: rows.filter(first_name__icontains=words),
        order="name",
        change=rename,
        create=hire,
        change_permission="people.change_account",
    )
    lists.register(made)
    for n, (name, active) in enumerate([("=HYPERLINK(1)", True), ("白居易", True), ("Zoë", False)]):
        Account.objects.create(username=f"p{n}", first_name=name, is_active=active, date_joined=NOW)
    yield made
    lists._lists.pop(NAME)


@pytest.fixture
def boss(db):
    return Account.objects.create_superuser("boss", date_joined=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def staff(client, boss):
    client.force_login(boss)
    return client


def ids(people):
    return [row.pk for row in Account.objects.filter(username__startswith="p").order_by("username")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["boss", "p0", "p1", "p2"]),
        ("order=-name", ["p2", "p1", "p0", "boss"]),
        ("q=白", ["p1"]),
        ("f.active=0", ["p2"]),
        ("f.first=-", ["boss"]),
        ("f.first=*&f.active=1", ["p0", "p1"]),
        ("f.joined.from=2026-11-01", ["p0", "p1", "p2"]),
        ("f.joined.to=2026-11-20", ["boss"]),
        ("f.joined.from=yesterday&f.nothing=1&order=nothing&f.active=maybe", ["boss", "p0", "p1", "p2"]),
    ],
)
def test_a_list_is_narrowed_and_ordered_by_its_address(people, boss, query, found):
    assert [row.username for row in Narrowing(people, QueryDict(query)).rows()] == found


def test_columns_are_chosen_in_the_address_and_said_again_by_it(people):
    narrowing = Narrowing(people, QueryDict("cols=last.name.nothing&q=x&f.active=1"))
    assert [column.name for column in narrowing.columns] == ["last", "name"]
    assert narrowing.query().urlencode() == "q=x&f.active=1&cols=last.name"


def test_the_page_shows_rows_filters_and_how_to_change_many(staff, people):
    shown = staff.get(LIST).text
    assert "4</bdi> rows" in shown
    assert "白居易" in shown
    assert 'name="f.active"' in shown
    assert "All <bdi" in shown
    assert 'aria-sort="ascending"' in shown
    assert "Last name</bdi></th>" not in shown


def test_who_may_not_see_the_list_is_refused_and_who_may_not_change_sees_no_boxes(client, people):
    reader = Account.objects.create_user("only")
    client.force_login(reader)
    assert client.get(LIST).status_code == 403
    with pytest.raises(PermissionDenied):
        changing.propose(by=reader, made=people, rows=[], said="", now=NOW)


def test_a_change_of_many_is_proposed_done_and_taken_back(staff, people, boss):
    one, two, _three = ids(people)
    sent = {"row": [one, two], "how.last": "set", "to.last": " Smith ", "propose": "1"}
    answer = staff.post(f"{LIST}change/", sent, follow=True)
    assert "What would come of it" in answer.text
    assert Account.objects.get(pk=one).last_name == ""
    run = RowsRun.objects.get()
    staff.post(f"{LIST}changes/{run.pk}/act/", {"start": "1"})
    assert list(Account.objects.filter(last_name="Smith").values_list("pk", flat=True)) == [one, two]
    assert AuditEntry.objects.filter(action="tests.rename").count() == 2
    Account.objects.filter(pk=two).update(last_name="Jones")
    shown = staff.post(f"{LIST}changes/{run.pk}/act/", {"undo": "1"}, follow=True).text
    assert [Account.objects.get(pk=pk).last_name for pk in (one, two)] == ["", "Jones"]
    assert "Kept: it was changed since." in shown
    assert RowsRun.objects.get().state == RunState.UNDONE


def test_all_rows_that_the_filters_leave_can_be_meant(staff, people):
    sent = {"which": "all", "query": "f.active=1&q=白", "how.active": "set", "to.active": "0", "propose": "1"}
    answer = staff.post(f"{LIST}change/", sent, follow=True)
    assert [change.title for change, _ in answer.context["rows"]] == ["白居易"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"how.active": "set", "to.active": "perhaps"}, "Yes or no was expected"),
        ({"how.last": "set", "to.last": ""}, "Say what it is to hold"),
        ({}, "Say what is to change."),
        ({"row": []}, "Nothing was chosen."),
    ],
)
def test_a_wish_that_cannot_be_says_why_and_changes_nothing(staff, people, sent, said):
    answer = staff.post(f"{LIST}change/", {"row": ids(people), "propose": "1"} | sent, follow=True)
    assert said in answer.text
    assert not RowsRun.objects.exists()


def test_a_trial_asks_the_areas_rules_and_leaves_nothing_behind(people, boss):
    rows = [
        Proposed(n, str(pk), {"first": first})
        for n, (pk, first) in enumerate(zip(ids(people), ["A", "Nobody", "Zoë"], strict=True))
    ]
    run = changing.propose(by=boss, made=people, rows=rows, said="names", now=NOW)
    outcomes = list(run.rows.order_by("place").values_list("outcome", "problems"))
    assert outcomes == [("changed", []), ("refused", [["first", "Nobody", "Nobody is no name."]]), ("same", [])]
    assert not AuditEntry.objects.filter(action="tests.rename").exists()
    assert not Account.objects.filter(first_name="A").exists()


def test_what_somebody_changed_after_the_trial_is_refused_when_it_is_done(people, boss):
    pk = ids(people)[0]
    run = changing.propose(by=boss, made=people, rows=[Proposed(1, str(pk), {"first": "A"})], said="", now=NOW)
    Account.objects.filter(pk=pk).update(first_name="B")
    changing.start(by=boss, run=run, now=NOW)
    change = run.rows.get()
    assert (change.outcome, change.problems) == ("refused", [["first", "B", "It was changed meanwhile."]])


def test_many_rows_are_left_to_the_worker_and_go_on_where_they_stopped(people, boss):
    for n in range(60):
        Account.objects.create(username=f"p9{n}")
    rows = [Proposed(n, str(pk), {"last": "X"}) for n, pk in enumerate(ids(people))]
    run = changing.propose(by=boss, made=people, rows=rows, said="", now=NOW)
    changing.start(by=boss, run=run, now=NOW)
    assert Job.objects.filter(name="desk.rows").count() == 1
    stop = Event()
    stop.set()
    assert not changing.work(run=run, now=lambda: NOW, stop=stop)
    assert changing.work(run=run, now=lambda: NOW, stop=Event())
    assert Account.objects.filter(last_name="X").count() == 63
    assert changing.work(run=run, now=lambda: NOW, stop=Event())
    changing.undo(by=boss, run=run, now=NOW)
    assert changing.work(run=run, now=lambda: NOW, stop=Event())
    assert not Account.objects.filter(last_name="X").exists()


def test_files_neutralise_formulas_and_come_back_the_same(staff, people):
    csv = b"".join(staff.get(f"{LIST}rows.csv?f.active=1&q=HYPER").streaming_content)
    assert "'=HYPERLINK(1)" in csv.decode()
    book = b"".join(staff.get(f"{LIST}rows.xlsx").streaming_content)
    cells = [cell for row in openpyxl.load_workbook(BytesIO(book)).active.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    for file in (csv, book):
        sheet = sheets.read(BytesIO(file), people)
        run = changing.propose(by=Account.objects.get(username="boss"), made=people, rows=sheet.rows, said="", now=NOW)
        assert set(run.rows.values_list("outcome", flat=True)) == {"same"}


def test_a_changed_file_is_proposed_row_by_row_with_what_is_refused_where(staff, people):
    one, two, three = ids(people)
    lines = [
        "key;First name;مفعّل;Colour",
        f"{one};Ada;1;red",
        f"{two};Nobody;1;",
        f"{three};Zoë;vielleicht;",
        "999999;X;1;",
        ";New;1;",
    ]
    file = SimpleUploadedFile("people.csv", "\r\n".join(lines).replace("مفعّل", "active").encode("utf-16"))
    answer = staff.post(f"{LIST}upload/", {"file": file}, follow=True)
    assert "\u2068Colour\u2069" in answer.text
    run = RowsRun.objects.get()
    assert dict(run.rows.values_list("place", "outcome")) == {
        2: "changed",
        3: "refused",
        4: "refused",
        5: "refused",
        6: "refused",
    }
    problems = {row.place: row.problems[0] for row in run.rows.filter(outcome="refused")}
    assert problems[3] == ["first", "Nobody", "Nobody is no name."]
    assert problems[4][:2] == ["active", "vielleicht"]
    assert problems[5] == ["", "999999", "There is no such row in this list."]
    assert problems[6] == ["name", "", "This must not be empty."]
    table = b"".join(staff.get(f"{LIST}changes/{run.pk}/rows.csv?outcome=refused").streaming_content).decode()
    assert "Nobody is no name." in table
    assert "Ada" not in table


def test_a_row_without_a_key_is_made_where_the_list_makes_rows(people, boss):
    sheet = sheets.read(BytesIO(b"Key,name,first\n,newcomer,Li\n"), people)
    run = changing.propose(by=boss, made=people, rows=sheet.rows, said="", now=NOW)
    assert not Account.objects.filter(username="newcomer").exists()
    changing.start(by=boss, run=run, now=NOW)
    made = Account.objects.get(username="newcomer")
    assert (run.rows.get().outcome, run.rows.get().subject) == ("created", str(made.pk))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "No heading"),
        (b"", "is empty"),
        (b"key,first,First name\n1,a,b\n", "Two columns"),
        (b"PK\x03\x04damaged", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(staff, people, content, said):
    answer = staff.post(f"{LIST}upload/", {"file": SimpleUploadedFile("x.csv", content)})
    assert answer.status_code == 400
    assert said in answer.text


def test_a_row_shows_what_happened_to_it_and_by_whom(staff, people, boss):
    pk = ids(people)[0]
    run = changing.propose(by=boss, made=people, rows=[Proposed(1, str(pk), {"last": "Hill"})], said="", now=NOW)
    changing.start(by=boss, run=run, now=NOW)
    shown = staff.get(f"{LIST}{pk}/").text
    assert "Hill" in shown
    assert "tests.rename" in shown
    assert "boss" in shown


def test_a_narrowed_list_is_saved_with_its_columns_and_found_on_it_and_on_today(staff, people):
    sent = {
        "listing": f"rows:{NAME}",
        "query": "f.active=1&cols=name.last&page=3",
        "name": "Active ones",
        "shared": "1",
        "back": LIST,
    }
    staff.post("/desk/lists/save/", sent)
    assert 'href="?f.active=1&amp;cols=name.last"' in staff.get(LIST).text
    today = staff.get("/desk/").text
    assert f"{LIST}?f.active=1&amp;cols=name.last" in today
    assert '<bdi dir="ltr" class="num">3</bdi></span><span><a' in today


def test_a_proposal_that_nobody_starts_is_forgotten(people, boss):
    changing.propose(by=boss, made=people, rows=[], said="", now=NOW)
    assert changing.forget_proposals(now=NOW) == 0
    assert changing.forget_proposals(now=NOW + 2 * changing.KEPT) == 1


def test_a_list_whose_columns_cannot_be_is_not_registered(people):
    with pytest.raises(LookupError, match="two columns"):
        lists.register(
            StaffList(
                name="x",
                label="",
                permission="",
                rows=Account.objects.all,
                find=lambda r, w: r,
                columns=(Column("a", "A"), Column("a", "B")),
            )
        )
