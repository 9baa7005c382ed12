"""Waivers by country: what authors are told of them, and how staff keep them, by hand and in tables."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.apps.openaccess.tests.test_journals import take as take_doaj
from lantai.apps.publishing import actions
from lantai.apps.publishing.models import CountryGroup, Institution, Waiver
from lantai.apps.publishing.queries import asking
from lantai.core.openness.publishing.asking import Question, Reason
from lantai.infra.models import AuditEntry

from .conftest import GULLS, NOW, REEDS, TERNS, TODAY

pytestmark = pytest.mark.django_db
ASKED = Question(day=TODAY, type="research")
CLAUSE = "Articles whose corresponding author works in a country of Group A are published without a charge."
STEPS = {"en": "Say so when you submit.", "zh-hans": "投稿时说明。", "ar": "قل ذلك عند الإرسال."}


def group(code: str = "group-a", countries: tuple[str, ...] = ("KE", "NP"), **said) -> CountryGroup:
    first = {"code": code, "name": "Group A (example)", "countries": list(countries), "from_date": date(2026, 1, 1)}
    return actions.keep(by=None, row=CountryGroup(), said=first | said, now=NOW)


def waiver(**said) -> Waiver:
    first = {"reference": "tern-a", "publisher": "Tern Press", "groups": ["group-a"], "covers": "full", "who": "corresponding", "given": "request",
             "counts_by": "submission", "from_date": date(2025, 1, 1), "clause": CLAUSE, "clause_lang": "en", "steps": STEPS,
             "said_date": date(2026, 3, 1), "link": "https://tern.example.org/waivers"}  # fmt: skip
    return actions.keep(by=None, row=Waiver(), said=first | said, now=NOW)


@pytest.fixture
def journal(db):
    """Let the list of open journals have one of Tern Press that takes a charge."""
    take_doaj(
        {
            "Journal ISSN (print version)": GULLS,
            "Journal EISSN (online version)": "",
            "Publisher": "Tern Press",
            "APC": "Yes",
            "APC amount": "2000 EUR",
        }
    )


@pytest.fixture
def nairobi(db) -> Institution:
    return actions.keep(by=None, row=Institution(), said={"name": "Lakeside University", "country": "KE"}, now=NOW)


def told(place: Institution | None = None, asked: Question = ASKED, **more) -> tuple[str, list[str]]:
    found = asking.answer([GULLS], place, asked, **more)
    return found.answer, [reason for one in found.waivers for reason in one.verdict.reasons]


def test_an_author_of_a_country_of_the_group_pays_nothing(journal, nairobi):
    assert told(nairobi)[0] == "no"
    group()
    waiver()
    found = asking.answer([GULLS], nairobi, ASKED)
    [one] = found.waivers
    assert (found.answer, found.is_sure, found.country, one.group.code, one.waiver.clause) == (
        "yes",
        True,
        "KE",
        "group-a",
        CLAUSE,
    )
    assert set(one.verdict.reasons) == {Reason.COUNTRY, Reason.ON_REQUEST}


def test_the_country_of_the_author_comes_before_that_of_the_institution(journal, nairobi):
    group()
    waiver()
    assert told(nairobi, country="FI") == ("no", [])
    assert told(None, country="NP")[0] == "yes"


def test_where_no_country_is_known_it_is_asked_for(journal):
    group()
    waiver()
    answer, reasons = told()
    assert (answer, Reason.COUNTRY_UNKNOWN in reasons) == ("ask", True)


def test_the_list_of_the_day_counts(journal, nairobi):
    group(from_date=date(2025, 1, 1), countries=("KE", "FI"))
    group(from_date=date(2026, 7, 1), countries=("NP",))
    waiver()
    assert told(nairobi)[0] == "no"
    assert told(nairobi, Question(day=date(2026, 6, 30), type="research"))[0] == "yes"


@pytest.mark.parametrize(
    "said, asked, answer, reason",
    [
        ({"until_date": date(2026, 6, 1)}, {}, "no", Reason.WAIVER_ENDED),
        ({"from_date": date(2027, 1, 1)}, {}, "no", Reason.WAIVER_NOT_BEGUN),
        ({"until_date": date(2027, 1, 1)}, {}, "yes", Reason.WAIVER_ENDS_SOON),
        ({"covers": "discount", "discount": 50}, {}, "partly", Reason.LOWERED),
        ({"covers": ""}, {}, "yes", Reason.WAIVER_COVERS_UNKNOWN),
        ({"who": "all"}, {}, "ask", Reason.ALL_AUTHORS),
        ({}, {"corresponding": None}, "ask", Reason.CORRESPONDING_COUNTRY),
        ({"who": "any"}, {"corresponding": None}, "yes", Reason.COUNTRY),
        ({"given": "case"}, {}, "ask", Reason.BY_CASE),
        ({"types": ["review"]}, {}, "no", Reason.WAIVER_TYPE),
        ({"open_only": True}, {}, "yes", Reason.COUNTRY),
    ],
)
def test_terms_change_the_answer(journal, nairobi, said, asked, answer, reason):
    group()
    waiver(**said)
    found, reasons = told(nairobi, Question(day=TODAY, type="research", **asked))
    assert (found, reason in reasons) == (answer, True)


@pytest.mark.parametrize(
    "said, answer",
    [
        ({"issns": [TERNS]}, "no"),
        ({"issns": [GULLS, TERNS]}, "yes"),
        ({"except_issns": [GULLS]}, "no"),
        ({"publisher": "Heron Press"}, "no"),
        ({"publisher": "Heron Press", "imprints": ["TERN  press"]}, "yes"),
        ({"groups": [], "countries": ["KE"]}, "yes"),
    ],
)
def test_a_waiver_is_for_the_publishers_journals_or_for_those_it_names(journal, nairobi, said, answer):
    group()
    waiver(**said)
    assert told(nairobi)[0] == answer


def test_one_for_wholly_open_journals_is_to_be_asked_for_where_that_is_not_known(agreement, nairobi):
    group()
    waiver(open_only=True)
    answer, reasons = told(nairobi)
    assert (answer, Reason.OPEN_UNKNOWN in reasons) == ("ask", True)


def test_what_helps_most_stands_first(agreement, nairobi):
    group()
    waiver()
    actions.keep(by=None, row=agreement, said={"until_date": date(2026, 1, 1)}, now=NOW)
    here = Institution.objects.get(is_own=True)
    assert asking.answer([GULLS], here, ASKED, country="KE").waivers_first
    actions.keep(by=None, row=agreement, said={"until_date": date(2028, 1, 1)}, now=NOW)
    assert not asking.answer([GULLS], here, ASKED, country="KE").waivers_first


@pytest.mark.parametrize("language, words", [
    ("en", ("Yes, without a charge.", "The country is among those of the waiver.", "Say so when you submit.", "Kenya")),
    ("zh-hans", ("可以，不收费。", "该国在减免范围之内。", "投稿时说明。", "肯尼亚")),
    ("ar", ("نعم، دون رسوم.", "البلد من بلدان الإعفاء.", "قل ذلك عند الإرسال.", "كينيا")),
])  # fmt: skip
def test_an_author_reads_the_clause_the_dates_and_the_steps(journal, nairobi, client, language, words):
    group()
    waiver()
    address = f"/publish/?q={GULLS}&at=Lakeside+University&type=research&corresponding=yes&day=2026-11-29&lang={language}"
    page = client.get(address).content.decode()
    assert [said for said in (*words, CLAUSE, "https://tern.example.org/waivers") if said not in page] == []


def test_a_country_can_be_chosen_on_the_page_and_one_that_is_none_is_refused(journal, client):
    group()
    waiver()
    address = f"/publish/?q={GULLS}&type=research&corresponding=yes&day=2026-11-29&country="
    assert "Yes, without a charge." in client.get(f"{address}NP").content.decode()
    assert client.get(f"{address}ZZ").status_code == 400


def test_staff_keep_a_group_and_a_waiver_by_hand_and_the_log_says_so(client, keeper, journal, nairobi):
    client.force_login(keeper)
    sent = {"code": "group-a", "name": "Group A", "countries": "Kenya; 尼泊尔\nET", "from_date": "2026-01-01"}
    assert client.post("/desk/publishing/add/group/", sent).status_code == 302
    assert CountryGroup.objects.get().countries == ["ET", "KE", "NP"]
    sent = {"reference": "tern-a", "publisher": "Tern Press", "groups": "group-a", "covers": "full", "who": "corresponding", "given": "automatic",
            "counts_by": "acceptance", "steps_en": "Nothing."}  # fmt: skip
    assert client.post("/desk/publishing/add/waiver/", sent).status_code == 302
    assert told(nairobi)[0] == "yes"
    kept = Waiver.objects.get()
    assert client.post(f"/desk/publishing/drop/waiver/{kept.pk}/").status_code == 302
    assert not Waiver.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[-3:] == [
        "publishing.add",
        "publishing.add",
        "publishing.drop",
    ]


@pytest.mark.parametrize("field, value, why", [
    ("groups", "group-z", "There is no group of countries “group-z”"),
    ("countries", "Atlantis", "“Atlantis” is no country"),
    ("countries", "ZZ", "“ZZ” is no country"),
    ("issns", "1234-5678", "“1234-5678” is no ISSN."),
    ("groups", "", "Name a group of countries, or countries."),
    ("discount", "40", "A discount in percent is for what is waived in part."),
])  # fmt: skip
def test_a_form_that_cannot_be_right_is_refused_with_the_reason(client, keeper, field, value, why):
    group()
    client.force_login(keeper)
    sent = {"reference": "tern-a", "publisher": "Tern Press", "groups": "group-a", "covers": "full", field: value}
    answer = client.post("/desk/publishing/add/waiver/", sent)
    assert (answer.status_code, why in answer.content.decode()) == (400, True)
    assert not Waiver.objects.exists()


def test_a_table_of_waivers_comes_in_and_each_row_that_cannot_be_right_says_why(client, keeper, nairobi, journal):
    group()
    client.force_login(keeper)
    lines = [
        "reference;publisher;groups;countries;covers;who;given;issns;steps_en",
        "tern-a;Tern Press;group-a;尼泊尔;full;corresponding;automatic;;Nothing.",
        "tern-b;Tern Press;group-b;;full;;;;",
        "tern-c;Tern Press;;Atlantis;full;;;;",
        "tern-d;Tern Press;;KE;full;;;1234-5678;",
        "tern-e;Tern Press;;;full;;;;",
        ";Tern Press;;KE;full;;;;",
    ]
    file = SimpleUploadedFile("waivers.csv", "\r\n".join(lines).encode())
    run = client.post("/desk/lists/publishing.waivers/upload/", {"file": file}).headers["Location"]
    client.post(f"{run}act/")
    page = client.get(run).content.decode()
    assert [row.reference for row in Waiver.objects.all()] == ["tern-a"]
    assert (Waiver.objects.get().countries, Waiver.objects.get().steps, told(nairobi)[0]) == (["NP"], {"en": "Nothing."}, "yes")
    whys = (
        "no group of countries “group-b”",
        "“Atlantis” is no country",
        "“1234-5678” is no ISSN",
        "Name a group of countries",
        "must not be empty",
    )
    assert [why for why in whys if why not in page] == []


def test_a_reader_sees_no_form_and_sends_nothing(client, author):
    client.force_login(author)
    assert client.get("/desk/publishing/add/waiver/").status_code == 403
    assert client.post("/desk/publishing/add/group/", {"code": "x"}).status_code == 403


def test_two_lists_of_a_group_from_one_day_are_refused():
    group()
    with pytest.raises(ValidationError, match="from this day on already"):
        group()


def test_it_is_asked_with_as_many_questions_however_many_waivers_there_are(journal, nairobi, django_assert_max_num_queries):
    for n in range(20):
        group(f"group-{n}")
        waiver(reference=f"waiver-{n}", groups=[f"group-{n}"], except_issns=[REEDS])
    with django_assert_max_num_queries(16):
        assert asking.answer([GULLS], nairobi, ASKED).answer == "yes"
