"""What is to become of chosen rows of a staff list, column by column; and a file that says it row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from lantai.apps.desk import sheets
from lantai.apps.desk.changing import MOST_ROWS, Proposed
from lantai.infra.lists import Column, Kind, Narrowing, StaffList
from lantai.infra.lists.columns import SEVERAL, Words, coded, read

KEEP, SET, ADD, REMOVE, CLEAR = "", "set", "add", "remove", "clear"
WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one column is to hold. ``how``: KEEP, SET, ADD or REMOVE some of several, CLEAR; ``problem``: why that cannot be."""

    column: Column
    how: str
    text: str
    problem: str = ""

    @property
    def several(self) -> bool:
        """Say whether the column holds several values."""
        return self.column.kind in (Kind.SEVERAL, Kind.CODES)

    @property
    def choices(self) -> Sequence[tuple[str, Words]]:
        """Return the values that there are."""
        return list(self.column.choices()) if self.column.kind == Kind.CHOICE else []

    def of(self, row: Any) -> str:
        """Return what a row is to hold, as it is kept."""
        before = coded(self.column, self.column.of(row))
        if self.how in (ADD, REMOVE):
            had, given = before.split(SEVERAL) if before else [], self.text.split(SEVERAL)
            left = [*had, *given] if self.how == ADD else [each for each in had if each not in given]
            return SEVERAL.join(dict.fromkeys(left))
        return "" if self.how == CLEAR else self.text


class Choosing:
    """Rows chosen on a list, one by one or all that its filters leave, and what is wished of them."""

    def __init__(self, made: StaffList, data: QueryDict) -> None:
        self.list = made
        self.whole = data.get("which") == WHOLE
        self.query = data.get("query", "")[:2_000]
        self.keys = [int(key) for key in data.getlist("row") if key.isascii() and key.isdecimal() and len(key) < 19]
        self.wishes = [_wish(column, data) for column in made.editable]

    @property
    def rows(self) -> QuerySet[Any]:
        """Return the rows that are meant, in the order of the list."""
        if self.whole:
            return Narrowing(self.list, QueryDict(self.query)).rows()
        return self.list.rows().filter(pk__in=self.keys).order_by("pk")

    @property
    def asked(self) -> list[Wish]:
        """Return the columns that are to change."""
        return [wish for wish in self.wishes if wish.how]

    @property
    def problems(self) -> list[Wish]:
        """Return the wishes that cannot be."""
        return [wish for wish in self.wishes if wish.problem]

    def proposed(self) -> Iterator[Proposed]:
        """Yield what each row is to become; one more than a run takes, so that it is seen that there are too many."""
        for n, row in enumerate(self.rows[: MOST_ROWS + 1], start=1):
            yield Proposed(n, str(row.pk), {wish.column.name: wish.of(row) for wish in self.asked})

    def said(self) -> str:
        """Return the change in words."""
        words = {SET: "=", ADD: "+", REMOVE: "−", CLEAR: "= ∅"}
        return " · ".join(f"{wish.column.label} {words[wish.how]} {wish.text}".strip() for wish in self.asked)


def _wish(column: Column, data: QueryDict) -> Wish:
    how, text = data.get(f"how.{column.name}", KEEP), data.get(f"to.{column.name}", "")
    if how not in (SET, ADD, REMOVE, CLEAR):
        return Wish(column, KEEP, text)
    if how == CLEAR:
        return Wish(column, how, "", str(_("This must not be empty.")) if column.required else "")
    try:
        if not text.strip():
            raise ValidationError(_("Say what it is to hold, or choose “Empty it”."))
        return Wish(column, how, coded(column, read(column, text)))
    except ValidationError as problem:
        return Wish(column, how, text, " ".join(problem.messages))


class SheetForm(forms.Form):
    """A file of rows to be sent back."""

    file = forms.FileField(max_length=255)

    def clean_file(self) -> Any:
        """Refuse what is larger than is read while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > sheets.MOST_BYTES:
            limit = filesizeformat(sheets.MOST_BYTES)
            raise ValidationError(
                _("The file is larger than %(limit)s, the most that can be sent here."), params={"limit": limit}
            )
        return file
