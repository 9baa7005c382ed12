"""What a cataloger's changed lines say, and what stays as it was."""

import msgspec
import pytest
from django.core.exceptions import ValidationError

from lantai.apps.desk import corrections
from lantai.apps.desk.forms.correction import CorrectionForm
from lantai.apps.desk.lines import written
from lantai.core.bib.merge import merge
from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    Date,
    DateKind,
    Identifier,
    Imprint,
    Kind,
    Origin,
    Scheme,
    Standing,
    Subject,
    Text,
    Title,
    TitleForm,
    TitleKind,
)

CAO = Contribution(forms=(Text("曹雪芹", "zh"), Text("Cao, Xueqin", "zh-Latn")), roles=("aut",), dates="1715-1763", main=True)
GAO = Contribution(forms=(Text("高鹗", "zh"),), role_words=("续写者",), src=1, at="702")
DREAM = BibRecord(
    kind=Kind.BOOK,
    languages=("zh",),
    titles=(
        Title(forms=(TitleForm("红楼梦", "zh", rest="校注本", by="曹雪芹著"), TitleForm("Hong lou meng", "zh-Latn")), at="200"),
        Title(forms=(TitleForm("石头记", "zh"),), kind=TitleKind.ALTERNATIVE),
    ),
    contributions=(CAO, GAO),
    dates=(Date(text="1982", start=1982, end=1982), Date(text="1791", start=1791, end=1791, kind=DateKind.ORIGINAL)),
    imprints=(Imprint(places=((Text("北京"),),), publishers=((Text("人民文学出版社"),),), date="1982.3"),),
    identifiers=(
        Identifier(scheme=Scheme.ISBN, value="9787020002207", qualifier="精装"),
        Identifier(scheme=Scheme.OCLC, value="123"),
    ),
    subjects=(Subject(forms=(Text("章回小说"),), scheme="cct", subdivisions=("中国", "清代")),),
    classifications=(Classification(scheme="clc", value="I242.4", item="C1"),),
)


def mended(**given: str) -> CorrectionForm:
    """Return the form as it comes back with some inputs changed."""
    blank = CorrectionForm(record=DREAM, former=BibRecord())
    return CorrectionForm(written(DREAM) | {"seen": blank.seen} | given, record=DREAM, former=BibRecord())


def test_a_form_that_changes_nothing_says_so():
    assert mended().errors == {"__all__": ["Nothing was changed, so there is nothing to correct."]}


def test_one_changed_line_leaves_every_other_part_whole():
    form = mended(contributors="曹雪芹 = Cao, Xueqin; aut\n高鹗; edt")
    assert form.is_valid()
    assert form.says == BibRecord(contributions=(CAO, Contribution(forms=(Text("高鹗", "zh"),), roles=("edt",))))


def test_a_mended_name_keeps_what_belongs_to_the_same_agent():
    (agent, _) = corrections.contributions(DREAM, "曹雪芹 = Cao, Xue-Qin; 著\n高鹗; 续写者")
    assert agent.forms == (Text("曹雪芹", "zh"), Text("Cao, Xue-Qin", "zh-Latn"))
    assert (agent.roles, agent.dates, agent.main) == (("aut",), "1715-1763", True)


def test_another_name_does_not_get_the_dates_of_the_first():
    (agent, _) = corrections.contributions(DREAM, "无名氏; aut\n高鹗; 续写者")
    assert (agent.forms[0].value, agent.dates) == ("无名氏", "")


def test_a_title_keeps_its_other_scripts_and_other_titles():
    form = mended(**{"title-1": "Hong lou meng jiao zhu"})
    assert form.is_valid()
    first, other = form.says.titles
    assert first.forms == (DREAM.titles[0].forms[0], TitleForm("Hong lou meng jiao zhu", "zh-Latn"))
    assert other == DREAM.titles[1]


def test_a_title_may_get_another_script():
    form = mended(**{"title-2": "The Story of the Stone"})
    assert form.is_valid()
    assert form.says.titles[0].forms[2] == TitleForm("The Story of the Stone", "zh-Latn")


def test_a_new_date_changes_the_imprint_too_and_leaves_that_of_the_original():
    form = mended(date="[1983?]")
    assert form.is_valid()
    assert [(d.start, d.certain) for d in form.says.dates] == [(1983, False), (1791, True)]
    assert form.says.imprints == (Imprint(places=((Text("北京"),),), publishers=((Text("人民文学出版社"),),), date="[1983?]"),)


def test_a_number_of_another_scheme_stays():
    form = mended(isbn="7-02-000220-X", issn="0000-0019")
    assert form.is_valid()
    assert [(i.scheme, i.value, i.standing) for i in form.says.identifiers] == [
        (Scheme.ISBN, "9787020002207", Standing.VALID),
        (Scheme.ISSN, "0000-0019", Standing.VALID),
        (Scheme.OCLC, "123", Standing.VALID),
    ]


def test_what_was_corrected_before_is_said_again():
    former = BibRecord(languages=("ja",))
    form = CorrectionForm(written(DREAM) | {"seen": mended().seen, "classes": "CLC: I207.411"}, record=DREAM, former=former)
    assert form.is_valid()
    assert form.says == BibRecord(languages=("ja",), classifications=(Classification(scheme="clc", value="I207.411"),))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("isbn", "9787020002208", "check digit is wrong"),
        ("isbn", "12", "10 or 13 digits"),
        ("issn", "1234-5678", "check digit is wrong"),
        ("language", "klingonish", "code of no language"),
        ("date", "some time ago", "No year can be read"),
        ("contributors", "曹雪芹; xyzzy", "no role that is known"),
        ("contributors", "; aut", "without a name"),
        ("classes", "I242.4", "does not begin with a scheme"),
        ("classes", "DDC: history", "no number of this scheme"),
        ("imprints", "somewhere in spring", "is no imprint"),
        ("title-2", "", "Nothing was changed"),
        ("subtitle-2", "a tale", "needs the title"),
        ("seen", "yesterday's", "in the record already"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_reason(name, value, said):
    errors = mended(**{name: value}).errors
    assert said in str(errors)


def test_errors_name_the_words_they_are_about():
    with pytest.raises(ValidationError, match="9787020002208"):
        corrections.numbers(DREAM, Scheme.ISBN, "9787020002208")


def test_an_emptied_field_is_shown_as_nothing_whatever_the_sources_say():
    form = mended(subjects="")
    assert form.is_valid()
    assert (form.says.subjects, form.says.nothing) == ((), ("subjects",))
    shown = merge([(form.says, Origin(2, "corrections")), (DREAM, Origin(1, "library"))], corrections=1)
    assert (shown.subjects, shown.nothing) == ((), ())
    assert shown.titles[0].forms == DREAM.titles[0].forms


def test_an_emptied_field_that_is_filled_again_is_nothing_no_more():
    former = BibRecord(nothing=("dates", "subjects"))
    form = CorrectionForm(written(DREAM) | {"seen": mended().seen, "subjects": "小说"}, record=DREAM, former=former)
    assert form.is_valid()
    assert form.says.nothing == ("dates",)


def test_further_imprints_are_lines_of_their_own():
    form = mended(imprints="Beirut : Dar al-Adab = دار الآداب; 1983\n上海：上海古籍出版社")
    assert form.is_valid()
    first, second, third = form.says.imprints
    assert first.publishers[0][0].value == "人民文学出版社"
    assert ([f.value for f in second.publishers[0]], second.date) == (["Dar al-Adab", "دار الآداب"], "1983")
    assert (third.places[0][0].value, third.date) == ("上海", "")


def stale(now: BibRecord, **sent: str) -> CorrectionForm:
    """Return the form of someone who began at DREAM and sends it when the record is ``now``."""
    begun = CorrectionForm(record=DREAM, former=BibRecord())
    return CorrectionForm(written(DREAM) | {"seen": begun.seen, "base": begun.base} | sent, record=now, former=BibRecord())


def test_what_another_changed_meanwhile_is_kept_and_shown():
    now = msgspec.structs.replace(DREAM, languages=("ja",))
    form = stale(now, subjects="小说")
    assert "Meanwhile the record has changed" in str(form.errors)
    ((field, change),) = form.meanwhile
    assert (field.name, change.base, change.now, change.asked) == ("language", "zh", "ja", False)
    assert form["language"].value() == "ja"
    assert form["subjects"].value() == "小说"


def test_where_both_changed_a_field_the_later_one_chooses():
    now = msgspec.structs.replace(DREAM, languages=("ja",))
    form = stale(now, language="ko")
    ((_field, change),) = form.meanwhile
    assert (change.now, change.mine, change.asked) == ("ja", "ko", True)
    assert form["language"].value() == "ko"
    again = CorrectionForm(
        form.data | {"seen": form.seen, "base": form.base, "subjects": "小说", "take-language": "theirs"},
        record=now,
        former=BibRecord(),
    )
    assert again.is_valid()
    assert set(again.changed) == {"subjects"}


def test_a_forged_beginning_is_not_believed():
    now = msgspec.structs.replace(DREAM, languages=("ja",))
    ((_field, change),) = stale(now, language="ko", base="forged").meanwhile
    assert (change.base, change.asked) == (None, True)
