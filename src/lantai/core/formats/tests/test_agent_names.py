import io
import json

import pytest

from lantai.core.formats.agent_names import turned, without_others
from lantai.core.formats.bibtex_write import write_entries
from lantai.core.formats.citation import cite
from lantai.core.formats.openalex import examine, read
from lantai.core.formats.protocol import Profile


@pytest.mark.parametrize(
    "name, left",
    [
        ("Smith, J. et al.", "Smith, J."),
        ("J. Smith et al", "J. Smith"),
        ("Smith, J., et alii", "Smith, J."),
        ("Smith, J. [et al.]", "Smith, J."),
        ("et al.", ""),
        ("al., et", ""),
        ("and others", ""),
        ("Müller, K. u. a.", "Müller, K."),
        ("Иванов, И. и др.", "Иванов, И."),
        ("García, M. y otros", "García, M."),
        ("张三, 等", "张三"),
        ("等", ""),
        ("田中太郎 ほか", "田中太郎"),
        ("أحمد علي وآخرون", "أحمد علي"),
    ],
)
def test_others_are_no_person(name: str, left: str) -> None:
    assert without_others(name) == left


@pytest.mark.parametrize(
    "name", ["Pascal, Blaise", "Blaise Pascal", "Uppal", "山田等", "Brothers", "Al, Ahmad", "Metal", "Monet", "Grant, et Fils"]
)
def test_names_that_only_end_alike_stay(name: str) -> None:
    assert without_others(name) == name


def test_a_work_says_that_more_people_wrote_it_than_it_names() -> None:
    authors = [{"raw_author_name": name, "author": {"display_name": name}} for name in ("J. Smith", "et al.")]
    raw = json.dumps({"id": "https://openalex.org/W123", "title": "A paper", "authorships": authors}).encode()
    record = read(raw, examine(raw, Profile(format="openalex")))
    assert [name.forms[0].value for name in record.contributions] == ["J. Smith"]
    assert [repair.code for repair in record.repairs] == ["others"]


@pytest.mark.parametrize(
    "spoken, put",
    [
        ("Ann Odd", "Odd, Ann"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("Tom Van der Berg", "Van der Berg, Tom"),
        ("Santiago Ramón y Cajal", "Ramón y Cajal, Santiago"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Smith J A", "Smith, J A"),
        ("Пётр Капица", "Капица, Пётр"),
    ],
)
def test_a_name_as_it_is_spoken_is_put_under_its_family(spoken: str, put: str) -> None:
    assert turned(spoken) == put


@pytest.mark.parametrize("name", ["Odd, Ann", "王小明", "محمد بن موسى", "The ATLAS Collaboration", "Plato", "A. B.", "de Gaulle"])
def test_other_names_are_not_turned(name: str) -> None:
    assert turned(name) == name


def test_papers_of_openalex_are_cited_under_families() -> None:
    authors = [{"raw_author_name": name} for name in ("Ann Odd", "王小明", "The ATLAS Collaboration")]
    raw = json.dumps({"id": "https://openalex.org/W123", "title": "A paper", "authorships": authors}).encode()
    record = read(raw, examine(raw, Profile(format="openalex")))
    out = io.BytesIO()
    write_entries([record], out)
    assert "author = {Odd, Ann and {王小明} and {The ATLAS Collaboration}}" in out.getvalue().decode()
    assert [name.heading for name in cite(record).names] == ["Odd, Ann", "王小明", "The ATLAS Collaboration"]
