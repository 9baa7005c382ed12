"""A table of four columns, both languages and both texts: ``lang<TAB>lang<TAB>text<TAB>text``, one translation a line."""

from collections.abc import Iterator

from .glosses import cleaned
from .lines import numbered, plain_lines, shown
from .naming import language
from .protocol import About, Entry, Files, Item, Passed, Refusal

TITLE = "table of four columns (TSV)"
EXPECTED = "lines such as en<TAB>fr<TAB>library<TAB>bibliothèque"


def packaged() -> Files | None:
    """Return None: a librarian gives such files."""
    return None


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file: surer than of an index for dictd, for which short words pass as numbers in base 64."""
    lines = plain_lines(head)[:50]
    good = sum(_columns(line) is not None for line in lines)
    return 0.98 * good / len(lines) if lines and good * 2 > len(lines) else 0.0


def describe(files: Files) -> About:
    """Return nothing: the languages stand in every line."""
    return About()


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the entries."""
    with files.open() as stream:
        for found in numbered(stream, files.main):
            if isinstance(found, Refusal):
                yield found
            elif found[1].strip() and not found[1].startswith("# "):
                yield _item(files.main, *found)


def _item(file: str, number: int, line: str) -> Item:
    columns = _columns(line)
    if columns is None:
        return Refusal(file, number, f"expected {EXPECTED}", shown(line))
    source, target, head, text = columns
    head, text = cleaned(head, source), cleaned(text, target)
    return Entry(source, head, target, ((text,),)) if head and text else Passed(number)


def _columns(line: str) -> tuple[str, str, str, str] | None:
    """Return the columns of a good line with the languages as tags, None of another."""
    parts = [part.strip() for part in line.split("\t")]
    if len(parts) != 4 or "" in parts or max(len(parts[0]), len(parts[1])) > 35:
        return None
    source, target = language(parts[0]), language(parts[1])
    return (source, target, parts[2], parts[3]) if source and target and source != target else None
