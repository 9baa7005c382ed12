"""Addresses of analytics."""

from django.urls import path

from .views import figures, files, links, listed, lists

app_name = "analytics"
urlpatterns = [
    path("analytics/", figures.index, name="index"),
    path("analytics/<str:key>/", figures.of, name="of"),
    path("analytics/<str:key>/report/", figures.report, name="report"),
    path("analytics/<str:key>/papers/", listed.papers, name="papers"),
    path("analytics/<str:key>/papers.csv", listed.table, name="papers_table"),
    path("analytics/<str:key>/figures/<str:name>.csv", files.table, name="table"),
    path("analytics/<str:key>/figures/<str:name>.svg", files.drawing, name="drawing"),
    path("analytics/<str:key>/figures/<str:name>.png", files.picture, name="picture"),
    path("analytics/<str:key>/network/<str:kind>/", links.network, name="network"),
    path("analytics/<str:key>/network/<str:kind>.csv", links.table, name="network_table"),
    path("analytics/<str:key>/network/<str:kind>.json", links.data, name="network_data"),
    path("analytics/<str:key>/network/<str:kind>.svg", links.drawing, name="network_drawing"),
    path("analytics/<str:key>/network/<str:kind>.png", links.picture, name="network_picture"),
    path("desk/analytics/", lists.lists, name="lists"),
    path("desk/analytics/add/", lists.add, name="list_add"),
    path("desk/analytics/<int:number>/", lists.change, name="list_change"),
    path("desk/analytics/<int:number>/remove/", lists.remove, name="list_remove"),
]
