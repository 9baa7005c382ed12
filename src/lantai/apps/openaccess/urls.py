"""Addresses of open access."""

from django.urls import path

from . import views

app_name = "openaccess"
urlpatterns = [
    path("disciplines/", views.disciplines, name="disciplines"),
    path("desk/disciplines/", views.mappings, name="mappings"),
    path("desk/disciplines/<int:pk>/unmap/", views.unmap, name="unmap"),
]
