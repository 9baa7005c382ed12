"""Pages of access: a reader's report without scripts, the status page and its feed, the fault desk."""

from datetime import timedelta
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from lantai.apps.access import actions
from lantai.apps.access.models import Fault, Proxy, Report, State
from lantai.apps.holdings.actions import activate
from lantai.apps.holdings.models import Basis
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.infra.guard import stamp
from lantai.infra.panels import drawn, drawn_on_rows
from lantai.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db) -> Account:
    return Account.objects.create_user("chief", is_superuser=True)


def sent(client, address: str, *, ago: int = 60, **more: str):
    return client.post(address, {"shown": stamp(timezone.now() - timedelta(seconds=ago))} | more)


def test_a_report_without_a_word_carries_what_the_page_knew(client, database):
    address = f"/access/report/?database={database.pk}&page=/status/"
    page = client.get(address).text
    assert "Imaginary Waters Online" in page
    assert "Imaginary Platform" in page
    response = sent(client, address)
    assert (response.status_code, response["Location"]) == (302, "/status/")
    report = Report.objects.get()
    assert (report.database, report.page, report.text) == (database, "/status/", "")
    assert "Thank you" in client.get("/status/").text


def test_a_report_from_a_works_page_is_about_the_platform_by_which_readers_have_it(client, take, package, listed, rf, staff):
    take([record("1", "Annals of Reeds")])
    work = Work.objects.get()
    title = listed("Annals of Reeds", work.instances.get(), url="https://reader.example/reeds")
    address = f"/access/report/?work={work.pk}"
    sent(client, address, text="503 the whole site is down")
    assert Fault.objects.get().platform is None, "nobody has it there yet"
    Fault.objects.all().delete()
    activate(by=None, target=package, basis=Basis.AGREEMENT, key="x", now=timezone.now())
    sent(client, address, text="503 the whole site is down")
    fault = Fault.objects.get()
    assert (fault.platform, fault.package_title, fault.work) == (package.platform, title, work)
    actions.move(by=staff, fault=fault, state=State.TRIAGED, now=timezone.now())
    row = SimpleNamespace(pk=7, offers=[{"title": title.pk, "package": package.pk}])
    (shown,) = drawn_on_rows("journal.row", rf.get("/journals/"), [row])[7]
    assert "Known fault" in shown
    assert f"title={title.pk}" in shown


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_led_elsewhere(client, database, page):
    response = sent(client, f"/access/report/?database={database.pk}&page={page}")
    assert response["Location"] == "/status/"


@pytest.mark.parametrize(
    "query", ["", "?work=999999", "?work=x&database=99999999999999999999", "?address=javascript:1", "?title=%00"]
)
def test_whatever_the_address_says_the_form_is_shown(client, query):
    assert client.get(f"/access/report/{query}").status_code == 200


def test_what_cannot_be_kept_comes_back_with_every_word(client, database):
    response = sent(client, f"/access/report/?database={database.pk}", text="<b>404</b>", mail="no address")
    assert response.status_code == 400
    assert "&lt;b&gt;404&lt;/b&gt;" in response.text
    assert not Report.objects.exists()


def test_staff_work_through_the_page_of_a_fault(client, told, database, administrator):
    fault = told(database=database, text="503 Service Unavailable <script>", now=timezone.now() - timedelta(hours=2))
    client.force_login(administrator)
    page = client.get(f"/desk/faults/{fault.pk}/")
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.text
    client.post(f"/desk/faults/{fault.pk}/do/", {"act": "assign", "to": administrator.pk})
    client.post(f"/desk/faults/{fault.pk}/do/", {"act": "note", "words": "Asked the vendor"})
    client.post(f"/desk/faults/{fault.pk}/do/", {"act": "class", "label": "platform_down"})
    client.post(f"/desk/faults/{fault.pk}/publish/", {"words_en": "We know."})
    assert "We know." in client.get("/status/").text
    assert "No access" in client.get("/status/").text
    refused = client.post(f"/desk/faults/{fault.pk}/move/", {"state": "fixed"}, follow=True)
    assert "Say how it ended." in refused.text
    client.post(f"/desk/faults/{fault.pk}/move/", {"state": "fixed", "resolution": "vendor_fixed"})
    fault.refresh_from_db()
    assert (fault.state, fault.assignee) == (State.FIXED, administrator)
    assert "No access" not in client.get("/status/").text
    assert client.post(f"/desk/faults/{fault.pk}/move/", {"state": "nonsense"}).status_code == 400
    assert "Asked the vendor" in client.get(f"/desk/faults/{fault.pk}/").text


@pytest.mark.parametrize(
    "path",
    ["faults/new/", "faults/month/", "faults/month/?month=nonsense", "faults/month/table/", "faults/downtimes/", "faults/settings/",
     "faults/settings/assignments/", "faults/settings/letters/?label=x&language=x", "faults/proxies/new/",
     "lists/access.faults/?f.open=1&q=F1", "lists/access.links/?q=platform&f.faulty=0", "lists/access.platforms/", "lists/access.proxies/"],
)  # fmt: skip
def test_every_page_of_the_fault_desk_opens(client, told, database, administrator, path):
    told(database=database, text="404")
    actions.enroll(now=timezone.now())
    client.force_login(administrator)
    assert client.get(f"/desk/{path}").status_code == 200


def test_proxies_are_made_on_their_page_and_refused_with_the_reason(client, administrator, platform):
    client.force_login(administrator)
    given = {"name": "EZ", "kind": "ezproxy", "template": "https://login.ez.example.edu/login?url=", "in_use": "on"}
    assert "The template lacks {url}" in client.post("/desk/faults/proxies/new/", given).text
    client.post("/desk/faults/proxies/new/", given | {"template": "https://login.ez.example.edu/login?url={url}"})
    proxy = Proxy.objects.get()
    assert client.get(f"/desk/faults/proxies/{proxy.pk}/").status_code == 200
    client.post(f"/desk/faults/platforms/{platform.pk}/", {"proxy": proxy.pk, "importance": 3, "on_status_page": "on"})
    assert (
        "https://login.ez.example.edu/login?url=https://platform.example/"
        in client.get(f"/desk/faults/platforms/{platform.pk}/").text
    )


def test_the_feed_can_be_read_in_each_language(client, told, database, staff):
    fault = told(database=database, text="503 the whole site is down", now=timezone.now() - timedelta(hours=2))
    actions.move(by=staff, fault=fault, state=State.TRIAGED, now=timezone.now())
    for language in ("en", "zh-hans", "ar"):
        tree = ElementTree.fromstring(client.get("/status/feed/", headers={"accept-language": language}).content)
        assert len(tree.findall("./channel/item")) == 1


def test_lists_of_databases_show_what_is_known_and_where_to_tell(rf, told, database, staff):
    request = rf.get("/databases/")
    request.user = staff
    assert drawn_on_rows("database.row", request, [database]) == {}
    (link,) = drawn_on_rows("database.row.actions", request, [database])[database.pk]
    assert f"database={database.pk}" in link
    fault = told(database=database, text="503 the whole site is down")
    actions.move(by=staff, fault=fault, state=State.TRIAGED, now=timezone.now())
    (shown,) = drawn_on_rows("database.row", request, [database])[database.pk]
    assert "Known fault" in shown


def test_the_desk_says_what_waits(rf, told, database, staff):
    told(database=database)
    request = rf.get("/desk/")
    request.user = staff
    assert any("fault of access to triage" in html for html in drawn("desk.today", request, None))
    request.user = Account.objects.create_user("reader")
    assert not any("fault of access" in html for html in drawn("desk.today", request, None))


def test_the_number_of_questions_to_the_database_does_not_grow_with_faults(
    client, told, platform, database, django_assert_max_num_queries
):
    for n in range(20):
        told(database=database, text=f"wrong years {n}", sender=f"192.0.2.{n}")
    assert Fault.objects.exists()
    with django_assert_max_num_queries(16):
        client.get("/status/")
