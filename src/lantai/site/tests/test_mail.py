"""Which mail server a setting names, and what second factor a library asks for."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lantai.site.mail import mail
from lantai.site.places import DEMO_MARK, second_factor


def test_nothing_said_sends_nothing():
    assert mail("", sender="")["EMAIL_HOST"] == ""


def test_a_server_with_a_password_is_read_whole():
    said = mail("smtp+tls://li%40example.org:p%2Fw@mail.example.org", sender="Library <l@example.org>")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"], said["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("li@example.org", "p/w")
    assert said["DEFAULT_FROM_EMAIL"] == "Library <l@example.org>"


def test_tls_from_the_beginning_has_a_port_of_its_own():
    said = mail("smtps://mail.example.org", sender="")
    assert (said["EMAIL_PORT"], said["EMAIL_USE_SSL"], said["EMAIL_USE_TLS"]) == (465, True, False)


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_what_cannot_be_understood_is_refused_at_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="LANTAI_MAIL"):
        mail(url, sender="")


@pytest.mark.parametrize(
    ("said", "demo", "needed"),
    [("", False, (True, False)), ("", True, (False, True)), ("staff", True, (True, False)), ("off", False, (False, False))],
)
def test_staff_need_a_second_factor_but_where_it_is_said_or_in_a_demonstration(tmp_path, said, demo, needed):
    if demo:
        (tmp_path / DEMO_MARK).touch()
    assert second_factor({"LANTAI_SECOND_FACTOR": said}, tmp_path) == needed


def test_a_slip_of_the_pen_does_not_turn_it_off(tmp_path):
    with pytest.raises(ImproperlyConfigured):
        second_factor({"LANTAI_SECOND_FACTOR": "false"}, tmp_path)
