"""What staff see of imports, doubts and deletions, and who may see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.apps.desk.queries import runs
from lantai.catalog.models import Harvest, HarvestState, Judgement, Refusal, Verdict, Work
from lantai.catalog.tests.conftest import NOW, lines, record
from lantai.core.formats.protocol import Profile
from lantai.infra.models import Job
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/desk/", "/desk/imports/", "/desk/quality/", "/desk/import/", "/desk/pairs/", "/desk/deletions/"]


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def damaged(take):
    """Import two good rows with a bad one between them."""
    return take(lines([record("1")]) + b'{"titles": 7}\n' + lines([record("2", "Emma")]), name="damaged.jsonl")


@pytest.fixture
def doubt(take) -> Judgement:
    """Import two records that share an ISBN and little else."""
    take([record("1", "A book of roads", by="Smith", isbn="9787020002207", lang="en")])
    take([record("9", "Quite another thing", by="Jones", isbn="9787020002207", lang="en")], source="other", name="other.jsonl")
    return Judgement.objects.get(verdict=Verdict.UNSURE)


@pytest.mark.parametrize("address", [*PAGES, "/desk/correct/1/"])
def test_nobody_gets_in_without_signing_in(client, library, address):
    assert client.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", [*PAGES, "/desk/correct/1/"])
def test_readers_are_refused(client, library, address):
    client.force_login(Account.objects.create_user("reader"))
    response = client.get(address)
    assert response.status_code == 403
    assert "This page is not open to you" in response.text


def test_a_run_says_what_became_of_every_row(staff, damaged):
    run = runs.run(damaged.pk, now=NOW)
    assert {o.name: o.count for o in run.outcomes} == {"new": 2, "changed": 0, "same": 0, "deleted": 0, "refused": 1}
    assert (run.percent, run.kept, run.agrees) == (100, 2, True)
    assert "3</bdi> in = " in staff.get(f"/desk/imports/{damaged.pk}/").text


def test_the_bar_is_as_long_as_what_is_read(staff, damaged):
    Harvest.objects.update(state=HarvestState.RUNNING, bytes_done=damaged.size // 2)
    run = runs.run(damaged.pk, now=NOW)
    assert sum(o.width for o in run.outcomes) == pytest.approx(50, abs=1)
    assert run.is_live
    assert 'http-equiv="refresh"' in staff.get(f"/desk/imports/{damaged.pk}/").text


def test_refused_rows_can_be_looked_at_in_the_readers_language(staff, damaged):
    refusal = Refusal.objects.get()
    assert "{&quot;titles&quot;: 7}" in staff.get(f"/desk/refusals/{refusal.pk}/").text
    assert staff.get(f"/desk/imports/{damaged.pk}/?lang=ar").text.count("تسجيلة مرفوضة واحدة") == 1


def test_refused_rows_can_be_taken_away_as_they_came(staff, damaged):
    response = staff.get(f"/desk/imports/{damaged.pk}/refused")
    assert b"".join(response.streaming_content) == b'{"titles": 7}\n'
    assert response["Content-Disposition"] == f'attachment; filename="refused-{damaged.pk}.jsonl"'


def test_their_reasons_come_as_a_table_that_no_spreadsheet_runs(staff, damaged):
    Refusal.objects.update(field="=cmd()")
    table = b"".join(staff.get(f"/desk/imports/{damaged.pk}/refused.csv").streaming_content).decode()
    assert table.splitlines()[1].split(",")[2] == "'=cmd()"


def test_a_reason_whose_values_are_missing_is_still_shown(staff, damaged):
    Refusal.objects.update(reason="This is no valid JSON: {problem}.", values={})
    assert "no valid JSON" in staff.get(f"/desk/imports/{damaged.pk}/").text


def test_a_file_sent_is_kept_and_given_to_the_worker(staff, library):
    file = SimpleUploadedFile("new.jsonl", lines([record("1")]))
    response = staff.post("/desk/import/", {"file": file, "source": "library"})
    harvest = Harvest.objects.get()
    assert response["Location"] == f"/desk/imports/{harvest.pk}/"
    assert Job.objects.get().payload == {"harvest": harvest.pk}
    assert "Waiting" in staff.get(response["Location"]).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "two words"),
        ("format", "papyrus"),
        ("mapping", SimpleUploadedFile("m.json", b"[1")),
        ("file", SimpleUploadedFile("e", b"")),
    ],
)
def test_a_form_that_is_not_right_says_why_and_imports_nothing(staff, library, field, value):
    good = {"file": SimpleUploadedFile("new.jsonl", lines([record("1")])), "source": "library"}
    response = staff.post("/desk/import/", good | {field: value})
    assert response.status_code == 200
    assert 'class="st stop"' in response.text
    assert not Harvest.objects.exists()


def test_a_mapping_file_says_what_the_columns_are(staff, library):
    mapping = SimpleUploadedFile("m.toml", 'delimiter = "tab"\n[map]\n"书" = "title"\n'.encode())
    staff.post(
        "/desk/import/", {"file": SimpleUploadedFile("t.csv", "书\n红楼梦\n".encode()), "source": "library", "mapping": mapping}
    )
    profile = Harvest.objects.get().profile
    assert (profile["format"], profile["delimiter"], profile["mapping"]) == ("table", "\t", {"书": "title"})


def test_a_stopped_import_can_go_on(staff, damaged):
    Harvest.objects.update(state=HarvestState.STOPPED)
    assert "Go on" in staff.get(f"/desk/imports/{damaged.pk}/").text
    staff.post(f"/desk/imports/{damaged.pk}/resume/")
    assert Job.objects.filter(name="catalog.import").count() == 1


def test_a_pair_is_shown_side_by_side_with_the_reasons(staff, doubt):
    shown = staff.get("/desk/pairs/").text
    assert "A book of roads" in shown
    assert "Quite another thing" in shown
    assert "They share an identifier" in shown


def test_a_decision_joins_two_records_and_can_be_taken_back(staff, doubt):
    staff.post(f"/desk/pairs/{doubt.pk}/judge/", {"verdict": "same", "level": "work"})
    assert Work.objects.filter(state=Work.State.LIVE).count() == 1
    decided = Judgement.objects.get(by__isnull=False, undone_at=None)
    assert "Take back" in staff.get("/desk/pairs/").text
    staff.post(f"/desk/pairs/{decided.pk}/undo/")
    assert Work.objects.filter(state=Work.State.LIVE).count() == 2


def test_what_an_import_withdrew_can_be_brought_back(staff, take):
    take([record("1"), record("2", "Emma")])
    gone = take([record("1")], name="gone.jsonl", profile=Profile(deletions=True))
    assert "gone.jsonl" in staff.get("/desk/deletions/").text
    response = staff.post(f"/desk/imports/{gone.pk}/restore/", follow=True)
    assert "1 record is back." in response.text
    assert Work.objects.filter(state=Work.State.LIVE).count() == 2


def test_the_list_of_imports_asks_no_question_a_row(staff, take, django_assert_max_num_queries):
    for n in range(5):
        take([record(str(n), f"Title {n}")], name=f"{n}.jsonl")
    with django_assert_max_num_queries(8):
        staff.get("/desk/imports/")
