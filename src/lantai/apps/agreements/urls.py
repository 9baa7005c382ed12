"""Addresses of agreements: all for staff, but the calendar, which a secret opens."""

from django.urls import path

from .views import deals, licenses, money, papers, rows

app_name = "agreements"
urlpatterns = [
    path("calendars/<str:token>.ics", papers.calendar_file, name="calendar_file"),
    path("desk/agreements/renewals/", deals.renewals, name="renewals"),
    path("desk/agreements/calendar/", papers.calendar, name="calendar"),
    path("desk/agreements/calendar/end/", papers.end_calendar, name="end_calendar"),
    path("desk/agreements/vendors/<int:pk>/", licenses.vendor, name="vendor"),
    path("desk/agreements/licenses/compare/", licenses.compare, name="compare"),
    path("desk/agreements/licenses/<int:pk>/", licenses.one, name="license"),
    path("desk/agreements/licenses/<int:pk>/terms/", licenses.terms, name="terms"),
    path("desk/agreements/funds/", money.funds, name="funds"),
    path("desk/agreements/costs/<int:pk>/", money.cost, name="cost"),
    path("desk/agreements/costs/<int:pk>/parts/", money.allocation, name="allocation"),
    path("desk/agreements/documents/<int:pk>/", papers.document, name="document"),
    path("desk/agreements/add/<slug:sort>/", rows.add, name="add"),
    path("desk/agreements/add/<slug:sort>/<int:parent>/", rows.add, name="add_to"),
    path("desk/agreements/change/<slug:sort>/<int:pk>/", rows.change, name="change"),
    path("desk/agreements/drop/<slug:sort>/<int:pk>/", rows.drop, name="drop"),
    path("desk/agreements/<int:pk>/", deals.agreement, name="agreement"),
    path("desk/agreements/<int:pk>/move/", deals.move, name="move"),
    path("desk/agreements/<int:pk>/test-link/", deals.test_link, name="test_link"),
    path("desk/agreements/<int:pk>/rights/", deals.rights, name="rights"),
    path("desk/agreements/<int:pk>/remaining/", deals.remaining, name="remaining"),
    path("desk/agreements/<int:pk>/costs/add/", money.cost_add, name="cost_add"),
    path("desk/agreements/<int:pk>/documents/", papers.add_document, name="add_document"),
]
