"""What the audit log calls what is done with lists of journals and of retractions, and with classes."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "openaccess.take_journals": _("Took a list of open journals in"),
        "openaccess.take_notices": _("Took a list of retractions in"),
        "openaccess.map_class": _("Said where a class leads"),
        "openaccess.unmap_class": _("Took back where a class leads"),
    }
)
