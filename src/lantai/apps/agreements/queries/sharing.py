"""To which titles a cost can be shared out, and with what weight."""

from django.db.models import Q, QuerySet

from lantai.apps.agreements.models import Cost, ListPrice
from lantai.apps.holdings.models import PackageTitle


def of_agreement(cost: Cost) -> QuerySet[PackageTitle]:
    """Return the current titles that a cost's agreement entitles to."""
    own = cost.agreement.entitlements
    by_package = Q(package__in=own.filter(package__isnull=False).values("package"))
    alone = Q(pk__in=own.filter(package_title__isnull=False).values("package_title"))
    return PackageTitle.objects.current().filter(by_package | alone).order_by("pk")


def titles_of(cost: Cost, *, list_prices: bool) -> list[tuple[PackageTitle, int]]:
    """Return the current titles of a cost's agreement with weight 1, or with their last list price up to the year in the cost's currency.

    A title in several of its packages counts once; one without a list price weighs nothing.
    """
    found: dict[object, PackageTitle] = {}
    for title in of_agreement(cost):
        found.setdefault(title.instance_id or f"title {title.pk}", title)
    if not list_prices:
        return [(title, 1) for title in found.values()]
    asked = ListPrice.objects.filter(package_title__in=of_agreement(cost), currency=cost.currency, year__lte=cost.booked_on.year)
    prices = {price.package_title_id: price.minor for price in asked.order_by("year")}
    return [(title, prices.get(title.pk, 0)) for title in found.values()]


def by_name(cost: Cost) -> dict[str, PackageTitle]:
    """Return the titles of a cost's agreement by everything that a list may call them: identifiers, title number, title."""
    found: dict[str, PackageTitle] = {}
    for title in of_agreement(cost):
        for name in (title.print_identifier, title.online_identifier, title.title_id, title.title):
            if name:
                found.setdefault(name.casefold(), title)
    return found
