"""What records say of works that were withdrawn."""

import pytest

from lantai.core.bib.record import BibRecord, Title, TitleForm, Verbatim
from lantai.core.bib.retracted import is_retracted


def entitled(words: str) -> BibRecord:
    return BibRecord(titles=(Title(forms=(TitleForm(words),)),))


def marked(name: str, value: str) -> BibRecord:
    return BibRecord(verbatim=(Verbatim(name=name, values=(("", value),)),))


@pytest.mark.parametrize("record, retracted", [
    (entitled("RETRACTED: On water"), True),
    (entitled("Retracted article: On water"), True),
    (entitled("【撤稿】水论"), True),
    (entitled("[Retracted] On water"), True),
    (entitled("Retraction: On water"), False),
    (entitled("Retracted papers and their citations"), False),
    (marked("is_retracted", "true"), True),
    (marked("updated-by", '[{"type":"retraction","DOI":"10.1/y"}]'), True),
    (marked("updated-by", '[{"type":"correction","DOI":"10.1/y"}]'), False),
    (BibRecord(), False),
])  # fmt: skip
def test_a_work_is_retracted_where_its_record_or_its_title_says_so(record, retracted):
    assert is_retracted([record]) is retracted
