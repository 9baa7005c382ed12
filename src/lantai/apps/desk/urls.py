"""Addresses of the desk."""

from django.urls import path

from .views import corrections, deletions, imports, lists, locations, pairs, pieces, quality, records, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("lists/save/", lists.save, name="save_view"),
    path("lists/<int:pk>/forget/", lists.forget, name="forget_view"),
    path("quality/", quality.rules, name="quality"),
    path("quality/check/", quality.check, name="check"),
    path("quality/<str:code>/", quality.rule, name="rule"),
    path("quality/<str:code>/findings.csv", quality.table, name="rule_table"),
    path("quality/<str:code>/aside/", quality.aside, name="aside"),
    path("imports/", imports.imports, name="imports"),
    path("import/", imports.upload, name="upload"),
    path("imports/<int:pk>/", imports.run, name="run"),
    path("imports/<int:pk>/resume/", imports.resume, name="resume"),
    path("imports/<int:pk>/restore/", deletions.restore, name="restore"),
    path("imports/<int:pk>/refused", imports.refused_rows, name="refused_rows"),
    path("imports/<int:pk>/refused.csv", imports.refused_table, name="refused_table"),
    path("refusals/<int:pk>/", imports.refusal, name="refusal"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/decisions/", pairs.decisions, name="decisions"),
    path("pairs/<int:pk>/judge/", pairs.judge, name="judge"),
    path("pairs/<int:pk>/undo/", pairs.undo, name="undo"),
    path("correct/<int:pk>/", corrections.correct, name="correct"),
    path("correct/<int:pk>/<int:correction>/withdraw/", corrections.withdraw, name="withdraw"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/group/", records.group, name="group"),
    path("records/<int:pk>/apart/<int:record>/", records.apart, name="apart"),
    path("records/<int:pk>/copies/", pieces.of_edition, name="edition_copies"),
    path("records/<int:pk>/copies/add/", pieces.add, name="piece_add"),
    path("records/<int:pk>/copies/<slug:name>/", pieces.piece, name="piece"),
    path("records/<int:pk>/copies/<slug:name>/back/", pieces.back, name="piece_back"),
    path("copies/", pieces.copies, name="copies"),
    path("labels/", pieces.labels, name="labels"),
    path("locations/", locations.locations, name="locations"),
    path("locations/add/", locations.location, name="location_add"),
    path("locations/map/", locations.map_words, name="map_words"),
    path("locations/<int:pk>/", locations.location, name="location"),
    path("received/<int:pk>/", records.received, name="received"),
    path("received/<int:pk>/bytes", records.received_bytes, name="received_bytes"),
    path("deletions/", deletions.deletions, name="deletions"),
]
