"""Every page, in every language, on a phone and a desk, by day and by night: nothing sticks out, nothing is without a name."""

import pytest

from lantai.catalog.models import Harvest, Refusal, SourceRecord

from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
READERS = [
    "/",
    "/search/?q=history",
    "/search/?q=silk&page=-1&color=red",
    "/search/?q=nonsense",
    "/works/{work}/",
    "/works/{work}/sources/",
]
STAFF = [
    "/works/{work}/records/{record}/",
    "/desk/",
    "/desk/import/",
    "/desk/imports/{run}/",
    "/desk/refusals/{refusal}/",
    "/desk/pairs/",
    "/desk/deletions/",
]
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
NAMELESS = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select')].filter(
  e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || e.closest('label'))).map(e => e.outerHTML)"""


@pytest.fixture
def numbers(shelf) -> dict[str, int]:
    """Return the numbers that stand in the addresses."""
    received = SourceRecord.objects.select_related("instance").order_by("pk").first()
    return {
        "work": received.instance.work_id,
        "record": received.pk,
        "run": Harvest.objects.get().pk,
        "refusal": Refusal.objects.get().pk,
    }


@pytest.mark.parametrize("lang", ["en", "zh-hans", "ar"])
def test_no_page_is_wider_than_a_phone_and_every_control_has_a_name(numbers, staff, visit, lang):  # noqa: F811
    page = signed_in(visit, "/accounts/login/", width=390)
    for address in [*READERS, *STAFF]:
        page.goto(address.format(**numbers) + ("&" if "?" in address else "?") + f"lang={lang}")
        assert not page.evaluate(TOO_WIDE), f"{address} in {lang} is wider than the screen"
        assert page.evaluate(NAMELESS) == [], f"{address} in {lang}"
        assert page.locator("h1").count() == 1, f"{address} in {lang}"


def test_night_is_dark_and_day_is_light(shelf, visit):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert visit("/").evaluate(ground) == "rgb(250, 250, 247)"
    assert visit("/", dark=True).evaluate(ground) == "rgb(20, 23, 26)"
