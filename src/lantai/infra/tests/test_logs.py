"""Lines of the log: each says to which request it belongs, and none says what a reader asked."""

import json
import logging
import sys

from lantai.infra.logs import JsonLines, Sentences, scrubbed
from lantai.infra.tracing import doing, named, request_name


def record(message: str, *given: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("lantai.here", logging.WARNING, __file__, 1, message, given, None)
    made.__dict__.update(more)
    return made


def test_a_line_of_json_names_the_request_and_its_figures():
    with named("request-17"):
        line = json.loads(JsonLines().format(record("%s took long", "search", figures={"ms": 12.5})))
    assert line["message"] == "search took long"
    assert (line["doing"], line["ms"], line["level"]) == ("request-17", 12.5, "warning")


def test_a_failure_is_one_line_with_its_trace():
    try:
        raise ValueError("what went wrong")
    except ValueError:
        failed = record("failed", exc_info=sys.exc_info())
    text = JsonLines().format(failed)
    assert text.count("\n") == 0
    assert "what went wrong" in json.loads(text)["trace"]


def test_what_a_reader_asked_for_is_taken_out_of_addresses_in_either_form():
    message = "Bad Request: /search/?q=divorce+law&page=2 from /api/v1/works?q=x"
    assert "divorce" not in Sentences().format(record(message))
    assert json.loads(JsonLines().format(record(message)))["message"] == "Bad Request: /search/?… from /api/v1/works?…"


def test_a_question_mark_in_a_sentence_stays():
    assert scrubbed("Did it work? /desk/ says so") == "Did it work? /desk/ says so"


def test_a_name_from_the_web_server_in_front_is_kept_if_it_is_one():
    assert request_name("abcdef12-3456") == "abcdef12-3456"
    assert request_name('x"\n{injected}') != 'x"\n{injected}'
    assert len(request_name("")) == 16


def test_the_name_ends_with_what_it_names():
    with named("job-1"):
        assert doing() == "job-1"
    assert doing() == ""
