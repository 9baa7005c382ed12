"""What the audit log calls what is done about translations."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "vocab.accept": _("Accepted a translation"),
        "vocab.block": _("Blocked a translation"),
        "vocab.undo": _("Took back a decision about a translation"),
        "vocab.accept_suggestion": _("Accepted a reader’s translation"),
        "vocab.refuse_suggestion": _("Refused a reader’s translation"),
        "vocab.reopen_suggestion": _("Took a reader’s translation up again"),
        "vocab.train": _("Had the translations learned anew"),
    }
)
