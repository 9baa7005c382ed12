"""What the audit log calls what is done with reports of errors."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "feedback.mended": _("Closed a report: mended"),
        "feedback.right": _("Closed a report: right as it stood"),
        "feedback.other": _("Closed a report: not about the catalog"),
        "feedback.reopen": _("Took a report up again"),
    }
)
