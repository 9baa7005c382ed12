"""The names of what can be wrong: twelve kinds that a check of a link tells apart, ten classes that a reader's message may be of."""

from enum import StrEnum


class LinkKind(StrEnum):
    """What a checked address turned out to be. ``UNKNOWN``: nothing was learnt, e.g. because robots are asked to stay away."""

    SOUND = "sound"
    DEAD_HOST = "dead_host"
    MOVED = "moved"
    SOFT_404 = "soft_404"
    LOGIN_WALL = "login_wall"
    EXPIRED_CERTIFICATE = "expired_certificate"
    PROXY_NOT_CONFIGURED = "proxy_not_configured"
    PAYWALL = "paywall"
    WRONG_COVERAGE = "wrong_coverage"
    WRONG_TITLE = "wrong_title"
    BLOCKED_IP = "blocked_ip"
    MAINTENANCE = "maintenance"
    DOI_UNRESOLVED = "doi_unresolved"
    UNKNOWN = "unknown"


FAULTS = tuple(kind for kind in LinkKind if kind not in (LinkKind.SOUND, LinkKind.UNKNOWN))


class FaultClass(StrEnum):
    """What a reader's message is about, for whoever deals with it."""

    LINK_BROKEN = "link_broken"
    NO_ENTITLEMENT = "no_entitlement"
    PROXY = "proxy"
    FEDERATED_LOGIN = "federated_login"
    PLATFORM_DOWN = "platform_down"
    WRONG_COVERAGE = "wrong_coverage"
    METADATA = "metadata"
    PAYMENT_LAPSED = "payment_lapsed"
    EXCESS_DOWNLOAD = "excess_download"
    USER_ERROR = "user_error"


CLASS_OF_KIND = {
    LinkKind.DEAD_HOST: FaultClass.PLATFORM_DOWN,
    LinkKind.MOVED: FaultClass.LINK_BROKEN,
    LinkKind.SOFT_404: FaultClass.LINK_BROKEN,
    LinkKind.LOGIN_WALL: FaultClass.NO_ENTITLEMENT,
    LinkKind.EXPIRED_CERTIFICATE: FaultClass.PLATFORM_DOWN,
    LinkKind.PROXY_NOT_CONFIGURED: FaultClass.PROXY,
    LinkKind.PAYWALL: FaultClass.NO_ENTITLEMENT,
    LinkKind.WRONG_COVERAGE: FaultClass.WRONG_COVERAGE,
    LinkKind.WRONG_TITLE: FaultClass.METADATA,
    LinkKind.BLOCKED_IP: FaultClass.EXCESS_DOWNLOAD,
    LinkKind.MAINTENANCE: FaultClass.PLATFORM_DOWN,
    LinkKind.DOI_UNRESOLVED: FaultClass.LINK_BROKEN,
}
"""Who deals with what a check found: the class under which a fault that no reader reported is opened."""
