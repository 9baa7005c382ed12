"""People who sign in, in a library whose staff need a second factor."""

import pytest

from lantai.people.roles import Role

from .signing import account_of, show_factor


@pytest.fixture(autouse=True)
def second_factor(settings):
    """Ask staff for a second factor, as a library does where nothing else is said."""
    settings.SECOND_FACTOR = True


@pytest.fixture
def reader(db):
    return account_of(Role.READER)


@pytest.fixture
def librarian(db):
    return account_of(Role.LIBRARIAN)


@pytest.fixture
def administrator(db):
    return account_of(Role.ADMINISTRATOR)


@pytest.fixture
def admin(client, administrator):
    """Return the browser of an administrator who has shown everything."""
    client.force_login(administrator)
    show_factor(client, administrator)
    return client
