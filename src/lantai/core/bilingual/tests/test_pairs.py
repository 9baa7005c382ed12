import pytest

from lantai.core.bib.record import (
    BibRecord,
    Contribution,
    Identifier,
    Link,
    Note,
    NoteKind,
    Relation,
    Scheme,
    Subject,
    SubjectKind,
    Text,
    Title,
    TitleForm,
    TitleKind,
)  # fmt: skip
from lantai.core.bilingual.entry import Label
from lantai.core.bilingual.pair import Pair, PairKind
from lantai.core.bilingual.pairs import headings_of, is_translation, labels_of, names_of, pairs_of


def titled(
    *titles: tuple[str, str, TitleKind], languages: tuple[str, ...] = ("zh",), original: tuple[str, ...] = (), **more: object
) -> BibRecord:
    return BibRecord(
        titles=tuple(Title(forms=(TitleForm(value, lang),), kind=kind, at="245") for value, lang, kind in titles),
        languages=languages,
        original_languages=original,
        **more,
    )


def said(*records: BibRecord) -> list[tuple[str, str, str, str]]:
    return [(p.lang, p.text, p.other_lang, p.other) for p in pairs_of(records, 7)]


PROPER, PARALLEL, ORIGINAL, ALTERNATIVE = TitleKind.PROPER, TitleKind.PARALLEL, TitleKind.ORIGINAL, TitleKind.ALTERNATIVE
GARDEN = ("园林史", "zh", PROPER)


@pytest.mark.parametrize("kind", [PARALLEL, TitleKind.TRANSLATED, ORIGINAL, ALTERNATIVE, TitleKind.COVER])
def test_a_title_in_other_letters_is_a_translation(kind):
    assert said(titled(GARDEN, ("The history of gardens", "en", kind))) == [("en", "The history of gardens", "zh", "园林史")]


def test_the_same_title_in_other_letters_is_none():
    romanised = Title(forms=(TitleForm("红楼梦", "zh"), TitleForm("Hong lou meng", "zh-Latn")), at="245")
    assert said(BibRecord(titles=(romanised,), languages=("zh",))) == []
    assert said(titled(("红楼梦", "zh", PROPER), ("Hong lou meng", "", PARALLEL), ("Hong lou meng", "en", ALTERNATIVE))) == []
    assert (
        said(titled(("Преступление и наказание", "ru", PROPER), ("Prestuplenie i nakazanie", "en", PARALLEL), languages=("ru",)))
        == []
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("红楼梦", "Dream of the red chamber", True), ("红楼梦", "Hong lou meng", False),
     ("الكتاب", "al-Kitāb", False), ("كتاب البخلاء", "The book of misers", True),
     ("מלחמה", "milḥamah", False), ("Сад", "Garden", True), ("Garden", "garden", False), ("资本论", "資本論", False), ("123", "123", False)],
)  # fmt: skip
def test_it_tells_a_translation_from_the_same_words_in_other_letters(one, other, expected):
    assert is_translation(one, other) is expected


def test_an_alternative_title_in_the_same_letters_says_nothing():
    assert said(titled(("Gardens", "en", PROPER), ("Les jardins de la Chine", "fr", ALTERNATIVE), languages=("en",))) == []


def test_the_title_of_an_original_is_in_its_language_whatever_its_tag():
    crime = ("Crime and punishment", "en", PROPER)
    assert said(titled(crime, ("Преступление", "en-Cyrl", ORIGINAL), languages=("en",))) == [
        ("en", "Crime and punishment", "ru", "Преступление")
    ]
    assert said(titled(crime, ("Le rouge et le noir", "en", ORIGINAL), languages=("en",))) == [
        ("en", "Crime and punishment", "fr", "Le rouge et le noir")
    ]
    assert said(titled(crime, ("Zámek", "en", ORIGINAL), languages=("en",))) == []


def test_uniform_titles_that_gather_works_are_no_titles():
    assert said(titled(("红楼梦评论集", "zh", PROPER), ("Selections. Chinese", "en", TitleKind.UNIFORM))) == []


def test_a_wrong_tag_is_not_learned_from():
    wrong = titled(
        ("The history of the gardens of China in the west", "fr", PROPER), ("园林史", "zh", PARALLEL), languages=("fr",)
    )
    assert said(wrong) == [("en", "The history of the gardens of China in the west", "zh", "园林史")]


def test_editions_of_a_work_translate_each_other():
    editions = [
        titled(("红楼梦", "zh", PROPER)),
        titled(("Le rêve dans le pavillon rouge", "fr", PROPER), languages=("fr",)),
        titled(("紅樓夢", "zh-Hant", PROPER)),
    ]
    assert said(*editions) == [("fr", "Le rêve dans le pavillon rouge", "zh", "红楼梦")]


def test_links_to_originals_and_translations_give_titles():
    link = Link(relation=Relation.TRANSLATION, titles=(TitleForm("Сон в красном тереме", "zh-Cyrl"),), at="767")
    assert said(titled(("红楼梦", "zh", PROPER), links=(link,))) == [("ru", "Сон в красном тереме", "zh", "红楼梦")]


def test_subtitles_go_along_where_both_have_one():
    forms = [
        Title(forms=(TitleForm("园林史", "zh", rest="古代部分"),)),
        Title(forms=(TitleForm("Gardens", "en", rest="antiquity"),), kind=PARALLEL),
    ]
    assert said(BibRecord(titles=tuple(forms), languages=("zh",))) == [("en", "Gardens : antiquity", "zh", "园林史 : 古代部分")]


def keyword(value: str, lang: str = "") -> Subject:
    return Subject(forms=(Text(value, lang),), kind=SubjectKind.KEYWORD, at="keywords")


def test_keywords_pair_by_place_where_there_are_as_many():
    record = titled(
        GARDEN,
        subjects=(keyword("造园", "zh"), keyword("江南", "zh"), keyword("garden making", "en"), keyword("Jiangnan", "zh-Latn")),
    )
    assert [(p.text, p.other, p.kind) for p in pairs_of([record], 7)] == [
        ("garden making", "造园", PairKind.KEYWORD), ("Jiangnan", "江南", PairKind.KEYWORD)
    ]  # fmt: skip


def test_keywords_of_unequal_number_pair_as_a_whole():
    record = titled(GARDEN, subjects=(keyword("造园", "zh"), keyword("江南", "zh"), keyword("garden making", "en")))
    assert said(record) == [("en", "garden making", "zh", "造园; 江南")]


def test_abstracts_pair_and_romanised_ones_do_not():
    def summary(value: str, lang: str) -> Note:
        return Note(forms=(Text(value, lang),), kind=NoteKind.SUMMARY, at="520")

    chinese, english = summary("本书介绍了中国园林。", "zh"), summary("This book is about the gardens of China.", "zh-Latn")
    record = titled(GARDEN, notes=(chinese, english))
    assert [p.kind for p in pairs_of([record], 7)] == [PairKind.ABSTRACT]
    assert said(titled(GARDEN, notes=(chinese, summary("Ben shu jie shao le zhong guo yuan lin.", "zh-Latn")))) == []


def heading(value: str, lang: str, scheme: str, number: str = "") -> Subject:
    identifiers = (Identifier(scheme=Scheme.URI, value=number),) if number else ()
    return Subject(forms=(Text(value, lang),), scheme=scheme, identifiers=identifiers, at="650")


def test_headings_of_two_vocabularies_are_the_same_by_their_number():
    record = titled(
        GARDEN,
        subjects=(heading("Gärten", "de", "gnd", "x"), heading("Gardens", "en", "lcsh", "x"), heading("Art", "en", "lcsh")),
    )
    assert said(record) == [("de", "Gärten", "en", "Gardens")]


def test_headings_that_are_alone_of_their_kind_may_be_the_same():
    record = titled(GARDEN, subjects=(heading("Gärten", "de", "gnd"), heading("Gardens", "en", "lcsh")))
    assert said(record) == []
    assert [(p.text, p.other, p.kind) for p in headings_of([record], 7)] == [("Gärten", "Gardens", PairKind.LABEL)]
    more = titled(GARDEN, subjects=(*record.subjects, heading("Art", "en", "lcsh")))
    assert list(headings_of([more], 7)) == []


def test_it_says_which_work_and_field_a_pair_is_from():
    found = list(pairs_of([titled(GARDEN, ("Gardens", "en", PARALLEL))], 7))
    assert found == [Pair("en", "Gardens", "zh", "园林史", PairKind.TITLE, 7, "245")]


def test_titles_long_enough_name_their_work():
    editions = [
        titled(("红楼梦", "zh", PROPER), ("心", "zh", PARALLEL)),
        titled(("The dream of the red chamber", "en", PROPER), languages=("en",)),
    ]
    assert list(labels_of(editions, 7)) == [
        Label("work:7", "en", "The dream of the red chamber"),
        Label("work:7", "zh", "红楼梦"),
    ]
    assert list(labels_of([titled(("心", "zh", PROPER), ("Kokoro", "ja", PARALLEL))], 7)) == []


def test_two_words_name_a_work_that_is_known_in_many_languages():
    titles = [("Don Quixote", "en"), ("Дон Кихот", "ru"), ("Don Quichotte", "fr"), ("Don Chisciotte", "it")]
    editions = [titled((title, lang, PROPER), languages=(lang,)) for title, lang in titles]
    assert {label.text for label in labels_of(editions, 7)} == {title for title, _ in titles}
    assert list(labels_of(editions[:3], 7)) == []


def test_all_forms_of_a_name_belong_to_one_agent():
    lu = Contribution(forms=(Text("鲁迅", "zh"), Text("Lu, Xun", "zh-Latn")), at="100")
    known = Contribution(forms=(Text("Лу Синь", "ru"),), identifiers=(Identifier(scheme=Scheme.VIAF, value="12"),), at="700")
    found = list(names_of([titled(GARDEN, contributions=(lu, known))], 7))
    assert [(n.text, n.lang, n.agent, n.record) for n in found] == [
        ("鲁迅", "zh", "work:7/0/0", 7), ("Lu, Xun", "zh-Latn", "work:7/0/0", 7), ("Лу Синь", "ru", "viaf:12", 7)
    ]  # fmt: skip


def test_authors_of_two_editions_are_one_by_the_form_they_share_and_no_translator_is_their_author():
    lu, xun = Text("Lu, Xun", "zh-Latn"), Text("鲁迅", "zh")
    russian = (
        Contribution(forms=(lu, Text("Лу Синь", "ru")), at="700"),
        Contribution(forms=(Text("Рогов, Владимир", "ru"),), at="700"),
    )
    editions = [titled(GARDEN, contributions=(Contribution(forms=(lu, xun), at="700"),)), titled(GARDEN, contributions=russian)]
    agents: dict[str, set[str]] = {}
    for form in names_of(editions, 7):
        agents.setdefault(form.agent, set()).add(form.text)
    assert sorted(agents.values(), key=len) == [{"Рогов, Владимир"}, {"鲁迅", "Lu, Xun", "Лу Синь"}]


def test_namesakes_with_numbers_of_their_own_are_not_one():
    one, other = (
        Contribution(forms=(Text("Wang, Wei", "zh-Latn"),), identifiers=(Identifier(scheme=Scheme.VIAF, value=number),))
        for number in "12"
    )
    assert [form.agent for form in names_of([titled(GARDEN, contributions=(one, other))], 7)] == ["viaf:1", "viaf:2"]


def test_an_empty_record_has_nothing_to_say():
    assert said(BibRecord()) == []
    assert list(labels_of([BibRecord()], 7)) == list(names_of([BibRecord()], 7)) == []
