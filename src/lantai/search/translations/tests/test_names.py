"""The expander of names: known forms first, then what sounds alike, never a common word."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.pairs import NameForm
from lantai.core.names.alike import Asked, likeness
from lantai.core.names.parts import Name, name
from lantai.core.names.sounds import SCRIPTS
from lantai.core.query.expansion import Span
from lantai.search.translations import EXPANDERS
from lantai.search.translations.names import Candidate, Heard, Names, ranked
from lantai.search.translations.shelf import Shelf
from lantai.search.translations.tables import Tables

FORMS = [
    NameForm("Lu, Xun, 1881-1936", "zh-Latn", "viaf:1", 11),
    NameForm("鲁迅", "zh", "viaf:1", 11),
    NameForm("鲁迅", "zh", "viaf:1", 12),
    NameForm("Tolstoy, Leo, graf, 1828-1910", "en", "work:7/0/100", 7),
    NameForm("Shakespeare, William", "en", "viaf:2", 13),
    NameForm("Шекспир, Уильям", "ru", "viaf:2", 13),
    NameForm("莎士比亚", "zh", "viaf:2", 14),
    NameForm("Wang, Wei", "zh-Latn", "work:8/0/100", 8),
    NameForm("王维", "zh", "work:8/0/100", 8),
    NameForm("Wang, Wei", "zh-Latn", "work:9/0/100", 9),
    NameForm("王伟", "zh", "work:9/0/100", 9),
]
WORDS = [
    ("tolstoy", 9),
    ("tolerant", 50),
    ("beyonce", 3),
    ("copernicus", 4),
    ("warsaw", 20),
    ("manning", 7),
    ("meaning", 70),
    ("peyton", 4),
    ("shakespeare", 40),
    ("tol", 3),
    ("2024", 90),
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("translations"))
    with shelf.making(key_of=lambda text, lang: text) as writer:
        writer.names(FORMS, WORDS)
    return Tables(shelf.current())


def forms(tables, text, *targets):
    span = Span("und", text)
    return [(found.text, found.lang) for found in EXPANDERS["name"](tables).look_up([span], targets).get(span, ())]


@pytest.mark.parametrize("asked", ["Lu Xun", "Xun Lu", "lu, xun"])
def test_forms_that_a_record_gives_for_one_agent_find_each_other(tables, asked):
    assert forms(tables, asked, "zh") == [("鲁迅", "zh")]


@pytest.mark.parametrize(
    ("asked", "family"), [("Шекспир", "Shakespeare"), ("莎士比亚", "Shakespeare"), ("shakespeare", "莎士比亚")]
)
def test_a_family_name_alone_leads_to_its_forms(tables, asked, family):
    assert family in [text for text, _ in forms(tables, asked, "en" if family.isascii() else "zh")]


def test_what_sounds_like_a_known_name_leads_to_its_other_forms(tables):
    assert ("莎士比亚", "zh") in forms(tables, "شكسبير", "en", "zh")


def test_known_forms_are_told_from_what_only_sounds_alike(tables):
    spans = [Span("und", "Шекспир"), Span("und", "Бейонсе")]
    found = EXPANDERS["name"](tables).forms(spans, ["en"])
    assert {span.key: [one.text for one in rows] for span, rows in found.items()} == {"Шекспир": ["Shakespeare"]}


def test_a_form_in_a_script_without_sounds_of_its_own_is_given_for_its_own_language(tmp_path):
    shelf = Shelf(tmp_path)
    with shelf.making(key_of=lambda text, lang: text) as writer:
        writer.names([NameForm("ტოლსტოი, ლევ", "ka", "a", 1), NameForm("Tolstoy, Leo", "en", "b", 1)], ())
    found = forms(Tables(shelf.current()), "Толстой", "en", "ka")
    assert ("ტოლსტოი, ლევ", "ka") in found
    assert ("ტოლსტოი, ლევ", "en") not in found


def test_a_known_form_says_how_many_records_give_it_and_which(tables):
    span = Span("und", "Lu Xun")
    found = EXPANDERS["name"](tables).look_up([span], ["zh"])[span][0]
    assert (found.origin, found.layer, found.evidence, found.records, found.weight) == (Origin.NAME, "names", 2, (11, 12), 1.0)
    assert tables.layer("names").title


def test_namesakes_in_one_script_are_told_as_several(tables):
    assert sorted(forms(tables, "Wang Wei", "zh")) == [("王伟", "zh"), ("王维", "zh")]


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("托尔斯泰", "tolstoy"),
        ("Толстой", "tolstoy"),
        ("Бейонсе", "beyonce"),
        ("كوبرنيكوس", "copernicus"),
    ],
)
def test_what_nobody_knows_is_found_by_its_sound_in_the_index(tables, asked, word):
    assert (word, "en") in forms(tables, asked, "en")


@pytest.mark.parametrize("asked", ["鲁迅", "Лу Синь", "لو شون", "루쉰", "Λου Σουν"])
def test_a_form_of_a_name_in_records_is_found_by_its_sound(tables, asked):
    heard = EXPANDERS["name"](tables).look_up([Span("und", asked)], ["en"])[Span("und", asked)]
    assert heard[0].text == "Lu, Xun"


def among_others(folder, names=(), words=()):
    """Return tables of these names and words among hundreds of others, as in a library: among few, everything sounds alike."""
    parts = ("摩库拉罗", "モクラロ", ("мо", "ку", "ра", "ло"), ("mo", "ku", "ra", "lo"), ("مو", "كو", "را", "لو"))
    others = ["".join(syllables) for of_script in parts for syllables in product(of_script, repeat=4)]
    shelf = Shelf(folder)
    with shelf.making(key_of=lambda text, lang: text) as writer:
        writer.names([*names, *(NameForm(text, "", text, 1) for text in others)], words)
    return Tables(shelf.current())


def test_another_spelling_in_one_script_is_much_more_alike_than_a_name_in_another(tmp_path):
    names = [NameForm("普希金", "zh", "viaf:1", 1), NameForm("夏露", "zh", "viaf:2", 2)]
    spelled = among_others(tmp_path, names, [("صغير", 9)])
    assert forms(spelled, "普希京", "zh") == [("普希金", "zh")]
    assert forms(spelled, "之路", "zh") == []
    assert forms(spelled, "تغير", "ar") == []


def test_a_name_that_is_less_alike_and_unlike_the_best_is_left_out(tmp_path):
    names = [NameForm("Ba, Jin", "zh-Latn", "viaf:1", 1), NameForm("巴金", "zh", "viaf:1", 1)]
    for work in range(10, 20):
        names += [NameForm("Austen, Jane", "en", "viaf:2", work), NameForm("Остен, Джейн", "ru", "viaf:2", work)]
    assert {text for text, _ in forms(among_others(tmp_path, names), "Ба Цзинь", "zh", "en", "ru")} == {"巴金", "Ba, Jin"}


def test_in_a_language_in_which_records_name_the_likeliest_nothing_less_likely_is_given(tmp_path):
    names = [NameForm("刘向", "zh", "viaf:3", 30)]
    for work in range(10, 20):
        names += [NameForm("Lu, Xun", "zh-Latn", "viaf:1", work), NameForm("鲁迅", "zh", "viaf:1", work)]
    tables = among_others(tmp_path, names)
    assert next(one.text for one in Names(tables.store.path).alike(name("Лу Синь"), "Hani")) == "刘向"
    assert [text for text, lang in forms(tables, "Лу Синь", "zh", "en") if lang == "zh"] == ["鲁迅"]


def test_a_name_that_records_write_otherwise_in_the_script_that_was_asked_is_none(tmp_path):
    alone = [NameForm("郭沫若", "zh", "viaf:1", work) for work in range(10, 20)]
    written = [NameForm("Кайчжэнь", "ru", "viaf:1", work) for work in range(10, 20)]
    assert forms(among_others(tmp_path / "alone", alone), "Гомеро", "zh") == [("郭沫若", "zh")]
    assert forms(among_others(tmp_path / "written", [*alone, *written]), "Гомеро", "zh") == []


@pytest.mark.parametrize("asked", ["красный", "терпимость", "и", "2024", "😀", "", "ببب", "図書館で", "x" * 5000])
def test_a_word_that_is_no_name_becomes_none(tables, asked):
    assert forms(tables, asked, "en", "zh") == []


@pytest.mark.parametrize(
    ("asked", "found"), [("托尔斯泰在哪里", "tolstoy"), ("培顿曼宁", "peyton manning"), ("谁是托尔斯泰", "tolstoy")]
)
def test_a_name_inside_a_stretch_of_chinese_is_found(tables, asked, found):
    assert (found, "en") in forms(tables, asked, "en")


def test_a_word_that_the_index_has_needs_no_other_spelling(tables):
    assert forms(tables, "manning", "en") == forms(tables, "Beyonce", "en") == []


def test_scripts_that_the_library_has_nothing_in_are_not_asked(tables):
    assert forms(tables, "Толстой", "ar", "ko") == []


def test_what_sounds_like_a_word_is_remembered_for_the_same_languages(tables, monkeypatch):
    names = Names(tables.store.path)
    first = names.look_up([Span("und", "Бейонсе")], ["en"])
    monkeypatch.setattr(names, "_likely", None)
    assert names.look_up([Span("und", "Бейонсе")], ["en"]) == first != {}
    with pytest.raises(TypeError):
        names.look_up([Span("und", "Бейонсе")], ["en", "ru"])


heard_words = st.lists(st.text("aiotmnskl@", min_size=1, max_size=6), min_size=1, max_size=3)


@given(heard_words, st.lists(heard_words, max_size=12), st.sampled_from(SCRIPTS), st.integers(10, 10_000))
def test_the_likeliest_are_those_of_all_aligned(asked, others, script, among):
    spoken = Name("Latn", tuple(asked))
    candidates = [Candidate(f"{n}", Name(script, tuple(words)), 1, n % 2 == 0) for n, words in enumerate(others)]
    aligned = [Heard(one.text, likeness(spoken, one.name, among=among), 1, one.is_form) for one in candidates]
    first = sorted(aligned, key=lambda one: (-one.probability, one.text))[:3]
    assert ranked(Asked(spoken, script, among=among), candidates, most=3) == first

    def enough(rows):
        return [one for one in rows if one.probability >= (0.2 if one.is_form else 0.5)]

    assert enough(ranked(Asked(spoken, script, among=among), candidates, most=3, least_of_form=0.2, least=0.5)) == enough(first)


def test_without_tables_no_name_is_known():
    assert forms(None, "Lu Xun", "zh") == []


def test_the_same_names_in_any_order_give_the_same_bytes(tmp_path):
    made = []
    for number, (names, words) in enumerate([(FORMS, WORDS), (FORMS[::-1], WORDS[::-1])]):
        shelf = Shelf(tmp_path / str(number))
        with shelf.making(key_of=lambda text, lang: text) as writer:
            writer.names(names, words)
        made.append(shelf.name())
    assert made[0] == made[1]


def test_words_of_the_index_are_told_from_names_that_only_sound_alike(tables):
    spans = [Span("und", "Бейонсе"), Span("und", "شكسبير")]
    every = EXPANDERS["name"](tables).look_up(spans, ["en", "zh"])
    words = EXPANDERS["name"](tables).words(spans, ["en", "zh"])
    assert [one.text for one in words[spans[0]]] == [one.text for one in every[spans[0]]] == ["beyonce"]
    named = {form.text for form in FORMS}
    assert named & {one.text for one in every[spans[1]]}
    assert not named & {one.text for one in words.get(spans[1], ())}


def test_two_names_that_are_both_unsure_are_none(tmp_path):
    names = [NameForm("ハン・ガン", "ja", "viaf:1", 1), NameForm("ジョンソン、M", "ja", "viaf:2", 2)]
    assert forms(among_others(tmp_path, names), "人工知能", "ja") == []
