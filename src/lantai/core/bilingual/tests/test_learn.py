"""Translations are learned from what records say, and from nothing that is not so."""

import random
from collections import Counter

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.core.bilingual.clean import MOST_OF_A_RECORD, Refusal
from lantai.core.bilingual.entry import Row
from lantai.core.bilingual.learn import learn
from lantai.core.bilingual.pair import Pair, PairKind, pair
from lantai.core.text.tests.test_properties import TEXTS

TITLES = [
    ("The history of libraries in China", "中国图书馆史"),
    ("Library services", "图书馆服务"),
    ("History of science", "科学史"),
    ("Open science in China", "中国的开放科学"),
    ("The economics of open access", "开放获取的经济学"),
    ("Library economics", "图书馆经济学"),
]


def titles(*more: tuple[str, str]) -> list[Pair]:
    return [pair("en", en, "zh", zh, record=number) for number, (en, zh) in enumerate([*TITLES, *more], 1)]


def of(rows: list[Row], key: str, target: str = "en") -> list[Row]:
    return [row for row in rows if row.key == key and row.target == target]


def test_it_learns_words_both_ways_and_says_who_taught_it():
    rows = list(learn(titles()))
    best = of(rows, "图书馆")[0]
    assert (best.source, best.text, best.evidence, best.records) == ("zh", "library", 3, (1, 2, 6))
    assert of(rows, "librari", "zh")[0].text == "图书馆"
    assert best.expected == 3


def test_it_shows_capitals_only_where_they_belong_to_the_word():
    rows = list(learn(titles()))
    assert of(rows, "中国")[0].text == "China"
    assert of(rows, "科学")[0].text == "science"


def test_it_counts_what_it_refuses_and_why():
    tally: Counter[str] = Counter()
    given = [
        *titles(),
        pair("en", "图书馆史", "zh", "中国图书馆史", record=7),
        pair("en", "Die Geschichte der Bibliotheken und ihrer Bücher", "zh", "图书馆史", record=8),
        pair("en", "The Ming dynasty", "zh", "Ming chao shi", record=8),
        pair("en", "1984", "zh", "1984", record=8),
        pair("en", "ABC of 图书馆", "zh", "ABC 图书馆", record=8),
        pair("en", "Libraries", "en", "Library", record=8),
        pair("en", "One two three four five six seven eight nine ten", "zh", "一", record=8),
        pair("en", "word " * 130, "zh", "图书馆" * 60, record=8),
        pair("en", "Library services", "zh", "图书馆服务", record=2),
    ]
    list(learn(given, tally=tally))
    wanted = {
        "kept": 6,
        Refusal.LANGUAGE: 4,
        Refusal.IDENTICAL: 1,
        Refusal.EMPTY: 1,
        Refusal.LENGTH: 1,
        Refusal.LONG: 1,
        Refusal.REPEATED: 1,
    }
    assert Counter(wanted) == +tally
    assert sum(tally.values()) == len(given)


def test_it_does_not_learn_from_what_stands_beside_everything():
    tally: Counter[str] = Counter()
    notes = [pair("en", f"Volume about {chr(97 + n)}{chr(98 + n)}x", "zh", "编者的话", record=100 + n) for n in range(24)]
    rows = list(learn([*titles(), *notes], tally=tally))
    assert tally[Refusal.BOILERPLATE] == 24
    assert not of(rows, "编者的话")


def test_it_learns_a_heading_that_always_has_one_translation():
    notes = [pair("en", "Editorial", "zh", "编者的话", record=100 + n) for n in range(40)]
    assert of(list(learn([*titles(), *notes])), "编者的话")[0].text == "editorial"


def test_a_record_loaded_a_thousand_times_outweighs_nothing():
    honest = list(learn(titles()))
    poison = [pair("en", "Banana banana banana libraries", "zh", "图书馆图书馆", record=1000 + n) for n in range(1000)]
    rows = list(learn([*titles(), *poison]))
    for row in honest:
        if row.evidence > 1 and "图书馆" not in (row.key, row.text):
            assert of(rows, row.key, row.target)[0].text == of(honest, row.key, row.target)[0].text


def test_a_record_with_an_endless_list_is_cut_short():
    honest = list(learn(titles()))
    tally: Counter[str] = Counter()
    poison = [pair("en", f"banana {n}x", "zh", f"图书馆 {n}号", kind=PairKind.KEYWORD, record=1000) for n in range(5000)]
    rows = list(learn([*titles(), *poison], tally=tally))
    assert tally[Refusal.CROWDED] == 5000 - MOST_OF_A_RECORD
    for key in ("中国", "科学", "开放", "经济学"):
        assert [row.text for row in of(rows, key)][:1] == [row.text for row in of(honest, key)][:1]


def test_the_order_of_records_changes_nothing():
    mixed = titles()
    random.Random(5).shuffle(mixed)
    assert msgspec.json.encode(list(learn(mixed))) == msgspec.json.encode(list(learn(titles())))


LANGUAGES = st.sampled_from(("zh", "en", "ar", "ja", "fr", "xx", "", "und"))
PAIRS = st.lists(
    st.builds(pair, LANGUAGES, TEXTS, LANGUAGES, TEXTS, kind=st.sampled_from(PairKind), record=st.integers(0, 5)), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(PAIRS)
def test_any_pairs_give_rows_that_add_up_and_name_their_evidence(pairs):
    tally: Counter[str] = Counter()
    rows = list(learn([*pairs, *titles()], tally=tally))
    assert sum(tally.values()) == len(pairs) + len(TITLES)
    totals: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        assert row.key
        assert row.text.strip()
        assert 0 < row.weight <= 1
        assert min(row.evidence, row.expected) >= 1
        assert len(row.records) <= min(3, row.evidence)
        assert all(number > 0 for number in row.records)
        totals[row.source, row.key, row.target] += row.weight
    assert all(total <= 1 + 1e-9 for total in totals.values())


def test_a_title_that_stands_alone_teaches_no_word_by_word():
    novel = pair("ru", "Неофициальная история конфуцианцев", "en", "The scholars", record=1)
    assert [row for row in learn([novel]) if row.key.startswith("истор")] == []
    assert [
        row.text for row in learn([novel, pair("ru", "история", "en", "history", record=2)]) if row.key.startswith("истор")
    ] == ["history"]


def test_a_single_record_teaches_no_word_of_two_letters():
    changes = pair("en", "Changes", "fr", "Yi king", record=1)
    assert "yi" not in {row.text.lower() for row in learn([changes])}
    assert "yi" in {row.text.lower() for row in learn([changes, pair("en", "Changes of changes", "fr", "Yi", record=2)])}
