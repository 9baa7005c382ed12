"""Lists of institutions that staff put together: what is counted as one, and with whom it is compared."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_PEERS = 5


class InstitutionList(models.Model):
    """Institutions that are counted as one."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    note = models.TextField(_("Note"), blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def pk_text(self) -> str:
        """Return the number as an address has it."""
        return str(self.pk)


class Role(models.TextChoices):
    """What an institution is in a list."""

    MEMBER = "member", _("Counted")
    PEER = "peer", _("Compared")


class ListMember(models.Model):
    """An institution of a list. ``institution``: its key in the store of papers; ``name``: as it was called there."""

    list = models.ForeignKey(InstitutionList, on_delete=models.CASCADE, related_name="members")
    institution = models.CharField(max_length=40)
    name = models.TextField()
    role = models.CharField(max_length=6, choices=Role, default=Role.MEMBER)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "institution"], name="list_member_once")]

    def __str__(self) -> str:
        return self.name
