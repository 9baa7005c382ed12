"""Ten real CNMARC records: what a librarian reads off them by hand, and that nothing they say is lost."""

import hashlib
import json
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import pytest

from lantai.core.bib.record import BibRecord, NoteKind, Standing, TitleKind
from lantai.core.formats.marc.dialect import guess, to_bib
from lantai.core.formats.marc.fields import Field, MarcRecord
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads(Path(__file__).with_name("floors").joinpath("cnmarc.json").read_text())


@cache
def records() -> list[MarcRecord]:
    path = shared(FLOORS["data"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS["sha256"]
    return [MarcRecord(row["leader"], tuple(map(as_field, row["fields"]))) for row in json.loads(path.read_text())]


def as_field(row: list) -> Field:
    return Field(row[0], row[1]) if len(row) == 2 else Field(row[0], "", row[1] + row[2], tuple((c, v) for c, v in row[3]))


@cache
def descriptions() -> list[BibRecord]:
    return [to_bib(record, "cnmarc") for record in records()]


def given(record: MarcRecord, tag: str, code: str) -> list[str]:
    return [value for field in record.fields if field.tag == tag for value in field.all(code)]


def test_all_are_taken_for_cnmarc():
    assert {guess([record]) for record in records()} == {"cnmarc"}


@pytest.mark.parametrize("number", range(10))
def test_the_title_proper_has_its_characters_first_and_its_pinyin_after(number):
    record, title = records()[number], descriptions()[number].title
    assert title is not None
    assert title.kind is TitleKind.PROPER
    assert [form.value for form in title.forms] == given(record, "200", "a")[:1] + given(record, "200", "A")[:1]
    assert all(form.lang == "zh-Latn" for form in title.forms[1:])


@pytest.mark.parametrize("number", range(10))
def test_every_name_has_its_role_and_every_class_its_scheme(number):
    record, found = records()[number], descriptions()[number]
    names = [v for f in record.fields if f.tag[:2] in ("70", "71") for v in f.all("a")]
    assert [one.forms[0].value for one in found.contributions] == names
    assert all(one.roles for one in found.contributions if one.role_words)
    assert [c.value for c in found.classifications if c.scheme == "clc"] == given(record, "690", "a")


@pytest.mark.parametrize("number", range(10))
def test_numbers_prices_years_and_pieces_are_those_of_the_record(number):
    record, found = records()[number], descriptions()[number]
    valid = [one for one in found.identifiers if one.scheme == "isbn" and one.standing is Standing.VALID]
    assert [one.given or one.value for one in valid] == given(record, "010", "a")
    assert [n.forms[0].value for n in found.notes if n.kind is NoteKind.PRICE] == given(record, "010", "d")
    assert str(found.year) in given(record, "210", "d")[0]
    assert (found.language, found.countries) == ("zh", ("cn",))
    barcodes = {item.barcode for holding in found.holdings for item in holding.items}
    assert set(given(record, "906", "b")) <= barcodes


def words(value: object) -> set[str]:
    """Return every text anywhere in a record."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, msgspec.Struct):
        return set().union(*(words(getattr(value, name)) for name in value.__struct_fields__))
    return set().union(*map(words, value)) if isinstance(value, tuple) else set()


def test_no_value_is_lost():
    lost: Counter[str] = Counter()
    for record, found in zip(records(), descriptions(), strict=True):
        kept = words(found) | {part for text in words(found) for part in text.split(" ; ")}
        for field in record.fields:
            for code, value in field.subfields or (("", field.data),):
                lost[f"{field.tag} ${code} {value}"] += value not in kept
    assert +lost == Counter()
