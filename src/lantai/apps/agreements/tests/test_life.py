"""From suggestion to what remains: moves, guards, what readers have, what is kept of each change."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from lantai.apps.agreements import actions, life, queries
from lantai.apps.agreements.errors import InUse, NotReady, Unsuitable
from lantai.apps.agreements.life import Facts
from lantai.apps.agreements.models import Agreement, AgreementPeriod, Entitlement, LicenseTerm, Stage, ValueChange, Vendor
from lantai.apps.holdings.models import Activation, PackageTitle
from lantai.infra.httpclient import Answer, FetchFailed
from lantai.infra.models import AuditEntry
from lantai.infra.workflow import MoveNotAllowed
from lantai.people.models import Account, Notice

from .conftest import NOW, TODAY, keep, memo

pytestmark = pytest.mark.django_db


def move(agreement, to, **more):
    return actions.move(by=None, agreement=agreement, to=Stage(to), why="because", now=NOW, **more)


def test_every_stage_but_the_last_leads_somewhere_and_all_are_reached():
    assert set(life.MOVES) == set(Stage)
    assert [stage for stage, after in life.MOVES.items() if not after] == [Stage.CLOSED]
    assert {after for moves in life.MOVES.values() for after in moves} == set(Stage) - {Stage.SUGGESTED}


@pytest.mark.parametrize(
    ("to", "facts", "missing"),
    [
        ("activated", Facts(TODAY), ["license", "method", "link", "period", "entitlement"]),
        ("activated", Facts(TODAY, ("Remote",), True, True, True, True), ["terms"]),
        ("activated", Facts(TODAY, (), True, True, True, True), []),
        ("review_due", Facts(TODAY), ["deadline"]),
        ("review_due", Facts(TODAY, deadline=TODAY + timedelta(days=91), lead_days=90), ["early"]),
        ("review_due", Facts(TODAY, deadline=TODAY + timedelta(days=90), lead_days=90), []),
        ("renewed", Facts(TODAY), ["follows"]),
        ("cancelled", Facts(TODAY), ["memo", "rights"]),
        ("cancelled", Facts(TODAY, has_memo=True, rights_known=True), []),
        ("post", Facts(TODAY, ends_on=TODAY + timedelta(days=1)), ["running"]),
        ("post", Facts(TODAY, ends_on=TODAY), []),
        ("closed", Facts(TODAY), ["reason"]),
    ],
)
def test_guards_say_everything_that_is_missing(to, facts, missing):
    assert [name for name, _said in life.missing(Stage(to), facts)] == missing


def test_a_move_that_is_not_in_the_table_is_refused(agreement):
    with pytest.raises(MoveNotAllowed):
        move(agreement, "activated")


def test_nothing_is_activated_before_its_test_link_opened(agreement, package):
    Agreement.objects.filter(pk=agreement.pk).update(stage="ordered")
    with pytest.raises(NotReady) as refused:
        move(agreement, "activated")
    assert len(refused.value.missing) == 1
    assert not Activation.objects.exists()
    assert actions.test_link(by=None, agreement=agreement, client=Answering(404), now=NOW)
    assert actions.test_link(by=None, agreement=agreement, client=Answering(None), now=NOW) == "no way"
    assert actions.test_link(by=None, agreement=agreement, client=Answering(200), now=NOW) == ""
    move(agreement, "activated")
    assert PackageTitle.objects.available(TODAY).count() == 3


class Answering:
    def __init__(self, status):
        self.status = status

    def get(self, url):
        if self.status is None:
            raise FetchFailed("no way")
        return Answer(url, self.status, {}, b"")


def test_activation_runs_from_the_first_day_to_the_last_and_follows_a_new_period(active, package):
    given = Activation.objects.get()
    assert (given.package, given.from_date, given.until_date) == (package, date(2024, 1, 1), date(2027, 1, 1))
    keep(AgreementPeriod(agreement=active), start_date=date(2027, 1, 1), end_date=date(2028, 1, 1))
    given.refresh_from_db()
    assert given.until_date == date(2028, 1, 1)


def test_cancelling_needs_a_memo_and_the_list_of_what_remains_and_keeps_what_is_paid_for(active):
    with pytest.raises(NotReady) as refused:
        move(active, "cancelled")
    assert len(refused.value.missing) == 2
    memo(active)
    assert actions.work_out_rights(by=None, agreement=active, now=NOW) == 3
    row = move(active, "cancelled", ends_on=date(2026, 12, 1))
    assert {(r.first_month, r.end_month, r.platform.name) for r in row.rights.all()} == {
        (date(2024, 1, 1), date(2026, 12, 1), "Heron Online")
    }
    assert Activation.objects.get(key__startswith="entitlement").until_date == date(2026, 12, 1)
    assert not PackageTitle.objects.available(date(2026, 12, 1)).exists()
    assert len(queries.remaining_of(list(PackageTitle.objects.all()), on=date(2026, 12, 1))) == 3
    assert not queries.remaining_of(list(PackageTitle.objects.all()), on=date(2026, 11, 30))
    with pytest.raises(NotReady):
        move(row, "post")
    later = NOW + timedelta(days=30)
    row = actions.move(by=None, agreement=row, to=Stage.POST_CANCELLATION, why="over", now=later)
    assert actions.move(by=None, agreement=row, to=Stage.CLOSED, why="settled", now=later).reason_closed == "settled"


def test_a_period_taken_out_shortens_what_readers_have(active):
    actions.drop(by=None, row=active.periods.last(), now=NOW)
    assert Activation.objects.get().until_date == date(2026, 1, 1)
    with pytest.raises(InUse):
        actions.drop(by=None, row=active.periods.get(), now=NOW)


def test_without_perpetual_access_nothing_remains(active, license):  # noqa: A002
    keep(license.terms.get(name="perpetual"), value="none")
    memo(active)
    assert actions.work_out_rights(by=None, agreement=active, now=NOW) == 0
    move(active, "cancelled", ends_on=date(2026, 12, 1))
    assert not PackageTitle.objects.available(date(2026, 12, 1)).exists()


def test_a_title_that_left_its_package_keeps_what_it_had_until_then(active, package):
    PackageTitle.objects.filter(title="Marsh Letters").update(removed_at=NOW.replace(year=2025, month=3, day=15))
    actions.work_out_rights(by=None, agreement=active, now=NOW)
    right = active.rights.get(package_title__title="Marsh Letters")
    assert (right.first_month, right.end_month) == (date(2024, 1, 1), date(2025, 4, 1))


def test_a_changed_period_makes_the_list_out_of_date(active):
    actions.work_out_rights(by=None, agreement=active, now=NOW)
    keep(active.periods.last(), end_date=date(2026, 7, 1))
    active.refresh_from_db()
    assert active.rights_at is None


def test_reviews_open_by_themselves_when_their_day_comes(active):
    assert actions.open_reviews(now=NOW) == 1
    active.refresh_from_db()
    assert (active.stage, actions.open_reviews(now=NOW)) == (Stage.REVIEW_DUE, 0)
    assert ValueChange.objects.filter(agreement=active, field="stage", after="review_due", by=None).exists()


def test_renewal_needs_the_next_period(active):
    actions.open_reviews(now=NOW)
    with pytest.raises(NotReady):
        move(active, "renewed")
    keep(AgreementPeriod(agreement=active), start_date=date(2027, 1, 1), end_date=date(2028, 1, 1))
    assert move(active, "renewed").stage == Stage.RENEWED
    assert move(active, "in_service").stage == Stage.IN_SERVICE


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 6, 1), date(2026, 7, 1)),
        (date(2023, 1, 1), None),
        (date(2025, 12, 31), date(2026, 1, 2)),
        (date(2026, 12, 31), None),
    ],
)
def test_overlapping_periods_are_refused_by_the_form_and_by_the_database(agreement, start, end):
    with pytest.raises(ValidationError) as refused:
        keep(AgreementPeriod(agreement=agreement), start_date=start, end_date=end)
    assert "start_date" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementPeriod.objects.create(agreement=agreement, start_date=start, end_date=end)
    first = agreement.periods.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementPeriod.objects.filter(pk=first.pk).update(end_date=date(2026, 1, 2))
    assert connection.vendor in ("sqlite", "postgresql")


def test_periods_that_touch_do_not_overlap(agreement):
    keep(AgreementPeriod(agreement=agreement), start_date=date(2027, 1, 1))
    assert agreement.periods.count() == 3


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"start_date": date(2028, 1, 1), "end_date": date(2028, 1, 1)}, "__all__"),
        ({"start_date": date(2028, 1, 1), "end_date": date(2029, 1, 1), "cancellation_deadline": date(2029, 1, 1)}, "__all__"),
    ],
)
def test_impossible_days_are_refused(agreement, said, field):
    with pytest.raises(ValidationError) as refused:
        keep(AgreementPeriod(agreement=agreement), **said)
    assert field in refused.value.message_dict


def test_what_is_in_use_stays_and_says_by_whom(agreement):
    for row in (agreement.vendor, agreement.license, agreement):
        with pytest.raises(InUse) as refused:
            actions.drop(by=None, row=row, now=NOW)
        assert refused.value.users
    assert Vendor.objects.exists()


def test_an_entitlement_that_readers_have_is_not_taken_out(active):
    with pytest.raises(InUse):
        actions.drop(by=None, row=active.entitlements.get(), now=NOW)


def test_nothing_can_be_entitled_to_what_was_removed(agreement, package):
    gone = package.titles.first()
    PackageTitle.objects.filter(pk=gone.pk).update(removed_at=NOW)
    gone.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        keep(Entitlement(agreement=agreement), package_title=gone)
    assert "package_title" in refused.value.message_dict
    package.status = "retired"
    package.save()
    with pytest.raises(ValidationError):
        keep(Entitlement(agreement=agreement), package=package, active_from=date(2025, 1, 1))


def test_every_value_is_kept_with_what_it_was(agreement, keeper):
    actions.keep(by=keeper, row=agreement, said={"lead_days": 120, "note": "ask twice"}, why="they answer slowly", now=NOW)
    rows = ValueChange.objects.filter(agreement=agreement, by=keeper)
    assert {(r.field, r.before, r.after, r.why) for r in rows} == {
        ("lead_days", "90", "120", "they answer slowly"),
        ("note", "", "ask twice", "they answer slowly"),
    }
    assert AuditEntry.objects.filter(action="agreements.change", actor_id=keeper.pk).count() == 1
    count = ValueChange.objects.count()
    actions.keep(by=keeper, row=agreement, said={"lead_days": 120}, now=NOW)
    assert ValueChange.objects.count() == count


def test_platforms_of_a_vendor_are_kept_in_its_history_too(agreement, platform):
    keep(agreement.vendor, platforms=[platform])
    assert ValueChange.objects.get(field="platforms").after == "Heron Online"


def test_a_move_without_a_reason_is_refused(agreement):
    with pytest.raises(Unsuitable):
        actions.move(by=None, agreement=agreement, to=Stage.SCREENING, why=" ", now=NOW)


def test_only_those_with_the_role_change_anything(agreement, package):
    librarian = Account.objects.create_user("reader")
    for act in (
        lambda: actions.keep(by=librarian, row=agreement, said={"note": "x"}, now=NOW),
        lambda: actions.drop(by=librarian, row=agreement, now=NOW),
        lambda: actions.move(by=librarian, agreement=agreement, to=Stage.SCREENING, why="x", now=NOW),
        lambda: actions.work_out_rights(by=librarian, agreement=agreement, now=NOW),
        lambda: actions.make_calendar(by=librarian, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_keepers_are_told_of_each_step_once(active, keeper, settings):
    keep(active.periods.last(), cancellation_deadline=TODAY + timedelta(days=25))
    assert [actions.remind(now=NOW), actions.remind(now=NOW)] == [1, 0]
    assert actions.remind(now=NOW + timedelta(days=18)) == 1
    assert actions.remind(now=NOW + timedelta(days=26)) == 0
    assert Notice.objects.filter(account=keeper).count() == 2


def test_amendments_count_before_what_they_amend(license):  # noqa: A002
    newer = keep(type(license)(), name="Amendment", status="signed", amends=license)
    keep(LicenseTerm(license=newer), name="ai_use", value="permitted", public=True)
    held = queries.effective([newer])[newer.pk]
    assert (held["ai_use"].value, held["remote"].value) == ("permitted", "permitted")
    with pytest.raises(ValidationError):
        keep(license, amends=newer)


@pytest.mark.parametrize(("name", "value", "number"), [("perpetual", "permitted", None), ("concurrent", "limited", None)])
def test_terms_take_their_own_values_alone(license, name, value, number):  # noqa: A002
    license.terms.filter(name=name).delete()
    with pytest.raises(ValidationError):
        keep(LicenseTerm(license=license), name=name, value=value, number=number)


def test_readers_are_told_what_stays_of_agreements_that_ended_before_their_lists_could_say_so(active):
    memo(active)
    actions.work_out_rights(by=None, agreement=active, now=NOW)
    move(active, "cancelled", ends_on=date(2026, 12, 1))
    kept = Activation.objects.filter(key__startswith=f"rights:{active.pk}:")
    before = sorted(kept.values_list("package_title", "platform", "from_date").order_by())
    years = {row.package_title_id: row.years for row in kept}
    assert len(before) == 3
    kept.delete()
    assert actions.tell_of_rights(now=NOW) == 1
    assert sorted(kept.values_list("package_title", "platform", "from_date").order_by()) == before
    assert {row.package_title_id: row.years for row in kept} == years
    assert actions.tell_of_rights(now=NOW) == 0


def test_nothing_is_told_of_an_agreement_that_runs(active):
    actions.work_out_rights(by=None, agreement=active, now=NOW)
    assert actions.tell_of_rights(now=NOW) == 0
