"""Forms that anybody may send without an account or a puzzle: two things that only machines stumble over.

A field that people cannot see must stay empty, and the form must not come back within seconds of having been shown.
"""

from datetime import datetime

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "lantai.form.shown"
FASTEST_S = 3
LONGEST_S = 24 * 3600


def stamp(now: datetime) -> str:
    """Return a signed note of when a form was shown."""
    return signing.dumps(int(now.timestamp()), salt=SALT)


class GuardedForm(forms.Form):
    """A form for everybody. ``website`` is hidden from people; ``shown`` says when the form was sent to them.

    Whoever is taken for a machine is told what to do, and nothing typed is lost: a person with a quick hand may be right.
    """

    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *given: object, now: datetime, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.now = now

    def clean(self) -> dict[str, object]:
        """Refuse what a machine filled in, with words for the person who may have."""
        given = super().clean() or {}
        if given.get("website"):
            self.add_error(
                None, _("A field that is hidden was filled in, perhaps by your browser. It has been emptied; please send again.")
            )
        elif not self._was_shown(str(given.get("shown", ""))):
            self.add_error(
                None, _("The form was sent very quickly, or after a very long time. Please look it over and send it again.")
            )
        return given

    def _was_shown(self, stamped: str) -> bool:
        try:
            shown = signing.loads(stamped, salt=SALT)
        except signing.BadSignature:
            return False
        return FASTEST_S <= self.now.timestamp() - int(shown) <= LONGEST_S


def visible(text: str) -> str:
    """Return the words without characters that nobody sees."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()
