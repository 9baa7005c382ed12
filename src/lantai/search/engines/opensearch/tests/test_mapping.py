import json

import pytest

from lantai.search.document import FACETS, Document
from lantai.search.engines.opensearch.address import address
from lantai.search.engines.opensearch.mapping import index_body, properties, row
from lantai.search.ranking import COLUMNS, SOUND_COLUMNS, STEM_COLUMNS

ADDRESS = address("opensearch://host/x?shards=6&replicas=2")


def test_every_column_and_facet_has_a_field_and_no_other_is_let_in() -> None:
    assert {*COLUMNS, *STEM_COLUMNS, *SOUND_COLUMNS, *(f"f_{name}" for name in FACETS)} < properties().keys()
    mappings = index_body(ADDRESS, building=False)["mappings"]
    assert mappings["dynamic"] == "strict"
    assert mappings["_source"] == {"enabled": False}


def test_an_index_that_is_being_made_has_no_copies_and_is_not_refreshed() -> None:
    making, made = (index_body(ADDRESS, building=building)["settings"]["index"] for building in (True, False))
    assert (making["number_of_replicas"], making["refresh_interval"]) == (0, "-1")
    assert (made["number_of_replicas"], made["refresh_interval"]) == (2, "30s")
    assert made["number_of_shards"] == making["number_of_shards"] == 6


def test_a_document_says_only_what_it_has() -> None:
    document = Document(id=7, title="a b\nc", facets={"kind": ("book", "book")}, title_keys=("ab",), year=-55)
    assert json.loads(row(document)) == {
        "wid": 7,
        "added": 0,
        "by_title": "\U0010ffff",
        "by_author": "\U0010ffff",
        "words": ["a", "b", "c"],
        "title": ["\x02 a b"],
        "titles": ["\x02 c"],
        "year": -55,
        "title_key": ["4MQ6xmA"],
        "f_kind": ["book"],
    }


@pytest.mark.parametrize("wrong", [Document(id="x"), Document(id=2**63), Document(id=1, year="1999")])  # type: ignore[arg-type]
def test_a_value_of_the_wrong_type_is_refused_at_once(wrong: Document) -> None:
    with pytest.raises((TypeError, ValueError)):
        row(wrong)
