"""The carrier: fields to ISO 2709 bytes or to MARCXML, small and without any reading."""

from xml.sax.saxutils import escape, quoteattr

Subfields = list[tuple[str, str]]


class Record:
    """A MARC record being written: a leader and fields in order."""

    def __init__(self, leader: str) -> None:
        self.leader = leader
        self.fields: list[tuple[str, str, str | Subfields]] = []

    def control(self, tag: str, data: str) -> None:
        """Add a control field."""
        self.fields.append((tag, "", data))

    def add(self, tag: str, ind: str, *subfields: tuple[str, str]) -> None:
        """Add a data field of the subfields that say something, if any does; blanks in ``ind`` may be written #."""
        said = [(code, value) for code, value in subfields if value]
        if any(code != "6" for code, _ in said):
            self.fields.append((tag, ind.replace("#", " "), said))

    def to_bytes(self, encoding: str = "utf-8") -> bytes:
        """Return the record as ISO 2709."""
        directory, body = b"", b""
        for tag, ind, data in self.fields:
            text = data if isinstance(data, str) else ind + "".join(f"\x1f{code}{value}" for code, value in data)
            raw = text.encode(encoding) + b"\x1e"
            directory += f"{tag}{len(raw):04d}{len(body):05d}".encode()
            body += raw
        base = 24 + len(directory) + 1
        length = base + len(body) + 1
        leader = f"{length:05d}{self.leader[5:12]}{base:05d}{self.leader[17:]}"
        return leader.encode() + directory + b"\x1e" + body + b"\x1d"

    def to_xml(self) -> str:
        """Return the record as a MARCXML element, a line a field."""
        parts = ["<record>", f"<leader>{self.leader}</leader>"]
        for tag, ind, data in self.fields:
            if isinstance(data, str):
                parts.append(f'<controlfield tag="{tag}">{escape(data)}</controlfield>')
                continue
            inside = "".join(f"<subfield code={quoteattr(code)}>{escape(value)}</subfield>" for code, value in data)
            parts.append(f'<datafield tag="{tag}" ind1="{ind[0]}" ind2="{ind[1]}">{inside}</datafield>')
        return "\n".join([*parts, "</record>"])
