"""The editor's form of a page: a translation is checked before it is published."""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm


class HousePageForm(WagtailAdminPageForm):
    """A page's form; what is published, or sent to be, must be translated. Drafts may be anything."""

    def _post_clean(self) -> None:
        """Name the passages that are still another language's, once the page holds what was typed."""
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        left = self.instance.sentences_left()
        if left:
            message = ngettext(
                "This translation cannot be published yet: %(count)d passage is still the other language’s: %(first)s",
                "This translation cannot be published yet: %(count)d passages are still the other language’s: %(first)s",
                len(left),
            )
            self.add_error(None, ValidationError(message % {"count": len(left), "first": " · ".join(s[:60] for s in left[:5])}))
