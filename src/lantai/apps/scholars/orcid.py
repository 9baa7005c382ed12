"""ORCID's doors, where the library has a client there (LANTAI_ORCID_ID): signing in proves who somebody is, and public records can be fetched.

Nothing that ORCID gives beyond the iD is kept: no token, no name.
"""

from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.infra.httpclient import Answer, Client, FetchFailed

AGENT = "Lantai"
MOST_BYTES = 20_000_000
LONGEST_CODE = 200


class OrcidRefused(Exception):
    """ORCID did not say who it is, or has no such record; the message is for the person who asked."""


class Transport(Protocol):
    """What asks other machines: infra.httpclient's Client, or a test's."""

    def get(self, url: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Return what an address answers."""

    def post(self, url: str, body: bytes, *, headers: dict[str, str]) -> Answer:
        """Send something and return the answer."""


@dataclass(frozen=True, slots=True)
class OrcidClient:
    """The library's client at ORCID. ``at``: https://orcid.org, or https://sandbox.orcid.org to try it."""

    id: str
    secret: str
    at: str = "https://orcid.org"

    @property
    def public(self) -> str:
        """Return the address of the public interface."""
        parts = urlsplit(self.at)
        return urlunsplit((parts.scheme, f"pub.{parts.netloc}", "/v3.0", "", ""))


def configured() -> OrcidClient | None:
    """Return the library's client, None where it has none."""
    return OrcidClient(settings.ORCID_ID, settings.ORCID_SECRET, settings.ORCID_AT.rstrip("/")) if settings.ORCID_ID else None


def transport() -> Transport:
    """Return what asks ORCID."""
    return Client(agent=AGENT, timeout_s=20, limit_bytes=MOST_BYTES, allowed=settings.SERVICE_HOSTS)


def way_in(client: OrcidClient, *, back: str, state: str) -> str:
    """Return the address at ORCID where somebody signs in; it leads ``back`` with a code and the ``state``."""
    asked = {"client_id": client.id, "response_type": "code", "scope": "/authenticate", "redirect_uri": back, "state": state}
    return f"{client.at}/oauth/authorize?{urlencode(asked)}"


def proven(client: OrcidClient, *, code: str, back: str, by: Transport) -> str:
    """Return the ORCID iD of whoever came back with the code; raise OrcidRefused."""
    if not code or len(code) > LONGEST_CODE:
        raise OrcidRefused(_("ORCID sent no code."))
    found = _token(client, {"grant_type": "authorization_code", "code": code, "redirect_uri": back}, by)
    orcid = identify(Scheme.ORCID, str(found.get("orcid", "")))
    if orcid.standing is not Standing.VALID:
        raise OrcidRefused(_("ORCID did not say who you are."))
    return orcid.value


def fetched(client: OrcidClient, *, orcid: str, by: Transport) -> bytes:
    """Return the public record of a person as JSON; raise OrcidRefused."""
    token = str(_token(client, {"grant_type": "client_credentials", "scope": "/read-public"}, by).get("access_token", ""))
    try:
        answer = by.get(
            f"{client.public}/{orcid}/record", headers={"Accept": "application/json", "Authorization": f"Bearer {token}"}
        )
    except FetchFailed as problem:
        raise OrcidRefused(_("ORCID cannot be reached at the moment.")) from problem
    if answer.status != 200:
        raise OrcidRefused(_("ORCID gives no record for this iD."))
    return answer.body


def _token(client: OrcidClient, said: dict[str, str], by: Transport) -> dict[str, Any]:
    body = urlencode({"client_id": client.id, "client_secret": client.secret, **said}).encode()
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = by.post(f"{client.at}/oauth/token", body, headers=headers)
    except FetchFailed as problem:
        raise OrcidRefused(_("ORCID cannot be reached at the moment.")) from problem
    try:
        found = msgspec.json.decode(answer.body) if answer.status == 200 else None
    except msgspec.DecodeError:
        found = None
    if not isinstance(found, dict):
        raise OrcidRefused(_("ORCID refused: its answer has the status {status}.").format(status=answer.status))
    return found
