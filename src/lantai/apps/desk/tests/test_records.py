"""An edition's page for staff: every source beside what is shown, its versions, and grouping and parting by hand."""

import pytest

from lantai.catalog import actions
from lantai.catalog.models import Instance, Judgement, SourceRecord
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
ISBN = "9781408839973"


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def edition(take) -> Instance:
    """Import one edition that two sources describe, the first twice, each time with another year."""
    take([record("1", "The silk raods", by="Frankopan", isbn=ISBN, lang="en")])
    take([record("9", "The silk roads: a history", by="Frankopan", isbn=ISBN, year="2015")], source="other", name="o.jsonl")
    take([record("1", "The silk roads", by="Frankopan", isbn=ISBN, lang="en", year="2016")], name="again.jsonl")
    return Instance.objects.get(live=True)


def received(key: str) -> SourceRecord:
    return SourceRecord.objects.select_related("source").get(key=key, current=True)


def fields(staff, edition: Instance) -> dict:
    return {f.name: f for f in staff.get(f"/desk/records/{edition.pk}/").context["page"].fields}


def test_each_value_says_which_source_gave_it(staff, edition):
    found = fields(staff, edition)
    assert [(v.forms[0].value, place) for v, place in found["dates"].shown] == [("2016", 1)]
    assert [[cell.state for cell in cells] for cells in found["dates"].cells] == [["shown"], ["not"]]
    assert [[cell.state for cell in cells] for cells in found["contributions"].cells] == [["shown"], ["also"]]


def test_a_correction_stands_first_and_what_it_empties_is_said(staff, edition, librarian):
    says = BibRecord(titles=(Title(forms=(TitleForm("The Silk Roads"),)),), nothing=("dates",))
    actions.correct(by=librarian, record=received("1"), says=says, now=NOW)
    found = fields(staff, edition)
    assert [(v.forms[0].value, place) for v, place in found["titles"].shown] == [("The Silk Roads", 1)]
    assert (list(found["dates"].shown), found["dates"].emptied) == ([], True)
    shown = staff.get(f"/desk/records/{edition.pk}/").text
    assert "nothing, by correction" in shown
    assert "Take back" in shown


def test_every_version_is_kept_and_says_what_it_changed(staff, edition):
    now, before = SourceRecord.objects.filter(key="1").order_by("-pk")
    shown = staff.get(f"/desk/received/{now.pk}/")
    assert {row.field for row in shown.context["found"].changes} == {"titles", "dates"}
    assert "replaced" in staff.get(f"/desk/received/{before.pk}/").text
    assert b"silk raods" in staff.get(f"/desk/received/{before.pk}/bytes").content


def test_an_edition_is_grouped_by_hand_with_a_reason(staff, edition, take):
    take([record("5", "Les routes de la soie", by="Someone", lang="fr")], name="fr.jsonl")
    other = received("5")
    work = Instance.objects.get(pk=other.instance_id).work_id
    address = f"/desk/records/{edition.pk}/group/?other={work}"
    assert "Les routes de la soie" in staff.get(address).text
    refused = staff.post(address, {"record": other.pk, "answer": "same.work", "why": " "}).text
    assert "This field is required" in refused
    response = staff.post(address, {"record": other.pk, "answer": "same.work", "why": "a translation of it"}, follow=True)
    assert "a translation of it" in response.text
    assert Instance.objects.get(pk=edition.pk).work_id == Instance.objects.get(pk=received("5").instance_id).work_id


@pytest.mark.parametrize("words", [ISBN, "978-1-4088-3997-3", "http://library.example/works/{work}/"])
def test_the_other_edition_is_found_by_what_people_have_at_hand(staff, edition, take, words):
    take([record("5", "Les routes de la soie", lang="fr")], name="fr.jsonl")
    alone = received("5").instance_id
    shown = staff.get(f"/desk/records/{alone}/group/", {"other": words.format(work=edition.work_id)}).context["found"]
    assert [candidate.record.instance_id for candidate in shown] == [edition.pk]


@pytest.mark.parametrize("words", ["99999999", "x" * 400, "\x00", "' or 1=1", "/works/"])
def test_what_means_no_edition_finds_none(staff, edition, words):
    assert "No other edition is meant" in staff.get(f"/desk/records/{edition.pk}/group/", {"other": words}).text


def test_a_record_is_taken_out_and_the_parting_taken_back(staff, edition):
    out = received("9")
    response = staff.post(
        f"/desk/records/{edition.pk}/apart/{out.pk}/", {"level": "edition", "why": "another printing"}, follow=True
    )
    assert "Taken out." in response.text
    assert received("9").instance_id != received("1").instance_id
    one = Judgement.objects.filter(by__isnull=False, undone_at=None).first()
    staff.post(f"/desk/pairs/{one.pk}/undo/", {"back": "record", "record": edition.pk})
    assert received("9").instance_id == received("1").instance_id


def test_an_edition_without_records_says_what_became_of_it(staff, edition, librarian):
    response = staff.get(f"/desk/records/{edition.pk}/")
    assert "What each source says" in response.text
    SourceRecord.objects.update(current=False)
    assert "No record describes this edition any more" in staff.get(f"/desk/records/{edition.pk}/").text


@pytest.mark.parametrize(
    "path", ["records/999/", "records/999/group/", "records/{pk}/apart/999/", "received/999/", "received/999/bytes"]
)
def test_what_never_was_is_not_found(staff, edition, path):
    assert staff.get(f"/desk/{path.format(pk=edition.pk)}").status_code == 404


def test_readers_see_neither_the_page_nor_the_way_to_it(client, edition):
    client.force_login(Account.objects.create_user("reader"))
    assert client.get(f"/desk/records/{edition.pk}/").status_code == 403
    assert f"/desk/records/{edition.pk}/" not in client.get(f"/works/{edition.work_id}/").text
