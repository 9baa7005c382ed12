"""Addresses of the doors."""

from django.urls import path

from .oai import views as oai

app_name = "doors"
urlpatterns = [
    path("oai", oai.oai, name="oai"),
]
