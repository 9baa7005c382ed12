"""How refused rows are to be read this time: only what is changed here changes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantai.catalog import import_actions
from lantai.catalog.models import Harvest
from lantai.core.formats.errors import FormatError, WrongProfile
from lantai.core.formats.mapping import read_mapping
from lantai.core.formats.protocol import Profile

from .upload import DIALECTS, ENCODINGS, MAPPING_LIMIT

AS_BEFORE = [("", _("As before"))]
DELIMITERS = [(",", _("Comma")), (";", _("Semicolon")), ("tab", _("Tab")), ("|", _("Vertical bar"))]
TABLES = ("table", "xlsx")


class AgainForm(forms.Form):
    """The parts of an import's profile that can be mended; which are asked for depends on its format."""

    encoding = forms.ChoiceField(label=_("Character set"), choices=[*AS_BEFORE, *ENCODINGS], required=False)
    dialect = forms.ChoiceField(label=_("MARC dialect"), choices=[*AS_BEFORE, *DIALECTS], required=False)
    delimiter = forms.ChoiceField(label=_("What stands between columns"), choices=[*AS_BEFORE, *DELIMITERS], required=False)
    columns = forms.CharField(
        label=_("Headings of the columns"),
        required=False,
        help_text=_("One a line, in the order of the table."),
        widget=forms.Textarea({"rows": 6, "cols": 40, "dir": "auto"}),
    )
    mapping = forms.FileField(
        label=_("Mapping of a table’s columns"), required=False, help_text=_("TOML or JSON; docs/data/mapping.md says how.")
    )

    def __init__(self, *given: Any, harvest: Harvest, **more: Any) -> None:
        """Begin with how the import was read."""
        self.harvest, before = harvest, harvest.profile
        super().__init__(*given, initial={"columns": "\n".join(before.get("columns", ()))}, **more)
        table = before.get("format") in TABLES
        for name in ("delimiter", "columns", "mapping") if not table else ("dialect",):
            del self.fields[name]
        if not table and not before.get("dialect"):
            del self.fields["dialect"]

    def clean_mapping(self) -> dict[str, str]:
        """Return column -> field of the file that was sent, {} where none was."""
        file = self.cleaned_data["mapping"]
        if not file:
            return {}
        if file.size > MAPPING_LIMIT:
            raise ValidationError(_("A mapping file has at most one megabyte."))
        try:
            return read_mapping(file.read(), file.name).mapping
        except WrongProfile as problem:
            raise ValidationError(_("This mapping cannot be used: %(problem)s"), params={"problem": problem}) from problem

    def clean(self) -> dict[str, Any]:
        """Find out how the rows are read then; refuse what does not fit the file."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if given.get("delimiter") == "tab":
            given["delimiter"] = "\t"
        columns = tuple(filter(None, (line.strip() for line in given.pop("columns", "").splitlines())))
        if columns and columns != tuple(self.harvest.profile.get("columns", ())):
            given["columns"] = columns
        try:
            self.profile: Profile = import_actions.mended(self.harvest, **given)
        except FormatError as problem:
            raise ValidationError(str(problem)) from problem
        return self.cleaned_data
