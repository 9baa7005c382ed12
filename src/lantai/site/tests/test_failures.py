"""A failure that will pass is told as one; every other as ours."""

import pytest
from django.db import IntegrityError, OperationalError
from django.test import RequestFactory

from lantai.site import failures


def told(problem: Exception):
    try:
        raise problem
    except Exception:
        return failures.failed(RequestFactory().get("/works/1/"))


@pytest.mark.parametrize("said", ["server closed the connection unexpectedly", "database or disk is full", "database is locked"])
def test_a_database_out_of_reach_is_said_to_pass_and_when_to_come_again(said):
    answer = told(OperationalError(said))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")
    assert "out of reach" in answer.text
    assert said not in answer.text


@pytest.mark.parametrize("problem", [IntegrityError("twice"), KeyError("x")])
def test_our_own_mistakes_are_not_said_to_pass(problem):
    assert told(problem).status_code == 500


def test_a_page_whose_database_is_gone_is_answered_by_it(client, monkeypatch):
    from lantai.catalog import queries

    def gone(*given):
        raise OperationalError("gone")

    monkeypatch.setattr(queries, "find_work", gone)
    client.raise_request_exception = False
    assert client.get("/works/1/").status_code == 503
