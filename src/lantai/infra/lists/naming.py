"""What a cell names: the one row of that name, refused under the column's name where there is none, or more than one."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=Model)


def only(rows: QuerySet[Row], column: str, said: object) -> Row:
    """Return the one row there is, of which a cell says ``said``; raise ValidationError under the column's name."""
    found = list(rows[:2])
    if not found:
        raise ValidationError({column: _("Nothing is called “%(said)s”.") % {"said": said}})
    if len(found) > 1:
        raise ValidationError({column: _("More than one thing is called “%(said)s”.") % {"said": said}})
    return found[0]


def named(rows: QuerySet[Row], column: str, said: object, by: str = "name") -> Row | None:
    """Return the row whose field ``by`` a cell says, None for an empty cell; raise ValidationError as ``only`` does."""
    return only(rows.filter(**{by: said}), column, said) if said else None
