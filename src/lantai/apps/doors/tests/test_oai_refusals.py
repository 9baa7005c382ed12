"""OAI-PMH refuses in the protocol's own eight words, whatever is asked."""

from urllib.parse import urlencode

import pytest
from lxml import etree

from lantai.catalog import change_times
from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "arguments, code",
    [
        ({}, "badVerb"),
        ({"verb": "Listrecords"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ""}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["mods", "mods"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "from": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "from": "2026-02-30"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "from": "2026-01-01T00:00:00+01:00"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "from": "2026-01-02", "until": "2026-01-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "from": "2026-01-01", "until": "2026-01-02T00:00:00Z"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "m" * 2_000}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mo\x00ds"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "no token"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "AAAA"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "AAAA"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "bibframe"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "set": "no:such"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "set": "kind:map"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "until": "1970-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "mods", "from": "9999-01-01"}, "noRecordsMatch"),
        ({"verb": "GetRecord", "metadataPrefix": "mods", "identifier": "oai:elsewhere:1"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "mods", "identifier": "oai:testserver:works/99999999"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "mods", "identifier": "oai:testserver:works/" + "9" * 40}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
    ],
)
def test_what_cannot_be_answered_is_said_in_the_protocols_words(client, take, arguments, code):
    take([record("1", "One")])
    change_times.note()
    response = client.get("/oai?" + urlencode(arguments, doseq=True))
    assert response.status_code == 200
    assert [e.get("code") for e in etree.fromstring(response.content).iter("{http://www.openarchives.org/OAI/2.0/}error")] == [
        code
    ]
