"""Resources in and out: nothing the kernel knows is lost, nothing it does not know passes in silence."""

from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from lantai.core.bib.record import BibRecord, NoteKind, Relation, Title, TitleForm
from lantai.core.formats import tests
from lantai.core.formats.datacite import Resource, element_of, resource_of
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
