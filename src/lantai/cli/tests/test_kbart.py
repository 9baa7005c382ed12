"""Bad lists as they come: each fault told by row, column, value and rule, in ``lantai kbart check|import --json`` and on the page; good rows go in."""

import argparse
import json

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.apps.holdings.actions import make_package
from lantai.apps.holdings.models import MatchState, Package, PackageTitle, Run
from lantai.apps.holdings.tests.conftest import NOW
from lantai.apps.holdings.tests.test_pages import page
from lantai.apps.holdings.tests.test_taking import _work, journal, put
from lantai.cli import kbart
from lantai.core.bib.identifiers import _issn_check, identify
from lantai.core.bib.record import Scheme
from lantai.core.formats.kbart.columns import COLUMNS
from lantai.core.formats.tests.test_kbart import BOOK, JOURNAL, text

pytestmark = pytest.mark.django_db(transaction=True)

MARSH = JOURNAL | {
    "publication_title": "Marsh Letters", "title_id": "marsh", "print_identifier": "1234-5679", "online_identifier": "2049-3630",
}  # fmt: skip
SWAPPED = JOURNAL | {"print_identifier": "1365-201X", "online_identifier": ""}


@pytest.fixture
def told(library, tmp_path, capsys):
    """Return a function that has a file checked and then imported on the command line and gives both reports."""

    def told(data: bytes, *more: str) -> tuple[dict, dict]:
        (tmp_path / "list.txt").write_bytes(data)
        return tuple(_run(what, str(tmp_path / "list.txt"), "--json", *more) for what in ("check", "import"))

    def _run(*said: str) -> dict:
        parser = argparse.ArgumentParser()
        kbart.arguments(parser)
        options = parser.parse_args(said)
        kbart.DO[options.what](options)
        report = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert report["rows_in"] == sum(report[name] for name in ("matched", "new", "queued", "refused"))
        return report

    return told


def upload(client, package: Package, data: bytes) -> str:
    client.post(f"/desk/packages/{package.pk}/list/", {"file": SimpleUploadedFile("list.txt", data), "mapping": ""})
    _work()
    return page(client, f"/desk/title-lists/{Run.objects.order_by('pk').last().pk}/")


def refusal(row: int, column: str, value: str, rule: str) -> dict:
    return {"row": row, "column": column, "value": value, "rule": rule}


REFUSED = [
    ({"date_first_issue_online": "98"}, "date_first_issue_online", "98", "two_digit_year"),
    ({"date_last_issue_online": "Dec-01"}, "date_last_issue_online", "Dec-01", "two_digit_year"),
    ({"embargo_info": "P1"}, "embargo_info", "P1", "not_an_embargo"),
    ({"embargo_info": "Y1P"}, "embargo_info", "Y1P", "not_an_embargo"),
    ({"embargo_info": "PlY"}, "embargo_info", "PlY", "not_an_embargo"),
    ({"date_first_issue_online": "2020", "date_last_issue_online": "2010"}, "date_last_issue_online", "2010", "first_after_last"),
]


@pytest.mark.parametrize(("change", "column", "value", "rule"), REFUSED)
def test_a_row_that_cannot_be_right_is_refused_and_the_good_row_goes_in(told, change, column, value, rule):
    for report in told(text(MARSH | change, JOURNAL).encode()):
        assert report["refusals"] == [refusal(2, column, value, rule)]
    assert PackageTitle.objects.get().title == "Air Quarterly"


@pytest.mark.parametrize(("change", "column", "value", "rule"), REFUSED[::3])
def test_the_page_names_row_column_value_and_rule(library, package, staff, change, column, value, rule):
    shown = upload(staff, package, text(MARSH | change, JOURNAL).encode())
    for part in (f">{column}</bdi>", f">{value}</bdi>", "Air Quarterly"):
        assert part in shown


def test_a_row_said_twice_is_refused_and_names_the_first(told, package, staff):
    data = text(JOURNAL, MARSH, JOURNAL).encode()
    for report in told(data):
        assert report["refusals"] == [refusal(4, "", "2", "duplicate_row")]
    assert "The same row stands in the list already" in upload(staff, package, data)


@pytest.mark.parametrize(("given", "meant"), [("p1y", "P1Y"), ("12 months", "P12M"), ("R10Y, P30D", "R10Y;P30D")])
def test_an_embargo_whose_meaning_is_plain_is_written_as_a_code(told, given, meant):
    checked, taken = told(text(JOURNAL | {"embargo_info": given}).encode())
    assert checked["mended"]["embargo_shape"] == taken["mended"]["embargo_shape"] == 1
    assert PackageTitle.objects.get().embargo == meant


@pytest.mark.parametrize(
    ("codec", "fault"), [("utf-8-sig", "bom"), ("utf-16", "encoding"), ("utf-16-be", "encoding"), ("gbk", "encoding")]
)
def test_an_encoding_is_found_out_and_said(told, package, staff, codec, fault):
    data = text(JOURNAL | {"publication_title": "中国图书馆学报"}, MARSH | {"publication_title": "大学图书馆学报"}).encode(codec)
    for report in told(data):
        assert (report["file"], report["refused"]) == ([fault], 0)
    assert set(PackageTitle.objects.values_list("title", flat=True)) == {"中国图书馆学报", "大学图书馆学报"}
    assert "中国图书馆学报" in upload(staff, package, data)


def test_other_names_of_columns_are_understood_and_unknown_ones_kept_beside(told):
    names = {
        "publication_title": "Journal Tittle",
        "print_identifier": "ISSN",
        "date_first_issue_online": "Coverage Start",
        "notes": "Shelf",
    }
    data = text(JOURNAL | {"notes": "B 12"}).replace("publication_title", "publicaton_title", 1)
    for column, name in list(names.items())[1:]:
        data = data.replace(column, name, 1)
    for report in told(data.encode()):
        assert {"other_headings", "columns_missing", "more_columns"} <= set(report["file"])
    title = PackageTitle.objects.get()
    assert (title.title, title.print_identifier, title.coverage[0]["first"], title.more) == (
        "Air Quarterly",
        "0378-5955",
        "1990-01",
        {"Shelf": "B 12"},
    )


def test_headings_that_nobody_knows_are_an_error_that_shows_them_and_a_mapping_mends(told, package, staff):
    data = text(JOURNAL).encode().replace(b"publication_title", b"What", 1)
    shown = upload(staff, package, data)
    assert "at least a column publication_title" in shown
    for report in told(data, "--map", "publication_title=What"):
        assert (report["rows_in"], report["error"]) == (1, "")


def test_entities_and_marks_are_taken_out_and_said(told):
    for report in told(text(JOURNAL | {"publication_title": "Air &amp; <i>Water</i> &eacute;tudes"}).encode()):
        assert report["mended"] == {"markup": 1}
    assert PackageTitle.objects.get().title == "Air & Water études"


def test_an_online_issn_in_the_print_column_is_known_by_another_package_and_waits(told, package):
    put(package, JOURNAL, MARSH)
    for report in told(text(SWAPPED, MARSH).encode()):
        assert (report["queued"], report["mended"]) == (1, {"online_in_print": 1})
        assert report["waiting"] == [refusal(2, "print_identifier", "1365-201X", "online_in_print")]
    title = PackageTitle.objects.get(package__reference="list", state=MatchState.QUEUED)
    assert (title.print_identifier, title.instance) == ("1365-201X", None)


def test_it_is_known_by_the_records_of_the_catalog(take, told):
    known = journal("1", "Air Quarterly", "0378-5955")
    numbers = (*known.identifiers, identify(Scheme.ISSN, "1365-201X", qualifier="online"))
    take([msgspec.structs.replace(known, identifiers=numbers)])
    for report in told(text(SWAPPED, MARSH).encode()):
        assert report["waiting"] == [refusal(2, "print_identifier", "1365-201X", "online_in_print")]
    (candidate,) = PackageTitle.objects.get(state=MatchState.QUEUED).candidates
    assert candidate["reasons"][0] == ["shared_number", "1365-201X"]


def test_it_is_known_by_another_row_of_the_list(told):
    other = JOURNAL | {
        "title_id": "air2",
        "publication_title": "Air Quarterly Archive",
        "date_first_issue_online": "1970",
        "print_identifier": "",
    }
    report, _ = told(text(SWAPPED, other).encode())
    assert [(each["row"], each["rule"]) for each in report["waiting"]] == [(2, "online_in_print")]


def test_the_page_says_so_and_that_all_columns_are_exchanged(package, staff):
    numbers = [(f"{n:04d}", f"{n + 50:04d}") for n in range(1000, 1006)]
    rows = [
        JOURNAL | {"title_id": a, "publication_title": f"Marsh {a}", "print_identifier": issn(a), "online_identifier": issn(b)}
        for a, b in numbers
    ]
    put(package, *rows)
    other = make_package(by=None, values={"name": "Beside", "reference": "beside"}, now=NOW)
    turned = [row | {"print_identifier": row["online_identifier"], "online_identifier": row["print_identifier"]} for row in rows]
    shown = upload(staff, other, text(*turned).encode())
    assert "an online number in the print column" in shown
    assert "say which heading is which" in shown
    assert Run.objects.order_by("pk").last().queued == 6


def issn(begin: str) -> str:
    seven = f"{begin}000"
    return f"{seven[:4]}-{seven[4:]}{_issn_check(seven)}"


def test_a_list_with_every_fault_at_once_loses_nothing(told, package):
    put(package, JOURNAL)
    rows = [MARSH | {"title_id": str(n)} | change for n, (change, *_) in enumerate(REFUSED)]
    report, taken = told(text(*rows, MARSH, MARSH, SWAPPED, BOOK, BOOK | {"publication_title": ""}).encode("utf-16"))
    assert (report["rows_in"], report["refused"], report["queued"]) == (11, 8, 1)
    assert {each["row"] for each in report["refusals"]} == {2, 3, 4, 5, 6, 7, 9, 12}
    assert taken["refusals"] == report["refusals"]
    assert all(each["rule"] and (each["column"] in COLUMNS or each["rule"] == "duplicate_row") for each in report["refusals"])
