"""Addresses as readers off campus open them: through EZproxy, a WebVPN, a link past the page that asks where one is from, or a template.

A template has places in braces: {url}, {url_encoded}, {scheme}, {host}, {host_dashed}, {host_vpn}, {path}, {entity}. What it is filled with is
an address of a platform that the library knows (``belongs``), so that nobody can be led elsewhere by it.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from ipaddress import ip_address, ip_network
from urllib.parse import quote, urlsplit

from .webvpn import hidden_host

PLACES = ("url", "url_encoded", "scheme", "host", "host_dashed", "host_vpn", "path", "entity")
_PLACE = re.compile(r"\{([^{}]*)\}")
_STARTS = ("https://", "http://")


class ProxyKind(StrEnum):
    """How readers get through."""

    EZPROXY = "ezproxy"
    WEBVPN = "webvpn"
    WAYFLESS = "wayfless"
    TEMPLATE = "template"


EXAMPLES = {
    ProxyKind.EZPROXY: "https://login.ezproxy.example.edu/login?url={url}",
    ProxyKind.WEBVPN: "https://webvpn.example.edu.cn/{scheme}/{host_vpn}{path}",
    ProxyKind.WAYFLESS: "https://platform.example.com/Shibboleth.sso/Login?entityID={entity}&target={url_encoded}",
    ProxyKind.TEMPLATE: "https://{host_dashed}.proxy.example.edu{path}",
}
NEEDS = {
    ProxyKind.EZPROXY: ({"url", "url_encoded"},),
    ProxyKind.WEBVPN: ({"host_vpn", "host_dashed", "url", "url_encoded"},),
    ProxyKind.WAYFLESS: ({"entity"}, {"url", "url_encoded"}),
    ProxyKind.TEMPLATE: ({"url", "url_encoded", "host", "host_dashed", "host_vpn"},),
}


def problems(kind: ProxyKind, template: str) -> list[tuple[str, str]]:
    """Return what is wrong with a template, (code, what it stumbled over) each; [] where it can be used."""
    found: list[tuple[str, str]] = []
    if not template.startswith(_STARTS) or re.search(r"\s", template):
        found.append(("not_an_address", template[:100]))
    places = _PLACE.findall(template)
    found += [("unknown_place", place) for place in places if place not in PLACES]
    rest = _PLACE.sub("", template)
    if "{" in rest or "}" in rest:
        found.append(("brace", template[:100]))
    for several in NEEDS[kind]:
        if not several & set(places):
            found.append(("lacks", " / ".join(f"{{{name}}}" for name in sorted(several))))
    host = urlsplit(template).netloc.removesuffix("{path}") if not found else ""
    if host and (
        "{url" in host
        or "{host}" in host
        or host.endswith("}")
        or not re.search(r"[\w-]+\.[\w-]+$|localhost", _PLACE.sub("x", host).partition(":")[0])
    ):
        found.append(("free_host", host[:100]))
    return found


def build(template: str, url: str, *, entity: str = "") -> str:
    """Return ``url`` as the template leads to it. ``entity``: who says who somebody is, the identifier of the university's sign-in."""
    parts = urlsplit(url)
    path = url.partition("://")[2].removeprefix(parts.netloc) or "/"
    port = f":{parts.port}" if parts.port else ""
    host = f"{parts.hostname or ''}{port}"
    filled = {
        "url": url,
        "url_encoded": quote(url, safe=""),
        "scheme": parts.scheme + (f"-{parts.port}" if parts.port and "{host_vpn}" in template else ""),
        "host": host,
        "host_dashed": (parts.hostname or "").replace("-", "--").replace(".", "-"),
        "host_vpn": hidden_host(parts.hostname or ""),
        "path": path,
        "entity": quote(entity, safe=""),
    }
    return _PLACE.sub(lambda match: filled.get(match[1], match[0]), template)


def belongs(url: str, hosts: Iterable[str]) -> bool:
    """Say whether an address is of one of the hosts, or of a name below one; nothing but http and https is."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in url:
        return False
    known = {each.lower().strip(".").removeprefix("www.") for each in hosts if each}
    return any(host == each or host.endswith(f".{each}") for each in known)


def not_networks(text: str) -> list[tuple[int, str]]:
    """Return the lines, counted from 1, that are no network in CIDR notation."""
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            ip_network(line.strip() or "::/0", strict=False)
        except ValueError:
            wrong.append((number, line.strip()))
    return wrong


def is_within(address: str, networks: str) -> bool | None:
    """Say whether an IP address is of one of the networks, a line each; None where either is not known."""
    lines = [line.strip() for line in networks.splitlines() if line.strip()]
    if not address or not lines:
        return None
    try:
        ip = ip_address(address)
        ip = getattr(ip, "ipv4_mapped", None) or ip
        return any(ip in ip_network(line, strict=False) for line in lines)
    except ValueError:
        return None
