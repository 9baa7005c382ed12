"""What the audit log calls what editors do with topics."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "topics.make": _("Made a topic"),
        "topics.change": _("Changed a topic"),
        "topics.place_works": _("Chose the works of a topic"),
        "topics.publish": _("Published a topic"),
        "topics.retire": _("Retired a topic"),
        "topics.move": _("Moved a topic"),
    }
)
