"""What the audit log calls what is done with keys."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called({"doors.make_key": _("Made a key for a program"), "doors.end_key": _("Ended a program’s key")})
