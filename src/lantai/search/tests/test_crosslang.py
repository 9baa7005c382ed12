from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from lantai.core.bib.record import BibRecord, Note, NoteKind, Text, Title, TitleForm
from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key
from lantai.core.query.expansion import Found, Span
from lantai.core.query.parse import parse
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import Term
from lantai.search import ENGINES, crosslang
from lantai.search.build import document
from lantai.search.crosslang import Asked, Expanders, ask
from lantai.search.protocol import Engine, Request, Sort
from lantai.search.translations.rulings import Ruling, Rulings

WORKS = {
    1: ("en", "Dream of the red chamber"),
    2: ("zh", "红楼梦研究"),
    3: ("en", "Deep learning for library search"),
    4: ("fr", "L'apprentissage profond"),
    5: ("en", "Retrieval of documents with BERT"),
    6: ("en", "The times"),
    7: ("ru", "Глубокое обучение"),
    8: ("de", "Suche in der Bibliothek"),
}
TABLE = {
    ("zh", "红楼梦"): {"en": [("Dream of the Red Chamber", 1.0)], "fr": [("Le rêve dans le pavillon rouge", 1.0)]},
    ("zh", "深度学习"): {"en": [("deep learning", 0.9), ("profound study", 0.1)]},
    ("zh", "检索"): {"en": [("retrieval", 0.6), ("search", 0.4)]},
    ("en", "deep learning"): {"fr": [("apprentissage profond", 1.0)]},
    ("en", "deep"): {"ru": [("глубокий", 1.0)]},
    ("en", "learning"): {"ru": [("обучение", 1.0)], "fr": [("érudition", 1.0)]},
    ("en", "library"): {"de": [("Bibliothek", 1.0)]},
}


class Table:
    """A table that a test wrote down."""

    origin = Origin.LEXICON

    def __init__(self) -> None:
        self._rows = {Span(lang, key(word, lang)): rows for (lang, word), rows in TABLE.items()}

    def languages(self) -> Collection[tuple[str, str]]:
        return {(span.lang, target) for span, rows in self._rows.items() for target in rows}

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        return {span: found for span in spans if (found := list(self._found(span, targets)))}

    def _found(self, span: Span, targets: Collection[str]) -> Iterator[Found]:
        for lang, rows in self._rows.get(span, {}).items():
            if lang in targets:
                yield from (Found(text=text, lang=lang, weight=weight, origin=self.origin, layer="test") for text, weight in rows)


class Words:
    """A dictionary of a few words, one translation each."""

    origin = Origin.LEXICON

    def __init__(self, words: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
        self._rows = {Span(lang, key(word, lang)): rows for (lang, word), rows in words.items()}

    def languages(self) -> Collection[tuple[str, str]]:
        return {(span.lang, target) for span, rows in self._rows.items() for target in rows}

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        return {
            span: [
                Found(text=text, lang=lang, weight=1.0, origin=self.origin, layer="test")
                for lang, text in self._rows[span].items()
                if lang in targets
            ]
            for span in spans
            if span in self._rows
        }


class Forms:
    """Known forms of names, by the name as typed."""

    origin = Origin.NAME

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        self._known = known

    def languages(self) -> Collection[tuple[str, str]]:
        return ()

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        return self.forms(spans, targets)

    def forms(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        known = {span: self._known[span.key] for span in spans if span.key in self._known}
        return {
            span: [Found(text=t, lang=lang, weight=1.0, origin=self.origin, layer="names")] for span, (t, lang) in known.items()
        }


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = ENGINES["memory"](tmp_path_factory.mktemp("index"), create=True)
    with made.writer() as writer:
        writer.put(
            [document([described(lang, title)], number=number, sources=(), added=0) for number, (lang, title) in WORKS.items()]
        )
        writer.commit()
    return made


def described(lang: str, title: str) -> BibRecord:
    note = Note(forms=(Text("", lang),), kind=NoteKind.SUMMARY)
    return BibRecord(languages=(lang,), titles=(Title(forms=(TitleForm(title, lang),)),), notes=(note,))


EXPANDERS = Expanders([Table()])


def asked(engine: Engine, text: str, **rest: object) -> Asked:
    return ask(engine, parse(text), EXPANDERS, **rest)  # type: ignore[arg-type]


def found(engine: Engine, text: str, **rest: object) -> list[int]:
    question = asked(engine, text, **rest).question
    assert question.tree is not None
    request = Request(tree=question.tree, typed=question.typed, exact_key=question.exact_key)
    return [hit.id for hit in engine.search(request).hits]


def shown(answer: Asked) -> dict[str, list[str]]:
    return {concept.text: [one.text for one in concept.alternatives] for concept in answer.expansion.concepts}


def test_it_finds_works_in_other_languages(engine: Engine) -> None:
    assert set(found(engine, "红楼梦")) == {1, 2}
    assert set(found(engine, "深度学习")) == {3, 4}


def test_it_says_by_which_words(engine: Engine) -> None:
    (concept,) = asked(engine, "红楼梦").expansion.concepts
    (one,) = concept.alternatives
    assert (concept.lang, one.text, one.lang, one.origin, one.layers, one.code) == (
        "zh", "Dream of the Red Chamber", "en", Origin.LEXICON, ("test",), "en:dream of the red chamber",
    )  # fmt: skip


def test_a_translation_that_no_work_has_is_not_searched(engine: Engine) -> None:
    assert "Le rêve dans le pavillon rouge" not in shown(asked(engine, "红楼梦"))["红楼梦"]


def test_it_goes_through_english_where_no_table_leads_directly(engine: Engine) -> None:
    (concept,) = asked(engine, "深度学习").expansion.concepts
    through = {one.text: one.via for one in concept.alternatives if one.lang == "fr"}
    assert through == {"apprentissage profond": "en:deep learning"}


def test_a_phrase_is_one_concept_and_its_words_stand_in_where_it_is_unknown(engine: Engine) -> None:
    answer = shown(asked(engine, "deep learning"))
    assert answer == {"deep learning": ["apprentissage profond"], "deep": ["глубокий"], "learning": ["обучение"]}
    assert set(found(engine, "deep learning")) == {3, 4, 7}


def test_what_the_reader_dropped_is_not_searched_and_stays_in_sight(engine: Engine) -> None:
    answer = asked(engine, "红楼梦", dropped=["en:dream of the red chamber"])
    (concept,) = answer.expansion.concepts
    assert [one.code for one in concept.dropped] == ["en:dream of the red chamber"]
    assert found(engine, "红楼梦", dropped=["en:dream of the red chamber"]) == [2]


def test_only_my_words_are_only_my_words(engine: Engine) -> None:
    answer = asked(engine, "红楼梦", own=True)
    assert answer.expansion.off
    assert answer.expansion.concepts == ()
    assert found(engine, "红楼梦", own=True) == [2]


@pytest.mark.parametrize("text", ['"红楼梦"', "红楼梦 NOT dream", "callnumber:红楼梦", "author:红楼梦", "红楼梦*"])
def test_what_is_quoted_excluded_or_shortened_stays_as_typed(engine: Engine, text: str) -> None:
    assert 1 not in found(engine, text)


def test_words_in_a_field_are_translated_in_that_field(engine: Engine) -> None:
    assert set(found(engine, "title:红楼梦")) == {1, 2}
    assert found(engine, "subject:红楼梦") == []


def test_among_names_a_word_is_no_word_to_translate(engine: Engine) -> None:
    assert shown(asked(engine, "author:红楼梦")) == {"红楼梦": []}


def test_scripts_within_one_word_are_read_each_for_itself(engine: Engine) -> None:
    assert found(engine, "基于BERT的检索")[0] == 5


def test_works_with_a_part_of_the_words_come_after_those_with_all(engine: Engine) -> None:
    answer = asked(engine, "deep learning library xyzzy")
    assert answer.all_words == 0
    assert found(engine, "deep learning library xyzzy")[0] == 3
    assert asked(engine, "deep library").all_words is None


def test_of_two_words_the_known_one_finds_what_it_finds_alone(engine: Engine) -> None:
    answer = asked(engine, "library xyzzy")
    assert (answer.all_words, answer.expansion.untranslated) == (0, ("xyzzy",))
    assert found(engine, "library xyzzy") == found(engine, "library") == [3, 8]
    assert found(engine, "title:library author:xyzzy") == []


def test_where_the_likeliest_language_says_nothing_of_use_another_is_tried(engine: Engine) -> None:
    expanders = Expanders([Words({("en", "suche"): {"zh": "无"}, ("de", "suche"): {"en": "search"}})])
    answer = ask(engine, parse("Suche"), expanders, prior="en")
    assert answer.expansion.languages == ("de",)
    assert {concept.text: [one.text for one in concept.alternatives] for concept in answer.expansion.concepts} == {
        "Suche": ["search"]
    }


def test_a_word_that_a_dictionary_knows_as_a_name_has_the_forms_that_records_give(engine: Engine) -> None:
    expanders = Expanders([Words({("zh", "贝多芬"): {"en": "Beethoven"}}), Forms({"贝多芬": ("Глубокое", "ru")})])
    answer = ask(engine, parse("贝多芬"), expanders)
    assert {one.text: one.origin for one in answer.expansion.concepts[0].alternatives} == {"Глубокое": Origin.NAME}


@pytest.mark.parametrize(("read_as", "into"), [("ru", "en"), ("uk", "de")])
def test_a_form_of_a_name_that_staff_blocked_is_searched_in_no_language(engine: Engine, read_as: str, into: str) -> None:
    blocked = Ruling(read_as, key("Мо Янь", read_as), into, "library", accepted=False)
    for rulings, expected in ((Rulings(), {"Мо Янь": ["library"]}), (Rulings([blocked]), {})):
        answer = ask(engine, parse("Мо Янь"), Expanders([Forms({"Мо Янь": ("library", "en")})], rulings))
        assert {text: words for text, words in shown(answer).items() if words} == expected


def test_a_translation_by_way_of_english_is_blocked_between_its_own_languages_alone(engine: Engine) -> None:
    known = {("zh", "学习"): {"en": "learning"}, ("en", "learning"): {"fr": "apprentissage"}}
    blocked = Rulings([Ruling("zh", "学习", "fr", "apprentissage", accepted=False)])
    assert shown(ask(engine, parse("学习"), Expanders([Words(known)]))) == {"学习": ["learning", "apprentissage"]}
    assert shown(ask(engine, parse("学习"), Expanders([Words(known)], blocked))) == {"学习": ["learning"]}
    assert shown(ask(engine, parse("learning"), Expanders([Words(known)], blocked))) == {"learning": ["apprentissage"]}


class Sounds(Forms):
    """What names sound like, and no record says."""

    def forms(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        return {}

    def words(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        return {}

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        return super().forms(spans, targets)


def test_a_common_word_of_another_language_has_no_names_that_sound_like_it(engine: Engine) -> None:
    known = {("en", "open"): {"zh": "研究"}, ("en", "open access"): {"de": "nirgends"}, ("fr", "access"): {"de": "x"}}
    expanders = Expanders([Words(known), Sounds({"open": ("Обучение", "ru"), "oben": ("Обучение", "ru")})])
    assert shown(ask(engine, parse("open access"), expanders)) == {"open": ["研究"]}
    assert shown(ask(engine, parse("oben"), expanders)) == {"oben": ["Обучение"]}


def test_a_common_word_that_more_works_have_as_a_name_may_sound_like_one(tmp_path):
    expanders = Expanders(
        [
            Words({("de", "wilde"): {"ru": "дикие"}, ("en", "wilde salome"): {"de": "x"}, ("fr", "salome"): {"de": "x"}}),
            Sounds({"wilde": ("Уайльд", "ru")}),
        ]
    )
    works = [("Wilde", "Salome"), ("", "Уайльд")]
    made = ENGINES["memory"](tmp_path, create=True)
    with made.writer() as writer:
        writer.put([replace(document([described("en" if name else "ru", title)], number=number, sources=(), added=0), names=name.lower())
                    for number, (name, title) in enumerate(works, start=1)])  # fmt: skip
        writer.commit()
    assert shown(ask(made, parse("wilde salome"), expanders)) == {"wilde": ["Уайльд"], "salome": []}


def test_function_words_alone_are_searched_as_typed(engine: Engine) -> None:
    assert found(engine, "the times")[0] == 6
    assert asked(engine, "the").question.tree == parse("the").tree


def test_untranslated_words_are_told(engine: Engine) -> None:
    assert asked(engine, "红楼梦 zzyzx 1984").expansion.untranslated == ("zzyzx",)


def test_the_readers_own_word_is_never_scaled_down(engine: Engine) -> None:
    terms = positive_terms(asked(engine, "deep learning 深度学习").question.tree)
    assert {term.weight for term in terms if not term.lang and not term.origin} == {1.0}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "a",
        "1984",
        "书",
        "ქართული ენა",
        "the of and",
        "x " * 500,
        "红" * 500,
        "ab红cd楼ef",
        "\u202e(((",
        "NOT x",
        'a OR "b c" NOT (d e)',
    ],
)
def test_whatever_is_asked_has_an_answer(engine: Engine, text: str) -> None:
    for expanders in (EXPANDERS, Expanders()):
        answer = ask(engine, parse(text), expanders, prior="xx")
        if answer.question.tree is not None:
            engine.search(Request(tree=answer.question.tree, typed=answer.question.typed))


def test_without_tables_and_works_a_question_stays_as_it_is(tmp_path) -> None:  # type: ignore[no-untyped-def]
    empty = ENGINES["memory"](tmp_path, create=True)
    answer = ask(empty, parse("红楼梦"), Expanders())
    assert isinstance(answer.question.tree, Term)
    assert answer.expansion.untranslated == ()


def test_in_a_collection_of_one_language_no_word_is_called_untranslated(engine: Engine) -> None:
    assert asked(engine, "zzyzx", prior="en", targets=["en"]).expansion.concepts == ()


def library_of(directory: Path, *works: tuple[str, str]) -> Engine:
    made = ENGINES["memory"](directory, create=True)
    with made.writer() as writer:
        writer.put(
            [document([described(*work)], number=number, sources=(), added=0) for number, work in enumerate(works, start=1)]
        )
        writer.commit()
    return made


def test_a_word_whose_translation_stands_in_no_work_is_read_in_its_pieces(tmp_path):
    known = {
        ("zh", "文学史"): {"en": "history of literature"},
        ("zh", "文学"): {"en": "literature"},
        ("zh", "史"): {"en": "history"},
    }
    expanders = Expanders([Words(known)])
    without = library_of(tmp_path / "a", ("en", "A history"), ("en", "The literature of China"))
    assert shown(ask(without, parse("文学史"), expanders)) == {"文学": ["literature"], "史": ["history"]}
    with_it = library_of(tmp_path / "b", ("en", "A history of literature"), ("en", "Literature"))
    assert shown(ask(with_it, parse("文学史"), expanders)) == {"文学史": ["history of literature"]}


def test_a_short_question_is_of_the_language_that_knows_it_as_a_whole(tmp_path):
    known = {("pt", "almas mortas"): {"ru": "Мертвые души"}, ("fr", "mortas"): {"en": "death"}, ("fr", "almas"): {"en": "souls"}}
    library = library_of(tmp_path, ("ru", "Мертвые души"), ("en", "Death of souls"))
    answer = ask(library, parse("Almas mortas"), Expanders([Words(known)]))
    assert shown(answer) == {"Almas mortas": ["Мертвые души"]}


def test_so_is_a_title_whose_article_the_tables_leave_out(tmp_path):
    known = {
        ("pt", "amor nos tempos do cólera"): {"ru": "Любовь во время холеры"},
        ("es", "amor"): {"en": "love"},
        ("es", "cólera"): {"en": "rage"},
    }
    library = library_of(tmp_path, ("ru", "Любовь во время холеры"), ("en", "Love and rage"), ("es", "El siglo"))
    answer = ask(library, parse("O amor nos tempos do cólera"), Expanders([Words(known)]))
    assert shown(answer) == {"amor nos tempos do cólera": ["Любовь во время холеры"]}


@pytest.mark.parametrize("typed", ["dream of the red chamber", "The Dream of the Red Chamber"])
def test_a_title_longer_than_a_phrase_is_looked_up_whole(tmp_path, typed):
    known = {("en", "dream of the red chamber"): {"zh": "红楼梦"}, ("en", "chamber"): {"zh": "西厢"}}
    answer = ask(library_of(tmp_path, ("zh", "红楼梦"), ("zh", "西厢记")), parse(typed), Expanders([Words(known)]))
    assert shown(answer) == {typed.removeprefix("The "): ["红楼梦"]}


def test_what_is_no_title_in_length_is_looked_up_in_phrases_alone(tmp_path):
    known = {("en", "one two three four five six seven eight nine"): {"zh": "九"}, ("en", "eight nine"): {"zh": "八"}}
    library = library_of(tmp_path, ("zh", "八 九"))
    answer = shown(ask(library, parse("one two three four five six seven eight nine"), Expanders([Words(known)])))
    assert [text for text, found in answer.items() if found] == ["eight nine"]


class Noting:
    """An engine that notes what it was asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.asked: list[Request] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def search(self, request: Request) -> object:
        self.asked.append(request)
        return self._engine.search(request)


def test_where_a_page_of_works_likely_has_all_it_is_asked_as_the_page_will_ask(tmp_path: Path, engine: Engine) -> None:
    many = ENGINES["memory"](tmp_path, create=True)
    with many.writer() as writer:
        writer.put(document([described("en", "Deep library")], number=number, sources=(), added=0) for number in range(1, 31))
        writer.commit()
    for library, sort in ((many, Sort.RELEVANCE), (engine, Sort.ADDED)):
        noting = Noting(library)
        question = asked(noting, "deep library").question  # type: ignore[arg-type]
        first = next(request for request in noting.asked if request.bare)
        assert (first.tree, first.sort) == (question.tree, sort)
        assert first.tree is question.tree  # the very object, by which an engine remembers what it read


def test_many_works_are_first_asked_for_the_rarest_concepts(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "deep learning library search"
    at_once, later = Noting(engine), Noting(engine)
    few = asked(at_once, text)  # type: ignore[arg-type]
    monkeypatch.setattr(crosslang, "AT_ONCE", 0)
    monkeypatch.setattr(crosslang, "RAREST", 2)
    many = asked(later, text)  # type: ignore[arg-type]
    assert many == few
    counts = [[request for request in noting.asked if request.bare] for noting in (at_once, later)]
    assert list(map(len, counts)) == [1, 2]
    assert counts[1][1].among == {3}  # all of it, of the one work that has these
