"""MARC in JSON, in the forms that are met."""

import io
import json

import pytest

from lantai.core.formats.errors import Unreadable
from lantai.core.formats.marc import marcjson
from lantai.core.formats.marc.fields import Field
from lantai.core.formats.protocol import Profile

JSON = Profile(format="marcjson", dialect="marc21")
LEADER = "00000nam a2200000   4500"
EXPECTED = (Field("001", "n1"), Field("245", "", "10", (("a", "Title"), ("b", "rest"))))
PARTS = [{"a": "Title"}, {"b": "rest"}]
FORMS = {
    "common": {"fields": [{"001": "n1"}, {"245": {"ind1": "1", "ind2": "0", "subfields": PARTS}}]},
    "tag objects": {
        "fields": [
            {"tag": "001", "data": "n1"},
            {
                "tag": "245",
                "ind1": "1",
                "ind2": "0",
                "subfields": [{"code": "a", "data": "Title"}, {"code": "b", "data": "rest"}],
            },
        ]
    },
    "lists": {"fields": [["001", "n1"], ["245", "1", "0", [["a", "Title"], ["b", "rest"]]]]},
    "grouped": {"fields": {"001": "n1", "245": [{"ind1": "1", "ind2": "0", "subfields": {"a": "Title", "b": "rest"}}]}},
    "two lists": {
        "controlfield": [{"tag": "001", "value": "n1"}],
        "datafield": [{"tag": "245", "ind": "10", "subfield": PARTS}],
    },
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_every_form_gives_the_same_fields(form):
    assert marcjson.read_marc(json.dumps({"leader": LEADER} | form).encode(), JSON).fields == EXPECTED


def test_the_order_of_repeated_tags_is_kept():
    fields = [{tag: {"ind1": " ", "ind2": " ", "subfields": [{"a": str(n)}]}} for n, tag in enumerate(["650", "500", "650"])]
    found = marcjson.read_marc(json.dumps({"leader": LEADER, "fields": fields}).encode(), JSON)
    assert [(f.tag, f.first("a")) for f in found.fields] == [("650", "0"), ("500", "1"), ("650", "2")]


@pytest.mark.parametrize(
    "join", ["[%s,%s]", "%s\n%s\n", "%s%s", '{"records": [%s,%s]}'], ids=["array", "lines", "in a row", "envelope"]
)
def test_records_are_found_however_they_are_put_together(join):
    one = json.dumps({"leader": LEADER} | FORMS["common"])
    found = list(marcjson.split(io.BytesIO((join % (one, one)).encode()), JSON))
    assert [marcjson.read_marc(chunk.raw, JSON).fields for chunk in found] == [EXPECTED, EXPECTED]


@pytest.mark.parametrize("raw", [b'{"leader": ""}', b'{"fields": [1, null]}', b"{broken", b"[]"])
def test_what_has_no_fields_is_unreadable(raw):
    with pytest.raises(Unreadable):
        marcjson.read_marc(raw, JSON)
