"""Staff send a list, see what it would change, apply it, decide what is unsure; readers see the years."""

from datetime import date

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.apps.holdings.actions import activate
from lantai.apps.holdings.facts import online
from lantai.apps.holdings.models import Basis, MatchState, Package, PackageTitle, Platform, Run, RunState
from lantai.apps.holdings.years import years_of
from lantai.catalog import queries as catalog
from lantai.catalog.documents import of_works
from lantai.catalog.models import Instance, Work
from lantai.core.bib.record import HoldingRecord
from lantai.core.formats.tests.test_kbart import BOOK, JOURNAL, text
from lantai.infra import rules

from .conftest import NOW
from .test_taking import _work, journal, put

pytestmark = pytest.mark.django_db(transaction=True)
BAD = JOURNAL | {"title_id": "bad", "date_first_issue_online": "98"}


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def test_a_list_is_sent_looked_at_and_applied(library, package, staff):
    file = SimpleUploadedFile("list.txt", text(JOURNAL, BOOK, BAD).encode())
    sent = staff.post(f"/desk/packages/{package.pk}/list/", {"file": file, "mapping": ""})
    run = Run.objects.get()
    assert sent["Location"] == f"/desk/title-lists/{run.pk}/"
    _work()
    shown = page(staff, f"/desk/title-lists/{run.pk}/")
    assert "Air Quarterly" in shown
    assert "two digits" in shown
    table = b"".join(staff.get(f"/desk/title-lists/{run.pk}/refused.csv").streaming_content).decode()
    assert "two_digit_year" in table
    staff.post(f"/desk/title-lists/{run.pk}/decide/", {"what": "apply"})
    _work()
    run.refresh_from_db()
    assert run.state == RunState.APPLIED
    assert "Air Quarterly" in page(staff, f"/desk/packages/{package.pk}/?words=air")
    assert "Air Quarterly" in b"".join(staff.get(f"/desk/packages/{package.pk}/titles.txt").streaming_content).decode()


def test_of_a_list_of_several_packages_the_rows_of_one_go_in(library, package, staff):
    table = "publication_title\tonline_identifier\tHumanities\nAir Quarterly\t1365-201X\t\nMarsh Letters\t1234-5679\tX\n"
    staff.post(
        f"/desk/packages/{package.pk}/list/",
        {"file": SimpleUploadedFile("list.txt", table.encode()), "mapping": "", "package": "Humanities"},
    )
    _work()
    run = Run.objects.get()
    assert (run.rows_in, run.notes["other_packages"]) == (1, 1)
    shown = page(staff, f"/desk/title-lists/{run.pk}/")
    assert "Marsh Letters" in shown
    assert "Air Quarterly" not in shown
    assert "Rows of other packages" in shown


def test_packages_and_platforms_are_made_and_changed(library, staff):
    staff.post("/desk/platforms/new/", {"name": "Reader", "address": "https://reader.example/", "status": "in_use"})
    platform = Platform.objects.get()
    given = {
        "name": "Air",
        "reference": "air",
        "platform": platform.pk,
        "kind": "journals",
        "source": "kbart",
        "status": "current",
    }
    staff.post("/desk/packages/new/", given | {"description_en": "All of the air"})
    package = Package.objects.get()
    assert (package.platform, package.descriptions) == (platform, {"en": "All of the air"})
    assert staff.post("/desk/packages/new/", given).status_code == 400
    staff.post(f"/desk/packages/{package.pk}/edit/", given | {"name": "More air"})
    for address in ("holdings.packages/", "holdings.packages/?q=more", "holdings.platforms/"):
        assert "Reader" in page(staff, f"/desk/lists/{address}")
    page(staff, f"/desk/platforms/{platform.pk}/")
    assert "More air" in page(staff, f"/desk/packages/{package.pk}/")


def test_what_is_unsure_is_decided_and_taken_back(take, package, staff):
    take([journal("1", "Metallurgy of rare earths", "0378-5955")])
    put(package, JOURNAL | {"online_identifier": ""})
    title, instance = PackageTitle.objects.get(), Instance.objects.get()
    assert "Metallurgy of rare earths" in page(staff, "/desk/titles/")
    staff.post(f"/desk/titles/{title.pk}/decide/", {"is": str(instance.pk)})
    title.refresh_from_db()
    assert (title.state, title.instance) == (MatchState.DECIDED, instance)
    page(staff, "/desk/titles/?decided=1")
    staff.post(f"/desk/titles/{title.pk}/decide/", {"is": "back"})
    staff.post(f"/desk/titles/{title.pk}/decide/", {"is": "own"})
    _work()
    title.refresh_from_db()
    assert title.instance.work.title == "Air Quarterly"


def test_access_given_is_seen_in_discovery_and_on_the_works_page(take, package, staff):
    take([journal("1", "Air Quarterly", "0378-5955")])
    put(
        package,
        JOURNAL | {"date_last_issue_online": "1994"},
        JOURNAL | {"date_first_issue_online": "2000", "date_last_issue_online": "2005"},
    )
    work = Work.objects.get()
    assert online([work.pk]) == {}
    staff.post(f"/desk/packages/{package.pk}/access/", {"from_date": "2020-01-01"})
    assert online([work.pk]) == {work.pk: {"availability": ("online",)}}
    assert of_works([work.pk])[0].facets["availability"] == ("online",)
    shown = page(staff, f"/works/{work.pk}/")
    assert "1990–1994" in shown
    assert "<rect" in shown
    staff.post(f"/desk/packages/{package.pk}/access/", {"end": "1"})
    assert online([work.pk]) == {}


def test_print_and_every_copy_stand_in_one_place(take, package):
    printed = HoldingRecord(location="Stacks", coverage=("v.1 (1990)-v.12 (2001)",))
    take([msgspec.structs.replace(journal("1", "Air Quarterly", "0378-5955"), holdings=(printed,))])
    put(package, JOURNAL | {"date_first_issue_online": "2000", "date_last_issue_online": "2005"})
    activate(by=None, target=package, basis=Basis.FREE, now=NOW)
    found = catalog.find_work(Work.objects.get().pk)
    years = years_of(found, on=date(2026, 11, 28))
    assert [(line.medium, line.stretches) for line in years.lines] == [
        ("print", ((1990, 2001),)),
        ("electronic", ((2000, 2005),)),
    ]
    assert years.together.stretches == ((1990, 2005),)


def test_rules_find_what_is_wrong(library, package):
    overlapping = [
        JOURNAL | {"date_last_issue_online": "1999"},
        JOURNAL | {"date_first_issue_online": "1995", "date_last_issue_online": "2001"},
    ]
    gap = [
        JOURNAL
        | {"title_id": "g", "online_identifier": "", "print_identifier": "", "title_url": "", "date_first_issue_online": f}
        | {"date_last_issue_online": t}
        for f, t in (("1990", "1992"), ("1996", "1999"))
    ]
    put(package, *overlapping, *gap)
    activate(by=None, target=package, basis=Basis.MANUAL, now=NOW)
    found = {code: len(list(rules.finders[code](NOW))) for code in rules.finders if code.startswith("holdings.")}
    assert found == {
        "holdings.coverage_overlaps": 1, "holdings.coverage_gaps": 1, "holdings.coverage_impossible": 0, "holdings.title_without_identifier": 1,
        "holdings.title_without_link": 1, "holdings.package_without_titles": 0,
    }  # fmt: skip
