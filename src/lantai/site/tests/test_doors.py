"""The doors of the desk: few, and what lies behind the open one stands below."""

import re

import pytest

from lantai.people.roles import Role
from lantai.people.tests.signing import account_of

pytestmark = pytest.mark.django_db
NAV = re.compile(r'<nav class="doors[^"]*" aria-label="([^"]*)">(.*?)</nav>', re.S)
MOST = 9


def doors(client, role: Role, address: str) -> dict[str, dict[str, str]]:
    """Return the names of the doors and what each says of being open, by the name of their row."""
    client.force_login(account_of(role))
    rows = NAV.findall(client.get(address).text)
    link = re.compile(r'<a href="[^"]*"(?: aria-current="(\w+)")?>([^<]*)</a>')
    return {name: {label: current for current, label in link.findall(row)} for name, row in rows}


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.CATALOGER, Role.ADMINISTRATOR])
def test_there_are_few_enough_for_one_line(client, role):
    assert 5 < len(doors(client, role, "/desk/")["Staff"]) <= MOST


@pytest.mark.parametrize(
    ("address", "door", "room"),
    [
        ("/desk/reports/", "Today", "Reports of errors"),
        ("/desk/import/", "Imports", "Import a file"),
        ("/desk/deletions/", "Imports", "Deletions"),
        ("/desk/lists/holdings.platforms/", "E-resources", "Platforms"),
        ("/desk/notices/", "Website", "Notices"),
        ("/desk/hours/", "Website", "Opening hours"),
        ("/desk/accounts/", "Administration", "Accounts"),
        ("/desk/audit/", "Administration", "Audit log"),
    ],
)
def test_a_room_names_itself_and_its_door(client, address, door, room):
    found = doors(client, Role.ADMINISTRATOR, address)
    assert found["Staff"][door] == "true"
    assert found[door][room] == "page"
    assert sorted(found["Staff"].values())[-1] == "true"


def test_nobody_is_shown_a_door_that_is_shut(client):
    found = doors(client, Role.LIBRARIAN, "/desk/imports/")
    assert "Deletions" not in found["Imports"]
    assert "Administration" not in found["Staff"]
