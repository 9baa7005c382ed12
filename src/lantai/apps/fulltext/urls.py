"""Addresses of full texts."""

from django.urls import path

from .views import readers, staff

app_name = "fulltext"
urlpatterns = [
    path("fulltext/", readers.index, name="index"),
    path("fulltext/<int:pk>/", readers.text, name="text"),
    path("fulltext/<int:pk>/figures/", readers.figures, name="figures"),
    path("fulltext/<int:pk>/file", readers.file, name="file"),
    path("fulltext/deposits/<int:work>.xml", readers.deposit, name="deposit"),
    path("fulltext/figures/<int:pk>.webp", readers.picture, name="picture"),
    path("desk/fulltext/", staff.desk, name="desk"),
    path("desk/fulltext/not-kept/", staff.not_kept, name="not_kept"),
    path("desk/fulltext/deposits.zip", staff.deposits, name="deposits"),
    path("desk/fulltext/choose/", staff.choose, name="choose"),
    path("desk/fulltext/works/<int:work>/add/", staff.add, name="add"),
    path("desk/fulltext/<int:pk>/", staff.one, name="one"),
    path("desk/fulltext/<int:pk>/take-down/", staff.take_down, name="take_down"),
    path("desk/fulltext/<int:pk>/embargo/", staff.embargo, name="embargo"),
    path("desk/fulltext/<int:pk>/settle/", staff.settle, name="settle"),
    path("desk/fulltext/<int:pk>/put-back/", staff.put_back, name="put_back"),
    path("desk/fulltext/<int:pk>/read-again/", staff.read_again, name="read_again"),
]
