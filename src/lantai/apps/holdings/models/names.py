"""By which names the serials of the catalog are asked for when a list names one without a number that is known."""

from typing import ClassVar

from django.db import models


class SerialName(models.Model):
    """One name of a serial, as a 64-bit key (``serial_names.key_of``): its own, a former, parallel or abbreviated one.

    Derived from the descriptions of works and kept by ``actions.remember_names``; throwing it away loses nothing.
    """

    key = models.BigIntegerField()
    work = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "work"], name="serial_name_once")]
        indexes: ClassVar = [models.Index(fields=["work"], name="serial_name_of")]

    def __str__(self) -> str:
        return f"{self.key}: {self.work}"
