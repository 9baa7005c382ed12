"""The files of an evaluation, read line by line: documents, questions, which document answers which question, pairs to learn from.

A row that cannot be used is refused with its file, line and field, and the good ones go in; ``Unusable`` where a file has none. A language that a row
lacks, or names wrongly, is told from its text, and that is said.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from lantai.core.bilingual.telling import told
from lantai.core.text import languages

LONGEST_LINE = 4 * 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SHOWN = 20
UNKNOWN = "und"


class Unusable(Exception):
    """A file cannot be used at all; the message names it, the line and the field, and says what was expected."""


class Doc(msgspec.Struct, frozen=True, gc=False):
    """A document; ``title`` or ``text`` may be empty, not both."""

    id: str
    lang: str
    title: str = ""
    text: str = ""


class Query(msgspec.Struct, frozen=True, gc=False):
    """A question."""

    id: str
    lang: str
    text: str


class Answer(msgspec.Struct, frozen=True, gc=False):
    """A document that answers a question."""

    query: str
    document: str


class Taught(msgspec.Struct, frozen=True, gc=False):
    """The same in two languages."""

    lang: str
    other_lang: str
    text: str
    other_text: str


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A row that was not used. ``field``: which one is wrong, "" the row as a whole."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        where = f", {self.field}" if self.field else ""
        return f"{self.file}, line {self.line}{where}: {self.reason}"


class Refusals:
    """Counts what was refused, and keeps the first of it. ``mended``: the same of rows that were used, and how."""

    def __init__(self, *, mended: bool = True) -> None:
        self.count = 0
        self.first: list[Refused] = []
        self.mended = Refusals(mended=False) if mended else self

    def add(self, refused: Refused) -> None:
        """Take one row in."""
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(refused)


class _Row(msgspec.Struct, frozen=True, gc=False):
    """A line as others write it: numbers for ids, null for nothing."""

    id: str | int
    lang: str | None = None
    title: str | None = None
    text: str | None = None


def documents(path: Path, refusals: Refusals) -> Iterator[Doc]:
    """Yield the documents of a file of JSON lines."""
    for number, row in _objects(path, refusals):
        title, text = row.title or "", row.text or ""
        if not title.strip() and not text.strip():
            refusals.add(Refused(path.name, number, "title, text", "both are empty: there is nothing to find it by"))
        else:
            lang = _language(row.lang or "", f"{title} {text}", Refused(path.name, number, "lang", ""), refusals)
            yield Doc(str(row.id), lang, title, text)


def queries(path: Path, refusals: Refusals) -> Iterator[Query]:
    """Yield the questions of a file of JSON lines."""
    for number, row in _objects(path, refusals):
        if not (text := row.text or "").strip():
            refusals.add(Refused(path.name, number, "text", "it is empty: there is nothing to ask"))
        else:
            yield Query(str(row.id), _language(row.lang or "", text, Refused(path.name, number, "lang", ""), refusals), text)


def answers(path: Path, refusals: Refusals, *, queries: frozenset[str], documents: frozenset[str]) -> Iterator[Answer]:
    """Yield the lines ``query<TAB>document`` whose two ends are known."""
    for number, cells in _cells(path, 2, ("query", "document"), refusals):
        query, document = cells
        if query not in queries:
            refusals.add(Refused(path.name, number, "query", f"there is no question {query!r}"))
        elif document not in documents:
            refusals.add(Refused(path.name, number, "document", f"there is no document {document!r}"))
        else:
            yield Answer(query, document)


def pairs(path: Path, refusals: Refusals) -> Iterator[Taught]:
    """Yield the lines ``lang<TAB>lang<TAB>text<TAB>text``."""
    names = ("lang", "other lang", "text", "other text")
    for number, cells in _cells(path, 4, names, refusals):
        langs = [_tag(cells[at], path.name, number, names[at], refusals) for at in (0, 1)]
        if not all(langs):
            continue
        if langs[0] == langs[1]:
            refusals.add(Refused(path.name, number, "other lang", "both texts are of one language"))
        elif empty := next((names[at] for at in (2, 3) if not cells[at].strip()), ""):
            refusals.add(Refused(path.name, number, empty, "it is empty"))
        else:
            yield Taught(langs[0], langs[1], cells[2], cells[3])


def _objects(path: Path, refusals: Refusals) -> Iterator[tuple[int, _Row]]:
    decode = msgspec.json.Decoder(_Row).decode
    seen: set[str] = set()
    for number, line in lines(path, refusals):
        try:
            row = decode(line)
        except UnicodeDecodeError:
            refusals.add(Refused(path.name, number, "", "this is not UTF-8"))
            continue
        except msgspec.DecodeError as problem:
            said, field = explained(str(problem))
            refusals.add(Refused(path.name, number, field, said))
            continue
        if row.id == "":
            refusals.add(Refused(path.name, number, "id", "it is empty"))
        elif str(row.id) in seen:
            refusals.add(Refused(path.name, number, "id", f"{str(row.id)!r} stands on an earlier line"))
        else:
            seen.add(str(row.id))
            yield number, row


def _language(given: str, text: str, where: Refused, refusals: Refusals) -> str:
    """Return the language that a row names; what its text tells where it names none."""
    tag = languages.bcp47(given)
    if tag not in languages.NOTHING and tag != languages.UNKNOWN:
        return tag
    lang = told(text, "", trusted=False) or UNKNOWN
    wrong = f"{given[:40]!r} names no language" if given else "it is missing"
    taken = "; nothing tells which it is" if lang == UNKNOWN else f"; by its words taken for {lang}"
    refusals.mended.add(msgspec.structs.replace(where, reason=wrong + taken))
    return lang


def explained(said: str) -> tuple[str, str]:
    """Return the problem of a line as people read it, and the field that it is about."""
    message, _, place = said.partition(" - at `$.")
    if message.startswith("Object missing required field"):
        return "it is missing", message.split("`")[1]
    if place:
        wanted, _, got = message.partition(", got ")
        return (f"expected words in quotes, found {got}" if "str" in wanted else message), place.rstrip("`")
    return f"this is no line of JSON: {message}", ""


def _tag(given: str, file: str, line: int, field: str, refusals: Refusals) -> str:
    tag = languages.bcp47(given)
    if tag in languages.NOTHING:
        refusals.add(Refused(file, line, field, f"{given[:40]!r} names no language"))
        return ""
    return tag


def _cells(path: Path, count: int, names: tuple[str, ...], refusals: Refusals) -> Iterator[tuple[int, list[str]]]:
    for number, line in lines(path, refusals):
        try:
            cells = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            refusals.add(Refused(path.name, number, "", "this is not UTF-8"))
            continue
        if len(cells) != count:
            wanted = "<TAB>".join(names)
            refusals.add(Refused(path.name, number, "", f"expected {count} columns, {wanted}; found {len(cells)}"))
        else:
            yield number, cells


def lines(path: Path, refusals: Refusals) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold anything, counted from 1; the mark of byte order before the first is no part of it."""
    try:
        stream: BinaryIO = path.open("rb")
    except OSError as problem:
        raise Unusable(f"{path} cannot be read: {problem.strerror}") from problem
    with stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if number == 1 and line.startswith(UTF_16):
                raise Unusable(f"{path} is written in UTF-16: save it as UTF-8")
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                refusals.add(Refused(path.name, number, "", f"this line is longer than {LONGEST_LINE:,} bytes"))
                while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                continue
            if line := (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip(b" \r\n\0"):
                yield number, line
