"""Which ISSNs are of one serial in its several media."""

from django.db import models


class IssnFamily(models.Model):
    """An ISSN and the ISSN-L under which the ISSN centre gathers it with those of other media."""

    issn = models.CharField(max_length=9, primary_key=True)
    linking = models.CharField(max_length=9, db_index=True)

    def __str__(self) -> str:
        return f"{self.issn} in {self.linking}"
