"""When something goes wrong: a page in the reader's language, without details, and without needing anything that may be broken."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

CODES = ("400", "403", "404", "429", "500", "503")


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
@pytest.mark.parametrize("code", CODES)
def test_an_error_page_needs_neither_request_nor_database(code, language):
    with translation.override(language):
        page = render_to_string(f"{code}.html")
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert page.count("<h1>") == 1


def test_the_page_of_a_failure_shows_nothing_of_it():
    with translation.override("en"):
        page = defaults.server_error(RequestFactory().get("/")).content.decode()
    assert "Something went wrong on our side" in page
    assert "Traceback" not in page


@pytest.mark.django_db
def test_an_address_that_never_was_is_answered_in_style(client):
    response = client.get("/no/such/place/", headers={"Accept-Language": "ar"})
    assert response.status_code == 404
    assert "لا شيء في هذا العنوان" in response.text
