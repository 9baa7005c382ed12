import pytest
from django.db import connection

from lantai.catalog.locks import Busy, held

pytestmark = pytest.mark.django_db


def test_a_lock_is_held_by_one_at_a_time_and_free_afterwards(library):
    with held("import-1"), held("import-2"), pytest.raises(Busy), held("import-1"):
        pass
    with held("import-1"):
        pass


def test_on_postgresql_it_is_held_on_every_machine(library, settings, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("of PostgreSQL alone")
    with held("training"):
        settings.DATA = tmp_path / "of another machine"
        with pytest.raises(Busy), held("training"):
            pass
    with held("training"):
        pass
