"""The key of a second factor as people and phones take it: a QR code drawn here, and letters."""

from base64 import b32encode
from binascii import unhexlify
from typing import Any

import segno
from django.utils.safestring import mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from .models import Account


def of_key(account: Account, key: str) -> dict[str, Any]:
    """Return ``picture`` (SVG, without styles of its own, so that the content policy lets it be), ``letters`` and ``address``."""
    address = TOTPDevice(user=account, key=key).config_url
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    letters = b32encode(unhexlify(key)).decode()
    return {
        "picture": mark_safe(drawn),  # noqa: S308 (drawn by segno from a key and a name, both of which it only paints)
        "letters": " ".join(letters[n : n + 4] for n in range(0, len(letters), 4)),
        "address": address,
    }
