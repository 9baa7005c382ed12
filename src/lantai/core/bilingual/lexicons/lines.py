"""Lines of text files, numbered, in bounded memory: what is no UTF-8 or too long comes as a refusal."""

from collections.abc import Iterator
from typing import BinaryIO

from .protocol import LexiconError, Refusal

LONGEST_BYTES = 1024 * 1024
"""The longest line in the given dictionaries has 14,000 bytes."""

SHOWN = 120
"""Characters of a refused line that are kept to be shown."""

MOSTLY_WRONG = 200
"""So many refused lines from the start on, and the file is of another kind or encoding."""

NOT_UTF8 = "this line is not in UTF-8"
TOO_LONG = f"this line is longer than {LONGEST_BYTES} bytes"


def numbered(stream: BinaryIO, file: str) -> Iterator[tuple[int, str] | Refusal]:
    """Yield each line with its number, without its end and a byte order mark; raise LexiconError where the file is in UTF-16."""
    number = 0
    while True:
        raw = stream.readline(LONGEST_BYTES + 1)
        if not raw:
            return
        number += 1
        if number == 1:
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise LexiconError(file, "the file is in UTF-16; save it as UTF-8", line=1)
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) > LONGEST_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST_BYTES)
            yield Refusal(file, number, TOO_LONG)
            continue
        try:
            yield number, raw.decode().rstrip("\r\n")
        except UnicodeDecodeError:
            yield Refusal(file, number, NOT_UTF8, shown(raw.decode("utf-8", "replace").rstrip("\r\n")))


def shown(line: str) -> str:
    """Return the beginning of a line that is to be shown to a person."""
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"


def plain_lines(head: bytes) -> list[str]:
    """Return the whole lines of the beginning of a file, without those of comments, for sniffing."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    found = text.split("\n")
    whole = found[:-1] if len(found) > 1 and len(head) >= 4096 else found
    return [line.rstrip("\r") for line in whole if line.strip() and not line.startswith("#")]
