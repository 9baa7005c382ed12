"""Addresses of the editors' pages; the last line takes any address that no other area has, so it must stand last of all."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import notices, opening, pages


class Slugs(StringConverter):
    """What addresses of pages are made of: slugs in any script, nothing with a dot in it."""

    regex = r"[\w\-]+(?:/[\w\-]+)*"


register_converter(Slugs, "slugs")

app_name = "pages"
urlpatterns = [
    path("pictures/images/<str:name>", pages.picture, name="picture"),
    path("news.atom", pages.news_feed, name="news_feed"),
    path("hours/", opening.hours, name="hours"),
    path("notices/<int:pk>/hide/", notices.hide, name="hide_notice"),
    path("desk/edit/<int:pk>/", pages.edit, name="edit"),
    path("desk/notices/", notices.notices, name="notices"),
    path("desk/notices/new/", notices.notice, name="new_notice"),
    path("desk/notices/<int:pk>/", notices.notice, name="notice"),
    path("desk/notices/<int:pk>/end/", notices.end, name="end_notice"),
    path("desk/hours/", opening.places, name="places"),
    path("desk/hours/new/", opening.new_place, name="new_place"),
    path("desk/hours/<int:pk>/", opening.place, name="place"),
    path("desk/hours/<int:pk>/remove/", opening.remove_place, name="remove_place"),
    path("desk/hours/days/", opening.special_day, name="special_day"),
    path("desk/hours/days/<int:pk>/remove/", opening.remove_special_day, name="remove_special_day"),
    path("<slugs:where>/", pages.page, name="page"),
]
