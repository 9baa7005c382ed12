"""Which characters the bytes of a record are, decided per file and per record, never in silence.

``examine`` looks at the first records of a file, ``decode`` turns one record's bytes into text.
"""

import unicodedata
from collections.abc import Iterable

from pymarc.marc8 import marc8_to_unicode

from lantai.core.bib.record import Repair
from lantai.core.formats.protocol import Profile
from lantai.core.text.messages import N_


def examine(raws: Iterable[bytes], profile: Profile) -> Profile:
    """Return the profile with the encoding of the file, as far as it is one."""
    return profile


def decode(data: bytes, leader: bytes, tags: list[str], profile: Profile, repairs: list[Repair]) -> str:
    """Return the text of all fields, separators in place, composed (NFC)."""
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _otherwise(data, leader, tags, profile, repairs)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _otherwise(data: bytes, leader: bytes, tags: list[str], profile: Profile, repairs: list[Repair]) -> str:
    if "200" in tags and "245" not in tags:
        return data.decode(profile.encoding or "gb18030", "replace")
    if leader[9:10] == b"a":
        repairs.append(Repair(code="charset", detail=N_("not UTF-8 as the leader says")))
        return data.decode("cp1252", "replace")
    return "\x1e".join("\x1f".join(marc8_to_unicode(v, True) for v in f.split(b"\x1f")) for f in data.split(b"\x1e"))
