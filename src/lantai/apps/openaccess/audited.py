"""What the audit log calls what is done with facts of journals."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called({"openaccess.take_journals": _("Took a list of open journals in")})
