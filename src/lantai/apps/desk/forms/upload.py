"""Sending a file, and saying how it is to be read."""

from typing import Any

import msgspec
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from lantai.core.formats import FORMATS
from lantai.core.formats.errors import WrongProfile
from lantai.core.formats.mapping import read_mapping
from lantai.core.formats.protocol import Profile

DETECT = [("", _("Find out from the file"))]
DIALECTS = [("marc21", "MARC 21"), ("unimarc", "UNIMARC"), ("cnmarc", "CNMARC")]
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("gb18030", "GB 18030, GBK"),
    ("big5", "Big5"),
    ("marc8", "MARC-8"),
    ("shift_jis", "Shift JIS"),
    ("euc-kr", "EUC-KR"),
    ("windows-1256", "Windows-1256 (العربية)"),
    ("windows-1251", "Windows-1251 (Русский)"),
    ("windows-1252", "Windows-1252"),
    ("iso8859-5", "ISO 5426 / 8859-5"),
]
MAPPING_LIMIT = 1_000_000


def _formats() -> list[tuple[str, Any]]:
    return [*DETECT, *((name, name) for name in FORMATS)]


class UploadForm(forms.Form):
    """A file to import, and what the librarian knows of it."""

    file = forms.FileField(label=_("File"), max_length=255)
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        initial="library",
        validators=[validate_unicode_slug],
        help_text=_("Where these records come from, one word: records of one source replace each other by their numbers."),
    )
    format = forms.ChoiceField(label=_("Format"), choices=_formats, required=False)
    dialect = forms.ChoiceField(label=_("MARC dialect"), choices=[*DETECT, *DIALECTS], required=False)
    encoding = forms.ChoiceField(label=_("Character set"), choices=[*DETECT, *ENCODINGS], required=False)
    mapping = forms.FileField(
        label=_("Mapping of a table’s columns"), required=False, help_text=_("TOML or JSON; docs/data/mapping.md says how.")
    )
    deletions = forms.BooleanField(label=_("Every record in this file is to be deleted"), required=False)

    def clean_file(self) -> Any:
        """Refuse what is larger than the site takes, naming the limit."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            limit = filesizeformat(settings.UPLOAD_LIMIT)
            raise ValidationError(
                _("The file is larger than %(limit)s, the most that can be sent here."), params={"limit": limit}
            )
        return file

    def clean_mapping(self) -> Profile:
        """Return what the mapping file lays down, an empty profile where none was sent."""
        file = self.cleaned_data["mapping"]
        if not file:
            return Profile()
        if file.size > MAPPING_LIMIT:
            raise ValidationError(_("A mapping file has at most one megabyte."))
        try:
            return read_mapping(file.read(), file.name)
        except WrongProfile as problem:
            raise ValidationError(_("This mapping cannot be used: %(problem)s"), params={"problem": problem}) from problem

    @property
    def profile(self) -> Profile:
        """Return how the file is to be read, of a form that is valid: what was chosen here goes before the mapping file."""
        given = self.cleaned_data
        chosen = {name: given[name] for name in ("format", "dialect", "encoding", "deletions") if given[name]}
        return msgspec.structs.replace(given["mapping"], **chosen)
