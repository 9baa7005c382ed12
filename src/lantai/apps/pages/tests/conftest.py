"""A library whose trees of pages are there, with one account a role."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.remembered import remembered

from lantai.apps.pages import actions
from lantai.apps.pages.models import LanguageRoot, StandardPage
from lantai.catalog.tests.conftest import library, take  # noqa: F401
from lantai.people.models import Account
from lantai.people.roles import Role

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)  # a Friday


@pytest.fixture
def prepared(library):  # noqa: F811
    """Make the trees, the rights and the starting pages."""
    remembered("pages", lambda: actions.prepare(now=NOW))


def account(role: Role) -> Account:
    made = Account.objects.create_user(role.value)
    made.groups.add(Group.objects.get(name=role))
    return made


@pytest.fixture
def librarian(prepared) -> Account:
    return account(Role.LIBRARIAN)


@pytest.fixture
def administrator(prepared) -> Account:
    return account(Role.ADMINISTRATOR)


def signed_in(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def write(title: str, *, language: str = "en", slug: str = "", text: str = "", live: bool = True, **more: object) -> StandardPage:
    """Add a page of a heading's worth of text to the tree of a language."""
    parent = LanguageRoot.objects.get(locale__language_code=language)
    page = StandardPage(title=title, slug=slug or title.lower().replace(" ", "-"), live=live, **more)
    page.body = [("text", f"<p>{text or title + ' body.'}</p>")]
    return parent.add_child(instance=page)


def picture_file(name: str = "hall.jpg", kind: str = "JPEG", **options: object) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "#b3261a").save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue())
