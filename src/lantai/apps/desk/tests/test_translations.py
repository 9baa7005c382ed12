"""Staff look a word up, see why it is translated so, accept and block; and deal with what readers suggest."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from msgspec import structs

from lantai.apps.desk.queries import translations as queries
from lantai.catalog import asking, index, training, translations
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.core.bib.record import Contribution, Text
from lantai.core.bilingual.entry import Layer, Origin, Row
from lantai.core.bilingual.pairs import NameForm
from lantai.core.bilingual.words import key
from lantai.core.query.parse import parse
from lantai.people.models import Account
from lantai.vocab import actions
from lantai.vocab import queries as vocab
from lantai.vocab.models import Decision, Suggestion, SuggestionState, Training

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 28, tzinfo=UTC)
MADE = Layer(name="made", origin=Origin.LEXICON, title="A made dictionary", licence="CC0", version="3")
ROWS = [
    Row("zh", "书", "en", "book", 0.8, evidence=3, expected=9.0),
    Row("zh", "书", "en", "Table", 0.9, evidence=1, expected=9.0),
    Row("zh", "书", "fr", "livre", 0.7, evidence=2, expected=9.0, via="en:book"),
]


@pytest.fixture
def tables(library):
    """Make tables of a learned layer and a dictionary."""
    with translations.shelf().making(key_of=key) as writer:
        writer.layer(training.LEARNED, rows=ROWS)
        writer.layer(MADE, rows=[Row("zh", "书", "en", "book", 1.0)])
        writer.fact("counts", '{"drawn": {"en zh": 5}, "kept": {"en zh": 4}, "refused": {"language": 1}}')


@pytest.fixture
def staff(librarian) -> Client:
    client = Client()
    client.force_login(librarian)
    return client


def decided(client: Client, **given: str) -> str:
    said = {"source": "zh", "word": "书", "key": "书", "target": "en", "text": "Table", "verdict": "blocked"} | given
    return client.post("/desk/translations/decide/", said, follow=True).content.decode()


def test_a_word_shows_its_translations_with_where_each_is_from(tables, staff):
    page = staff.get("/desk/translations/", {"word": "书"}).content.decode()
    assert "A made dictionary" in page
    assert "Learned from this library’s records" in page
    assert "by way of" in page
    assert page.index("Table") < page.index("livre")


def test_blocking_strikes_a_translation_and_it_is_used_no_more(tables, staff):
    page = decided(staff, back="/desk/translations/?word=%E4%B9%A6")
    assert "<del>" in page
    assert "Blocked" in page
    assert [
        line.text for reading in queries.readings("书", source="zh", target="en") for line in reading.lines if line.is_blocked
    ] == ["Table"]
    staff.post(f"/desk/translations/decisions/{Decision.objects.get().pk}/undo/")
    assert not vocab.decisions().exists()


def test_a_translation_of_ones_own_stands_first(tables, staff):
    decided(staff, text="volume", verdict="accepted", key="")
    (reading,) = queries.readings("书", source="zh", target="en")
    assert next(line.text for line in reading.lines) == "volume"
    assert "volume" in staff.get("/desk/translations/decisions/?verdict=accepted").content.decode()


@pytest.mark.parametrize("wrong", [{"verdict": "burned"}, {"text": " "}, {"target": "no language"}, {"word": ""}])
def test_an_answer_that_makes_no_sense_decides_nothing(tables, staff, wrong):
    page = decided(staff, **wrong)
    assert "notice" in page
    assert not Decision.objects.exists()


def test_it_leads_back_only_to_its_own_pages(tables, staff):
    said = {
        "source": "zh",
        "word": "书",
        "target": "en",
        "text": "Table",
        "verdict": "blocked",
        "back": "https://elsewhere.example/",
    }
    assert staff.post("/desk/translations/decide/", said).headers["Location"].startswith("/desk/translations/?word=")


def test_what_a_word_is_by_way_of_english_is_shown_and_can_be_blocked(library, staff):
    with translations.shelf().making(key_of=key) as writer:
        writer.layer(MADE, rows=[Row("zh", "书", "en", "book", 1.0), Row("en", "book", "fr", "livre", 1.0)])
    (reading,) = queries.readings("书")
    assert {(line.target, line.text): [found.via for found, _ in line.says] for line in reading.lines} == {
        ("en", "book"): [""],
        ("fr", "livre"): ["en:book"],
    }
    decided(staff, target="fr", text="livre")
    (reading,) = queries.readings("书", target="fr")
    assert [line.is_blocked for line in reading.lines] == [True]


def test_a_name_shows_its_other_forms_with_the_works_that_give_them_and_one_can_be_blocked(take, staff):
    forms = tuple(Text(text, lang) for text, lang in (("Lu, Xun", "zh-Latn"), ("卢迅", "zh")))
    diary = structs.replace(record("1", "A madman's diary", lang="en"), contributions=(Contribution(forms=forms),))
    take([diary, record("2", "卢迅研究", lang="zh")])
    index.rebuild()
    number = Work.objects.get(title="A madman's diary").pk
    with translations.shelf().making(key_of=key) as writer:
        writer.layer(training.LEARNED, rows=[Row("en", "book", "zh", "书", 1.0)])
        writer.names([NameForm(form.value, form.lang, "one", number) for form in forms], ())
    for is_blocked in (False, True):
        (reading,) = queries.readings("Lu Xun")
        (line,) = reading.lines
        assert (line.text, line.is_blocked, [work.title for work in line.works]) == ("卢迅", is_blocked, ["A madman's diary"])
        searched = asking.ask(parse("Lu Xun"), lang="en").expansion.concepts
        assert [one.text for concept in searched for one in concept.alternatives] == ([] if is_blocked else ["卢迅"])
        decided(staff, source=line.source, word="Lu Xun", key=line.key, target=line.target, text=line.text)


@pytest.mark.parametrize("word", ["没有这个词", "x" * 300, "🙂", "书\0"])
def test_words_that_nobody_knows_have_a_page(tables, staff, word):
    assert staff.get("/desk/translations/", {"word": word}).status_code == 200


def test_the_state_of_the_tables_is_told(tables, staff):
    page = staff.get("/desk/translations/").content.decode()
    assert "CC0" in page
    assert "not in the language that the record says" in page
    assert "Chinese" in page


@pytest.mark.parametrize("there", [True, False])
def test_without_tables_or_with_damaged_ones_the_pages_say_so(library, staff, there):
    if there:
        (library / "translations").mkdir()
        (library / "translations" / "current").write_text("0123456789abcdef.tables")
    for address in ("", "?word=book", "doubtful/", "suggestions/", "decisions/"):
        assert staff.get(f"/desk/translations/{address}").status_code == 200
    page = staff.get("/desk/translations/").content.decode()
    assert ("lantai train --full" in page) is there


def test_what_one_work_alone_says_strongly_is_doubtful(tables, staff):
    assert [line.text for line in queries.doubtful("zh", "en")] == ["Table"]
    assert "Table" in staff.get("/desk/translations/doubtful/", {"pair": "zh en"}).content.decode()
    assert staff.get("/desk/translations/doubtful/", {"pair": "xx yy zz"}).status_code == 200


def test_training_is_asked_for_and_its_progress_shown(tables, staff):
    staff.post("/desk/translations/train/")
    Training.objects.update(phase="read", done=3, total=4)
    page = staff.get("/desk/translations/?part=tables").content.decode()
    assert "Reading works" in page
    assert 'aria-valuenow="75"' in page


@pytest.mark.parametrize(
    ("answer", "text", "state"),
    [("accept", "tome", SuggestionState.ACCEPTED), ("accept", "codex", SuggestionState.CHANGED), ("refuse", "tome", SuggestionState.REFUSED),
     ("accept", " ", SuggestionState.OPEN), ("burn", "tome", SuggestionState.OPEN)],
)  # fmt: skip
def test_staff_answer_a_readers_suggestion(tables, staff, answer, text, state):
    suggestion = actions.suggest(source="zh", word="书", target="en", text="tome", shown="book", note="older", now=NOW)
    assert "tome" in staff.get("/desk/translations/suggestions/").content.decode()
    staff.post(f"/desk/translations/suggestions/{suggestion.pk}/close/", {"answer": answer, "text": text})
    assert Suggestion.objects.get().state == state
    assert staff.get("/desk/translations/suggestions/?state=closed").status_code == 200
    staff.post(f"/desk/translations/suggestions/{suggestion.pk}/reopen/")
    assert Suggestion.objects.get().state == SuggestionState.OPEN


def test_the_first_page_says_that_suggestions_wait(library, staff):
    assert "suggested by" not in staff.get("/desk/").content.decode()
    actions.suggest(source="zh", word="书", target="en", text="tome", now=NOW)
    assert "translation suggested by a reader" in staff.get("/desk/").content.decode()


def test_readers_are_let_in_nowhere(tables, db):
    client = Client()
    client.force_login(Account.objects.create_user("reader"))
    for address in ("", "suggestions/", "decisions/", "doubtful/"):
        assert client.get(f"/desk/translations/{address}").status_code == 403
    assert client.post("/desk/translations/train/").status_code == 403
