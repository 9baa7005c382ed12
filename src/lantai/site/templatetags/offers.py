"""What is said of a way to get a thing: where it leads, for which years, why it is offered, what it asks of the reader."""

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lantai.core.bib.offers import Offer

register = template.Library()


@register.simple_tag
def offer_words(offer: Offer, *, reason_only: bool = False) -> SafeString:
    """Show the words of an offer, a line each; ``reason_only``: where the label stands on the button."""
    lines = [] if reason_only else [format_html('<bdi dir="auto">{}</bdi>', offer.label)] if offer.label else []
    if offer.years:
        lines.append(format_html("{} {}", _("Years:"), format_html('<bdi dir="ltr">{}</bdi>', offer.years)))
    lines += [format_html('<bdi dir="auto">{}</bdi>', said) for said in (offer.reason, offer.condition) if said]
    if offer.until:
        lines.append(format_html(_("Until {day}"), day=date_format(offer.until)))
    if offer.licence:
        lines.append(format_html('<bdi dir="ltr">{}</bdi>', offer.licence))
    return format_html_join("", '<p class="sub">{}</p>', ((line,) for line in lines))
