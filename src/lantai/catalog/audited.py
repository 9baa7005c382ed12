"""What the audit log calls what the catalog's actions do."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "catalog.import": _("Sent a file"),
        "catalog.resume": _("Let an import go on"),
        "catalog.judge_same": _("Decided that two records are the same"),
        "catalog.judge_different": _("Decided that two records are different"),
        "catalog.undo_judgement": _("Took a decision back"),
        "catalog.correct": _("Corrected a record"),
        "catalog.withdraw_correction": _("Took a correction back"),
        "catalog.restore": _("Brought deleted records back"),
    }
)
