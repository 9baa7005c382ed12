"""What runs in the process that opens a file of a full text, PDF or JATS: bytes in, bytes out (``infra.confined``)."""

import msgspec

from lantai.core.formats.errors import FormatError
from lantai.core.formats.pdf.reading import Outcome, Read, read

from .of_jats import full_text

decoded = msgspec.msgpack.Decoder(Read).decode
encoded = msgspec.msgpack.Encoder().encode


def is_pdf(raw: bytes) -> bool:
    """Say whether bytes are a PDF: its mark may stand behind a few bytes of something else."""
    return b"%PDF-" in raw[:1_024]


def _of_jats(raw: bytes) -> Read:
    try:
        text = full_text(raw)
    except FormatError as problem:
        return Read(Outcome.BROKEN, detail=str(problem)[:500])
    return Read(Outcome.READ if text.characters else Outcome.NO_TEXT, text)


def main(raw: bytes) -> bytes:
    """Return ``Read`` of a file, packed for the other process."""
    try:
        return encoded(read(raw) if is_pdf(raw) else _of_jats(raw))
    except ModuleNotFoundError as problem:
        return encoded(Read(Outcome.MISSING, detail=str(problem)))
    except MemoryError:
        return encoded(Read(Outcome.TOO_MUCH, detail="memory"))
