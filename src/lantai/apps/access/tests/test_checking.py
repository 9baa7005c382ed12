"""Links are checked by turns: three strikes, faults opened and ended, hosts left alone, nothing lost when interrupted."""

from datetime import timedelta

import pytest

from lantai.apps.access import actions
from lantai.apps.access.actions.checking import take
from lantai.apps.access.models import Fault, Host, Link, LinkChange, State
from lantai.apps.access.queries.expected import expected_of
from lantai.core.faults.facts import Came, Problem, Verdict
from lantai.core.faults.kinds import LinkKind

from .conftest import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
GONE, SOUND = Verdict(LinkKind.SOFT_404, 0.9, (("status", "404"),)), Verdict(LinkKind.SOUND, 0.9)
DEAD = Verdict(LinkKind.DEAD_HOST, 0.9, (("problem.refused", ""),))


@pytest.fixture
def link(database) -> Link:
    actions.enroll(now=NOW)
    return Link.objects.get(database=database)


def seen(link: Link, verdict: Verdict, *, hours: int = 0) -> Link:
    take(link, Came(link.address, link.address, 200), verdict, now=NOW + hours * HOUR)
    return Link.objects.get(pk=link.pk)


class Answering:
    """Stands for the network: answers each address as told, and notes what was asked."""

    def __init__(
        self, problem: Problem = Problem.NONE, body: bytes = b"<h1>Imaginary Waters Online</h1><h1>Imaginary Platform</h1>"
    ) -> None:
        self.problem, self.body, self.asked, self.robots = problem, body, [], {}

    def look(self, url: str) -> Came:
        self.asked.append(url)
        self.robots["platform.example"] = "User-agent: *"
        return Came(url, url, 200, {"content-type": "text/html"}, self.body, problem=self.problem)


def test_addresses_come_onto_the_programme_once_and_follow_their_changes(database, listed):
    listed("Journal of Imagined Hydrology", url="https://reader.example/jih")
    listed("Without an address")
    assert actions.enroll(now=NOW) == 4  # of two platforms, the database and the title
    assert actions.enroll(now=NOW) == 0
    database.address = "https://new.example/iwo"
    database.save()
    assert actions.enroll(now=NOW) == 1
    assert Link.objects.get(database=database).host == "new.example"


def test_a_fault_is_believed_after_three_strikes_and_opened_once(link):
    link = seen(link, GONE)
    link = seen(link, GONE, hours=1)
    assert (link.kind, link.strikes, Fault.objects.count()) == ("", 2, 0)
    link = seen(link, GONE, hours=7)
    assert (link.kind, link.since_at) == (LinkKind.SOFT_404, NOW + 7 * HOUR)
    link = seen(link, GONE, hours=31)
    (fault,) = Fault.objects.all()
    assert (fault.label, fault.kind, fault.origin, fault.database) == ("link_broken", "soft_404", "check", link.database)


def test_another_fault_between_begins_the_count_anew_and_a_sound_answer_ends_it(link):
    for n, verdict in enumerate((GONE, GONE, DEAD, GONE)):
        link = seen(link, verdict, hours=n)
    assert link.strikes == 1
    link = seen(link, SOUND, hours=9)
    assert (link.kind, link.strikes) == (LinkKind.SOUND, 0)


def test_what_a_check_opened_a_check_ends(link):
    for n in range(3):
        link = seen(link, GONE, hours=n)
    link = seen(link, SOUND, hours=30)
    fault = Fault.objects.get()
    assert (fault.state, fault.resolution) == (State.FIXED, "recovered")
    assert [change.after for change in LinkChange.objects.order_by("pk")] == ["soft_404", "sound"]


def test_what_could_not_be_told_is_no_strike(link):
    link = seen(link, GONE)
    link = seen(link, Verdict(LinkKind.UNKNOWN, 1.0), hours=1)
    assert (link.strikes, link.kind) == (1, "")


def test_a_host_that_does_not_answer_is_left_alone_twice_as_long_each_time(link):
    for n in range(3):
        link = seen(link, DEAD, hours=n)
    host = Host.objects.get(name="platform.example")
    assert (host.failures, host.rest_until) == (3, NOW + 2 * HOUR + timedelta(minutes=40))
    asked = Answering()
    Link.objects.update(due_at=NOW)
    actions.check_links(fetcher=asked, clock=lambda: NOW + 2 * HOUR, budget_s=5)
    assert asked.asked == []
    seen(link, SOUND, hours=4)
    assert Host.objects.get(name="platform.example").rest_until is None


def test_a_run_asks_for_what_is_due_once_and_keeps_robots(link):
    asked = Answering()
    done = actions.check_links(fetcher=asked, clock=lambda: NOW, budget_s=30)
    assert sorted(asked.asked) == ["https://platform.example/", "https://platform.example/iwo"]
    assert (done.checked, done.changed) == (2, 2)
    assert Host.objects.get().robots == "User-agent: *"
    assert actions.check_links(fetcher=asked, clock=lambda: NOW, budget_s=30).checked == 0


def test_a_run_that_is_cut_short_goes_on_where_it_was(link):
    asked = Answering()
    assert actions.check_links(fetcher=asked, clock=lambda: NOW, budget_s=30, limit=1).checked == 1
    assert actions.check_links(fetcher=asked, clock=lambda: NOW, budget_s=30).checked == 1
    assert len(set(asked.asked)) == 2


def test_checks_are_asked_for_when_wanted_and_due_and_once(link):
    assert actions.start_checks(now=NOW, wanted=False) is False
    assert actions.start_checks(now=NOW, wanted=True) is True
    assert actions.start_checks(now=NOW, wanted=True) is False


def test_what_is_expected_of_a_title_is_what_the_library_says(listed):
    coverage = [{"first": "1998", "last": "2009"}, {"first": "2012", "last": "2015-12"}]
    listed(
        "Journal of Imagined Hydrology",
        url="https://reader.example/j",
        online_identifier="2999-1236",
        first_year=1998,
        coverage=coverage,
    )
    actions.enroll(now=NOW)
    expected = expected_of(Link.objects.get(package_title__isnull=False), now=NOW)
    assert (expected.first_year, expected.last_year, expected.entitled) == (1998, 2015, False)
    assert expected.identifiers == {"2999-1236"}
