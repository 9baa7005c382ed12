import pytest
from django.core.exceptions import ImproperlyConfigured

from lantai.site.engines import engine


@pytest.mark.parametrize("good", ["tantivy", "memory", "opensearch://one:9200,two:9200/library?shards=6"])
def test_an_engine_is_named_or_addressed(good: str) -> None:
    assert engine(good) == good


@pytest.mark.parametrize(
    "wrong, told",
    [
        ("solr", "there is no engine named 'solr'"),
        ("solr://host/x", "no cluster named 'solr'"),
        ("opensearch://host?shards=x", "shards"),
    ],
)
def test_another_is_refused_when_lantai_starts(wrong: str, told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=told):
        engine(wrong)
