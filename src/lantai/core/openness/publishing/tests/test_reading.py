"""Registries' tables row by row: what is read, and what is refused with line and column."""

import io
from datetime import date

import pytest

from lantai.core.formats import plain_table
from lantai.core.formats.errors import UnknownFormat
from lantai.core.openness.journals import RefusedRow
from lantai.core.openness.publishing import agreements, lists, openapc
from lantai.core.openness.publishing.sheets import sheet_of

ESAC = "publisher,country,organization,annual_publications,start_date,end_date,id,url\n"
APC = "institution,period,euro,doi,is_hybrid,opt_out,publisher,journal_full_title,issn,issn_print,issn_electronic,issn_l,license_ref,url,agreement,group_id\n"
CONTRACTS = "institution,consortium,contract_name,identifier,period_from,period_to,cost_type,euro,group_id\n"
TERN = 'Tern Press,"Finland, Sweden",Birds,15,2024-01-01T00:00:00Z,2026-12-31T00:00:00Z,tern2024birds,https://example.org/tern\n'


def read(reader, text):
    return list(reader(sheet_of(plain_table.opened(io.BytesIO(text.encode())))))


def refusals(found):
    return [(one.line, one.column, one.why) for one in found if isinstance(one, RefusedRow)]


def test_an_agreement_of_the_registry_ends_the_day_after_its_last():
    (found,) = read(agreements.read, ESAC + TERN)
    assert (found.countries, found.from_date, found.until_date) == (("Finland", "Sweden"), date(2024, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize("row, refused", [
    ("Tern Press,Finland,Birds,15,2024-01-01,2023-12-31,tern2024birds,\n", (2, 6, "2023-12-31 lies before its start 2024-01-01")),
    ("Tern Press,Finland,Birds,many,2024-01-01,2024-12-31,tern2024birds,\n", (2, 4, "'many' is no whole number")),
    ("Tern Press,Finland,Birds,15,soon,2024-12-31,tern2024birds,\n", (2, 5, "'soon' is no date as 2024-12-31 is")),
    ("Tern Press,Finland,Birds,15,2024-01-01,2024-12-31,NA,\n", (2, 7, "id is empty")),
    (",Finland,Birds,15,2024-01-01,2024-12-31,tern2024birds,\n", (2, 1, "publisher is empty")),
])  # fmt: skip
def test_a_bad_cell_costs_its_row(row, refused):
    assert refusals(read(agreements.read, ESAC + row)) == [refused]


def test_an_id_stands_once():
    assert refusals(read(agreements.read, ESAC + TERN + TERN)) == [(3, 7, "line 2 has this id too")]


def test_journals_of_agreements_and_their_numbers():
    found = read(lists.read, "esac_id,issn_l\ntern2024birds,2049-3630\ntern2024birds,2049-3631\n,2049-3630\n")
    assert (found[0].reference, found[0].issn) == ("tern2024birds", "2049-3630")
    assert refusals(found) == [(3, 2, "'2049-3631' is no ISSN"), (4, 1, "esac_id is empty")]
    (family,) = read(lists.read_families, "issn_l,issn\n2049-3630,2167-8359\n")
    assert (family.issn, family.linking) == ("2167-8359", "2049-3630")


def test_what_was_paid_and_what_appeared_under_an_agreement():
    rows = (
        "Heron U,2025,1305.5,10.1000/A.1,FALSE,NA,Tern Press,Gulls,2049-3630,NA,2167-8359,2049-3630,NA,NA,NA,NA\n"
        "Heron U,2025,NA,10.1000/a.2,TRUE,FALSE,Tern Press,Gulls,2049-3630,NA,NA,2049-3630,NA,NA,NA,020hwjq30_tern2024birds_2025\n"
        "Heron U,2025,NA,10.1000/a.3,TRUE,FALSE,Tern Press,Gulls,2049-3630,NA,NA,2049-3630,NA,NA,NA,NA\n"
        ",,,,,,,,,,,,,,,\n"
        "Heron U,2025,-3,10.1000/a.4,TRUE,FALSE,Tern Press,Gulls,2049-3630,NA,NA,NA,NA,NA,NA,NA\n"
        "Heron U,2025,3,a.5,TRUE,FALSE,Tern Press,Gulls,2049-3630,NA,NA,NA,NA,NA,NA,NA\n"
        "Heron U,2025,3,10.1000/a.6,maybe,FALSE,Tern Press,Gulls,2049-3630,NA,NA,NA,NA,NA,NA,NA\n"
        "Heron U,2025,3,NA,TRUE,FALSE,Tern Press,Gulls,2049-3630,NA,NA,NA,NA,NA,NA,NA\n"
        "Heron U,2025,1000000000,10.1000/a.7,TRUE,FALSE,Tern Press,Gulls,2049-3630,NA,NA,NA,NA,NA,NA,NA\n"
    )
    found = read(openapc.read_charges, APC + rows)
    assert (found[0].minor, found[0].doi, found[0].numbers) == (130550, "10.1000/a.1", ("2049-3630", "2167-8359"))
    assert (found[1].minor, found[1].reference, found[1].opted_out) == (None, "tern2024birds", False)
    assert refusals(found) == [
        (4, 3, "neither a price nor an agreement is said"), (5, 1, "institution is empty"), (6, 3, "'-3' is no amount"), (7, 4, "'a.5' is no DOI"),
        (8, 5, "'MAYBE' is neither TRUE nor FALSE"), (9, 4, "there is neither a DOI nor an address"),
        (10, 3, "1000000000 is more than the 1,000,000 euros that can be meant"),
    ]  # fmt: skip


def test_who_took_part_in_what():
    rows = (
        "Heron U,Birds,Tern (Birds),tern2024birds,2025,2025,publish,-12.5,020hwjq30_tern2024birds_2025\n"
        "Heron U,Birds,Older,NA,2016,2017,NA,NA,oldtern_2016\n"
        "Heron U,Birds,Older,NA,2018,2017,NA,NA,oldtern_2016\n"
        "Heron U,Birds,Older,NA,2018,2018,NA,NA,what\n"
    )
    found = read(openapc.read_contracts, CONTRACTS + rows)
    assert (found[0].ror, found[0].minor, found[0].until_date) == ("020hwjq30", -1250, date(2026, 1, 1))
    assert (found[1].reference, found[1].ror) == ("oldtern", "")
    assert refusals(found) == [(4, 6, "2017 lies before 2018"), (5, 9, "'what' names no agreement and year")]


def test_institutions_have_a_country_of_two_letters():
    text = "institution,institution_full_name,country,ror_id\nHeron U,Heron University,FIN,https://ror.org/020hwjq30\nTern U,NA,DEU,x\n"
    found = read(openapc.read_institutions, text)
    assert (found[0].country, found[0].ror, found[0].full_name) == ("FI", "020hwjq30", "Heron University")
    assert refusals(found) == [(3, 4, "'x' is no ROR id")]


def test_another_table_is_refused_as_a_whole():
    with pytest.raises(UnknownFormat, match="it has no column id"):
        read(agreements.read, ESAC.replace("id,url", "number,url") + TERN)
    with pytest.raises(UnknownFormat, match="there is nothing in it"):
        read(agreements.read, "")


def test_a_number_that_is_too_long_to_be_kept_is_refused_and_not_cut():
    long = "x" * 121
    why = "121 characters, where the number of an agreement has at most 120"
    assert refusals(read(agreements.read, ESAC + TERN.replace("tern2024birds", long))) == [(2, 7, why)]
    row = f"Uni,Cons,Birds,{long},2024,2024,publish,1,https://ror.org/05a28rw58_birds_2024\n"
    assert refusals(read(openapc.read_contracts, CONTRACTS + row))[0][:2] == (2, 4)
