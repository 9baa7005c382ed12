"""The JSON that is sent, whole: what a cluster is asked is read here, not guessed."""

from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Node, Not, Term
from lantai.search.engines.opensearch import answers
from lantai.search.engines.opensearch.compile import DEEPEST, MOST_CLAUSES, Compiler, Query, numbered
from lantai.search.plan import planned
from lantai.search.protocol import Request, Sort


def compiled(tree: Node, **rest: object) -> Query:
    request = Request(tree=tree, **rest)  # type: ignore[arg-type]
    return Compiler(planned(request, deepest=DEEPEST), lambda column, token: True, bare=request.bare).question()


def body(tree: Node, **rest: object) -> Query:
    request = Request(tree=tree, **rest)  # type: ignore[arg-type]
    plan = planned(request, deepest=DEEPEST)
    return answers.body(Compiler(plan, lambda column, token: True).question(), plan, request)


def test_a_word_takes_its_best_column_and_says_where_it_stands() -> None:
    assert compiled(Term(("tang",), "Tang", Field.TITLE)) == {
        "bool": {
            "must": [
                {
                    "dis_max": {
                        "queries": [
                            {"term": {"title": {"value": "tang", "boost": 3.0, "_name": "title:1"}}},
                            {"term": {"titles": {"value": "tang", "boost": 2.5, "_name": "title:2"}}},
                        ],
                        "tie_breaker": 0.1,
                    }
                }
            ],
            "should": [
                {"match_phrase": {"title": {"query": "\x02 tang", "boost": 4.5}}},
                {"match_phrase": {"titles": {"query": "\x02 tang", "boost": 3.75}}},
            ],
        }
    }


def test_bare_questions_carry_no_names() -> None:
    assert "_name" not in str(compiled(AnyOf((Term(("tang",), "Tang"), Term(("song",), "Song"))), bare=True))


def test_what_is_unwanted_is_not_told() -> None:
    tree = AllOf((Term(("tang",), "Tang", Field.NAME), Not(Term(("song",), "Song", Field.NAME))))
    assert compiled(tree) == {
        "bool": {
            "must": [{"term": {"names": {"value": "tang", "boost": 2.0, "_name": "author:1"}}}],
            "must_not": [{"term": {"names": {"value": "song", "boost": 2.0}}}],
        }
    }


def test_a_phrase_that_ends_in_a_beginning_has_one_score() -> None:
    assert compiled(Term(("prince", "of", "denm"), "prince of denm", Field.SERIES, prefix=True), bare=True) == {
        "constant_score": {
            "filter": {
                "span_near": {
                    "clauses": [
                        {"span_term": {"series": {"value": "prince"}}},
                        {"span_term": {"series": {"value": "of"}}},
                        {"span_multi": {"match": {"prefix": {"series": {"value": "denm"}}}}},
                    ],
                    "slop": 0,
                    "in_order": True,
                }
            },
            "boost": 1.0,
        }
    }


def test_chosen_facets_stand_behind_the_counting_and_others_before_it() -> None:
    asked = body(
        Everything(),
        filters={"language": ("zh", "en"), "kind": ("book",), "week": ("2026-W48",)},
        exclude={"location": ("Store",)},
        years=(1900, None),
        facets=("language", "kind"),
        sort=Sort.NEWEST,
        offset=20,
    )
    language = {"terms": {"f_language": ["zh", "en"]}}
    kind = {"terms": {"f_kind": ["book"]}}
    years = {"range": {"year": {"gte": 1900}}}
    assert asked["query"]["bool"]["filter"] == [{"terms": {"f_week": ["2026-W48"]}}]
    assert asked["query"]["bool"]["must_not"] == [{"terms": {"f_location": ["Store"]}}]
    assert asked["post_filter"] == {"bool": {"filter": [language, kind, years]}}
    assert asked["aggs"]["language"] == {
        "filter": {"bool": {"filter": [kind, years]}},
        "aggs": {"values": {"terms": {"field": "f_language", "size": 50, "shard_size": 2000}}},
    }
    assert asked["aggs"]["year"]["filter"] == {"bool": {"filter": [language, kind]}}
    assert (asked["from"], asked["size"]) == (20, 20)
    assert asked["sort"] == [{"year": {"order": "desc", "missing": "_last"}}, {"wid": "asc"}]


def counts(error: int, **values: int) -> dict[str, object]:
    return {
        "doc_count_error_upper_bound": error,
        "buckets": [{"key": value, "doc_count": count} for value, count in values.items()],
    }


def test_what_several_shards_counted_in_part_is_counted_once_more() -> None:
    request = Request(tree=Everything(), facets=("language", "subject", "kind"), filters={"language": ("zh",)}, facet_size=2)
    asked = body(Everything(), facets=request.facets, filters=request.filters, facet_size=2)
    first = {
        "hits": {"total": {"value": 9}},
        "aggregations": {"language": counts(0, zh=9), "subject": {"values": counts(2, a=4, b=3)}},
    }
    again = answers.once_more(asked, first, request)
    assert again == {
        "query": asked["query"],
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "subject": {
                "filter": {"bool": {"filter": [{"terms": {"f_language": ["zh"]}}]}},
                "aggs": {"values": {"terms": {"field": "f_subject", "size": 2, "shard_size": 2, "include": ["a", "b"]}}},
            }
        },
    }
    exact = {"aggregations": {"subject": {"values": counts(0, b=5, a=4)}}}
    result = answers.result(first, (), request, exact)
    assert result.facets == {"language": (("zh", 9),), "subject": (("b", 5), ("a", 4)), "kind": ()}
    assert result.untold == {"subject": 5}
    assert answers.result(first, (), request, {"aggregations": {"subject": {"values": counts(0, b=5, a=5)}}}).untold == {}


def test_what_every_shard_counted_whole_is_not_asked_again() -> None:
    request = Request(tree=Everything(), facets=("language",))
    answer = {"aggregations": {"language": counts(0, zh=9)}}
    assert answers.once_more(body(Everything(), facets=request.facets), answer, request) is None


def test_without_facets_every_filter_narrows_the_question_itself() -> None:
    asked = body(Everything(), filters={"kind": ("book",)}, years=(None, 1900), among=frozenset({7}))
    assert asked["query"]["bool"]["filter"] == [
        {"terms": {"f_kind": ["book"]}},
        {"range": {"year": {"lte": 1900}}},
        {"terms": {"wid": [7]}},
    ]
    assert "post_filter" not in asked
    assert "aggs" not in asked


def test_a_question_of_too_many_words_opens_no_more_clauses_than_a_cluster_allows() -> None:
    tree = AnyOf(tuple(Term((f"w{n}",), f"w{n}") for n in range(10_000)))
    assert str(compiled(tree, bare=True)).count("'term'") == MOST_CLAUSES


def test_very_many_works_are_named_in_several_clauses() -> None:
    assert [len(clause["terms"]["wid"]) for clause in numbered(range(130_000))] == [60_000, 60_000, 10_000]
