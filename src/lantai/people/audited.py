"""What the audit log calls what people's actions do."""

from django.utils.translation import gettext_lazy as _

from lantai.infra.audit import called

called(
    {
        "people.add": _("Made an account"),
        "people.describe": _("Changed name or language"),
        "people.close": _("Closed an account"),
        "people.reopen": _("Opened an account again"),
        "people.erase": _("Erased an account"),
        "people.role.reader": _("Gave the role of a reader"),
        "people.role.librarian": _("Gave the role of a librarian"),
        "people.role.cataloger": _("Gave the role of a cataloger"),
        "people.role.administrator": _("Gave the role of an administrator"),
        "people.invite.reader": _("Invited a reader"),
        "people.invite.librarian": _("Invited a librarian"),
        "people.invite.cataloger": _("Invited a cataloger"),
        "people.invite.administrator": _("Invited an administrator"),
        "people.invite.renew": _("Renewed an invitation"),
        "people.invite.send": _("Sent an invitation"),
        "people.invite.revoke": _("Took an invitation back"),
        "people.accept": _("Accepted an invitation"),
        "people.password": _("Changed a password"),
        "people.password.link": _("Gave a link for a new password"),
        "people.password.reset": _("Set a password with a link"),
        "people.factor.confirm": _("Set up a second factor"),
        "people.factor.codes": _("Made new recovery codes"),
        "people.factor.recovery_code": _("Used a recovery code"),
        "people.factor.remove": _("Did away with a second factor"),
        "people.factor.reset": _("Reset a second factor"),
        "people.session.end": _("Signed out of one browser"),
        "people.session.end_others": _("Signed out of all other browsers"),
        "people.session.end_all": _("Signed somebody out everywhere"),
    }
)
