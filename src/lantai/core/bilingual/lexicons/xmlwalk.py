"""XML files element by element in bounded memory, with entities off: shared by the readers of wordnets and thesauri."""

from collections.abc import Iterator

from lxml import etree

from .protocol import Files, LexiconError


def elements(files: Files, names: tuple[str, ...], *, event: str = "end") -> Iterator[tuple["etree._Element", int]]:
    """Yield the elements of these local names with their lines, each forgotten afterwards; raise LexiconError where the XML breaks off."""
    with files.open() as stream:
        walk = etree.iterparse(
            stream,
            events=(event,),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
        )
        try:
            for _, element in walk:
                refuse_entities(element, files.main)
                yield element, line_of(element)
                if event == "end":
                    forget(element)
        except etree.XMLSyntaxError as problem:
            raise LexiconError(files.main, f"expected well-formed XML: {problem.msg}", line=problem.lineno or 0) from problem


def refuse_entities(element: "etree._Element", file: str) -> None:
    """Raise LexiconError where the document declares entities of its own: they can swell a file without bound, or fetch others."""
    document = element.getroottree().docinfo
    if document.internalDTD is not None and any(document.internalDTD.iterentities()):  # type: ignore[attr-defined]  # not in its stubs
        raise LexiconError(file, "the file declares XML entities of its own; none is read", line=1)


def line_of(element: "etree._Element") -> int:
    """Return the line where an element begins, 0 where the parser does not know."""
    return element.sourceline or 0  # type: ignore[return-value]  # an ellipsis in its stubs


def forget(element: "etree._Element") -> None:
    """Let an element go, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
