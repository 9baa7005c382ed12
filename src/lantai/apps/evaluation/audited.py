"""What the audit log calls what is done with trials."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "evaluation.make_trial": _("Prepared a trial"),
        "evaluation.change_trial": _("Changed what is said of a trial"),
        "evaluation.open_trial": _("Opened a trial to readers"),
        "evaluation.extend_trial": _("Gave a trial another end"),
        "evaluation.cancel_trial": _("Called a trial off"),
        "evaluation.make_questionnaire": _("Made a questionnaire"),
        "evaluation.change_question": _("Changed a question"),
        "evaluation.put_usage": _("Entered the use of a trial"),
        "evaluation.assess": _("Wrote the report of a trial"),
        "evaluation.sign": _("Signed the report of a trial"),
    }
)
