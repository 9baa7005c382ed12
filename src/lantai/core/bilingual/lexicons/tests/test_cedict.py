import io

import pytest

from lantai.core.bilingual.lexicons import Files, Passed, Refusal, cedict, lexicon, packaged
from lantai.core.bilingual.lexicons.protocol import Entry


def entries(*lines):
    text = "\n".join(lines).encode()
    files = Files(main="cedict.txt", openers={"cedict.txt": lambda: io.BytesIO(text)})
    return list(cedict.read(files, cedict.describe(files)))


def senses(*lines):
    found = {}
    for item in entries(*lines):
        if isinstance(item, Entry):
            found[item.head] = item.senses
    return found


@pytest.mark.parametrize(
    "definitions, expected",
    [
        ("computer/CL:臺|台[tai2]", (("computer",),)),
        ("to be happy; glad/to be willing (to do sth)", (("happy", "glad"), ("willing",))),
        ("king or monarch/best or strongest of its type", (("king", "monarch"),)),
        ("Caracas, capital of Venezuela", (("Caracas",),)),
        ("cultivated, learned", (("cultivated", "learned"),)),
        ("network (computing, telecommunications, transport etc)", (("network",),)),
        (
            "A Dream of Red Mansions (1791) by Cao Xueqin 曹雪芹[Cao2 Xue3 qin2], one of the four great novels",
            (("Dream of Red Mansions",),),
        ),
        ("Xiangshui county in Yancheng 鹽城|盐城[Yan2 cheng2], Jiangsu", (("Xiangshui county", "Xiangshui"),)),
        ("classifier for flat objects/also pr. [ge3]", ()),
        ("to remain silent for so long that everybody in the room forgets why", ()),
    ],
)
def test_it_keeps_the_words_of_a_definition_and_drops_its_notes(definitions, expected):
    assert senses(f"甲 甲 [jia3] /{definitions}/").get("甲", ()) == expected


def test_a_variant_has_the_senses_of_what_it_is_a_variant_of_whatever_comes_first():
    found = senses(
        "着 着 [zhao2] /variant of 著|著[zhao2]/",
        "著 著 [zhao2] /to touch/to feel/",
        "北大 北大 [Bei3 Da4] /abbr. for 北京大學|北京大学/Peking Uni/",
        "北京大學 北京大学 [Bei3 jing1 Da4 xue2] /Peking University/",
    )
    assert found["着"] == (("touch",), ("feel",))
    assert found["北大"] == (("Peking Uni",), ("Peking University",))


def test_variants_in_a_circle_end():
    found = entries("甲 甲 [jia3] /variant of 乙[yi3]/", "乙 乙 [yi3] /variant of 甲[jia3]/")
    assert [type(item) for item in found] == [Passed, Passed]


def test_surnames_come_last_and_are_told_apart():
    entry = entries("王 王 [Wang2] /surname Wang/king/")[0]
    assert (entry.senses, entry.names) == ((("king",), ("Wang",)), 1)


def test_a_bad_line_is_refused_with_its_number_and_the_others_are_read():
    found = entries("# CC-CEDICT", "好 好 [hao3] /good/", "no definition here")
    assert [type(item) for item in found] == [Entry, Refusal]
    assert (found[1].line, found[1].text) == (3, "no definition here")


def test_its_packaged_file_gives_chinese_and_english_to_each_other():
    rows = list(lexicon("cc-cedict", "cedict", cedict.packaged()).rows())
    found = {(row.source, row.key): row.text for row in reversed(rows)}
    assert found["zh", "图书馆"] == "library"
    assert found["en", "quantum mechan"] == "量子力学"
    assert len(rows) > 300_000


def test_every_packaged_lexicon_names_its_licence():
    assert {one.layer.name: one.layer.licence for one in packaged()} == {"cc-cedict": "CC BY-SA 4.0", "cldr": "Unicode-3.0"}
