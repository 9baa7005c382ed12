"""Titles word by word."""

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key
from lantai.core.query.expansion import Found, Span
from lantai.core.query.gloss import gloss, spans


def known(lang: str, **pairs: str) -> dict[Span, list[Found]]:
    return {Span(lang, key(word, lang)): [_found(text)] for word, text in pairs.items()}


def _found(text: str, weight: float = 0.8, origin: Origin = Origin.LEARNED) -> Found:
    return Found(text=text, lang="en", weight=weight, origin=origin, layer="learned")


def test_each_word_is_given_in_order_and_function_words_are_left_out():
    assert (
        gloss("История русской литературы", "ru", known("ru", история="history", русской="Russian", литературы="literature"))
        == "history Russian literature"
    )
    assert gloss("Война и мир", "ru", known("ru", война="war", мир="peace")) == "war peace"


def test_the_longest_known_phrase_is_taken():
    found = known("zh", 丝绸="silk", 丝绸之路="Silk Road", 考古="archaeology")
    assert gloss("丝绸之路考古", "zh", found) == "Silk Road archaeology"


def test_there_is_none_where_too_little_is_known():
    assert gloss("История русской литературы", "ru", known("ru", история="history")) == ""
    assert gloss("", "ru", {}) == ""
    assert gloss("1984", "ru", {}) == ""


def test_a_translation_that_is_one_among_many_is_none():
    span = Span("ru", key("мир", "ru"))
    assert gloss("мир", "ru", {span: [_found("lad", 0.05)]}) == ""


def test_what_records_say_comes_before_a_dictionary():
    span = Span("ru", key("мир", "ru"))
    assert gloss("мир", "ru", {span: [_found("lad", 0.9, Origin.LEXICON), _found("peace", 0.4)]}) == "peace"


def test_all_that_can_be_looked_up_is_asked_for():
    assert Span("ru", key("русской литературы", "ru")) in spans("История русской литературы", "ru")
