"""What the audit log calls what is done with lists of institutions."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "analytics.make_list": _("Made a list of institutions"),
        "analytics.change_list": _("Changed a list of institutions"),
        "analytics.remove_list": _("Removed a list of institutions"),
    }
)
