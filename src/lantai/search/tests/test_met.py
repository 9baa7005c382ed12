"""A word that is met again is not translated anew, and nothing of it is taken on trust."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found, Span
from lantai.core.query.parse import parse
from lantai.core.query.recent import Recent
from lantai.core.query.tree import AllOf, Node
from lantai.search import ENGINES
from lantai.search.build import document
from lantai.search.crosslang import Expanders, ask
from lantai.search.met import MOST_GROUPS, Met
from lantai.search.protocol import Engine


class Table:
    """A table that grows as a test wants."""

    origin = Origin.LEXICON

    def __init__(self, **words: str) -> None:
        self.words = {word: [said] for word, said in words.items()}

    def languages(self) -> set[tuple[str, str]]:
        return {("en", "fr")}

    def look_up(self, spans: Iterator[Span], targets: object) -> dict[Span, list[Found]]:
        return {span: [self._row(one) for one in self.words[span.key]] for span in spans if span.key in self.words}

    def _row(self, text: str) -> Found:
        return Found(text=text, lang="fr", weight=1.0, origin=self.origin, layer="test")


def put(engine: Engine, *titles: tuple[str, str], start: int = 1) -> None:
    made = [BibRecord(languages=(lang,), titles=(Title(forms=(TitleForm(title, lang),)),)) for lang, title in titles]
    with engine.writer() as writer:
        writer.put([document([one], number=number, sources=(), added=0) for number, one in enumerate(made, start)])
        writer.commit()


@pytest.fixture(params=["memory", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    made = ENGINES[request.param](tmp_path, create=True)
    put(made, ("fr", "bois"), ("fr", "fer"), ("en", "a bridge"), *[("en", "of wood")] * 300)
    return made


def groups(engine: Engine, expanders: Expanders, text: str) -> dict[str, Node]:
    """Return the groups of a question of several words by the words as typed."""
    tree = ask(engine, parse(text), expanders).strict
    assert isinstance(tree, AllOf)
    return dict(zip(text.split(), tree.nodes, strict=True))


def test_the_group_of_a_word_is_the_very_one_of_the_question_before(engine: Engine) -> None:
    expanders = Expanders([Table(wood="bois", iron="fer")])
    first, second = (groups(engine, expanders, text) for text in ("wood iron bridge", "iron old wood"))
    assert first["wood"] is second["wood"]
    assert first["iron"] is second["iron"]
    assert groups(engine, Expanders([Table(wood="bois")]), "wood old bridge")["wood"] is not first["wood"]


@pytest.mark.parametrize("title", ["bois", "forge"])
def test_a_work_that_takes_the_place_of_another_is_seen(engine: Engine, title: str) -> None:
    """Translations that no work had are searched, and words are weighed by how many works have them now."""
    table = Table(wood="bois", iron="fer")
    table.words["iron"].append("forge")
    expanders = Expanders([table])
    assert "forge" not in str(groups(engine, expanders, "wood iron bridge"))
    put(engine, *[("fr", title)] * 20, start=100)
    found = groups(engine, expanders, "wood iron bridge")
    assert found == groups(engine, Expanders([table]), "wood iron bridge")
    assert (title in str(found["iron"])) is (title == "forge")


def test_what_tables_say_now_counts(engine: Engine) -> None:
    table = Table(wood="bois", iron="fer")
    expanders = Expanders([table])
    groups(engine, expanders, "wood iron bridge")
    table.words["iron"] = ["bois"]
    found = groups(engine, expanders, "wood iron bridge")["iron"]
    assert found == groups(engine, Expanders([table]), "wood iron bridge")["iron"]
    assert "bois" in str(found)
    assert "fer" not in str(found)


def test_a_question_with_a_dropped_translation_spoils_nothing(engine: Engine) -> None:
    expanders = Expanders([Table(wood="bois", iron="fer")])
    question = parse("wood iron bridge")
    whole = ask(engine, question, expanders)
    dropped = ask(engine, question, expanders, dropped=["fr:fer"])
    assert "fer" not in str(dropped.question.tree)
    assert "bois" in str(dropped.question.tree)
    assert ask(engine, question, expanders) == whole


def test_words_are_weighed_anew_when_a_library_has_grown() -> None:
    met = Met(1_000, ("en", "fr"))
    assert met.among(1_010, ("en", "fr")) is met.among(990, ("en", "fr")) is met
    assert met.among(1_011, ("en", "fr")) is not met
    assert met.among(1_000, ("fr", "en")) is not met


def test_the_oldest_is_forgotten_first() -> None:
    recent = Recent[int, str](2)
    for number in (1, 2, 3):
        assert recent.keep(number, str(number)) == str(number)
    assert [recent.get(number) for number in (1, 2, 3)] == [None, "2", "3"]
    met = Met(1)
    made = [met.group(number, (), lambda: object()) for number in range(MOST_GROUPS + 1)]  # type: ignore[arg-type, return-value]
    assert met.group(MOST_GROUPS, (), lambda: object()) is made[-1]  # type: ignore[arg-type, return-value]
    assert met.group(0, (), lambda: object()) is not made[0]  # type: ignore[arg-type, return-value]
