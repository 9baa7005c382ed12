"""A list from its beginning to its end, whatever the server does on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from lantai.sources.protocols.oaipmh import Walk, Wanted
from lantai.sources.protocols.oaipmh.errors import NotOai, Refused, Stuck, Unreachable

from .servers import NOW, Answer, Server, error, page, record


def walked(server, wanted=None, **more):
    walk = Walk(server.asker(), wanted or Wanted())
    return walk, [each.identifier for one in walk.pages(**more) for each in one.records]


def test_it_goes_from_page_to_page_with_the_token_alone():
    server = Server([page(record(1), token="a&amp;b=|+ /"), page(record(2), token=" \n ", attributes=' cursor="1"')])
    _walk, came = walked(server, Wanted(set="math"))
    assert came == ["oai:1", "oai:2"]
    assert server.asked == [
        {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "math"},
        {"verb": "ListRecords", "resumptionToken": "a&b=|+ /"},
    ]


@pytest.mark.parametrize("seconds, written", [(False, "2026-01-02"), (True, "2026-01-02T03:04:05Z")])
def test_both_bounds_are_written_in_the_servers_granularity(seconds, written):
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    server = Server([error("noRecordsMatch")])
    _walk, came = walked(server, Wanted(since=at, until=at, seconds=seconds))
    assert (came, server.asked[0]["from"], server.asked[0]["until"]) == ([], written, written)


def test_headers_alone_are_listed_and_a_deletion_wins_over_what_follows():
    server = Server([page("<header status='deleted'><identifier>oai:1</identifier></header>", verb="ListIdentifiers")])
    walk = Walk(server.asker(), Wanted(headers_only=True))
    [one] = walk.pages()
    assert [(each.identifier, each.deleted) for each in one.records] == [("oai:1", True)]
    server = Server([page(record(2, status=' status="deleted"'))])
    [one] = Walk(server.asker(), Wanted()).pages()
    assert one.records[0].deleted


def test_a_page_of_nothing_but_a_token_is_no_end_but_twenty_are():
    _walk, came = walked(Server([page(token="a"), page(record(1))]))
    assert came == ["oai:1"]
    with pytest.raises(Stuck, match="20 pages"):
        walked(Server([page(token=f"t{n}") for n in range(30)]))


def test_a_token_that_comes_again_ends_the_walk_loudly():
    server = Server([page(record(1), token="a"), page(record(2), token="b"), page(record(3), token="a")])
    with pytest.raises(Stuck, match="same token"):
        walked(server)


@pytest.mark.parametrize("round_", [1, 3])
def test_records_that_come_again_under_ever_new_tokens_end_the_walk_loudly(round_):
    server = Server([page(record(n % round_), token=f"t{n}") for n in range(100)])
    with pytest.raises(Stuck, match="gave before"):
        walked(server)
    assert len(server.asked) == round_ + 2


def test_a_page_that_is_sent_twice_is_forgiven():
    server = Server([page(record(1), token="a"), page(record(1), token="b"), page(record(2))])
    _walk, came = walked(server)
    assert came == ["oai:1", "oai:1", "oai:2"]


FIVE_MINUTES = ' expirationDate="2026-11-28T01:05:00Z"'


@pytest.mark.parametrize("minutes, second", [(0, [error("badResumptionToken")]), (6, [])])
def test_a_token_that_is_no_longer_good_begins_again_at_the_last_datestamp(minutes, second):
    first = page(record(1, "2026-03-05"), token="a", attributes=FIVE_MINUTES)
    server = Server([first, *second, page(record(1, "2026-03-05"), record(2))])
    walk, came = Walk(server.asker(), Wanted()), []
    for one in walk.pages():
        came += [each.identifier for each in one.records]
        server.now += timedelta(minutes=minutes)
    assert came == ["oai:1", "oai:1", "oai:2"]
    assert server.asked[-1]["from"] == "2026-03-05"
    assert walk.notes


@pytest.mark.parametrize("expires", ["2026-11-28T01:05:00Z", "2026-11-28T01:00:00Z", "2001-01-01T00:00:00Z", "soon"])
def test_a_server_whose_clock_goes_wrong_is_walked_through_to_its_end(expires):
    attributes = f' expirationDate="{expires}"'
    server = Server([page(record(n), token=f"t{n}", attributes=attributes) for n in range(4)] + [page(record(4))])
    walk, came = walked(server)
    assert came == [f"oai:{n}" for n in range(5)]
    assert [question.get("resumptionToken") for question in server.asked] == [None, "t0", "t1", "t2", "t3"]
    assert not walk.notes


def test_what_is_kept_of_a_token_is_when_it_expires_by_our_clock():
    [one, _] = Walk(Server([page(record(1), token="a", attributes=FIVE_MINUTES), page(record(2))]).asker(), Wanted()).pages()
    assert one.expires == (NOW + timedelta(minutes=5)).isoformat()
    late = Server([page(record(2))])
    late.now = NOW + timedelta(minutes=6)
    walked(late, token=one.token, expires=one.expires)
    assert "resumptionToken" not in late.asked[0]


def test_a_server_that_forgets_its_tokens_every_time_is_given_up():
    answers = [page(record(1), token="a"), error("badResumptionToken")] * 9
    with pytest.raises(Stuck, match="no longer knows"):
        walked(Server(answers))


def test_a_page_cut_off_is_asked_for_again_then_its_last_record_alone():
    cut = page(record(1), record(2)[:80], tail=False)
    server = Server([cut, page(record(1), record(2))])
    assert walked(server)[1] == ["oai:1", "oai:2"]
    server = Server([cut, cut, page(record(2), verb="GetRecord"), page(record(2), record(3))])
    walk, came = walked(server)
    assert came == ["oai:1", "oai:2", "oai:2", "oai:3"]
    assert server.asked[2] == {"verb": "GetRecord", "identifier": "oai:2", "metadataPrefix": "oai_dc"}
    assert len(walk.notes) == 3


def test_a_busy_server_is_waited_for_as_it_asks():
    busy = Answer(503, b"busy", {"retry-after": "77"})
    until = Answer(503, b"busy", {"retry-after": "Sun, 29 Nov 2026 00:02:00 GMT"})
    server = Server([busy, until, OSError("reset"), b"<html>503 busy</html>", page(record(1))])
    assert walked(server)[1] == ["oai:1"]
    assert server.slept == [77.0, 120.0, 40.0, 80.0]


def test_a_page_for_people_every_time_is_an_error_not_an_empty_list():
    with pytest.raises(NotOai, match="Please log in"):
        walked(Server([b"<!DOCTYPE html><html><body>Please log in</body></html>"] * 6))
    with pytest.raises(Unreachable, match="status 404"):
        walked(Server([Answer(404, b"")]))
    with pytest.raises(Refused, match="badArgument"):
        walked(Server([error("badArgument", "no such set")]))


def test_everything_that_came_is_kept_also_what_is_unusable():
    kept = []
    server = Server([b"<html>", page(record(1))])
    walk = Walk(server.asker(raw=lambda url, body: kept.append(body)), Wanted())
    list(walk.pages())
    assert kept == [b"<html>", page(record(1))]


def test_one_broken_record_costs_one_record():
    broken = "<record><header><identifier>oai:9</identifier></header><metadata><dc><title>x</dc></metadata>"
    [one] = Walk(Server([page(record(1), broken, record(2))]).asker(), Wanted()).pages()
    assert [(each.identifier, bool(each.refused)) for each in one.records] == [
        ("oai:1", False),
        ("oai:9", True),
        ("oai:2", False),
    ]
    assert one.records[1].raw.startswith(b"<record>")


def test_a_list_shorter_than_the_server_said_is_told():
    server = Server([page(record(1), token="a", attributes=' completeListSize="5"'), page(record(2))])
    walk, came = walked(server)
    assert (len(came), walk.notes) == (2, ["the server said that the list has 5 records; 2 came"])


def test_a_list_that_ends_too_early_on_its_only_page_is_told():
    walk, came = walked(Server([page(record(1), attributes=' completeListSize="500"')]))
    assert came == ["oai:1"]
    assert walk.notes == ["the server said that the list has 500 records; 1 came"]
