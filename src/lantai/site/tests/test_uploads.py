"""What may be sent, and by whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.people.models import Account
from lantai.site import uploads

pytestmark = pytest.mark.django_db


def large() -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("file.mrc", b"x" * (uploads.MOST_OF_ANYBODY + 1))}


def test_a_file_of_somebody_not_signed_in_is_not_even_read(client, monkeypatch):
    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", lambda *_: pytest.fail("the file was read"))
    assert client.post("/desk/import/", large()).url == "/accounts/login/?next=/desk/import/"


def test_a_file_of_staff_is_taken(client):
    client.force_login(Account.objects.create_superuser("librarian"))
    assert client.post("/desk/import/", large()).status_code == 200  # the form again: it names no source
