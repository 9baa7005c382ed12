import pytest

from lantai.core.query.highlight import matching_tokens
from lantai.core.query.lexer import harmless
from lantai.core.query.parse import parse
from lantai.core.query.terms import positive_terms, without
from lantai.core.query.tree import Field, Term

from .reading import written


@pytest.mark.parametrize(
    "text, tree",
    [
        ("harry potter", "(harry & potter)"),
        ("The Truth, about: cats", "(the & truth & about & cats)"),
        ('"war and peace" tolstoy', "(war_peace & tolstoy)"),
        ("红楼梦", "红楼_楼梦"),
        ("红", "红*"),
        ("C语言 程序设计", "(c & 语言 & 程序_序设_设计)"),
        ("红楼梦 曹雪芹", "(红楼_楼梦 & 曹雪_雪芹)"),
        ("한국어 문법", "(한국_국어 & 문법)"),
        ("བོད་རྒྱལ", "བོད_རྒྱལ"),
        ("ภาษา", "ภา_าษ_ษา"),
        ("libr*", "libr*"),
        ('"war and pea*"', "war_pea"),
        ('"war and pea"*', "war_pea*"),
        ("time & money", "(time & money)"),
        ("Alice : a serie[s]", "(alice & a & series)"),
    ],
)
def test_words_must_all_match_and_text_without_spaces_stands_together(text, tree):
    assert written(parse(text).tree) == tree


@pytest.mark.parametrize(
    "text, tree",
    [
        ("a1 OR b2 c3", "{a1 | (b2 & c3)}"),
        ("(a1 OR b2) c3", "({a1 | b2} & c3)"),
        ("a1 || b2 && c3", "{a1 | (b2 & c3)}"),
        ('mark twain NOT "tom (sawyer"', "(mark & twain & !tom_sawyer)"),
        ('mark twain NOT ("tom sawyer")', "(mark & twain & !tom_sawyer)"),
        ("mark -twain +tom", "(mark & !twain & tom)"),
        ("NOT a1 NOT b2", "!{a1 | b2}"),
        ("NOT war", "!war"),
        ("cats and dogs or mice not rats", "(cats & and & dogs & or & mice & not & rats)"),
        ("DNA OR RNA", "{dna | rna}"),
        ("TO BE OR NOT TO BE", "(to & be & or & not & to & be)"),
        ("红楼梦 OR 水浒传", "{红楼_楼梦 | 水浒_浒传}"),
        ("post-war (re)construction", "(post & war & reconstruction)"),
    ],
)
def test_operators_count_in_capitals(text, tree):
    assert written(parse(text).tree) == tree


@pytest.mark.parametrize(
    "text, tree",
    [
        ("title:war author:tolstoy", "(title:war & author:tolstoy)"),
        ('ti:"war and peace"', "title:war_peace"),
        ("Title:(war OR peace)", "{title:war | title:peace}"),
        ("题名：红楼梦 作者：曹雪芹", "(title:红楼_楼梦 & author:曹雪_雪芹)"),
        ("عنوان:كتاب", "title:كتاب"),
        ("su:music -su:jazz", "(subject:music & !subject:jazz)"),
        ("callno:I242.4/12", "call_number:i242_4_12*"),
        ("isbn:978-7-02-000220-7", "identifier:isbn:9787020002207"),
        ("title:", "title"),
        ("Jazz: an introduction", "(jazz & an & introduction)"),
        ("foo:bar", "(foo & bar)"),
    ],
)
def test_a_name_before_a_colon_says_where_to_look(text, tree):
    assert written(parse(text).tree) == tree


@pytest.mark.parametrize(
    "text, tree",
    [
        ("“红楼 梦”研究", "(红楼_楼梦 & 研究)"),
        ("『源氏物語』の研究", "(源氏_氏物_物语 & の研_研究)"),
        ("«Война и мир» толстой", "(война_и_мир & толстой)"),
        ("„Krieg und Frieden“", "krieg_frieden"),
        ("《红楼梦》（上）", "(红楼_楼梦 & 上*)"),
        ("كتاب، الأمم؟", "(كتاب & الامم)"),
        ('ק"ק פראג', "(קק & פראג)"),
        ("ＷＡＲ　ｐｅａｃｅ", "(war & peace)"),
        ("l’homme révolté", "(lhomme & revolte)"),
    ],
)
def test_signs_of_other_scripts_count_like_ascii_ones(text, tree):
    assert written(parse(text).tree) == tree


@pytest.mark.parametrize(
    "text, tree, codes",
    [
        ('"unbalanced quote', "(unbalanced & quote)", ["unbalanced_quote"]),
        ("((war peace", "(war & peace)", ["unbalanced_bracket"]),
        ("war AND", "war", ["operator_ignored"]),
        ("OR war", "war", ["operator_ignored"]),
        ("war OR NOT peace", "{war | peace}", ["operator_ignored"]),
        ("-ism", "ism", ["operator_ignored"]),
        ("war\x00 pe\ud800ace", "(war & peace)", ["control_characters"]),
        ("w\u202ear \ufeffpe\u200dace", "(war & peace)", []),
        ("title:", "title", ["field_alone"]),
        ("war 题名：", "(war & 题名)", ["field_alone"]),
        ("Love: a title", "(love & a & title)", []),
        ("&", "", ["nothing_to_search"]),
        ("*** 😀", "", ["nothing_to_search"]),
        ("NOT", "", ["operator_ignored", "nothing_to_search"]),
        ("", "", []),
        ("   ", "", []),
        ("and", "and", []),
        ("word " * 200, "(" + " & ".join(["word"] * 100) + ")", ["too_long"]),
    ],
)
def test_what_cannot_be_meant_is_mended_with_a_notice(text, tree, codes):
    question = parse(text)
    assert written(question.tree) == tree
    assert [notice.code for notice in question.notices] == codes


@pytest.mark.parametrize(
    "text, alternative",
    [
        ("e-mail", "email"),
        ("post colonial", "postcolonial"),
        ("U.S.A.", "usa"),
        ("C++ primer", "cplusplus"),
        ("l'homme", "homme"),
    ],
)
def test_words_that_may_be_written_otherwise_have_an_alternative(text, alternative):
    assert alternative in matching_tokens(parse(text).tree).tokens


def test_a_key_of_music_is_one_however_it_is_written():
    looked_for = [{term.tokens for term in positive_terms(parse(text).tree)} for text in ("Bb", "bb", "B♭", "b-flat")]
    assert looked_for == [{("bb",), ("b", "flat")}] * 4


def test_a_hyphen_is_as_good_as_a_space():
    assert written(parse("piano-forte").tree) == written(parse("piano forte").tree)
    assert matching_tokens(parse("piano-forte").tree) == matching_tokens(parse("piano forte").tree)


def test_words_are_looked_for_in_the_field_chosen_beside_them():
    assert written(parse("war author:tolstoy", field=Field.TITLE).tree) == "(title:war & author:tolstoy)"
    assert written(parse("9787020002207", field=Field.IDENTIFIER).tree).startswith("identifier:isbn:9787020002207")
    assert written(parse("I242.4 / 12", field=Field.CALL_NUMBER).tree) == "call_number:i242_4_12*"


@pytest.mark.parametrize(
    "text, key",
    [
        ("War & Peace", "warandpeace"),
        ("title:红楼梦", "红楼梦"),
        ("Database NOT from", "databasenotfrom"),
        ("mark -twain", ""),
        ("author:tolstoy", ""),
        ("War AND Peace", "warandpeace"),
    ],
)
def test_a_question_that_may_be_a_title_has_its_key(text, key):
    assert parse(text).exact_key == key


def test_a_question_is_shown_again_without_what_would_turn_the_page_round():
    assert harmless("dre\u202eam\x00 \ud800\u200eend") == "dream end"
    assert harmless("می\u200cشود नम\u200dस्ते　梦") == "می\u200cشود नम\u200dस्ते　梦"


def test_excluded_words_are_no_positive_terms_and_not_highlighted():
    tree = parse('red* house NOT "blue moon" isbn:9787020002207').tree
    assert [term.tokens for term in positive_terms(tree) if term.field is Field.ANY] == [("red",), ("house",)]
    assert matching_tokens(tree) == ({"house"}, {"red"}, set(), set())


def test_a_term_can_be_taken_out():
    tree = parse("aa bb (cc OR dd)").tree
    assert written(without(tree, Term(("cc",), "cc"))) == "(aa & bb & dd)"
    assert without(parse("aa NOT bb").tree, Term(("aa",), "aa")) is None
