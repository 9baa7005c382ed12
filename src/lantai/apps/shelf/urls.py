"""Addresses of the shelf. What is pressed leads back; an address that is opened without pressing leads to what it is about."""

from django.urls import path

from . import views

app_name = "shelf"
urlpatterns = [
    path("my-shelf/", views.shelf, name="shelf"),
    path("my-shelf/works/", views.works, name="works"),
    path("my-shelf/works/<int:number>/", views.work, name="work"),
    path("my-shelf/topics/<slug:slug>/", views.topic, name="topic"),
    path("my-shelf/shelf.json", views.as_json, name="json"),
    path("my-shelf/works.ris", views.as_ris, name="ris"),
    path("my-shelf/empty/", views.empty, name="empty"),
]
