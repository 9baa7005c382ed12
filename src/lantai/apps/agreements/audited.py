"""What the audit log calls what is done with agreements."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "agreements.add": _("Added to agreements"),
        "agreements.change": _("Changed something of agreements"),
        "agreements.drop": _("Took something out of agreements"),
        "agreements.move": _("Moved an agreement to another stage"),
        "agreements.test_link": _("Opened the test link of an agreement"),
        "agreements.rights": _("Worked out what stays readable after an agreement"),
        "agreements.document": _("Added a document to an agreement"),
        "agreements.allocate": _("Shared a cost out"),
        "agreements.make_calendar": _("Made a secret calendar address"),
        "agreements.end_calendar": _("Ended a secret calendar address"),
    }
)
