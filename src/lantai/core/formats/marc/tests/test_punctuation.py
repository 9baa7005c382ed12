import pytest

from lantai.core.formats.marc.punctuation import trim


@pytest.mark.parametrize(
    "value, bare",
    [
        ("Hong lou meng /", "Hong lou meng"),
        ("Beijing :", "Beijing"),
        ("Hong lou meng.", "Hong lou meng"),
        ("1998.", "1998"),
        ("[Paris].", "[Paris]"),
        ("Lewis, C. S.", "Lewis, C. S."),
        ("Wiley & Sons, Inc.", "Wiley & Sons, Inc."),
        ("Oxford Univ.", "Oxford Univ."),
        ("to be continued...", "to be continued..."),
        ("جامعة الإمام،", "جامعة الإمام"),
        ("  spaced  ", "spaced"),
        (" / ", ""),
        ("", ""),
        ("红楼梦", "红楼梦"),
    ],
)
def test_takes_off_what_isbd_puts_between_values_and_nothing_else(value: str, bare: str) -> None:
    assert trim(value) == bare
