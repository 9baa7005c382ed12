"""What the audit log calls what is done with notices and opening hours; pages have Wagtail's own history."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "pages.notice.add": _("Put a notice up"),
        "pages.notice.change": _("Changed a notice"),
        "pages.notice.end": _("Took a notice down"),
        "pages.place.add": _("Added a place with opening hours"),
        "pages.hours.change": _("Changed opening hours"),
        "pages.place.remove": _("Removed a place with opening hours"),
        "pages.special_day.add": _("Added a day with other hours"),
        "pages.special_day.remove": _("Removed a day with other hours"),
    }
)
