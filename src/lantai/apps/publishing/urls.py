"""Addresses of publishing."""

from django.urls import path

from .views import deciding, desk, policies, readers, requests

app_name = "publishing"
urlpatterns = [
    path("publish/", readers.ask, name="ask"),
    path("publish/agreements/<int:pk>/", readers.agreement, name="agreement"),
    path("publish/requests/", requests.own, name="own"),
    path("publish/requests/new/", requests.new_request, name="new_request"),
    path("publish/requests/<int:pk>/", requests.own_request, name="own_request"),
    path("publish/requests/<int:pk>/change/", requests.change_request, name="change_request"),
    path("publish/requests/<int:pk>/move/", requests.own_move, name="own_move"),
    path("publish/policies/", policies.policies, name="policies"),
    path("publish/policies/<int:pk>/", policies.policy, name="policy"),
    path("publish/policies/<int:pk>/watch/", policies.watch, name="watch"),
    path("desk/publishing/", desk.desk, name="desk"),
    path("desk/publishing/files/", desk.send_file, name="send_file"),
    path("desk/publishing/files/<int:pk>/", desk.file, name="file"),
    path("desk/publishing/openapc.csv", deciding.openapc, name="openapc"),
    path("desk/publishing/requests/<int:pk>/", deciding.request_page, name="request"),
    path("desk/publishing/policies/new/", policies.add_policy, name="add_policy"),
    path("desk/publishing/policies/<int:pk>/", policies.change_policy, name="change_policy"),
    path("desk/publishing/policies/<int:pk>/drop/", policies.drop_policy, name="drop_policy"),
    path("desk/publishing/versions/<int:pk>/drop/", policies.drop_version, name="drop_version"),
    path("desk/publishing/policies/<int:pk>/versions/new/", policies.add_version, name="add_version"),
    path("desk/publishing/versions/<int:pk>/", policies.change_version, name="change_version"),
    path("desk/publishing/agreements/<int:pk>/", desk.agreement, name="desk_agreement"),
    path("desk/publishing/add/<slug:sort>/", desk.add, name="add"),
    path("desk/publishing/add/<slug:sort>/<int:parent>/", desk.add, name="add_to"),
    path("desk/publishing/change/<slug:sort>/<int:pk>/", desk.change, name="change"),
    path("desk/publishing/drop/<slug:sort>/<int:pk>/", desk.drop, name="drop"),
]
