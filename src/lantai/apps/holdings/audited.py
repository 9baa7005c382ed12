"""What the audit log calls what is done with packages, titles and databases."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "holdings.make_platform": _("Made a platform"),
        "holdings.change_platform": _("Changed a platform"),
        "holdings.make_package": _("Made a package"),
        "holdings.change_package": _("Changed a package"),
        "holdings.make_database": _("Made a database"),
        "holdings.change_database": _("Changed a database"),
        "holdings.activate": _("Gave readers access"),
        "holdings.deactivate": _("Took readers’ access back"),
        "holdings.receive": _("Sent a list of titles"),
        "holdings.apply": _("Applied a list of titles"),
        "holdings.take_families": _("Took the table of ISSN-L in"),
        "holdings.tie": _("Said which edition a title of a list is"),
        "holdings.set_apart": _("Said that a title of a list is one of its own"),
        "holdings.undo_decision": _("Took a decision about a title back"),
        "holdings.drop": _("Left a list of titles unapplied"),
    }
)
