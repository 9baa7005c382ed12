import csv
import io

import pytest

from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.core.formats import table
from lantai.core.formats.protocol import Profile


@pytest.mark.parametrize("title", ["=1+1", "+49", "-1", "@cmd", "'=x", "''-x", "plain", "'quoted'", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula_and_every_title_comes_back(title: str):
    stream = io.BytesIO()
    table.write([BibRecord(titles=(Title(forms=(TitleForm(value=title),)),))], stream)
    cells = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    profile = table.examine(stream.getvalue(), Profile())
    chunk = next(iter(table.split(io.BytesIO(stream.getvalue()), profile)))
    assert table.read(chunk.raw, profile).titles[0].forms[0].value == title
