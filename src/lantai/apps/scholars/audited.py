"""What the audit log calls what is done with profiles of scholars."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "scholars.claim": _("Claimed a scholar’s profile"),
        "scholars.withdraw_claim": _("Took a claim on a scholar’s profile back"),
        "scholars.grant_claim": _("Granted a claim on a scholar’s profile"),
        "scholars.refuse_claim": _("Refused a claim on a scholar’s profile"),
        "scholars.prove": _("Proved by ORCID whose a scholar’s profile is"),
        "scholars.give_back": _("Gave a scholar’s profile back"),
        "scholars.hide": _("Hid a scholar’s profile"),
        "scholars.show": _("Showed a scholar’s profile again"),
        "scholars.note_death": _("Noted whether a scholar has died"),
        "scholars.describe": _("Changed what a scholar’s profile says and who sees it"),
        "scholars.work_mine": _("Said that a work is a scholar’s"),
        "scholars.work_not": _("Said that a work is not a scholar’s"),
        "scholars.undo_decision": _("Took back what was said about a scholar’s work"),
        "scholars.join": _("Joined two scholars’ profiles"),
        "scholars.keep_apart": _("Kept two scholars’ profiles apart"),
        "scholars.part": _("Took back what was said about two scholars’ profiles"),
        "scholars.make_profile": _("Made a scholar’s profile"),
        "scholars.dismiss": _("Dismissed a proposed profile"),
        "scholars.miss": _("Reported a missing work"),
        "scholars.close_missing": _("Looked at a missing work"),
        "scholars.name_home": _("Named the library’s own institution"),
        "scholars.take_orcid": _("Took an ORCID record in"),
    }
)
