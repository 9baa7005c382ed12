"""Keys of programs that ask more often than anybody may."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class ApiKey(models.Model):
    """Lets a program ask more often; opens nothing that is closed to others.

    ``name``: whose it is and what for. ``digest``: of the key, which is shown once and kept nowhere. ``start``: its first characters, by
    which people tell keys apart. ``used_on``: the last day on which it was used.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=16)
    per_minute = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    used_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(per_minute__gte=1), name="doors_key_lets_ask")]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
