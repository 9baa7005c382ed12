"""A scholar says that a work is not hers: networks, their tables and the files of the whole count her there no more, until she takes it back."""

import duckdb
import pytest

from lantai.apps.analytics.queries import choices, networks
from lantai.apps.scholars import actions
from lantai.apps.scholars.tests.conftest import ANA, PAPERS, WANG
from lantai.catalog import open_data
from lantai.catalog.models import Work
from lantai.catalog.papers import building
from lantai.catalog.tests.conftest import NOW, library, take  # noqa: F401
from lantai.people.models import Account

pytestmark = pytest.mark.django_db
AUTHORS = "/analytics/all/network/authors"


def together() -> set[frozenset[str]]:
    """Return who wrote with whom, as the network counts them."""
    chosen = choices.choice_of("all", first=None, last=None)
    found = networks.network(chosen, "authors")
    return {frozenset((found.nodes[one].key, found.nodes[other].key)) for one, other, *_ in found.links}


def links(client) -> str:
    return b"".join(client.get(f"{AUTHORS}.csv").streaming_content).decode("utf-8-sig")


def given_away() -> set[str]:
    """Return who wrote "Lakes in summer" by the files of the whole."""
    open_data.make(now=NOW)
    files = sorted(map(str, open_data.root().glob("*/contributions-*.parquet")))
    titled = Work.objects.get(title="Lakes in summer").pk
    return {
        author
        for (author,) in duckdb.execute("SELECT author FROM read_parquet(?) WHERE work = ?", [files[-1:], titled]).fetchall()
    }


def test_what_a_scholar_denies_is_in_no_network_and_no_file_until_it_is_taken_back(take, client, settings):  # noqa: F811
    settings.EXPORTS_LICENSE = "CC0-1.0"
    take(b"\n".join(PAPERS), name="works.jsonl")
    actions.rebuild(now=NOW)
    building.build(now=NOW)
    reader = Account.objects.create_user("ana", email="ana@lakeside.example", password="long enough words")
    ana = actions.prove(by=reader, orcid=ANA, now=NOW)
    client.force_login(reader)
    before = together(), links(client), given_away()

    client.post(f"/scholars/{ana.pk}/works/{Work.objects.get(title='Lakes in summer').pk}/not/", {"why": "Another of my name"})
    building.follow(now=NOW)
    after = together(), links(client), given_away()

    assert before[0] - after[0] == {frozenset((ANA, WANG))}
    assert after[0] - before[0] == {frozenset(("~a ruiz", WANG))}
    assert before[1] != after[1]
    assert (before[2], after[2]) == ({ANA, WANG}, {"~a ruiz", WANG})

    client.post(f"/scholars/decisions/{ana.decisions.get(undone_at=None).pk}/undo/")
    building.follow(now=NOW)
    assert (together(), links(client), given_away()) == before
