"""Suggestions while typing: what is offered for a beginning, in which order, and how it follows changes."""

import pytest

from lantai.core.bib.record import BibRecord, Contribution, HoldingRecord, Subject, Text, Title, TitleForm
from lantai.search.suggest import filling, reader
from lantai.search.suggest.described import Kind, described
from lantai.search.suggest.reader import Suggestions
from lantai.search.suggest.schema import first, place, tier
from lantai.search.suggest.terms import TIERS, Sound, is_enough
from lantai.search.suggest.writer import OtherNames, Writer


def agent(*names):
    return Contribution(forms=tuple(map(Text, names)), roles=("aut",))


def about(*forms, parts=()):
    return Subject(forms=tuple(map(Text, forms)), subdivisions=tuple(parts))


def book(number, title, *, people=(), subjects=(), copies=0):
    return BibRecord(
        control=str(number),
        titles=(Title(forms=(TitleForm(title),)),),
        contributions=tuple(people),
        subjects=tuple(subjects),
        holdings=(HoldingRecord(library="Main"),) * copies,
    )


CAO = agent("曹雪芹", "Cao, Xueqin")
LIBRARY = [
    book(1, "红楼梦", people=[CAO], subjects=[about("China", "中国", parts=["History", "Qing dynasty"])]),
    book(2, "The story of the stone", people=[CAO, agent("Hawkes, David")], subjects=[about("China", parts=["History"])]),
    book(5, "A manual of chemistry", people=[agent("Smith, John")]),
    book(7, "王右丞集", people=[agent("王维", "Wang, Wei")]),
    book(8, "经济学", people=[agent("王伟", "Wang, Wei")]),
    book(9, "Poems", people=[agent("Wang, Wei")]),
    book(10, "مقدمة ابن خلدون", people=[agent("ابن خلدون", "Ibn Khaldūn")]),
]


def spoken(text, lang):
    known = {"红楼梦": Sound(("hongloumeng",), ("hlm",)), "曹雪芹": Sound(("caoxueqin",), ("cxq",))}
    return known.get(text, Sound())


def put(directory, records, *, sounds=spoken):
    with Writer(directory, sounds=sounds) as writer:
        writer.put(described([one], number=int(one.control)) for one in records)
        writer.commit()
    return Suggestions(directory)


@pytest.fixture(scope="module")
def suggestions(tmp_path_factory):
    return put(tmp_path_factory.mktemp("suggestions") / "s", LIBRARY)


def titles(suggestions, text):
    return [one.number for one in suggestions.find(text, Kind.TITLE, 8)]


def named(suggestions, text, kind=Kind.PERSON):
    return [(one.forms[0].text, one.works) for one in suggestions.find(text, kind, 8)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("红", 1), ("紅樓", 1), ("hongl", 1), ("hong lou m", 1), ("hlm", 1), ("story of", 2), ("the st", 2), ("manual of ch", 5),
     ("chemi", 5), ("مقدم", 10), ("cao xueqin st", 2)],
)  # fmt: skip
def test_a_title_is_offered_for_how_it_begins_sounds_or_goes_on(suggestions, text, number):
    assert number in titles(suggestions, text)


@pytest.mark.parametrize("text", ["nvxing", "nv xing wen", "nüxing", "nuxing"])
def test_the_u_with_dots_is_typed_as_keyboards_have_it(tmp_path, text):
    sounds = {"女性文学": Sound(("nu xing wen xue",), ("nxwx",))}
    found = put(tmp_path / "s", [book(1, "女性文学"), book(2, "Novels")], sounds=lambda text, lang: sounds.get(text, Sound()))
    assert titles(found, text) == [1]


def test_the_title_with_more_copies_comes_first_and_the_very_title_before_all(tmp_path):
    found = put(tmp_path / "s", [book(1, "War"), book(2, "War and peace", copies=2), book(3, "War and want")])
    assert titles(found, "war") == [1, 2, 3]


def test_words_stand_in_their_order_around_a_place(suggestions):
    before, after = suggestions.words_around("hawk", Kind.PERSON, 2)
    assert (before, after) == (["david", "cao"], ["hawkes", "ibn"])
    assert suggestions.words_around("", Kind.SUBJECT, 3) == ([], ["china", "history", "中国"])


def test_somebody_is_one_under_all_names(suggestions):
    for text in ("曹雪", "cao, xue", "xueqin", "cxq"):
        assert [name for name, _ in named(suggestions, text)] == ["曹雪芹"]


def test_namesakes_in_latin_letters_stay_apart(suggestions):
    assert {name for name, _ in named(suggestions, "wang w")} == {"王维", "王伟", "Wang, Wei"}


def test_a_subject_is_found_by_its_other_forms_and_counted(suggestions):
    assert ("China", 2) in named(suggestions, "中国", Kind.SUBJECT)
    assert ("China — History", 2) in named(suggestions, "china hist", Kind.SUBJECT)


def test_a_changed_work_is_offered_by_its_new_title_and_lost_headings_no_more(tmp_path):
    put(tmp_path / "s", [book(1, "On bees", subjects=[about("Bees")])])
    found = put(tmp_path / "s", [book(1, "On wasps", subjects=[about("Wasps")])])
    assert (titles(found, "on bees"), titles(found, "on was")) == ([], [1])
    assert (named(found, "bees", Kind.SUBJECT), named(found, "wasps", Kind.SUBJECT)) == ([], [("Wasps", 1)])


def test_somebody_whose_last_work_went_is_offered_no_more(tmp_path):
    found = put(tmp_path / "s", [book(2, "Honey", people=[agent("Bee, Ann")])])
    assert named(found, "bee") == [("Bee, Ann", 1)]
    with Writer(tmp_path / "s") as writer:
        writer.delete([2])
        writer.commit()
    assert (titles(found, "honey"), named(found, "bee")) == ([], [])


def test_a_further_name_known_elsewhere_finds_somebody(tmp_path):
    class Known(OtherNames):
        def of(self, headings):
            return [[Text("托尔斯泰", "zh")] if heading.key == "tolstoyleo" else [] for heading in headings]

    with Writer(tmp_path / "s", others=Known()) as writer:
        writer.put([described([book(1, "War and peace", people=[agent("Tolstoy, Leo")])], number=1)])
        writer.commit()
    assert named(Suggestions(tmp_path / "s"), "托尔") == [("Tolstoy, Leo", 1)]


BEGINNINGS = ("红", "紅樓", "hong lou", "hl", "cxq", "王", "wang", "wa", "مقد", "ابن", "ibn", "the s",
              "story", "chem", "smith", "china", "china hist", "中国", "hist")  # fmt: skip


def test_made_at_once_it_offers_what_it_offers_made_one_by_one(suggestions, tmp_path):
    with Writer(tmp_path / "s", filling=True) as writer:
        found = [described([one], number=int(one.control)) for one in LIBRARY]
        given = [filling.spread(some, over=3, sounds=spoken) for some in (found[:3], found[3:])]
        for one in given:
            writer.fill(one.rows.split("\n"))
        for packed in zip(*(one.mentions for one in given), strict=True):
            rows = filling.headings(filter(None, packed), sounds=spoken, others=OtherNames())
            writer.fill(row.decode() for row in rows)
        writer.commit()
    at_once = Suggestions(tmp_path / "s")
    for text in BEGINNINGS:
        for kind in Kind:
            assert at_once.find(text, kind, 8) == suggestions.find(text, kind, 8), (text, kind)


def test_of_equals_what_came_in_first_stands_first_however_they_were_written(tmp_path):
    put(tmp_path / "s", [book(3, "Bees C", people=[agent("Bee, C")]), book(2, "Bees B", people=[agent("Bee, B")])])
    found = put(tmp_path / "s", [book(1, "Bees A", people=[agent("Bee, A")])])
    assert titles(found, "bees") == [1, 2, 3]
    assert [name for name, _ in named(found, "bee")] == ["Bee, A", "Bee, B", "Bee, C"]


WEIGHTS = (1, 2, 3, 4, 7, 8, 15, 16, 63, 64, 255, 256, 1 << 22)
NUMBERS = (1, (1 << 14) - 1, 1 << 14, (1 << 17) - 1, 1 << 17, 1 << 31)


def test_tiers_are_parts_of_the_order():
    places = sorted(
        (place(weight, first(number, nth)) for weight in WEIGHTS for number in NUMBERS for nth in (0, 127)), reverse=True
    )
    found = [tier(one) for one in places]
    assert found == sorted(found, key=[*TIERS, ""].index)
    assert set(found) == {*TIERS, ""}


def test_asked_tier_by_tier_it_offers_what_it_offers_at_once(tmp_path, monkeypatch):
    numbers = (3, 20_000, 150_000, 5, 20_001, 150_001, 7, 9, 11)
    found = [
        book(
            n,
            f"Bees and honey {n}",
            people=[agent(f"Bee, {n}"), agent("Beekeeper")],
            subjects=[about("Beehives")],
            copies=at % 4 * 3,
        )
        for at, n in enumerate(numbers)
    ]
    known = put(tmp_path / "s", [*found, *LIBRARY])
    asked = [
        (text, kind, most)
        for text in (*BEGINNINGS, "bee", "bees a", "and hon", "and bees")
        for kind in Kind
        for most in (1, 3, 8)
    ]
    at_once = [known.find(*one) for one in asked]
    monkeypatch.setattr(reader, "MOST_AT_ONCE", 0)
    assert [known.find(*one) for one in asked] == at_once
    assert len(known.find("bee", Kind.TITLE, 8)) == 8


def test_two_letters_are_enough_and_one_of_han():
    assert [is_enough(text) for text in ("a", "ab", "红", "한", " ", "й", "-")] == [False, True, True, True, False, False, False]


@pytest.mark.parametrize("text", ["", "   ", '"', "a" * 5_000, "x .* y", "[", "\x00\u202e", "红" * 300, "\ud800"])
def test_whatever_is_typed_gives_suggestions_or_none(suggestions, text):
    for kind in Kind:
        assert isinstance(suggestions.find(text, kind, 8), list)
