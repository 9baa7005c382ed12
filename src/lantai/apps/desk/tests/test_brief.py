"""Descriptions by the library itself: a source like any other, kept in versions, withdrawn and brought back."""

import pytest

from lantai.catalog import describing, known, queries
from lantai.catalog.models import Harvest, SourceRecord, Work
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(client, librarian, library):
    client.force_login(librarian)
    return client


def sent(response, **changed: str) -> dict[str, str]:
    """Return what a browser sends from the form on a page."""
    form = response.context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields} | {"seen": form.seen, "base": form.base}
    return fields | {"number": response.context.get("number", "")} | changed


def described(staff, **said: str):
    form = sent(staff.get("/desk/describe/"), **{"title-0": "طريق الحرير", "language": "ar", "date": "1997"} | said)
    return form, staff.post("/desk/describe/", form, follow=True)


def own() -> SourceRecord:
    return SourceRecord.objects.select_related("source", "instance").get(source__name="own", current=True)


def test_a_new_description_is_a_work_with_its_provenance(staff):
    _, response = described(staff, extent="312 ص. ؛ 24 سم", contributors="فرانك، أيرين; aut")
    assert "The description is kept" in response.text
    (work,) = queries.documents(list(Work.objects.values_list("pk", flat=True))).values()
    shown = work.instances[0].record
    assert (shown.title.forms[0].value, shown.year, shown.extents[0].forms[0].value) == ("طريق الحرير", 1997, "312 ص. ؛ 24 سم")
    assert shown.sources[0].source == "own"
    assert own().harvest.by.username == "librarian"


def test_a_form_sent_twice_is_kept_once(staff):
    form, _ = described(staff)
    staff.post("/desk/describe/", form)
    assert Work.objects.count() == 1
    assert [h.same for h in Harvest.objects.order_by("pk")] == [0, 1]


def test_it_stands_together_with_a_source_that_describes_the_same_edition(staff, take):
    take([record("1", "طريق الحرير", isbn="9781408839973", lang="ar")])
    described(staff, isbn="9781408839973")
    assert Work.objects.filter(state="live").count() == 1
    assert SourceRecord.objects.filter(instance=own().instance_id).count() == 2


def test_a_change_however_large_is_a_new_version(staff):
    described(staff)
    address = f"/desk/describe/{own().pk}/"
    changed = sent(staff.get(address), **{"title-0": "The silk road", "language": "en", "date": "2004", "isbn": "9781408839973"})
    assert "Saved as a new version" in staff.post(address, changed, follow=True).text
    assert Work.objects.filter(state="live").get().title == "The silk road"
    assert SourceRecord.objects.filter(source__name="own").count() == 2


def test_the_later_of_two_is_shown_what_changed(staff, librarian):
    described(staff)
    address = f"/desk/describe/{own().pk}/"
    mine = sent(staff.get(address), extent="300 p.")
    before = known.read_again([own().pk])[own().pk]
    says = BibRecord(kind=before.kind, titles=(Title(forms=(TitleForm("طريق الحرير الجديد", "ar"),)),), languages=("ar",))
    describing.describe(by=librarian, number=own().key, says=says, now=NOW)
    response = staff.post(address, mine)
    assert "Changed since you began" in response.text
    assert {field.name for field, _ in response.context["form"].meanwhile} == {"title-0", "date"}


def test_it_is_withdrawn_and_brought_back(staff):
    described(staff)
    staff.post(f"/desk/describe/{own().pk}/withdraw/")
    assert not Work.objects.filter(state="live").exists()
    assert staff.get(f"/desk/describe/{own().pk}/").status_code == 404
    staff.post(f"/desk/imports/{own().withdrawn_id}/restore/")
    assert Work.objects.filter(state="live").exists()


@pytest.mark.parametrize(("said", "why"), [({"title-0": ""}, "A record needs a title"), ({"isbn": "12"}, "10 or 13 digits")])
def test_what_is_not_right_is_said_and_nothing_kept(staff, said, why):
    _, response = described(staff, **said)
    assert why in response.text
    assert not SourceRecord.objects.exists()


def test_it_is_no_import(staff):
    described(staff)
    assert not queries.harvests().exists()


def test_describing_is_for_catalogers(client, library):
    client.force_login(Account.objects.create_user("reader"))
    assert client.get("/desk/describe/").status_code == 403
