"""Addresses of what is taken away; discovery's own include them."""

from django.urls import path

from . import views

urlpatterns = [
    path("works/<int:number>/cite/", views.cite, name="cite"),
    path("works/<int:number>/export/<slug:form>", views.export_work, name="export_work"),
    path("selected/", views.selected, name="selected"),
    path("selected/export/", views.export_chosen, name="export_chosen"),
    path("search/export/", views.export_results, name="export_results"),
    path("search/export/order/", views.order_export, name="order_export"),
    path("search/export/files/<uuid:token>/", views.export, name="export"),
    path("search/export/files/<uuid:token>/file", views.export_file, name="export_file"),
    path("search/export/<slug:form>", views.results_file, name="results_file"),
    path("unapi", views.serve_unapi, name="unapi"),
]
