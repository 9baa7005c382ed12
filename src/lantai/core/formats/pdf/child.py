"""What runs in the process that opens a PDF: bytes in, bytes out (``infra.confined``)."""

import msgspec

from .reading import Outcome, Read, read

decoded = msgspec.msgpack.Decoder(Read).decode
encoded = msgspec.msgpack.Encoder().encode


def main(raw: bytes) -> bytes:
    """Return ``Read`` of a file, packed for the other process."""
    try:
        return encoded(read(raw))
    except ModuleNotFoundError as problem:
        return encoded(Read(Outcome.MISSING, detail=str(problem)))
    except MemoryError:
        return encoded(Read(Outcome.TOO_MUCH, detail="memory"))
