"""With what agreements ask other machines: one short request, for the test link alone."""

from django.conf import settings

from lantai.infra.httpclient import Client

AGENT = "Lantai (test link of an agreement)"


def client() -> Client:
    """Return a client with narrow bounds; hosts in the library's own network only where the settings allow them."""
    return Client(agent=AGENT, timeout_s=15, limit_bytes=2_000_000, allowed=settings.SERVICE_HOSTS)
