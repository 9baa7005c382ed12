"""What is tantivy's own: dead writers, panics, phrases with too many endings, what is stored."""

import json
import shutil
from itertools import count
from pathlib import Path

import pytest
import tantivy
from msgspec.structs import replace

from lantai.core.query.tree import Everything, Term
from lantai.search.document import Document
from lantai.search.engines.tantivy import TantivyEngine, open_engine
from lantai.search.engines.tantivy import compile as compile_module
from lantai.search.engines.tantivy import facets as facets_module
from lantai.search.engines.tantivy import hits as hits_module
from lantai.search.engines.tantivy import schema as schema_module
from lantai.search.engines.tantivy.guard import guarded
from lantai.search.engines.tantivy.writer import FILLING_THREADS
from lantai.search.protocol import EngineUnavailable, Request, WriterDied


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    return open_engine(tmp_path / "index", create=True)


def put(engine: TantivyEngine, *documents: Document) -> None:
    with engine.writer() as writer:
        writer.put(documents)
        writer.commit()


class _Dead:
    """A writer whose threads were killed, as tantivy's fails then: at a later call."""

    def __getattr__(self, name: str) -> object:
        def fail(*arguments: object) -> None:
            raise ValueError("An index writer was killed. A worker thread encountered an error or panicked.")

        return fail


def test_a_dead_writer_is_let_go_and_the_next_call_opens_another(engine: TantivyEngine) -> None:
    with engine.writer() as writer:
        writer.put([Document(id=1)])
        writer._writer = _Dead()  # type: ignore[assignment]
        with pytest.raises(WriterDied, match="put again"):
            writer.commit()
        writer.put([Document(id=2)])
        writer.commit()
    assert [hit.id for hit in engine.search(Request(tree=Everything())).hits] == [2]


def test_a_closed_writer_lets_the_lock_go_even_when_dead(engine: TantivyEngine) -> None:
    with engine.writer() as writer:
        writer._writer = _Dead()  # type: ignore[assignment]
    put(engine, Document(id=1))
    assert engine.count() == 1


def test_a_panic_is_said_as_an_error_of_the_protocol(tmp_path: Path) -> None:
    index = tantivy.Index(tantivy.SchemaBuilder().build())
    with pytest.raises(EngineUnavailable, match="Limit must be greater"), guarded(tmp_path):
        index.searcher().search(tantivy.Query.all_query(), 0)


def test_other_exceptions_pass_the_guard(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), guarded(tmp_path):
        raise KeyboardInterrupt


@pytest.mark.parametrize("wrong", [Document(id="x"), Document(id=2**63), Document(id=1, year="1999")])  # type: ignore[arg-type]
def test_a_value_of_the_wrong_type_is_refused_at_once_and_alone(engine: TantivyEngine, wrong: Document) -> None:
    with engine.writer() as writer:
        writer.put([Document(id=7)])
        with pytest.raises((TypeError, ValueError)):
            writer.put([wrong])
        writer.commit()
    assert engine.count() == 1


def test_a_phrase_ends_in_any_of_seventy_thousand_words(engine: TantivyEngine) -> None:
    put(engine, *(Document(id=n, title=f"see abc{n}") for n in range(70_000)))
    assert engine.search(Request(tree=Term(("see", "abc"), "see abc", prefix=True))).total == 70_000
    assert engine.search(Request(tree=Term(("see", "abc123"), "see abc123", prefix=True))).total == 111
    assert engine.search(Request(tree=Term(("abc",), "abc", prefix=True))).total == 70_000


def test_a_facet_of_seventy_thousand_values_is_counted(engine: TantivyEngine) -> None:
    names = ("subject", "location", "source")
    put(engine, *(Document(id=n, facets={name: (f"{name} {n}", "same") for name in names}) for n in range(70_000)))
    result = engine.search(Request(tree=Everything(), facets=names, facet_size=5000, limit=0))
    assert result.facets["subject"][0] == ("same", 70_000)
    assert len(result.facets["subject"]) == facets_module.MOST_VALUES


def test_documents_are_stored_nowhere_but_in_the_database(engine: TantivyEngine, tmp_path: Path) -> None:
    put(engine, Document(id=1, title="unmistakable", sort_title="unmistakable"))
    stores = list((tmp_path / "index").glob("*.store"))
    assert stores
    assert all(b"unmistakable" not in store.read_bytes() for store in stores)


def test_files_of_a_killed_commit_do_not_stand_in_the_way_of_its_repetition(engine: TantivyEngine, tmp_path: Path) -> None:
    documents = [Document(id=number, title=f"work{number}") for number in range(10)]
    put(engine, *documents)
    killed = shutil.copytree(tmp_path / "index", tmp_path / "killed")
    put(engine, *documents[:5])
    for file in (tmp_path / "index").iterdir():  # as if killed just before the commit's last step
        if file.name != "meta.json":
            shutil.copy(file, killed)
    again = open_engine(killed)
    put(again, *documents[:5])
    assert again.count() == 10


def test_a_closed_writer_has_merged_its_segments_and_left_nothing_else(engine: TantivyEngine, tmp_path: Path) -> None:
    with engine.writer() as writer:
        for number in range(40):
            writer.put([Document(id=number, title=f"work{number}")])
            writer.commit()
    index = tmp_path / "index"
    segments = {segment["segment_id"].replace("-", "") for segment in json.loads((index / "meta.json").read_text())["segments"]}
    parts = {path.name.partition(".")[0] for path in index.iterdir() if path.suffix in (".idx", ".term", ".fast")}
    assert len(segments) < 20
    assert parts == segments


def test_what_is_not_committed_is_undone(engine: TantivyEngine) -> None:
    put(engine, Document(id=1))
    with engine.writer() as writer:
        writer.put([Document(id=2)])
        writer.delete([1])
    assert [hit.id for hit in engine.search(Request(tree=Everything())).hits] == [1]


def test_what_was_just_read_in_order_of_relevance_is_not_read_again(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, *(Document(id=number, title="hamlet", facets={"language": ("en",)}) for number in range(1, 30)))
    read, best = [], hits_module.best
    monkeypatch.setattr(hits_module, "best", lambda *given, **rest: read.append(1) or best(*given, **rest))
    tree = Term(("hamlet",), "hamlet")
    asked = Request(tree=tree, facets=("language",))
    first, again = engine.search(Request(tree=tree, bare=True)), engine.search(asked)
    assert len(read) == 1
    assert [hit.id for hit in again.hits] == [hit.id for hit in first.hits]
    assert again.facets == {"language": (("en", 29),)}
    engine.search(replace(asked, tree=Term(("hamlet",), "hamlet")))
    engine.search(replace(asked, filters={"language": ("en",)}))
    assert len(read) == 3
    put(engine, Document(id=30, title="hamlet"))
    assert engine.search(asked).total == 30


def test_facets_are_counted_alike_of_few_matches_and_of_many(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        engine,
        *(Document(id=n, title="hamlet", year=1900 + n % 7, facets={"language": ("en", "de")[: 1 + n % 2]}) for n in range(50)),
    )
    few = engine.search(Request(tree=Term(("hamlet",), "hamlet"), facets=("language",), facet_size=5))
    monkeypatch.setattr(hits_module, "READ", 0)
    many = engine.search(Request(tree=Term(("hamlet",), "hamlet"), facets=("language",), facet_size=5, limit=3))
    assert (few.facets, few.years, few.total) == (many.facets, many.years, many.total)


@pytest.mark.parametrize("most", [0, 1_000])
def test_works_are_found_by_their_numbers_one_by_one_and_as_a_set(engine: TantivyEngine, monkeypatch, most: int) -> None:
    put(engine, *(Document(id=n, title="hamlet") for n in range(10)))
    monkeypatch.setattr(compile_module, "MOST_ONE_BY_ONE", most)
    found = engine.search(Request(tree=Everything(), among=frozenset((3, 5, 77))))
    assert {hit.id for hit in found.hits} == {3, 5}
    assert engine.search(Request(tree=Everything(), among=frozenset())).total == 0


def in_segments(engine: TantivyEngine, *values: list[str]) -> None:
    """Put works that have these values as subjects, a commit for each list."""
    numbers = count(1)
    for some in values:
        put(engine, *(Document(id=next(numbers), title="hamlet", facets={"subject": (value,)}) for value in some))


def test_counts_are_exact_though_segments_report_some_of_their_values_alone(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets_module, "REPORTED", 1)
    monkeypatch.setattr(facets_module, "FEW", 1)
    monkeypatch.setattr(facets_module, "SPARE", 1)
    in_segments(engine, ["a"] * 9 + ["b"] * 5 + ["c"], ["a"] * 9 + ["c"] * 4 + ["b"], ["b"] * 2 + ["a", "d"])
    asked = Request(tree=Everything(), facets=("subject",), facet_size=1, limit=0)
    assert engine.search(asked).facets["subject"] == (("a", 19),)
    assert engine.search(replace(asked, facet_size=2)).facets["subject"] == (("a", 19), ("b", 8))
    narrowed = engine.search(replace(asked, facet_size=2, tree=Term(("hamlet",), "hamlet"), filters={"subject": ("d",)}))
    assert narrowed.facets["subject"] == (("a", 19), ("b", 8))


def test_it_says_how_many_works_a_value_may_have_that_no_segment_reports(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets_module, "REPORTED", 1)
    monkeypatch.setattr(facets_module, "FEW", 1)
    monkeypatch.setattr(facets_module, "SPARE", 0)
    in_segments(engine, ["a"] * 3 + ["c"] * 2, ["b"] * 3 + ["c"] * 2)
    asked = Request(tree=Everything(), facets=("subject", "language"), facet_size=1, limit=0)
    unsure = engine.search(asked)
    assert unsure.facets["subject"] == (("a", 3),)
    assert unsure.untold["subject"] >= 4
    assert unsure.untold.keys() == {"subject"}
    sure = engine.search(replace(asked, facet_size=3))
    assert (sure.facets["subject"], sure.untold) == ((("c", 4), ("a", 3), ("b", 3)), {})


def test_of_very_many_works_a_part_is_counted_where_the_request_allows_it(engine: TantivyEngine) -> None:
    values = ["a" if number % 10 else "b" for number in range(6_400)]
    for begun in range(0, 6_400, 3_200):
        put(
            engine,
            *(
                Document(
                    id=n, title="hamlet" if n % 2 else "lear", facets={"subject": (values[n],), "kind": ("book",)}, year=1900
                )
                for n in range(begun, begun + 3_200)
            ),
        )
    exact = engine.search(asked := Request(tree=Everything(), facets=("subject", "kind"), limit=0))
    assert (exact.facets["subject"], exact.estimated) == ((("a", 5_760), ("b", 640)), {})
    assert engine.search(replace(asked, most_counted=6_400)) == exact
    about = engine.search(replace(asked, most_counted=500))
    assert about.estimated == {"subject": 16, "kind": 16, "year": 16}
    assert about.total == exact.total
    assert all(count % 16 == 0 for counts in about.facets.values() for _, count in counts)
    assert dict(about.facets["subject"])["a"] == pytest.approx(5_760, rel=0.1)
    assert about.years[0][1] == about.facets["kind"][0][1] == pytest.approx(6_400, rel=0.05)
    assert not about.untold

    chosen = engine.search(replace(asked, tree=Term(("lear",), "lear"), filters={"subject": ("b",)}, most_counted=1_000))
    assert chosen.total == 640
    assert chosen.estimated == {"subject": 4}  # of all lears, 3,200; what has the value chosen is counted whole
    assert chosen.facets["kind"] == (("book", 640),)


def test_parts_lie_within_each_other_and_have_their_share_of_any_stretch_of_numbers() -> None:
    for first in (1, 40_000, 3_000_000_000):
        parts = [
            {n for n in range(first, first + 6_400) if str(share) in schema_module._shares(n)} for share in schema_module.SHARES
        ]
        for share, part in zip(schema_module.SHARES, parts, strict=True):
            assert len(part) == pytest.approx(6_400 / share, rel=0.1)
        assert parts[2] < parts[1] < parts[0]


def test_of_equally_frequent_values_the_first_in_order_are_told(engine: TantivyEngine) -> None:
    in_segments(engine, ["z", "b", "y", "a"], ["y", "b", "z", "a", "c"])
    assert engine.search(Request(tree=Everything(), facets=("subject",), facet_size=2)).facets["subject"] == (("a", 2), ("b", 2))


def test_what_is_only_filtered_by_or_looked_up_whole_has_no_lengths(engine: TantivyEngine, tmp_path: Path) -> None:
    put(engine, Document(id=1, title="hamlet", sort_title="hamlet"))
    fields = json.loads((tmp_path / "index" / "meta.json").read_text())["schema"]
    indexed = {field["name"]: field["options"]["indexing"] for field in fields if field["options"].get("indexing")}
    assert indexed["title"]["fieldnorms"]
    assert not any(
        told["fieldnorms"] for name, told in indexed.items() if name.startswith("f_") or name in ("ident", "title_key")
    )
    assert not {"by_title", "by_author"} & indexed.keys()


def test_in_how_many_works_a_word_stands_is_remembered_over_commits_that_change_few(engine: TantivyEngine) -> None:
    put(engine, *(Document(id=number, title="stone", romanised="zhong.lou") for number in range(1, 201)))
    assert engine.frequencies(("stone", "newer")) == {"stone": 200, "newer": 0}
    assert engine.sounds() == {"z"}
    put(engine, Document(id=201, title="newer stone", romanised="zhong.lou jho.n"))
    assert engine.frequencies(("stone", "newer")) == {"stone": 200, "newer": 1}
    assert engine.sounds() == {"z", "j"}
    put(engine, *(Document(id=number, title="stone") for number in range(202, 301)))
    assert engine.frequencies(("stone", "newer")) == {"stone": 300, "newer": 1}


def test_what_fills_an_index_leaves_a_segment_a_thread(engine: TantivyEngine, tmp_path: Path) -> None:
    with engine.writer(filling=True) as writer:
        for start in range(0, 4_000, 500):
            writer.put([Document(id=number, title=f"work{number}") for number in range(start, start + 500)])
        writer.commit()
    assert engine.count() == 4_000
    assert len(json.loads((tmp_path / "index" / "meta.json").read_text())["segments"]) <= FILLING_THREADS
