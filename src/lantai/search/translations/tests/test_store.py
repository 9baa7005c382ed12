import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lantai.core.bilingual.entry import Label, Layer, Origin, Row
from lantai.core.query.expansion import Span
from lantai.search.translations import EXPANDERS
from lantai.search.translations.protocol import TablesDamaged, TablesOutdated
from lantai.search.translations.rulings import Ruling, Rulings
from lantai.search.translations.shelf import Shelf
from lantai.search.translations.store import Store
from lantai.search.translations.tables import Tables

LEARNED = Layer(name="learned", origin=Origin.LEARNED, title="This library’s records")
CEDICT = Layer(name="cc-cedict", origin=Origin.LEXICON, title="CC-CEDICT", licence="CC BY-SA 4.0", version="2023-11")
PLACES = Layer(name="cldr", origin=Origin.AUTHORITY, title="CLDR")

BOOK = Row("zh", "书", "en", "book", 0.75, evidence=14, expected=20.5, records=(3, 5, 8))
ROWS = [
    BOOK,
    Row("zh", "书", "en", "volume", 0.25),
    Row("zh", "书", "fr", "livre", 0.9, via="en:book"),
    Row("en", "book", "zh", "书", 1.0),
]
LABELS = [
    Label("JO", "en", "Jordan"), Label("JO", "zh", "约旦"), Label("JO", "ar", "الأردن"), Label("JO", "zh-Hant", "約旦"),
    Label("river", "en", "Jordan"), Label("river", "de", "Jordan"), Label("river", "zh", "约旦河"),
    Label("JO", "de", "Jordanien"), Label("JO", "en", "Hashemite Kingdom", preferred=False),
]  # fmt: skip


def key_of(text: str, lang: str) -> str:
    return text.casefold().replace("約", "约")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "translations")


def filled(shelf: Shelf, rows: list[Row] = ROWS, labels: list[Label] = LABELS) -> Store:
    """Return tables with three layers."""
    with shelf.making(key_of=key_of) as writer:
        writer.layer(LEARNED, rows=rows)
        writer.layer(CEDICT, rows=[Row("zh", "书", "en", "letter", 0.5), Row("zh", "书", "en", "book", 0.5)])
        writer.layer(PLACES, labels=labels)
        writer.fact("analyser", "7")
    store = shelf.current()
    assert store is not None
    return store


def written(shelf: Shelf, *layers: Layer, rows: Iterable[Row] = ()) -> None:
    with shelf.making(key_of=key_of) as writer:
        for layer in layers:
            writer.layer(layer, rows=rows)


def test_it_says_what_each_layer_knows_the_most_trusted_first(shelf):
    found = filled(shelf).look_up([Span("zh", "书"), Span("en", "书"), Span("zh", "没有")], ["en", "fr"])
    assert list(found) == [Span("zh", "书")]
    said = [(f.layer, f.lang, f.text) for f in found[Span("zh", "书")]]
    assert said[:3] == [("learned", "fr", "livre"), ("learned", "en", "book"), ("learned", "en", "volume")]
    assert {s[0] for s in said[3:]} == {"cc-cedict"}


def test_it_keeps_all_that_is_told_of_an_entry(shelf):
    found = filled(shelf).look_up([Span("zh", "书")], ["en", "fr"], [Origin.LEARNED])[Span("zh", "书")]
    livre, book, volume = found
    assert (book.evidence, book.expected, book.records, book.via) == (14, 20.5, (3, 5, 8), "")
    assert abs(book.weight - 0.75) < 0.003
    assert (livre.via, volume.records, volume.evidence) == ("en:book", (), 1)


def test_labels_of_one_concept_translate_each_other(shelf):
    found = filled(shelf).look_up([Span("zh", "约旦"), Span("en", "hashemite kingdom")], ["ar", "de", "zh"])
    assert {f.text for f in found[Span("zh", "约旦")]} == {"الأردن", "Jordanien"}
    assert {(f.lang, f.text) for f in found[Span("en", "hashemite kingdom")]} >= {("zh", "约旦"), ("zh-Hant", "約旦")}


def test_a_label_of_two_concepts_shares_its_weight_between_them(shelf):
    found = filled(shelf).look_up([Span("en", "jordan")], ["zh"])[Span("en", "jordan")]
    assert {f.text: f.weight for f in found} == {"约旦": 0.5, "約旦": 0.5, "约旦河": 0.5}


def test_it_names_its_languages_layers_and_counts(shelf):
    store = filled(shelf)
    assert store.languages([Origin.LEARNED]) == {("zh", "en"), ("zh", "fr"), ("en", "zh")}
    assert ("ar", "de") in store.languages([Origin.AUTHORITY])
    assert next((p.layer.name, p.source, p.target, p.heads, p.entries) for p in store.pairs) == ("learned", "zh", "en", 1, 2)
    assert (PLACES, "zh", 3) in store.labels()
    assert store.facts == {"analyser": "7"}


def test_the_same_input_in_another_order_gives_the_same_bytes(shelf, tmp_path):
    one = filled(shelf).path
    other = filled(Shelf(tmp_path / "other")).path
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_two_layers_cannot_have_one_name(shelf):
    with pytest.raises(ValueError, match="learned"):
        written(shelf, LEARNED, LEARNED)
    assert shelf.current() is None


def test_readers_go_on_with_the_old_tables_until_the_new_ones_are_whole(shelf):
    old = filled(shelf)
    with pytest.raises(ZeroDivisionError):
        written(shelf, LEARNED, rows=(Row("zh", "书", "en", "wrong", 1 / n) for n in (1, 0)))
    assert shelf.current() is old
    new = filled(shelf, rows=[Row("zh", "书", "en", "tome", 1.0)])
    assert new is not old
    assert old.look_up([Span("zh", "书")], ["en"])
    assert new.look_up([Span("zh", "书")], ["en"])[Span("zh", "书")][0].text == "tome"


def test_tables_whose_making_was_killed_are_never_seen(shelf, tmp_path):
    before = filled(shelf).path.name
    killed = (
        "import os, signal, sys; from pathlib import Path\n"
        "from lantai.search.translations.shelf import Shelf\n"
        "from lantai.search.translations.tests.test_store import LEARNED, ROWS, key_of\n"
        "with Shelf(Path(sys.argv[1])).making(key_of=key_of) as writer:\n"
        "    writer.layer(LEARNED, rows=ROWS)\n"
        "    writer.finish()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", killed, str(tmp_path / "translations")], check=False)
    assert list((tmp_path / "translations").glob("making-*"))
    assert shelf.name() == before
    filled(shelf)
    assert not list((tmp_path / "translations").glob("making-*"))


def test_damaged_tables_are_said_to_be(shelf):
    path = filled(shelf).path
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(TablesDamaged, match="lantai train --full"):
        Shelf(path.parent).current()
    path.write_bytes(b"no tables" * 1000)
    with pytest.raises(TablesDamaged, match="lantai train --full"):
        Shelf(path.parent).current()
    path.unlink()
    with pytest.raises(TablesDamaged, match="lantai train --full"):
        Shelf(path.parent).current()


def test_damage_within_is_found_and_searching_goes_on(shelf):
    path = filled(shelf, rows=[Row("zh", f"k{n:05}", "en", f"word {n}", 1.0) for n in range(5000)]).path
    data = bytearray(path.read_bytes())
    begin, end = 40_000, len(data) - 40_000
    data[begin:end] = b"\xff" * (end - begin)
    path.write_bytes(data)
    spans = [Span("zh", f"k{n:05}") for n in range(0, 5000, 7)]
    store = Store(path)
    assert store.is_whole()
    with pytest.raises(TablesDamaged):
        store.look_up(spans, ["en"])
    assert EXPANDERS["learned"](Tables(store)).look_up(spans, ["en"]) == {}


def test_tables_of_another_version_are_refused(shelf):
    path = filled(shelf).path
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
    with pytest.raises(TablesOutdated, match="lantai train"):
        Shelf(path.parent).current()


def test_what_was_asked_once_is_remembered_for_the_languages_it_was_asked_in(shelf, monkeypatch):
    store = filled(shelf)
    book, strange = Span("zh", "书"), Span("zh", "天书")
    first = store.look_up([book, strange], {"en"})
    monkeypatch.setattr(store, "_read", lambda *asked: pytest.fail("it asked the file again"))
    assert store.look_up([strange, book], ["en"]) == first == {book: first[book]}
    with pytest.raises(pytest.fail.Exception):
        store.look_up([book], {"fr"})


def test_so_much_is_remembered_and_no_more(shelf, monkeypatch):
    monkeypatch.setattr("lantai.search.translations.store.MOST_REMEMBERED", 2)
    store = filled(shelf)
    for _ in range(3):
        assert [len(store.look_up([Span("zh", key)], {"en"})) for key in ("书", "a", "b", "c", "d")] == [1, 0, 0, 0, 0]
    assert [len(said) <= 3 for said in store._said.values()] == [True]


def test_threads_ask_one_store_at_once(shelf):
    store = filled(shelf)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: store.look_up([Span("zh", "书")], ["en"]), range(200)))
    assert all(answer == answers[0] for answer in answers)


def test_a_swap_is_seen_by_another_process_and_old_files_go_after_a_while(shelf, tmp_path):
    reader = Shelf(tmp_path / "translations")
    old = filled(shelf).path
    assert reader.current() is reader.current()
    filled(shelf, rows=[BOOK])
    assert reader.current().path != old
    assert old.exists()
    os.utime(old, (0, 0))
    filled(shelf, rows=ROWS[:2])
    assert not old.exists()


def test_staff_decide_over_the_tables(shelf):
    span = Span("zh", "书")
    rulings = Rulings(
        [Ruling("zh", "书", "en", "Volume", accepted=False), Ruling("zh", "书", "en", "book", accepted=True), Ruling("ru", "книг", "en", "book", accepted=True)]
    )  # fmt: skip
    tables = Tables(filled(shelf), rulings)
    found = tables.look_up([span, Span("ru", "книг")], ["en"])
    assert [(f.text, f.layer) for f in found[span]] == [("book", "accepted"), ("letter", "cc-cedict")]
    assert [f.text for f in found[Span("ru", "книг")]] == ["book"]
    assert [f.text for f in tables.look_up([span], ["en"], [Origin.LEARNED])[span]] == ["book"]
    assert ("ru", "en") in tables.languages([Origin.AUTHORITY])


def test_it_explains_a_translation_by_every_layer_that_says_so(shelf):
    tables = Tables(filled(shelf), Rulings([Ruling("zh", "书", "en", "book", accepted=True)]))
    said = tables.explain(Span("zh", "书"), "en", "BOOK")
    assert [f.layer for f in said] == ["accepted", "learned", "cc-cedict"]
    assert said[1].records == (3, 5, 8)
    layer = tables.layer("cc-cedict")
    assert layer is not None
    assert layer.licence == "CC BY-SA 4.0"
    assert tables.explain(Span("zh", "书"), "en", "cup") == ()


def test_without_tables_nothing_is_known():
    assert EXPANDERS["authority"](None).look_up([Span("zh", "书")], ["en"]) == {}
    assert EXPANDERS["lexicon"](None).languages() == set()
