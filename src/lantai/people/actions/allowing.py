"""What every action on an account asks first."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from ..errors import NotPossible
from ..models import Account
from ..roles import Permission, Role


def may_manage(by: Account | None) -> None:
    """Let on who may manage accounts, or the server itself."""
    if by is not None and not by.has_perm(Permission.MANAGE_ACCOUNTS):
        raise PermissionDenied(Permission.MANAGE_ACCOUNTS)


def another(by: Account | None, account: Account) -> None:
    """Refuse what nobody may do to their own account: what they may do is for somebody else to say."""
    if by is not None and by.pk == account.pk:
        raise NotPossible(_("This cannot be done to one’s own account; another administrator can."))


def one_remains(account: Account) -> None:
    """Refuse what would leave nobody to manage accounts; call it in the transaction, before the change."""
    administrators = Account.objects.select_for_update(of=("self",)).filter(
        Q(groups__name=Role.ADMINISTRATOR) | Q(is_superuser=True), is_active=True
    )
    if {row.pk for row in administrators} == {account.pk}:
        raise NotPossible(_("This is the last administrator. Make another one first."))
