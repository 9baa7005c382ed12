"""Readers off campus go through the platform's proxy, those on campus straight; nobody is led elsewhere."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.access import actions
from lantai.apps.access.campus import campus
from lantai.apps.access.models import Proxy
from lantai.apps.access.queries.ways import led
from lantai.catalog.access import through
from lantai.core.faults.facts import Came
from lantai.people.models import Account

from .conftest import NOW

pytestmark = pytest.mark.django_db
EZ = {"name": "EZproxy", "kind": "ezproxy", "template": "https://login.ez.example.edu/login?url={url}", "everywhere": True}


@pytest.fixture
def proxy(db) -> Proxy:
    return actions.keep_proxy(by=None, proxy=None, values=EZ, now=NOW)


def test_an_address_of_the_platform_goes_through_its_proxy(proxy, platform):
    url = "https://www.platform.example/doi/1?a=b"
    assert through(url, platform.pk, None) == f"https://login.ez.example.edu/login?url={url}"


def test_an_address_of_elsewhere_stays_as_it_is(proxy, platform):
    assert led([("https://evil.example.org/", platform.pk), ("https://platform.example/", None)]) == [
        "https://evil.example.org/",
        "https://platform.example/",
    ]


def test_other_hosts_of_the_platform_count_and_a_platform_may_go_straight(proxy, platform):
    actions.keep_access(by=None, platform=platform, values={"hosts": "cdn.example.net"}, now=NOW)
    assert led([("https://cdn.example.net/x", platform.pk)])[0].startswith("https://login.ez")
    actions.keep_access(by=None, platform=platform, values={"direct": True}, now=NOW)
    assert led([("https://platform.example/", platform.pk)]) == ["https://platform.example/"]


@pytest.mark.parametrize(("address", "direct"), [("10.1.2.3", True), ("192.0.2.1", False)])
def test_on_campus_the_proxy_is_left_out(proxy, platform, rf, settings, address, direct):
    settings.PROXIES = 0
    actions.change_service(by=None, values={"networks": "10.0.0.0/8"}, now=NOW)
    found = campus(lambda request: led([("https://platform.example/", platform.pk)]))(rf.get("/", REMOTE_ADDR=address))
    assert (found == ["https://platform.example/"]) is direct


def test_a_template_that_cannot_be_used_is_refused(proxy):
    with pytest.raises(ValidationError, match="lacks"):
        actions.keep_proxy(by=None, proxy=proxy, values={"template": "https://login.ez.example.edu/"}, now=NOW)


def test_a_proxy_is_tested_and_the_result_kept(proxy):
    class Refusing:
        def look(self, url: str) -> Came:
            page = b"<p>your EZproxy administrator must first authorize the hostname of this URL in the config.txt file</p>"
            return Came(url, url, 200, {"content-type": "text/html"}, page)

    with pytest.raises(actions.NotPossible):
        actions.test_proxy(by=None, proxy=proxy, fetcher=Refusing(), now=NOW)
    proxy = actions.keep_proxy(by=None, proxy=proxy, values={"test_address": "https://platform.example/"}, now=NOW)
    actions.test_proxy(by=None, proxy=proxy, fetcher=Refusing(), now=NOW)
    proxy.refresh_from_db()
    assert (proxy.tested_kind, proxy.tested_at) == ("proxy_not_configured", NOW)


def test_librarians_look_and_do_not_set_up(proxy, staff):
    with pytest.raises(PermissionDenied):
        actions.keep_proxy(by=Account.objects.create_user("reader"), proxy=proxy, values={"name": "x"}, now=NOW)


def test_a_link_past_the_sign_in_needs_the_name_of_the_sign_in(proxy):
    values = {"kind": "wayfless", "template": "https://sp.example/Login?entityID={entity}&target={url_encoded}"}
    with pytest.raises(ValidationError, match="entityID"):
        actions.keep_proxy(by=None, proxy=proxy, values=values, now=NOW)
