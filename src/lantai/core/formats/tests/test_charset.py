"""Which characters the bytes of one row are, when it is not in the encoding of its file."""

import pytest

from lantai.core.formats.charset import decoded


@pytest.mark.parametrize(
    ("text", "codec", "detail"),
    [
        ("4,水浒传,施耐庵", "gb18030", "gb18030 in a file in utf-8"),
        ("红楼梦", "gb18030", "gb18030 in a file in utf-8"),
        ("5,Café à la carte,Müller", "cp1252", "bytes that are not utf-8 were read as cp1252"),
        ("6,Ærø og Læsø", "cp1252", "bytes that are not utf-8 were read as cp1252"),
    ],
)
def test_a_row_in_another_encoding_is_read_in_that_and_says_so(text, codec, detail):
    found, (repair,) = decoded(text.encode(codec), "utf-8")
    assert (found, repair.code, repair.detail) == (text, "charset", detail)


def test_a_row_in_the_encoding_of_its_file_says_nothing():
    assert decoded("水浒传".encode(), "utf-8") == ("水浒传", ())
