"""What the audit log calls what is done in publishing."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "publishing.take_agreements": _("Took a registry of agreements in"),
        "publishing.take_institutions": _("Took a list of institutions in"),
        "publishing.take_contracts": _("Took a list of contracts in"),
        "publishing.take_charges": _("Took a list of charges in"),
        "publishing.take_lists": _("Took lists of agreements’ journals in"),
        "publishing.send_file": _("Sent a file about publishing in"),
        "publishing.add": _("Added to publishing"),
        "publishing.change": _("Changed something of publishing"),
        "publishing.drop": _("Took something out of publishing"),
        "publishing.make_request": _("Began a request for a charge"),
        "publishing.change_request": _("Changed a request for a charge"),
        "publishing.move_own": _("Handed in or withdrew a request for a charge"),
        "publishing.decide": _("Decided on a request for a charge"),
        "publishing.keep_policy": _("Kept a policy"),
        "publishing.keep_version": _("Kept a version of a policy"),
        "publishing.drop_policy": _("Took a policy out"),
        "publishing.drop_version": _("Took a version of a policy out"),
    }
)
