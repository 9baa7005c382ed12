from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Alternative, Concept, Expansion
from lantai.core.query.explain import as_data, as_lines

RED = Alternative(
    text="Dream of the Red Chamber", lang="en", weight=1.0, tokens=("dream", "red", "chamber"), origin=Origin.LEARNED, layers=("learned",),
    evidence=14, records=(3, 9), code="en:dream of the red chamber",
)  # fmt: skip
FRENCH = Alternative(
    text="rêve",
    lang="fr",
    weight=0.5,
    tokens=("reve",),
    origin=Origin.LEXICON,
    layers=("omw-fra",),
    evidence=1,
    via="en:dream",
    code="fr:reve",
)
EXPANSION = Expansion(
    concepts=(Concept(text="红楼梦", lang="zh", alternatives=(RED,), dropped=(FRENCH,)), Concept(text="zzyzx", lang="zh")),
    languages=("zh",),
)


def test_every_translation_has_a_line_that_says_why():
    lines = list(as_lines(EXPANSION, {RED.code: 2}))
    assert lines[0] == "红楼梦  [zh]"
    assert "learned; from learned; 14 records; such as 3, 9; in 2 of the works shown" in lines[1]
    assert "dropped" in lines[2]
    assert lines[3].startswith("zzyzx  [zh]  no translation")


def test_data_holds_what_the_lines_say():
    data = as_data(EXPANSION, {})
    assert data["untranslated"] == ["zzyzx"]
    first, _ = data["concepts"]
    assert first["alternatives"][0]["records"] == [3, 9]
    assert first["dropped"][0]["via"] == "en:dream"


def test_own_words_alone_are_said_to_be_alone():
    assert list(as_lines(Expansion(off=True), {})) == ["only your own words were searched"]
