"""Reading text and figures out of a file, PDF or JATS, in a process of its own with bounds on time and memory."""

from lxml import etree

from lantai.core.formats.fulltext.child import decoded, is_pdf
from lantai.core.formats.jats.tree import ancestors
from lantai.core.formats.pdf.reading import Outcome, Read
from lantai.core.formats.xmltree import local
from lantai.infra import confined

from .models import FileKind

CHILD = "lantai.core.formats.fulltext.child"
_HEAD = 200_000
_AT_ONCE = 4_096


def kind_of(data: bytes) -> FileKind | None:
    """Return what sort of file bytes are; None for one that is not read."""
    if is_pdf(data):
        return FileKind.PDF
    return FileKind.JATS if _is_jats(data[:_HEAD]) else None


def _is_jats(head: bytes) -> bool:
    """Say whether the beginning of a file is that of an article in JATS: its root is ``article``, with ``article-meta`` in ``front``.

    Pages of HTML have elements of the name ``article``, too, and a host that wants a log-in sends such a page where a file was asked for.
    """
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        for at in range(0, len(head), _AT_ONCE):
            parser.feed(head[at : at + _AT_ONCE])
            for _event, element in parser.read_events():
                around = [local(one) for one in ancestors(element)]
                if not around and local(element) != "article":
                    return False
                if local(element) == "article-meta":
                    return around == ["front", "article"]
    except etree.XMLSyntaxError:
        pass
    return False


def read(data: bytes, limits: confined.Limits | None = None) -> Read:
    """Return what stands in a file, or why nothing does; never raises for what the file is."""
    try:
        return decoded(confined.run(CHILD, data, limits or confined.Limits()))
    except confined.Confined as problem:
        return Read(Outcome.TOO_MUCH if problem.by_limit else Outcome.BROKEN, detail=str(problem))
