"""What the audit log calls what the desk's actions do."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "desk.check": _("Had the data checked"),
        "desk.set_aside": _("Set a finding aside"),
        "desk.take_up": _("Put a finding back on the list"),
        "desk.save_view": _("Saved a list"),
        "desk.forget_view": _("Took a saved list away"),
    }
)
