"""A list taken in: what it would change is shown first, applied whole or not at all, and a second time changes nothing."""

from datetime import timedelta

import msgspec
import pytest

from lantai.apps.holdings import exporting
from lantai.apps.holdings.actions import (
    activate,
    apply,
    begin,
    carry_out,
    check,
    drop,
    follow,
    lay_down,
    receive,
    remember_names,
    take_families,
    tie_again,
)
from lantai.apps.holdings.cataloging import describe
from lantai.apps.holdings.models import Basis, Change, MatchState, PackageTitle, Run, RunRow, RunState, TitleChange
from lantai.catalog.actions import NotPossible
from lantai.catalog.models import Instance, Work
from lantai.catalog.tests.conftest import record
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import BibRecord, Imprint, Kind, Scheme, Text, Title, TitleForm, TitleKind
from lantai.core.formats.protocol import Profile
from lantai.core.formats.tests.test_kbart import BOOK, JOURNAL, text
from lantai.infra import jobs

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
MANY = [
    JOURNAL | {"publication_title": f"Journal of {n}", "title_id": f"j{n}", "print_identifier": "", "online_identifier": ""}
    for n in range(20)
]


def journal(control: str, title: str, *issns: str, publisher: str = "") -> BibRecord:
    return BibRecord(
        control=control, kind=Kind.JOURNAL, titles=(Title(forms=(TitleForm(title),)),),
        identifiers=tuple(identify(Scheme.ISSN, issn) for issn in issns),
        imprints=(Imprint(publishers=((Text(publisher),),)),) if publisher else (),
    )  # fmt: skip


def sent(package, *rows, later: int = 0, **more) -> Run:
    now = NOW + timedelta(hours=later)
    run = lay_down(by=None, package=package, name="list.txt", pieces=[text(*rows).encode()], mapping={}, now=now)
    return check(run, now=now)


def put(package, *rows, later: int = 0, confirmed: bool = False) -> Run:
    run = sent(package, *rows, later=later)
    begin(by=None, run=run, confirmed=confirmed, now=NOW + timedelta(hours=later))
    return carry_out(run, now=NOW + timedelta(hours=later))


def counts(run: Run) -> dict[str, int]:
    names = ("rows_in", "matched", "new", "queued", "refused", "added", "changed", "coverage_changes", "gone", "same")
    return {name: n for name in names if (n := getattr(run, name))}


def test_nothing_changes_before_it_is_applied(library, package):
    run = sent(package, JOURNAL, BOOK, JOURNAL | {"title_id": "x", "date_first_issue_online": "98"})
    assert counts(run) == {"rows_in": 3, "new": 2, "refused": 1, "added": 2}
    assert not PackageTitle.objects.exists()
    (row,) = RunRow.objects.filter(outcome="refused")
    assert (row.number, row.column, row.value, row.rule) == (4, "date_first_issue_online", "98", "two_digit_year")


def test_the_same_list_again_changes_nothing(library, package):
    put(package, JOURNAL, BOOK)
    assert counts(put(package, JOURNAL, BOOK, later=1)) == {"rows_in": 2, "new": 2, "same": 2}
    assert PackageTitle.objects.count() == 2


def test_what_comes_changes_and_goes_is_told_apart_and_nothing_is_deleted(library, package):
    put(package, *MANY)
    changed = MANY[0] | {"date_last_issue_online": "2020"}
    named = MANY[1] | {"publisher_name": "Another"}
    run = put(package, changed, named, *MANY[3:], BOOK, later=1)
    assert counts(run) == {"rows_in": 20, "new": 20, "added": 1, "changed": 2, "coverage_changes": 1, "gone": 1, "same": 17}
    gone = PackageTitle.objects.get(title="Journal of 2")
    assert gone.removed_at == NOW + timedelta(hours=1)
    assert TitleChange.objects.get(run=run, package_title__title="Journal of 1").values == {
        "publisher": ["Example Press", "Another"]
    }
    back = put(package, changed, named, *MANY[2:], BOOK, later=2)
    assert (back.changed, TitleChange.objects.get(run=back, change=Change.CHANGED).package_title) == (1, gone)
    gone.refresh_from_db()
    assert gone.removed_at is None


def test_a_list_that_would_remove_much_stops_until_somebody_means_it(library, package):
    put(package, *MANY)
    run = sent(package, *MANY[:10], later=1)
    with pytest.raises(NotPossible):
        begin(by=None, run=run, confirmed=False, now=NOW)
    assert PackageTitle.objects.current().count() == 20
    begin(by=None, run=run, confirmed=True, now=NOW)
    carry_out(run, now=NOW)
    assert PackageTitle.objects.current().count() == 10


def test_a_number_and_a_title_tie_to_what_the_catalog_knows(take, package):
    take([journal("1", "Air quarterly", "0378-5955"), record("2", "Water", by="Shui, A", isbn="9781447121664", year="2011")])
    run = put(package, JOURNAL, BOOK)
    assert counts(run) == {"rows_in": 2, "matched": 2, "added": 2}
    air, water = PackageTitle.objects.order_by("row")
    assert [t.instance.work.title for t in (air, water)] == ["Air quarterly", "Water"]
    assert air.reasons[0] == ["shared_number", "0378-5955"]


def test_a_number_under_another_title_waits_for_a_decision(take, package):
    take([journal("1", "Metallurgy of rare earths", "0378-5955")])
    run = put(package, JOURNAL | {"online_identifier": ""})
    (title,) = PackageTitle.objects.all()
    assert (run.queued, title.state, title.instance) == (1, MatchState.QUEUED, None)
    assert title.candidates[0]["instance"] == Instance.objects.get().pk


def test_a_supplement_is_not_its_journal(take, package):
    take([journal("1", "Air Quarterly Supplement", "0378-5955")])
    put(package, JOURNAL | {"online_identifier": ""})
    assert PackageTitle.objects.get().state == MatchState.QUEUED


def test_a_title_without_numbers_is_tied_by_title_and_publisher(take, package):
    take([journal("1", "The Air quarterly", publisher="Example Press"), journal("2", "Air quarterly", publisher="Other House")])
    put(package, JOURNAL | {"print_identifier": "", "online_identifier": ""})
    assert PackageTitle.objects.get().instance.work.title == "The Air quarterly"


def test_a_former_title_is_found_whether_the_names_are_kept_yet_or_not(take, package):
    former = Title(forms=(TitleForm("Air Quarterly"),), kind=TitleKind.FORMER)
    known = journal("1", "Atmosphere", publisher="Example Press")
    take([msgspec.structs.replace(known, titles=(*known.titles, former))])
    row = JOURNAL | {"print_identifier": "", "online_identifier": ""}
    assert sent(package, row).matched == 1
    assert (remember_names(now=NOW), remember_names(now=NOW)) == (1, 0)
    assert sent(package, row).matched == 1


def test_a_title_follows_its_number_to_another_edition(take, package):
    take([journal("1", "Air Quarterly", "0378-5955"), journal("2", "Air Quarterly", "0890-0604")])
    put(package, JOURNAL | {"online_identifier": ""})
    first, second = Instance.objects.order_by("pk")
    assert PackageTitle.objects.get().instance == first
    take([journal("1", "Air Quarterly"), journal("2", "Air Quarterly", "0890-0604", "0378-5955")], name="again.jsonl")
    follow(now=NOW)
    title = PackageTitle.objects.get()
    assert (title.instance, title.state) == (second, MatchState.MATCHED)
    assert tie_again(works=[second.work_id], now=NOW) == 0


def test_a_title_whose_edition_is_gone_waits_or_is_new(take, package):
    take([journal("1", "Air Quarterly", "0378-5955")])
    put(package, JOURNAL)
    work = Work.objects.get().pk
    take([journal("1", "Air Quarterly", "0378-5955")], name="gone.jsonl", profile=Profile(format="native", deletions=True))
    assert tie_again(works=[work], now=NOW) == 1
    title = PackageTitle.objects.get()
    assert (title.instance, title.state) == (None, MatchState.NEW)


def test_a_family_of_issns_ties_what_shares_no_number(take, package):
    take([journal("1", "Air Quarterly", "0890-0604")])
    table = ["ISSN\tISSN-L\n", "0378-5955\t0890-0604\n", "0890-0604\t0890-0604\n", "wrong\tline\n"]
    assert take_families(by=None, lines=table, now=NOW) == {"rows_in": 3, "taken": 2, "refused": 1}
    assert put(package, JOURNAL | {"online_identifier": ""}).matched == 1


def test_what_is_new_is_described_found_and_tied(take, package):
    put(package, JOURNAL, BOOK)
    assert describe(package, since=NOW) == 2
    assert {t.title: t.instance.work.title for t in PackageTitle.objects.all()} == {
        "Air Quarterly": "Air Quarterly",
        "Water": "Water",
    }
    assert Work.objects.count() == 2
    assert counts(put(package, JOURNAL, BOOK, later=1)) == {"rows_in": 2, "new": 2, "same": 2}
    assert describe(package, since=NOW + timedelta(hours=1)) == 0


def test_what_goes_leaves_the_catalog_unless_it_was_promised(take, package):
    put(package, *MANY)
    describe(package, since=NOW)
    promised = PackageTitle.objects.get(title="Journal of 1")
    activate(by=None, target=promised, basis=Basis.AGREEMENT, key="entitlement:1", now=NOW)
    put(package, *MANY[2:], later=1, confirmed=True)
    describe(package, since=NOW + timedelta(hours=1))
    live = set(Work.objects.filter(state=Work.State.LIVE).values_list("title", flat=True))
    assert ("Journal of 0" in live, "Journal of 1" in live) == (False, True)


def test_an_applied_list_has_the_index_look_again_where_readers_have_the_package(take, package):
    take([journal("1", "Air Quarterly", "0378-5955")])
    before = Work.objects.get().changed
    put(package, JOURNAL)
    assert Work.objects.get().changed == before
    activate(by=None, target=package, basis=Basis.AGREEMENT, key="entitlement:1", now=NOW)
    before = Work.objects.get().changed
    put(package, JOURNAL, MANY[0], later=1)
    put(package, MANY[0], later=2, confirmed=True)
    assert Work.objects.get().changed > before


def test_a_decision_of_staff_outlives_the_next_list(take, package):
    take([journal("1", "Metallurgy of rare earths", "0378-5955")])
    put(package, JOURNAL | {"online_identifier": ""})
    PackageTitle.objects.update(state=MatchState.DECIDED, instance=Instance.objects.get())
    put(package, JOURNAL | {"online_identifier": "", "publisher_name": "Another"}, later=1)
    assert PackageTitle.objects.get().state == MatchState.DECIDED


def test_what_was_read_comes_out_as_kbart(library, package):
    rows = [
        JOURNAL | {"date_last_issue_online": "1994"},
        JOURNAL | {"date_first_issue_online": "2000", "embargo_info": "P1Y"},
        BOOK,
    ]
    put(package, *rows)
    assert "".join(exporting.lines(package)) == text(*rows)


def test_the_worker_checks_and_applies(library, package, librarian):
    run = receive(by=librarian, package=package, name="list.txt", pieces=[text(JOURNAL).encode()], now=NOW)
    _work()
    apply(by=librarian, run=run, now=NOW)
    _work()
    run.refresh_from_db()
    assert (run.state, PackageTitle.objects.get().instance.work.title) == (RunState.APPLIED, "Air Quarterly")


def test_a_file_that_is_no_list_says_so(library, package):
    run = check(lay_down(by=None, package=package, name="x.txt", pieces=[b"hello\n"], mapping={}, now=NOW), now=NOW)
    assert (run.state, "hello" in run.error.format(**run.error_values)) == (RunState.FAILED, True)


def test_a_list_left_unapplied_cannot_be_applied_later(library, package):
    run = sent(package, JOURNAL)
    drop(by=None, run=run, now=NOW)
    with pytest.raises(NotPossible):
        begin(by=None, run=run, confirmed=True, now=NOW)


def _work() -> None:
    while held := jobs.take("test", now=jobs.timezone.now()):
        jobs.run_once(held)
        jobs.finish(held, now=jobs.timezone.now())
