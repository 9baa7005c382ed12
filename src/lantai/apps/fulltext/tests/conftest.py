"""A library with a few papers, files of them, and people who look after them."""

import pytest

from lantai.apps.fulltext import actions
from lantai.apps.fulltext.models import FullText, TextOrigin
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import NOW, librarian, library, take  # noqa: F401
from lantai.core.formats.fulltext import child
from lantai.core.formats.fulltext.tests.test_fulltext import ARTICLE
from lantai.core.formats.pdf.write import Drawing, Sheet, write
from lantai.infra import confined

__all__ = ["ARTICLE", "PAPER", "RUN", "SCAN"]

RUN = confined.run

PICTURE = Drawing(320, 240, bytes((i * 7 + j * 3) % 256 for j in range(240) for i in range(960)))
PAPER = write(
    [
        Sheet(
            [
                "Lakes in spring",
                "https://doi.org/10.5555/Lakes.1, under https://creativecommons.org/licenses/by/4.0/",
                "Figure 1 shows what lakes do in the first warm weeks of the year, when ice breaks.",
            ],
            PICTURE,
            ["Figure 1. Lakes in spring."],
        ),
        Sheet(["What follows in summer is another story."]),
    ]
)
SCAN = write([Sheet((), PICTURE)], title="A scan")
RIS = b"""TY  - JOUR
TI  - Lakes
AU  - Tern, Anna
PY  - 2021
DO  - 10.5555/lakes.1
ER  -
TY  - JOUR
TI  - Rivers
AU  - Gull, Bo
PY  - 2020
DO  - 10.5555/rivers.1
ER  -
"""


@pytest.fixture
def works(take) -> dict[str, Work]:  # noqa: F811
    """Import the papers and return them by title."""
    take(RIS, name="papers.ris")
    return {work.title: work for work in Work.objects.all()}


@pytest.fixture
def keep(works, monkeypatch):
    """Return a function that keeps a file of a work, as the command does. To start a process takes a second, so PDF files are read in this one."""
    monkeypatch.setattr(confined, "run", lambda module, data, limits: child.main(data))

    def keep(data: bytes, work: str | None = None, **more: object) -> FullText:
        given = {"by": None, "file_name": "a file", "origin": TextOrigin.COMMAND, "now": NOW} | more
        return actions.keep(work=works[work].pk if work else None, data=data, **given).full_text

    return keep
