"""Root addresses; each area's own lie in its urls.py."""

from importlib.util import find_spec

from django.contrib.auth import views as auth
from django.urls import include, path

from . import probes

urlpatterns = [
    path("health", probes.health, name="health"),
    path("robots.txt", probes.robots, name="robots"),
    path("language/", include("django.conf.urls.i18n")),
    path("accounts/login/", auth.LoginView.as_view(template_name="people/login.html"), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    *(
        path(prefix, include(urls))
        for prefix, urls in (("desk/", "lantai.apps.desk.urls"), ("", "lantai.apps.discovery.urls"))
        if find_spec(urls.rpartition(".")[0]) and find_spec(urls)
    ),
]
