"""A lexicon that is there to be read: which reader, which files, what is said of it; and what came of reading it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lantai.core.bilingual.entry import Label, Layer, Origin, Row

from .protocol import About, Entry, Files, LexiconError, Passed, Refusal
from .registry import LEXICONS, PACKAGED

SHOWN_REFUSALS = 50
MOSTLY_WRONG = 200
"""After so many refused lines and not one good one the file is of another kind."""


@dataclass(slots=True)
class Report:
    """What became of a file's rows: ``rows`` = ``entries`` + ``passed`` (understood, without a translation) + ``refused``."""

    entries: int = 0
    passed: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows came in."""
        return self.entries + self.passed + self.refused


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon as it is installed or was added. A dictionary has ``rows``, a thesaurus or a list of names ``labels``."""

    layer: Layer
    reader: str
    files: Files
    about: About

    def rows(self, report: Report | None = None) -> Iterator[Row]:
        """Yield what a dictionary says, in both directions; nothing of other lexicons. See compiling.py for weights and order."""
        from .compiling import compiled  # numpy, which the pages never load

        yield from compiled(item for item in self.items(report) if isinstance(item, Entry))

    def labels(self, report: Report | None = None) -> Iterator[Label]:
        """Yield the names of concepts; nothing of a dictionary."""
        yield from (item for item in self.items(report) if isinstance(item, Label))

    def items(self, report: Report | None = None) -> Iterator[Entry | Label]:
        """Yield what is good in the files, counting the rest; raise LexiconError where nothing is, or they are of another kind."""
        counts = report or Report()
        reader = LEXICONS[self.reader]
        for item in reader.read(self.files, self.about):
            if isinstance(item, Refusal):
                _refuse(counts, item, reader.EXPECTED)
            elif isinstance(item, Passed):
                counts.passed += 1
            else:
                counts.entries += 1
                yield item
        if not counts.entries:
            _nothing(counts, self.files.main, reader.EXPECTED)


def _refuse(counts: Report, item: Refusal, expected: str) -> None:
    counts.refused += 1
    if len(counts.refusals) < SHOWN_REFUSALS:
        counts.refusals.append(item)
    if counts.refused >= MOSTLY_WRONG and not counts.entries and not counts.passed:
        _nothing(counts, item.file, expected)


def _nothing(counts: Report, file: str, expected: str) -> None:
    first = counts.refusals[0] if counts.refusals else Refusal(file, 0, "the file holds no entry")
    raise LexiconError(
        first.file, f"{first.reason}; expected {expected}" if expected not in first.reason else first.reason, line=first.line
    )


def lexicon(name: str, reader: str, files: Files, told: About | None = None) -> Lexicon:
    """Return a lexicon; what its librarian told of it goes before what its files say."""
    found, told = LEXICONS[reader].describe(files), told or About()
    about = About(
        title=told.title or found.title or name,
        licence=told.licence or found.licence,
        version=told.version or found.version,
        languages=told.languages or found.languages,
    )
    layer = Layer(
        name=name, origin=ORIGINS.get(reader, Origin.LEXICON), title=about.title, licence=about.licence, version=about.version
    )
    return Lexicon(layer=layer, reader=reader, files=files, about=about)


ORIGINS = {"cldr": Origin.AUTHORITY, "skos": Origin.AUTHORITY}
"""Readers of controlled names, which are trusted before dictionaries."""


def packaged() -> list[Lexicon]:
    """Return the lexicons that are installed with Lantai, in a fixed order."""
    found = ((name, reader, LEXICONS[reader].packaged()) for name, reader in PACKAGED.items())
    return [lexicon(name, reader, files) for name, reader, files in found if files is not None]
