"""A reader suggests a better translation: no account, no puzzle, nothing lost, nobody remembered."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from lantai.infra.guard import stamp
from lantai.vocab.models import Suggestion

from .asked import DREAM, asking

pytestmark = pytest.mark.django_db

FORM = "/search/words/better/?q=红楼梦+xyzzy&code="


@pytest.fixture(autouse=True)
def _asked(monkeypatch):
    monkeypatch.setattr("lantai.apps.discovery.words.whys.ask", asking({"红楼梦": ("zh", [DREAM])}))


def sent(client, *, code: str = DREAM.code, ago: int = 60, **more: str):
    form = {
        "text": "A Dream of Red Mansions",
        "language": "en",
        "source": "zh",
        "shown": stamp(timezone.now() - timedelta(seconds=ago)),
    }
    return client.post(FORM + quote(code), form | more)


def test_it_is_kept_for_staff_and_the_reader_thanked(client):
    response = sent(client, note="the Yangs’ translation")
    assert (response.status_code, response["Location"]) == (302, "/search/words/thanks/")
    assert "Thank you" in client.get("/search/words/thanks/").text
    kept = Suggestion.objects.get()
    assert (kept.source, kept.word, kept.target, kept.text, kept.shown) == (
        "zh",
        "红楼梦",
        "en",
        "A Dream of Red Mansions",
        DREAM.text,
    )


def test_the_form_begins_with_the_languages_of_both_words(client):
    shown = client.get(FORM + quote(DREAM.code)).text
    assert '<option value="en" selected>' in shown
    assert '<option value="zh" selected>' in shown


def test_a_word_that_nobody_could_translate_can_be_translated_by_a_reader(client):
    assert sent(client, code="xyzzy", source="en", language="ar", text="سحر").status_code == 302
    assert Suggestion.objects.get().shown == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"text": ""}, "required"),
        ({"text": "?!"}, "no letters"),
        ({"text": "x" * 121}, "120"),
        ({"language": "qq"}, "valid choice"),
        ({"source": ""}, "required"),
        ({"website": "http://spam.example"}, "A field that is hidden was filled in"),
        ({"ago": 0}, "sent very quickly"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_in_the_form(client, more, words):
    response = sent(client, **{"note": "my note", **more})
    assert (response.status_code, Suggestion.objects.count()) == (400, 0)
    assert words in response.text
    assert "my note" in response.text


def test_a_word_that_is_not_in_the_question_leads_to_those_that_are(client):
    response = client.get(FORM + "en:nonsense")
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/search/words/")


def test_more_than_anybody_could_read_is_refused_and_said(client):
    for n in range(10):
        assert sent(client, text=f"word {n}x").status_code == 302
    assert sent(client, text="another").status_code == 429
