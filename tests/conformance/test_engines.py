"""What every search engine must do when it is asked. An engine that passes can stand behind the pages."""

import random
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from msgspec.structs import replace

from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Having, Not, SomeOf, Term, Then
from lantai.search import ranking
from lantai.search.protocol import MAX_OFFSET, Engine, Hit, Request, Sort
from lantai.search.same import answered

from .engine_library import EVERY, LIBRARY, asked, either, found, opening, stemmed, term, words, work


@pytest.fixture(params=EVERY)
def empty(request, tmp_path) -> Iterator[Engine]:
    with opening(request.param) as open_engine:
        yield open_engine(tmp_path / "index", create=True)


@pytest.fixture(scope="module", params=EVERY)
def engine(request, tmp_path_factory) -> Iterator[Engine]:
    """Give the library, open for questions; what writes takes an empty one."""
    with opening(request.param) as open_engine:
        yield filled(open_engine(tmp_path_factory.mktemp("library") / "index", create=True), LIBRARY)


def filled(engine: Engine, documents) -> Engine:
    with engine.writer() as writer:
        writer.put(documents)
        writer.commit()
    return engine


class TestSomeOfAndThen:
    @pytest.mark.parametrize("least, works", [(1, {4, 5, 6}), (2, {5}), (3, set())])
    def test_it_finds_what_has_enough_of_them(self, engine, least, works):
        tree = SomeOf((term("hamlet"), term("critics"), term("тихий")), least)
        assert {hit.id for hit in engine.search(Request(tree=tree)).hits} == works

    def test_it_shows_first_what_matches_the_first_half(self, engine):
        tree = Then(term("critics"), SomeOf((term("hamlet"), term("тихий"))))
        assert next(hit.id for hit in engine.search(Request(tree=tree)).hits) == 5

    def test_it_finds_what_matches_either_half(self, engine):
        tree = Then(AllOf((term("hamlet"), term("critics"))), SomeOf((term("hamlet"), term("тихий"))))
        assert found(engine, tree)[0] == 5
        assert set(found(engine, tree)) == {4, 5, 6}
        assert asked(engine, tree).total == 3

    def test_it_keeps_identifiers_and_exact_titles_before_both_halves(self, engine):
        tree = Then(term("critics"), SomeOf((term("hamlet"), term("тихий"))))
        assert found(engine, tree, exact_key="hamlet", identifiers=("issn:0028-0836",))[:3] == [11, 4, 5]

    def test_it_adds_up_what_matches_and_takes_groups_as_one(self, engine):
        groups = (AnyOf((term("hamlet"), term("stone"))), AnyOf((term("prince"), stemmed("critics"))), term("zzz"))
        assert set(found(engine, SomeOf(groups, 1))) == {2, 4, 5}
        assert set(found(engine, SomeOf(groups, 2))) == {4, 5}
        assert found(engine, SomeOf(groups, 3)) == []
        assert found(engine, SomeOf((term("hamlet"), term("denmark"))))[0] == 4

    def test_it_asks_for_no_more_than_there_are_and_for_one_at_least(self, engine):
        assert set(found(engine, SomeOf((term("hamlet"), term("")), 5))) == {4, 5}
        assert set(found(engine, SomeOf((term("hamlet"), term("тихий")), 0))) == {4, 5, 6}
        assert found(engine, SomeOf(())) == []

    def test_it_narrows_and_counts_like_any_tree(self, engine):
        tree = Then(term("critics"), SomeOf((term("hamlet"), term("тихий"))))
        result = asked(engine, tree, filters={"language": ("en",)}, facets=("language",))
        assert [hit.id for hit in result.hits] == [5, 4]
        assert dict(result.facets["language"]) == {"en": 2, "de": 1, "ru": 1}

    def test_counts_are_of_what_is_found_and_not_of_what_only_stands_beside(self, engine):
        tree = Then(AllOf((term("hamlet"), term("critics"))), SomeOf((term("hamlet"),), 1, (term("тихий"),)))
        request = Request(tree=tree, facets=("language",))
        found, counted = engine.search(request), engine.search(replace(request, limit=0))
        assert found.total == counted.total == len(found.hits) == 2
        assert found.facets == counted.facets

    def test_it_finds_nothing_by_what_stands_beside_and_counts_it(self, engine):
        assert set(found(engine, SomeOf((term("hamlet"),), 1, (term("тихий"), term("critics"))))) == {4, 5}
        alone = {hit.id: hit.score for hit in asked(engine, SomeOf((term("hamlet"),))).hits}
        beside = {hit.id: hit.score for hit in asked(engine, SomeOf((term("hamlet"),), 1, (term("critics"),))).hits}
        assert beside[4] == pytest.approx(alone[4])
        assert beside[5] > alone[5]

    def test_it_finds_what_matches_instead_with_a_score_of_what_stands_beside_alone(self, engine):
        tree = SomeOf((term("hamlet"),), 1, (term("тихий"),), (term("тихий"), AllOf((term("stone"), term("zzz")))))
        assert set(found(engine, tree)) == {4, 5, 6}
        scores = {hit.id: hit.score for hit in asked(engine, tree).hits}
        without = {hit.id: hit.score for hit in asked(engine, SomeOf((term("hamlet"),), 1, (term("тихий"),))).hits}
        alone = {hit.id: hit.score for hit in asked(engine, SomeOf((term("тихий"),))).hits}
        assert {number: scores[number] for number in without} == pytest.approx(without)
        assert scores[6] == pytest.approx(alone[6], rel=0.2)
        assert asked(engine, tree, limit=0).total == 3

    def test_it_shows_first_what_is_known_to_match_the_first_half(self, engine):
        rest = SomeOf((term("hamlet"), term("тихий")))
        assert found(engine, Then(term("zzz"), rest, (6, 999)))[0] == 6
        assert set(found(engine, Then(term("zzz"), rest, (2,)))) == {2, 4, 5, 6}
        assert asked(engine, Then(term("critics"), rest)).hits == asked(engine, Then(term("critics"), rest, (5,))).hits

    def test_they_are_told_by_the_columns_they_stand_in(self, engine):
        tree = Then(term("critics"), SomeOf((term("hamlet"), term("stone"))))
        assert {hit.id: hit.matched for hit in asked(engine, tree).hits}[5] == ("title", "subject")


class TestWords:
    @pytest.mark.parametrize(
        "question, works",
        [
            ("hamlet", {4, 5}),
            ("Hamlet critics", {5}),
            ("hamlet stone", set()),
            ("красный", set()),
            ("ТИХИЙ дон", {6}),
            ("الف ليله", {7}),
            ("danemark", {4}),
            ("lockyer", {11}),
            ("loeb", {12}),
            ("", set()),
        ],
    )
    def test_all_must_be_there_in_whatever_spelling(self, engine, question, works):
        assert set(found(engine, AllOf(tuple(term(word) for word in question.split())))) == works

    def test_may_stand_in_different_fields(self, engine):
        assert found(engine, "hawkes stone") == [2]

    def test_stand_side_by_side_in_a_phrase(self, engine):
        assert found(engine, term("story of the stone")) == [2]
        assert found(engine, term("stone of the story")) == []

    def test_form_no_phrase_across_two_values(self, engine):
        assert found(engine, term("meng hong")) == []
        assert found(engine, term("hamlet the tragedy")) == []

    @pytest.mark.parametrize(
        "question, works", [("红楼", {1, 2, 3}), ("紅樓夢", {1, 2, 3}), ("楼梦研究", {3}), ("梦红楼", set()), ("物語", {8})]
    )
    def test_of_han_are_found_from_two_characters_on(self, engine, question, works):
        assert set(found(engine, question)) == works

    def test_of_one_han_character_are_found_as_a_beginning(self, engine):
        assert found(engine, term("家", prefix=True), exact_key="家")[0] == 10
        assert set(found(engine, term("红", prefix=True))) == {1, 2, 3}

    @pytest.mark.parametrize("question, works", [("げんじ", {8}), ("한국", {9})])
    def test_of_kana_and_hangul_are_found(self, engine, question, works):
        assert set(found(engine, question)) == works

    def test_are_found_by_their_beginning_when_asked_so(self, engine):
        assert found(engine, "shakesp") == []
        assert set(found(engine, term("shakesp", prefix=True))) == {4, 5}

    def test_end_a_phrase_with_a_beginning(self, engine):
        assert found(engine, term("prince of denm", prefix=True)) == [4]
        assert found(engine, term("prince of d", prefix=True)) == [4]
        assert found(engine, term("denmark of prin", prefix=True)) == []

    def test_hold_signs_of_pattern_languages_without_meaning_them(self, empty):
        filled(empty, [work(1, "a"), work(2, "b")])
        for sign in r".*+?()[]{}|\^$~-/&#@<>":
            assert found(empty, Term((sign,), sign, prefix=True)) == []
            assert found(empty, Term(("a", sign + "zz"), sign, prefix=True)) == []


class TestTrees:
    def test_find_either(self, engine):
        assert set(found(engine, either("дон", "lucretius"))) == {6, 12}

    def test_leave_out_what_is_not_wanted(self, engine):
        assert found(engine, AllOf((term("hamlet"), Not(term("critics"))))) == [4]

    def test_find_everything_but(self, engine):
        assert set(found(engine, Not(term("hamlet")))) == set(range(1, 13)) - {4, 5}
        assert set(found(engine, AllOf((Not(term("hamlet")), Not(term("红楼")))))) == set(range(6, 13))

    def test_find_everything_in_the_order_of_id(self, engine):
        assert found(engine, Everything()) == list(range(1, 13))

    def test_find_works_that_have_a_value_and_count_its_facet_within_them(self, engine):
        inside = asked(engine, Having("class", ("clc:I2",)), facets=("class", "language"))
        assert [hit.id for hit in inside.hits] == [1, 2]
        assert dict(inside.facets["class"]) == {"clc:I": 2, "clc:I2": 2, "clc:I24": 1, "lcc:P": 1, "lcc:PL": 1}
        assert found(engine, AllOf((Having("class", ("clc:I2",)), Having("language", ("en", "ru"))))) == [2]
        assert found(engine, AllOf((Having("language", ("zh",)), Not(Having("class", ("clc:I",)))))) == [3, 10]
        assert found(engine, Having("class", ())) == []

    def test_nest(self, engine):
        tree = AllOf((either("hamlet", "nature"), AnyOf((term("conklin"), AllOf((term("lucretius"), Not(term("stone"))))))))
        assert set(found(engine, tree)) == {5, 12}

    @pytest.mark.parametrize(
        "field, works",
        [
            (Field.TITLE, {4, 5}),
            (Field.SUBJECT, {5}),
            (Field.NAME, set()),
            (Field.ANY, {4, 5}),
        ],
    )
    def test_look_in_the_field_that_is_named(self, engine, field, works):
        assert set(found(engine, words("hamlet", field))) == works

    def test_look_in_series_and_call_numbers(self, engine):
        assert found(engine, words("loeb library", Field.SERIES)) == [12]
        assert found(engine, words("PA6484", Field.CALL_NUMBER)) == [12]
        assert found(engine, words("PA6484", Field.TITLE)) == []

    def test_look_up_identifiers_whole(self, engine):
        assert found(engine, Term(("issn:0028-0836",), "0028-0836", Field.IDENTIFIER)) == [11]
        assert found(engine, Term(("issn:0028",), "0028", Field.IDENTIFIER)) == []

    @pytest.mark.parametrize("tree", [AllOf(()), AnyOf(()), Term((), ""), AllOf((Term((), ""), AnyOf(())))])
    def test_of_nothing_find_nothing(self, engine, tree):
        assert asked(engine, tree).total == 0


class TestRanking:
    def test_puts_the_exact_title_first(self, engine):
        assert found(engine, "hamlet", exact_key="hamlet") == [4, 5]
        assert found(engine, "nature", exact_key="nature")[0] == 11

    def test_puts_identifiers_before_the_exact_title(self, engine):
        assert found(engine, "hamlet", exact_key="hamlet", identifiers=("doi:10.1038/nature",)) == [11, 4, 5]

    def test_finds_by_identifier_what_the_words_do_not(self, engine):
        assert found(engine, "9787020002207", identifiers=("isbn:9787020002207", "oclc:9787020002207")) == [1]

    def test_finds_by_exact_title_what_the_words_do_not(self, engine):
        assert found(engine, "honglou meng", exact_key="hongloumeng") == [1]

    def test_puts_the_work_of_an_author_before_the_study_of_it(self, engine):
        assert found(engine, "shakespeare hamlet") == [4, 5]
        assert found(engine, "hamlet shakespeare") == [4, 5]

    def test_prefers_the_title_that_begins_with_the_question(self, empty):
        filled(
            empty,
            [work(1, "Towards a history of the book"), work(2, "History of the book in China"), work(3, "Of book and history")],
        )
        assert found(empty, "history of the book")[0] == 2

    def test_does_not_count_other_forms_as_a_longer_title(self, empty):
        forms = [f"Faust in language {n}" for n in range(30)]
        filled(empty, [work(1, "Faust: a study"), work(2, "Faust", *forms)])
        assert found(empty, "faust")[0] == 2

    def test_prefers_title_to_name_to_subject_to_notes(self, empty):
        filled(
            empty,
            [
                work(1, "A", body="mercury"),
                work(2, "B", subjects=["mercury"]),
                work(3, "C", names=["mercury"]),
                work(4, "D", "mercury"),
            ],
        )
        assert found(empty, "mercury") == [4, 3, 2, 1]

    def test_lets_weights_of_alternatives_decide(self, engine):
        def weighted(hamlet: float, nature: float) -> AnyOf:
            return AnyOf((term("critics", weight=hamlet, origin="x"), term("rerum", weight=nature, origin="x")))

        assert found(engine, weighted(1.0, 0.1)) == [5, 12]
        assert found(engine, weighted(0.1, 1.0)) == [12, 5]

    def test_looks_for_words_of_other_languages_among_no_names(self, engine):
        assert found(engine, term("hawkes", origin="lexicon", lang="en")) == []
        assert found(engine, term("hawkes", origin="joined")) == [2]
        assert found(engine, term("lockyer", origin="lexicon", lang="en")) == [11]

    def test_gives_scores_that_fall(self, engine):
        scores = [hit.score for hit in asked(engine, either("hamlet", "nature", "红楼")).hits]
        assert scores == sorted(scores, reverse=True)
        assert scores[-1] > 0

    def test_keeps_ties_in_the_order_of_id(self, empty):
        filled(empty, [work(n, "Annual report") for n in (9, 3, 7)])
        filled(empty, [work(n, "Annual report") for n in (4, 8, 1)])
        assert found(empty, "annual report") == [1, 3, 4, 7, 8, 9]


class TestStems:
    @pytest.mark.parametrize(
        "question, works",
        [
            ("stones", {2}),
            ("journals", {11}),
            ("critic", {5}),
            ("тихого", {6}),
            ("hawkes", set()),
            ("shakespeare's", {5}),
            ("红楼", set()),
        ],
    )
    def test_find_other_forms_of_a_word_in_titles_subjects_and_notes(self, engine, question, works):
        assert set(found(engine, stemmed(question))) == works

    def test_several_must_all_stand_in_one_column_in_any_order(self, engine):
        assert found(engine, stemmed("stories stone")) == [2]
        assert found(engine, stemmed("stones stories")) == [2]
        assert found(engine, stemmed("critics shakespeare William")) == []

    def test_are_no_words_of_phrases_and_beginnings(self, engine):
        assert found(engine, term("histori")) == []
        assert found(engine, stemmed("jour", prefix=True)) == []

    def test_are_looked_for_in_the_field_that_is_named(self, engine):
        assert found(engine, stemmed("hamlets", Field.TITLE)) == [4, 5]
        assert found(engine, stemmed("hamlets", Field.SUBJECT)) == [5]
        assert found(engine, stemmed("hamlets", Field.NAME)) == []
        assert found(engine, AnyOf((stemmed("hamlets", Field.NAME), term("дон")))) == [6]

    def test_weigh_less_than_the_word_itself(self, empty):
        filled(empty, [work(1, "Libraries of the North"), work(2, "Library of the North")])
        own = term("library")
        assert found(empty, AnyOf((own, stemmed("library", weight=0.8)))) == [2, 1]

    def test_of_one_title_weigh_more_than_in_notes(self, empty):
        filled(empty, [work(1, "A", body="mercury"), work(2, "B", subjects=["mercury"]), work(3, "mercury")])
        assert found(empty, stemmed("mercury")) == [3, 2, 1]

    def test_are_told_by_the_column_they_stand_in(self, engine):
        matched = {hit.id: hit.matched for hit in asked(engine, either("conklin", "x")).hits}
        assert matched == {5: ("author",)}
        tree = AnyOf((stemmed("hamlets"), stemmed("journals")))
        assert {h.id: h.matched for h in asked(engine, tree).hits} == {4: ("title",), 5: ("title", "subject"), 11: ("body",)}


class TestFrequencies:
    def test_tell_in_how_many_works_a_token_stands(self, engine):
        assert engine.frequencies(("hamlet", "红楼", "hawkes", "zzz", "")) == {
            "hamlet": 2,
            "红楼": 2,
            "hawkes": 1,
            "zzz": 0,
            "": 0,
        }
        assert engine.frequencies(("lockyer",))["lockyer"] == 1

    def test_tell_the_same_of_stems(self, engine):
        assert engine.frequencies(("stone", "stori", "journal", "story"), stem=True) == {
            "stone": 1,
            "stori": 1,
            "journal": 1,
            "story": 0,
        }

    def test_of_nothing_are_none(self, engine):
        assert engine.frequencies(()) == {}

    def test_of_sounds_at_least_the_beginnings_are_told(self, empty):
        filled(empty, [work(1, "红楼梦", romanised="zhong.lou zlou.meng")])
        assert "z" in empty.sounds()
        assert empty.frequencies(("zlou.meng", "zmeng.lou"), sounds=True) == {"zlou.meng": 1, "zmeng.lou": 0}


class TestMatched:
    @pytest.mark.parametrize(
        "question, number, names",
        [
            ("stone", 2, ("title",)),
            ("hawkes stone", 2, ("title", "author")),
            ("shakespeare", 5, ("title", "subject")),
            ("lockyer", 11, ("body",)),
            ("loeb", 12, ("series",)),
            ("PA6484", 12, ("call_number",)),
        ],
    )
    def test_names_the_fields_in_which_the_words_stand(self, engine, question, number, names):
        assert {hit.id: hit.matched for hit in asked(engine, question).hits}[number] == names

    def test_names_exact_titles_and_identifiers_first(self, engine):
        result = asked(engine, "nature", exact_key="nature", identifiers=("issn:0028-0836",))
        assert result.hits[0].matched == ("identifier", "exact_title", "title")

    def test_tells_a_page_at_least_numbers_exact_titles_and_what_has_nothing_but_the_sound(self, engine, empty):
        result = asked(engine, "nature", exact_key="nature", identifiers=("issn:0028-0836",), brief=True)
        assert result.hits[0].matched[:2] == ("identifier", "exact_title")
        filled(empty, [work(1, "红楼梦", romanised="zhong.lou zlou.meng"), work(2, "Red mansions")])
        sounds = Term(("zhong.lou",), "honglou", lang="und", origin=ranking.HEARD)
        hits = asked(empty, AnyOf((sounds, term("mansions"))), brief=True).hits
        assert [hit.id for hit in hits if hit.matched == ("romanised",)] == [1]

    def test_says_nothing_of_unwanted_words_and_of_everything(self, engine):
        assert asked(engine, AllOf((term("stone"), Not(term("hamlet"))))).hits[0].matched == ("title",)
        assert asked(engine, Everything()).hits[0].matched == ()


class TestFacets:
    def test_are_counted_over_all_that_is_found(self, engine):
        result = asked(engine, "红楼", facets=("language", "location", "kind"), limit=1)
        assert result.facets == {
            "language": (("zh", 2), ("en", 1)),
            "location": (("Main", 2), ("East", 1)),
            "kind": (("book", 3),),
        }

    def test_narrow_by_any_value_inside_and_by_all_across(self, engine):
        assert found(engine, Everything(), filters={"language": ("ru", "ko")}) == [6, 9]
        assert found(engine, Everything(), filters={"language": ("zh", "en"), "location": ("Main",)}) == [1, 2, 4]
        assert found(engine, Everything(), filters={"language": ()}, limit=1) == [1]

    def test_are_each_counted_without_their_own_choice(self, engine):
        result = asked(engine, "红楼", filters={"language": ("en",)}, facets=("language", "location"))
        assert result.total == 1
        assert result.facets["language"] == (("zh", 2), ("en", 1))
        assert result.facets["location"] == (("East", 1), ("Main", 1))

    def test_exclude_values_and_count_without_them(self, engine):
        result = asked(engine, "红楼", exclude={"language": ("en",)}, facets=("language",))
        assert {hit.id for hit in result.hits} == {1, 3}
        assert result.facets["language"] == (("zh", 2),)

    def test_give_the_most_frequent_values_up_to_the_size(self, engine):
        assert asked(engine, Everything(), facets=("language",), facet_size=2).facets["language"] == (("en", 5), ("zh", 3))
        sizes = asked(engine, Everything(), facets=("language", "kind"), facet_size=2, facet_sizes={"language": 1}).facets
        assert sizes == {"language": (("en", 5),), "kind": (("book", 11), ("journal", 1))}

    def test_values_that_mean_the_same_are_one_and_a_work_with_several_counts_once(self, engine):
        same = {"location": dict.fromkeys(("East", "Main"), ("East", "Main"))}
        request = Request(tree=Everything(), filters={"location": ("Main",)}, facets=("location", "kind"), limit=5)
        result = answered(engine.search, request, same)
        assert [hit.id for hit in result.hits] == [1, 2, 4]
        assert result.facets == {"location": (("East", 3),), "kind": (("book", 3),)}

    def test_narrow_works_found_by_identifier_too(self, engine):
        assert found(engine, "x", identifiers=("issn:0028-0836",), filters={"kind": ("book",)}) == []

    def test_list_works_by_country_class_heading_and_week(self, engine):
        for facet, value, works in [
            ("country", "cn", [1]),
            ("class", "clc:I2", [1, 2]),
            ("class", "clc:I", [1, 2]),
            ("class", "clc:I241", []),
            ("name", "caoxueqin", [1, 2]),
            ("name", "caoxueqin--1715-1763", [1]),
            ("about", "曹雪芹", [2]),
            ("heading", "章回小说", [1]),
            ("week", "2026-W47", [2]),
        ]:
            assert found(engine, Everything(), filters={facet: (value,)}) == works, facet

    def test_tell_the_keys_one_step_below_a_key(self, empty):
        headings = [
            ("china", "china--history", "china--history--1949-"),
            ("china", "china--history"),
            ("china", "china--maps"),
            ("chinaware--x",),
        ]
        filled(
            empty,
            [work(n, facets={"heading": some, "name": ("xu", "xu---1763", "xu--1715-1763")}) for n, some in enumerate(headings)],
        )
        assert empty.below("heading", "china") == {"china--history": 2, "china--maps": 1}
        assert empty.below("heading", "china--history") == {"china--history--1949-": 1}
        assert empty.below("name", "xu") == {"xu---1763": 4, "xu--1715-1763": 4}
        assert empty.below("heading", "china--maps") == empty.below("heading", "chin") == empty.below("about", "china") == {}
        filled(empty, [work(2, facets={"heading": ("china",)})])
        assert empty.below("heading", "china") == {"china--history": 2}
        assert found(empty, Everything(), filters={"heading": ("china--history--1949-",)}) == [0]

    @pytest.mark.parametrize("key", ["", "--", "a.b*", "[x]", '"@&~#<1-2>', "x" * 400, "红--楼"])
    def test_tell_them_of_any_key(self, engine, key):
        assert engine.below("heading", key) == {}

    def test_do_not_count_keys_beside_hits(self):
        with pytest.raises(ValueError, match="'heading' is for filters"):
            Request(tree=Everything(), facets=("heading",))

    def test_count_a_class_with_all_that_lies_in_it(self, engine):
        counts = asked(engine, Everything(), exclude={"language": ("zh",)}, facets=("class", "country")).facets
        assert dict(counts["class"]) == {"clc:I": 1, "clc:I2": 1, "lcc:P": 1, "lcc:PL": 1}
        assert counts["country"] == ()

    def test_of_unknown_names_are_refused(self, engine):
        with pytest.raises(ValueError, match="no facet 'color'"):
            asked(engine, Everything(), facets=("color",))
        with pytest.raises(ValueError, match="no facet 'color'"):
            work(1, facets={"color": ("red",)})

    def test_count_the_start_page_anew_after_a_commit(self, empty):
        for number, count in ((6, 1), (13, 2)):
            filled(empty, [work(number, "Идиот", facets={"language": ("ru",)})])
            assert dict(asked(empty, Everything(), facets=("language",)).facets["language"])["ru"] == count


class TestNumbers:
    def test_works_among_others_are_the_only_hits(self, engine):
        result = asked(engine, "hamlet", among=frozenset({5, 6, 999}), facets=("language",))
        assert [hit.id for hit in result.hits] == [5]
        assert result.facets["language"] == (("en", 1),)
        assert asked(engine, "hamlet", among=frozenset()).total == 0

    def test_works_that_are_not_wanted_are_no_hits(self, engine):
        result = asked(engine, "hamlet", without=frozenset({4, 7}), also=(7, 8), facets=("language",))
        assert [hit.id for hit in result.hits] == [5, 8]
        assert dict(result.facets["language"]) == {"en": 1, "ja": 1}

    def test_works_that_are_hits_too_come_last_and_are_counted(self, engine):
        plain = asked(engine, "hamlet")
        result = asked(engine, "hamlet", also=(7, 5, 999), facets=("language",))
        assert [hit.id for hit in result.hits] == [4, 5, 7]
        assert result.total == 3
        assert dict(result.facets["language"])["ar"] == 1
        assert [hit.score for hit in result.hits[:2]] == pytest.approx([hit.score for hit in plain.hits])
        assert result.hits[2] == Hit(7, 0.0)

    def test_works_that_are_hits_too_pass_the_filters_or_are_none(self, engine):
        assert found(engine, "hamlet", also=(7,), filters={"language": ("de", "zh")}) == [4]

    def test_works_that_are_hits_too_keep_their_lift(self, engine):
        assert found(engine, "Hamlet", exact_key="hamlet", also=(5, 6)) == [4, 5, 6]


class TestYears:
    def test_narrow_with_both_ends_included_and_either_open(self, engine):
        assert found(engine, Everything(), years=(1952, 1957)) == [3, 5]
        assert found(engine, Everything(), years=(None, 1021)) == [8, 12]
        assert found(engine, Everything(), years=(1990, None)) == [9]

    def test_leave_out_works_without_one(self, engine):
        assert 11 not in found(engine, Everything(), years=(-9999, None))

    def test_are_counted_in_order_without_their_own_choice(self, engine):
        result = asked(engine, "红楼", years=(1970, 1975), facets=("language",))
        assert result.total == 1
        assert result.years == ((1952, 1), (1973, 1), (1982, 1))
        assert result.facets["language"] == (("en", 1),)

    def test_are_not_counted_when_no_facet_is(self, engine):
        assert asked(engine, "红楼").years == ()


class TestOrder:
    @pytest.mark.parametrize(
        "sort, first, last",
        [
            (Sort.NEWEST, [9, 1, 2], [12, 11]),
            (Sort.OLDEST, [12, 8, 4], [9, 11]),
            (Sort.TITLE, [4, 5, 11], None),
            (Sort.AUTHOR, [2, 5, 12], None),
            (Sort.ADDED, [12, 11, 10], [2, 1]),
        ],
    )
    def test_is_the_one_asked_for(self, engine, sort, first, last):
        numbers = found(engine, Everything(), sort=sort)
        assert numbers[:3] == first
        assert last is None or numbers[-2:] == last

    @pytest.mark.parametrize("sort", list(Sort))
    def test_keeps_ties_in_the_order_of_id(self, empty, sort):
        filled(empty, [work(n, "Same", names=["Same"], year=2000) for n in (5, 2, 9)])
        filled(empty, [work(n, "Same", names=["Same"], year=2000) for n in (1, 7)])
        assert found(empty, "same", sort=sort) == [1, 2, 5, 7, 9]

    @pytest.mark.parametrize("sort, last", [(Sort.TITLE, 1), (Sort.AUTHOR, 1), (Sort.NEWEST, 1), (Sort.OLDEST, 1)])
    def test_puts_works_without_the_value_last(self, empty, sort, last):
        filled(empty, [work(1), work(2, "Ω", names=["Ω"], year=1)])
        assert found(empty, Everything(), sort=sort)[-1] == last

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("question", ["report", Everything()])
    def test_is_stable_from_page_to_page(self, empty, sort, question):
        for start in (0, 1, 2):
            filled(empty, [work(n, "Report", "Bericht" if n % 5 else "x", year=n % 3) for n in range(start, 90, 3)])
        pages = [number for page in range(9) for number in found(empty, question, sort=sort, offset=10 * page, limit=10)]
        assert pages == found(empty, question, sort=sort, limit=90)
        assert sorted(pages) == list(range(90))

    @pytest.mark.parametrize("sort", list(Sort))
    def test_is_kept_through_hundreds_of_ties(self, empty, sort):
        numbers = random.Random(3).sample(range(1000), 1000)
        for start in range(0, 1000, 250):
            filled(empty, [work(n, "Report", names=["Same"], year=2000) for n in numbers[start : start + 250]])
        assert found(empty, "report", sort=sort, offset=490, limit=20) == list(range(490, 510))
        assert found(empty, "report", sort=sort, offset=990, limit=20) == list(range(990, 1000))


class TestPages:
    def test_count_all_that_is_found(self, engine):
        result = asked(engine, Everything(), offset=10, limit=5)
        assert result.total == 12
        assert [hit.id for hit in result.hits] == [11, 12]

    @pytest.mark.parametrize("offset, limit", [(0, 0), (100, 10), (MAX_OFFSET + 1, 10), (-5, 0), (0, -1)])
    def test_are_empty_outside_of_what_is_found(self, engine, offset, limit):
        result = asked(engine, "hamlet", offset=offset, limit=limit, facets=("kind",))
        assert result.hits == ()
        assert result.total == 2
        assert result.facets["kind"] == (("book", 2),)


class TestBounds:
    def test_answers_ten_thousand_words(self, engine):
        many = AllOf(tuple(term(f"word{n}") for n in range(10_000)))
        assert asked(engine, many).total == 0
        assert asked(engine, AnyOf((term("hamlet"), *many.nodes))).total == 2

    def test_answers_a_phrase_of_ten_thousand_words(self, engine):
        assert asked(engine, Term(("hamlet",) * 10_000, "hamlet " * 10_000)).total == 0

    def test_answers_a_question_nested_ten_thousand_deep(self, engine):
        tree = term("hamlet")
        for _ in range(10_000):
            tree = AllOf((term("stone"), tree)) if isinstance(tree, AnyOf) else AnyOf((term("stone"), tree))
        assert asked(engine, tree).total >= 0

    def test_takes_any_text_as_a_word(self, engine):
        for odd in ("\x00", "😀", "x" * 100_000):
            assert asked(engine, Term((odd,), odd)).total == 0

    def test_takes_years_of_any_size(self, engine):
        assert asked(engine, Everything(), years=(-(10**6), 10**6)).total == 11


class TestTerms:
    def test_are_those_that_begin_so_the_most_frequent_first(self, engine):
        assert engine.terms("ham") == ("hamlet",)
        assert engine.terms("红")[0] == "红楼"
        assert engine.terms("sto", limit=2) == ("stone", "story")
        assert engine.terms("zzz") == ()

    def test_are_tokens_of_texts_alone(self, engine):
        assert all(token.strip("\x02") for token in engine.terms("", limit=1000))


QUESTIONS = ("hamlet", "shakespeare hamlet", "红楼梦", "nature", "cao xueqin", "the story", "prince", "дон", "ليلة", "of the")


@pytest.fixture(scope="module", params=[name for name in EVERY if name != "memory"])
def compared(request, tmp_path_factory) -> Iterator[tuple[Engine, Engine]]:
    """Give the engine that defines what is found, and another, over the same works."""
    with ExitStack() as opened:
        kinds = [opened.enter_context(opening(name)) for name in ("memory", request.param)]
        yield tuple(filled(kind(tmp_path_factory.mktemp("compared"), create=True), LIBRARY) for kind in kinds)


@pytest.mark.parametrize("question", QUESTIONS)
def test_engines_find_the_same_and_put_the_same_work_first(compared, question):
    answers = [found(engine, question) for engine in compared]
    assert set(answers[0]) == set(answers[1])
    assert answers[0][0] == answers[1][0]


def test_an_answer_comes_from_a_request_alone(engine):
    request = Request(tree=words("hamlet"), facets=("language",))
    assert engine.search(request) == engine.search(request)
