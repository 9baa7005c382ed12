from datetime import date

import pytest

from lantai.core.bib.record import BibRecord, Contribution, Title, TitleForm
from lantai.core.bib.record import Text as Form
from lantai.core.query.parse import parse
from lantai.core.query.terms import positive_terms
from lantai.search import heard, romanised
from lantai.search.build import document
from lantai.search.crosslang import Expanders, ask
from lantai.search.engines.memory import open_engine as memory
from lantai.search.engines.tantivy import open_engine as tantivy
from lantai.search.protocol import Request
from lantai.search.tests.test_crosslang import Words


def record(*forms: TitleForm, lang: str, by: tuple[str, ...] = ()) -> BibRecord:
    names = (Contribution(forms=tuple(Form(name, lang) for name in by)),) if by else ()
    return BibRecord(languages=(lang,), titles=(Title(forms=forms),), contributions=names)


RECORDS = {
    1: record(TitleForm("红楼梦", "zh", rest="一百二十回"), lang="zh", by=("曹雪芹",)),
    2: record(TitleForm("Hong lou meng", "en"), lang="en"),
    3: record(TitleForm("Sanguo yanyi", "zh-Latn"), lang="zh"),
    4: record(TitleForm("Преступление и наказание", "ru"), lang="ru"),
    5: record(TitleForm("Women in science", "en"), lang="en"),
    6: record(TitleForm("我们", "zh"), lang="zh"),
    7: record(TitleForm("水浒传", "zh"), TitleForm("Shui hu zhuan", "zh-Latn"), lang="zh"),
    8: record(TitleForm("הדיבוק", "he"), lang="he"),
    9: record(TitleForm("Democracy and education", "en", rest="an introduction to the philosophy of learning"), lang="en"),
}
TRANSLATED = Expanders([Words({("pt", "educação"): {"en": "education"}, ("en", "dybbuk"): {"pt": "demônio", "zh": "我们"}})])


@pytest.fixture(scope="module", params=[memory, tantivy])
def engine(request, tmp_path_factory):
    made = request.param(tmp_path_factory.mktemp("heard"), create=True)
    with made.writer() as writer:
        writer.put(document([one], number=n, sources=(), added=date.min.toordinal()) for n, one in RECORDS.items())
        writer.commit()
    return made


def found(engine, text: str, expanders: Expanders | None = None, **rest) -> list[int]:
    question = ask(engine, parse(text), expanders or Expanders(), **rest).question
    request = Request(tree=question.tree, typed=question.typed, exact_key=question.exact_key)
    return [hit.id for hit in engine.search(request).hits]


@pytest.mark.parametrize("text", ["shui3 hu3 zhuan4", "Shui hu chuan", "shuihuzhuan", "shuǐhǔzhuàn"])
def test_a_title_that_a_cataloguer_romanised_is_found_in_other_romanisations_too(engine, text):
    assert found(engine, text)[:1] == [7]


def test_a_romanised_question_finds_its_title_after_those_with_its_words(engine):
    assert found(engine, "hong lou meng") == [2, 1]
    assert found(engine, "hongloumeng") == [2, 1]
    assert found(engine, "prestuplenie i nakazanie") == [4]


def test_a_cataloguers_romanisation_is_found_in_other_spellings(engine):
    assert found(engine, "shuihuzhuan") == [7]
    assert found(engine, "Shui hu chuan") == [7]


def test_a_title_in_its_own_script_finds_one_that_is_romanised_alone(engine):
    assert found(engine, "三国演义") == [3]


def test_names_are_found_too(engine):
    assert found(engine, "cao xueqin") == [1]


def test_a_common_word_still_finds_its_own_works_first(engine):
    assert found(engine, "women") == [5, 6]


def test_what_a_translated_word_sounds_like_comes_after_what_it_means(engine):
    assert found(engine, "educação") == [8]
    assert found(engine, "educação", TRANSLATED, prior="pt") == [9, 8]
    assert 8 in found(engine, "dybbuk", TRANSLATED, prior="en")


def test_only_my_words_are_only_those(engine):
    assert found(engine, "hong lou meng", own=True) == [2]


@pytest.mark.parametrize("text", ["author:hongloumeng", "hong AND NOT lou", '"shuihu zhuan"~'])
def test_a_question_that_is_more_than_words_is_taken_as_typed(engine, text):
    assert 1 not in found(engine, text)


def test_what_was_quoted_is_taken_by_its_sound_only_where_it_stands_nowhere(engine):
    assert found(engine, '"hong lou meng"') == [2]
    assert found(engine, '"hung lou meng"') == [1]


def test_works_in_latin_letters_cost_nothing():
    assert romanised.sounds([RECORDS[5]]) == romanised.sounds([RECORDS[2]]) == ""


def test_of_what_stands_in_no_work_nothing_is_searched(engine):
    asked = []

    class Noting:
        def __getattr__(self, name):
            return getattr(engine, name)

        def search(self, request):
            asked.append(request)
            return engine.search(request)

    assert heard.tree(Noting(), parse("photovoltaic semiconductors")) is None
    assert not asked
    tree = heard.tree(Noting(), parse("shui hu chuan"))
    tokens = {token for term in positive_terms(tree) for token in term.tokens}
    assert tokens <= {"zshui.hu", "zhu.zhuan", "z<shui", "zzhuan>", "zhu.zhu", "zzhu.an", "zan>"}
