"""Addresses of access: for readers, and the fault desk."""

from django.urls import path

from .views import cases, links, months, readers, setting, status

app_name = "access"
urlpatterns = [
    path("access/report/", readers.report, name="report"),
    path("status/", status.status, name="status"),
    path("status/feed/", status.feed, name="status_feed"),
    path("desk/faults/new/", cases.new, name="new_fault"),
    path("desk/faults/month/", months.month, name="month"),
    path("desk/faults/month/table/", months.table, name="month_table"),
    path("desk/faults/downtimes/", status.downtimes, name="downtimes"),
    path("desk/faults/downtimes/<int:pk>/end/", status.end_downtime, name="end_downtime"),
    path("desk/faults/settings/", setting.service, name="service"),
    path("desk/faults/settings/assignments/", setting.assignments, name="assignments"),
    path("desk/faults/settings/assignments/<int:pk>/remove/", setting.remove_assignment, name="remove_assignment"),
    path("desk/faults/settings/letters/", setting.letters, name="letters"),
    path("desk/faults/settings/letters/<int:pk>/remove/", setting.remove_letter, name="remove_letter"),
    path("desk/faults/proxies/new/", links.proxy, name="new_proxy"),
    path("desk/faults/proxies/<int:pk>/", links.proxy, name="proxy"),
    path("desk/faults/proxies/<int:pk>/test/", links.test_proxy, name="test_proxy"),
    path("desk/faults/proxies/<int:pk>/remove/", links.remove_proxy, name="remove_proxy"),
    path("desk/faults/platforms/<int:pk>/", links.way, name="way"),
    path("desk/faults/links/<int:pk>/", links.link, name="link"),
    path("desk/faults/<int:pk>/", cases.fault, name="fault"),
    path("desk/faults/<int:pk>/move/", cases.move, name="move"),
    path("desk/faults/<int:pk>/do/", cases.do, name="do"),
    path("desk/faults/<int:pk>/letter/", cases.letter, name="letter"),
    path("desk/faults/<int:pk>/publish/", cases.publish, name="publish"),
    path("desk/faults/reports/<int:pk>/take-out/", cases.take_out, name="take_out"),
]
