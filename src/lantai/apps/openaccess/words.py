"""What licenses let readers do, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.licenses import License

FAMILIES: dict[str, Promise] = {
    "CC-BY": _("You may share and adapt it, also to earn money, if you name its makers."),
    "CC-BY-SA": _("You may share and adapt it if you name its makers and pass it on under the same license."),
    "CC-BY-NC": _("You may share and adapt it if you name its makers and earn no money by it."),
    "CC-BY-NC-SA": _(
        "You may share and adapt it if you name its makers, earn no money by it and pass it on under the same license."
    ),
    "CC-BY-ND": _("You may share it unchanged if you name its makers."),
    "CC-BY-NC-ND": _("You may share it unchanged if you name its makers and earn no money by it."),
    "CC0": _("Its makers have given up their rights: you may do with it what you like."),
    "PDM": _("It is in the public domain: you may do with it what you like."),
}


def may(granted: License | None) -> Promise:
    """Return what a reader may do with a copy beyond reading it."""
    if granted is None:
        return _("No license is given: you may read it, and use it as the law allows.")
    if granted.family in FAMILIES:
        return FAMILIES[granted.family]
    if granted.reuse:
        return _("The license allows reuse on its own terms.")
    return _("The publisher has terms of its own, which allow no reuse in general.")
