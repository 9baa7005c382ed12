"""Forms of access: readers' report, and what staff fill in."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.models import Database, Platform
from lantai.infra.guard import GuardedForm, visible

from .letters import LANGUAGES
from .models import CLASS_NAMES, SCOPE_NAMES, Assignment, PlatformAccess, Proxy, Resolution, Service, Template
from .queries.faults import staff

MOST_CHARACTERS = 2_000
LANGUAGE_NAMES = (("en", "English"), ("zh-hans", "中文"), ("ar", "العربية"))


class ReportForm(GuardedForm):
    """What happened, and where to answer: both may stay empty, the page says the rest."""

    text = forms.CharField(
        label=_("What happened? A word is enough, or none."), required=False, max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip
    mail = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer"), required=False,
        help_text=_("It is used for the answer alone, and forgotten when the fault is closed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )  # fmt: skip

    def clean_text(self) -> str:
        """Return the words without characters that nobody sees."""
        return visible(self.cleaned_data["text"])


class AboutForm(forms.Form):
    """What a report is about, as the link to its page says; what cannot be read counts for nothing."""

    work = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    title = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    database = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    platform = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    address = forms.URLField(required=False, max_length=2000, assume_scheme="https")
    page = forms.CharField(required=False, max_length=500)


class OpenForm(forms.Form):
    """A fault that staff saw."""

    title = forms.CharField(label=_("What it is about"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    label = forms.ChoiceField(label=_("Class"), choices=CLASS_NAMES.items())
    platform = forms.ModelChoiceField(label=_("Platform"), queryset=Platform.objects.all(), required=False)
    database = forms.ModelChoiceField(label=_("Database"), queryset=Database.objects.all(), required=False)
    words = forms.CharField(label=_("What was seen"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class MoveForm(forms.Form):
    """The next state of a fault."""

    state = forms.CharField(max_length=10)
    resolution = forms.ChoiceField(label=_("How it ended"), required=False, choices=[("", "—"), *Resolution.choices])
    words = forms.CharField(
        label=pgettext_lazy("event", "Note"), required=False, max_length=2000, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class CaseForm(forms.Form):
    """Everything else that is done with a fault; ``act`` says what."""

    act = forms.ChoiceField(choices=[(word, word) for word in ("class", "scope", "assign", "note", "join", "part")])
    label = forms.ChoiceField(label=_("Class"), required=False, choices=CLASS_NAMES.items())
    scope = forms.TypedChoiceField(label=_("What is shut"), required=False, choices=SCOPE_NAMES.items(), coerce=int)
    to = forms.ModelChoiceField(label=_("Who"), required=False, queryset=None)
    words = forms.CharField(
        label=pgettext_lazy("event", "Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    parent = forms.IntegerField(
        label=_("Number of the fault that it is a sign of"), required=False, min_value=1, max_value=2**63 - 1
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].queryset = staff()  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """A letter to the vendor, as it will be sent."""

    to = forms.EmailField(label=pgettext_lazy("letter", "To"), widget=forms.EmailInput(attrs={"dir": "ltr"}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_NAMES)
    subject = forms.CharField(label=_("Subject"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    body = forms.CharField(label=_("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}))


class WordsForm(forms.Form):
    """Words for readers in each language of the pages."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for code, name in LANGUAGE_NAMES:
            direction = "rtl" if code == "ar" else "ltr"
            self.fields[f"words_{code}"] = forms.CharField(
                label=name,
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "dir": direction, "lang": code}),
            )

    @property
    def words(self) -> dict[str, str]:
        """Return what was written, by language."""
        return {code: self.cleaned_data.get(f"words_{code}", "") for code in LANGUAGES}


class DowntimeForm(WordsForm):
    """Maintenance that a vendor told of."""

    platform = forms.ModelChoiceField(label=_("Platform"), queryset=Platform.objects.all())
    database = forms.ModelChoiceField(label=_("Only this database"), queryset=Database.objects.all(), required=False)
    from_at = forms.DateTimeField(
        label=pgettext_lazy("downtime", "From"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    until_at = forms.DateTimeField(
        label=pgettext_lazy("downtime", "Until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class ServiceForm(forms.ModelForm):
    """Settings of the service; what they mean is looked at by the action."""

    class Meta:
        model = Service
        fields = ("hours", "closed", "networks", "reply_minutes", "restore_minutes", "kept_days", "checks")
        widgets: ClassVar = {
            name: forms.Textarea(attrs={"rows": 4, "dir": "ltr"}) for name in ("hours", "closed", "networks")
        } | {name: forms.TextInput(attrs={"dir": "ltr"}) for name in ("reply_minutes", "restore_minutes")}
        help_texts: ClassVar = {
            "hours": _("Days and hours, a line each: 1 is Monday. Example: 1-5 08:30-17:30"),
            "closed": _("A day each line, as in 2026-12-25"),
            "networks": _("A network each line, as in 10.0.0.0/8. Readers there go straight to platforms."),
            "reply_minutes": _("Four numbers, from the least grave faults on; minutes of business hours."),
            "restore_minutes": _("Four numbers, from the least grave faults on; minutes of business hours."),
        }


class ProxyForm(forms.ModelForm):
    """A proxy; its template is looked at by the action."""

    class Meta:
        model = Proxy
        fields = ("name", "kind", "template", "entity", "test_address", "in_use", "everywhere")
        widgets: ClassVar = {
            name: forms.TextInput(attrs={"dir": "ltr", "size": 60}) for name in ("template", "entity", "test_address")
        }
        help_texts: ClassVar = {
            "template": _("Places: {url}, {url_encoded}, {scheme}, {host}, {host_dashed}, {host_vpn}, {path}, {entity}")
        }


class WayForm(forms.ModelForm):
    """How a platform is reached."""

    class Meta:
        model = PlatformAccess
        fields = ("proxy", "direct", "hosts", "importance", "vendor_mail", "vendor_language", "on_status_page")
        widgets: ClassVar = {
            "hosts": forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
            "vendor_language": forms.Select(choices=[("", "—"), *LANGUAGE_NAMES]),
        }


class AssignmentForm(forms.ModelForm):
    """Who gets which faults."""

    class Meta:
        model = Assignment
        fields = ("label", "platform", "account")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["account"].queryset = staff()  # type: ignore[attr-defined]

    def validate_unique(self) -> None:
        """Leave it to the action: a second rule for the same takes the first one's place."""

    def validate_constraints(self) -> None:
        """Leave it to the action."""


class TemplateForm(forms.ModelForm):
    """A letter of the library's own."""

    class Meta:
        model = Template
        fields = ("label", "language", "subject", "body")
        widgets: ClassVar = {
            "body": forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
            "language": forms.Select(choices=LANGUAGE_NAMES),
        }

    def validate_unique(self) -> None:
        """Leave it to the action."""

    def validate_constraints(self) -> None:
        """Leave it to the action."""


class MonthForm(forms.Form):
    """Which month."""

    month = forms.CharField(required=False, max_length=7)

    def day(self, now: datetime) -> datetime:
        """Return a day of the month asked for, or of this one."""
        said = self.cleaned_data.get("month", "") if self.is_valid() else ""
        try:
            return datetime.strptime(said, "%Y-%m").replace(tzinfo=timezone.get_current_timezone())
        except ValueError:
            return timezone.localtime(now)
