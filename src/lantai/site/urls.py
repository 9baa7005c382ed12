"""Root addresses; each area's own lie in its urls.py."""

from django.urls import include, path

from lantai.people.views import signing

from . import figures, probes, style
from .admin import tables

handler500 = "lantai.site.failures.failed"
urlpatterns = [
    path("health", probes.health, name="health"),
    path("health/live", probes.live, name="live"),
    path("health/ready", probes.ready, name="ready"),
    path("metrics", figures.figures, name="metrics"),
    path("", include("lantai.apps.access.urls")),
    path("robots.txt", probes.robots, name="robots"),
    path("style/", style.style, name="style"),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("lantai.apps.evaluation.urls")),
    path("", include("lantai.apps.feedback.urls")),
    path("accounts/login/", signing.sign_in, name="login"),
    path("accounts/logout/", signing.sign_out, name="logout"),
    path("", include("lantai.people.urls")),
    path("", include("lantai.apps.doors.urls")),
    path("", include("lantai.apps.agreements.urls")),
    path("", include("lantai.apps.topics.urls")),
    path("desk/tables/", tables().urls),
    path("desk/", include("lantai.apps.desk.urls")),
    path("", include("lantai.apps.holdings.urls")),
    path("", include("lantai.apps.analytics.urls")),
    path("", include("lantai.apps.openaccess.urls")),
    path("", include("lantai.apps.publishing.urls")),
    path("", include("lantai.apps.fulltext.urls")),
    path("", include("lantai.apps.scholars.urls")),
    path("", include("lantai.apps.shelf.urls")),
    path("", include("lantai.apps.discovery.urls")),
    path("", include("lantai.apps.pages.urls")),  # last: it takes every address that is left
]
