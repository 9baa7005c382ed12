from lantai.core.text.raw import SHOWN_BYTES, show


def test_bytes_that_are_utf8_are_shown_as_their_text():
    assert show("红楼梦".encode()).text == "红楼梦"


def test_other_bytes_are_read_in_the_encoding_of_their_import():
    assert show("红楼梦".encode("gb18030"), encoding="gb18030").text == "红楼梦"


def test_an_unknown_encoding_shows_every_byte_as_a_letter():
    shown = show(b"\xff\xfe", encoding="marc8")
    assert (shown.encoding, shown.text) == ("latin-1", "ÿþ")


def test_separators_are_made_visible():
    assert show(b"245\x1fa\x1e\x1d").text == "245␟a␞\n␝\n"


def test_the_hexadecimal_names_the_offset_of_each_line():
    assert show(bytes(17)).hexadecimal.splitlines()[1] == "000010  00"


def test_a_large_record_is_cut_and_says_so():
    shown = show(b"x" * (SHOWN_BYTES + 1))
    assert shown.is_cut
    assert len(shown.text) == SHOWN_BYTES
