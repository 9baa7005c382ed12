"""Questions that are answered at once, and a harvest kept in a folder."""

import pytest

from lantai.sources.protocols.oaipmh import Client, Wanted
from lantai.sources.protocols.oaipmh.errors import NotOai, Refused, Stuck
from lantai.sources.protocols.oaipmh.keeping import AnotherHarvest, Folder

from .servers import Server, error, page, record


def test_it_lists_sets_over_pages_and_none_where_there_is_no_hierarchy():
    first = page("<set><setSpec>a</setSpec><setName>A</setName></set>", token="t", verb="ListSets")
    server = Server([first, page("<set><setSpec>b</setSpec></set>", verb="ListSets")])
    assert [one.spec for one in Client(server.asker()).sets()] == ["a", "b"]
    assert list(Client(Server([error("noSetHierarchy")]).asker()).sets()) == []
    with pytest.raises(Stuck):
        list(Client(Server([first, first]).asker()).sets())


def test_it_says_that_a_record_is_not_there_and_refuses_other_errors():
    assert Client(Server([error("idDoesNotExist")]).asker()).record("oai:1", "oai_dc") is None
    with pytest.raises(Refused, match="cannotDisseminateFormat"):
        Client(Server([error("cannotDisseminateFormat")]).asker()).record("oai:1", "marc")
    assert Client(Server([error("noMetadataFormats")]).asker()).prefixes("oai:1") == ()
    with pytest.raises(NotOai):
        Client(Server([page()]).asker()).identify()


def test_a_harvest_that_was_stopped_goes_on_and_the_next_asks_for_what_changed(tmp_path):
    wanted = Wanted()
    server = Server([page(record(1), token="a"), page(record(2), token="b"), page(record(3))])
    for _page, walk in Folder.at(tmp_path, base="u", wanted=wanted).harvest(server.asker(), wanted):
        if walk.came == 2:
            break
    folder = Folder.at(tmp_path, base="u", wanted=wanted)
    list(folder.harvest(server.asker(), wanted))
    assert (folder.state.pages, folder.state.records, folder.state.token) == (3, 3, "")
    assert server.asked[-1] == {"verb": "ListRecords", "resumptionToken": "b"}
    server = Server([page(record(4))])
    folder = Folder.at(tmp_path, base="u", wanted=wanted)
    list(folder.harvest(server.asker(), wanted))
    assert server.asked[0]["from"] == "2026-11-27"
    assert sorted(path.name for path in tmp_path.glob("page-*")) == [f"page-00000{n}.xml" for n in (1, 2, 3, 4)]
    with pytest.raises(AnotherHarvest):
        Folder.at(tmp_path, base="u", wanted=Wanted(set="other"))
