"""The page on which staff correct a record: what it shows, takes, refuses and takes back."""

import pytest

from lantai.apps.desk.forms.correction import CorrectionForm
from lantai.apps.desk.queries.correcting import correcting
from lantai.catalog.models import CORRECTIONS, Judgement, SourceRecord, Verdict
from lantai.catalog.queries import documents
from lantai.catalog.tests.conftest import record
from lantai.core.formats.protocol import Profile
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def received(take) -> SourceRecord:
    """Import one book that two sources describe, and return what the first says."""
    take([record("1", "The silk raods", by="Frankopan", isbn="9781408839973", lang="en", year="2015")])
    take([record("9", "The silk raods", by="Frankopan", isbn="9781408839973", lang="en")], source="other", name="other.jsonl")
    return SourceRecord.objects.select_related("source", "instance").get(key="1")


def sent(pk: int, **changed: str) -> dict[str, str]:
    """Return what a browser sends from the form with some inputs changed."""
    found = correcting(pk)
    form = CorrectionForm(record=found.shown, former=found.former)
    return {name: str(form[name].value() or "") for name in form.fields} | {"seen": form.seen} | changed


def title(row: SourceRecord) -> str:
    (work,) = documents([row.instance.work_id]).values()
    return work.instances[0].record.title.forms[0].value


def test_only_staff_are_shown_the_way_in(client, librarian, received):
    address, link = f"/works/{received.instance.work_id}/", f"/desk/correct/{received.pk}/"
    assert link not in client.get(address).text
    client.force_login(librarian)
    assert link in client.get(address).text


def test_the_page_shows_what_every_source_says(staff, received):
    shown = staff.get(f"/desk/correct/{received.pk}/").text
    assert shown.count("The silk raods") >= 3
    assert ">other</bdi>" in shown


def test_a_correction_is_shown_instead_and_is_a_source_like_any_other(staff, received):
    response = staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, **{"title-0": "The silk roads"}), follow=True)
    assert "Corrected." in response.text
    assert title(received) == "The silk roads"
    assert correcting(received.pk).shown.contributions[0].forms[0].value == "Frankopan"
    sources = staff.get(f"/works/{received.instance.work_id}/sources/").text
    assert "a cataloger’s correction" in sources


def test_a_second_correction_keeps_the_first(staff, received):
    staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, **{"title-0": "The silk roads"}))
    staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, publisher="Bloomsbury"))
    assert title(received) == "The silk roads"
    assert correcting(received.pk).shown.imprints[0].publishers[0][0].value == "Bloomsbury"


def test_the_newest_correction_is_shown_whatever_record_it_was_made_on(staff, received):
    other = SourceRecord.objects.get(key="9")
    staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, **{"title-0": "The silk roads"}))
    staff.post(f"/desk/correct/{other.pk}/", sent(other.pk, **{"title-0": "The Silk Roads"}))
    assert title(received) == "The Silk Roads"


def test_a_correction_can_be_taken_back_by_name_and_hour(staff, received):
    staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, **{"title-0": "The silk roads"}))
    correction = SourceRecord.objects.get(source__name=CORRECTIONS)
    assert "librarian" in staff.get(f"/desk/correct/{received.pk}/").text
    response = staff.post(f"/desk/correct/{received.pk}/{correction.pk}/withdraw/", follow=True)
    assert "The correction is taken back" in response.text
    assert title(received) == "The silk raods"
    again = staff.post(f"/desk/correct/{received.pk}/{correction.pk}/withdraw/?lang=en", follow=True)
    assert "This correction does not stand any more." in again.text


def test_what_is_no_correction_is_not_taken_back(staff, received):
    response = staff.post(f"/desk/correct/{received.pk}/{received.pk}/withdraw/", follow=True)
    assert "This record is not a correction." in response.text


@pytest.mark.parametrize("changed", [{}, {"isbn": "9781408839974"}, {"title-0": ""}, {"kind": "papyrus"}])
def test_a_form_that_is_not_right_says_why_and_changes_nothing(staff, received, changed):
    response = staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, **changed))
    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert not SourceRecord.objects.filter(source__name=CORRECTIONS).exists()


def test_a_record_that_changed_meanwhile_is_compared_again(staff, received):
    stale = sent(received.pk, **{"title-0": "The silk roads"})
    staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, language="fr"))
    assert "Meanwhile the record has changed" in staff.post(f"/desk/correct/{received.pk}/", stale).text


def test_what_was_withdrawn_or_never_was_cannot_be_corrected(staff, take, received):
    take([record("1")], name="gone.jsonl", profile=Profile(deletions=True))
    take([record("9")], name="gone9.jsonl", source="other", profile=Profile(deletions=True))
    assert staff.get(f"/desk/correct/{received.pk}/").status_code == 404
    assert staff.get("/desk/correct/999/").status_code == 404


def test_corrections_are_no_imports_and_no_pair_to_be_judged(staff, received):
    staff.post(f"/desk/correct/{received.pk}/", sent(received.pk, **{"title-0": "The silk roads"}))
    assert "corrections" not in staff.get("/desk/").text
    assert not Judgement.objects.filter(verdict=Verdict.UNSURE).exists()


def test_withdrawing_is_not_for_readers(client, received):
    client.force_login(Account.objects.create_user("reader"))
    assert client.post(f"/desk/correct/{received.pk}/{received.pk}/withdraw/").status_code == 403
