"""When two records are one edition, one work, or neither."""

import msgspec
import pytest

from lantai.core.bib.record import (
    BibRecord,
    Contribution,
    Date,
    Identifier,
    Kind,
    Link,
    Relation,
    Scheme,
    Standing,
    Text,
    Title,
    TitleForm,
    TitleKind,
)
from lantai.core.matching.compare import another_thing, same_edition, same_work
from lantai.core.matching.keys import work_keys
from lantai.core.matching.signs import name_keys, signs
from lantai.core.matching.verdict import Decision

DREAM_ISBN = "9787020002207"


def record(title="", *, by="", isbn="", year=None, lang="", part="", kind=Kind.BOOK, standing=Standing.VALID, **more):
    """Return a small record; ``more``: uniform, original (titles), link (original title of a translation)."""
    titles = [Title(forms=(TitleForm(title, part=part),))]
    titles += [Title(forms=(TitleForm(more[k]),), kind=TitleKind(k)) for k in ("uniform", "original") if k in more]
    return BibRecord(
        kind=kind,
        titles=tuple(titles),
        contributions=tuple(Contribution(forms=(Text(name),), roles=("aut",)) for name in by.split(";") if name),
        identifiers=(Identifier(scheme=Scheme.ISBN, value=isbn, standing=standing),) if isbn else (),
        dates=(Date(text=str(year), start=year),) if year else (),
        languages=(lang,) if lang else (),
        links=(Link(relation=Relation.ORIGINAL, titles=(TitleForm(more["link"]),)),) if "link" in more else (),
    )


def edition(a, b, *, one_source=False):
    return same_edition(signs(a), signs(b), one_source=one_source).decision


def work(a, b):
    return same_work(signs(a), signs(b)).decision


@pytest.mark.parametrize(
    ("a", "b", "decision"),
    [
        pytest.param(
            record("红楼梦", isbn=DREAM_ISBN), record("紅樓夢", isbn=DREAM_ISBN), "same", id="one identifier, one title"
        ),
        pytest.param(
            record("红楼梦", isbn=DREAM_ISBN), record("Physics today", isbn=DREAM_ISBN), "unsure", id="one identifier, two titles"
        ),
        pytest.param(
            record("War and peace", part="1", isbn=DREAM_ISBN),
            record("War and peace", part="2", isbn=DREAM_ISBN),
            "unsure",
            id="the identifier of a set",
        ),
        pytest.param(
            record("Emma", isbn=DREAM_ISBN, lang="en"), record("Emma", isbn=DREAM_ISBN, lang="fr"), "unsure", id="two languages"
        ),
        pytest.param(
            record("Emma", isbn=DREAM_ISBN),
            record("Emma", isbn=DREAM_ISBN, kind=Kind.SOUND),
            "different",
            id="a book and its reading",
        ),
        pytest.param(
            record("Emma", by="Austen, Jane", year=1990),
            record("Emma", by="Austen, J.", year=1990),
            "same",
            id="two libraries agree on title, creator and year",
        ),
        pytest.param(
            record("Emma", by="Austen, Jane", year=1990), record("Emma", by="Austen, J.", year=1991), "different", id="two years"
        ),
        pytest.param(record("Emma", year=1990), record("Emma", year=1990), "different", id="a title and a year without a name"),
    ],
)
def test_editions(a, b, decision):
    assert edition(a, b) == decision == edition(b, a)


def test_what_one_library_keeps_apart_stays_apart_without_an_identifier():
    a, b = (record("Emma", by="Austen, Jane", year=1990) for _ in range(2))
    assert edition(a, b, one_source=True) is Decision.DIFFERENT


def test_a_doubtful_identifier_never_merges_but_is_shown_to_staff():
    a = record("Emma", isbn=DREAM_ISBN, standing=Standing.RELATED)
    assert edition(a, record("Persuasion", isbn=DREAM_ISBN)) is Decision.UNSURE
    assert edition(a, record("Emma", isbn=DREAM_ISBN)) is Decision.UNSURE
    wrong = record("Emma", isbn="12345679", standing=Standing.INVALID)
    assert edition(wrong, record("Annual report", isbn="12345679", standing=Standing.INVALID)) is Decision.UNSURE


@pytest.mark.parametrize(
    ("a", "b", "decision"),
    [
        pytest.param(record("Emma", by="Austen, Jane"), record("Emma", by="Austen, Jane"), "same", id="two editions"),
        pytest.param(
            record("红楼梦", by="曹雪芹", lang="zh"),
            record("Der Traum der roten Kammer", by="Cao, Xueqin;曹雪芹", original="紅樓夢", lang="de"),
            "same",
            id="a translation names its original",
        ),
        pytest.param(
            record("Don Quijote", by="Cervantes Saavedra, Miguel de"),
            record("堂吉诃德", by="Cervantes, Miguel", link="Don Quijote"),
            "same",
            id="a link to the original",
        ),
        pytest.param(
            record("Arabian nights", uniform="Arabian nights"),
            record("Tausendundeine Nacht", uniform="Arabian nights"),
            "same",
            id="an anonymous classic under its uniform title",
        ),
        pytest.param(record("History of China"), record("History of China"), "different", id="never on a title alone"),
        pytest.param(
            record("Poems", by="Li, Bai"), record("Poems", by="Li, Bai"), "different", id="a title that many works share"
        ),
        pytest.param(record("Emma", by="Austen, Jane"), record("Emma", by="Smith, Jane"), "different", id="two writers"),
        pytest.param(record("Emma", by="Austen, Jane"), record("Emma", by="Austen, Walter"), "different", id="two Austens"),
        pytest.param(
            record("Emma", by="Austen, Jane"), record("Emma", by="Austen, Jane", kind=Kind.VIDEO), "different", id="book and film"
        ),
    ],
)
def test_works(a, b, decision):
    assert work(a, b) == decision == work(b, a)


def test_records_that_are_one_work_share_a_key():
    original = record("红楼梦", by="曹雪芹")
    translation = record("Le rêve dans le pavillon rouge", by="Cao, Xueqin;曹雪芹", original="红楼梦")
    assert set(work_keys(signs(original))) & set(work_keys(signs(translation)))


@pytest.mark.parametrize("title", ["Editorial", "Letter to the editor", "卷首语", "От редакции"])
def test_columns_of_journals_are_no_one_work_whoever_writes_them(title):
    two = [record(title, by="Ruiz, Ana", kind=Kind.ARTICLE, year=year) for year in (2020, 2021)]
    assert same_work(*map(signs, two)).decision is Decision.DIFFERENT
    assert work_keys(signs(two[0])) == ()


def test_in_papers_a_latin_name_stands_in_either_order_whatever_the_language():
    paper = BibRecord(kind=Kind.ARTICLE, contributions=(Contribution(forms=(Text("Xiaoming Wang", "zh-Latn"),), roles=("aut",)),))
    assert signs(paper).creators == (("xiaoming", "w"), ("wang", "x"))
    assert signs(msgspec.structs.replace(paper, kind=Kind.BOOK)).creators == (("xiaoming", "w"),)


def test_syllables_of_transcribed_names_make_no_family():
    herodotus = Contribution(forms=(Text("希罗多德", "zh"), Text("xi luo duo de", "zh-Latn")), roles=("aut",))
    thucydides = Contribution(forms=(Text("修昔底德", "zh"), Text("xiu xi di de", "zh-Latn")), roles=("aut",))
    two = [msgspec.structs.replace(record("Historiai"), contributions=(author,)) for author in (herodotus, thucydides)]
    assert work(*two) == "different"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Cao, Xueqin", {("cao", "x")}),
        ("曹雪芹", {("曹雪芹", "")}),
        ("محفوظ، نجيب", {("محفوظ", "ن")}),
        ("Cervantes Saavedra, Miguel de", {("cervantessaavedra", "m"), ("cervantes", "m")}),
        ("Miguel Cervantes", {("miguel", "c"), ("cervantes", "m")}),
        ("  ,  ", set()),
    ],
)
def test_a_heading_gives_family_name_and_initial(name, keys):
    assert set(name_keys(name)) == keys


@pytest.mark.parametrize(
    ("before", "after", "another"),
    [
        (record("Ema"), record("Emma"), False),
        (record("Draft title", by="Austen, Jane"), record("Emma", by="Austen, Jane"), False),
        (record("Draft title", isbn=DREAM_ISBN), record("Emma", isbn=DREAM_ISBN), False),
        (record("Emma", by="Austen, Jane"), record("Physics of the sun", by="Kuhn, Thomas"), True),
        (record("Songs and villanelles", lang="it"), record("Hogs and pigs", lang="en"), True),
    ],
)
def test_a_known_number_is_doubted_only_with_evidence(before, after, another):
    assert another_thing(signs(before), signs(after), one_file=False) is another


def test_two_titles_under_one_number_in_one_file_are_two_things():
    assert another_thing(signs(record("Draft title")), signs(record("Emma")), one_file=True)
