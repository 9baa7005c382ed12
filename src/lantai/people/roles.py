"""What each role may do, as one table; a role is a group, and each role may do all that the one before it may.

Pages and actions ask for a ``Permission``. Roles are given by patterns ("catalog.view_*"), so that a new table needs no new
line here; a test walks every address with every role, so that none is given by accident (tests/repository/access.txt).
"""

from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """The roles there are, from the one that may least to the one that may most."""

    READER = "reader"
    LIBRARIAN = "librarian"
    CATALOGER = "cataloger"
    ERESOURCES = "eresources"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a page or an action may ask for, by the name that ``has_perm`` knows."""

    SEE_DESK = "catalog.view_harvest"
    IMPORT = "catalog.add_harvest"
    DECIDE_PAIRS = "catalog.change_judgement"
    EDIT_RECORDS = "catalog.change_sourcerecord"
    DECIDE_TRANSLATIONS = "vocab.change_decision"
    TRAIN = "vocab.add_training"
    WRITE_PAGES = "wagtailadmin.access_admin"
    PUBLISH_PAGES = "pages.publish_pages"
    PUT_UP_NOTICES = "pages.change_notices"
    CHANGE_HOURS = "pages.change_hours"
    MANAGE_ACCOUNTS = "people.change_account"
    SEE_AUDIT = "infra.view_auditentry"
    GIVE_KEYS = "doors.change_apikey"
    SEE_AGREEMENTS = "agreements.view_agreement"
    CHANGE_AGREEMENTS = "agreements.change_agreement"
    SEE_PUBLISHING = "publishing.view_publishingagreement"
    CHANGE_PUBLISHING = "publishing.change_publishingagreement"
    SEE_REQUESTS = "publishing.view_chargerequest"
    DECIDE_REQUESTS = "publishing.change_chargerequest"
    CHANGE_POLICIES = "publishing.change_policy"


_LIBRARIAN = (
    "catalog.view_*",
    "catalog.add_harvest",
    "catalog.change_harvest",
    "catalog.*_judgement",
    "desk.*",
    "agreements.view_*",
    "analytics.*",
    "vocab.*",
    "wagtailadmin.access_admin",
    "evaluation.*",
    "feedback.*",
    "fulltext.*",
    "topics.*",
    "openaccess.*_ownmapping",
    "holdings.*",
    "access.view_*",
    "access.*_fault",
    "access.*_downtime",
    "publishing.view_publishingagreement",
    "publishing.view_charge",
    "publishing.*_policy",
    "pages.write_pages",
    "scholars.*",
    "pages.change_notices",
    "pages.change_hours",
    "simple_translation.submit_translation",
)
_CATALOGER = (*_LIBRARIAN, "catalog.*")
_ERESOURCES = (*_CATALOGER, "agreements.*", "access.*", "publishing.*")

PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.READER: (),
    Role.LIBRARIAN: _LIBRARIAN,
    Role.CATALOGER: _CATALOGER,
    Role.ERESOURCES: _ERESOURCES,
    Role.ADMINISTRATOR: (*_ERESOURCES, "people.*", "infra.*", "doors.*", "pages.*", "wagtail*"),
}

ALLOWS = {
    Role.READER: _("An account of one’s own; no staff pages."),
    Role.LIBRARIAN: _("Sees the staff’s pages, imports files, decides unsure pairs and translations, writes news and guides."),
    Role.CATALOGER: _("All that a librarian may; corrects and makes records, changes copies, changes many records at once."),
    Role.ERESOURCES: _("All that a cataloger may; agreements, licences, costs and funds."),
    Role.ADMINISTRATOR: _("All that an e-resources librarian may; accounts, roles, the audit log, the settings of the site."),
}
"""What pages say of each role."""

NAMES = {
    Role.READER: _("Reader"),
    Role.LIBRARIAN: _("Librarian"),
    Role.CATALOGER: _("Cataloger"),
    Role.ERESOURCES: _("E-resources librarian"),
    Role.ADMINISTRATOR: _("Administrator"),
}


def may(role: Role, permission: str) -> bool:
    """Say whether the table gives the permission ("app.action_model") to the role."""
    return any(fnmatchcase(permission, pattern) for pattern in PERMISSIONS[role])


def grant_permissions_of(sender: AppConfig, *, using: str = "default", **_kept: Any) -> None:
    """Make the roles, and give them what the table says of the app that has just been migrated: no less, and no more."""
    from django.contrib.auth.models import Group
    from django.contrib.auth.models import Permission as Row

    if Group._meta.db_table not in _tables(using):
        return  # a migration to a point before groups exist
    there = dict(Row.objects.using(using).filter(content_type__app_label=sender.label).values_list("pk", "codename"))
    groups = {group.name: group for group in Group.objects.using(using).filter(name__in=list(Role))}
    due = set()
    for role in Role:
        group = groups.get(role.value) or Group.objects.using(using).create(name=role.value)
        due |= {(group.pk, right) for right, codename in there.items() if may(role, f"{sender.label}.{codename}")}
    given = Group.permissions.through.objects.using(using)
    held = {
        (row.group_id, row.permission_id): row.pk for row in given.filter(permission_id__in=there, group__name__in=list(Role))
    }
    given.filter(pk__in=[held[pair] for pair in held.keys() - due]).delete()
    given.bulk_create(given.model(group_id=group, permission_id=right) for group, right in sorted(due - held.keys()))


def _tables(using: str) -> list[str]:
    from django.db import connections

    return connections[using].introspection.table_names()
