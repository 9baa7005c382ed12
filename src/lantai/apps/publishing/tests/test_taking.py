"""Files of registries taken in: new, changed, same, refused; what staff keep stays theirs; lists have versions."""

import gzip
from datetime import date

import pytest

from lantai.apps.publishing import actions
from lantai.apps.publishing.models import (
    Charge,
    Institution,
    JournalList,
    ListedJournal,
    Membership,
    PublishingAgreement,
    TakenFile,
)
from lantai.core.formats.errors import UnknownFormat
from lantai.core.openness.publishing.tests.test_reading import APC, CONTRACTS, ESAC, TERN
from lantai.infra.models import AuditEntry, Job

from .conftest import GULLS, NOW, REEDS, TERNS, TODAY, deal, lists

pytestmark = pytest.mark.django_db
PAID = "Heron U,2025,1305.5,10.1000/a.1,FALSE,NA,Tern Press,Gulls,2049-3630,NA,NA,2049-3630,NA,NA,NA,NA\n"


def counts(tmp_path, text: str, **more) -> dict[str, int]:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    found = actions.take_file(by=None, path=path, on=more.pop("on", TODAY), now=NOW, **more).counts()
    assert found["rows_in"] == found["new"] + found["changed"] + found["same"] + found["refused"]
    return {name: count for name, count in found.items() if count and name != "rows_in"}


def test_the_registry_again_changes_nothing_and_a_changed_row_is_written(tmp_path):
    assert counts(tmp_path, ESAC + TERN) == {"new": 1}
    assert counts(tmp_path, ESAC + TERN) == {"same": 1}
    assert counts(tmp_path, ESAC + TERN.replace("2026-12-31", "2027-12-31") + ",x\n") == {"changed": 1, "refused": 1}
    assert PublishingAgreement.objects.get().until_date == date(2028, 1, 1)
    assert AuditEntry.objects.filter(action="publishing.take_agreements").count() == 2


def test_what_staff_keep_of_an_agreement_the_registry_leaves_alone(tmp_path):
    counts(tmp_path, ESAC + TERN)
    row = PublishingAgreement.objects.get()
    actions.keep(by=None, row=row, said={"until_date": date(2030, 1, 1)}, now=NOW)
    assert counts(tmp_path, ESAC + TERN.replace(",15,", ",99,")) == {"same": 1}
    row.refresh_from_db()
    assert (row.until_date, row.annual_articles) == (date(2030, 1, 1), 15)


def test_an_older_registry_is_not_taken_in(tmp_path):
    counts(tmp_path, ESAC + TERN)
    with pytest.raises(actions.OlderList, match="2026-11-29"):
        counts(tmp_path, ESAC + TERN, on=date(2026, 1, 1))


def test_a_journal_stands_from_the_first_list_that_has_it_to_the_first_that_does_not():
    deal("tern2025")
    assert lists({"tern2025": [GULLS, TERNS]}, on=date(2026, 1, 1)).counts()["new"] == 2
    assert lists({"tern2025": [GULLS, TERNS]}, on=date(2026, 2, 1)).counts()["same"] == 2
    taken = lists({"tern2025": [GULLS, REEDS]}, on=date(2026, 3, 1), confirmed=True)
    assert (taken.new, taken.same, taken.gone) == (1, 1, 1)
    stood = ListedJournal.objects.get(issn=TERNS)
    assert (stood.from_date, stood.until_date) == (date(2026, 1, 1), date(2026, 3, 1))
    versions = JournalList.objects.values_list("said_date", "journals", "added", "gone")
    assert list(versions) == [(date(2026, 3, 1), 2, 1, 1), (date(2026, 2, 1), 2, 0, 0), (date(2026, 1, 1), 2, 2, 0)]


def test_lists_of_agreements_that_are_not_known_are_refused_and_others_keep_theirs():
    deal("tern2025")
    deal("heron2025")
    lists({"tern2025": [GULLS], "heron2025": [REEDS]}, on=date(2026, 1, 1))
    taken = lists({"tern2025": [GULLS], "gull2025": [TERNS]}, on=date(2026, 2, 1))
    assert (taken.rows_in, taken.same, [row.why for row in taken.refused]) == (
        2, 1, ["no agreement has the number 'gull2025': take the registry in first"],
    )  # fmt: skip
    assert ListedJournal.objects.get(issn=REEDS).until_date is None


def test_a_list_that_is_older_or_cut_short_changes_nothing():
    deal("tern2025")
    lists({"tern2025": [GULLS, TERNS]})
    with pytest.raises(actions.OlderList):
        lists({"tern2025": [GULLS, TERNS]}, on=date(2026, 1, 1))
    with pytest.raises(actions.TooManyGone, match="1 known journals"):
        lists({"tern2025": [GULLS]})
    assert ListedJournal.objects.filter(until_date=None).count() == 2


def test_who_took_part_makes_what_is_missing_and_is_known_again(tmp_path):
    text = CONTRACTS + "Heron U,Birds,Tern (Birds),tern2025,2025,2025,publish,1,020hwjq30_tern2025_2025\n" * 2
    text += "Heron U,Birds,Older (Birds),NA,2016,2017,NA,NA,oldtern_2016\n"
    assert counts(tmp_path, text) == {"new": 2, "same": 1}
    assert counts(tmp_path, text) == {"same": 3}
    older = PublishingAgreement.objects.get(reference="oldtern")
    assert (older.from_date, older.until_date, older.publisher) == (date(2016, 1, 1), date(2018, 1, 1), "Older")
    assert (Institution.objects.get().ror, Membership.objects.count()) == ("020hwjq30", 2)


def test_payments_are_known_again_even_when_a_book_was_paid_twice(tmp_path):
    assert counts(tmp_path, APC + PAID + PAID) == {"new": 2}
    assert counts(tmp_path, APC + PAID + PAID) == {"same": 2}
    assert counts(tmp_path, APC + PAID.replace("1305.5", "1400") + PAID) == {"changed": 1, "same": 1}
    assert sorted(Charge.objects.values_list("minor", flat=True)) == [130550, 140000]


def test_a_file_that_is_none_of_these_says_what_each_needs(tmp_path):
    with pytest.raises(UnknownFormat, match="agreements: publisher, country"):
        counts(tmp_path, "a,b\n1,2\n")


def test_parquet_is_read_like_a_table_and_a_damaged_one_is_refused(tmp_path):
    import duckdb

    path = tmp_path / "lists.parquet"
    duckdb.sql(
        f"COPY (SELECT 'tern2025' AS esac_id, '{GULLS}' AS issn_l UNION ALL SELECT NULL, 'x') TO '{path}' (FORMAT parquet)"
    )
    deal("tern2025")
    taken = actions.take_file(by=None, path=path, on=TODAY, now=NOW)
    assert (taken.kind, taken.new, len(taken.refused)) == ("lists", 1, 1)
    path.write_bytes(b"PAR1" + b"\0" * 50)
    with pytest.raises(UnknownFormat, match="damaged Parquet"):
        actions.take_file(by=None, path=path, on=TODAY, now=NOW)


def test_lists_are_taken_in_with_as_many_questions_however_long_they_are(django_assert_max_num_queries):
    from lantai.core.bib.identifiers import issn

    deal("tern2025")
    numbers = [found for n in range(1000, 1400) for last in "0123456789X" if (found := issn(f"{n:07}{last}"))]
    with django_assert_max_num_queries(16):
        assert lists({"tern2025": numbers}).new == 400


@pytest.mark.django_db(transaction=True)  # the worker gives its signs of life by a connection of its own
def test_staff_send_a_file_in_and_read_what_came_of_it(library, client, keeper, librarian):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from lantai.infra.worker import own_name, run_next_job

    client.force_login(librarian)
    sent = {"file": SimpleUploadedFile("esac.csv", (ESAC + TERN + ",x\n").encode()), "on_date": "2026-11-29"}
    assert client.post("/desk/publishing/files/", sent).status_code == 403
    client.force_login(keeper)
    sent["file"].seek(0)
    page = client.post("/desk/publishing/files/", sent)
    assert (page.status_code, Job.objects.filter(name="publishing.take_file").count()) == (302, 1)
    assert "waits for the worker" in client.get(page["Location"]).content.decode()
    while run_next_job(own_name()):
        pass
    shown = client.get(page["Location"]).content.decode()
    assert ("id is empty" in shown, PublishingAgreement.objects.count(), TakenFile.objects.get().stored) == (True, 1, "")
    assert list((library / "publishing").iterdir()) == []


def test_a_file_that_cannot_be_read_says_so_on_its_page(library, client, keeper):
    from django.core.files.uploadedfile import SimpleUploadedFile

    row = actions.send_file(by=keeper, file=SimpleUploadedFile("x.csv", b"a,b\n"), on=TODAY, confirmed=False, now=NOW)
    actions.read_file(file=row.pk, now=NOW)
    client.force_login(keeper)
    assert "no known table" in client.get(f"/desk/publishing/files/{row.pk}/").content.decode()
