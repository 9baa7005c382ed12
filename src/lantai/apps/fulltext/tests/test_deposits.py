"""What authors gave to the library: kept until its day and not shown, then shown by itself; described for DataCite as its schema wants it."""

import io
from datetime import date, timedelta
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from lxml import etree
from tests.shared_data import shared

from lantai.apps.fulltext import actions, deposits, queries
from lantai.apps.fulltext.models import FullText
from lantai.apps.fulltext.tests.conftest import ARTICLE, PAPER
from lantai.apps.fulltext.tests.test_pages import page, staff
from lantai.catalog import change_times, documents, index, standing
from lantai.catalog import queries as catalog
from lantai.catalog.kept_texts import files_of
from lantai.catalog.models import Work
from lantai.catalog.openings import between
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.datacite import resource_of
from lantai.core.formats.datacite.tests.test_datacite import deposit, statements
from lantai.core.formats.fulltext import child
from lantai.infra import confined
from lantai.people.models import Account

__all__ = ["staff"]

TODAY = localdate()
LATER = TODAY + timedelta(days=40)
ON = date(2027, 1, 5)
BARE = b"TY  - RPRT\nTI  - A report of nobody\nER  -\n"


@pytest.fixture
def rules():
    return etree.XMLSchema(etree.parse(str(shared("openaccess/datacite/kernel-4.7") / "metadata.xsd")))


def described(on=ON):
    """Return the resources of all deposits by their work, each from its XML."""
    found = deposits.every("https://library.example/works/{}/".format, library="Example Library", on=on)
    return {work: etree.fromstring(raw) for work, raw in found}


def test_a_file_is_kept_and_not_shown_until_its_day(client, keep, works, librarian):
    kept = keep(PAPER, "Lakes", deposit=True, shown_from=LATER)

    for address in ("", "figures/", "file"):
        assert client.get(f"/fulltext/{kept.pk}/{address}").status_code == 404
    assert client.get(f"/fulltext/figures/{kept.figures.get().pk}.webp").status_code == 404
    assert "Full text here" not in page(client, f"/works/{kept.work_id}/")
    assert files_of([kept.work_id]) == {}
    assert (kept.outcome, kept.waits, queries.standing().embargoed) == ("read", True, 1)


def test_on_its_day_it_is_shown_and_the_index_is_told_once(client, keep, works):
    kept = keep(PAPER, "Lakes", shown_from=LATER)
    FullText.objects.update(shown_from=TODAY)
    before = index.last_change()

    assert client.get(f"/fulltext/{kept.pk}/").status_code == 200
    assert [actions.end_embargoes(on=day) for day in (TODAY - timedelta(days=1), TODAY, TODAY)] == [0, 1, 0]
    assert index.last_change() > before


def test_a_work_counts_as_newly_open_since_the_day_of_its_first_file(keep, works):
    kept = keep(PAPER, "Lakes", shown_from=LATER)
    keep(PAPER + b"%%", "Rivers", shown_from=TODAY - timedelta(days=2))

    assert between(TODAY, LATER - timedelta(days=1)) == {}
    assert between(TODAY, LATER) == {kept.work_id: LATER}
    keep(PAPER + b"%", "Lakes")
    assert between(TODAY, LATER) == {}


def opened(work: int) -> tuple[str, ...]:
    """Return how open a work is for whoever filters by it."""
    return next(iter(documents.of_works([work]))).facets.get("open", ())


def test_a_copy_of_the_library_makes_its_work_open_for_readers_filters_and_figures(client, keep, works, librarian):
    work = works["Lakes"].pk
    assert (opened(work), standing.of_records({work: []})[work].openness) == ((), None)

    kept = keep(PAPER, "Lakes", license="CC BY 4.0", version="accepted")
    found = standing.standings(catalog.documents([work]).values())[work].openness
    assert (found.color, found.by, found.verdict.license.family) == ("green", (settings.LIBRARY_NAME,), "CC-BY")
    assert opened(work) == ("open", "green")
    shown = page(client, f"/works/{work}/")
    assert settings.LIBRARY_NAME in shown[shown.index("How do we know?") :]
    assert "Not open" not in shown
    assert opened(works["Rivers"].pk) == ()

    actions.take_down(by=librarian, full_text=kept, why="The authors asked for it", now=NOW)
    assert opened(work) == ()


def test_before_its_day_a_work_says_when_it_can_be_read_and_on_that_day_it_is_open(client, keep, works):
    kept = keep(PAPER, "Lakes", shown_from=LATER)
    assert opened(kept.work_id) == ("closed",)
    assert "A copy can be read by everybody from" in page(client, f"/works/{kept.work_id}/")

    FullText.objects.update(shown_from=TODAY)
    assert opened(kept.work_id) == ("open", "green")


def test_staff_give_the_day_and_change_it(staff, keep, works):
    kept = keep(PAPER, "Lakes", shown_from=LATER)
    shown = page(staff, f"/desk/fulltext/{kept.pk}/")
    assert "Under embargo" in shown
    assert f'value="{LATER}"' in shown

    staff.post(f"/desk/fulltext/{kept.pk}/embargo/", {"shown_from": "no day"})
    assert FullText.objects.get().shown_from == LATER
    staff.post(f"/desk/fulltext/{kept.pk}/embargo/", {"shown_from": ""})
    found = FullText.objects.get()
    assert (found.shown_from, found.waits) == (None, False)
    with pytest.raises(PermissionDenied):
        actions.set_embargo(by=Account.objects.create(username="reader"), full_text=kept, shown_from=None, now=NOW)


def test_a_deposit_is_valid_for_datacite_with_its_license_its_days_and_who_holds_it(keep, works, rules):
    keep(ARTICLE, deposit=True, shown_from=date(2027, 3, 1), version="accepted")
    keep(PAPER, "Rivers")  # under a license, given by nobody

    ((work, root),) = described().items()
    assert rules.validate(root), rules.error_log
    resource, unknown = resource_of(root)
    assert unknown == ()
    assert (work, resource.identifier.value, resource.identifier.kind) == (works["Lakes"].pk, "10.5555/lakes.1", "DOI")
    assert [(one.value, one.kind) for one in resource.dates if one.kind in ("Accepted", "Available")] == [
        (localdate(NOW).isoformat(), "Accepted"),
        ("2027-03-01", "Available"),
    ]
    assert [one.value for one in resource.rights] == ["CC BY 4.0", "embargoed access"]
    assert (resource.formats, resource.sizes, resource.version) == (("application/xml",), (f"{len(ARTICLE)} bytes",), "accepted")
    assert [(one.role, one.name.value) for one in resource.contributors] == [("HostingInstitution", "Example Library")]
    assert (f"https://library.example/works/{work}/", "URL") in [(one.value, one.kind) for one in resource.alternates]
    assert resource_of(described(date(2027, 3, 1))[work])[0].rights[-1].value == "open access"


def test_one_without_doi_author_year_and_publisher_is_valid_too(keep, take, works, rules):
    take(BARE, name="bare.ris")
    work = Work.objects.get(title="A report of nobody")
    kept = actions.keep(
        by=None, work=work.pk, data=PAPER.replace(b"creativecommons.org/licenses/by/4.0", b"example.org/no/license/words/at0"),
        file_name="a.pdf", origin="command", now=NOW, deposit=True,
    ).full_text  # fmt: skip

    root = described()[work.pk]
    assert rules.validate(root), rules.error_log
    resource, _unknown = resource_of(root)
    assert (kept.rule, resource.identifier.kind, resource.identifier.value) == (
        "own-deposit", "URL", f"https://library.example/works/{work.pk}/",
    )  # fmt: skip
    assert (resource.publisher.value, resource.year) == ("Example Library", str(NOW.year))


def test_staff_take_all_readers_one_and_harvesters_a_set(client, staff, keep, works, rules):
    kept = keep(ARTICLE, deposit=True)

    packed = ZipFile(io.BytesIO(staff.get("/desk/fulltext/deposits.zip").content))
    assert packed.namelist() == [f"{kept.work_id}.xml"]
    assert rules.validate(etree.fromstring(packed.read(packed.namelist()[0])))
    assert f"/fulltext/deposits/{kept.work_id}.xml" in page(client, f"/fulltext/{kept.pk}/")
    assert client.get(f"/fulltext/deposits/{kept.work_id}.xml").content.startswith(b"<?xml")
    assert client.get(f"/fulltext/deposits/{works['Rivers'].pk}.xml").status_code == 404
    assert "<setSpec>deposit:here</setSpec>" in page(client, "/oai?verb=ListSets")
    actions.take_down(by=Account.objects.get(), full_text=kept, why="Asked", now=NOW)
    assert client.get(f"/fulltext/deposits/{kept.work_id}.xml").status_code == 404
    change_times.note()
    told = etree.fromstring(
        page(client, "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=deposit:here&from=2020-01-01").encode()
    )
    assert [(one.get("status"), one.findtext("{*}identifier")) for one in told.iter("{*}header")] == [
        ("deleted", f"oai:testserver:works/{kept.work_id}")
    ]


def test_harvesters_get_a_deposit_without_doi_as_datacite_too_and_nothing_else_without_one(client, keep, take, works, rules):
    take(BARE + b"TY  - RPRT\nTI  - A report from elsewhere\nPY  - 2020\nER  -\n", name="bare.ris")
    ours, other = (Work.objects.get(title=title) for title in ("A report of nobody", "A report from elsewhere"))
    works[ours.title] = ours
    keep(PAPER, ours.title, deposit=True, shown_from=LATER, license="CC BY 4.0")
    change_times.note()

    def asked(**more):
        query = urlencode({"metadataPrefix": "oai_datacite"} | more)
        return etree.fromstring(client.get(f"/oai?{query}").content)

    for narrowed in ({}, {"set": "deposit:here"}, {"from": "2020-01-01"}):
        [found] = [
            one
            for one in asked(verb="ListRecords", **narrowed).iter("{*}record")
            if one.findtext("{*}header/{*}identifier").endswith(f"/{ours.pk}") and one.find("{*}metadata") is not None
        ]
        resource = found.find(".//{http://datacite.org/schema/kernel-4}resource")
        assert rules.validate(etree.fromstring(etree.tostring(resource))), rules.error_log
        assert (resource[0].get("identifierType"), resource[0].text) == ("URL", f"http://testserver/works/{ours.pk}/")
        assert "embargoed access" in etree.tostring(resource, encoding="unicode")
    codes = {
        number: asked(verb="GetRecord", identifier=f"oai:testserver:works/{number}").findtext(
            "{*}GetRecord/{*}record/{*}header/{*}datestamp"
        )
        for number in (ours.pk, other.pk)
    }
    assert (codes[ours.pk] is not None, codes[other.pk]) == (True, None)


OURS = {"dates", "sizes", "formats", "alternateIdentifiers", "rightsList", "contributors"}
"""Properties to which the library adds its own."""


@pytest.mark.parametrize(("general", "word"), [("Dissertation", "Doctoral thesis"), ("ComputationalNotebook", "Notebook")])
def test_nothing_that_was_said_of_a_deposit_is_lost(take, librarian, rules, monkeypatch, general, word):
    monkeypatch.setattr(confined, "run", lambda module, data, limits: child.main(data))
    raw = deposit(general, word)
    take(raw, name="deposit.xml")
    made = Work.objects.get()
    kept = actions.keep(
        by=None, work=made.pk, data=PAPER, file_name="a.pdf", origin="command", now=NOW, deposit=True, shown_from=date(2027, 3, 1)
    ).full_text

    root = described()[made.pk]
    assert rules.validate(root), rules.error_log
    before, after = statements(etree.fromstring(raw)), statements(root)
    assert sorted(before - after) == []
    assert {name for name, _said in after - before} <= OURS
    resource, _unknown = resource_of(root)
    assert "embargoed access" in [one.value for one in resource.rights]
    assert ("2027-03-01", "Available") in [(one.value, one.kind) for one in resource.dates]

    actions.take_down(by=librarian, full_text=kept, why="Asked", now=NOW)
    assert described() == {}
