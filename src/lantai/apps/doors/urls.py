"""Addresses of the doors."""

from django.urls import path

from . import views
from .oai import views as oai

app_name = "doors"
urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("machines/", views.machines, name="machines"),
    path("desk/keys/", views.keys, name="keys"),
    path("desk/keys/<int:pk>/end/", views.end_key, name="end_key"),
]
