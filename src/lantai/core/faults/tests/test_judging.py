"""Which fault an answer shows: the cases in which one could be taken for another."""

import pytest

from lantai.core.faults.facts import Came, Expected, Hop, Problem
from lantai.core.faults.judging import judge
from lantai.core.faults.kinds import LinkKind
from lantai.core.faults.titles import likeness

JOURNAL = Expected(title="Journal of Imagined Hydrology", identifiers=frozenset({"2999-1236"}), first_year=1998)
ADDRESS = "http://platform.example/journal/jih"


def came(
    body: str, *, status: int = 200, hops: tuple[Hop, ...] = (), url: str = ADDRESS, asked: str = ADDRESS, **headers: str
) -> Came:
    return Came(asked, url, status, {"content-type": "text/html; charset=utf-8", **headers}, body.encode(), hops)


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (Problem.NAME, LinkKind.DEAD_HOST),
        (Problem.TIMEOUT, LinkKind.DEAD_HOST),
        (Problem.CERTIFICATE_EXPIRED, LinkKind.EXPIRED_CERTIFICATE),
        (Problem.ROBOTS, LinkKind.UNKNOWN),
        (Problem.FORBIDDEN, LinkKind.UNKNOWN),
    ],
)
def test_where_nothing_came_the_problem_says_why(problem, kind):
    assert judge(Came(ADDRESS, problem=problem), JOURNAL).kind == kind


def test_a_book_about_missing_pages_is_not_missing():
    book = Expected(kind="monograph", title="Page Not Found: A History")
    assert judge(came("<title>Page Not Found: A History</title><h1>Page Not Found: A History</h1>"), book).kind == LinkKind.SOUND


def test_a_place_to_log_in_is_no_wall():
    page = "<title>Journal of Imagined Hydrology</title><h1>Journal of Imagined Hydrology</h1><form>Log in <input type=password></form>"
    assert judge(came(page), JOURNAL).kind == LinkKind.SOUND


def test_from_http_to_https_is_no_move_and_to_another_host_for_good_is_one():
    page = "<h1>Journal of Imagined Hydrology</h1>"
    secure = "https://www.platform.example/journal/jih/"
    assert judge(came(page, url=secure, hops=(Hop(ADDRESS, 301, secure),)), JOURNAL).kind == LinkKind.SOUND
    other = "https://elsewhere.example/jih"
    assert judge(came(page, url=other, hops=(Hop(ADDRESS, 301, other),)), JOURNAL).kind == LinkKind.MOVED
    assert judge(came(page, url=other, hops=(Hop(ADDRESS, 302, other),)), JOURNAL).kind == LinkKind.SOUND


def test_a_paywall_is_a_fault_only_where_readers_are_entitled():
    page = "<h1>Five rivers</h1><p>You do not have access to this article. Purchase PDF $30</p>"
    assert judge(came(page), JOURNAL).kind == LinkKind.PAYWALL
    assert judge(came(page), Expected(title="Five rivers", entitled=False)).kind == LinkKind.SOUND


def test_a_title_in_another_script_is_not_another_title():
    page = '<meta name="citation_journal_title" content="想象水文学报"><h1>想象水文学报</h1>'
    assert judge(came(page), Expected(title="Journal of Imagined Hydrology")).kind == LinkKind.SOUND


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Physics Letters A", "Physics Letters B", False),
        ("J. Imagin. Hydrol.", "Journal of Imagined Hydrology", True),
        ("The Journal of Imagined Hydrology", "Journal of imagined hydrology: an international review", True),
        ("Nature", "Nature Medicine", False),
        ("紅樓夢學刊", "红楼梦学刊", True),
    ],
)
def test_titles_are_compared_folded(a, b, same):
    assert (likeness(a, b) >= 0.9) is same


@pytest.mark.parametrize("body", ["", "<", "\x00\xff", "<html>" * 5000, "﻿", "{}", "<title>" + "x" * 100_000])
def test_it_judges_whatever_comes(body):
    assert judge(came(body), JOURNAL).kind in LinkKind
