"""What the audit log calls what the catalog's actions do."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "catalog.import": _("Sent a file"),
        "catalog.resume": _("Let an import go on"),
        "catalog.pause": _("Paused an import"),
        "catalog.end": _("Ended an import early"),
        "catalog.retry": _("Took refused rows up again"),
        "catalog.undo_import": _("Took an import back"),
        "catalog.judge_same": _("Decided that two records are the same"),
        "catalog.judge_different": _("Decided that two records are different"),
        "catalog.undo_judgement": _("Took a decision back"),
        "catalog.correct": _("Corrected a record"),
        "catalog.withdraw_correction": _("Took a correction back"),
        "catalog.restore": _("Brought deleted records back"),
    }
)
