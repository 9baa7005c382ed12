import pytest

from lantai.core.text.highlight import highlight


def marked(text, tokens, prefixes=()):
    return "".join(f"<{piece}>" if found else piece for piece, found in highlight(text, tokens, prefixes=prefixes))


@pytest.mark.parametrize(
    "text, tokens, expected",
    [
        ("War and peace", {"peace"}, "War and <peace>"),
        ("Die STRASSE, die Straße", {"strasse"}, "Die <STRASSE>, die <Straße>"),
        ("研究红楼梦的", {"红楼", "楼梦"}, "研究<红楼梦>的"),
        ("紅樓夢研究", {"红楼", "楼梦"}, "<紅樓夢>研究"),
        ("ﷺ كتَاب الأُمَم", {"كتاب", "الامم"}, "ﷺ <كتَاب> <الأُمَم>"),
        ("Send e-mail now", {"email"}, "Send <e-mail> now"),
        ("Cafe\u0301 Muller", {"cafe"}, "<Cafe\u0301> Muller"),
        ("สวัสดีภาษาไทย", {"ไทย"}, "สวัสดีภาษา<ไทย>"),
        ("nothing here", {"else"}, "nothing here"),
        ("", {"x"}, ""),
    ],
)
def test_it_marks_found_words_in_the_original(text, tokens, expected):
    assert marked(text, tokens) == expected


@pytest.mark.parametrize(
    "text, prefix, expected",
    [
        ("The working man works", "work", "The <working> man <works>"),
        ("梦想与红楼梦", "梦", "<梦>想与红楼<梦>"),
        ("Библиотека", "библ", "<Библиотека>"),
    ],
)
def test_it_marks_words_that_begin_so_and_a_lone_character_by_itself(text, prefix, expected):
    assert marked(text, (), [prefix]) == expected


def test_other_forms_of_a_word_are_marked_by_their_stem_in_the_language_of_the_text():
    assert highlight("Great books of war", (), stems=[("book",)], lang="en") == [
        ("Great ", False),
        ("books", True),
        (" of war", False),
    ]
    assert highlight("Война и мир", (), stems=[("войн",)], lang="ru") == [("Война", True), (" и мир", False)]


def test_a_phrase_is_marked_only_where_it_stands_whole():
    phrase = ("dream", "of", "the", "red", "chamber")
    assert highlight("The dream of the red chamber", (), phrases=[phrase]) == [
        ("The ", False),
        ("dream of the red chamber", True),
    ]
    assert highlight("The red dream of a chamber", (), phrases=[phrase]) == [("The red dream of a chamber", False)]
    assert highlight("研究红楼梦", (), phrases=[("红楼", "楼梦")]) == [("研究", False), ("红楼梦", True)]
    assert highlight("the dream of", (), phrases=[phrase]) == [("the dream of", False)]


def test_no_word_for_and_parts_a_phrase():
    pieces = highlight("Time & money today", (), phrases=[("time", "money")])
    assert pieces == [("Time & money", True), (" today", False)]


def test_a_phrase_of_stems_is_marked_as_one_where_all_its_words_stand_together():
    stems = [("rout", "de", "la", "soi")]
    assert highlight("La route de la soie", (), stems=stems, lang="fr") == [("La route de la soie", True)]
    assert highlight("La soie de Lyon", (), stems=stems, lang="fr") == [("La soie de Lyon", False)]
