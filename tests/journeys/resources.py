"""A library with electronic resources at every stage of their lives, and the numbers by which addresses name them.

They are those of the demo library, furnished by the areas themselves.
"""

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.utils import timezone

from lantai.apps.access import demo as access
from lantai.apps.access.demo_links import furnish_links
from lantai.apps.access.models import Fault, PlatformAccess, Proxy
from lantai.apps.agreements import demo as agreements
from lantai.apps.agreements.models import Agreement, Cost, License, Vendor
from lantai.apps.evaluation import demo as evaluation
from lantai.apps.evaluation.models import Questionnaire, Trial, TrialState
from lantai.apps.holdings import demo as holdings
from lantai.apps.holdings.demo_databases import furnish_databases
from lantai.apps.holdings.models import Database, Journal, Package, Platform, Run
from lantai.apps.publishing import demo as publishing
from lantai.apps.publishing.models import ChargeRequest, Policy, PublishingAgreement
from lantai.infra.worker import own_name, run_next_job
from lantai.people.models import Account
from lantai.people.roles import Role

from .test_staff import staff  # noqa: F401


@pytest.fixture
def resources(staff) -> dict[str, int]:  # noqa: F811
    """Return the numbers that stand in the addresses; the staff's account may do what librarians for electronic resources may."""
    by, now = Account.objects.create_superuser("keeper"), timezone.now()
    for furnish in (
        access.furnish,
        holdings.furnish,
        agreements.furnish,
        furnish_databases,
        evaluation.furnish,
        publishing.furnish,
    ):
        furnish(by=by, now=now)
    furnish_links(now=now)
    while run_next_job(own_name()):
        continue
    staff.groups.set([Group.objects.get(name=Role.ERESOURCES)])
    one = {
        "journal": Journal.objects, "database": Database.objects.available(now.date()), "package": Package.objects, "platform": Platform.objects,
        "run": Run.objects,
        "agreement": Agreement.objects, "vendor": Vendor.objects, "license": License.objects, "cost": Cost.objects, "fault": Fault.objects,
        "way": PlatformAccess.objects, "proxy": Proxy.objects, "questionnaire": Questionnaire.objects,
        "publisher": PublishingAgreement.objects, "request": ChargeRequest.objects, "policy": Policy.objects,
        "trial": Trial.objects.filter(state=TrialState.OPEN), "signed": Trial.objects.filter(state=TrialState.SIGNED),
    }  # fmt: skip
    return {name: first(rows.all()) for name, rows in one.items()}


def first(rows: QuerySet[Model]) -> int:
    """Return the key of the first row there is."""
    return rows.order_by("pk").values_list("pk", flat=True)[0]
