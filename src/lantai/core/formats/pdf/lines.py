"""Lines as they stand on a page of a PDF, put together to paragraphs; captions and numbers found among them."""

import re
from collections.abc import Iterable, Sequence

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3040-\u30ff]")
_ENDS = re.compile(r"[.!?。！？؟:：…][\"'”’)\]]*$")
_HYPHENS = ("\ufffe", "\xad", "\x02")
"""What pdfium puts in the place of a hyphen that only the end of a line made."""

_CAPTION = re.compile(
    r"^(?P<label>(?:extended data |supplementary )?(?:fig(?:ure|\.)?|abb(?:ildung|\.)|рис(?:унок|\.)?|图|圖|図|الشكل|شكل)\s*[A-Z]?\d+(?:[.\-–]\d+)?[a-z]?)"
    r"(?P<mark>\s*[|.:：。]|\s+(?=\S)|$)\s*(?P<rest>.*)$",
    re.I,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}]+")
_LICENSE = re.compile(r"creativecommons\.org/(?:licen[sc]es/[a-z-]+(?:/\d\.\d)?|publicdomain/(?:zero|mark)(?:/\d\.\d)?)", re.I)


def paragraphs(page: str) -> tuple[str, ...]:
    """Return the paragraphs of a page's text. A paragraph ends at an empty line, and after a short line that ends a sentence."""
    lines = [line.strip() for line in _plain(page).split("\n")]
    usual = sorted(len(line) for line in lines if line)
    long = usual[int(len(usual) * 0.75)] if usual else 0
    found: list[str] = []
    current = ""
    for line in lines:
        if not line:
            found.append(current)
            current = ""
            continue
        if current and _CAPTION.match(line):
            found.append(current)
            current = ""
        current = joined(current, line)
        if _ENDS.search(line) and len(line) < 0.8 * long:
            found.append(current)
            current = ""
    return tuple(text for text in (*found, current) if text)


def joined(before: str, line: str) -> str:
    """Return a line put to what stands before it: a word parted by the end of the line is one again, Chinese has no blanks."""
    if not before:
        return line
    if before[-1] in _HYPHENS:
        return before[:-1] + line
    if before.endswith("-") and len(before) > 1 and before[-2].islower() and line[:1].islower():
        return before[:-1] + line
    if _WIDE.match(before[-1]) and _WIDE.match(line[0]):
        return before + line
    return f"{before} {line}"


def _plain(page: str) -> str:
    text = page.replace("\r\n", "\n").replace("\r", "\n")
    for hyphen in _HYPHENS:
        text = text.replace(f"{hyphen}\n", hyphen)
    for hyphen in _HYPHENS:
        text = re.sub(f"{hyphen}(?=\\S)", "", text)
    return "".join(c for c in text if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff") or c in "\u200c\u200d")


def caption_of(paragraph: str) -> tuple[str, str]:
    """Return the label and the words of a caption, ("Figure 2", "Growth of …"); ("", "") for what is none.

    A sentence that begins with a figure ("Figure 2 shows that …") is text: a caption has a mark behind the number, or a capital, or no more words.
    """
    found = _CAPTION.match(paragraph)
    if found is None:
        return "", ""
    rest, marked = found["rest"], bool(found["mark"].strip())
    if not marked and rest and rest[0].islower():
        return "", ""
    return found["label"].strip(), rest


def doi_in(texts: Iterable[str]) -> str:
    """Return the first DOI that texts name, in the form that records have; "" for none."""
    for text in texts:
        for given in _DOI.findall(text):
            found = identify(Scheme.DOI, given.rstrip(".,;:)]}'’”"), at="")
            if found.standing is Standing.VALID:
                return found.value
    return ""


def license_in(texts: Sequence[str]) -> str:
    """Return the address of a Creative Commons license that texts name; "" for none, and where they name several, as they are not all of the whole."""
    named = {
        found.lower().replace("licences", "licenses") for text in texts for found in _LICENSE.findall(text.replace("\n", ""))
    }
    return f"https://{named.pop()}/" if len(named) == 1 else ""
