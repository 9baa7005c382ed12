"""Addresses of feedback."""

from django.urls import path

from . import views

app_name = "feedback"
urlpatterns = [
    path("works/<int:number>/report/", views.report, name="report"),
    path("desk/reports/", views.reports, name="reports"),
    path("desk/reports/<int:pk>/close/", views.close, name="close"),
]
