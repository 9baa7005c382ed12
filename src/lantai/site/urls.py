"""Root addresses; each area's own lie in its urls.py."""

from django.contrib.auth import views as auth
from django.urls import include, path

from . import probes

urlpatterns = [
    path("health", probes.health, name="health"),
    path("robots.txt", probes.robots, name="robots"),
    path("language/", include("django.conf.urls.i18n")),
    path("accounts/login/", auth.LoginView.as_view(template_name="people/login.html"), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("", include("lantai.apps.feedback.urls")),
    path("desk/", include("lantai.apps.desk.urls")),
    path("", include("lantai.apps.discovery.urls")),
]
