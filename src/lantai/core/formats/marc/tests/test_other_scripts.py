"""880 and its partners: pairs become one part, whatever is wrong with the links."""

import pytest

from lantai.core.formats.marc.tests.described import coded, described


def words(record, at: str = "245") -> list[tuple[str, str]]:
    return [(form.value, form.lang) for title in record.titles if title.at == at for form in title.forms]


def test_pairs_by_occurrence_number_with_the_original_script_first() -> None:
    record = described(coded(), "245 10 $6880-02$aHong lou meng /$cCao Xueqin zhu.", "880 10 $6245-02/$1$a紅樓夢 /$c曹雪芹著.")
    assert words(record) == [("紅樓夢", "zh-Hant"), ("Hong lou meng", "zh-Latn")]
    assert [form.by for form in record.titles[0].forms] == ["曹雪芹著", "Cao Xueqin zhu"]
    assert record.repairs == ()


def test_puts_the_original_first_even_where_the_880_holds_the_romanised_form() -> None:
    record = described(coded(language="heb"), "245 10 $6880-01$aמכתבים", "880 10 $6245-01/(B$aMikhtavim")
    assert words(record) == [("מכתבים", "he"), ("Mikhtavim", "he-Latn")]


@pytest.mark.parametrize(
    "lines, titles, repairs",
    [
        (["245 10 $6880-01$aRomanised"], [("Romanised", "zh-Latn")], ["880"]),
        (["245 10 $aRomanised", "880 10 $6245-01/$1$a原文"], [("Romanised", "zh-Latn")], ["880"]),
        (["245 10 $aRomanised", "880 10 $a原文"], [("Romanised", "zh-Latn")], ["880"]),
        (["245 10 $6880-01$aRomanised", "880 10 $6246-01/$1$a原文"], [("Romanised", "zh-Latn")], ["880", "880"]),
    ],
)
def test_never_lets_a_missing_partner_hide_the_romanised_form(lines, titles, repairs) -> None:
    record = described(coded(), *lines)
    assert words(record) == titles
    assert [repair.code for repair in record.repairs] == repairs


def test_reads_an_unpaired_880_as_a_field_of_its_own_tag() -> None:
    record = described(coded(), "880    $6500-00/$1$a附索引", "880 10 $6700-00/$1$a曹雪芹")
    assert [(note.forms[0].value, note.at) for note in record.notes] == [("附索引", "880")]
    assert [(one.forms[0].value, one.at) for one in record.contributions] == [("曹雪芹", "880/2")]
    assert record.repairs == ()


def test_pairs_the_places_and_publishers_of_an_imprint_one_by_one() -> None:
    record = described(
        coded(),
        "264  1 $6880-01$aBeijing ;$aShanghai :$bShang wu,$c1994.",
        "880  1 $6264-01/$1$a北京 ;$a上海 :$b商务,$c1994.",
    )
    imprint = record.imprints[0]
    assert [[form.value for form in place] for place in imprint.places] == [["北京", "Beijing"], ["上海", "Shanghai"]]
    assert [form.value for form in imprint.publishers[0]] == ["商务", "Shang wu"]


def test_keeps_what_only_the_880_says() -> None:
    record = described(coded(), "245 10 $6880-01$aHong lou meng", "880 10 $6245-01/$1$a红楼梦$h录音")
    kept = next(field for field in record.verbatim if field.at == "880")
    assert ("h", "录音") in kept.values


def test_pairs_the_scripts_of_a_unimarc_record_by_its_links() -> None:
    record = described(
        "100    $a20020204d1994    em y0rusy0120    ba",
        "101 0  $arus",
        "200 1  $6a01$7ca$aВойна и мир$fЛ. Толстой",
        "200 1  $6a01$7ba$aVoina i mir$fL. Tolstoi",
        dialect="unimarc",
    )
    assert words(record, "200") == [("Война и мир", "ru"), ("Voina i mir", "ru-Latn")]
