"""Addresses of discovery."""

from django.urls import include, path

from . import views

app_name = "discovery"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/values/", views.values, name="values"),
    path("works/<int:number>/", views.work, name="work"),
    path("works/<int:number>/all/<slug:part>/", views.whole, name="whole"),
    path("", include("lantai.apps.discovery.taking.urls")),
    path("works/<int:number>/sources/", views.sources, name="sources"),
    path("works/<int:number>/records/<int:record>/", views.record, name="record"),
    path("works/<int:number>/records/<int:record>/bytes", views.record_bytes, name="record_bytes"),
]
