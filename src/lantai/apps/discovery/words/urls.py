"""Addresses of what is said of the words of a question."""

from django.urls import path

from . import views

urlpatterns = [
    path("search/words/", views.words, name="words"),
    path("search/words/better/", views.better, name="better"),
    path("search/words/thanks/", views.thanks, name="thanks"),
]
