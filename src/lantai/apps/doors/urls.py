"""Addresses of the doors."""

from django.urls import path

from . import views
from .oai import views as oai
from .openurl import views as openurl
from .sru import views as sru

app_name = "doors"
urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("sru", sru.sru, name="sru"),
    path("resolve", openurl.resolve, name="resolve"),
    path("machines/", views.machines, name="machines"),
    path("desk/keys/", views.keys, name="keys"),
    path("desk/keys/<int:pk>/end/", views.end_key, name="end_key"),
]
