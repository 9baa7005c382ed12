"""Addresses of topics."""

from django.urls import path

from . import views

app_name = "topics"
urlpatterns = [
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("topics/<slug:slug>/feed", views.feed, name="feed"),
    path("desk/topics/", views.desk, name="desk"),
    path("desk/topics/new/", views.new, name="new"),
    path("desk/topics/<int:pk>/", views.edit, name="edit"),
    path("desk/topics/<int:pk>/act/", views.act, name="act"),
]
