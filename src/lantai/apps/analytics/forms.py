"""The form of a list of institutions: names or ROR ids, one a line."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.catalog.papers import PapersUnavailable

from .models import MOST_PEERS, InstitutionList, Role
from .queries import choices

MOST_MEMBERS = 200
Named = tuple[str, str]


class ListForm(forms.Form):
    """A list: its name, who is counted, who is compared."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=1_000)
    members = forms.CharField(
        label=gettext_lazy("Institutions that are counted as one"),
        help_text=gettext_lazy("One a line: the ROR id, or the name as the institution’s page here shows it."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        max_length=40_000,
    )
    peers = forms.CharField(
        label=gettext_lazy("Institutions that it is compared with"),
        help_text=gettext_lazy("One a line, at most five."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        max_length=2_000,
    )

    def __init__(self, *given: object, found: InstitutionList | None = None, **more: object) -> None:
        self._found = found
        super().__init__(*given, **more)
        if found is not None:
            rows = list(found.members.order_by("name"))
            lines = {role: "\n".join(_written(row.institution, row.name) for row in rows if row.role == role) for role in Role}
            self.initial |= {"name": found.name, "note": found.note, "members": lines[Role.MEMBER], "peers": lines[Role.PEER]}

    def clean_name(self) -> str:
        """Return the name; another list may not have it."""
        name: str = self.cleaned_data["name"]
        others = InstitutionList.objects.filter(name=name).exclude(pk=self._found.pk if self._found else None)
        if others.exists():
            raise ValidationError(_("There is a list with this name already."))
        return name

    def clean_members(self) -> list[Named]:
        """Return the institutions that are counted."""
        return _institutions(self.cleaned_data["members"], MOST_MEMBERS)

    def clean_peers(self) -> list[Named]:
        """Return the institutions to compare with."""
        return _institutions(self.cleaned_data["peers"], MOST_PEERS)


def _written(key: str, name: str) -> str:
    return name if key.startswith("~") else key


def _institutions(text: str, most: int) -> list[Named]:
    """Return key and name of the institution of each line; raise ValidationError with the lines that mean none, by their numbers."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > most:
        raise ValidationError(
            _("These are %(count)s lines; at most %(most)s can be taken."), params={"count": len(lines), "most": most}
        )
    try:
        known = choices.meant([line for _number, line in lines])
    except PapersUnavailable:
        raise ValidationError(_("There is no store of papers yet to look institutions up in; the worker is making it.")) from None
    wrong = [
        ValidationError(_("Line %(number)s: no paper here names “%(line)s”."), params={"number": number, "line": line[:80]})
        for number, line in lines
        if line not in known
    ]
    if wrong:
        raise ValidationError(wrong)
    return list(dict.fromkeys(known[line] for _number, line in lines))
