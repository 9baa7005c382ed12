"""References beyond the golden ones: lists, records as MARC has them, and what no style foresees."""

import subprocess
import sys
import warnings
from datetime import date

import msgspec
import pytest

from lantai.core.bib.record import BibRecord, Contribution, Date, DateKind, Kind, Precision, Text, Title, TitleForm
from lantai.core.formats.citing import engine
from lantai.core.formats.citing.reference import reference, references
from lantai.core.formats.citing.styles import STYLES, style

from .sixty import SIXTY, item

SEEN = date(2026, 3, 1)


def cited(record: BibRecord, name: str) -> str:
    return reference(record, STYLES[name], accessed=SEEN).text


def test_many_authors_end_as_the_language_of_the_thing_says():
    zh, en, ru, ar, ja = (
        item(Kind.ARTICLE, lang, "X", *names, host="Y", volume="1", date="2001")
        for lang, names in {
            "zh": ("张三", "李四", "王五", "赵六"),
            "en": ("Smith, John", "Doe, Jane", "Roe, Richard", "Poe, Edgar"),
            "ru": ("Иванов, И. И.", "Петров, П. П.", "Сидоров, С. С.", "Котов, К. К."),
            "ar": ("حسين، طه", "محفوظ، نجيب", "الحكيم، توفيق", "إدريس، يوسف"),
            "ja": ("山田, 太郎", "鈴木, 一郎", "佐藤, 花子", "田中, 次郎"),
        }.items()
    )
    assert cited(zh, "gbt7714").startswith("张三, 李四, 王五, 等. X[J]")
    assert cited(en, "gbt7714").startswith("SMITH J, DOE J, ROE R, et al. X[J]")
    assert cited(ru, "gbt7714").startswith("ИВАНОВ И И, ПЕТРОВ П П, СИДОРОВ С С, и др. X[J]")
    assert cited(ar, "gbt7714").startswith("حسين طه, محفوظ نجيب, الحكيم توفيق, وآخرون. X[J]")
    assert cited(ja, "gbt7714").startswith("山田太郎, 鈴木一郎, 佐藤花子, ほか. X[J]")
    assert cited(ja, "mla").startswith("山田太郎ほか. 「X」.")


def test_an_author_of_one_script_in_a_list_of_another_keeps_the_own_form():
    book = item(Kind.BOOK, "en", "The analects", "孔子", "Waley, Arthur", place="London", publisher="Allen & Unwin", date="1938")
    assert cited(book, "apa").startswith("孔子, & Waley, A. (1938).")
    assert "Allen &amp; Unwin" in reference(book, style("apa"), accessed=SEEN).html


def test_a_chinese_edition_is_counted_as_each_style_does():
    book = item(Kind.BOOK, "zh", "中国文学史", "袁行霈", edition="第二版", place="北京", publisher="高等教育出版社", date="2005")
    assert cited(book, "gbt7714") == "袁行霈. 中国文学史[M]. 2版. 北京: 高等教育出版社, 2005."
    assert cited(book, "apa") == "袁行霈. (2005). 中国文学史 (第二版). 高等教育出版社."


def test_a_doctorate_is_called_as_each_style_calls_it():
    thesis = item(Kind.THESIS, "en", "A study", "Roe, Ann", date="1999", thesis="Thesis (Ph.D.)--Columbia University, 1999.")
    assert cited(thesis, "apa") == "Roe, A. (1999). A study [Doctoral dissertation]. Columbia University."
    assert cited(thesis, "chicago") == "Roe, Ann. 1999. “A Study.” PhD diss., Columbia University."


def test_a_body_that_publishes_its_own_work_is_named_once():
    report = item(
        Kind.REPORT,
        "en",
        "World health report",
        "body:World Health Organization",
        publisher="World Health Organization",
        date="2000",
    )
    assert cited(report, "apa") == "World Health Organization. (2000). World health report."
    assert cited(report, "mla") == "World Health Report. World Health Organization, 2000."


def test_translators_are_named():
    book = item(Kind.BOOK, "zh", "百年孤独", "马尔克斯", "trl:范晔", place="海口", publisher="南海出版公司", date="2011")
    assert "范晔译" in cited(book, "mla")
    assert "范晔, 译" in cited(book, "gbt7714")
    english = item(
        Kind.BOOK, "en", "The story of the stone", "Cao, Xueqin", "trl:Hawkes, David", publisher="Penguin", date="1973"
    )
    assert "Translated by David Hawkes" in cited(english, "mla")


def test_translators_stand_as_they_are_spoken_beside_an_author_in_another_script():
    book = item(Kind.BOOK, "ar", "روح الشرائع", "Montesquieu, Charles de Secondat, baron de", "trl:زعيتر، عادل", date="1953")
    assert cited(book, "apa") == "Montesquieu, C. de S., baron de. (1953). روح الشرائع (عادل زعيتر، مترجم)."


def test_a_thing_of_unknown_kind_with_a_publisher_is_cited_as_a_book():
    book = item(Kind.OTHER, "en", "Crime and punishment", "Dostoyevsky, Fyodor", publisher="Heinemann", date="1914")
    assert cited(book, "chicago") == "Dostoyevsky, Fyodor. 1914. Crime and Punishment. Heinemann."


@pytest.mark.parametrize(
    ("record", "name", "expected"),
    [
        (item(Kind.JOURNAL, "en", "Nature", place="London", publisher="Macmillan", date="1869"), "gbt7714", "Nature[J]. London: Macmillan, 1869."),
        (item(Kind.SCORE, "de", "Die Zauberflöte", "cmp:Mozart, Wolfgang Amadeus", publisher="Bärenreiter", date="1970"), "iso690",
         "MOZART, Wolfgang Amadeus, 1970. Die Zauberflöte. Bärenreiter."),
        (item(Kind.SOUND, "en", "Kind of blue", "prf:Davis, Miles", publisher="Columbia", date="1959"), "apa",
         "Davis, M. (1959). Kind of blue [Audio recording]. Columbia."),
        (item(Kind.VIDEO, "ja", "七人の侍", "drt:黒澤, 明", publisher="東宝", date="1954"), "iso690", "黒澤明 (dir.), 1954. 七人の侍. 東宝."),
        (item(Kind.VIDEO, "ja", "七人の侍", "drt:黒澤, 明", publisher="東宝", date="1954"), "mla", "七人の侍. 監督: 黒澤明, 東宝, 1954."),
        (item(Kind.SOFTWARE, "en", "R", "body:R Core Team", publisher="R Foundation", date="2023"), "chicago", "R Core Team. 2023. R. R Foundation."),
        (item(Kind.CONFERENCE, "en", "Proceedings", "edt:Roe, Ann", place="Berlin", publisher="Springer", date="2010"), "gbt7714",
         "ROE A. Proceedings[C]. Berlin: Springer, 2010."),
        (item(Kind.BOOK, "ko", "무정", "이, 광수", publisher="신문관", date="1918"), "apa", "이광수. (1918). 무정. 신문관."),
        (item(Kind.BOOK, "fa", "بوف کور", "هدایت، صادق", publisher="امیرکبیر", date="1937"), "mla", "هدایت، صادق. بوف کور. امیرکبیر، 1937."),
        (item(Kind.BOOK, "he", "סיפור על אהבה וחושך", "עוז, עמוס", publisher="כתר", date="2002"), "chicago", "עוז, עמוס. 2002. סיפור על אהבה וחושך. כתר."),
    ],
)  # fmt: skip
def test_further_kinds_and_languages(record, name, expected):
    assert cited(record, name) == expected


@pytest.mark.parametrize(
    ("date", "name", "expected"),
    [
        (Date(text="[1994?]", start=1994, certain=False), "apa", "(ca. 1994)"),
        (Date(text="[1994?]", start=1994, certain=False), "gbt7714", ", [1994]."),
        (Date(text="[1994?]", start=1994, certain=False), "chicago", "[1994?]."),
        (Date(text="c1988", start=1988, kind=DateKind.COPYRIGHT), "gbt7714", ", c1988."),
        (Date(text="c1988", start=1988, kind=DateKind.COPYRIGHT), "apa", "(1988)"),
        (Date(text="1966-1967", start=1966, end=1967, precision=Precision.RANGE), "mla", "1966–1967."),
        (Date(text="1985-", start=1985, precision=Precision.RANGE), "apa", "(1985–)"),
        (Date(text="n.d.", precision=Precision.UNKNOWN), "apa", "(n.d.)"),
        (Date(text="-44", start=-44, end=-44), "apa", "(-44)"),
    ],
)  # fmt: skip
def test_years_that_are_not_sure_are_written_as_each_style_does(date, name, expected):
    book = msgspec.structs.replace(item(Kind.BOOK, "en", "X", "Roe, Ann", place="London", publisher="Cape"), dates=(date,))
    assert expected in cited(book, name)


def test_an_article_before_its_volume_is_out_is_no_newspaper_article():
    early = item(Kind.ARTICLE, "en", "X", "Roe, Ann", host="Nature", date="2021-03-15", doi="10.1000/182")
    assert cited(early, "apa") == "Roe, A. (2021). X. Nature. https://doi.org/10.1000/182"


def test_words_for_unknown_places_are_no_places():
    book = item(Kind.BOOK, "en", "A tract", "Roe, Richard", place="[S.l.]", publisher="[s.n.]", date="1700")
    assert cited(book, "vancouver") == "Roe R. A tract. 1700."
    assert cited(book, "gbt7714") == "ROE R. A tract[M]. [S.l.]: [s.n.], 1700."
    assert cited(item(Kind.BOOK, "ar", "كتاب", "حسين، طه", date="1914"), "gbt7714") == "حسين طه. كتاب[M]. [د.م.]: [د.ن.], 1914."


@pytest.mark.parametrize("name", STYLES)
def test_whatever_a_record_lacks_or_holds_there_is_a_reference(name):
    hostile = "</script><b>x</b> & \u202egnp.exe\ue010 \x00" + "y" * 4_000
    records = [
        BibRecord(),
        BibRecord(titles=(Title(forms=(TitleForm("", "en"),)),)),
        BibRecord(kind=Kind.PATENT, titles=(Title(forms=(TitleForm(hostile, "zz-Xxxx-9"),)),), languages=("zz-Xxxx-9",)),
        BibRecord(
            contributions=tuple(Contribution(forms=(Text(f"N{n}, {hostile[:40]}"),), roles=("aut",)) for n in range(5_000))
        ),
        *(msgspec.structs.replace(SIXTY[0], kind=kind, dates=()) for kind in Kind),
    ]
    for record in records:
        made = reference(record, STYLES[name], accessed=SEEN)
        assert made.text
        assert not [bad for bad in ("<b>", "<script", "\u202e", "\ue010", "\ue012", "\x00") if bad in made.html]
        assert len(made.text) < 8_000


def test_a_record_that_the_processor_cannot_render_is_given_plainly(monkeypatch):
    def fails(*_args: object, **_more: object) -> str:
        raise AttributeError("no such name")

    monkeypatch.setattr(engine, "line", fails)
    assert cited(SIXTY[0], "apa") == "陈寅恪. 柳如是别传. 上海: 上海古籍出版社, 1980."


def test_the_processors_warnings_reach_nobody():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in STYLES:
            assert cited(SIXTY[1], name)


def test_a_list_is_sorted_by_author_year_and_title_unless_it_is_numbered():
    b, a, a2 = (item(Kind.BOOK, "en", title, by, date=year) for title, by, year in
                [("Zebra", "Beta, Ann", "1990"), ("Later", "Alpha, Ann", "2001"), ("Early", "Alpha, Ann", "1999")])  # fmt: skip
    assert [n for n, _ in references([b, a, a2], style("mla"), accessed=SEEN)] == [2, 1, 0]
    assert [n for n, _ in references([b, a, a2], style("gbt7714"), accessed=SEEN)] == [0, 1, 2]
    backwards = references([b, a], style("mla"), accessed=SEEN, keys=lambda texts: [text[::-1] for text in texts])
    assert [r.text[:5] for _, r in backwards] == ["Alpha", "Beta,"]


def test_works_of_one_author_and_year_are_told_apart():
    first, second = (item(Kind.BOOK, "en", title, "Alpha, Ann", date="1999") for title in ("One", "Two"))
    assert [r.text for _, r in references([second, first], style("apa"), accessed=SEEN)] == [
        "Alpha, A. (1999a). One.",
        "Alpha, A. (1999b). Two.",
    ]


def test_an_unknown_style_is_the_first():
    assert style("../../etc/passwd") is STYLES["apa"]


def test_the_processor_is_not_loaded_before_a_reference_is_asked_for():
    code = "import sys, lantai.core.formats.citing.reference; print('citeproc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
