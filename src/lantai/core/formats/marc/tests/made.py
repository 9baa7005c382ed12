"""Small ISO 2709 records for tests, right in everything until a test damages them."""

from lantai.core.formats.marc.fields import Field

MARC21 = "00000nam a2200000   4500"
MARC8 = "00000nam  2200000   4500"
UNIMARC = "00000nam0 2200000   450 "


def field(tag: str, text: str, ind: str = "  ") -> Field:
    """Return a control field, or one whose subfields are written $a… $b…."""
    if "$" not in text:
        return Field(tag, text)
    return Field(tag, "", ind, tuple((part[0], part[1:]) for part in text.split("$")[1:]))


def book(number: str = "n1", title: str = "A title", **others: str) -> list[Field]:
    """Return the fields of a MARC 21 record: 001, 245, and others given as t650="$a…"."""
    return [field("001", number), field("245", f"$a{title}", "10"), *(field(tag[1:], text) for tag, text in others.items())]


def packed(fields: list[Field], *, leader: str = MARC21, codec: str = "utf-8") -> bytes:
    """Return the record in that codec, with lengths, base address and directory as they should be."""
    values = [(f.data or f.ind + "".join(f"\x1f{c}{v}" for c, v in f.subfields)).encode(codec) + b"\x1e" for f in fields]
    directory, start = b"", 0
    for one, value in zip(fields, values, strict=True):
        directory += b"%s%04d%05d" % (one.tag.encode(), len(value), start)
        start += len(value)
    base = 24 + len(directory) + 1
    head = b"%05d%s%05d%s" % (base + start + 1, leader[5:12].encode(), base, leader[17:].encode())
    return head + directory + b"\x1e" + b"".join(values) + b"\x1d"
