"""Addresses of scholars."""

from django.urls import path

from .views import orcid, own, readers, staff

app_name = "scholars"
urlpatterns = [
    path("scholars/", readers.index, name="index"),
    path("scholars/own/", own.own, name="own"),
    path("scholars/orcid/", orcid.begin, name="orcid_begin"),
    path("scholars/orcid/back/", orcid.back, name="orcid_back"),
    path("scholars/<int:pk>/", readers.scholar, name="scholar"),
    path("scholars/<int:pk>/publications/", readers.publications, name="publications"),
    path("scholars/<int:pk>/works.<str:form>", readers.export, name="export"),
    path("scholars/<int:pk>/claim/", own.claim, name="claim"),
    path("scholars/<int:pk>/change/", own.change, name="change"),
    path("scholars/<int:pk>/record/", own.record, name="record"),
    path("scholars/<int:pk>/fetch/", own.fetch, name="fetch"),
    path("scholars/<int:pk>/missing/", own.missing, name="missing"),
    path("scholars/<int:pk>/data.json", own.data, name="data"),
    path("scholars/<int:pk>/hide/", own.hide, name="hide"),
    path("scholars/<int:pk>/give-back/", own.give_back, name="give_back"),
    path("scholars/<int:pk>/works/<int:work>/<str:verdict>/", own.decide, name="decide"),
    path("scholars/decisions/<int:pk>/undo/", own.undo, name="undo"),
    path("scholars/claims/<int:pk>/withdraw/", own.withdraw, name="withdraw"),
    path("desk/scholars/", staff.waiting, name="waiting"),
    path("desk/scholars/homes/", staff.homes, name="homes"),
    path("desk/scholars/make/", staff.make, name="make"),
    path("desk/scholars/decisions/", staff.decisions, name="decisions"),
    path("desk/scholars/claims/<int:pk>/", staff.claim, name="decide_claim"),
    path("desk/scholars/groups/<int:pk>/", staff.group, name="group"),
    path("desk/scholars/missing/<int:pk>/", staff.close_missing, name="close_missing"),
    path("desk/scholars/pairs/<int:pk>/undo/", staff.undo_pair, name="undo_pair"),
    path("desk/scholars/<int:pk>/", staff.scholar, name="desk_scholar"),
    path("desk/scholars/<int:pk>/pair/", staff.pair, name="pair"),
    path("desk/scholars/<int:pk>/death/", staff.death, name="death"),
]
