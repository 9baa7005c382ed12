"""The shared articles in JATS: all their figures are in the texts, each may be kept or says why not; cut short, none breaks the reader."""

import tarfile
from collections import Counter

from tests.shared_data import shared

from lantai.core.bib.licenses import license_of
from lantai.core.formats.errors import FormatError
from lantai.core.formats.fulltext import full_text, keeping


def test_real_articles_are_read_whole():
    counts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    with tarfile.open(shared("openaccess/jats") / "jats_dev.tar.xz") as archive:
        for member in archive:
            if not (member.isfile() and (file := archive.extractfile(member))):
                continue
            raw = file.read()
            text = full_text(raw)
            counts.update(
                articles=1,
                figures=len(text.figures),
                tables=len(text.tables),
                references=len(text.references),
                text=bool(text.characters),
            )
            rules[keeping(license_of(text.license)).rule.value] += 1
            for part in (len(raw) // 2, len(raw) - 20) if counts["articles"] % 10 == 0 else ():
                try:
                    counts["mended"] += bool(full_text(raw[:part]).passages)
                except FormatError:
                    counts["refused"] += 1
    assert counts["figures"] == 556
    assert (counts["articles"], counts["text"]) == (76, 73)
    assert dict(rules) == {"license": 65, "public-domain": 5, "no-license": 4, "license-nc": 1, "publisher-words": 1}
    assert counts["mended"] + counts["refused"] == 14
