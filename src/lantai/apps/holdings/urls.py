"""Addresses of holdings."""

from django.urls import path

from . import api
from .views import databases, journals, lists, matching, packages, platforms

app_name = "holdings"
urlpatterns = [
    path("journals/", journals.journals, name="journals"),
    path("journals/subjects/", journals.subjects, name="journal_subjects"),
    path("journals/publishers/", journals.publishers, name="journal_publishers"),
    path("journals/suggest/", journals.suggest, name="journal_suggest"),
    path("journals/new.atom", journals.feed, name="journal_feed"),
    path("journals/<int:pk>/", journals.journal, name="journal"),
    path("databases/", databases.databases, name="databases"),
    path("databases/<int:pk>/", databases.database, name="database"),
    path("databases/<int:pk>/open/", databases.open_it, name="database_open"),
    path("api/v1/journals", api.journals, name="api_journals"),
    path("api/v1/databases", api.databases, name="api_databases"),
    path("desk/packages/new/", packages.edit, name="package_new"),
    path("desk/packages/<int:pk>/", packages.package, name="package"),
    path("desk/packages/<int:pk>/edit/", packages.edit, name="package_edit"),
    path("desk/packages/<int:pk>/access/", packages.give, name="access"),
    path("desk/packages/<int:pk>/titles.txt", packages.export, name="export"),
    path("desk/packages/<int:pk>/list/", lists.send, name="send"),
    path("desk/title-lists/<int:pk>/", lists.shown, name="list"),
    path("desk/title-lists/<int:pk>/decide/", lists.decide, name="list_decide"),
    path("desk/title-lists/<int:pk>/refused.csv", lists.refused, name="list_refused"),
    path("desk/titles/", matching.queue, name="queue"),
    path("desk/titles/<int:pk>/decide/", matching.decide, name="title_decide"),
    path("desk/platforms/new/", platforms.platform, name="platform_new"),
    path("desk/platforms/<int:pk>/", platforms.platform, name="platform"),
]
