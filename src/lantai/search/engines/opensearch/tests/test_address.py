import pytest

from lantai.search import opener
from lantai.search.engines.opensearch.address import Address, address
from lantai.search.generations import generations


def test_it_names_nodes_and_a_place_in_the_cluster() -> None:
    assert address("opensearch://one:9201,two/library?shards=6&replicas=2") == Address(
        nodes=(("one", 9201), ("two", 9200)), name="library", shards=6, replicas=2
    )


def test_it_may_hold_a_name_and_a_password_and_shows_neither() -> None:
    found = address("opensearch+https://lan%40tai:se%3Acret@[::1]:9200?ca=/etc/ca.pem")
    assert (found.user, found.password, found.encrypted, found.ca) == ("lan@tai", "se:cret", True, "/etc/ca.pem")
    assert found.shown == "[::1]:9200/lantai"
    assert "cret" not in found.shown


@pytest.mark.parametrize(
    "wrong, told",
    [
        ("solr://host:9200", "begins with opensearch://"),
        ("opensearch://", "no host:port"),
        ("opensearch://host:70000", "no host:port"),
        ("opensearch://a b:9200", "no host:port"),
        ("opensearch://host/Library", "small letters"),
        ("opensearch://host/x-y", "small letters"),
        ("opensearch://host?shards=0", "from 1 to 1024"),
        ("opensearch://host?replicas=x", "from 0 to 10"),
        ("opensearch://host?share=3", "not share"),
    ],
)
def test_it_says_what_is_wrong(wrong: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        address(wrong)


def test_it_chooses_the_engine(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert opener("opensearch://127.0.0.1:1/x").fingerprint.isalnum()
    assert type(generations(tmp_path, "opensearch://127.0.0.1:1/x")).__name__ == "AliasGenerations"
    assert type(generations(tmp_path, "tantivy")).__name__ == "Directories"
