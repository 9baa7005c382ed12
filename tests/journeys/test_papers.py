"""What is shown of papers (topics, figures of institutions, networks, disciplines, files of the whole, one's own shelf): no rule of accessibility broken,
and every page is walked through by keyboard with the focus in sight.

One library and one browser for all of them: most of the time goes into making these.
"""

import pytest
from playwright.sync_api import Page

from lantai.apps.analytics.queries import figures
from lantai.apps.analytics.tests.conftest import HERE, by, closed
from lantai.apps.shelf import actions as shelf
from lantai.apps.topics import actions as topics
from lantai.catalog import index, open_data
from lantai.catalog.models import Moved, Work
from lantai.catalog.papers import building
from lantai.catalog.papers.tests.conftest import THERE, described  # noqa: F401
from lantai.catalog.tests.conftest import NOW
from lantai.people.models import Account

from .test_everywhere import faults
from .test_keyboard import FOCUSED
from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "0exampl11"
PAGES = [
    "/topics/",
    "/topics/examples/",
    "/disciplines/",
    "/analytics/",
    "/analytics/all/",
    f"/analytics/{KEY}/",
    f"/analytics/{KEY}/report/",
    f"/analytics/{KEY}/papers/?color=closed",
    f"/analytics/{KEY}/network/authors/",
    f"/analytics/{KEY}/network/institutions/",
    "/exports/",
    "/search/?q=example&author_country=cn",
]
OWN = ["/my-shelf/", "/my-shelf/empty/", "/selected/?work={work}"]
STAFF = ["/desk/topics/", "/desk/topics/{topic}/", "/desk/analytics/add/"]
BY_KEYBOARD = ["/topics/examples/", f"/analytics/{KEY}/", f"/analytics/{KEY}/network/authors/", "/exports/", "/my-shelf/"]
MOST_STOPS = 60


@pytest.fixture
def papers(take, described, staff):  # noqa: F811
    """Make papers of two institutions, the store of them, a topic, and files of the whole; give the numbers that addresses need."""
    given = [
        {"number": n, "authorships": by(HERE, THERE), "publication_year": 2018 + n % 5, **(closed(n) if n % 3 == 0 else {})}
        for n in range(1, 13)
    ]
    take(described(*given), name="works.jsonl")
    index.rebuild()
    figures._counted.cache_clear()
    building.build(now=NOW)
    editor = Account.objects.get(username="librarian")
    topic = topics.make_topic(
        by=editor, now=NOW, slug="examples", names={"en": "Examples", "ar": "أمثلة"}, introductions={"en": "Made-up papers."}, search="q=paper"
    )  # fmt: skip
    topics.place_works(by=editor, topic=topic, pinned=[Work.objects.order_by("pk").first().pk], excluded=[], now=NOW)
    topics.publish(by=editor, topic=topic, now=NOW)
    open_data.make(now=NOW)
    works = list(Work.objects.order_by("pk").values_list("pk", flat=True)[:3])
    shelf.keep(account=editor, works=works, now=NOW)
    shelf.follow(account=editor, topic=topic, now=NOW)
    Moved.objects.create(work_id=works[1], to_id=works[0])
    Work.objects.filter(pk=works[1]).update(state=Work.State.MOVED)
    Work.objects.filter(pk=works[2]).update(state=Work.State.DELETED)
    return {"topic": topic.pk, "work": works[0]}


def stops(page: Page, address: str) -> list[str]:
    """Return what is wrong on the way of the Tab key through a page."""
    page.goto(f"{address}?lang=en")
    page.set_viewport_size({"width": 1280, "height": 844})
    found, seen = [], 0
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last stop
        now = page.evaluate(FOCUSED)
        if now["outline"] == "none":
            found.append(f"{address}: focus is not seen on {now['words'][:60]!r}")
        if now["covered"] and not now["small"]:
            found.append(f"{address}: what has the focus is hidden: {now['words'][:60]!r}")
        seen += now["acts"]
    return [*found, *([] if seen > 5 else [f"{address}: nothing is reached by keyboard"])]


def test_pages_of_papers_break_no_rule_and_are_walked_by_keyboard(papers, staff, visit):  # noqa: F811
    page = signed_in(visit, "/accounts/login/")
    found = faults(page, [*PAGES, *OWN, *STAFF], papers, by=staff)
    found += [fault for address in BY_KEYBOARD for fault in stops(page, address)]
    assert not found, "\n".join(found)
