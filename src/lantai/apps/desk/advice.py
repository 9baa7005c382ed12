"""What can be done when a source cannot be harvested: told on the desk and by the command."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ADVICE: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("inside the house",), gettext_lazy("Whoever runs this installation can allow the host, where it is one of your own.")),
    (
        ("name is not known", "status 404"),
        gettext_lazy("Look at the address: it may be mistyped, or the service has moved."),
    ),
    (
        ("badArgument", "cannotDisseminateFormat", "does not read the metadata format", "noSetHierarchy"),
        gettext_lazy("Look at the metadata format and the sets: the server, or Lantai, does not know them."),
    ),
    (
        ("key", "status 401", "status 403"),
        gettext_lazy("The service does not let you in: look at the key in the address, or ask its makers."),
    ),
    (
        ("no answer of OAI-PMH", "no JSON", "no list of"),
        gettext_lazy("What answers there is no source of this sort, or is being repaired. Open the address in a browser."),
    ),
    (
        ("again and again", "same token", "gave before", "pages without a record", "without coming further"),
        gettext_lazy("The server goes round in circles. Try again later; where it stays so, tell those who run it."),
    ),
)
"""Words of a failure -> what to do about it."""


def advice(error: str) -> str:
    """Return what can be done about a failure of a source, "" where nobody knows."""
    return next((str(said) for words, said in ADVICE if any(word in error for word in words)), "")
