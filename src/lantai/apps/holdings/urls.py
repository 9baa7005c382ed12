"""Addresses of holdings."""

from django.urls import path

from .views import lists, matching, packages, platforms

app_name = "holdings"
urlpatterns = [
    path("desk/packages/", packages.packages, name="packages"),
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
    path("desk/platforms/", platforms.platforms, name="platforms"),
    path("desk/platforms/new/", platforms.platform, name="platform_new"),
    path("desk/platforms/<int:pk>/", platforms.platform, name="platform"),
]
