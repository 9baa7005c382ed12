"""What the audit log calls what is done on the desk."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "desk.check": _("Let the data be checked"),
        "desk.set_aside": _("Set a finding aside"),
        "desk.take_up": _("Took a finding up again"),
        "desk.save_view": _("Saved a view"),
        "desk.forget_view": _("Deleted a view"),
        "desk.change_rows": _("Changed many rows of a list"),
        "desk.undo_rows": _("Took a change of many rows back"),
        "desk.retry_job": _("Had a failed job tried again"),
    }
)
