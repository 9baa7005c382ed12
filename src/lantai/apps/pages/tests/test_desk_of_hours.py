"""Hours and notices: said by staff, seen by readers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lantai.apps.pages import actions
from lantai.apps.pages.models import Notice, Place, SpecialDay, Tone
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

from .conftest import NOW, signed_in

pytestmark = pytest.mark.django_db
NAMES = {"name_en": "Main library", "name_zh-hans": "总馆", "name_ar": ""}
WEEK = {f"day_{n}": "08:00–22:00" for n in range(5)} | {"day_5": "20:00–02:00", "day_6": ""}


@pytest.fixture
def staff(librarian):
    return signed_in(librarian)


@pytest.fixture
def place(staff) -> Place:
    staff.post("/desk/hours/new/", NAMES | WEEK)
    return Place.objects.get()


def test_a_place_is_added_with_its_week(client, staff, place):
    assert place.spans.count() == 6
    shown = client.get("/hours/?week=2026-11-23&lang=en").text
    assert "Main library" in shown
    assert shown.count("08:00") >= 5
    assert "into the next day" in shown
    assert "总馆" in client.get("/hours/?lang=zh-hans").text
    assert '<bdi lang="en" dir="ltr">Main library</bdi>' in client.get("/hours/?lang=ar").text


def test_what_was_said_before_is_replaced(staff, place):
    staff.post(f"/desk/hours/{place.pk}/", NAMES | WEEK | {"day_0": "9-12, 13-17"})
    assert [str(s) for s in place.spans.filter(weekday=0)] == ["0: 09:00-12:00", "0: 13:00-17:00"]
    assert AuditEntry.objects.filter(action="pages.hours.change").count() == 2


def test_a_form_that_is_not_right_keeps_what_was_typed(staff, place):
    shown = staff.post(f"/desk/hours/{place.pk}/", NAMES | WEEK | {"day_0": "early", "name_en": ""} | {"name_zh-hans": ""}).text
    assert 'value="early"' in shown
    assert shown.count('class="st stop"') == 2
    assert place.spans.filter(weekday=0).count() == 1


def test_a_holiday_says_why_in_the_readers_language(client, staff, place):
    said = {"place": "", "first": "2026-11-26", "last": "2026-11-27", "spans": "", "reason_en": "Exams", "reason_zh-hans": "考试"}
    staff.post("/desk/hours/days/", said)
    shown = client.get("/hours/?week=2026-11-23&lang=zh-hans").text
    assert shown.count("考试") == 2
    staff.post(f"/desk/hours/days/{SpecialDay.objects.get().pk}/remove/")
    assert "考试" not in client.get("/hours/?week=2026-11-23&lang=zh-hans").text


@pytest.mark.parametrize(("last", "spans"), [("2026-11-20", ""), ("", "9-12, 13-17"), ("", "noon")])
def test_days_that_cannot_be_are_refused(staff, place, last, spans):
    shown = staff.post("/desk/hours/days/", {"place": "", "first": "2026-11-26", "last": last, "spans": spans})
    assert shown.status_code == 200
    assert 'class="st stop"' in shown.text
    assert not SpecialDay.objects.exists()


def test_a_place_can_be_removed(staff, place):
    staff.post(f"/desk/hours/{place.pk}/remove/")
    assert not Place.objects.exists()


@pytest.mark.parametrize("week", ["", "2026-02-30", "99999-01-01", "x", "1066-10-14"])
def test_no_week_is_an_error(client, place, week):
    assert client.get(f"/hours/?week={week}").status_code == 200


def test_machines_get_the_hours_as_data_that_is_never_code(client, staff, place):
    staff.post(f"/desk/hours/{place.pk}/", NAMES | WEEK | {"name_en": "</script><b>"})
    data = client.get("/hours/?lang=en").text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert '"@type":"Library"' in data
    assert '"dayOfWeek":"https://schema.org/Saturday","opens":"20:00","closes":"02:00"' in data
    assert "<" not in data


def test_the_first_page_says_what_is_open(client, place):
    assert "The whole week" in client.get("/?lang=en").text


def put_up(by: Account, **more: object) -> Notice:
    said = {"headings": {"en": "Closed early.", "ar": "إغلاق مبكر."}, "texts": {}, "tone": Tone.WARN, "link": ""}
    now = timezone.now()
    return actions.put_up_notice(by=by, now=now, **(said | {"starts_at": now - timedelta(hours=1), "ends_at": None} | more))


def test_a_notice_stands_on_the_first_page_in_the_readers_language(client, librarian):
    put_up(librarian)
    assert "إغلاق مبكر." in client.get("/?lang=ar").text
    assert '<bdi lang="en" dir="ltr">Closed early.</bdi>' in client.get("/?lang=zh-hans").text


def test_it_is_there_from_its_beginning_to_its_end(client, librarian):
    now = timezone.now()
    put_up(librarian, starts_at=now + timedelta(hours=1), ends_at=None)
    put_up(librarian, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    assert "Closed early." not in client.get("/?lang=en").text


def test_a_reader_hides_it_for_good_with_one_cookie_of_ours(client, librarian):
    notice = put_up(librarian)
    response = client.post(f"/notices/{notice.pk}/hide/", {"next": "/about/"})
    assert response["Location"] == "/about/"
    assert response.cookies["hidden-notices"].value == str(notice.pk)
    assert "Closed early." not in client.get("/?lang=en").text
    assert client.post(f"/notices/{notice.pk}/hide/", {"next": "https://elsewhere.example/"})["Location"] == "/"


@pytest.mark.parametrize("cookie", ["x", "1.x.²", "9" * 400, "1." * 5000])
def test_a_cookie_that_was_meddled_with_does_no_harm(client, librarian, cookie):
    put_up(librarian)
    client.cookies["hidden-notices"] = cookie
    assert client.get("/").status_code == 200


def test_staff_put_it_up_change_it_and_take_it_down(client, staff):
    form = {"heading_en": "Lift out of order.", "tone": "stop", "starts_at": "2026-11-27T08:00", "ends_at": "", "link": "/hours/"}
    staff.post("/desk/notices/new/", form)
    notice = Notice.objects.get()
    staff.post(f"/desk/notices/{notice.pk}/", form | {"text_en": "Use the stairs."})
    assert Notice.objects.get().texts == {"en": "Use the stairs."}
    staff.post(f"/desk/notices/{notice.pk}/end/")
    assert not Notice.objects.current(now=timezone.now()).exists()
    assert [e.action for e in AuditEntry.objects.filter(action__startswith="pages.notice").order_by("pk")] == [
        "pages.notice.add",
        "pages.notice.change",
        "pages.notice.end",
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"heading_en": ""}, {"link": "javascript:alert(1)"}, {"link": "//elsewhere.example"}, {"ends_at": "2026-11-01T08:00"}],
)
def test_a_notice_that_cannot_be_is_refused(staff, wrong):
    form = {"heading_en": "Words", "tone": "note", "starts_at": "2026-11-27T08:00", "ends_at": "", "link": ""}
    shown = staff.post("/desk/notices/new/", form | wrong)
    assert 'class="st stop"' in shown.text
    assert not Notice.objects.exists()


def test_actions_ask_for_the_permission_themselves(prepared):
    reader = Account.objects.create_user("reader")
    with pytest.raises(PermissionDenied):
        put_up(reader)
    with pytest.raises(PermissionDenied):
        actions.add_place(by=reader, names={"en": "x"}, addresses={}, now=NOW)
