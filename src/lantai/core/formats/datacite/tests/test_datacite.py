"""Resources in and out: nothing the kernel knows is lost, nothing it does not know passes in silence."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from tests.shared_data import shared

from lantai.core.bib.record import BibRecord, Kind, NoteKind, Relation, SubjectKind, Title, TitleForm
from lantai.core.formats import tests
from lantai.core.formats.datacite import Resource, element_of, model, resource_of
from lantai.core.formats.datacite.records import read, split
from lantai.core.formats.datacite.writing import UNKNOWN, resource_from
from lantai.core.formats.protocol import Profile

PROFILE = Profile(format="datacite")
SAMPLE = Path(tests.__file__).with_name("samples") / "datacite.xml"


def described(raw):
    [chunk] = split(BytesIO(raw), PROFILE)
    return read(chunk.raw, PROFILE)


def test_every_property_comes_back_as_it_was():
    resource, unknown = resource_of(etree.fromstring(SAMPLE.read_bytes()))
    assert unknown == ()
    again, _unknown = resource_of(etree.fromstring(etree.tostring(element_of(resource))))
    assert again == resource
    assert again.descriptions[0].value == "Weights and heights.\u2028In grams and millimetres."
    assert again.places[0].points[0].latitude == "40.14"


def test_what_the_kernel_does_not_know_is_named():
    odd = (
        SAMPLE.read_bytes()
        .replace(b"<language>", b"<mood>good</mood><language>")
        .replace(b'dateType="Issued"', b'dateType="Issued" color="red"')
    )
    _resource, unknown = resource_of(etree.fromstring(odd))
    assert sorted(unknown) == ["date/@color", "mood"]
    assert any(repair.code == "unknown" for repair in described(odd).repairs)


def test_a_resource_without_what_the_kernel_asks_for_is_not_written():
    with pytest.raises(ValueError, match="identifier, creator, title, publisher, publicationYear, resourceType"):
        element_of(Resource())


def test_the_record_of_a_resource_and_back():
    record = described(SAMPLE.read_bytes())
    assert (record.year, record.kind, record.title.forms[0].value, record.title.forms[0].rest) == (
        2024,
        "dataset",
        "Bells of caravans",
        "Measurements",
    )
    assert [link.relation for link in record.links] == [Relation.SUPPLEMENT_TO]
    assert any(note.kind is NoteKind.RIGHTS for note in record.notes)
    resource = resource_from(record)
    assert [creator.name.value for creator in resource.creators] == ["Li, Lan", "Silk Roads Survey Group"]
    assert (resource.rights[0].identifier, resource.identifier.value, resource.version) == ("CC-BY-4.0", "10.5555/bells.2", "2")
    assert resource.creators[0].identifiers[0].value == "https://orcid.org/0000-0002-1825-0097"


def test_a_bare_record_says_what_is_not_known_by_the_kernels_own_word():
    resource = resource_from(BibRecord(titles=(Title(forms=(TitleForm("x\x01"),)),)))
    assert (resource.creators[0].name.value, resource.publisher.value, resource.identifier.kind) == (UNKNOWN, UNKNOWN, "Other")
    assert element_of(resource).findtext("{*}titles/{*}title") == "x"


DEPOSIT = Path(__file__).parent / "deposit.xml"
KINDS = (
    ("Dissertation", "Doctoral thesis"), ("Dataset", "Measurements"), ("Software", "Python package"), ("ComputationalNotebook", "Notebook"),
    ("JournalArticle", "Article"), ("DataPaper", "Data paper"), ("Report", "Working paper"), ("Poster", "Poster"), ("Preprint", "Preprint"),
)  # fmt: skip


def deposit(general: str, word: str) -> bytes:
    """Return a resource with all that its authors may say of a deposit: in three languages, with numbers of people, bodies, grants, places, versions."""
    return DEPOSIT.read_text("utf-8").format(number=7, general=general, word=word).encode()


def statements(root: etree._Element) -> Counter[tuple[str, object]]:
    """Return what a resource says: (property, all of one statement)."""
    return Counter(
        (_local(one), _whole(part)) for one in root for part in ((one,) if _local(one) == "resourceType" or not len(one) else one)
    )


def _whole(element: etree._Element) -> tuple[object, ...]:
    said = sorted((str(name).rpartition("}")[2], str(value)) for name, value in element.attrib.items())
    return _local(element), tuple(said), (element.text or "").strip(), tuple(map(_whole, element))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


@pytest.mark.parametrize(("general", "word"), KINDS)
def test_what_authors_say_of_a_deposit_comes_out_as_it_came_in(general, word):
    rules = etree.XMLSchema(etree.parse(str(shared("openaccess/datacite/kernel-4.7") / "metadata.xsd")))
    raw = deposit(general, word)
    before = etree.fromstring(raw)
    assert rules.validate(before), rules.error_log
    after = etree.fromstring(etree.tostring(element_of(resource_from(read(raw, Profile(format="datacite"))))))
    assert rules.validate(after), rules.error_log
    assert sorted(map(str, statements(before) - statements(after))) == []


def test_a_changed_kind_is_written_by_its_new_name_and_two_places_are_not_mixed_up():
    record = read(deposit("Dataset", "Measurements"), Profile(format="datacite"))
    assert resource_from(msgspec.structs.replace(record, kind=Kind.REPORT)).type == model.ResourceType("report", "Report")
    place = next(one for one in record.subjects if one.kind is SubjectKind.PLACE)
    two = resource_from(msgspec.structs.replace(record, subjects=(place, place))).places
    assert [(one.name, len(one.points), len(one.boxes)) for one in two] == [
        (("Lake Tai",), 0, 0),
        (("Lake Tai",), 0, 0),
        ((), 1, 0),
        ((), 0, 1),
    ]
