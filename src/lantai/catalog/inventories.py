"""Inventories of places: what was scanned, in order; what it means is worked out anew whenever it is looked at."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Inventory(models.Model):
    """One look through a place. It stays open, over days if need be, until somebody closes it."""

    location = models.ForeignKey("catalog.Location", on_delete=models.PROTECT, related_name="inventories")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"inventory {self.pk}"


class InventoryScan(models.Model):
    """One barcode as it was scanned."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="scans")
    barcode = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["inventory", "barcode"], name="scan_once")]

    def __str__(self) -> str:
        return self.barcode
