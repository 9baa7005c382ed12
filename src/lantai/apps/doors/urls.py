"""Addresses of the doors."""

from django.urls import path

from . import browsers, exports, views
from .oai import views as oai
from .openurl import views as openurl
from .sru import views as sru

app_name = "doors"
urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("sru", sru.sru, name="sru"),
    path("resolve", openurl.resolve, name="resolve"),
    path("opensearch.xml", browsers.opensearch, name="opensearch"),
    path("sitemap.xml", browsers.sitemap_index, name="sitemaps"),
    path("sitemaps/<int:number>.xml", browsers.sitemap, name="sitemap"),
    path("opds/", browsers.books, name="opds"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<str:name>", exports.export, name="export"),
    path("machines/", views.machines, name="machines"),
    path("desk/keys/", views.keys, name="keys"),
    path("desk/keys/<int:pk>/end/", views.end_key, name="end_key"),
]
