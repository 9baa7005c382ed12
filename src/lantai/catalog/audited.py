"""What the audit log calls what the catalog's actions do."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "catalog.import": _("Sent a file"),
        "catalog.resume": _("Let an import go on"),
        "catalog.end": _("Ended an import early"),
        "catalog.retry": _("Took refused rows up again"),
        "catalog.undo_import": _("Took an import back"),
        "catalog.judge_same": _("Decided that two records are the same"),
        "catalog.judge_different": _("Decided that two records are different"),
        "catalog.undo_judgement": _("Took a decision back"),
        "catalog.correct": _("Corrected a record"),
        "catalog.withdraw_correction": _("Took a correction back"),
        "catalog.restore": _("Brought deleted records back"),
        "catalog.pause": _("Paused an import"),
        "catalog.set_apart": _("Parted a record from others"),
        "catalog.bulk_change": _("Changed many records at once"),
        "catalog.undo_bulk_change": _("Took a change of many records back"),
        "catalog.change_item": _("Changed a copy"),
        "catalog.save_location": _("Changed a location"),
        "catalog.map_location": _("Said which location a source means"),
        "catalog.describe": _("Described something new, or changed the description"),
        "catalog.withdraw_description": _("Withdrew a description"),
        "catalog.begin_inventory": _("Began an inventory"),
        "catalog.forget_scan": _("Took a scanned barcode out"),
        "catalog.save_harvest_plan": _("Set up a harvest, or changed it"),
        "catalog.save_selection": _("Changed a profile of what is wanted"),
        "catalog.begin_harvest": _("Began a harvest"),
        "catalog.withdraw_missing": _("Withdrew what a server no longer lists"),
        "catalog.keep_missing": _("Kept what a server no longer lists"),
        "catalog.close_inventory": _("Closed an inventory"),
    }
)
