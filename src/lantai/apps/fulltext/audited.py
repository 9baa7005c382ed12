"""What the audit log calls what is done with full texts."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "fulltext.keep": _("Kept the file of a full text"),
        "fulltext.embargo": _("Set the day from which a full text is shown"),
        "fulltext.take_down": _("Took the file of a full text down"),
        "fulltext.put_back": _("Put the file of a full text back"),
        "fulltext.read_again": _("Had the file of a full text read again"),
        "fulltext.settle": _("Looked at what a file says against its license, and left it"),
        "fulltext.choose": _("Chose what is done with full texts"),
    }
)
