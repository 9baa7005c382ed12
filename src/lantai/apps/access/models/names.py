"""What people read for the codes of core.faults."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.core.faults.kinds import FaultClass, LinkKind
from lantai.core.faults.proxies import ProxyKind
from lantai.core.faults.severity import Grade, Scope

KIND_NAMES = {
    LinkKind.SOUND: pgettext_lazy("link", "Works"),
    LinkKind.DEAD_HOST: _("Host does not answer"),
    LinkKind.MOVED: _("Moved to another address"),
    LinkKind.SOFT_404: _("Page is not there"),
    LinkKind.LOGIN_WALL: _("Asks to sign in"),
    LinkKind.EXPIRED_CERTIFICATE: _("Certificate expired or wrong"),
    LinkKind.PROXY_NOT_CONFIGURED: _("Proxy not configured for it"),
    LinkKind.PAYWALL: _("Asks for money although entitled"),
    LinkKind.WRONG_COVERAGE: _("Other years than we say"),
    LinkKind.WRONG_TITLE: _("Another title"),
    LinkKind.BLOCKED_IP: _("Our address is blocked"),
    LinkKind.MAINTENANCE: _("Maintenance of the vendor"),
    LinkKind.DOI_UNRESOLVED: _("DOI leads nowhere"),
    LinkKind.UNKNOWN: _("Could not be told"),
}
CLASS_NAMES = {
    FaultClass.LINK_BROKEN: _("Link broken"),
    FaultClass.NO_ENTITLEMENT: _("No entitlement"),
    FaultClass.PROXY: _("IP or proxy"),
    FaultClass.FEDERATED_LOGIN: _("Federated login"),
    FaultClass.PLATFORM_DOWN: _("Platform down"),
    FaultClass.WRONG_COVERAGE: _("Wrong coverage"),
    FaultClass.METADATA: _("Metadata"),
    FaultClass.PAYMENT_LAPSED: _("Payment lapsed"),
    FaultClass.EXCESS_DOWNLOAD: _("Blocked for excess downloads"),
    FaultClass.USER_ERROR: _("Question or mistake of the reader"),
}
GRADE_NAMES = {
    Grade.CRITICAL: pgettext_lazy("severity", "Critical"),
    Grade.HIGH: pgettext_lazy("severity", "High"),
    Grade.MIDDLE: pgettext_lazy("severity", "Middle"),
    Grade.LOW: pgettext_lazy("severity", "Low"),
}
SCOPE_NAMES = {
    Scope.TITLE: _("One title"),
    Scope.DATABASE: _("One database"),
    Scope.PLATFORM: _("A whole platform"),
    Scope.EVERYTHING: _("All resources"),
}
PROXY_NAMES = {
    ProxyKind.EZPROXY: "EZproxy",
    ProxyKind.WEBVPN: "WebVPN",
    ProxyKind.WAYFLESS: _("CARSI or Shibboleth, without asking where from"),
    ProxyKind.TEMPLATE: _("Template of our own"),
}
