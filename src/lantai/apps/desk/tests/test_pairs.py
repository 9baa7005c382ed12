"""The queue of proposed duplicates: one at a time, narrowed down, decided, skipped, taken back."""

import pytest

from lantai.catalog.models import Judgement, Verdict
from lantai.catalog.tests.conftest import record
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


def isbn(n: int) -> str:
    """Return the n-th of a row of valid ISBNs."""
    digits = f"97870200{n:04d}"
    return digits + str(-sum(int(d) * (1 if i % 2 == 0 else 3) for i, d in enumerate(digits)) % 10)


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def doubts(take) -> list[Judgement]:
    """Import four pairs of records that share an ISBN and no title, two of them in Chinese and Arabic."""
    langs = ["en", "en", "zh", "ar"]
    take([record(f"{n}", f"A book of roads {n}", by="Smith", isbn=isbn(n), lang=lang) for n, lang in enumerate(langs)])
    take(
        [record(f"9{n}", f"Quite another thing {n}", by="Jones", isbn=isbn(n)) for n in range(4)], source="other", name="o.jsonl"
    )
    return list(Judgement.objects.filter(verdict=Verdict.UNSURE).order_by("pk"))


def decide(staff, pair: Judgement, verdict: str = "different", level: str = "work", **more: str):
    return staff.post(f"/desk/pairs/{pair.pk}/judge/", {"verdict": verdict, "level": level, **more}, follow=True)


def test_the_oldest_pair_comes_first_with_both_sources_and_reasons(staff, doubts):
    shown = staff.get("/desk/pairs/").text
    assert "A book of roads 0" in shown
    assert "They share an identifier" in shown
    assert 'class="differs"' in shown
    assert "4</bdi> pairs left" in shown
    assert ">other</bdi>" in shown


def test_a_decision_brings_the_next_pair_and_can_be_taken_back_at_once(staff, doubts):
    shown = decide(staff, doubts[0]).text
    assert "A book of roads 1" in shown
    assert "3</bdi> pairs left" in shown
    last = Judgement.objects.get(by__isnull=False)
    assert "4</bdi> pairs left" in staff.post(f"/desk/pairs/{last.pk}/undo/", follow=True).text


def test_skipped_ones_come_again_when_asked_for(staff, doubts):
    shown = staff.get(f"/desk/pairs/?after={doubts[1].pk}").text
    assert "A book of roads 2" in shown
    assert "2</bdi> skipped" in shown
    assert "You have come to the end" in staff.get(f"/desk/pairs/?after={doubts[3].pk}").text


@pytest.mark.parametrize(
    ("query", "left"),
    [("language=zh", 1), ("source=other", 4), ("reason=titles_differ", 4), ("reason=parts_differ", 0), ("source=x'", 0)],
)
def test_the_queue_is_narrowed_down(staff, doubts, query, left):
    shown = staff.get(f"/desk/pairs/?{query}")
    assert shown.context["desk"].left == left
    assert "4</bdi> wait in all" in shown.text


@pytest.mark.parametrize("query", ["after=abc", "after=-1", "after=9999999999999999999999", "source=%00", "after=١"])
def test_an_address_that_says_nothing_shows_the_beginning(staff, doubts, query):
    assert staff.get(f"/desk/pairs/?{query}").context["desk"].left == 4


def test_a_narrowed_queue_stays_narrowed_from_pair_to_pair(staff, doubts):
    response = decide(staff, doubts[0], source="other", after="0")
    assert response.redirect_chain[-1][0] == "/desk/pairs/?source=other"


def test_the_second_of_two_people_is_told_who_was_first(staff, client, doubts):
    decide(staff, doubts[0])
    other = Account.objects.create_superuser("colleague")
    client.force_login(other)
    shown = decide(client, doubts[0], "same", "edition").text
    assert "librarian\u2069 decided first: Different" in shown
    assert Judgement.objects.filter(by=other).count() == 0


def test_an_answer_that_is_none_decides_nothing(staff, doubts):
    assert "no answer that is known" in decide(staff, doubts[0], "perhaps").text
    assert not Judgement.objects.filter(by__isnull=False).exists()


def test_decisions_are_listed_by_person_and_period(staff, doubts, librarian):
    decide(staff, doubts[0])
    assert "Different works" in staff.get("/desk/pairs/decisions/").text
    assert "Different works" in staff.get(f"/desk/pairs/decisions/?by={librarian.pk}&begin=2020-01-01").text
    assert "Nothing was decided" in staff.get("/desk/pairs/decisions/?end=2020-01-01").text
    assert staff.get("/desk/pairs/decisions/?begin=yesterday&by=999").status_code == 200


def test_a_decision_is_taken_back_from_the_list(staff, doubts):
    decide(staff, doubts[0])
    last = Judgement.objects.get(by__isnull=False)
    response = staff.post(f"/desk/pairs/{last.pk}/undo/", {"back": "decisions"}, follow=True)
    assert "the rules decide again" in response.text
    assert response.redirect_chain[-1][0] == "/desk/pairs/decisions/"


def test_deciding_is_not_for_readers(client, doubts):
    client.force_login(Account.objects.create_user("reader"))
    assert decide(client, doubts[0]).status_code == 403
    assert client.get("/desk/pairs/decisions/").status_code == 403
