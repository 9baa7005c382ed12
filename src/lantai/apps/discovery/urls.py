"""Addresses of discovery."""

from django.urls import include, path
from django.views.generic import RedirectView

from . import views
from .api import views as api
from .browse import views as browse
from .suggesting import views as suggesting

app_name = "discovery"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/values/", views.values, name="values"),
    path("search/why/", views.why_chosen, name="why_chosen"),
    path("search/why/<int:number>/", views.why, name="why"),
    path("search/feed/", views.search_feed, name="search_feed"),
    path("search/go-on/", views.go_on, name="go_on"),
    path("search/suggest/", suggesting.fragment, name="suggest"),
    path("", include("lantai.apps.discovery.words.urls")),
    path("api/v1/suggest", suggesting.data, name="api_suggest"),
    path("api/v1/works", api.works, name="api_works"),
    path("api/v1/works/<int:number>", api.work, name="api_work"),
    path("api/v1/changes", api.changes, name="api_changes"),
    path("works/<int:number>.<slug:ending>", api.formed, name="formed"),
    path("api/v1/openapi.json", api.openapi, name="api_openapi"),
    path("api/v1/", RedirectView.as_view(pattern_name="discovery:api_openapi"), name="api"),
    path("api/v1/<path:rest>", api.nothing, name="api_nothing"),
    path("search/advanced/", browse.advanced, name="advanced"),
    path("browse/", browse.ways_in, name="browse"),
    path("languages/", browse.all_languages, name="languages"),
    path("languages/<slug:tag>/", browse.language, name="language"),
    path("countries/", browse.all_countries, name="countries"),
    path("classes/", browse.all_classes, name="classes"),
    path("classes/<slug:scheme>/<str:number>/", browse.one_class, name="class"),
    path("shelf/", browse.first_shelf, name="first_shelf"),
    path("shelf/<slug:scheme>/", browse.on_shelf, name="shelf"),
    path("authors/<str:slug>/", browse.person, name="person"),
    path("subjects/<str:slug>/", browse.subject, name="subject"),
    path("titles/<slug:tag>/", browse.title_list, name="titles"),
    path("new/", browse.new, name="new"),
    path("new/feed/", browse.feed, name="feed"),
    path("works/<int:number>/", views.work, name="work"),
    path("works/<int:number>/all/<slug:part>/", views.whole, name="whole"),
    path("", include("lantai.apps.discovery.taking.urls")),
    path("works/<int:number>/sources/", views.sources, name="sources"),
    path("works/<int:number>/records/<int:record>/", views.record, name="record"),
    path("works/<int:number>/records/<int:record>/bytes", views.record_bytes, name="record_bytes"),
]
