"""Addresses of the desk."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("import/", views.upload, name="upload"),
    path("imports/<int:pk>/", views.run, name="run"),
    path("imports/<int:pk>/resume/", views.resume, name="resume"),
    path("imports/<int:pk>/restore/", views.restore, name="restore"),
    path("imports/<int:pk>/refused", views.refused_rows, name="refused_rows"),
    path("imports/<int:pk>/refused.csv", views.refused_table, name="refused_table"),
    path("refusals/<int:pk>/", views.refusal, name="refusal"),
    path("pairs/", views.pairs, name="pairs"),
    path("pairs/<int:pk>/judge/", views.judge, name="judge"),
    path("pairs/<int:pk>/undo/", views.undo, name="undo"),
    path("correct/<int:pk>/", views.correct, name="correct"),
    path("correct/<int:pk>/<int:correction>/withdraw/", views.withdraw, name="withdraw"),
    path("deletions/", views.deletions, name="deletions"),
]
