"""A table that is laid out by its key keeps what the one before it held."""

import pytest
from django.db import connection
from django.utils import timezone

from lantai.catalog.models import Instance, Pointer, Work
from lantai.infra.clustered import lay_out

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

AS_BEFORE = "CREATE TABLE catalog_pointer (id bigint PRIMARY KEY, kind varchar(8), value varchar(255), instance_id bigint)"


@pytest.fixture
def instance():
    work = Work.objects.create(title="Tides", kind="article", added_at=timezone.now(), changed=1)
    return Instance.objects.create(work=work, document=b"").pk


def test_the_rows_of_the_table_before_are_there_each_once_and_are_found_by_both_keys(instance):
    rows = [(1, "version", "10.1/b", instance), (2, "notice", "10.1/a", instance), (3, "version", "10.1/b", instance)]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE catalog_pointer")
        cursor.execute(AS_BEFORE)
        cursor.executemany("INSERT INTO catalog_pointer VALUES (%s, %s, %s, %s)", rows)
    with connection.schema_editor() as editor:
        lay_out(editor, Pointer)
    assert list(Pointer.objects.order_by("pk").values_list("kind", "value")) == [("notice", "10.1/a"), ("version", "10.1/b")]
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "catalog_pointer")
        assert "catalog_pointer_before" not in connection.introspection.table_names(cursor)
    assert found["pointer_lookup"]["columns"] == ["value", "kind"]
    if connection.vendor == "postgresql":
        assert found["catalog_pointer_pkey"]["columns"] == ["instance_id", "kind", "value"]
    if connection.vendor == "sqlite":
        assert "PRIMARY KEY (instance_id=?)" in Pointer.objects.filter(instance=instance).explain()
