"""What the audit log calls what this area's actions, and Wagtail's, do."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "pages.create": _("Began a page"),
        "pages.edit": _("Changed a page"),
        "pages.delete": _("Deleted a page"),
        "pages.publish": _("Published a page"),
        "pages.publish.schedule": _("Laid down when a page is published"),
        "pages.publish.scheduled": _("A page was published at its hour"),
        "pages.unpublish": _("Took a page down"),
        "pages.unpublish.scheduled": _("A page was taken down at its hour"),
        "pages.schedule.cancel": _("Called off the publication of a page"),
        "pages.rename": _("Renamed a page"),
        "pages.revert": _("Went back to an earlier version of a page"),
        "pages.copy": _("Copied a page"),
        "pages.copy_for_translation": _("Copied a page to be translated"),
        "pages.move": _("Moved a page"),
        "pages.reorder": _("Changed the order of pages"),
        "pages.lock": _("Locked a page"),
        "pages.unlock": _("Unlocked a page"),
        "pages.workflow.start": _("Sent a page to be reviewed"),
        "pages.workflow.approve": _("Approved a page"),
        "pages.workflow.reject": _("Sent a page back"),
        "pages.workflow.cancel": _("Called off a review"),
        "pages.notice.add": _("Put up a notice"),
        "pages.notice.change": _("Changed a notice"),
        "pages.notice.end": _("Took a notice down"),
        "pages.place.add": _("Added a place with hours"),
        "pages.place.remove": _("Removed a place with hours"),
        "pages.hours.change": _("Changed opening hours"),
        "pages.special_day.add": _("Laid down hours of certain days"),
        "pages.special_day.remove": _("Took back hours of certain days"),
    }
)
