"""Addresses of trials."""

from django.urls import path

from .views import evidence, readers, reports, trials

app_name = "evaluation"
urlpatterns = [
    path("trials/", readers.running, name="running"),
    path("trials/<int:pk>/", readers.answer, name="answer"),
    path("desk/trials/new/", trials.make, name="make"),
    path("desk/trials/compare/", reports.compare, name="compare"),
    path("desk/trials/questions/", evidence.questionnaires, name="questionnaires"),
    path("desk/trials/questions/<int:questionnaire>/new/", evidence.question, name="question_add"),
    path("desk/trials/questions/<int:questionnaire>/<int:pk>/", evidence.question, name="question"),
    path("desk/trials/question/<int:pk>/retire/", evidence.retire, name="retire"),
    path("desk/trials/<int:pk>/", trials.trial, name="trial"),
    path("desk/trials/<int:pk>/change/", trials.change, name="change"),
    path("desk/trials/<int:pk>/usage/", evidence.usage, name="usage"),
    path("desk/trials/<int:pk>/report/", reports.report, name="report"),
    path("desk/trials/<int:pk>/report.docx", reports.document, name="document"),
    path("desk/trials/<int:pk>/assess/", reports.assess, name="assess"),
    path("desk/trials/<int:pk>/sign/", reports.sign, name="sign"),
    path("desk/trials/<int:pk>/open/", trials.move, {"step": "open"}, name="open"),
    path("desk/trials/<int:pk>/extend/", trials.move, {"step": "extend"}, name="extend"),
    path("desk/trials/<int:pk>/cancel/", trials.move, {"step": "cancel"}, name="cancel"),
]
