"""Open data: what the files hold and what they never do, and that a download goes on where it broke off."""

import gzip
import hashlib
from datetime import timedelta

import duckdb
import msgspec
import pytest
from django.utils import timezone
from msgspec.structs import replace

from lantai.catalog import open_data
from lantai.catalog.models import Work
from lantai.catalog.papers.tests.conftest import described  # noqa: F401
from lantai.catalog.tables import next_change
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import HoldingRecord, ItemRecord, Note, NoteKind, Text, Verbatim

pytestmark = pytest.mark.django_db

SECRET = "only for staff"
KEPT = replace(
    record("1", "A book of examples", by="Ana Sample"),
    notes=(Note(forms=(Text(SECRET),), kind=NoteKind.LOCAL), Note(forms=(Text("For everybody"),))),
    holdings=(HoldingRecord(location=SECRET, items=(ItemRecord(barcode=SECRET),)),),
    verbatim=(Verbatim(name="952", values=(("a", SECRET),)),),
)


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def lines(name: str) -> list[dict]:
    return [msgspec.json.decode(line) for line in gzip.decompress(open_data.path_of(name).read_bytes()).splitlines()]


def test_every_work_stands_there_once_in_pieces(take, monkeypatch):
    monkeypatch.setattr(open_data, "PIECE", 5)
    take([record(str(n), f"Book number {n}") for n in range(1, 13)])
    said = open_data.make(now=NOW)
    assert [(file.name, file.rows) for file in said.files] == [
        ("works-00000.jsonl.gz", 5),
        ("works-00001.jsonl.gz", 5),
        ("works-00002.jsonl.gz", 2),
        ("schema.json", None),
    ]
    titles = {
        line["editions"][0]["titles"][0]["forms"][0]["value"] for file in said.files if file.rows for line in lines(file.name)
    }
    assert titles == {f"Book number {n}" for n in range(1, 13)}
    for file in said.files:
        content = open_data.path_of(file.name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    assert (open_data.standing(), said.works) == (said, 12)


def test_nothing_of_staff_is_in_them(take):
    take([KEPT])
    open_data.make(now=NOW)
    text = gzip.decompress(open_data.path_of("works-00000.jsonl.gz").read_bytes()).decode()
    assert SECRET not in text
    assert "For everybody" in text


def test_papers_come_as_tables_without_what_they_cost(take, described):  # noqa: F811
    take(described({"number": 1}))
    names = [file.name for file in open_data.make(now=NOW).files]
    tables = {"papers", "contributions", "affiliations", "fundings", "institutions"}
    assert {name.partition("-")[0].partition(".")[0] for name in names} == {"works", "schema", *tables}


def test_tables_and_lines_are_of_one_day_though_nobody_made_the_store_and_a_work_was_withdrawn(take, described):  # noqa: F811
    take(described({"number": 1}, {"number": 2}, {"number": 3}))
    said = open_data.make(now=NOW)
    assert (said.works, said.papers, papers_in(said)) == (3, 3, [line["work"] for line in lines("works-00000.jsonl.gz")])
    gone = Work.objects.order_by("pk").last()
    withdraw(gone)
    after = open_data.make(now=timezone.now())
    assert (after.works, after.papers, gone.pk in papers_in(after)) == (2, 2, False)
    assert papers_in(after) == [line["work"] for line in lines("works-00000.jsonl.gz")]


def withdraw(work: Work) -> None:
    Work.objects.filter(pk=work.pk).update(state=Work.State.DELETED, changed=next_change())


def papers_in(said: open_data.Manifest) -> list[int]:
    tables = [str(open_data.path_of(file.name)) for file in said.files if file.name.startswith("papers")]
    return [number for (number,) in duckdb.sql(f"SELECT work FROM read_parquet({tables}) ORDER BY work").fetchall()]


def test_what_is_stopped_leaves_what_was(take):
    take([KEPT])
    first = open_data.make(now=NOW)
    assert open_data.make(now=timezone.now(), stopped=lambda: True) is None
    assert open_data.standing() == first
    assert [path.name for path in open_data.root().glob("export-*")] == ["export-1"]


def test_they_are_made_at_night_where_a_license_is_named(take, settings):
    take([KEPT])
    assert not open_data.is_due(now=NOW, hour=3)
    settings.EXPORTS_LICENSE = "CC0-1.0"
    assert open_data.is_due(now=NOW, hour=3)
    assert not open_data.is_due(now=NOW, hour=12)
    assert open_data.make(now=NOW).license == "CC0-1.0"
    assert not open_data.is_due(now=NOW + timedelta(hours=1), hour=4)
    assert open_data.is_due(now=NOW + timedelta(days=1), hour=3)


def test_the_page_lists_the_files(client, take):
    assert "No files have been made yet." in client.get("/exports/").content.decode()
    take([KEPT])
    said = open_data.make(now=NOW)
    page = client.get("/exports/")
    assert page["X-Robots-Tag"] == "noindex"
    assert said.files[0].sha256[:16] in page.content.decode()
    assert msgspec.json.decode(body(client.get("/exports/manifest.json")), type=open_data.Manifest) == said


def test_a_download_goes_on_where_it_broke_off(client, take):
    take([KEPT])
    name = open_data.make(now=NOW).files[0].name
    whole = client.get(f"/exports/{name}")
    content = body(whole)
    size, tag = len(content), whole["ETag"]
    for asked, part in (
        ("bytes=5-9", content[5:10]),
        ("bytes=7-", content[7:]),
        ("bytes=-4", content[-4:]),
        (f"bytes=3-{size * 2}", content[3:]),
    ):
        answer = client.get(f"/exports/{name}", headers={"Range": asked, "If-Range": tag})
        assert (answer.status_code, body(answer)) == (206, part)
        assert answer["Content-Length"] == str(len(part))
    assert client.get(f"/exports/{name}", headers={"Range": f"bytes={size}-"}).status_code == 416
    assert body(client.get(f"/exports/{name}", headers={"Range": "bytes=5-9", "If-Range": '"another"'})) == content
    assert client.get(f"/exports/{name}", headers={"If-None-Match": tag}).status_code == 304
    assert gzip.decompress(content)


def test_no_other_file_is_given(client, take):
    take([KEPT])
    open_data.make(now=NOW)
    for name in ("current", "works-00009.jsonl.gz", "..%2f..%2fdb.sqlite3", "%2e%2e"):
        assert client.get(f"/exports/{name}").status_code == 404
