"""Organizations read from a registry in both schemas, and named in strings."""

import pytest

from lantai.core.matching.organizations.compiled import Table
from lantai.core.matching.organizations.measures import is_unit
from lantai.core.matching.organizations.naming import Finder, taken_apart
from lantai.core.matching.organizations.registry import Organization, Refused, organizations
from lantai.core.matching.organizations.words import key, tokens


def _record(
    identifier, *names, place=("Beijing", "Beijing", "CN"), status="active", relations=(), acronyms=(), types=("education",)
):
    told = [{"value": name, "types": ["label"], "lang": None} for name in names]
    told += [{"value": name, "types": ["acronym"], "lang": None} for name in acronyms]
    details = {"name": place[0], "country_subdivision_name": place[1], "country_code": place[2]}
    return {
        "id": f"https://ror.org/{identifier}", "names": told, "locations": [{"geonames_details": details}], "status": status,
        "relationships": [{"type": kind, "id": f"https://ror.org/{other}"} for kind, other in relations], "types": list(types),
        "external_ids": [{"type": "grid", "all": ["grid.1"]}, {"type": "fundref", "all": ["501100000001", "501100000002"]}],
    }  # fmt: skip


RECORDS = (
    _record("01tsinghua", "Tsinghua University", "清华大学"),
    _record("02cas00000", "Chinese Academy of Sciences", "中国科学院", types=("government",)),
    _record("03iphy0000", "Institute of Physics", "物理研究所", relations=[("parent", "02cas00000")], types=("facility",)),
    _record("04salerno0", "University of Salerno", place=("Salerno", "Campania", "IT")),
    _record("05york0000", "York University", place=("Toronto", "Ontario", "CA")),
    _record("06york0000", "University of York", place=("York", "England", "GB")),
    _record("07old00000", "Old Polytechnic of Salerno", status="withdrawn", relations=[("successor", "04salerno0")]),
    _record("08cumtb000", "China University of Mining and Technology, Beijing", "中国矿业大学(北京)"),
    _record("09cumt0000", "China University of Mining and Technology", "中国矿业大学", place=("Xuzhou", "Jiangsu", "CN")),
)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Table.unpacked(Table.of([each for each in organizations(RECORDS) if isinstance(each, Organization)]).packed()))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dept. of Automation, Tsinghua Univ., Beijing 100084, China", {"01tsinghua"}),
        ("清华大学自动化系，北京", {"01tsinghua"}),
        ("Dipartimento di Fisica, Università di Salerno, Fisciano, Italy", {"04salerno0"}),
        ("York University, Toronto, Canada", {"05york0000"}),
        ("Department of Politics, University of York, York, UK", {"06york0000"}),
        ("Old Polytechnic of Salerno, Italy", {"04salerno0"}),
        ("中国矿业大学(北京)", {"08cumtb000"}),
        ("12 Main Street, Springfield", set()),
        ("", set()),
    ],
)
def test_it_finds_who_is_named(finder, text, named):
    assert {match.ror for match in finder.matches(text)} == named


def test_a_record_in_the_older_schema_says_the_same():
    (found,) = organizations(
        [{"id": "https://ror.org/0018wmh19", "name": "Molecular Devices", "aliases": [], "acronyms": ["MD"], "labels": [{"label": "分子"}], "status": "active",
          "types": ["Company"], "relationships": [], "addresses": [{"city": "San Jose"}], "country": {"country_code": "US"}}]
    )  # fmt: skip
    assert isinstance(found, Organization)
    assert (found.id, found.types, found.places) == ("0018wmh19", ("company",), (("San Jose", "", "US"),))


def test_what_is_no_record_is_refused_with_its_number():
    assert [type(each) for each in organizations([{"id": "x"}, 3, RECORDS[0]])] == [Refused, Refused, Organization]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("University of New South Wales, Sydney NSW 2052, Australia", {"AU"}),
        ("Rutgers, The State University of New Jersey", set()),
        ("University of Georgia, Athens, GA, USA", {"US"}),
        ("Medical Center, Boston, MA 02111", {"US"}),
        ("清华大学，北京，中国", {"CN"}),
    ],
)
def test_countries_are_what_parts_end_with(text, countries):
    assert taken_apart(text).countries == countries


def test_numbers_of_notes_and_marks_of_lost_lines_part_a_string():
    assert taken_apart("University of Utah 1 Department of Physics, , Salt Lake City#TAB#").sizes == (2, 2, 3)


def test_a_name_in_another_order_gives_way_to_the_name_in_its_own(finder):
    assert {match.ror for match in finder.matches("Department of Psychology, York University")} <= {"05york0000"}


def test_an_acronym_counts_only_where_it_is_written_as_one():
    (read,) = organizations([_record("01iris000", "Research on Seas", acronyms=["IRIS"])])
    assert isinstance(read, Organization)
    finder = Finder(Table.of([read]))
    assert finder.measured("Iris Hospital, Seoul") == []
    assert [at for at, _ in finder.measured("IRIS, Seoul")] == [0]


def test_bodies_that_are_hidden_are_found_no_more(finder):
    (at,) = {at for at, _ in finder.measured("Tsinghua University, Beijing")}
    assert finder.measured("Tsinghua University, Beijing", frozenset({at})) == []


def test_names_are_compared_in_any_order_and_with_short_words_written_out():
    assert key(tokens("Univ. of Salerno")) == key(tokens("Salerno University"))
    assert tokens("Natl. Inst. of Technol.") == ("national", "institute", "technology")


def test_commas_of_arabic_part_a_string_and_countries_are_known_in_its_words():
    apart = taken_apart("كلية الآداب، جامعة دمنهور، مصر")
    assert (apart.sizes, apart.countries) == ((2, 2, 1), {"EG"})


@pytest.mark.parametrize(
    "rest, is_part",
    [
        ("数学系", True),
        ("水产与生命学院", True),
        ("國家重點實驗室", True),
        ("附属第一医院", False),
        ("珠海学院", False),
        ("希望学院外国语学院", False),
        ("出版社", False),
        ("附属中学图书馆", False),
    ],
)
def test_what_follows_a_name_in_han_is_a_part_of_it_or_another_body(rest, is_part):
    assert is_unit(rest, after=True) is is_part
    assert not is_unit(rest, after=False)


def test_a_name_that_every_city_has_is_nobodys():
    table = Table.of(organizations([_record("01hospital", "Hospital of Nowhere", "第一人民医院", "无名市第一人民医院")]))
    assert "第一人民医院" not in table.names
    assert "无名市第一人民医院" in table.names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ПГУ имени И. О. Примерова", {"0primer000"}),
        ("ПГУ им. И.О. Примерова, Москва, Россия", {"0primer000"}),
        ("Примерный государственный университет имени Примерова", {"0primer000"}),
        ("ПГУ", set()),
        ("Department of Physics, S.T.I., Exampleton, USA", {"0sti000000"}),
        ("EXTHZ, Exampleton, USA", {"0sti000000"}),
        ("exthz, Exampleton, USA", set()),
        ("SHARED, Exampleton, USA", set()),
    ],
)
def test_a_body_is_found_by_initials_with_its_persons_name_by_a_dotted_acronym_and_by_its_domain(text, named):
    records = [
        _record("0primer000", "Примерный государственный университет имени И. О. Примерова", place=("Moscow", "", "RU")),
        _record("0sti000000", "Specimen Training Institute", place=("Exampleton", "Ohio", "US"), acronyms=["STI"])
        | {"domains": ["exthz.edu", "lib.other.edu", "shared.org"]},
        _record("0other0000", "Another Body of Shared Things", place=("Exampleton", "Ohio", "US")),
    ]
    finder = Finder(Table.of([each for each in organizations(records) if isinstance(each, Organization)]))

    assert {match.ror for match in finder.matches(text)} == named


def test_domains_begin_with_what_is_a_bodys_own():
    (found,) = organizations([_record("0own000000", "A") | {"domains": ["ethz.ch", "cs.ethz.ch", "Example.edu.cn", "localhost"]}])
    assert isinstance(found, Organization)
    assert found.domains == ("ethz", "example")
