"""Every address answers each role as access.txt says: an address without a line fails, and so does a line without an address.

To add an address: write its line in access.txt, unless a line with * already says the right thing. Ask for the permission before
looking a row up: whoever may not see a page must not learn from it which rows there are.
"""

import re
from copy import deepcopy
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings

from lantai.apps.pages import editor
from lantai.catalog import index
from lantai.people.models import Account
from lantai.people.roles import Role
from lantai.people.tests.signing import show_factor
from lantai.site import urls

from .routes import Route, routes
from .tree import modules, name_of

IN, SIGN_IN, REFUSED, FACTOR = "is let in", "is sent to sign in", "is refused", "is sent to the second factor"
UNPROVEN = "staff without second factor"
ENOUGH = ("anonymous", Role.READER, Role.ADMINISTRATOR)
"""Who asks on PostgreSQL. Who may open what is said by rows that are the same on each database, and looked at for everyone on SQLite;
there it is to be seen that each page's own queries are answered."""

STAFF = (Role.LIBRARIAN, Role.CATALOGER, Role.ERESOURCES, Role.ADMINISTRATOR)
WHO: dict[str, tuple[str, ...]] = {
    "everybody": ("anonymous", UNPROVEN, *Role),
    "half-way": (UNPROVEN, *Role),
    "signed-in": tuple(Role),
    "librarian": STAFF,
    "cataloger": STAFF[1:],
    "eresources": STAFF[2:],
    "administrator": STAFF[3:],
}


def table() -> dict[str, str]:
    """Return what access.txt says: a name or the beginning of one, and who is let in."""
    lines = (Path(__file__).parent / "access.txt").read_text().splitlines()
    return dict(line.split() for line in lines if line.strip() and not line.startswith("#"))


TABLE = table()
ROUTES = routes()


def line_for(name: str) -> str | None:
    """Return the line that counts for an address: the one with the longest name that fits."""
    return max((line for line in TABLE if fnmatchcase(name, line)), key=lambda line: (line == name, len(line)), default=None)


def expected(line: str, role: str) -> str:
    who = WHO[TABLE[line]]
    return IN if role in who else {"anonymous": SIGN_IN, UNPROVEN: FACTOR}.get(role, REFUSED)


def outcome(response: HttpResponse) -> str:
    """Say in one word what an answer means for access."""
    location = response.headers.get("Location", "")
    if response.status_code == 401 or location.startswith("/accounts/login/"):
        return SIGN_IN
    if location.startswith("/accounts/second-factor/"):
        return FACTOR
    if response.status_code == 403:
        return REFUSED
    return IN if response.status_code < 500 else f"broke it ({response.status_code})"


def outcomes(client: Client, address: str) -> set[str]:
    """Say what becomes of looking at an address and of sending a form there, whichever of the two it takes."""
    answers = [client.get(address), client.post(address)]
    return {outcome(answer) for answer in answers if answer.status_code != 405}


@pytest.fixture(scope="module")
def cookies(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the cookies of everyone: nobody, one account a role, and an administrator whose second factor is not set up."""
    made = {who: Client() for who in ("anonymous", UNPROVEN, *Role)}
    data = tmp_path_factory.mktemp("library")
    with override_settings(SECOND_FACTOR=True, DATA=data), django_db_blocker.unblock():
        index.generations.cache_clear()
        index.refresh()
        for who in (UNPROVEN, *Role):
            account = Account.objects.create_user(f"access {who}")
            account.groups.add(Group.objects.get(name=Role.ADMINISTRATOR if who == UNPROVEN else who))
            made[who].force_login(account)
            if who in STAFF:
                show_factor(made[who], account)
        yield {who: client.cookies for who, client in made.items()}
        Account.objects.filter(username__startswith="access ").delete()
        index.generations.cache_clear()


@pytest.fixture
def clients(cookies, db, monkeypatch):
    """Return a browser of everyone, each test its own: what they do in it is taken back.

    Who is refused, or asks for a row that is not there, is told so without the page about it: drawing it took a quarter of the time.
    """
    for status in (403, 404):
        monkeypatch.setattr(
            urls, f"handler{status}", lambda request, exception, status=status: HttpResponse(status=status), raising=False
        )
    asking = ENOUGH if connection.vendor == "postgresql" else cookies
    made = {who: Client(raise_request_exception=False) for who in asking}
    for who, client in made.items():
        client.cookies = deepcopy(cookies[who])
    return made


def test_every_address_has_a_line():
    missing = sorted({route.name for route in ROUTES if line_for(route.name) is None})
    assert not missing, "say in tests/repository/access.txt who may open these"


def test_every_line_has_an_address():
    used = {line_for(route.name) for route in ROUTES}
    assert not sorted(set(TABLE) - used), "in tests/repository/access.txt, but no address has that name"


def test_every_address_can_be_tried():
    assert not [route.name for route in ROUTES if not route.address], "add what fits their parameters to SAMPLES in routes.py"


@pytest.mark.django_db
@pytest.mark.parametrize("route", [r for r in ROUTES if r.address and line_for(r.name)], ids=lambda route: route.name)
def test_it_answers_each_role_as_the_table_says(route: Route, clients):
    wrong = []
    for role, client in clients.items():
        should, did = expected(line_for(route.name), role), outcomes(client, route.address)
        if did != {should}:
            wrong.append(f"{role} {' and '.join(sorted(did)) or 'has no way to ask'}, but {should} by access.txt")
    assert not wrong, f"{route.name} ({route.address})"


NOT_SECRET = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "/desk/pages//"}
"""Of the editor: its sentences, its icons, and what says of all else that nothing is there."""


@pytest.mark.django_db
def test_the_editor_is_shut_to_whoever_is_not_staff(clients):
    """Its addresses are served below one prefix by a table of their own; what staff may do there is Wagtail's to say."""
    ours = {route.name for route in ROUTES}
    theirs = [route for route in routes(editor.URLCONF) if route.address and route.name not in ours | NOT_SECRET]
    assert len([route for route in theirs if route.name.startswith("wagtail")]) > 80
    wrong = []
    for route in theirs:
        for who, allowed in (("anonymous", {SIGN_IN}), (UNPROVEN, {FACTOR}), (Role.READER, {SIGN_IN, REFUSED})):
            if who not in clients:
                continue
            answers = [ask(route.address) for ask in (clients[who].get, clients[who].post)]
            did = {outcome(answer) for answer in answers if answer.status_code not in (404, 405)}
            wrong += [f"{who} {' and '.join(did)}: {route.address}"] if did - allowed else []
    assert not wrong


def test_no_addresses_are_served_but_those_walked_here():
    served = {name_of(path) for path in modules() if re.search(r"^urlpatterns\b", path.read_text(), re.M)}
    assert {path for path in served if not path.endswith("/urls.py")} == {"src/lantai/site/editor_urls.py"}
    setting = {name_of(path) for path in modules() if ".urlconf =" in path.read_text()}
    assert setting == {"src/lantai/apps/pages/editor.py"}


def test_the_check_itself_sees_an_open_door(monkeypatch, clients):
    monkeypatch.setitem(TABLE, "discovery:home", "administrator")
    with pytest.raises(AssertionError):
        test_it_answers_each_role_as_the_table_says(Route("discovery:home", "/"), clients)
