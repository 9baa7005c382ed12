"""How readers get through to platforms, for a whole page of addresses at once."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from lantai.apps.holdings.models import Platform
from lantai.core.faults.proxies import belongs, build, is_within

from ..campus import address_now
from ..models import PlatformAccess, Proxy
from .service import service


def on_campus(address: str = "") -> bool | None:
    """Say whether an IP address, or that of the request now answered, is of the campus; None where that cannot be known."""
    return is_within(address or address_now(), service().networks)


def led(pairs: Sequence[tuple[str, int | None]]) -> list[str]:
    """Return the addresses by which a reader goes to these, each with the number of its platform.

    On campus, and where no proxy is for the platform, they stay as they are; so does an address that is none of its platform's: a proxy
    is no way to anywhere.
    """
    numbers = {platform for _address, platform in pairs if platform is not None}
    if not numbers or on_campus():
        return [address for address, _platform in pairs]
    ways = {each.platform_id: each for each in PlatformAccess.objects.filter(platform__in=numbers).select_related("proxy")}
    general = Proxy.objects.filter(in_use=True, everywhere=True).order_by("pk").first()
    hosts = hosts_of(numbers, ways.values())
    return [_through(address, ways.get(platform), general, hosts.get(platform, ())) for address, platform in pairs]  # type: ignore[arg-type]


def proxy_of(way: PlatformAccess | None, general: Proxy | None) -> Proxy | None:
    """Return the proxy through which readers go to a platform; None where they go straight."""
    if way is not None and way.direct:
        return None
    own = way.proxy if way is not None and way.proxy is not None and way.proxy.in_use else None
    return own or general


def hosts_of(platforms: Iterable[int], ways: Iterable[PlatformAccess]) -> dict[int, tuple[str, ...]]:
    """Return the hosts that belong to each platform: that of its address, and those that staff named beside it."""
    found = {
        pk: (host_in(address),) for pk, address in Platform.objects.filter(pk__in=list(platforms)).values_list("pk", "address")
    }
    for way in ways:
        found[way.platform_id] = (
            *found.get(way.platform_id, ()),
            *(line.strip() for line in way.hosts.splitlines() if line.strip()),
        )
    return found


def host_in(address: str) -> str:
    """Return the host of an address."""
    return urlsplit(address).hostname or ""


def _through(address: str, way: PlatformAccess | None, general: Proxy | None, hosts: tuple[str, ...]) -> str:
    proxy = proxy_of(way, general)
    if proxy is None or not belongs(address, hosts):
        return address
    return build(proxy.template, address, entity=proxy.entity)


def preview(platform: Platform) -> str:
    """Return the address by which readers off campus reach a platform's front page."""
    way = PlatformAccess.objects.filter(platform=platform).select_related("proxy").first()
    general = Proxy.objects.filter(in_use=True, everywhere=True).order_by("pk").first()
    hosts = hosts_of([platform.pk], [way] if way else [])
    return _through(platform.address, way, general, hosts.get(platform.pk, ())) if platform.address else ""
